// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// expect-error: tollgate: what separates the items of a list must be some text.*\[tollgate\.signing\.separator\]
// expect-error: signing_separator\.cpp:[0-9]+:[0-9]+: +(required from here|note: in instantiation of)

#include <tollgate/provider.hpp>

using namespace tollgate::signing::words;

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
inline constexpr auto set = fields | plus<"secret">(key) | chosen_by<"order", "">;
#else
inline constexpr auto set = fields | plus<"secret">(key) | chosen_by<"order", "|">;
#endif
