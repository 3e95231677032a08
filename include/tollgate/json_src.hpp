// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_JSON_SRC_HPP
#define TOLLGATE_JSON_SRC_HPP

#include <tollgate/version.hpp>

/// \file
/// For programs that link no compiled Boost.JSON: include this in exactly one source file, and Boost.JSON's compiled
/// part is in the program. No other header includes it, and with `-lboost_json` or `Boost::json` it is not needed.

#include <boost/json/src.hpp>

#endif
