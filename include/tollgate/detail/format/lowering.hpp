// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_FORMAT_LOWERING_HPP
#define TOLLGATE_DETAIL_FORMAT_LOWERING_HPP

#include <tollgate/detail/format/parameter_list.hpp>
#include <tollgate/detail/format/presence.hpp>
#include <tollgate/detail/format/text.hpp>
#include <tollgate/message.hpp>
#include <tollgate/public_key.hpp>
#include <tollgate/secret.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <variant>

namespace tollgate::inline v0::detail {

/// Why a text cannot be sent to any gateway.
[[nodiscard]] inline std::optional<errc> refuse_text(std::string_view text) noexcept
{
    if (is_plain_ascii(text)) return std::nullopt; // nearly every text
    if (text.find_first_of(std::string_view{"\r\n\0", 3}) != text.npos) return errc::control_character;
    if (!is_utf8(text)) return errc::value_not_utf8;
    return std::nullopt;
}

class lowering;

/// What lowering knows of a field before there is a message.
struct lowered_field {
    std::string_view name;
    visibility shown = visibility::open;
    bool is_required = false;
    /// Lowers what \ref given_in shows; one function for each type of values. Null for keys, which are never lowered.
    void (*lower)(lowering &, lowered_field const &, void const *) = nullptr;
};

/**
 * \brief Turns fields into flat parameters: the one place where a value becomes text.
 * \details In the order in which the fields are declared. What was left out is not there; keys never are. What a type of messages
 * adds is a constant table of its fields, and where the values of a message stand.
 */
class lowering {
public:
    /// \param most_places of amounts, see \ref excess
    explicit lowering(parameter_list &to, unsigned most_places = static_cast<unsigned>(-1))
        : to_{to},
          most_places_{most_places}
    {
    }

    [[nodiscard]] std::optional<problem_with> const &problem() const noexcept { return problem_; }
    /// The first amount with more decimal places than there may be.
    [[nodiscard]] std::optional<problem_with> const &excess() const noexcept { return excess_; }

    /// \param are_picked which of the fields to lower, in their order; empty: all
    template <aggregate_of_fields M>
    void message(M const &m, std::span<bool const> are_picked = {});

    template <class Field>
    void field(Field const &f)
    {
        constexpr lowered_field known = row_of(static_cast<Field const *>(nullptr));
        row(known, given_in(f));
    }

    /// The row of a field in a table.
    template <fixed_string Name, class T, class... Attributes>
    [[nodiscard]] static consteval lowered_field row_of(required<Name, T, Attributes...> const *)
    {
        return {Name.view(), required<Name, T, Attributes...>::shown, true, value_function<T>()};
    }
    template <fixed_string Name, class T, class... Attributes>
    [[nodiscard]] static consteval lowered_field row_of(optional<Name, T, Attributes...> const *)
    {
        return {Name.view(), optional<Name, T, Attributes...>::shown, false, value_function<T>()};
    }
    template <bool Required, fixed_string Name, fixed_string Fields, class... Alternatives>
    [[nodiscard]] static consteval lowered_field
    row_of(basic_choice<Required, Name, Fields, Alternatives...> const *)
    {
        return {.name = Name.view(),
                .is_required = Required,
                .lower = lower_choice<Required, Name, Fields, Alternatives...>};
    }
    template <bool Required, class... Alternatives>
    [[nodiscard]] static consteval lowered_field row_of(basic_choice_of<Required, Alternatives...> const *)
    {
        return {.name = {}, .is_required = Required, .lower = lower_choice_of<Required, Alternatives...>};
    }
    template <fixed_string Name, fixed_string Text>
    [[nodiscard]] static consteval lowered_field row_of(constant<Name, Text> const *)
    {
        return {.name = Name.view(), .is_required = true, .lower = lower_constant<Text>};
    }
    [[nodiscard]] static consteval lowered_field row_of(unlisted const *)
    {
        return {.name = {}, .lower = lower_unlisted};
    }

    /// A field's value where it stands; null if it was left out. A choice stands as a whole.
    template <fixed_string Name, class T, class... Attributes>
    [[nodiscard]] static void const *given_in(required<Name, T, Attributes...> const &f) noexcept
    {
        return &field_access::value(f);
    }
    template <fixed_string Name, class T, class... Attributes>
    [[nodiscard]] static void const *given_in(optional<Name, T, Attributes...> const &f) noexcept
    {
        auto const &value = field_access::value(f);
        return value ? &*value : nullptr;
    }
    template <bool Required, fixed_string Name, fixed_string Fields, class... Alternatives>
    [[nodiscard]] static void const *
    given_in(basic_choice<Required, Name, Fields, Alternatives...> const &f) noexcept
    {
        return &f;
    }
    template <bool Required, class... Alternatives>
    [[nodiscard]] static void const *given_in(basic_choice_of<Required, Alternatives...> const &f) noexcept
    {
        auto const &value = field_access::value(f);
        return value ? &*value : nullptr;
    }
    template <fixed_string Name, fixed_string Text>
    [[nodiscard]] static void const *given_in(constant<Name, Text> const &f) noexcept
    {
        return &f;
    }
    [[nodiscard]] static void const *given_in(unlisted const &f) noexcept { return &f; }

private:
    void row(lowered_field const &known, void const *given)
    {
        if (known.lower != nullptr && given != nullptr) known.lower(*this, known, given);
    }
    void rows(std::span<lowered_field const> known, void const *const *given,
              std::span<bool const> are_picked)
    {
        for (std::size_t i = 0; i != known.size(); ++i)
            if (are_picked.empty() || are_picked[i]) row(known[i], given[i]);
    }

    using function = void (*)(lowering &, lowered_field const &, void const *);
    template <class T>
    [[nodiscard]] static consteval function value_function()
    {
        if constexpr (std::same_as<T, secret> || std::same_as<T, public_key>)
            return nullptr;
        else
            return lower_value<T>;
    }
    template <class T>
    static void lower_value(lowering &by, lowered_field const &of, void const *value)
    {
        by.add(of.name, *static_cast<T const *>(value), of.shown, of.is_required, of.name);
    }
    template <bool Required, fixed_string Name, fixed_string Fields, class... Alternatives>
    static void lower_choice(lowering &by, lowered_field const &, void const *choice)
    {
        by.choice(*static_cast<basic_choice<Required, Name, Fields, Alternatives...> const *>(choice));
    }
    template <bool Required, class... Alternatives>
    static void lower_choice_of(lowering &by, lowered_field const &, void const *value)
    {
        std::visit([&by](auto const &chosen) { by.message(chosen); },
                   *static_cast<std::variant<Alternatives...> const *>(value));
    }
    template <fixed_string Text>
    static void lower_constant(lowering &by, lowered_field const &of, void const *)
    {
        by.put(of.name, Text.view(), {.needed = true});
    }
    static void lower_unlisted(lowering &by, lowered_field const &, void const *fields)
    {
        auto const &all = *static_cast<unlisted const *>(fields);
        by.check_received(std::span{all.begin(), all.end()}, {});
        for (unlisted_field const &one : all)
            by.to_.add({one.name, one.text, one.kind, visibility::masked,
                        static_cast<unsigned short>(by.depth_ + one.depth)});
    }

    template <bool Required, fixed_string Name, fixed_string Fields, class... Alternatives>
    void choice(basic_choice<Required, Name, Fields, Alternatives...> const &f)
    {
        if (!Required && f.text().empty()) return;
        put(f.name, f.text(), {.needed = Required});
        std::size_t const at = to_.size();
        std::visit([this](auto const &chosen) { this->members(Fields.view(), chosen); }, f.value());
        if (!std::holds_alternative<other>(f.value())) return;
        std::span<parameter const> const own = own_members(at, f.stands_beside);
        if (has_duplicates(own)) problem_ = {errc::duplicate_field, f.stands_beside ? f.name : f.fields_name};
        check_chosen_at_run_time<Alternatives...>(f.text(), own);
    }
    /// \param called the field's name; elements of a list have none of their own
    template <class T>
    void add(std::string_view name, T const &value, visibility shown, bool needed,
             [[maybe_unused]] std::string_view called)
    {
        using text = value_text<T>;
        if constexpr (std::same_as<T, decimal>)
            if (value.scale() > most_places_ && !excess_) excess_ = {errc::excess_precision, called};
        if constexpr (is_list<T>) {
            container(name, value_kind::array, [&] {
                for (auto const &element : value)
                    add({}, element, shown, needed, called);
            });
        } else if constexpr (object_value<T>) {
            container(name, value_kind::object, [&] { message(value); });
        } else if constexpr (text::max_text == 0) {
            put(name, text::view(value), {text::sent_as, shown, needed});
        } else {
            auto const written = to_.texts().keep_written(
                text::max_text, [&value](char *to) { return text::write(value, to); });
            if constexpr (text::sent_as == value_kind::number)
                put_plain(name, written, {text::sent_as, shown, needed});
            else
                put(name, written, {text::sent_as, shown, needed});
        }
    }

    /// What a value is, but for its name and text.
    struct nature {
        value_kind kind = value_kind::text;
        visibility shown = visibility::open;
        bool needed = false;
    };

    void put(std::string_view name, std::string_view text, nature as)
    {
        if (text.empty() && as.kind == value_kind::text) {
            if (as.needed) problem_ = {errc::empty_value, name};
            return;
        }
        if (!is_plain_ascii(text)) look_at(text, name);
        put_plain(name, text, as);
    }
    /// What cannot hold a character that no gateway takes, and is not empty.
    void put_plain(std::string_view name, std::string_view text, nature as)
    {
        to_.add({.name = name, .text = text, .kind = as.kind, .shown = as.shown, .depth = depth_});
    }
    [[gnu::noinline]] void look_at(std::string_view text, std::string_view name)
    {
        if (auto const why = refuse_text(text); why && !problem_) problem_ = {*why, name};
    }

    void members(std::string_view, std::string_view) {}
    void members(std::string_view object, other const &chosen)
    {
        check_received(chosen.fields, object);
        nest(object, [&] {
            for (unlisted_field const &one : chosen.fields) {
                bool const is_left_out = one.depth == 0 && one.kind == value_kind::text && one.text.empty();
                if (!is_left_out)
                    to_.add({.name = one.name,
                             .text = one.text,
                             .kind = one.kind,
                             .depth = static_cast<unsigned short>(depth_ + one.depth)});
            }
        });
    }
    /// Names and kinds that a program gave at run time: none may break out of its place.
    void check_received(std::span<unlisted_field const> all, std::string_view called)
    {
        unsigned deepest = 0; // where the next one may stand
        for (unlisted_field const &one : all) {
            if (auto const why = refuse_text(one.name); why && !problem_) problem_ = {*why, called};
            if (auto const why = refuse_text(one.text); why && !problem_)
                problem_ = {*why, called.empty() ? called : std::string_view{one.name}};
            if ((one.depth > deepest || !is_of_kind(one.text, one.kind)) && !problem_)
                problem_ = {errc::unsignable_value, called};
            deepest = one.depth + (is_container(one.kind) ? 1U : 0U);
        }
    }
    template <alternative A>
    void members(std::string_view object, A const &chosen)
    {
        nest(object, [&] { message(chosen); });
    }
    /// What a choice has added from this position on, its object left aside.
    [[nodiscard]] std::span<parameter const> own_members(std::size_t at, bool beside) const
    {
        std::span<parameter const> const all = std::as_const(to_).items();
        if (at == all.size()) return all.last(0); // nothing of its own: no object
        return beside ? all.subspan(at) : nested(all, at);
    }
    /// What the compiler checks for a literal: the own parameters of one alternative of this text must be there.
    template <alternative... A>
    void check_chosen_at_run_time(std::string_view chosen, std::span<parameter const> own)
    {
        std::optional<std::string_view> missing;
        bool complete = false;
        auto const look = [&](std::string_view text, std::optional<std::string_view> lacks) {
            if (text != chosen) return;
            if (!lacks) complete = true;
            if (!missing) missing = lacks;
        };
        (look(A::chosen_as, missing_from<A>(own)), ...);
        if (missing && !complete) problem_ = {errc::missing_field, *missing};
    }

    /// Adds an object and what `fill` puts into it, or nothing if that is nothing: empty objects are not sent.
    template <class Fill>
    void nest(std::string_view object, Fill fill)
    {
        if (object.empty()) return fill(); // the choice's parameters stand beside it
        std::size_t const at = to_.size();
        container(object, value_kind::object, fill);
        if (to_.size() == at + 1) to_.drop_last();
    }
    template <class Fill>
    void container(std::string_view name, value_kind kind, Fill fill)
    {
        to_.add({.name = name, .text = {}, .kind = kind, .shown = visibility::open, .depth = depth_});
        ++depth_;
        fill();
        --depth_;
    }

    parameter_list &to_;
    unsigned most_places_;
    std::optional<problem_with> problem_;
    std::optional<problem_with> excess_;
    unsigned short depth_ = 0;
};

template <class M>
inline constexpr auto lowered_fields = []<class... F>(field_list<F...>) {
    return std::array<lowered_field, sizeof...(F)>{lowering::row_of(static_cast<F const *>(nullptr))...};
}(fields_of<M>{});

template <aggregate_of_fields M>
void lowering::message(M const &m, std::span<bool const> are_picked)
{
    unpack(m, [&](auto const &...fields) {
        void const *const given[] = {given_in(fields)..., nullptr}; // an array has one element at least
        rows(lowered_fields<M>, given, are_picked);
    });
}

/// What a message or an account is in flat parameters, and what is wrong with it.
struct lowered {
    parameter_list parameters;
    std::optional<problem_with> problem;

    [[nodiscard]] std::span<parameter const> items() const & noexcept { return parameters.items(); }
    std::span<parameter const> items() const && = delete;
};

template <aggregate_of_fields M>
[[nodiscard]] lowered lower(M const &message)
{
    lowered made;
    lowering into{made.parameters};
    into.message(message);
    made.problem = into.problem();
    return made;
}

} // namespace tollgate::inline v0::detail

#endif
