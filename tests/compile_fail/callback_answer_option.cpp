// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// expect-error: give_each_option_by_its_name_and_once_when_refused_when_failed_once_by_answering_accepting
// first-error: deleted function
// first-error-line: here

#include <tollgate/callback/answer_callback.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/cactus.hpp>

namespace cactus = tollgate::cactus;

auto answer(cactus::account const &merchant, std::string_view body)
{
    auto const deliver = [](tollgate::verified<cactus::invoice_callback> const &) {};
    auto const watch = [](tollgate::error const &) {};
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    return tollgate::answer_callback<cactus::invoice_callback>(merchant, body, {}, deliver, watch); // <- here
#else
    return tollgate::answer_callback<cactus::invoice_callback>(merchant, body, {}, deliver,
                                                               tollgate::when_refused{watch});
#endif
}
