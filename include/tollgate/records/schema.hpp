// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_RECORDS_SCHEMA_HPP
#define TOLLGATE_RECORDS_SCHEMA_HPP

#include <tollgate/config.hpp>

#include <tollgate/detail/records/sql_pool.hpp>
#include <tollgate/error.hpp>
#include <tollgate/records/sql.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace tollgate::inline v0 {

/// The version of the tables that this library works with.
inline constexpr std::int64_t schema_version = 2;

/// The statements that make the tables of a version out of those of the version before, in order; for who carries out migrations
/// by hand. All of one version belong to one transaction.
[[nodiscard]] TOLLGATE_DECL std::vector<std::string> migration_to(std::int64_t version, sql_dialect dialect);

namespace detail {

/// Makes the tables, or brings them to this version; several processes may do so at once.
[[nodiscard]] TOLLGATE_DECL result<void> prepare_schema(sql_pool &pool, bool may_migrate);

} // namespace detail

} // namespace tollgate::inline v0

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/records/schema.ipp>
#endif

#endif
