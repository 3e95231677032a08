// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_FORMAT_ROOM_HPP
#define TOLLGATE_FORMAT_ROOM_HPP

#include <tollgate/core/names.hpp>
#include <tollgate/core/secret.hpp>
#include <tollgate/format/text.hpp>

#include <cstddef>
#include <string_view>
#include <variant>

/// \file
/// How much own text lowering an aggregate can need; reserved first, so that no view into it moves.

namespace tollgate::inline v0::detail {

template <aggregate_of_fields M>
[[nodiscard]] std::size_t room_for(M const &message);

template <class T>
[[nodiscard]] std::size_t room_for_value(T const &value)
{
    if constexpr (is_list<T>) {
        std::size_t room = 0;
        for (auto const &element : value)
            room += room_for_value(element);
        return room;
    } else if constexpr (object_value<T>) {
        return room_for(value);
    } else if constexpr (requires { value_text<T>::max_text; }) {
        return value_text<T>::max_text;
    } else {
        return 0;
    }
}

template <fixed_string Name, class T, class... Attributes>
[[nodiscard]] std::size_t room_for_field(required<Name, T, Attributes...> const &f)
{
    return room_for_value(field_access::value(f));
}
template <fixed_string Name, class T, class... Attributes>
[[nodiscard]] std::size_t room_for_field(optional<Name, T, Attributes...> const &f)
{
    auto const &value = field_access::value(f);
    return value ? room_for_value(*value) : 0;
}
template <bool Required, fixed_string Name, fixed_string Fields, class... Alternatives>
[[nodiscard]] std::size_t room_for_field(basic_choice<Required, Name, Fields, Alternatives...> const &f)
{
    return std::visit([](auto const &chosen) { return room_for_value(chosen); }, f.value());
}
template <bool Required, class... Alternatives>
[[nodiscard]] std::size_t room_for_field(basic_choice_of<Required, Alternatives...> const &f)
{
    if (!f.has_value()) return 0;
    return std::visit([](auto const &chosen) { return room_for(chosen); }, f.value());
}
template <fixed_string Name, fixed_string Text>
[[nodiscard]] std::size_t room_for_field(constant<Name, Text> const &)
{
    return 0;
}
[[nodiscard]] inline std::size_t room_for_field(unlisted const &)
{
    return 0;
}

template <aggregate_of_fields M>
[[nodiscard]] std::size_t room_for(M const &message)
{
    return unpack(message,
                  [](auto const &...fields) { return (std::size_t{0} + ... + room_for_field(fields)); });
}

} // namespace tollgate::inline v0::detail

#endif
