// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Precompiled for the tests of the records.

#include "core.hpp"

#include <tollgate/records.hpp>
#include <tollgate/scripted_transport.hpp>

#include <boost/asio.hpp>
#include <soci/soci.h>

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <thread>
