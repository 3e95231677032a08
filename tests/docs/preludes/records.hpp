// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// What the code on docs/records.md takes for granted.

#include <tollgate/callback/answer_callback.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/one_payment.hpp>
#include <tollgate/records.hpp>
#include <tollgate/records/soci_database.hpp>

#include <tollgate/scripted_transport.hpp>

#include <boost/asio/io_context.hpp>

#include <soci/soci.h>

#include <chrono>
#include <iostream>

namespace one_payment = tollgate::one_payment;
