// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_HASH_CRYPTOPP_CIPHERS_HPP
#define TOLLGATE_HASH_CRYPTOPP_CIPHERS_HPP

#include <tollgate/hash/cipher_policy.hpp>
#include <tollgate/hash/cryptopp.hpp>

#include <cryptopp/aes.h>
#include <cryptopp/des.h>
#include <cryptopp/gcm.h>
#include <cryptopp/modes.h>

#include <cstddef>
#include <string_view>

namespace tollgate::inline v0 {

namespace detail {

/// The ciphers of Crypto++; \ref cipher_policy says what they do.
class cryptopp_ciphers {
public:
    [[nodiscard]] static bool open_aes_256_gcm(std::string_view key, std::string_view nonce,
                                               std::string_view associated, std::string_view text_and_tag,
                                               wiped_buffer &to)
    {
        if (key.size() != 32 || nonce.size() != gcm_nonce_size || text_and_tag.size() < gcm_tag_size)
            return false;
        std::size_t const size = text_and_tag.size() - gcm_tag_size;
        CryptoPP::GCM<CryptoPP::AES>::Decryption cipher;
        cipher.SetKeyWithIV(bytes(key), key.size(), bytes(nonce), nonce.size());
        CryptoPP::SecByteBlock opened{size};
        bool const fits = cipher.DecryptAndVerify(
            opened.data(), bytes(text_and_tag) + size, gcm_tag_size, bytes(nonce),
            static_cast<int>(nonce.size()), bytes(associated), associated.size(), bytes(text_and_tag), size);
        if (fits) to.append(std::string_view{reinterpret_cast<char const *>(opened.data()), size});
        return fits;
    }
    [[nodiscard]] static bool des_ede3_cbc(std::string_view key, std::string_view blocks, wiped_buffer &to)
    {
        return encrypt<CryptoPP::DES_EDE3, 24>(key, blocks, to);
    }
    [[nodiscard]] static bool aes_128_cbc(std::string_view key, std::string_view blocks, wiped_buffer &to)
    {
        return encrypt<CryptoPP::AES, 16>(key, blocks, to);
    }

private:
    static CryptoPP::byte const *bytes(std::string_view text) noexcept
    {
        return reinterpret_cast<CryptoPP::byte const *>(text.empty() ? "" : text.data());
    }
    template <class Cipher, std::size_t KeySize>
    static bool encrypt(std::string_view key, std::string_view blocks, wiped_buffer &to)
    {
        if (key.size() != KeySize || blocks.empty() || blocks.size() % Cipher::BLOCKSIZE != 0) return false;
        CryptoPP::byte const zeros[Cipher::BLOCKSIZE]{};
        typename CryptoPP::CBC_Mode<Cipher>::Encryption cipher{bytes(key), KeySize, zeros};
        cipher.ProcessData(reinterpret_cast<CryptoPP::byte *>(to.extend(blocks.size())), bytes(blocks),
                           blocks.size());
        return true;
    }
};

} // namespace detail

static_assert(cipher_policy<cryptopp_hash>);

} // namespace tollgate::inline v0

#endif
