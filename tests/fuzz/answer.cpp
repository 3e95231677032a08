// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Answers of gateways: whatever comes, an error never says that nothing was sent.

#include "fuzz.hpp"

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/response.hpp>

#include <support/accounts.hpp>

#include <array>

namespace {

template <class Message>
void read(typename Message::account const &account, unsigned status, std::string_view body)
{
    auto const got = tollgate::read_response<Message>(account, status, body);
    if (got.has_value()) return tollgate::fuzz::must(status / 100 == 2, "only a success has fields");
    tollgate::fuzz::must(!got.error().is_not_sent(), "an answer came, so the request was sent");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *data, std::size_t size)
{
    if (size == 0) return 0;
    static auto const shop = tollgate::test::cactus_account();
    static auto const project = tollgate::test::one_payment_account();
    constexpr std::array<unsigned, 8> statuses{200, 200, 201, 302, 400, 429, 500, 204};
    auto const status = statuses[data[0] % statuses.size()];
    auto const body = tollgate::fuzz::text_of(data + 1, size - 1);
    read<tollgate::cactus::obtain_token>(shop, status, body);
    read<tollgate::one_payment::init_form>(project, status, body);
    return 0;
}
