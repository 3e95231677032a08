// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_IDEMPOTENCY_KEY_IPP
#define TOLLGATE_IMPL_IDEMPOTENCY_KEY_IPP

#include <tollgate/idempotency_key.hpp>

#include <array>
#include <cstddef>
#include <random>

namespace tollgate::inline v0 {

idempotency_key idempotency_key::random()
{
    std::array<unsigned char, 16> bytes{};
    std::random_device from;
    for (std::size_t i = 0; i != bytes.size(); i += 4) {
        auto const four = static_cast<unsigned>(from());
        for (std::size_t j = 0; j != 4; ++j)
            bytes[i + j] = static_cast<unsigned char>(four >> (8 * j) & 0xFF);
    }
    bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0F) | 0x40); // the version
    bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3F) | 0x80); // the variant
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(36);
    for (std::size_t i = 0; i != bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
        text += digits[bytes[i] >> 4];
        text += digits[bytes[i] & 0x0F];
    }
    return idempotency_key{std::move(text)};
}

} // namespace tollgate::inline v0

#endif
