// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_IDEMPOTENCY_KEY_IPP
#define TOLLGATE_IMPL_IDEMPOTENCY_KEY_IPP

#include <tollgate/idempotency_key.hpp>

#include <tollgate/detail/format/random_bytes.hpp>

#include <cstddef>
#include <string>
#include <utility>

namespace tollgate::inline v0 {

idempotency_key idempotency_key::random()
{
    auto bytes = detail::random_bytes();
    bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0F) | 0x40); // the version
    bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3F) | 0x80); // the variant
    std::string text = detail::in_hexadecimal(bytes);
    for (std::size_t const at : {8U, 13U, 18U, 23U})
        text.insert(at, 1, '-');
    return idempotency_key{std::move(text)};
}

} // namespace tollgate::inline v0

#endif
