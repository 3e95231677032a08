// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SRC_CRYPTOPP_PRIVATE_KEY_HPP
#define TOLLGATE_SRC_CRYPTOPP_PRIVATE_KEY_HPP

/// \file
/// What signs with a private key by Crypto++, compiled once where `TOLLGATE_SEPARATE_COMPILATION` is defined. Apart from the digests, so
/// that a program which has no private key is not linked with it.

#include <tollgate/src/macro.hpp>

#include <tollgate/impl/hash/cryptopp_private_key.ipp>

#endif
