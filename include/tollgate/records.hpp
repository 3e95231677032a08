// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_RECORDS_HPP
#define TOLLGATE_RECORDS_HPP

#include <tollgate/records/callback_log.hpp>
#include <tollgate/records/callback_log_entry.hpp>
#include <tollgate/records/exactly_once.hpp>
#include <tollgate/records/inbox.hpp>
#include <tollgate/records/payment_record.hpp>
#include <tollgate/records/payment_status.hpp>
#include <tollgate/records/payments.hpp>
#include <tollgate/records/records.hpp>
#include <tollgate/records/schema.hpp>
#include <tollgate/records/sql.hpp>

/// \file
/// Records that outlive the process, in a database. Which database: `tollgate/records/soci_database.hpp`, or one of the program's own.

#endif
