// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_FORMAT_PRESENCE_HPP
#define TOLLGATE_DETAIL_FORMAT_PRESENCE_HPP

#include <tollgate/detail/format/parameter_list.hpp>
#include <tollgate/detail/names.hpp>

#include <array>
#include <optional>
#include <span>
#include <string_view>

/// \file
/// Which of an aggregate's required fields are there, before any is read.

namespace tollgate::inline v0::detail {

/// The parameter of this name, unless it is `null`.
[[nodiscard]] inline parameter const *find_present(std::span<parameter const> in, std::string_view name)
{
    parameter const *const found = find(in, name);
    return found != nullptr && found->kind != value_kind::null ? found : nullptr;
}

/// The required field of an aggregate that is not among these, if one is missing.
template <class M>
[[nodiscard]] std::optional<std::string_view> missing_from(std::span<parameter const> given);

template <class Field>
struct presence {
    static std::optional<std::string_view> missing(std::span<parameter const> given)
    {
        if constexpr (Field::is_required) {
            for (std::string_view const name : names_of<Field>)
                if (find_present(given, name) != nullptr) return std::nullopt;
            return Field::name;
        }
        return std::nullopt;
    }
};
template <bool Required, fixed_string Name, fixed_string Fields, class... Alternatives>
struct presence<basic_choice<Required, Name, Fields, Alternatives...>> {
    static std::optional<std::string_view> missing(std::span<parameter const> given)
    {
        if (!Required || find_present(given, Name.view()) != nullptr) return std::nullopt;
        return Name.view();
    }
};
template <fixed_string Name, fixed_string Text>
struct presence<constant<Name, Text>> {
    static std::optional<std::string_view> missing(std::span<parameter const> given)
    {
        parameter const *const found = find_present(given, Name.view());
        if (found != nullptr && found->text == Text.view()) return std::nullopt;
        return Name.view();
    }
};
template <bool Required, class... Alternatives>
struct presence<basic_choice_of<Required, Alternatives...>> {
    static std::optional<std::string_view> missing(std::span<parameter const> given)
    {
        if (!Required) return std::nullopt;
        std::array const lacks{missing_from<Alternatives>(given)...};
        for (auto const &lack : lacks)
            if (!lack) return std::nullopt;
        return lacks.front();
    }
};

template <class M>
std::optional<std::string_view> missing_from(std::span<parameter const> given)
{
    return [given]<class... F>(field_list<F...>) {
        std::optional<std::string_view> missing;
        static_cast<void>((false || ... || (missing = presence<F>::missing(given)).has_value()));
        return missing;
    }(fields_of<M>{});
}

/// What the constants in an aggregate, those inside its objects too, say of what arrived.
enum class declared_texts {
    none,  ///< It has none.
    there, ///< All are there: it is this aggregate that arrived.
    other, ///< One is absent or has another text: it is not.
    twice, ///< The name of one stands twice, so nobody can say which aggregate it is.
};

[[nodiscard]] constexpr declared_texts operator&(declared_texts a, declared_texts b) noexcept
{
    return a > b ? a : b;
}

template <class M>
[[nodiscard]] declared_texts declared_texts_in(std::span<parameter const> given);

template <class Field>
struct declared_text {
    static declared_texts in(std::span<parameter const>) { return declared_texts::none; }
};
template <fixed_string Name, fixed_string Text>
struct declared_text<constant<Name, Text>> {
    static declared_texts in(std::span<parameter const> given)
    {
        parameter const *const found = find(given, Name.view());
        if (found != nullptr && found->repeated) return declared_texts::twice;
        bool const is_there = !presence<constant<Name, Text>>::missing(given);
        return is_there ? declared_texts::there : declared_texts::other;
    }
};
template <class Field>
    requires object_value<typename Field::value_type>
struct declared_text<Field> {
    static declared_texts in(std::span<parameter const> given)
    {
        parameter const *const object = find_present(given, Field::name);
        if (object == nullptr || object->kind != value_kind::object) return declared_texts::none;
        auto const at = static_cast<std::size_t>(object - given.data());
        return declared_texts_in<typename Field::value_type>(nested(given, at));
    }
};

template <class M>
declared_texts declared_texts_in(std::span<parameter const> given)
{
    return [given]<class... F>(field_list<F...>) {
        return (declared_texts::none & ... & declared_text<F>::in(given));
    }(fields_of<M>{});
}

} // namespace tollgate::inline v0::detail

#endif
