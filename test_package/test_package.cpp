// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Uses every library that the package depends on: a payment is signed, its answer read, and an HTTPS request sent to
// where nobody listens.

#include <tollgate/core/version.hpp>
#include <tollgate/providers/one_payment.hpp>
#include <tollgate/request.hpp>
#include <tollgate/response.hpp>

#ifdef WITH_CRYPTOPP
#include <tollgate/hash/cryptopp.hpp>
#endif
#ifdef WITH_OPENSSL
#include <tollgate/hash/openssl.hpp>
#include <tollgate/transport/beast.hpp>
#endif

#include <chrono>
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
bool sends_nothing_to_nobody()
{
    namespace ip = boost::asio::ip;
    tollgate::beast_transport https{
        tollgate::beast_options{.connect_to = ip::tcp::endpoint{ip::make_address("127.0.0.1"), 1}}};
    auto const answer =
        https.send({.method = "GET", .host = "gateway.example", .target = "/", .headers = {}, .body = {}},
                   std::chrono::seconds{20});
    return !answer && answer.error().is_not_sent();
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
    expect(sends_nothing_to_nobody(), "HTTPS with Boost.Beast and OpenSSL");
#endif
}
