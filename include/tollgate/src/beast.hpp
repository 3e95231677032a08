// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SRC_BEAST_HPP
#define TOLLGATE_SRC_BEAST_HPP

/// \file
/// What of transport and listener is compiled once, where `TOLLGATE_SEPARATE_COMPILATION` is defined.

#include <tollgate/src/macro.hpp>

#include <tollgate/impl/callback/only_from.ipp>
#include <tollgate/impl/net/client/https_transport.ipp>
#include <tollgate/impl/net/server/blocking_work.ipp>
#include <tollgate/impl/net/server/callback_server.ipp>
#include <tollgate/impl/net/server/http_server.ipp>
#include <tollgate/impl/net/server/request_path.ipp>
#include <tollgate/impl/net/server/single_flight.ipp>
#include <tollgate/impl/net/server/unhandled_request.ipp>

#endif
