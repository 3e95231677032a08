// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SRC_HPP
#define TOLLGATE_SRC_HPP

/// \file
/// Everything that is compiled once where `TOLLGATE_SEPARATE_COMPILATION` is defined: include this in exactly one source file.
/// The CMake target `tollgate::compiled` does so itself. What uses no network needs only `tollgate/src/core.hpp` and its hash policy's,
/// `tollgate/src/cryptopp.hpp` or `tollgate/src/openssl.hpp`.

#include <tollgate/src/beast.hpp>
#include <tollgate/src/core.hpp>
#include <tollgate/src/cryptopp.hpp>
#include <tollgate/src/cryptopp_private_key.hpp>
#include <tollgate/src/openssl.hpp>
#include <tollgate/src/sandbox.hpp>

#endif
