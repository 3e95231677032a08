// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_FORMAT_LOWER_HPP
#define TOLLGATE_FORMAT_LOWER_HPP

#include <tollgate/core/message.hpp>
#include <tollgate/core/public_key.hpp>
#include <tollgate/core/secret.hpp>
#include <tollgate/format/parameter.hpp>
#include <tollgate/format/text.hpp>

#include <algorithm>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace tollgate::inline v0::detail {

/// How much own text lowering a field can need.
template <class Field>
inline constexpr std::size_t own_text = value_text<typename Field::value_type>::max_text;
template <fixed_string Name, class... Attributes>
inline constexpr std::size_t own_text<required<Name, secret, Attributes...>> = 0;
template <fixed_string Name, class... Attributes>
inline constexpr std::size_t own_text<required<Name, public_key, Attributes...>> = 0;
template <fixed_string Name, class... Attributes>
inline constexpr std::size_t own_text<optional<Name, public_key, Attributes...>> = 0;

template <class... Fields>
consteval std::size_t own_text_of(field_list<Fields...>)
{
    return (std::size_t{0} + ... + own_text<Fields>);
}

template <bool Required, fixed_string Name, fixed_string Fields, class... Alternatives>
inline constexpr std::size_t own_text<basic_choice<Required, Name, Fields, Alternatives...>> =
    (std::size_t{0} + ... + own_text_of(fields_of<Alternatives>{}));

/// The room that lowering these aggregates can need; reserve it first, so that no view moves.
template <aggregate_of_fields... M>
inline constexpr std::size_t room_for = (std::size_t{0} + ... + own_text_of(fields_of<M>{}));

template <class... Fields>
[[nodiscard]] constexpr std::optional<std::string_view> missing_from(std::span<parameter const> given,
                                                                     field_list<Fields...>)
{
    std::optional<std::string_view> missing;
    auto const look = [&](std::string_view name, bool needed) {
        if (needed && !missing && std::ranges::find(given, name, &parameter::name) == given.end())
            missing = name;
    };
    (look(Fields::name, Fields::is_required), ...);
    return missing;
}

/// Why a text cannot be sent to any gateway.
[[nodiscard]] constexpr std::optional<errc> refuse_text(std::string_view text) noexcept
{
    if (text.find_first_of(std::string_view{"\r\n\0", 3}) != text.npos) return errc::control_character;
    if (!is_utf8(text)) return errc::value_not_utf8;
    return std::nullopt;
}

/**
 * \brief Turns fields into flat parameters: the one place where a value becomes text.
 * \details In the order in which the fields are declared. What was left out is not there; keys never are.
 */
class lowering {
public:
    explicit lowering(parameter_list &to) : to_{to} {}

    [[nodiscard]] std::optional<problem_with> const &problem() const noexcept { return problem_; }

    template <aggregate_of_fields M>
    void message(M const &m)
    {
        unpack(m, [this](auto const &...fields) { (this->field(fields), ...); });
    }

    template <fixed_string Name, class T, class... Attributes>
    void field(required<Name, T, Attributes...> const &f)
    {
        add(Name.view(), f.value(), f.shown, true);
    }
    template <fixed_string Name, class... Attributes>
    void field(required<Name, secret, Attributes...> const &)
    {
    }
    template <fixed_string Name, class... Attributes>
    void field(required<Name, public_key, Attributes...> const &)
    {
    }
    template <fixed_string Name, class... Attributes>
    void field(optional<Name, public_key, Attributes...> const &)
    {
    }
    template <fixed_string Name, class T, class... Attributes>
    void field(optional<Name, T, Attributes...> const &f)
    {
        if (f.has_value()) add(Name.view(), *f, f.shown, false);
    }
    template <bool Required, fixed_string Name, fixed_string Fields, class... Alternatives>
    void field(basic_choice<Required, Name, Fields, Alternatives...> const &f)
    {
        if (!Required && f.text().empty()) return;
        put({.name = f.name, .text = f.text()}, Required);
        std::size_t const at = to_.size();
        std::visit([this](auto const &chosen) { this->members(Fields.view(), chosen); }, f.value());
        if (!std::holds_alternative<other>(f.value())) return;
        std::span<parameter const> const all = std::as_const(to_).items();
        auto const own = at == all.size() ? all.last(0) : nested(all, at); // nothing of its own: no object
        if (has_duplicates(own)) problem_ = {errc::duplicate_field, f.fields_name};
        (check_chosen_at_run_time<Alternatives>(f.text(), own), ...);
    }

private:
    template <class T>
    void add(std::string_view name, T const &value, visibility shown, bool needed)
    {
        using text = value_text<T>;
        if constexpr (text::max_text == 0) {
            put({name, text::view(value), text::sent_as, shown, depth_}, needed);
        } else {
            char buffer[text::max_text];
            std::size_t const mark = to_.mark();
            to_.keep({buffer, text::write(value, buffer)});
            put({name, to_.kept_since(mark), text::sent_as, shown, depth_}, needed);
        }
    }

    void put(parameter p, bool needed)
    {
        p.depth = depth_;
        if (p.text.empty() && p.kind == value_kind::text) {
            if (needed) problem_ = {errc::empty_value, p.name};
            return;
        }
        if (auto const why = refuse_text(p.text); why && !problem_) problem_ = {*why, p.name};
        to_.add(p);
    }

    void members(std::string_view, std::string_view) {}
    void members(std::string_view object, other const &chosen)
    {
        nest(object, [&] {
            for (auto const &[name, text] : chosen.fields) {
                if (auto const why = refuse_text(name)) problem_ = {*why, object};
                put({.name = name, .text = text}, false);
            }
        });
    }
    /// What the compiler checks for a literal: an alternative's own parameters must be there.
    template <alternative A>
    void check_chosen_at_run_time(std::string_view chosen, std::span<parameter const> own)
    {
        if (chosen != std::string_view{A::chosen_as}) return;
        if (auto const missing = missing_from(own, fields_of<A>{}))
            problem_ = {errc::missing_field, *missing};
    }
    template <alternative A>
    void members(std::string_view object, A const &chosen)
    {
        nest(object, [&] { message(chosen); });
    }

    /// Adds an object and what `fill` puts into it, or nothing if that is nothing: empty objects are not sent.
    template <class Fill>
    void nest(std::string_view object, Fill fill)
    {
        std::size_t const at = to_.size();
        to_.add({.name = object,
                 .text = {},
                 .kind = value_kind::object,
                 .shown = visibility::open,
                 .depth = depth_});
        ++depth_;
        fill();
        --depth_;
        if (to_.size() == at + 1) to_.drop_last();
    }

    parameter_list &to_;
    std::optional<problem_with> problem_;
    unsigned short depth_ = 0;
};

} // namespace tollgate::inline v0::detail

#endif
