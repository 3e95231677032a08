// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_INVERSE_HPP
#define TOLLGATE_SIGNING_INVERSE_HPP

#include <tollgate/signing/text_maps.hpp>

#include <string_view>
#include <type_traits>

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
/// digits. Maps that lose something have none.
template <class Map>
struct inverse;
template <bool Upper>
struct inverse<maps::hexadecimal<Upper>> {
    static constexpr erased_text_map read = &maps::unhex::write;
};
template <bool Url>
struct inverse<maps::base64<Url>> {
    static constexpr erased_text_map read = &maps::unbase64<Url>::write;
};
template <>
struct inverse<maps::strip<"=">> {
    static constexpr erased_text_map read = &maps::pad;
};
template <>
struct inverse<maps::raw> {
    static constexpr erased_text_map read = &maps::raw::write;
};

template <class Map>
concept invertible = requires { inverse<Map>::read; };

/// The same for a map whose type is not known any more; null if it has none.
[[nodiscard]] inline erased_text_map inverse_of(erased_text_map map) noexcept
{
    erased_text_map found = nullptr;
    auto const look = [&]<class... Maps>(std::type_identity<Maps>...) {
        ((map == &Maps::write ? found = inverse<Maps>::read : found), ...);
    };
    look(std::type_identity<maps::hexadecimal<false>>{}, std::type_identity<maps::hexadecimal<true>>{},
         std::type_identity<maps::base64<false>>{}, std::type_identity<maps::base64<true>>{},
         std::type_identity<maps::strip<"=">>{}, std::type_identity<maps::raw>{});
    return found;
}

} // namespace tollgate::inline v0::signing

#endif
