// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: `text_by` and `bytes_by` need a function.*\[tollgate\.signing\.function\]
// names-within-lines(gcc): 8 signing_function\.cpp:[0-9]+:[0-9]+: +required from here
// names-within-lines(clang): 8 signing_function\.cpp:[0-9]+:[0-9]+: note: in instantiation of

#include <tollgate/provider.hpp>

#include <string>
#include <string_view>

using namespace tollgate::signing::words;

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
inline std::string shouted(std::string text)
{
    return text + "!";
}
inline constexpr auto scheme = hex(md5(text_by<shouted>(body)));
#else
inline bool shouted(std::string_view text, tollgate::wiped_buffer &out)
{
    out.append(text);
    out.append("!");
    return true;
}
inline constexpr auto scheme = hex(md5(text_by<shouted>(body)));
#endif
