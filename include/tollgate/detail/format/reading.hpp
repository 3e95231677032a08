// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_FORMAT_READING_HPP
#define TOLLGATE_DETAIL_FORMAT_READING_HPP

#include <tollgate/detail/format/parameter_list.hpp>
#include <tollgate/detail/format/presence.hpp>
#include <tollgate/detail/format/text.hpp>
#include <tollgate/message.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace tollgate::inline v0::detail {

/**
 * \brief How a message's signature covers values that are no texts.
 * \details Where a text in a value's place would be signed alike, whoever puts the one in the other's place must not change what is
 * read, nor take it away.
 */
class signed_values {
public:
    /// The text that would be signed alike, if that is not the one that stands there.
    [[nodiscard]] virtual std::optional<std::string> as_text(parameter const &value,
                                                             std::span<parameter const> inside) const = 0;
    /// Whether a truth value or an object would be signed as this text is.
    [[nodiscard]] virtual bool may_stand_for(std::string_view text, value_kind kind) const = 0;
    /// Whether `true` or `false` would be signed as this text is.
    [[nodiscard]] bool signs_truth_as(std::string_view truth, std::string_view text) const
    {
        return as_text({.name = {}, .text = truth, .kind = value_kind::boolean}, {}) == text;
    }

protected:
    signed_values() = default;
    ~signed_values() = default;
};

/**
 * \brief Reads an aggregate of fields from what was received.
 * \details A value converts exactly or not at all; a number may arrive as text, a number or a truth value where a text is
 * declared. JSON `null` counts as absent, and so
 * does an empty text where an optional field is no text. An optional field that does not convert is left out, unless another message
 * with the same signature says something there. Names that
 * the aggregate does not know, or could not read, are passed over, or kept in its \ref unlisted member. A value whose bytes are
 * not UTF-8 does not convert; where it is only kept, U+FFFD stands in their place. A value whose name stands twice is none that
 * counts; where it is only kept, both are.
 */
class reading {
public:
    /// \param passed_over names that an \ref unlisted member leaves out
    /// \param by         how the signature covers values; null where it covers them as they stand
    explicit reading(std::span<parameter const> from, std::span<std::string_view const> passed_over = {},
                     signed_values const *by = nullptr)
        : from_{from},
          passed_over_{passed_over},
          signed_{by}
    {
    }

    [[nodiscard]] std::optional<problem_with> const &problem() const noexcept { return problem_; }
    /// The first optional field that did not convert, by name; empty if there is none.
    [[nodiscard]] std::string_view unreadable() const noexcept { return unreadable_; }

    /// After a problem, the aggregate's content is meaningless.
    template <aggregate_of_fields T>
    [[nodiscard]] T aggregate()
    {
        if constexpr (requires { typename T::carried; }) {
            return T{aggregate<typename T::carried>()};
        } else {
            known_ = own_top_names<T>;
            T read = [this]<std::size_t... I>(std::index_sequence<I...>) {
                return T{slot<I>{*this}...};
            }(std::make_index_sequence<field_count<T>>{});
            // What stays unread is known last, wherever the member stands that keeps it.
            if constexpr (keeps_unlisted<T>)
                unpack(read, [this](auto &...fields) { (this->keep_unlisted(fields), ...); });
            return read;
        }
    }

private:
    /// Becomes whatever field stands in its place.
    template <std::size_t>
    struct slot {
        reading &by;

        template <field F>
        operator F() const
        {
            if constexpr (requires { F{blank{}}; }) {
                F blank_field{blank{}};
                by.fill(blank_field);
                return blank_field;
            } else { // a required object with required fields of its own
                return F{by.required_object<typename F::value_type>(by.present(F::name), F::name)};
            }
        }
    };

    template <class T>
    static constexpr bool keeps_unlisted = []<class... F>(field_list<F...>) {
        return (false || ... || std::same_as<F, unlisted>);
    }(fields_of<T>{});

    /// The parameter of this name, unless it is `null`; that it stands twice is a problem.
    [[nodiscard]] parameter const *present(std::string_view name)
    {
        parameter const *const found = find(from_, name);
        if (found != nullptr && found->repeated) complain(errc::duplicate_field, name);
        return found != nullptr && found->kind != value_kind::null ? found : nullptr;
    }
    /// \copydoc present
    /// Under this name, or one of its others; not under two.
    template <class... Attributes>
    [[nodiscard]] parameter const *present_as(std::string_view name)
    {
        parameter const *found = present(name);
        for (std::string_view const alias : aliases_in<Attributes...>) {
            parameter const *const other_one = alias.empty() ? nullptr : present(alias);
            if (other_one == nullptr) continue;
            if (found != nullptr) complain(errc::conflicting_fields, name);
            found = other_one;
        }
        return found;
    }
    [[nodiscard]] std::span<parameter const> inside(parameter const &p) const
    {
        return nested(from_, static_cast<std::size_t>(&p - from_.data()));
    }
    void complain(errc why, std::string_view name)
    {
        if (!problem_) problem_ = {why, name};
    }
    /// About a value in the place of which another message with the same signature has another one.
    void refuse(std::string_view name)
    {
        complain(errc::field_not_convertible, name);
        is_refused_ = true;
    }
    void note_of(reading const &other_one)
    {
        if (other_one.problem_) complain(other_one.problem_->code, other_one.problem_->name);
        is_refused_ = is_refused_ || other_one.is_refused_;
        if (unreadable_.empty()) unreadable_ = other_one.unreadable_;
    }
    template <class T>
    [[nodiscard]] T adopt(reading other_one)
    {
        T read = other_one.template aggregate<T>();
        note_of(other_one);
        return read;
    }
    /**
     * \brief Fills a field that may be left out, and leaves it out if that is a problem. What is refused stays one.
     * \param fill is not called after a problem: what follows one is not looked at
     */
    template <class Field>
    void fill_or_leave_out(Field &field, std::span<std::string_view const> names, auto const &fill)
    {
        if (problem_) return;
        fill();
        constexpr bool is_unsigned = requires { requires Field::is_unsigned; }; // anyone sets it as he likes
        if (!problem_ || (is_refused_ && !is_unsigned)) return;
        problem_.reset();
        is_refused_ = false;
        field_access::value(field) = {};
        field_access::mark_unreadable(field);
        if (unreadable_.empty()) unreadable_ = names.front();
        left_out_.insert(left_out_.end(), names.begin(), names.end());
    }

    /// Something to return is needed even if nothing is there.
    template <object_value T>
    [[nodiscard]] T required_object(parameter const *at, std::string_view name)
    {
        if (at == nullptr) complain(errc::missing_field, name);
        return object<T>(at, name);
    }
    template <object_value T>
    [[nodiscard]] T object(parameter const *at, std::string_view name)
    {
        if (at != nullptr && at->kind != value_kind::object) {
            if (may_have_been_object(*at)) refuse(name);
            complain(errc::field_not_convertible, name);
        }
        bool const is_object = at != nullptr && at->kind == value_kind::object;
        return adopt<T>(reading{is_object ? inside(*at) : from_.first(0), {}, signed_});
    }
    template <class T>
    [[nodiscard]] T value(parameter const &at, std::string_view name)
    {
        if constexpr (object_value<T>) {
            return object<T>(&at, name);
        } else if constexpr (is_list<T>) {
            return list<T>(at, name);
        } else {
            T read{};
            read_to(read, at, name);
            return read;
        }
    }
    /// A text is read where it stays: moving it costs as much.
    template <class T>
    void read_to(T &to, parameter const &at, std::string_view name)
    {
        if constexpr (object_value<T> || is_list<T>)
            to = value<T>(at, name);
        else if (at.malformed)
            complain(errc::body_not_utf8, name);
        else if (bool const is_read = value_text<T>::read(at, to); says_otherwise<T>(at, is_read))
            refuse(name);
        else if (!is_read)
            complain(errc::field_not_convertible, name);
    }
    /// Whether another message with the same signature says something else in this place. Numbers are the same however they are
    /// written, and so are truth values.
    template <class T>
    [[nodiscard]] bool says_otherwise(parameter const &at, bool is_read) const
    {
        if (signed_ == nullptr || (is_read && (at.kind == value_kind::text || !std::same_as<T, std::string>)))
            return false;
        if (at.kind == value_kind::text)
            return value_text<T>::sent_as == value_kind::boolean &&
                   signed_->may_stand_for(at.text, value_kind::boolean);
        auto const text = signed_->as_text(at, inside(at));
        T otherwise{};
        return text && value_text<T>::read({.name = {}, .text = *text}, otherwise);
    }
    [[nodiscard]] bool may_have_been_object(parameter const &at) const
    {
        if (signed_ == nullptr) return false;
        if (at.kind == value_kind::text) return signed_->may_stand_for(at.text, value_kind::object);
        auto const text = signed_->as_text(at, inside(at));
        return text && signed_->may_stand_for(*text, value_kind::object);
    }
    template <class List>
    [[nodiscard]] List list(parameter const &at, std::string_view name)
    {
        List read;
        if (at.kind != value_kind::array) return complain(errc::field_not_convertible, name), read;
        reading elements{inside(at), {}, signed_};
        for (std::size_t i = 0; i != elements.from_.size(); i += nested(elements.from_, i).size() + 1)
            read.push_back(elements.value<typename List::value_type>(elements.from_[i], name));
        note_of(elements);
        return read;
    }

    template <fixed_string Name, class T, class... Attributes>
    void fill(required<Name, T, Attributes...> &field)
    {
        parameter const *const found = present_as<Attributes...>(Name.view());
        if (found == nullptr) return complain(errc::missing_field, Name.view());
        read_to(field_access::value(field), *found, Name.view());
    }
    template <fixed_string Name, class T, class... Attributes>
    void fill(optional<Name, T, Attributes...> &field)
    {
        fill_or_leave_out(field, names_of<optional<Name, T, Attributes...>>, [&] {
            parameter const *const found = present_as<Attributes...>(Name.view());
            if (found == nullptr) return;
            if (!std::same_as<T, std::string> && found->kind == value_kind::text && found->text.empty())
                return;
            if constexpr (object_value<T>) // it may have no content until it is read
                field_access::value(field).emplace(value<T>(*found, Name.view()));
            else
                read_to(field_access::value(field).emplace(), *found, Name.view());
        });
    }
    template <fixed_string Name, fixed_string Text>
    void fill(constant<Name, Text> &)
    {
        parameter const *const found = present(Name.view());
        if (found == nullptr) return complain(errc::missing_field, Name.view());
        if (found->text != Text.view()) complain(errc::field_not_convertible, Name.view());
    }
    template <bool Required, fixed_string Name, fixed_string Fields, class... Alternatives>
    void fill(basic_choice<Required, Name, Fields, Alternatives...> &field)
    {
        if constexpr (Required)
            fill_choice(field);
        else
            fill_or_leave_out(field, names_of<basic_choice<Required, Name, Fields, Alternatives...>>,
                              [&] { fill_choice(field); });
    }
    template <bool Required, fixed_string Name, fixed_string Fields, class... Alternatives>
    void fill_choice(basic_choice<Required, Name, Fields, Alternatives...> &field)
    {
        parameter const *const found = present(Name.view());
        if (found == nullptr) {
            if (Required) complain(errc::missing_field, Name.view());
            return;
        }
        other chosen;
        read_to(chosen.text, *found, Name.view());
        auto const &declared = names_of<basic_choice_of<Required, Alternatives...>>;
        if constexpr (Fields.view().empty()) {
            for (std::string_view const name : declared)
                if (parameter const *const p = present(name)) {
                    if (p->malformed) complain(errc::body_not_utf8, name); // it is an alternative's field
                    keep_received(
                        from_.subspan(static_cast<std::size_t>(p - from_.data()), inside(*p).size() + 1),
                        chosen.fields);
                }
        } else if (parameter const *const object = present(Fields.view())) {
            if (object->kind != value_kind::object && may_have_been_object(*object)) refuse(Fields.view());
            for (std::string_view const name : declared)
                if (parameter const *const p = find(inside(*object), name); p != nullptr && p->repeated)
                    complain(errc::duplicate_field, name);
            keep_received(inside(*object), chosen.fields);
        }
        field_access::value(field) = std::move(chosen);
    }
    template <bool Required, class... Alternatives>
    void fill(basic_choice_of<Required, Alternatives...> &field)
    {
        if constexpr (Required)
            fill_choice_of(field);
        else
            fill_or_leave_out(field, names_of<basic_choice_of<Required, Alternatives...>>,
                              [&] { fill_choice_of(field); });
    }
    template <bool Required, class... Alternatives>
    void fill_choice_of(basic_choice_of<Required, Alternatives...> &field)
    {
        declared_texts const texts[] = {declared_texts_in(from_, field_table_of<Alternatives>)...};
        if (std::ranges::find(texts, declared_texts::twice) != std::end(texts))
            return complain(errc::duplicate_field,
                            names_of<basic_choice_of<Required, Alternatives...>>.front());
        if (signed_ != nullptr) (look_at_constants(field_table_of<Alternatives>), ...);
        bool const lacks[] = {missing_from(from_, field_table_of<Alternatives>).has_value()...};
        std::size_t const chosen = chosen_by(texts, lacks);
        if (chosen == std::size(texts)) {
            if (Required)
                complain(errc::missing_field,
                         *missing_from(from_, field_row_of<basic_choice_of<Required, Alternatives...>>::row));
            return;
        }
        std::size_t at = 0;
        (fill_if<Alternatives, Alternatives...>(at++ == chosen, field, texts[chosen]), ...);
    }
    /// A constant that is there in another guise would choose another alternative.
    void look_at_constants(field_table const &of)
    {
        for (field_row const &row : of) {
            parameter const *const found = present(row.name);
            if (found == nullptr) continue;
            if (row.kind == field_kind::constant && found->text != row.text &&
                may_be_constant(*found, row.text))
                refuse(row.name);
            bool const holds_constants = row.value != nullptr && row.value->inside != nullptr &&
                                         std::ranges::any_of(*row.value->inside, [](field_row const &r) {
                                             return r.kind == field_kind::constant;
                                         });
            if (holds_constants && found->kind != value_kind::object && may_have_been_object(*found))
                refuse(row.name);
        }
    }
    [[nodiscard]] bool may_be_constant(parameter const &found, std::string_view constant) const
    {
        if (found.kind != value_kind::text && signed_->as_text(found, inside(found)) == constant) return true;
        bool const is_truth = constant == "true" || constant == "false";
        return is_truth && signed_->signs_truth_as(constant, found.text);
    }
    /// The alternative whose constants are there, a complete one if there is any; else the first complete one that has none.
    [[nodiscard]] static std::size_t chosen_by(std::span<declared_texts const> texts,
                                               std::span<bool const> lacks)
    {
        auto const first = [&](declared_texts wanted, bool complete) {
            std::size_t i = 0;
            while (i != texts.size() && (texts[i] != wanted || (complete && lacks[i])))
                ++i;
            return i;
        };
        for (std::size_t const i : {first(declared_texts::there, true), first(declared_texts::there, false)})
            if (i != texts.size()) return i;
        return first(declared_texts::none, true);
    }
    template <class A, class... All>
    void fill_if(bool chosen, auto &field, declared_texts texts)
    {
        if (!chosen) return;
        (refuse_beside<All, A>(texts), ...);
        field_access::value(field).emplace(adopt<A>(reading{from_, passed_over_, signed_}));
        for (std::string_view const name : names_of<std::remove_reference_t<decltype(field)>>)
            if (std::ranges::find(own_top_names<A>, name) == own_top_names<A>.end())
                left_out_.push_back(name);
    }
    /// A field of another alternative says that the two were not meant to be exclusive, or that someone added it. Not of one
    /// that what arrived cannot be, or could be all the same: constants tell them apart.
    template <class Another, class Chosen>
    void refuse_beside(declared_texts texts)
    {
        if (declared_texts_in(from_, field_table_of<Another>) != texts) return;
        for (std::string_view const name : own_top_names<Another>)
            if (std::ranges::find(own_top_names<Chosen>, name) == own_top_names<Chosen>.end() &&
                present(name))
                complain(errc::conflicting_fields, name);
    }
    void fill(unlisted &) {}

    void keep_unlisted(auto &) {}
    void keep_unlisted(unlisted &field)
    {
        auto const holds = [](auto const &names, std::string_view name) {
            return std::ranges::find(names, name) != names.end();
        };
        for (std::size_t i = 0; i != from_.size(); i += nested(from_, i).size() + 1) {
            std::string_view const name = from_[i].name;
            if (holds(passed_over_, name) || (holds(known_, name) && !holds(left_out_, name))) continue;
            keep_received(from_.subspan(i, nested(from_, i).size() + 1), field_access::value(field));
        }
    }
    /// Keeps all of these as they came, but in UTF-8, the first one at the top level.
    static void keep_received(std::span<parameter const> all, std::vector<unlisted_field> &in)
    {
        for (parameter const &p : all)
            in.push_back({p.malformed ? as_utf8(p.name) : std::string{p.name},
                          p.malformed ? as_utf8(p.text) : std::string{p.text}, p.kind,
                          static_cast<unsigned short>(p.depth - all.front().depth)});
    }

    std::span<parameter const> from_;
    std::span<std::string_view const> passed_over_;
    signed_values const *signed_;
    std::span<std::string_view const> known_;
    std::vector<std::string_view> left_out_; ///< Of the known names, those that nothing was read from.
    std::optional<problem_with> problem_;
    bool is_refused_ = false; ///< Whether the problem is none for the sake of which a field is left out.
    std::string_view unreadable_;
};

} // namespace tollgate::inline v0::detail

#endif
