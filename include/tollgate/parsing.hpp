// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PARSING_HPP
#define TOLLGATE_PARSING_HPP

#include <tollgate/detail/format/json.hpp>
#include <tollgate/detail/format/parameter_list.hpp>
#include <tollgate/detail/format/query.hpp>

/// \file
/// A text as the parameters that it holds, to try a scheme over what a gateway publishes or to check what a program sends:
/// \ref tollgate::parse_json, \ref tollgate::parse_query, \ref tollgate::parameter_list, \ref tollgate::find, \ref tollgate::nested.

#endif
