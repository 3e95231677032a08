// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_HASH_CRYPTOPP_PRIVATE_KEY_HPP
#define TOLLGATE_HASH_CRYPTOPP_PRIVATE_KEY_HPP

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/hash/cryptopp_public_key.hpp>
#include <tollgate/hash/private_key_policy.hpp>

#include <cryptopp/filters.h>
#include <cryptopp/osrng.h>
#include <cryptopp/pkcspad.h>
#include <cryptopp/rsa.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace tollgate::inline v0 {

namespace detail {

/// The Crypto++ class that signs by each scheme, as a result type; never defined.
template <class Algorithm>
typename CryptoPP::RSASS<CryptoPP::PKCS1v15, cryptopp_type_t<Algorithm>>::Signer
    cryptopp_signer(hash::rsa_pkcs1<Algorithm>);

/// The merchant's private key in Crypto++; \ref private_key_policy says what it does.
template <hash::signature_scheme Scheme>
class cryptopp_private_key {
public:
    [[nodiscard]] static std::optional<cryptopp_private_key> from_der(std::string_view der)
    {
        try {
            cryptopp_private_key made;
            CryptoPP::ArraySource source{cryptopp_bytes(der), der.size(), true};
            made.signer_.AccessKey().BERDecodePrivateKey(source, false, 0);
            // Crypto++ looks at each signature that it makes with the public half, and throws where it does not fit.
            if (made.sign({}).empty()) return std::nullopt;
            return made;
        } catch (CryptoPP::Exception const &) {
            return std::nullopt;
        }
    }

    [[nodiscard]] std::string sign(std::string_view text) const
    {
        try {
            signer own{signer_}; // Crypto++ calculates in members of a key, also of a constant one
            CryptoPP::AutoSeededRandomPool blinding;
            std::string made(own.MaxSignatureLength(), '\0');
            std::size_t const size = own.SignMessage(blinding, cryptopp_bytes(text), text.size(),
                                                     reinterpret_cast<CryptoPP::byte *>(made.data()));
            made.resize(size);
            return made;
        } catch (CryptoPP::Exception const &) {
            return {};
        }
    }

private:
    using signer = decltype(cryptopp_signer(Scheme{}));

    cryptopp_private_key() = default;

    signer signer_;
};

} // namespace detail

static_assert(private_key_policy<cryptopp_hash>);

#ifndef TOLLGATE_HEADER_ONLY
namespace detail {

extern signing_table const compiled_cryptopp_signing_functions;
template <>
inline constexpr signing_table const &signing_functions_of<cryptopp_hash> =
    compiled_cryptopp_signing_functions;

} // namespace detail
#endif

} // namespace tollgate::inline v0

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/hash/cryptopp_private_key.ipp>
#endif

#endif
