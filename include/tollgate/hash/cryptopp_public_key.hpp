// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_HASH_CRYPTOPP_PUBLIC_KEY_HPP
#define TOLLGATE_HASH_CRYPTOPP_PUBLIC_KEY_HPP

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/hash/der.hpp>
#include <tollgate/hash/public_key_pem.hpp>
#include <tollgate/hash/public_key_policy.hpp>

#include <cryptopp/cryptlib.h>
#include <cryptopp/eccrypto.h>
#include <cryptopp/filters.h>
#include <cryptopp/integer.h>
#include <cryptopp/pkcspad.h>
#include <cryptopp/pssr.h>
#include <cryptopp/rsa.h>
#include <cryptopp/xed25519.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace tollgate::inline v0 {

namespace detail {

template <hash::algorithm Algorithm>
using cryptopp_type_t = decltype(cryptopp_type(Algorithm{}));

/// The Crypto++ class that verifies each scheme, as a result type; never defined.
template <class Algorithm>
typename CryptoPP::RSASS<CryptoPP::PKCS1v15, cryptopp_type_t<Algorithm>>::Verifier
    cryptopp_verifier(hash::rsa_pkcs1<Algorithm>);
template <class Algorithm>
typename CryptoPP::RSASS<CryptoPP::PSS, cryptopp_type_t<Algorithm>>::Verifier
    cryptopp_verifier(hash::rsa_pss<Algorithm>);
template <class Algorithm>
typename CryptoPP::ECDSA<CryptoPP::ECP, cryptopp_type_t<Algorithm>>::Verifier
    cryptopp_verifier(hash::ecdsa<Algorithm>);
CryptoPP::ed25519Verifier cryptopp_verifier(hash::ed25519);

[[nodiscard]] inline CryptoPP::byte const *cryptopp_bytes(std::string_view text) noexcept
{
    // Crypto++ copies from the address, also when there is nothing to copy.
    return reinterpret_cast<CryptoPP::byte const *>(text.empty() ? "" : text.data());
}

/// Whether a signature is a number below the modulus: RFC 8017, section 5.2.2. Crypto++ would reduce it.
[[nodiscard]] inline bool is_below(CryptoPP::Integer const &modulus, std::string_view signature)
{
    return CryptoPP::Integer{cryptopp_bytes(signature), signature.size()} < modulus;
}

/// Whether the second half of an Ed25519 signature is below the group's order: RFC 8032, section 5.1.7.
[[nodiscard]] inline bool is_reduced(std::string_view scalar) noexcept
{
    using namespace std::string_view_literals;
    constexpr std::string_view order =
        "\x10\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x14\xde\xf9\xde\xa2\xf7\x9c\xd6\x58\x12\x63\x1a\x5c\xf5\xd3\xed"sv;
    static_assert(order.size() == 32);
    return std::lexicographical_compare(
        scalar.rbegin(), scalar.rend(), order.begin(), order.end(),
        [](char a, char b) { return static_cast<unsigned char>(a) < static_cast<unsigned char>(b); });
}

/// The `r || s` of that size, which Crypto++ takes, of an ECDSA signature in DER.
[[nodiscard]] inline std::optional<std::string> joined_numbers(std::string_view der, std::size_t size)
{
    std::optional<std::string_view> rest = der_contents(der, der_tag::sequence);
    if (!rest) return std::nullopt;
    std::optional<std::string_view> const r = take_der_unsigned(*rest);
    std::optional<std::string_view> const s = take_der_unsigned(*rest);
    std::size_t const half = size / 2;
    if (!r || !s || !rest->empty() || r->size() > half || s->size() > half) return std::nullopt;

    std::string joined(half - r->size(), '\0');
    joined += *r;
    joined.append(half - s->size(), '\0');
    joined += *s;
    return joined;
}

/**
 * \brief A gateway's public key in Crypto++; \ref public_key_policy says what it does.
 * \details Crypto++ alone would let some signatures through in several forms; those are refused before.
 */
template <hash::signature_scheme Scheme>
class cryptopp_public_key {
public:
    /// \par Errors
    /// \li errc::invalid_public_key if the text is not a key for the scheme
    [[nodiscard]] static result<cryptopp_public_key> from_pem(std::string_view pem)
    {
        result<std::string> const info = public_key_in(pem, Scheme::key);
        if (!info) return info.error();
        cryptopp_public_key key;
        if (!key.read(*info)) return invalid_public_key(unreadable_key);
        return key;
    }

    /// Whether `signature` signs the bytes of `text`.
    [[nodiscard]] bool verify(std::string_view text, std::string_view signature) const noexcept
    {
        try {
            std::optional<std::string> const form = form_for_cryptopp(signature);
            // Each call has a copy: Crypto++ calculates in members of a key's curve, also of a constant one.
            return form && verifier{verifier_}.VerifyMessage(cryptopp_bytes(text), text.size(),
                                                             cryptopp_bytes(*form), form->size());
        } catch (...) {
            return false;
        }
    }

private:
    using verifier = decltype(cryptopp_verifier(Scheme{}));

    cryptopp_public_key() = default;

    bool read(std::string const &info)
    {
        try {
            CryptoPP::ArraySource source{cryptopp_bytes(info), info.size(), true};
            verifier_.AccessPublicKey().Load(source);
            return verifier_.GetPublicKey().Validate(CryptoPP::NullRNG(), 0); // level 0: a point of its curve
        } catch (CryptoPP::Exception const &) {
            return false;
        }
    }

    std::optional<std::string> form_for_cryptopp(std::string_view signature) const
    {
        std::size_t const size = verifier_.SignatureLength();
        if constexpr (Scheme::key == hash::key_kind::elliptic_curve) {
            return joined_numbers(signature, size);
        } else {
            if (signature.size() != size || !is_canonical(signature)) return std::nullopt;
            return std::string{signature};
        }
    }

    bool is_canonical(std::string_view signature) const
    {
        if constexpr (Scheme::key == hash::key_kind::rsa)
            return is_below(verifier_.GetKey().GetModulus(), signature);
        else
            return is_reduced(signature.substr(signature.size() / 2));
    }

    verifier verifier_;
};

} // namespace detail

static_assert(public_key_policy<cryptopp_hash>);

} // namespace tollgate::inline v0

#endif
