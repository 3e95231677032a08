// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_FORMAT_READ_HPP
#define TOLLGATE_FORMAT_READ_HPP

#include <tollgate/core/message.hpp>
#include <tollgate/format/parameter.hpp>
#include <tollgate/format/presence.hpp>
#include <tollgate/format/text.hpp>

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tollgate::inline v0::detail {

/**
 * \brief Reads an aggregate of fields from what was received.
 * \details A value converts exactly or not at all; a number may arrive as text. JSON `null` counts as absent, and so
 * does an empty text where an optional field is no text. Names that the aggregate does not know are passed over, or kept
 * in its \ref unlisted member.
 */
class reading {
public:
    /// \param passed_over names that an \ref unlisted member leaves out
    explicit reading(std::span<parameter const> from, std::span<std::string_view const> passed_over = {})
        : from_{from},
          passed_over_{passed_over}
    {
    }

    [[nodiscard]] std::optional<problem_with> const &problem() const noexcept { return problem_; }

    /// After a problem, the aggregate's content is meaningless.
    template <aggregate_of_fields T>
    [[nodiscard]] T aggregate()
    {
        if constexpr (requires { typename T::carried; }) {
            return T{aggregate<typename T::carried>()};
        } else {
            known_ = own_top_names<T>;
            return [this]<std::size_t... I>(std::index_sequence<I...>) {
                return T{slot<I>{*this}...};
            }(std::make_index_sequence<field_count<T>>{});
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

    [[nodiscard]] parameter const *present(std::string_view name) const { return find_present(from_, name); }
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
    template <class T>
    [[nodiscard]] T adopt(reading other_one)
    {
        T read = other_one.template aggregate<T>();
        if (auto const &found = other_one.problem()) complain(found->code, found->name);
        return read;
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
        if (at != nullptr && at->kind != value_kind::object) complain(errc::field_not_convertible, name);
        bool const is_object = at != nullptr && at->kind == value_kind::object;
        return adopt<T>(reading{is_object ? inside(*at) : from_.first(0)});
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
        else if (!value_text<T>::read(at, to))
            complain(errc::field_not_convertible, name);
    }
    template <class List>
    [[nodiscard]] List list(parameter const &at, std::string_view name)
    {
        List read;
        if (at.kind != value_kind::array) return complain(errc::field_not_convertible, name), read;
        reading elements{inside(at)};
        for (std::size_t i = 0; i != elements.from_.size(); i += nested(elements.from_, i).size() + 1)
            read.push_back(elements.value<typename List::value_type>(elements.from_[i], name));
        if (elements.problem_) complain(elements.problem_->code, elements.problem_->name);
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
        parameter const *const found = present_as<Attributes...>(Name.view());
        if (found == nullptr) return;
        if (!std::same_as<T, std::string> && found->kind == value_kind::text && found->text.empty()) return;
        if constexpr (object_value<T>) // it may have no content until it is read
            field_access::value(field).emplace(value<T>(*found, Name.view()));
        else
            read_to(field_access::value(field).emplace(), *found, Name.view());
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
        parameter const *const found = present(Name.view());
        if (found == nullptr) {
            if (Required) complain(errc::missing_field, Name.view());
            return;
        }
        other chosen;
        if (!value_text<std::string>::read(*found, chosen.text))
            complain(errc::field_not_convertible, Name.view());
        if constexpr (Fields.view().empty()) {
            for (std::string_view const name : names_of<basic_choice_of<Required, Alternatives...>>)
                if (parameter const *const p = present(name))
                    keep_received(
                        from_.subspan(static_cast<std::size_t>(p - from_.data()), inside(*p).size() + 1),
                        chosen.fields);
        } else if (parameter const *const object = present(Fields.view())) {
            keep_received(inside(*object), chosen.fields);
        }
        field_access::value(field) = std::move(chosen);
    }
    template <bool Required, class... Alternatives>
    void fill(basic_choice_of<Required, Alternatives...> &field)
    {
        if (!(fill_if_there<Alternatives, Alternatives...>(field) || ...) && Required)
            complain(errc::missing_field,
                     *presence<basic_choice_of<Required, Alternatives...>>::missing(from_));
    }
    template <class A, class... All>
    [[nodiscard]] bool fill_if_there(auto &field)
    {
        if (missing_from<A>(from_)) return false;
        (refuse_beside<All, A>(), ...);
        field_access::value(field).emplace(adopt<A>(reading{from_}));
        return true;
    }
    /// A field of another alternative says that the two were not meant to be exclusive, or that someone added it.
    template <class Another, class Chosen>
    void refuse_beside()
    {
        for (std::string_view const name : own_top_names<Another>)
            if (std::ranges::find(own_top_names<Chosen>, name) == own_top_names<Chosen>.end() &&
                present(name))
                complain(errc::conflicting_fields, name);
    }
    void fill(unlisted &field)
    {
        for (std::size_t i = 0; i != from_.size(); i += nested(from_, i).size() + 1) {
            if (std::ranges::find(known_, from_[i].name) != known_.end()) continue;
            if (std::ranges::find(passed_over_, from_[i].name) != passed_over_.end()) continue;
            keep_received(from_.subspan(i, nested(from_, i).size() + 1), field_access::value(field));
        }
    }
    /// Keeps all of these as they came, the first one at the top level.
    static void keep_received(std::span<parameter const> all, std::vector<unlisted_field> &in)
    {
        for (parameter const &p : all)
            in.push_back({std::string{p.name}, std::string{p.text}, p.kind,
                          static_cast<unsigned short>(p.depth - all.front().depth)});
    }

    std::span<parameter const> from_;
    std::span<std::string_view const> passed_over_;
    std::span<std::string_view const> known_;
    std::optional<problem_with> problem_;
};

} // namespace tollgate::inline v0::detail

#endif
