// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TESTS_SUPPORT_DIGEST_HPP
#define TOLLGATE_TESTS_SUPPORT_DIGEST_HPP

#include <openssl/evp.h>

#include <stdexcept>
#include <string>
#include <string_view>

namespace tollgate::test {

/// A digest in lower-case hexadecimal digits, by OpenSSL alone: it shares no code with the library.
[[nodiscard]] inline std::string digest_hex(char const *algorithm, std::string_view text)
{
    unsigned char bytes[EVP_MAX_MD_SIZE];
    std::size_t size = 0;
    if (EVP_Q_digest(nullptr, algorithm, nullptr, text.data(), text.size(), bytes, &size) != 1)
        throw std::runtime_error{"no such digest"};
    std::string hex;
    for (std::size_t i = 0; i != size; ++i) {
        hex += "0123456789abcdef"[bytes[i] >> 4];
        hex += "0123456789abcdef"[bytes[i] & 15];
    }
    return hex;
}

[[nodiscard]] inline std::string sha1_hex(std::string_view text)
{
    return digest_hex("SHA1", text);
}
[[nodiscard]] inline std::string md5_hex(std::string_view text)
{
    return digest_hex("MD5", text);
}

} // namespace tollgate::test

#endif
