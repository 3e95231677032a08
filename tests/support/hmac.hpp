// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TESTS_SUPPORT_HMAC_HPP
#define TOLLGATE_TESTS_SUPPORT_HMAC_HPP

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <stdexcept>
#include <string>
#include <string_view>

namespace tollgate::test {

/// HMAC-SHA256, as bytes, by OpenSSL alone: it shares no code with the library.
[[nodiscard]] inline std::string hmac_sha256(std::string_view key, std::string_view text)
{
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
             reinterpret_cast<unsigned char const *>(text.data()), text.size(), bytes, &size) == nullptr)
        throw std::runtime_error{"no HMAC"};
    return {reinterpret_cast<char const *>(bytes), size};
}

[[nodiscard]] inline std::string to_base64(std::string_view bytes)
{
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
    text.resize(static_cast<std::size_t>(EVP_EncodeBlock(
        reinterpret_cast<unsigned char *>(text.data()), reinterpret_cast<unsigned char const *>(bytes.data()),
        static_cast<int>(bytes.size()))));
    return text;
}

[[nodiscard]] inline std::string to_hex(std::string_view bytes)
{
    std::string hex;
    for (char const c : bytes) {
        hex += "0123456789abcdef"[static_cast<unsigned char>(c) >> 4];
        hex += "0123456789abcdef"[static_cast<unsigned char>(c) & 15];
    }
    return hex;
}

} // namespace tollgate::test

#endif
