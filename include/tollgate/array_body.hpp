// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_ARRAY_BODY_HPP
#define TOLLGATE_ARRAY_BODY_HPP

#include <tollgate/field.hpp>

#include <vector>

namespace tollgate::inline v0 {

/**
 * \brief A body that is a JSON list instead of an object: `array_body<"ops", patch> changes;`
 * \details The only field of its message that stands in the body. An empty list is sent as `[]`.
 * \tparam Name by which schemes and errors know it; it is not sent
 */
template <fixed_string Name, class T, class... Attributes>
using array_body = required<Name, std::vector<T>, whole_body, Attributes...>;

/// An answer that is a JSON list: `using response = list_of<payment>;`
template <class T>
struct list_of {
    array_body<"items", T> items;
};

} // namespace tollgate::inline v0

#endif
