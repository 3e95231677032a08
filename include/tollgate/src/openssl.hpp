// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SRC_OPENSSL_HPP
#define TOLLGATE_SRC_OPENSSL_HPP

/// \file
/// What of the hash policy on OpenSSL is compiled once, where `TOLLGATE_SEPARATE_COMPILATION` is defined.

#include <tollgate/src/macro.hpp>

#include <tollgate/impl/hash/openssl.ipp>

#endif
