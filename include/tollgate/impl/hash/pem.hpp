// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_HASH_PEM_HPP
#define TOLLGATE_IMPL_HASH_PEM_HPP

#include <tollgate/detail/format/base64.hpp>
#include <tollgate/hash/der.hpp>

#include <bit>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

// What reading public and private keys has in common.
namespace tollgate::inline v0::detail {

/// What stands between the lines BEGIN and END of a PEM text: RFC 7468.
struct pem_block {
    std::string_view label;
    std::string_view base64;
};

enum class pem_fault { none, empty, no_begin, no_end, several };

[[nodiscard]] inline pem_fault find_pem_block(std::string_view pem, pem_block &to)
{
    constexpr std::string_view begin = "-----BEGIN ";
    constexpr std::string_view dashes = "-----";
    if (pem.empty()) return pem_fault::empty;
    std::size_t const found = pem.find(begin);
    if (found == pem.npos) return pem_fault::no_begin;
    std::string_view const rest = pem.substr(found + begin.size());
    std::string_view const label = rest.substr(0, rest.find(dashes));
    std::string const end = "-----END " + std::string{label} + "-----";
    std::size_t const size = rest.find(end);
    if (size == rest.npos) return pem_fault::no_end;
    if (rest.find(begin) != rest.npos) return pem_fault::several;
    std::size_t const start = label.size() + dashes.size();
    to = {label, rest.substr(start, size - start)};
    return pem_fault::none;
}

/// What base64 with white space in it stands for; `false` for a text that is not so.
template <class Letters, class Out>
[[nodiscard]] bool decode_base64_lines(std::string_view text, Letters &letters, Out &bytes)
{
    for (char const c : text)
        if (c != ' ' && c != '\t' && c != '\r' && c != '\n') letters.append(std::string_view{&c, 1});
    return base64_decode(std::string_view{letters.view()}, bytes);
}

[[nodiscard]] inline std::size_t bit_size(std::string_view number) noexcept
{
    if (number.empty()) return 0;
    return number.size() * 8 - static_cast<std::size_t>(std::countl_zero(first_byte(number)));
}

[[nodiscard]] inline bool is_odd(std::string_view number) noexcept
{
    return !number.empty() && number.back() % 2 != 0;
}

inline constexpr std::size_t least_rsa_bits = 2048;
inline constexpr std::size_t most_rsa_bits = 16384;

/// An RSA exponent that is odd and has 2 to 64 bits.
[[nodiscard]] inline bool is_rsa_exponent(std::string_view exponent) noexcept
{
    return is_odd(exponent) && bit_size(exponent) >= 2 && bit_size(exponent) <= 64;
}

/// The algorithm `rsaEncryption`, and the parameters that it has.
inline constexpr std::string_view rsa_encryption{"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01", 9};
inline constexpr std::string_view der_null{"\x05\x00", 2};

} // namespace tollgate::inline v0::detail

#endif
