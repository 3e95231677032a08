// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: `when_empty` takes the tested text, a fixed text and another text.*\[tollgate\.signing\.when_empty\]
// names-within-lines(gcc): 8 signing_when_empty\.cpp:[0-9]+:[0-9]+: +required from here
// names-within-lines(clang): 8 signing_when_empty\.cpp:[0-9]+:[0-9]+: note: in instantiation of

#include <tollgate/provider.hpp>

using namespace tollgate::signing::words;

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
inline constexpr auto item = when_empty(value, name, value);
#else
inline constexpr auto item = when_empty(value, "-", value);
#endif
