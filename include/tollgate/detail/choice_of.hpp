// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_CHOICE_OF_HPP
#define TOLLGATE_DETAIL_CHOICE_OF_HPP

#include <tollgate/choice.hpp>

#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

namespace tollgate::inline v0 {

namespace detail {

template <bool Required, class... Alternatives>
class basic_choice_of;

/// Says what is wrong with a choice where it is declared.
template <bool Required, class... Alternatives>
consteval bool check_choice_of()
{
    constexpr bool are_aggregates =
        sizeof...(Alternatives) != 0 &&
        (true && ... && (std::is_aggregate_v<Alternatives> && std::is_class_v<Alternatives>)) &&
        are_different<Alternatives...>;
    if constexpr (!are_aggregates)
        report<basic_choice_of<Required, Alternatives...>, fault_id::field_alternatives>();
    return true;
}

/// \ref choice_of and \ref optional_choice_of, which differ only in whether they may be left out.
template <bool Required, class... Alternatives>
class basic_choice_of : public field_tag {
    static_assert(check_choice_of<Required, Alternatives...>());

public:
    using value_type = std::variant<Alternatives...>;
    static constexpr bool is_required = Required;

    constexpr basic_choice_of()
        requires(!Required)
    = default;
    basic_choice_of()
        requires Required
    = delete;
    template <class U>
        requires one_of<std::remove_cvref_t<U>, Alternatives...>
    constexpr basic_choice_of(U &&chosen) : value_{std::forward<U>(chosen)}
    {
    }
    constexpr explicit basic_choice_of(blank) {}

    [[nodiscard]] constexpr bool has_value() const noexcept { return value_.has_value(); }
    /// Whether fields arrived that are no alternative as a whole, so that a choice that may be left out was.
    [[nodiscard]] constexpr bool unreadable() const noexcept
        requires(!Required)
    {
        return unreadable_;
    }
    /// \par Errors
    /// Throws `std::bad_optional_access` if the choice was left out.
    [[nodiscard]] constexpr value_type const &value() const { return value_.value(); }
    /// The alternative of this type, or null if another was chosen.
    template <one_of<Alternatives...> T>
    [[nodiscard]] constexpr T const *get_if() const noexcept
    {
        return value_ ? std::get_if<T>(&*value_) : nullptr;
    }

private:
    friend struct field_access;

    std::optional<value_type> value_;
    bool unreadable_ = false;
};

} // namespace detail

/**
 * \brief A condition between parameters that no parameter names: "exactly one of", "at least one of".
 * \tparam Alternatives aggregates with fields of their own, which stand where the choice stands; "at least one of `a`, `b`"
 * is one alternative that requires `a` and has an optional `b`, and one that requires `b`
 *
 * What arrives is read as the alternative whose \ref constant members are all there as declared, whatever else is there;
 * an event of a type that none declares is read as the alternative without constants. Among alternatives without constants
 * the first counts whose required fields are all there, and a field that belongs to another of them only is then refused.
 */
template <class... Alternatives>
using choice_of = detail::basic_choice_of<true, Alternatives...>;

/// A \ref choice_of that may be left out.
template <class... Alternatives>
using optional_choice_of = detail::basic_choice_of<false, Alternatives...>;

} // namespace tollgate::inline v0

#endif
