// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef SHOP_SECOND_HPP
#define SHOP_SECOND_HPP

#include <everything.hpp>

#include <string>

namespace shop {

/// Signed in the other source file, with OpenSSL.
std::string signed_with_openssl();

} // namespace shop

#endif
