// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_SHORT_LIST_HPP
#define TOLLGATE_DETAIL_SHORT_LIST_HPP

#include <tollgate/version.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <initializer_list>

namespace tollgate::inline v0 {

namespace problem {

/// Named by the compiler when a list in a description is longer than it can be.
inline void a_list_in_a_description_holds_at_most_sixteen_values() {}

} // namespace problem

/// A few values in a description: `{400, 404}`, `{"true", "1"}`, or one without braces. At most sixteen.
template <class T>
class short_list {
public:
    static constexpr std::size_t most = 16;

    constexpr short_list() = default;
    constexpr short_list(std::initializer_list<T> values) : size_{values.size()}
    {
        if (values.size() > most) problem::a_list_in_a_description_holds_at_most_sixteen_values();
        std::ranges::copy(values, values_.begin());
    }
    template <std::convertible_to<T> U>
    constexpr short_list(U const &one) : short_list{static_cast<T>(one)}
    {
    }

    [[nodiscard]] constexpr T const *begin() const noexcept { return values_.data(); }
    [[nodiscard]] constexpr T const *end() const noexcept { return values_.data() + size_; }
    [[nodiscard]] constexpr bool empty() const noexcept { return size_ == 0; }
    [[nodiscard]] constexpr bool contains(T const &value) const
    {
        return std::ranges::find(begin(), end(), value) != end();
    }

private:
    std::array<T, most> values_{};
    std::size_t size_ = 0;
};

} // namespace tollgate::inline v0

#endif
