// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TOLLGATE_HPP
#define TOLLGATE_TOLLGATE_HPP

/// \file
/// What a program starts with: the client and the listener, with Crypto++ hashes and the Beast transport. Add the
/// gateways you use: `tollgate/providers/cactus.hpp`.

#include <tollgate/callback.hpp>
#include <tollgate/check_account.hpp>
#include <tollgate/client.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/https_transport.hpp>
#include <tollgate/listener.hpp>
#include <tollgate/request.hpp>
#include <tollgate/response.hpp>
#include <tollgate/version.hpp>

#endif
