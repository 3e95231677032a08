// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a join takes a fixed separator, an item and a set.*\[tollgate\.signing\.join\]
// names-within-lines(gcc): 8 signing_join\.cpp:[0-9]+:[0-9]+: +required from here
// names-within-lines(clang): 8 signing_join\.cpp:[0-9]+:[0-9]+: note: in instantiation of

#include <tollgate/provider.hpp>

using namespace tollgate::signing::words;

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
inline constexpr auto text_of_all = join(fields, "&", value);
#else
inline constexpr auto text_of_all = join("&", value, fields);
#endif
