// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SIGNING_SOURCES_IPP
#define TOLLGATE_IMPL_SIGNING_SOURCES_IPP

#include <tollgate/signing_sources.hpp>

#include <chrono>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>

namespace tollgate::inline v0::detail {

std::string random_nonce()
{
    // 32 characters, so that each takes five bits without a remainder.
    constexpr std::string_view letters = "abcdefghijkmnpqrstuvwxyz23456789";
    static_assert(letters.size() == 32);
    std::random_device from;
    std::string nonce;
    for (unsigned bits = 0; nonce.size() != 32; bits >>= 5) {
        if (nonce.size() % 6 == 0) bits = from();
        nonce += letters[bits % 32];
    }
    return nonce;
}

std::chrono::system_clock::time_point system_time_of(signing_sources const *from)
{
    bool const has_clock = from != nullptr && from->now;
    return has_clock ? from->now() : std::chrono::system_clock::now();
}

moment_texts texts_of_moment(signing_sources const *from)
{
    auto const now = system_time_of(from);
    moment_texts texts;
    texts.now = std::to_string(std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count());
    texts.nonce = from != nullptr && from->nonce ? from->nonce() : random_nonce();
    // What the header shows it between must stay recognisable.
    if (texts.nonce.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") !=
        texts.nonce.npos)
        texts.nonce.clear();
    return texts;
}

} // namespace tollgate::inline v0::detail

#endif
