// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_OPEN_ENUM_HPP
#define TOLLGATE_OPEN_ENUM_HPP

#include <tollgate/detail/compile_errors.hpp>
#include <tollgate/detail/given_value.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace tollgate::inline v0 {

template <fixed_string... Names>
class open_enum;

namespace problem {

/// Named by the compiler when a literal is none of the names.
inline void this_is_none_of_the_names_of_this_open_enum() {}

} // namespace problem

namespace detail {

template <fixed_string... Names>
inline constexpr bool names_its_texts<open_enum<Names...>> = true;

template <fixed_string... Names>
consteval bool are_names()
{
    std::array<std::string_view, sizeof...(Names)> const names{Names.view()...};
    for (std::size_t i = 0; i != names.size(); ++i) {
        if (names[i].empty()) return false;
        for (std::size_t other = 0; other != i; ++other)
            if (names[other] == names[i]) return false;
    }
    return !names.empty();
}

/// Says what is wrong with its names.
template <fixed_string... Names>
consteval bool check_names()
{
    if constexpr (!are_names<Names...>()) report<open_enum<Names...>, fault_id::field_open_enum>();
    return true;
}

} // namespace detail

/**
 * \brief One of the texts that a gateway documents, or another one, which is kept: `open_enum<"paid", "pending">`.
 * \details Gateways add statuses; a program that meets one which its description does not name still reads the message. A literal is given
 * or compared while compiling: one that is not among the names does not compile, so that a misspelt status is no branch that is never
 * taken.
 *
 *     switch (payment.status->index()) {
 *     case status::index_of("paid"): …
 *     case status::other: … // payment.status->text()
 *     }
 */
template <fixed_string... Names>
class open_enum {
    static_assert(detail::check_names<Names...>());

public:
    static constexpr std::array<std::string_view, sizeof...(Names)> names{Names.view()...};
    /// The index of a text that is none of the names.
    static constexpr std::size_t other = sizeof...(Names);

    /// Another text, which is empty.
    constexpr open_enum() = default;
    /// One of the names.
    template <std::size_t N>
    consteval open_enum(char const (&name)[N]) : index_{index_of(name)}
    {
    }
    /// A text that is known only at run time, whether it is a name or not.
    [[nodiscard]] static open_enum of(std::string_view text)
    {
        open_enum made;
        made.index_ = find(text);
        if (made.index_ == other) made.other_.emplace(text);
        return made;
    }

    /// Which of the names it is, from 0; \ref other if none.
    [[nodiscard]] constexpr std::size_t index() const noexcept { return index_; }
    [[nodiscard]] constexpr bool is_known() const noexcept { return index_ != other; }
    /// As it stands on the wire.
    [[nodiscard]] constexpr std::string_view text() const & noexcept
    {
        if (is_known()) return names[index_];
        return other_ ? std::string_view{*other_} : std::string_view{};
    }
    [[nodiscard]] std::string text() && { return std::string{static_cast<open_enum const &>(*this).text()}; }

    /// The index of a name, for `case`.
    template <std::size_t N>
    [[nodiscard]] static consteval std::size_t index_of(char const (&name)[N])
    {
        std::size_t const index = find({name, N - 1});
        if (index == other) problem::this_is_none_of_the_names_of_this_open_enum();
        return index;
    }

    [[nodiscard]] friend constexpr bool operator==(open_enum const &left, open_enum const &right) noexcept
    {
        return left.text() == right.text();
    }

private:
    [[nodiscard]] static constexpr std::size_t find(std::string_view text) noexcept
    {
        std::size_t index = 0;
        while (index != other && names[index] != text)
            ++index;
        return index;
    }

    std::size_t index_ = other;
    std::optional<std::string> other_{};
};

} // namespace tollgate::inline v0

#endif
