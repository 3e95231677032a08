// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_CORE_VALUE_KIND_HPP
#define TOLLGATE_CORE_VALUE_KIND_HPP

#include <tollgate/core/version.hpp>

namespace tollgate::inline v0 {

/// What a value is on the wire. Form fields are all `text`.
enum class value_kind : unsigned char { text, number, boolean, null, object, array };

} // namespace tollgate::inline v0

#endif
