// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_INVERSE_HPP
#define TOLLGATE_SIGNING_INVERSE_HPP

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

/// What reads an encoding back, strictly: `false` for what the encoding does not write, but for the case of hexadecimal
/// digits. Null for every map that loses something.
[[nodiscard]] constexpr erased_text_map inverse_of(erased_text_map map) noexcept
{
    if (map == &maps::hexadecimal<false>::write || map == &maps::hexadecimal<true>::write)
        return &maps::unhex::write;
    if (map == &maps::base64<false>::write) return &maps::unbase64<false>::write;
    if (map == &maps::base64<true>::write) return &maps::unbase64<true>::write;
    if (map == &maps::strip<"=">::write) return &maps::pad;
    if (map == &maps::raw::write) return &maps::raw::write;
    return nullptr;
}

} // namespace tollgate::inline v0::signing

#endif
