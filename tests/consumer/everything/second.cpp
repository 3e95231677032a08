// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include "second.hpp"

#include "../programs/payment.hpp"

std::string shop::signed_with_openssl()
{
    return signature<tollgate::openssl_hash>();
}
