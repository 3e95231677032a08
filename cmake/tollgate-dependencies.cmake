# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

# What tollgate needs: read by its own CMakeLists.txt and, installed, by its package configuration.

include(CMakeFindDependencyMacro)

# CONFIG: newer CMakes have no FindBoost. No component `system`: it is headers only, and gone in Boost 1.89.
find_dependency(Boost 1.81 CONFIG COMPONENTS json)
find_dependency(OpenSSL 3)
set(THREADS_PREFER_PTHREAD_FLAG ON)
find_dependency(Threads)
include("${CMAKE_CURRENT_LIST_DIR}/find-cryptopp.cmake")
