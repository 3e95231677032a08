// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_HASH_OPENSSL_CIPHERS_HPP
#define TOLLGATE_HASH_OPENSSL_CIPHERS_HPP

#include <tollgate/hash/cipher_policy.hpp>
#include <tollgate/hash/openssl.hpp>

#include <openssl/evp.h>

#include <cstddef>
#include <memory>
#include <string_view>

namespace tollgate::inline v0 {

namespace detail {

/// The ciphers of OpenSSL; \ref cipher_policy says what they do.
class openssl_ciphers {
public:
    [[nodiscard]] static bool open_aes_256_gcm(std::string_view key, std::string_view nonce,
                                               std::string_view associated, std::string_view text_and_tag,
                                               wiped_buffer &to)
    {
        if (key.size() != 32 || nonce.size() != gcm_nonce_size || text_and_tag.size() < gcm_tag_size)
            return false;
        std::string_view const text = text_and_tag.substr(0, text_and_tag.size() - gcm_tag_size);
        char tag[gcm_tag_size];
        text_and_tag.copy(tag, gcm_tag_size, text.size());
        openssl_error_mark const mark;
        owned_context const context{EVP_CIPHER_CTX_new()};
        wiped_buffer opened; // what was not authenticated is shown to nobody
        unsigned char end[gcm_tag_size];
        int written = 0;
        bool const fits =
            context != nullptr &&
            EVP_DecryptInit_ex2(context.get(), EVP_aes_256_gcm(), bytes(key), bytes(nonce), nullptr) == 1 &&
            (associated.empty() || EVP_DecryptUpdate(context.get(), nullptr, &written, bytes(associated),
                                                     static_cast<int>(associated.size())) == 1) &&
            (text.empty() ||
             EVP_DecryptUpdate(context.get(), reinterpret_cast<unsigned char *>(opened.extend(text.size())),
                               &written, bytes(text), static_cast<int>(text.size())) == 1) &&
            EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, static_cast<int>(gcm_tag_size), tag) ==
                1 &&
            EVP_DecryptFinal_ex(context.get(), end, &written) == 1;
        if (fits) to.append(opened.view());
        return fits;
    }
    [[nodiscard]] static bool des_ede3_cbc(std::string_view key, std::string_view blocks, wiped_buffer &to)
    {
        return encrypt(EVP_des_ede3_cbc(), 24, 8, key, blocks, to);
    }
    [[nodiscard]] static bool aes_128_cbc(std::string_view key, std::string_view blocks, wiped_buffer &to)
    {
        return encrypt(EVP_aes_128_cbc(), 16, 16, key, blocks, to);
    }

private:
    struct free_context {
        void operator()(EVP_CIPHER_CTX *context) const noexcept { EVP_CIPHER_CTX_free(context); }
    };
    using owned_context = std::unique_ptr<EVP_CIPHER_CTX, free_context>;

    static unsigned char const *bytes(std::string_view text) noexcept
    {
        return reinterpret_cast<unsigned char const *>(text.data());
    }
    static bool encrypt(EVP_CIPHER const *cipher, std::size_t key_size, std::size_t block_size,
                        std::string_view key, std::string_view blocks, wiped_buffer &to)
    {
        if (key.size() != key_size || blocks.empty() || blocks.size() % block_size != 0) return false;
        unsigned char const zeros[16]{};
        openssl_error_mark const mark;
        owned_context const context{EVP_CIPHER_CTX_new()};
        int written = 0;
        return context != nullptr &&
               EVP_EncryptInit_ex2(context.get(), cipher, bytes(key), zeros, nullptr) == 1 &&
               EVP_CIPHER_CTX_set_padding(context.get(), 0) == 1 &&
               EVP_EncryptUpdate(context.get(), reinterpret_cast<unsigned char *>(to.extend(blocks.size())),
                                 &written, bytes(blocks), static_cast<int>(blocks.size())) == 1 &&
               static_cast<std::size_t>(written) == blocks.size();
    }
};

} // namespace detail

static_assert(cipher_policy<openssl_hash>);

} // namespace tollgate::inline v0

#endif
