// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a time is checked by a tolerance and the text of the time.*\[tollgate\.signing\.signed_within\]
// names-within-lines(gcc): 8 signing_signed_within\.cpp:[0-9]+:[0-9]+: +required from here
// names-within-lines(clang): 8 signing_signed_within\.cpp:[0-9]+:[0-9]+: note: in instantiation of

#include <tollgate/provider.hpp>

#include <chrono>

using namespace tollgate::signing::words;

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
inline constexpr auto signed_at = signed_within(header<"timestamp">, std::chrono::minutes{5});
#else
inline constexpr auto signed_at = signed_within(std::chrono::minutes{5}, header<"timestamp">);
#endif
