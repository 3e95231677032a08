// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_FORMAT_JSON_HPP
#define TOLLGATE_DETAIL_FORMAT_JSON_HPP

#include <tollgate/config.hpp>
#include <tollgate/detail/format/eight_bytes.hpp>
#include <tollgate/detail/format/parameter_list.hpp>
#include <tollgate/detail/text_writer.hpp>
#include <tollgate/limits.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace tollgate::inline v0 {

namespace detail {

inline constexpr auto marks_escaped = [](std::uint64_t eight) noexcept {
    using namespace eight_bytes;
    return below<' '>(eight) | equal_to<'"'>(eight) | equal_to<'\\'>(eight);
};

/// Appends a text in quotation marks; each character that JSON does not take as it is becomes what `escape(c, out)` writes.
TOLLGATE_DECL void append_json_string(std::string_view text, text_writer &out,
                                      void (*escape)(char, text_writer &));
TOLLGATE_DECL void append_unicode_escape(char c, text_writer &out);
TOLLGATE_DECL void append_escaped(char c, text_writer &out);

/// The code unit of an escape `\uXXXX` at this place, if one stands there.
[[nodiscard]] TOLLGATE_DECL std::optional<unsigned> escaped_unit(std::string_view text,
                                                                 std::size_t at) noexcept;

/// How long JSON of these is, but for what is escaped.
[[nodiscard]] TOLLGATE_DECL std::size_t likely_in_json(std::span<parameter const> items) noexcept;

/// What \ref write_json writes.
[[nodiscard]] TOLLGATE_DECL std::string json_of(std::span<parameter const> items);

} // namespace detail

/// Writes the parameters as one JSON object, in their order.
TOLLGATE_DECL void write_json(std::span<parameter const> items, detail::text_writer &out);
/// Writes the list alone that is the only parameter.
TOLLGATE_DECL void write_json_list(std::span<parameter const> list, detail::text_writer &out);

/**
 * \brief Reads a JSON object into flat parameters; numbers keep their source text, strings are decoded.
 * \details Texts are shown where they stand in the body as long as they can be: it must outlive the list's use.
 * \details Strict RFC 8259: no comments, no trailing commas, nothing after the object. A byte order mark before it is passed
 * over, and half a surrogate pair is read as U+FFFD.
 * \param to        empty
 * \param malformed what becomes of texts that are not UTF-8; outside of texts, and before a backslash, which may be half of a
 *                  character in another encoding, such bytes are always refused
 * \param repeated  what becomes of a name that stands twice in one object
 * \param list_name what a list is called that stands in place of the object, and is read as its only member; empty: it is refused
 */
[[nodiscard]] TOLLGATE_DECL std::optional<errc>
parse_json(std::string_view body, parameter_list &to, body_limits limits = {},
           malformed_texts malformed = malformed_texts::refused,
           repeated_names repeated = repeated_names::refused, std::string_view list_name = {});

} // namespace tollgate::inline v0

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/format/json.ipp>
#endif

#endif
