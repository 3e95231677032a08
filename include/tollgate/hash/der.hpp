// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_HASH_DER_HPP
#define TOLLGATE_HASH_DER_HPP

#include <tollgate/version.hpp>

#include <optional>
#include <string_view>

// As much of DER (ITU-T X.690) as keys and signatures are written in, without latitude: one value, one text.
namespace tollgate::inline v0::detail {

namespace der_tag {

inline constexpr char integer = '\x02';
inline constexpr char bit_string = '\x03';
inline constexpr char octet_string = '\x04';
inline constexpr char object_identifier = '\x06';
inline constexpr char sequence = '\x30';
inline constexpr char version = '\xa0'; // [0], which a certificate's version has

} // namespace der_tag

struct der_element {
    std::string_view contents;
    std::string_view whole; ///< With tag and length.
};

[[nodiscard]] constexpr unsigned char first_byte(std::string_view bytes) noexcept
{
    return static_cast<unsigned char>(bytes.front());
}

/// Takes the next element off `rest`, if it has that tag; otherwise `rest` stays as it is.
[[nodiscard]] TOLLGATE_DECL std::optional<der_element> take_der(std::string_view &rest, char tag) noexcept;

/// What the one element holds that `bytes` consist of.
[[nodiscard]] TOLLGATE_DECL std::optional<std::string_view> der_contents(std::string_view bytes,
                                                                         char tag) noexcept;

/// Takes an INTEGER that is not negative off `rest`: its bytes without leading zeros, so none if it is zero.
[[nodiscard]] TOLLGATE_DECL std::optional<std::string_view>
take_der_unsigned(std::string_view &rest) noexcept;

} // namespace tollgate::inline v0::detail

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/hash/der.ipp>
#endif

#endif
