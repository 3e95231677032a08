// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef SHOP_GATEWAY_HPP
#define SHOP_GATEWAY_HPP

#include <everything.hpp>

#include <memory>

namespace shop {

using sandbox = tollgate::sandbox::gateway<tollgate::one_payment::account>;

/// A pretend gateway.
std::unique_ptr<sandbox> open_gateway(tollgate::one_payment::account const &account);

} // namespace shop

#endif
