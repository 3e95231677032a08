// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_FIELD_HPP
#define TOLLGATE_FIELD_HPP

#include <tollgate/attributes.hpp>
#include <tollgate/detail/compile_errors.hpp>
#include <tollgate/detail/given_value.hpp>

#include <algorithm>
#include <concepts>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace tollgate::inline v0 {

namespace problem {

/// Named by the compiler when a field that the callback's signature does not cover is read like one that it does.
struct the_signature_does_not_cover_this_field_so_write_unsigned_value {};

} // namespace problem

namespace detail {

/// Makes a field that is about to be read from a message; nobody else may leave a required field open.
struct blank {};

/// A value to be read to; of an aggregate, one whose required fields are open. Defined in message.hpp.
template <class T>
[[nodiscard]] constexpr T blank_value();

/// The base by which fields are recognised among a message's members.
struct field_tag {};

/// Whether a field can hold a `T`. A class may be an object of fields, which is known where a message is used, not here.
template <class T>
inline constexpr bool is_value_type =
    std::same_as<T, std::remove_cv_t<T>> &&
    (integer<T> || std::same_as<T, bool> || std::is_enum_v<T> || std::is_class_v<T>);

[[nodiscard]] constexpr bool holds_control_character(std::string_view name) noexcept
{
    for (char const c : name)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return true;
    return false;
}

/// Says what is wrong with a field's name, or with another name that it has.
template <fixed_string Name>
consteval bool check_name()
{
    if constexpr (Name.view().empty())
        report<declared_as<Name>, fault_id::field_name>();
    else if constexpr (holds_control_character(Name.view()))
        report<declared_as<Name>, fault_id::field_control_character>();
    return true;
}

template <class Attribute>
inline constexpr bool has_sound_name = true;
template <fixed_string Name>
inline constexpr bool has_sound_name<also_named<Name>> = check_name<Name>();

template <class Attribute>
consteval bool check_attribute()
{
    if constexpr (!is_attribute<Attribute>) report<Attribute, fault_id::field_attribute>();
    return has_sound_name<Attribute>;
}

/// Says what is wrong with a field where it is declared, before a value is given to it; true, so that nothing is said twice.
template <fixed_string Name, class T, class... Attributes>
consteval bool check_field()
{
    check_name<Name>();
    static_cast<void>((true && ... && check_attribute<Attributes>()));
    if constexpr (least_lengths_in<Attributes...> > 1 || most_lengths_in<Attributes...> > 1 ||
                  !text_limits_of<Attributes...>.is_sound())
        report<declared_as<Name>, fault_id::field_length>();
    if constexpr (sets_in<Attributes...> > 1 ||
                  (sets_in<Attributes...> == 1 && !text_limits_of<Attributes...>.of.is_sound()))
        report<declared_as<Name>, fault_id::field_characters>();
    if constexpr (!has_one_place<Attributes...>) report<declared_as<Name>, fault_id::field_place>();
    if constexpr (!is_value_type<T>) report<declared_as<Name>, fault_id::field_type>();
    return true;
}

template <class T, class U>
concept comparable =
    !(names_its_texts<T> && (textual<U> || std::same_as<T, U>)) && requires(T const &left, U const &right) {
        { left == right } -> std::convertible_to<bool>;
    };

/// Gives a field's value to whoever fills it or writes it.
struct field_access {
    template <class Field>
    static constexpr auto &value(Field &of) noexcept
    {
        return of.value_;
    }
    template <class Field>
    static constexpr bool &unreadable(Field &of) noexcept
    {
        return of.unreadable_;
    }
};

} // namespace detail

template <class T>
concept field = std::derived_from<T, detail::field_tag>;

/**
 * \brief A parameter that must be given: without it, the program does not compile.
 * \tparam Name       the parameter's name on the wire
 * \tparam T          `std::string`, `open_enum<…>`, `http_url`, `idempotency_key`, an integer, `minor_units`, `decimal`, `bool`, or
 * `secret` in an account
 * \tparam Attributes what a reader and a log must know: `inferred`, `personal`, `card_data`, `documented<…>`, `unsigned_field`;
 * what the gateway takes, `at_least<…>`, `at_most<…>`, `exactly<…>`, `made_of<…>`, `as_text`; and where it travels, if elsewhere than is usual: `in_path`,
 * `in_query`, `as_header`
 *
 * \par Errors
 * Throws `std::invalid_argument` for a null pointer and a text that is no address, and `std::out_of_range` for a number that does not fit.
 */
template <fixed_string Name, class T, class... Attributes>
class required : public detail::field_tag {
    static_assert(detail::check_field<Name, T, Attributes...>());

public:
    using value_type = T;
    static constexpr std::string_view name = Name.view();
    static constexpr bool is_required = true;
    static constexpr bool is_unsigned = detail::is_unsigned<Attributes...>;
    static constexpr visibility shown = detail::visibility_of<Attributes...>;

    required() = delete;
    template <class U>
        requires detail::gives<U, T>
    constexpr required(U &&value) : value_{detail::conversion<T>::from(std::forward<U>(value), name)}
    {
    }
    /// A \ref decimal from a whole number that stands in the source: `50`. Whatever is computed must say its unit, as
    /// `decimal{amount}` or by \ref to_decimal.
    template <
        class U,
        class Reason =
            problem::this_integer_may_count_minor_units_so_write_decimal_or_to_decimal_with_the_currency>
        requires(detail::whole_number_for_decimal<U, T> && !detail::is_variable<U>)
    consteval required(U &&whole) : value_{decimal{whole}}
    {
    }
    /// A name of an `open_enum`, looked up while compiling.
    template <class U>
        requires detail::literal_name<U, T>
    consteval required(U const &literal) : value_{T{literal}}
    {
    }
    template <class U, class Reason = typename detail::refused_value<U, T>::reason>
    required(U &&) = delete;
    constexpr explicit required(detail::blank) : value_(detail::blank_value<T>()) {}

    [[nodiscard]] constexpr T const &value() const & noexcept
        requires(!is_unsigned)
    {
        return value_;
    }
    [[nodiscard]] constexpr T value() && noexcept(std::is_nothrow_move_constructible_v<T>)
        requires(!is_unsigned)
    {
        return std::move(value_);
    }
    [[nodiscard]] constexpr T const &operator*() const & noexcept
        requires(!is_unsigned)
    {
        return value_;
    }
    [[nodiscard]] constexpr T operator*() && noexcept(std::is_nothrow_move_constructible_v<T>)
        requires(!is_unsigned)
    {
        return std::move(value_);
    }
    [[nodiscard]] constexpr T const *operator->() const noexcept
        requires(!is_unsigned)
    {
        return &value_;
    }
    constexpr operator T const &() const noexcept
        requires(!is_unsigned)
    {
        return value_;
    }
    /// The value of an `unsigned_field`: anyone could have set it.
    [[nodiscard]] constexpr T const &unsigned_value() const noexcept
        requires is_unsigned
    {
        return value_;
    }
    /// \cond
    template <class Reason = problem::the_signature_does_not_cover_this_field_so_write_unsigned_value>
        requires is_unsigned
    T const &value() const & = delete;
    template <class Reason = problem::the_signature_does_not_cover_this_field_so_write_unsigned_value>
        requires is_unsigned
    T const &operator*() const & = delete;
    template <class Reason = problem::the_signature_does_not_cover_this_field_so_write_unsigned_value>
        requires is_unsigned
    T const *operator->() const = delete;
    template <class Reason = problem::the_signature_does_not_cover_this_field_so_write_unsigned_value>
        requires is_unsigned
    operator T const &() const = delete;
    /// \endcond

private:
    friend struct detail::field_access;

    T value_;
};

/// A parameter that may be left out. An empty text counts as left out when the message is sent, unless it is `sent_empty`. In what was
/// received it is also left out, and \ref unreadable, where a value arrived that is no `T`: a success is not lost for its sake.
template <fixed_string Name, class T, class... Attributes>
class optional : public detail::field_tag {
    static_assert(detail::check_field<Name, T, Attributes...>());

public:
    using value_type = T;
    static constexpr std::string_view name = Name.view();
    static constexpr bool is_required = false;
    static constexpr bool is_unsigned = detail::is_unsigned<Attributes...>;
    static constexpr visibility shown = detail::visibility_of<Attributes...>;

    constexpr optional() = default;
    constexpr optional(std::nullopt_t) {}
    template <class U>
        requires detail::gives<U, T>
    constexpr optional(U &&value) : value_{detail::conversion<T>::from(std::forward<U>(value), name)}
    {
    }
    /// A \ref decimal from a whole number that stands in the source: `50`. Whatever is computed must say its unit, as
    /// `decimal{amount}` or by \ref to_decimal.
    template <
        class U,
        class Reason =
            problem::this_integer_may_count_minor_units_so_write_decimal_or_to_decimal_with_the_currency>
        requires(detail::whole_number_for_decimal<U, T> && !detail::is_variable<U>)
    consteval optional(U &&whole) : value_{decimal{whole}}
    {
    }
    /// A name of an `open_enum`, looked up while compiling.
    template <class U>
        requires detail::literal_name<U, T>
    consteval optional(U const &literal) : value_{T{literal}}
    {
    }
    template <class U, class Reason = typename detail::refused_value<U, T>::reason>
    optional(U &&) = delete;
    template <class U>
        requires detail::gives<U, T>
    constexpr optional(std::optional<U> value)
    {
        if (value) value_.emplace(detail::conversion<T>::from(*std::move(value), name));
    }
    constexpr explicit optional(detail::blank) {}

    [[nodiscard]] constexpr bool has_value() const noexcept
        requires(!is_unsigned)
    {
        return value_.has_value();
    }
    /// \brief Whether a value arrived that does not convert exactly, so that the field was left out.
    /// \details As received it stands in the \ref unlisted member beside the field, where there is one, and in
    /// `verified<…>::received()`.
    [[nodiscard]] constexpr bool unreadable() const noexcept { return unreadable_; }
    /// Whether the parameter was given. Not offered for truth values, where it would be taken for the value.
    constexpr explicit operator bool() const noexcept
        requires(!std::same_as<T, bool> && !is_unsigned)
    {
        return has_value();
    }

    /// \par Errors
    /// Throws `std::bad_optional_access` if the parameter was left out.
    [[nodiscard]] constexpr T const &value() const &
        requires(!is_unsigned)
    {
        return value_.value();
    }
    [[nodiscard]] constexpr T value() && noexcept(false)
        requires(!is_unsigned)
    {
        return std::move(value_).value();
    }
    [[nodiscard]] constexpr T const &operator*() const & noexcept
        requires(!is_unsigned)
    {
        return *value_;
    }
    [[nodiscard]] constexpr T operator*() && noexcept(std::is_nothrow_move_constructible_v<T>)
        requires(!is_unsigned)
    {
        return *std::move(value_);
    }
    [[nodiscard]] constexpr T const *operator->() const noexcept
        requires(!is_unsigned)
    {
        return &*value_;
    }
    [[nodiscard]] constexpr T value_or(T otherwise) const
        requires(!is_unsigned)
    {
        return value_.value_or(std::move(otherwise));
    }
    /// The value of an `unsigned_field`, if there is one: anyone could have set it, or left it out.
    [[nodiscard]] constexpr std::optional<T> const &unsigned_value() const noexcept
        requires is_unsigned
    {
        return value_;
    }
    /// \cond
    template <class Reason = problem::the_signature_does_not_cover_this_field_so_write_unsigned_value>
        requires is_unsigned
    bool has_value() const = delete;
    template <class Reason = problem::the_signature_does_not_cover_this_field_so_write_unsigned_value>
        requires is_unsigned
    explicit operator bool() const = delete;
    template <class Reason = problem::the_signature_does_not_cover_this_field_so_write_unsigned_value>
        requires is_unsigned
    T const &value() const & = delete;
    template <class Reason = problem::the_signature_does_not_cover_this_field_so_write_unsigned_value>
        requires is_unsigned
    T const &operator*() const & = delete;
    template <class Reason = problem::the_signature_does_not_cover_this_field_so_write_unsigned_value>
        requires is_unsigned
    T const *operator->() const = delete;
    template <class Reason = problem::the_signature_does_not_cover_this_field_so_write_unsigned_value>
        requires is_unsigned
    T value_or(T) const = delete;
    /// \endcond

private:
    friend struct detail::field_access;

    std::optional<T> value_;
    bool unreadable_ = false;
};

// Not friends: those would take part wherever a field is a template argument, and then ask for themselves.
template <fixed_string Name, class T, class... Attributes, class U>
    requires(!detail::is_unsigned<Attributes...>) && detail::comparable<T, U>
[[nodiscard]] constexpr bool operator==(required<Name, T, Attributes...> const &left, U const &right)
{
    return *left == right;
}

/// A parameter that was left out equals only another one that was.
template <fixed_string Name, class T, class... Attributes, class U>
    requires(!detail::is_unsigned<Attributes...>) && detail::comparable<T, U>
[[nodiscard]] constexpr bool operator==(optional<Name, T, Attributes...> const &left, U const &right)
{
    if constexpr (std::same_as<U, optional<Name, T, Attributes...>>)
        return left.has_value() == right.has_value() && (!left.has_value() || *left == *right);
    else
        return left.has_value() && *left == right;
}

/// With a value of an \ref open_enum, or one of its names.
template <fixed_string Name, class T, class... Attributes>
    requires(!detail::is_unsigned<Attributes...>) && detail::names_its_texts<T>
[[nodiscard]] constexpr bool operator==(required<Name, T, Attributes...> const &left,
                                        std::type_identity_t<T> const &right)
{
    return *left == right;
}
template <fixed_string Name, class T, class... Attributes>
    requires(!detail::is_unsigned<Attributes...>) && detail::names_its_texts<T>
[[nodiscard]] constexpr bool operator==(optional<Name, T, Attributes...> const &left,
                                        std::type_identity_t<T> const &right)
{
    return left.has_value() && *left == right;
}

/// \cond
template <fixed_string Name, class T, class... Attributes, class U,
          class Reason = problem::the_signature_does_not_cover_this_field_so_write_unsigned_value>
    requires detail::is_unsigned<Attributes...>
bool operator==(required<Name, T, Attributes...> const &, U const &) = delete;
template <fixed_string Name, class T, class... Attributes, class U,
          class Reason = problem::the_signature_does_not_cover_this_field_so_write_unsigned_value>
    requires detail::is_unsigned<Attributes...>
bool operator==(optional<Name, T, Attributes...> const &, U const &) = delete;
/// \endcond

namespace detail {

/// A field that holds a text, and always one.
template <class F>
concept text_field =
    field<F> && F::is_required &&
    (std::same_as<typename F::value_type, std::string> || std::same_as<typename F::value_type, http_url> ||
     std::same_as<typename F::value_type, idempotency_key>);
template <class F>
concept printed_text_field = text_field<F> && F::shown == visibility::open && !F::is_unsigned;

/// Whether a text and a field are put together, in this order or the other, or two fields.
template <class L, class R>
concept text_beside_field = (textual<L> && field<R>) || (field<L> && textual<R>) || (field<L> && field<R>);
template <class X>
concept printed_text = textual<X> || printed_text_field<X>;

template <class X>
[[nodiscard]] std::string_view text_in(X const &of)
{
    if constexpr (field<X>)
        return *of;
    else
        return of;
}

} // namespace detail

namespace problem {

/// Named by the compiler where a text is put together with a field that holds none for certain, or one that is not to be shown:
/// a number would move the beginning of the text instead.
struct this_field_holds_no_text_for_certain_or_a_personal_one_so_write_its_value_as_text;

} // namespace problem

/// A text and the text of a field, or two of them: `"order " + told->user_data`. What is personal, may be left out or is no
/// text must be asked for by its value.
template <class L, class R>
    requires detail::text_beside_field<L, R> && detail::printed_text<L> && detail::printed_text<R>
[[nodiscard]] std::string operator+(L const &left, R const &right)
{
    return std::string{detail::text_in(left)}.append(detail::text_in(right));
}
template <
    class L, class R,
    class Reason = problem::this_field_holds_no_text_for_certain_or_a_personal_one_so_write_its_value_as_text>
    requires detail::text_beside_field<L, R> && (detail::textual<L> || detail::textual<R>) &&
                 (!(detail::printed_text<L> && detail::printed_text<R>))
void operator+(L const &, R const &) = delete;

/// What identifies a person or a card cannot be written to a stream, a number by its conversion neither.
template <field Field>
    requires(Field::shown == visibility::masked)
std::ostream &operator<<(std::ostream &, Field const &) = delete;

} // namespace tollgate::inline v0

#endif
