// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_CONFIG_HPP
#define TOLLGATE_CONFIG_HPP

/// \file
/// What the library needs of a program that includes it. Each header includes this one before anything else, so that a
/// compiler or a Boost that is too old is the first error. Neither g++ nor clang stops at `#error`, but both stop at a file
/// that is missing: the name that is included then is no file.

// MSVC tells the language in a macro of its own unless it is asked for the standard one.
#if defined(_MSVC_LANG) ? _MSVC_LANG < 202002L : __cplusplus < 202002L
#error                                                                                                       \
    "tollgate: C++20 is needed: compile with `-std=c++20`, by a compiler that has it, as g++ 12 and clang 16 do [tollgate.config.language]"
#include <tollgate/stopped.by.the.error.above>
#endif

#include <boost/version.hpp>

#if BOOST_VERSION < 108100
#error                                                                                                       \
    "tollgate: Boost 1.81 or newer is needed, and an older one is found first: install it, or name its folder with `-I` [tollgate.config.boost]"
#include <tollgate/stopped.by.the.error.above>
#endif

/// Functions that are no templates stand in `tollgate/impl/*.ipp`. As a rule each header includes its own, and they are
/// `inline`. With `TOLLGATE_SEPARATE_COMPILATION` headers only declare them, and they are compiled once: by the CMake target
/// `tollgate::compiled`, or in one source file that includes `tollgate/src.hpp`. Only linkage changes, and the names are the
/// same: source files of both kinds may be linked to one program.
#if defined(TOLLGATE_SEPARATE_COMPILATION)
#define TOLLGATE_DECL
#else
#define TOLLGATE_DECL inline
#define TOLLGATE_HEADER_ONLY
#endif

#endif
