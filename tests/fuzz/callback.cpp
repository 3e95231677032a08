// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Callbacks, as JSON and as forms: what is verified has the bytes that came; nothing else is.

#include "fuzz.hpp"

#include <tollgate/callback.hpp>
#include <tollgate/hash/cryptopp.hpp>

#include <support/accounts.hpp>

namespace {

template <class Callback>
void take(typename Callback::account const &account, std::string_view body,
          std::span<tollgate::header const> headers = {})
{
    auto const got = tollgate::receive<Callback>(account, body, headers);
    if (got.has_value())
        return tollgate::fuzz::must(got->received() == body, "verified are the bytes that came");
    tollgate::fuzz::must(got.error().is_unknown(), "a callback that is not verified says nothing");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *data, std::size_t size)
{
    static auto const shop = tollgate::test::cactus_account();
    static auto const project = tollgate::test::one_payment_account();
    static tollgate::header const form[] = {{"Content-Type", "application/x-www-form-urlencoded"}};
    auto const body = tollgate::fuzz::text_of(data, size);
    take<tollgate::cactus::invoice_callback>(shop, body);
    take<tollgate::one_payment::payment_callback>(project, body);
    take<tollgate::one_payment::payment_callback>(project, body, form);
    return 0;
}
