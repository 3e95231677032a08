// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a word needs its text.*\[tollgate\.signing\.word_not_called\]
// names-within-lines(gcc): 8 signing_word_not_called\.cpp:[0-9]+:[0-9]+: +required from here
// names-within-lines(clang): 8 signing_word_not_called\.cpp:[0-9]+:[0-9]+: note: in instantiation of

#include <tollgate/provider.hpp>

using namespace tollgate::signing::words;

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
inline constexpr auto scheme = hex(md5(lower));
#else
inline constexpr auto scheme = hex(md5(lower(body)));
#endif
