// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// What the code in README.md takes for granted.

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/listener.hpp>
#include <tollgate/providers/cactus.hpp>

#include <iostream>

namespace cactus = tollgate::cactus;

extern cactus::account const shop;
