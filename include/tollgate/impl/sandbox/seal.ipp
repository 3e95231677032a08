// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SANDBOX_SEAL_IPP
#define TOLLGATE_IMPL_SANDBOX_SEAL_IPP

#include <tollgate/detail/format/base64.hpp>
#include <tollgate/detail/format/json.hpp>
#include <tollgate/sandbox/seal.hpp>
#include <tollgate/signing_sources.hpp>
#include <tollgate/wiped_buffer.hpp>

#include <openssl/evp.h>

#include <memory>
#include <string>
#include <string_view>

namespace tollgate::inline v0::sandbox {

namespace detail {

/// The text and its tag behind it; empty if the key or the nonce is none.
[[nodiscard]] inline std::string seal_aes_256_gcm(std::string_view key, std::string_view nonce,
                                                  std::string_view associated, std::string_view text)
{
    if (key.size() != 32 || nonce.size() != tollgate::detail::gcm_nonce_size) return {};
    auto const bytes = [](std::string_view of) { return reinterpret_cast<unsigned char const *>(of.data()); };
    std::unique_ptr<EVP_CIPHER_CTX, void (*)(EVP_CIPHER_CTX *)> const context{EVP_CIPHER_CTX_new(),
                                                                              EVP_CIPHER_CTX_free};
    std::string sealed(text.size() + tollgate::detail::gcm_tag_size, '\0');
    auto *const to = reinterpret_cast<unsigned char *>(sealed.data());
    int size = 0;
    bool const is_done =
        context != nullptr &&
        EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, bytes(key), bytes(nonce)) == 1 &&
        EVP_EncryptUpdate(context.get(), nullptr, &size, bytes(associated),
                          static_cast<int>(associated.size())) == 1 &&
        EVP_EncryptUpdate(context.get(), to, &size, bytes(text), static_cast<int>(text.size())) == 1 &&
        EVP_EncryptFinal_ex(context.get(), to + size, &size) == 1 &&
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG,
                            static_cast<int>(tollgate::detail::gcm_tag_size), to + text.size()) == 1;
    return is_done ? sealed : std::string{};
}

} // namespace detail

bool seal_object(sealed_object const &what, secret const &key, document &in)
{
    std::string const text = tollgate::detail::json_of(in.inside(what.object).parameters());
    std::string const nonce = tollgate::detail::random_nonce().substr(0, tollgate::detail::gcm_nonce_size);
    constexpr std::string_view associated = "sandbox";
    std::string const sealed =
        detail::seal_aes_256_gcm(tollgate::detail::secret_access::text(key, 0), nonce, associated, text);
    if (sealed.empty()) return false;
    std::string encoded;
    tollgate::detail::base64_encode(std::string_view{sealed}, encoded);
    document made;
    made.set("algorithm", "AEAD_AES_256_GCM");
    made.set("ciphertext", std::move(encoded));
    made.set("associated_data", std::string{associated});
    made.set("nonce", nonce);
    in.set(what.object, made);
    return true;
}

} // namespace tollgate::inline v0::sandbox

#endif
