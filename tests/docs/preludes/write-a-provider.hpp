// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// What the code on docs/write-a-provider.md takes for granted.

#include <tollgate/provider.hpp>
#include <tollgate/providers/cactus.hpp>

#include <span>
#include <string>
#include <string_view>

namespace cactus = tollgate::cactus;
using namespace tollgate::signing::words;
