// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TESTS_COMPILE_FAIL_SUPPORT_RECORDING_HPP
#define TOLLGATE_TESTS_COMPILE_FAIL_SUPPORT_RECORDING_HPP

#include "asking.hpp"

#include <tollgate/records.hpp>

#include <memory>
#include <span>
#include <string_view>

namespace acme {

/// A database that does not exist.
struct connection {
    tollgate::sql_rows execute(std::string_view, std::span<tollgate::sql_value const>) { return {}; }
    connection &native() { return *this; }
};
struct database {
    using connection = acme::connection;
    [[nodiscard]] std::unique_ptr<connection> connect() const { return std::make_unique<connection>(); }
    [[nodiscard]] tollgate::sql_dialect dialect() const { return tollgate::sql_dialect::sqlite; }
};

using payments =
    decltype(tollgate::payments{std::declval<client>(), std::declval<tollgate::records<database>>()});

} // namespace acme

#endif
