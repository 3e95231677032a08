// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: `accepting` takes schemes as such.*\[tollgate\.callback\.accepting\]
// names-within-lines(gcc): 8 callback_accepting\.cpp:[0-9]+:[0-9]+: +required from here
// names-within-lines(clang): 8 callback_accepting\.cpp:[0-9]+:[0-9]+: note: in instantiation of

#include "support/acme.hpp"

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
inline constexpr auto besides = tollgate::accepting(acme::schemes::pairs);
#else
inline constexpr auto besides = tollgate::accepting(acme::schemes::pairs.scheme);
#endif
