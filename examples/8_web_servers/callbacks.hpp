// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef EXAMPLES_WEB_SERVERS_CALLBACKS_HPP
#define EXAMPLES_WEB_SERVERS_CALLBACKS_HPP

// What is the same behind every web server: the body's bytes and the headers go in, an answer comes out.

#include <tollgate/callback/answer_callback.hpp>
#include <tollgate/callback/store.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/one_payment.hpp>

#include <iostream>
#include <span>
#include <string_view>

inline tollgate::callback_answer answer_one_payment(std::string_view body,
                                                    std::span<tollgate::header const> headers)
{
    namespace one_payment = tollgate::one_payment;
    static one_payment::account const project{
        .partner_id = 1234, .project_id = 5678, .api_key = tollgate::secret{"test_api_key"}};
    static tollgate::memory_store handled; // several processes share a store in a database: docs/records.md
    return tollgate::answer_callback<one_payment::payment_callback>(
        project, body, headers,
        [](tollgate::verified<one_payment::payment_callback> const &told) {
            std::cout << "paid: " << told->user_data.value() << std::endl;
        },
        tollgate::once_by(handled), tollgate::when_refused{[](tollgate::error const &why) {
            std::cout << "refused: " << why << std::endl;
        }});
}

#endif
