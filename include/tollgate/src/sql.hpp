// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SRC_SQL_HPP
#define TOLLGATE_SRC_SQL_HPP

/// \file
/// What of the records is compiled once, where `TOLLGATE_SEPARATE_COMPILATION` is defined.

#include <tollgate/src/macro.hpp>

#include <tollgate/impl/records/callback_claims.ipp>
#include <tollgate/impl/records/callback_log_entries.ipp>
#include <tollgate/impl/records/journal.ipp>
#include <tollgate/impl/records/recorded_order.ipp>
#include <tollgate/impl/records/schema.ipp>
#include <tollgate/impl/records/soci_database.ipp>
#include <tollgate/impl/records/sql_pool.ipp>
#include <tollgate/impl/records/statuses.ipp>
#include <tollgate/impl/records/work_threads.ipp>

#endif
