// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_DECODING_HPP
#define TOLLGATE_SIGNING_DECODING_HPP

#include <tollgate/signing/text_maps.hpp>

#include <string_view>

namespace tollgate::inline v0::signing {

namespace maps {

/// Base64 without its padding gets it back; one that has it is refused.
inline bool pad(std::string_view in, wiped_buffer &out)
{
    if (in.find('=') != in.npos) return false;
    out.append(in);
    for (std::size_t size = in.size(); size % 4 != 0; ++size)
        out.append("=");
    return true;
}

} // namespace maps

/// Whether an encoding can be read back. Maps that lose something cannot.
[[nodiscard]] constexpr bool is_invertible(map_kind map) noexcept
{
    switch (map) {
    case map_kind::hex:
    case map_kind::upper_hex:
    case map_kind::base64:
    case map_kind::base64url:
    case map_kind::strip_padding:
    case map_kind::raw: return true;
    default: return false;
    }
}

/// What reads an encoding back, strictly: `false` for what the encoding does not write, but for the case of hexadecimal
/// digits. Null if nothing does.
[[nodiscard]] inline erased_text_map inverse_of(map_kind map) noexcept
{
    switch (map) {
    case map_kind::hex:
    case map_kind::upper_hex: return &maps::unhex::write;
    case map_kind::base64: return &maps::unbase64<false>::write;
    case map_kind::base64url: return &maps::unbase64<true>::write;
    case map_kind::strip_padding: return &maps::pad;
    case map_kind::raw: return &maps::raw::write;
    default: return nullptr;
    }
}

} // namespace tollgate::inline v0::signing

#endif
