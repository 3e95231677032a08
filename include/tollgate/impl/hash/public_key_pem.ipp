// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_HASH_PUBLIC_KEY_PEM_IPP
#define TOLLGATE_IMPL_HASH_PUBLIC_KEY_PEM_IPP

#include <tollgate/hash/public_key_pem.hpp>

#include <tollgate/detail/text_writer.hpp>
#include <tollgate/hash/der.hpp>
#include <tollgate/impl/hash/pem.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace tollgate::inline v0::detail {

error invalid_public_key(complaint about)
{
    return error{errc::invalid_public_key, not_sent{}, std::string{about}}.without_outcome();
}

[[nodiscard]] inline complaint about_pem(pem_fault fault) noexcept
{
    switch (fault) {
    case pem_fault::empty: return "The public key is empty; give the one that the gateway publishes.";
    case pem_fault::no_begin:
        return "The public key has no line -----BEGIN PUBLIC KEY-----; give it in PEM, from "
               "that line to its END line.";
    case pem_fault::no_end:
        return "The public key has no END line like its BEGIN line; copy it again, whole.";
    case pem_fault::several:
        return "The text holds several keys or certificates; give only that of the gateway.";
    case pem_fault::none: break;
    }
    return {};
}

[[nodiscard]] inline complaint about_label(std::string_view label) noexcept
{
    if (label == "PUBLIC KEY" || label == "CERTIFICATE") return {};
    if (label.ends_with("PRIVATE KEY"))
        return "This is a private key, which nobody but its owner should have; give the gateway's public "
               "key.";
    if (label == "RSA PUBLIC KEY")
        return "The public key is in the form of PKCS#1; convert it with `openssl rsa -RSAPublicKey_in "
               "-pubout`.";
    return "The text is PEM, but holds neither a PUBLIC KEY nor a CERTIFICATE; give the gateway's public "
           "key.";
}

/// What base64 with white space in it stands for.
[[nodiscard]] inline std::optional<std::string> decode_base64(std::string_view text)
{
    string_writer letters{text.size()};
    std::string bytes;
    if (!decode_base64_lines(text, letters, bytes)) return std::nullopt;
    return bytes;
}

/// The SubjectPublicKeyInfo in a certificate: RFC 5280, section 4.1.
[[nodiscard]] inline std::optional<std::string_view> key_in_certificate(std::string_view der) noexcept
{
    std::optional<std::string_view> rest = der_contents(der, der_tag::sequence);
    if (!rest) return std::nullopt;
    std::optional<der_element> const signed_part = take_der(*rest, der_tag::sequence);
    if (!signed_part) return std::nullopt;

    rest = signed_part->contents;
    static_cast<void>(take_der(*rest, der_tag::version));        // the first version of certificates has none
    if (!take_der(*rest, der_tag::integer)) return std::nullopt; // the serial number
    for (int i = 0; i != 4; ++i)                                 // algorithm, issuer, validity, subject
        if (!take_der(*rest, der_tag::sequence)) return std::nullopt;
    std::optional<der_element> const key = take_der(*rest, der_tag::sequence);
    if (!key) return std::nullopt;
    return key->whole;
}

/// A SubjectPublicKeyInfo: RFC 5280, section 4.1.2.7.
struct key_info {
    std::string_view algorithm;  ///< The object identifier.
    std::string_view parameters; ///< All that follows it, with tag and length.
    std::string_view key;        ///< The bits of the key itself.
};

[[nodiscard]] inline std::optional<key_info> read_key_info(std::string_view der) noexcept
{
    std::optional<std::string_view> rest = der_contents(der, der_tag::sequence);
    if (!rest) return std::nullopt;
    std::optional<der_element> const algorithm = take_der(*rest, der_tag::sequence);
    std::optional<std::string_view> const bits = der_contents(*rest, der_tag::bit_string);
    if (!algorithm || !bits || !bits->starts_with('\0'))
        return std::nullopt; // no bit of the last byte unused

    std::string_view parameters = algorithm->contents;
    std::optional<der_element> const identifier = take_der(parameters, der_tag::object_identifier);
    if (!identifier) return std::nullopt;
    return key_info{identifier->contents, parameters, bits->substr(1)};
}

/// RFC 8017, appendix A.1.1.
[[nodiscard]] inline complaint about_rsa_numbers(std::string_view key) noexcept
{
    std::optional<std::string_view> rest = der_contents(key, der_tag::sequence);
    if (!rest) return unreadable_key;
    std::optional<std::string_view> const modulus = take_der_unsigned(*rest);
    std::optional<std::string_view> const exponent = take_der_unsigned(*rest);
    if (!modulus || !exponent || !rest->empty() || !is_odd(*modulus)) return unreadable_key;
    if (bit_size(*modulus) < least_rsa_bits)
        return "The RSA key has fewer than 2048 bits, so that its signatures can be forged; ask the gateway "
               "for a longer key.";
    if (bit_size(*modulus) > most_rsa_bits)
        return "The RSA key has more than 16384 bits; ask the gateway for a shorter key.";
    if (!is_rsa_exponent(*exponent))
        return "The RSA key's exponent is not an odd number from 3 to 64 bits; ask the gateway for another "
               "key.";
    return {};
}

/// RFC 3279, section 2.3.1. A key for RSASSA-PSS alone (RFC 4055) is of another kind.
[[nodiscard]] inline complaint about_rsa_key(key_info const &info) noexcept
{
    if (info.algorithm != rsa_encryption || info.parameters != der_null)
        return "The scheme needs an RSA key (rsaEncryption), and this is another; give the key that belongs "
               "to the scheme.";
    return about_rsa_numbers(info.key);
}

/// The bytes in a coordinate of that curve; zero for a curve that is not among the three.
[[nodiscard]] inline std::size_t coordinate_size(std::string_view curve) noexcept
{
    constexpr std::string_view p256{"\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07", 10};
    constexpr std::string_view p384{"\x06\x05\x2b\x81\x04\x00\x22", 7};
    constexpr std::string_view p521{"\x06\x05\x2b\x81\x04\x00\x23", 7};
    if (curve == p256) return 32;
    if (curve == p384) return 48;
    if (curve == p521) return 66;
    return 0;
}

/// Whether a point has the form of SEC 1, section 2.3.3: both coordinates, or one and the sign of the other.
[[nodiscard]] inline bool is_point_form(std::string_view point, std::size_t size) noexcept
{
    if (point.starts_with('\x04')) return point.size() == 1 + 2 * size;
    return (point.starts_with('\x02') || point.starts_with('\x03')) && point.size() == 1 + size;
}

/// RFC 5480, section 2.
[[nodiscard]] inline complaint about_curve_key(key_info const &info) noexcept
{
    constexpr std::string_view ec_public_key{"\x2a\x86\x48\xce\x3d\x02\x01", 7};
    if (info.algorithm != ec_public_key)
        return "The scheme needs an elliptic-curve key (ecPublicKey), and this is another; give the key that "
               "belongs to the scheme.";
    std::size_t const size = coordinate_size(info.parameters);
    if (size == 0)
        return "The key's curve is not named P-256, P-384 or P-521; ask the gateway for a key on one of "
               "these.";
    return is_point_form(info.key, size) ? complaint{} : unreadable_key;
}

/// RFC 8410, sections 3 and 4.
[[nodiscard]] inline complaint about_ed25519_key(key_info const &info) noexcept
{
    constexpr std::string_view ed25519{"\x2b\x65\x70", 3};
    if (info.algorithm != ed25519)
        return "The scheme needs an Ed25519 key, and this is another; give the key that belongs to the "
               "scheme.";
    return info.parameters.empty() && info.key.size() == 32 ? complaint{} : unreadable_key;
}

[[nodiscard]] inline complaint about_key(std::string_view der, hash::key_kind needed) noexcept
{
    std::optional<key_info> const info = read_key_info(der);
    if (!info) return unreadable_key;
    switch (needed) {
    case hash::key_kind::rsa: return about_rsa_key(*info);
    case hash::key_kind::elliptic_curve: return about_curve_key(*info);
    case hash::key_kind::ed25519: return about_ed25519_key(*info);
    }
    return unreadable_key;
}

/// The SubjectPublicKeyInfo around 32 bytes of Ed25519: RFC 8410, section 4.
[[nodiscard]] inline result<std::string> ed25519_key_in(std::string_view base64)
{
    constexpr std::string_view before{"\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00", 12};
    std::optional<std::string> const bytes = decode_base64(base64);
    if (!bytes || bytes->size() != 32) return invalid_public_key(unreadable_key);
    return std::string{before} + *bytes;
}

result<std::string> public_key_in(std::string_view pem, hash::key_kind needed)
{
    constexpr std::string_view webhook_key = "whpk_"; // as Standard Webhooks writes keys for Ed25519
    if (needed == hash::key_kind::ed25519 && pem.starts_with(webhook_key))
        return ed25519_key_in(pem.substr(webhook_key.size()));
    pem_block block;
    if (complaint const about = about_pem(find_pem_block(pem, block)); !about.empty())
        return invalid_public_key(about);
    if (complaint const about = about_label(block.label); !about.empty()) return invalid_public_key(about);
    std::optional<std::string> const der = decode_base64(block.base64);
    if (!der) return invalid_public_key(unreadable_key);
    std::optional<std::string_view> const key =
        block.label == "CERTIFICATE" ? key_in_certificate(*der) : *der;
    if (!key) return invalid_public_key(unreadable_key);
    if (complaint const about = about_key(*key, needed); !about.empty()) return invalid_public_key(about);
    return std::string{*key};
}

} // namespace tollgate::inline v0::detail

#endif
