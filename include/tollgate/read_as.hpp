// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_READ_AS_HPP
#define TOLLGATE_READ_AS_HPP

#include <tollgate/detail/error_sentences.hpp>
#include <tollgate/detail/format/json.hpp>
#include <tollgate/detail/format/reading.hpp>
#include <tollgate/error.hpp>
#include <tollgate/limits.hpp>
#include <tollgate/message.hpp>

#include <string_view>
#include <utility>

namespace tollgate::inline v0 {

/**
 * \brief Reads a JSON object as an aggregate of fields, as \ref receive and \ref read_response do: a part of a message that a program
 * keeps as text, or opened itself.
 * \details Nobody's signature is looked at: it says nothing of where the text comes from.
 * \par Errors
 * Without an outcome:
 * \li an `errc::body_…` for a text that is no JSON object, or beyond the limits; errc::duplicate_field for a name that stands twice
 * \li errc::missing_field, errc::field_not_convertible, errc::conflicting_fields
 */
template <aggregate_of_fields T>
[[nodiscard]] result<T> read_as(std::string_view json, body_limits limits = {})
{
    parameter_list parameters;
    if (auto const why = parse_json(json, parameters, limits))
        return error{*why, unknown{}, detail::sentence_for_body(*why, "text")}.without_outcome();
    detail::reading read{std::as_const(parameters).items()};
    T value = read.template aggregate<T>();
    if (auto const &problem = read.problem())
        return error{problem->code, unknown{}, detail::sentence_for_field(*problem, "text")}
            .without_outcome();
    return value;
}

} // namespace tollgate::inline v0

#endif
