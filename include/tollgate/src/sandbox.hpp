// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SRC_SANDBOX_HPP
#define TOLLGATE_SRC_SANDBOX_HPP

/// \file
/// What of the sandbox is compiled once, where `TOLLGATE_SEPARATE_COMPILATION` is defined.

#include <tollgate/src/sandbox_gateways.hpp>
#include <tollgate/src/sandbox_server.hpp>

#endif
