// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_FORMAT_WRITTEN_HPP
#define TOLLGATE_DETAIL_FORMAT_WRITTEN_HPP

#include <tollgate/version.hpp>

#include <cstddef>
#include <string>

namespace tollgate::inline v0::detail {

/**
 * \brief What `write(to)` writes from `to` on; it returns where it ended.
 * \param most room that it may need. The text is the one thing that is allocated, or nothing where there is room in `text`; up to
 * 4 KiB it is as long as it must be.
 */
template <class Write>
[[nodiscard]] std::string written(std::size_t most, Write write, std::string text = {})
{
    char usual[4096];
    if (most <= sizeof usual) {
        text.assign(usual, write(usual));
    } else {
        text.resize(most);
        text.resize(static_cast<std::size_t>(write(text.data()) - text.data()));
    }
    return text;
}

} // namespace tollgate::inline v0::detail

#endif
