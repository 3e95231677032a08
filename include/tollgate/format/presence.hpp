// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_FORMAT_PRESENCE_HPP
#define TOLLGATE_FORMAT_PRESENCE_HPP

#include <tollgate/core/names.hpp>
#include <tollgate/format/parameter.hpp>

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

} // namespace tollgate::inline v0::detail

#endif
