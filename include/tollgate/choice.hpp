// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_CHOICE_HPP
#define TOLLGATE_CHOICE_HPP

#include <tollgate/field.hpp>
#include <tollgate/unlisted.hpp>

#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace tollgate::inline v0 {

/**
 * \brief A choice made at run time: its text and, where it needs any, its own parameters: `{{"bank", "tbank"}}`.
 * \details What is read from an answer or a callback is one, too: each parameter with its kind, and with what it holds behind it, one
 * deeper, as in \ref unlisted. Only in JSON can parameters hold others.
 */
struct other {
    std::string text;
    std::vector<unlisted_field> fields{};
};

/// For \ref choice: its parameters stand beside it, not in an object of their own.
inline constexpr fixed_string beside{""};

namespace problem {

/// Named by the compiler when a plain text is given where the choice needs parameters of its own.
inline void this_choice_has_required_parameters_so_write_its_type_with_them() {}

/// Named by the compiler when a text that is known only at run time is given as it is.
struct text_known_only_at_run_time_so_write_other {};

} // namespace problem

namespace detail {

/// An aggregate that says by which text it is chosen: `static constexpr std::string_view chosen_as`.
template <class T>
concept alternative = std::is_aggregate_v<T> && requires {
    { T::chosen_as } -> std::convertible_to<std::string_view>;
    requires(!std::string_view{T::chosen_as}.empty());
};

template <class T, class... Alternatives>
inline constexpr std::size_t times_among = (std::size_t{0} + ... + (std::is_same_v<T, Alternatives> ? 1 : 0));
/// Whether each alternative is there once, so that its type says which one was chosen.
template <class... Alternatives>
inline constexpr bool are_different = (true && ... && (times_among<Alternatives, Alternatives...> == 1));

/// Says what is wrong with a choice where it is declared.
template <fixed_string Name, class... Alternatives>
consteval bool check_choice()
{
    constexpr bool are_chosen = sizeof...(Alternatives) != 0 && (true && ... && alternative<Alternatives>) &&
                                are_different<Alternatives...>;
    if constexpr (!are_chosen) report<declared_as<Name>, fault_id::field_alternative>();
    return check_field<Name, std::string>();
}

template <class U, class... Alternatives>
concept one_of = (std::same_as<U, Alternatives> || ...);

/// Whether no alternative chosen by this text can stand without parameters.
template <class... Alternatives>
constexpr bool needs_parameters(std::string_view text)
{
    bool const is_known = (false || ... || (text == std::string_view{Alternatives::chosen_as}));
    bool const stands_alone =
        (false || ... ||
         (text == std::string_view{Alternatives::chosen_as} && std::default_initializable<Alternatives>));
    return is_known && !stands_alone;
}

/// \ref choice and \ref optional_choice, which differ only in whether they may be left out.
template <bool Required, fixed_string Name, fixed_string Fields, class... Alternatives>
class basic_choice : public field_tag {
    static_assert(check_choice<Name, Alternatives...>());

public:
    using value_type = std::variant<std::string_view, other, Alternatives...>;
    static constexpr std::string_view name = Name.view();
    static constexpr std::string_view fields_name = Fields.view();
    static constexpr bool is_required = Required;
    static constexpr visibility shown = visibility::open;

    constexpr basic_choice()
        requires(!Required)
    = default;
    basic_choice()
        requires Required
    = delete;
    template <class U>
        requires one_of<std::remove_cvref_t<U>, other, Alternatives...>
    constexpr basic_choice(U &&chosen) : value_{std::forward<U>(chosen)}
    {
    }
    template <textual U>
        requires(!std::same_as<U, std::string>)
    consteval basic_choice(U const &literal) : value_{std::string_view{literal}}
    {
        if (needs_parameters<Alternatives...>(std::string_view{literal}))
            problem::this_choice_has_required_parameters_so_write_its_type_with_them();
    }
    template <std::same_as<std::string> U>
    basic_choice(U const &, problem::text_known_only_at_run_time_so_write_other = {}) = delete;
    constexpr explicit basic_choice(blank) {}

    [[nodiscard]] constexpr bool has_value() const noexcept
    {
        auto const *literal = std::get_if<std::string_view>(&value_);
        return literal == nullptr || !literal->empty();
    }

    /// Whether something arrived that is no choice, so that one that may be left out was.
    [[nodiscard]] constexpr bool unreadable() const noexcept
        requires(!Required)
    {
        return unreadable_;
    }

    static constexpr bool stands_beside = Fields.view().empty();

    /// The chosen text, as it stands on the wire; empty when nothing was chosen.
    [[nodiscard]] constexpr std::string_view text() const &
    {
        return std::visit([](auto const &chosen) { return text_of(chosen); }, value_);
    }
    [[nodiscard]] std::string text() && { return std::string{std::as_const(*this).text()}; }

    [[nodiscard]] constexpr value_type const &value() const & noexcept { return value_; }
    [[nodiscard]] constexpr value_type value() && { return std::move(value_); }

private:
    friend struct field_access;

    static constexpr std::string_view text_of(std::string_view literal) { return literal; }
    static constexpr std::string_view text_of(other const &chosen) { return chosen.text; }
    template <alternative A>
    static constexpr std::string_view text_of(A const &)
    {
        return A::chosen_as;
    }

    value_type value_{};
    bool unreadable_ = false;
};

} // namespace detail

/**
 * \brief A parameter whose value decides which further parameters are needed, as one type.
 * \tparam Name         the parameter that names the choice, e.g. `method`
 * \tparam Fields       the object that holds the chosen alternative's own parameters, e.g. `additional_fields`, or \ref beside
 * \tparam Alternatives aggregates with fields of their own and `static constexpr std::string_view chosen_as`
 *
 * Given an alternative (`cis_transfer{.bank_app = "tbank"}`), a literal or a named constant (refused while
 * compiling if that choice needs parameters), or \ref other for text known only at run time. Several alternatives may
 * have the same text, and differ in what they require.
 */
template <fixed_string Name, fixed_string Fields, class... Alternatives>
using choice = detail::basic_choice<true, Name, Fields, Alternatives...>;

/// A \ref choice that may be left out.
template <fixed_string Name, fixed_string Fields, class... Alternatives>
using optional_choice = detail::basic_choice<false, Name, Fields, Alternatives...>;

} // namespace tollgate::inline v0

#endif
