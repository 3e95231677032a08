// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include "gateway.hpp"

namespace shop {

std::unique_ptr<sandbox> open_gateway(tollgate::one_payment::account const &account)
{
    return std::make_unique<sandbox>(account);
}

} // namespace shop
