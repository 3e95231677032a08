// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_FORMAT_SINK_HPP
#define TOLLGATE_FORMAT_SINK_HPP

#include <tollgate/core/version.hpp>

#include <cstddef>
#include <cstring>
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

/// Takes text as `std::string` does and writes it where there is room for all of it.
class filling_sink {
public:
    explicit filling_sink(char *to) : to_{to} {}
    void append(std::string_view part) noexcept
    {
        if (part.empty()) return;
        std::memcpy(to_, part.data(), part.size());
        to_ += part.size();
    }

private:
    char *to_;
};

/// Runs a writer twice, to count and to write, so that the text is allocated once, or not at all where it has room in `text`.
template <class Writer>
[[nodiscard]] std::string write_exactly(Writer writer, std::string text = {})
{
    counting_sink counted;
    writer(counted);
    text.resize(counted.size());
    filling_sink filled{text.data()};
    writer(filled);
    return text;
}

} // namespace tollgate::inline v0::detail

#endif
