// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_ENCLOSED_HPP
#define TOLLGATE_ENCLOSED_HPP

#include <tollgate/config.hpp>
#include <tollgate/detail/fixed_string.hpp>
#include <tollgate/detail/format/parameter_list.hpp>
#include <tollgate/limits.hpp>
#include <tollgate/wiped_buffer.hpp>

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace tollgate::inline v0 {

/**
 * \brief How a gateway's messages are enclosed: all their fields are a JSON object, which travels as base64 in one field; beside it are the
 * signature and perhaps a constant, such as the signature's version.
 * \details Made by `base64_json` and `base64url_json`, `static constexpr auto enclosed = …;` in provider_traits: it holds for requests,
 * answers and callbacks. A message or callback that is not enclosed says `static constexpr tollgate::enclosed_message enclosed{};`. In a
 * scheme `field<"…">` is the text of that field, or a field inside it, by its name.
 *
 * Of what arrives both alphabets are read, with padding or without. An answer without the field is read as it stands: a refusal, say.
 */
struct enclosed_message {
    std::string_view field{}; ///< That holds the others; empty: nothing is enclosed.
    std::string_view beside{};
    std::string_view text{}; ///< Of `beside`; a message that has another one is refused.
    bool is_url = false;     ///< Sent in base64url without padding.

    [[nodiscard]] constexpr bool is_there() const noexcept { return !field.empty(); }
};

template <fixed_string Field, fixed_string Beside = "", fixed_string Text = "">
inline constexpr enclosed_message base64_json{Field.view(), Beside.view(), Text.view()};
template <fixed_string Field, fixed_string Beside = "", fixed_string Text = "">
inline constexpr enclosed_message base64url_json{Field.view(), Beside.view(), Text.view(), true};

namespace detail {

/// What stands outside, for these fields inside.
TOLLGATE_DECL void enclose(enclosed_message const &how, std::span<parameter const> inside,
                           parameter_list &to);

/// The object's text that a field's text stands for.
[[nodiscard]] TOLLGATE_DECL bool decode_enclosed(std::string_view text, wiped_buffer &to);

/// What arrived, taken apart.
struct opened_enclosure {
    bool is_there = false;
    wiped_buffer text;
    parameter_list inside;
    std::vector<parameter>
        outside; ///< What a signature can be about; everything else beside it is passed over.
};

/// In its place where nothing is enclosed.
struct no_enclosure {};

/// Takes what arrived apart. Nothing is wrong where the field is not there.
/// \param signature the field that carries it
[[nodiscard]] TOLLGATE_DECL std::optional<problem_with>
open_enclosed(enclosed_message const &how, std::string_view signature, std::span<parameter const> arrived,
              body_limits limits, opened_enclosure &to);

} // namespace detail

} // namespace tollgate::inline v0

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/enclosed.ipp>
#endif

#endif
