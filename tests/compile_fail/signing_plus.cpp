// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: `plus` takes the text of the field that it adds.*\[tollgate\.signing\.plus\]
// names-within-lines(gcc): 8 signing_plus\.cpp:[0-9]+:[0-9]+: +required from here
// names-within-lines(clang): 8 signing_plus\.cpp:[0-9]+:[0-9]+: note: in instantiation of

#include <tollgate/provider.hpp>

using namespace tollgate::signing::words;

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
inline constexpr auto set = fields | plus<"password">(value);
#else
inline constexpr auto set = fields | plus<"password">(key);
#endif
