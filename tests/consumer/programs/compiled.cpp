// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Uses something of each compiled library: signs and reads, converts an amount, has a port opened, makes a certificate.

#ifndef TOLLGATE_SEPARATE_COMPILATION
#error "the dependency did not say that the functions are compiled elsewhere"
#endif

#include "payment.hpp"

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/listener.hpp>
#include <tollgate/sandbox/certificates.hpp>

#include <iostream>

int main()
{
    auto const signature = shop::signature<tollgate::cryptopp_hash>();
    auto const amount = tollgate::money_of(tollgate::decimal{"50.00"}, "KZT");
    tollgate::listener callbacks;
    bool const is_open = callbacks.start().has_value() && callbacks.port() != 0;
    callbacks.stop();
    std::string const certificate = tollgate::sandbox::authority{}.certificate_pem();

    std::cout << "tollgate " TOLLGATE_VERSION_STRING ", compiled: " << signature << '\n';
    return signature == shop::expected_signature && shop::reads_the_answer<tollgate::cryptopp_hash>() &&
                   amount && amount->amount == tollgate::minor_units{5000} && is_open && !certificate.empty()
               ? 0
               : 1;
}
