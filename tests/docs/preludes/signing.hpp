// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// What the code on docs/signing.md takes for granted.

#include <tollgate/provider.hpp>

#include <span>
#include <string>
#include <string_view>

using namespace tollgate::signing::words;
