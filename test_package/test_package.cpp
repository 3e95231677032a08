// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Uses every library that the package depends on: a payment is signed, its answer read, and TLS set up as the HTTPS transport
// does it. Nothing is sent.

#include <tollgate/providers/one_payment.hpp>
#include <tollgate/request.hpp>
#include <tollgate/response.hpp>
#include <tollgate/version.hpp>

#ifdef WITH_CRYPTOPP
#include <tollgate/hash/cryptopp.hpp>
#endif
#ifdef WITH_OPENSSL
#include <tollgate/hash/openssl.hpp>
#include <tollgate/https_options.hpp>

#include <boost/asio/ssl/context.hpp>
#endif

#include <cstdlib>
#include <iostream>
#include <string>

namespace {

void expect(bool holds, char const *what)
{
    std::cout << (holds ? "ok      " : "NOT SO  ") << what << '\n';
    if (!holds) std::exit(1);
}

namespace one_payment = tollgate::one_payment;

template <class Hash>
bool signs_and_reads()
{
    one_payment::account const project{
        .partner_id = 1234, .project_id = 5678, .api_key = tollgate::secret{"test_api_key"}};
    one_payment::init_form const order{.amount = 50, .description = "test_payment", .user_data = "order_777"};

    auto const request = tollgate::make_request<Hash>(project, order);
    auto const form = tollgate::read_response<one_payment::init_form, Hash>(
        project, 200, R"({"url":"https://gateway.example/form?id=7"})");
    // The MD5 of the request's documented signing text and the key, as Python's hashlib computes it.
    return request && request->signature().text() == "c2e8d971cfb1cbe115e185c7ee890bca" && form &&
           *form->url == "https://gateway.example/form?id=7";
}

#ifdef WITH_OPENSSL
bool sets_up_tls()
{
    tollgate::https_options const options{};
    boost::asio::ssl::context tls{boost::asio::ssl::context::tls_client};
    return tls.native_handle() != nullptr && options.connections_per_host > 0;
}
#endif

} // namespace

int main()
{
    std::cout << "tollgate " TOLLGATE_VERSION_STRING "\n";
    expect(tollgate::decimal{"50.00"}.text() == "50.00", "the core is there");
#ifdef WITH_CRYPTOPP
    expect(signs_and_reads<tollgate::cryptopp_hash>(), "signs with Crypto++, reads with Boost.JSON");
#endif
#ifdef WITH_OPENSSL
    expect(signs_and_reads<tollgate::openssl_hash>(), "signs with OpenSSL, reads with Boost.JSON");
    expect(sets_up_tls(), "Boost.Asio and OpenSSL's TLS");
#endif
}
