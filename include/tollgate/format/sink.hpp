// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_FORMAT_SINK_HPP
#define TOLLGATE_FORMAT_SINK_HPP

#include <tollgate/core/version.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace tollgate::inline v0::detail {

/// Takes text as `std::string` does and only counts it.
class counting_sink {
public:
    void append(std::string_view part) noexcept { size_ += part.size(); }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }

private:
    std::size_t size_ = 0;
};

/// Runs a writer twice, to count and to write, so that the text is allocated once.
template <class Writer>
[[nodiscard]] std::string write_exactly(Writer writer)
{
    counting_sink counted;
    writer(counted);
    std::string text;
    text.reserve(counted.size());
    writer(text);
    return text;
}

} // namespace tollgate::inline v0::detail

#endif
