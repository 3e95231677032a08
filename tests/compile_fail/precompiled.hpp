// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Precompiled for the cases that include nothing of support/: what most of them include. It is included before the first line of each.

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/provider.hpp>
#include <tollgate/providers/cactus.hpp>
#include <tollgate/providers/one_payment.hpp>
