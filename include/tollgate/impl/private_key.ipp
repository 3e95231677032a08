// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_PRIVATE_KEY_IPP
#define TOLLGATE_IMPL_PRIVATE_KEY_IPP

#include <tollgate/private_key.hpp>

#include <tollgate/hash/der.hpp>
#include <tollgate/impl/hash/pem.hpp>
#include <tollgate/wiped_buffer.hpp>

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>

namespace tollgate::inline v0 {

namespace detail {

inline constexpr std::string_view unreadable_private_key =
    "The private key cannot be read; copy it again, whole and unchanged.";

/// A sentence about a text that is no private key; empty if there is nothing to complain about.
[[nodiscard]] inline std::string_view about_private_pem(pem_fault fault) noexcept
{
    switch (fault) {
    case pem_fault::empty: return "The private key is empty; give the one whose public half the gateway has.";
    case pem_fault::no_begin:
        return "The private key has no line -----BEGIN PRIVATE KEY-----; give it in PEM, from that line to its "
               "END line.";
    case pem_fault::no_end:
        return "The private key has no END line like its BEGIN line; copy it again, whole.";
    case pem_fault::several:
        return "The text holds several keys or certificates; give the private key alone.";
    case pem_fault::none: break;
    }
    return {};
}

[[nodiscard]] inline std::string_view about_private_label(pem_block const &block) noexcept
{
    if (block.label == "ENCRYPTED PRIVATE KEY" || block.base64.find("ENCRYPTED") != block.base64.npos)
        return "The private key is encrypted with a password; decrypt it with `openssl pkey` and keep the "
               "result as you keep a secret.";
    if (block.label == "PRIVATE KEY" || block.label == "RSA PRIVATE KEY") return {};
    if (block.label == "PUBLIC KEY" || block.label == "RSA PUBLIC KEY" || block.label == "CERTIFICATE")
        return "This is a public key or a certificate, which cannot sign; give the private key that belongs "
               "to it.";
    if (block.label.ends_with("PRIVATE KEY"))
        return "The private key is no RSA key; give the one whose public half the gateway has.";
    return "The text is PEM, but holds no PRIVATE KEY; give the one whose public half the gateway has.";
}

/// The numbers of an RSAPrivateKey that are of interest here.
struct rsa_private_numbers {
    std::string_view modulus;
    std::string_view exponent;
};

/// RFC 8017, appendix A.1.2; of two primes alone.
[[nodiscard]] inline std::optional<rsa_private_numbers> read_rsa_private_key(std::string_view der) noexcept
{
    std::optional<std::string_view> rest = der_contents(der, der_tag::sequence);
    if (!rest) return std::nullopt;
    std::optional<std::string_view> numbers[9]; // version, n, e, d, p, q, d mod (p-1), d mod (q-1), 1/q mod p
    for (std::optional<std::string_view> &number : numbers) {
        number = take_der_unsigned(*rest);
        bool const is_version = &number == numbers;
        if (!number || number->empty() != is_version) return std::nullopt;
    }
    if (!rest->empty()) return std::nullopt;
    return rsa_private_numbers{*numbers[1], *numbers[2]};
}

/// The RSAPrivateKey in a PKCS#8 text (RFC 5208, section 5), or a sentence about it.
[[nodiscard]] inline std::variant<std::string_view, char const *>
key_in_private_info(std::string_view der) noexcept
{
    char const *const unreadable = unreadable_private_key.data();
    std::optional<std::string_view> rest = der_contents(der, der_tag::sequence);
    if (!rest) return unreadable;
    std::optional<std::string_view> const version = take_der_unsigned(*rest);
    std::optional<der_element> const algorithm = take_der(*rest, der_tag::sequence);
    std::optional<der_element> const key = take_der(*rest, der_tag::octet_string);
    if (!version || !version->empty() || !algorithm || !key) return unreadable;
    std::string_view parameters = algorithm->contents;
    std::optional<der_element> const identifier = take_der(parameters, der_tag::object_identifier);
    if (!identifier) return unreadable;
    if (identifier->contents != rsa_encryption || parameters != der_null)
        return "The private key is no RSA key (rsaEncryption); give the one whose public half the gateway "
               "has.";
    return key->contents;
}

[[nodiscard]] inline std::string_view about_rsa_private_key(std::string_view der) noexcept
{
    std::optional<rsa_private_numbers> const numbers = read_rsa_private_key(der);
    if (!numbers || !is_odd(numbers->modulus)) return unreadable_private_key;
    if (bit_size(numbers->modulus) < least_rsa_bits)
        return "The private key has fewer than 2048 bits, so that its signatures can be forged; make a longer "
               "one, and give its public half to the gateway.";
    if (bit_size(numbers->modulus) > most_rsa_bits)
        return "The private key has more than 16384 bits; make a shorter one, and give its public half to "
               "the gateway.";
    if (!is_rsa_exponent(numbers->exponent))
        return "The private key's public exponent is not an odd number from 3 to 64 bits; make another key.";
    return {};
}

/// Reads the RSAPrivateKey of a PEM text; a sentence about it where there is none.
[[nodiscard]] inline std::string_view read_private_pem(std::string_view pem, wiped_buffer &to)
{
    pem_block block;
    if (auto const about = about_private_pem(find_pem_block(pem, block)); !about.empty()) return about;
    if (auto const about = about_private_label(block); !about.empty()) return about;
    wiped_buffer letters;
    wiped_buffer der;
    if (!decode_base64_lines(block.base64, letters, der)) return unreadable_private_key;
    std::string_view key = der.view();
    if (block.label == "PRIVATE KEY") {
        auto const found = key_in_private_info(key);
        if (char const *const *const about = std::get_if<char const *>(&found)) return *about;
        key = std::get<std::string_view>(found);
    }
    if (auto const about = about_rsa_private_key(key); !about.empty()) return about;
    to.append(key);
    return {};
}

/// One element of DER.
[[nodiscard]] inline std::string der_of(char tag, std::string_view contents)
{
    std::string size;
    for (std::size_t left = contents.size(); left != 0; left /= 256)
        size.insert(size.begin(), static_cast<char>(left % 256));
    if (contents.size() < 0x80)
        size.assign(1, static_cast<char>(contents.size()));
    else
        size.insert(size.begin(), static_cast<char>(0x80 + size.size()));
    return tag + size + std::string{contents};
}
[[nodiscard]] inline std::string der_of_unsigned(std::string_view number)
{
    bool const looks_negative = first_byte(number) >= 0x80;
    return der_of(der_tag::integer, (looks_negative ? std::string(1, '\0') : "") + std::string{number});
}

} // namespace detail

private_key::private_key(std::string_view pem)
    : der_{[pem] {
          wiped_buffer der;
          if (auto const about = detail::read_private_pem(pem, der); !about.empty())
              throw std::invalid_argument{"tollgate: " + std::string{about}};
          return detail::secret_bytes{der.view()};
      }()}
{
}

result<private_key> private_key::from_text(std::string_view pem)
{
    wiped_buffer der;
    std::string_view const about = detail::read_private_pem(pem, der);
    if (!about.empty())
        return error{errc::invalid_private_key, not_sent{}, std::string{about}}.without_outcome();
    return private_key{detail::secret_bytes{der.view()}};
}

public_key private_key::public_half() const
{
    using namespace detail;
    auto const numbers = read_rsa_private_key(der_.view());
    std::string const key =
        der_of(der_tag::sequence, der_of_unsigned(numbers->modulus) + der_of_unsigned(numbers->exponent));
    std::string const algorithm =
        der_of(der_tag::sequence, der_of(der_tag::object_identifier, rsa_encryption) + std::string{der_null});
    std::string const info =
        der_of(der_tag::sequence, algorithm + der_of(der_tag::bit_string, std::string(1, '\0') + key));
    std::string base64;
    base64_encode(info, base64);
    std::string pem = "-----BEGIN PUBLIC KEY-----\n";
    for (std::size_t at = 0; at < base64.size(); at += 64)
        pem.append(base64, at, 64).append("\n");
    return public_key{pem + "-----END PUBLIC KEY-----\n"};
}

std::size_t private_key::bits() const noexcept
{
    return detail::bit_size(detail::read_rsa_private_key(der_.view())->modulus);
}

} // namespace tollgate::inline v0

#endif
