// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a set of fields must be joined to be a text.*\[tollgate\.signing\.set_as_text\]
// names-within-lines(gcc): 8 signing_set_as_text\.cpp:[0-9]+:[0-9]+: +required from here
// names-within-lines(clang): 8 signing_set_as_text\.cpp:[0-9]+:[0-9]+: note: in instantiation of

#include <tollgate/provider.hpp>

using namespace tollgate::signing::words;

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
inline constexpr auto scheme = hex(md5(fields | by_name));
#else
inline constexpr auto scheme = hex(md5(join("", value, fields | by_name)));
#endif
