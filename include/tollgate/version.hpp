// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_VERSION_HPP
#define TOLLGATE_VERSION_HPP

#include <tollgate/config.hpp>

/// \file
/// The one place where the version is written; every build system reads it from here.

#define TOLLGATE_VERSION_MAJOR 0
#define TOLLGATE_VERSION_MINOR 1
#define TOLLGATE_VERSION_PATCH 0
#define TOLLGATE_VERSION_STRING "0.1.0"

/// The library. Its names live in an inline namespace that changes with every incompatible release,
/// so that two releases in one program do not share symbols.
namespace tollgate::inline v0 {
} // namespace tollgate::inline v0

#endif
