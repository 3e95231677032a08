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
#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace tollgate::inline v0::detail {

/// Why a text cannot be sent to any gateway.
[[nodiscard]] inline std::optional<errc> refuse_text(std::string_view text) noexcept
{
    if (is_plain_ascii(text)) return std::nullopt; // nearly every text
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
        add(Name.view(), field_access::value(f), f.shown, true);
    }
    template <fixed_string Name, class... Attributes>
    void field(required<Name, secret, Attributes...> const &)
    {
    }
    template <fixed_string Name, class... Attributes>
    void field(optional<Name, secret, Attributes...> const &)
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
        if (auto const &value = field_access::value(f)) add(Name.view(), *value, f.shown, false);
    }
    template <bool Required, fixed_string Name, fixed_string Fields, class... Alternatives>
    void field(basic_choice<Required, Name, Fields, Alternatives...> const &f)
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
    template <bool Required, class... Alternatives>
    void field(basic_choice_of<Required, Alternatives...> const &f)
    {
        if (f.has_value()) std::visit([this](auto const &chosen) { this->message(chosen); }, f.value());
    }
    template <fixed_string Name, fixed_string Text>
    void field(constant<Name, Text> const &f)
    {
        put(f.name, f.text, {.needed = true});
    }
    void field(unlisted const &f)
    {
        check_received(std::span{f.begin(), f.end()}, {});
        for (unlisted_field const &one : f)
            to_.add({one.name, one.text, one.kind, visibility::masked,
                     static_cast<unsigned short>(depth_ + one.depth)});
    }

private:
    template <class T>
    void add(std::string_view name, T const &value, visibility shown, bool needed)
    {
        using text = value_text<T>;
        if constexpr (is_list<T>) {
            container(name, value_kind::array, [&] {
                for (auto const &element : value)
                    add({}, element, shown, needed);
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
    std::optional<problem_with> problem_;
    unsigned short depth_ = 0;
};

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
