// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Precompiled for the tests that speak HTTPS.

#include "core.hpp"

#include <tollgate/client.hpp>
#include <tollgate/https_transport.hpp>
#include <tollgate/listener.hpp>
#include <tollgate/sandbox.hpp>

#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

#include <atomic>
#include <condition_variable>
#include <future>
#include <mutex>
#include <thread>
