// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_FORMAT_RANDOM_BYTES_IPP
#define TOLLGATE_IMPL_FORMAT_RANDOM_BYTES_IPP

#include <tollgate/detail/format/random_bytes.hpp>

#include <tollgate/detail/format/hex.hpp>

#include <cstddef>
#include <random>

namespace tollgate::inline v0::detail {

std::array<unsigned char, 16> random_bytes()
{
    std::array<unsigned char, 16> bytes{};
    std::random_device from;
    for (std::size_t i = 0; i != bytes.size(); i += 4) {
        auto const four = static_cast<unsigned>(from());
        for (std::size_t j = 0; j != 4; ++j)
            bytes[i + j] = static_cast<unsigned char>(four >> (8 * j) & 0xFF);
    }
    return bytes;
}

std::string in_hexadecimal(std::span<unsigned char const> bytes)
{
    string_writer text{2 * bytes.size()};
    append_hex<false>({reinterpret_cast<char const *>(bytes.data()), bytes.size()}, text);
    return text.take();
}

} // namespace tollgate::inline v0::detail

#endif
