// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_CORE_HEADER_HPP
#define TOLLGATE_CORE_HEADER_HPP

#include <tollgate/core/version.hpp>

#include <string_view>

namespace tollgate::inline v0 {

/// One HTTP header, sent or received. Views; names compare without case.
struct header {
    std::string_view name;
    std::string_view value;
};

} // namespace tollgate::inline v0

#endif
