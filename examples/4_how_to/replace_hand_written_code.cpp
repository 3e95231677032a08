// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// The same request twice: as programs write it by hand, and described. While both exist, one is the test of the other.

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/one_payment.hpp>
#include <tollgate/request.hpp>

#include <openssl/evp.h>

#include <array>
#include <iomanip>
#include <iostream>
#include <map>
#include <sstream>
#include <string>

namespace one_payment = tollgate::one_payment;

namespace {

/// By hand: a map orders the names, the rest is joined, hashed and written as hexadecimal digits.
std::string sign_by_hand(std::map<std::string, std::string> const &fields, std::string const &api_key)
{
    std::string text = "init_form";
    for (auto const &[name, value] : fields)
        text += (name == fields.begin()->first ? "" : "&") + name + "=" + value;
    text += api_key;
    std::array<unsigned char, 16> digest{};
    EVP_Q_digest(nullptr, "MD5", nullptr, text.data(), text.size(), digest.data(), nullptr);
    std::ostringstream hex;
    for (unsigned const byte : digest)
        hex << std::hex << std::setw(2) << std::setfill('0') << byte;
    return hex.str();
}

} // namespace

int main()
{
    std::string const by_hand = sign_by_hand(
        {{"partner_id", "1234"}, {"project_id", "5678"}, {"amount", "50.00"}, {"user_data", "order-777"}},
        "test_api_key");

    one_payment::account const account{
        .partner_id = 1234, .project_id = 5678, .api_key = tollgate::secret{"test_api_key"}};
    one_payment::init_form const form{.amount = tollgate::decimal{"50.00"}, .user_data = "order-777"};
    auto const described = tollgate::make_request(account, form);

    std::cout << by_hand << "  by hand\n" << described->signature().text() << "  described\n";
    return by_hand == described->signature().text() ? 0 : 1;
}
