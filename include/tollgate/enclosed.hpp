// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_ENCLOSED_HPP
#define TOLLGATE_ENCLOSED_HPP

#include <tollgate/config.hpp>
#include <tollgate/detail/fixed_string.hpp>
#include <tollgate/detail/format/parameter_list.hpp>
#include <tollgate/limits.hpp>
#include <tollgate/wiped_buffer.hpp>

#include <array>
#include <concepts>
#include <cstddef>
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
 * scheme `field<"…">` is the text of that field, or a field inside it, by its name. One of several: \ref enclosed_by_account.
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

/// Several ways of enclosing, among which a field of the account chooses: see \ref enclosed_by_account.
template <fixed_string By, std::size_t Count>
struct enclosed_choice {
    std::array<enclosed_message, Count> each;
};
/**
 * \brief Where the account decides which version of a signature its messages have, and the messages say which:
 * `enclosed_by_account<"version">(base64_json<"Params", "Version", "V1">, base64url_json<"Params", "Version", "V2">)`.
 * \details The field is an \ref open_enum, and each of its names the constant beside one of these. What arrives and names another one than
 * the account is refused (errc::another_signature_version): a forger would choose the weakest.
 */
template <fixed_string By, std::same_as<enclosed_message>... Each>
[[nodiscard]] consteval enclosed_choice<By, sizeof...(Each)> enclosed_by_account(Each... each)
{
    return {{each...}};
}

namespace detail {

/// All ways in which a message may be enclosed. Field and name beside it are the same in all.
struct enclosed_forms {
    std::span<enclosed_message const> each{};
    std::string_view by{}; ///< The account's field that chooses; empty where there is nothing to choose.

    /// The one whose constant a text is; null if none is. The only one, if nothing chooses.
    [[nodiscard]] constexpr enclosed_message const *form_for(std::string_view said) const noexcept
    {
        for (enclosed_message const &one : each)
            if (by.empty() || one.text == said) return &one;
        return nullptr;
    }
};

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
open_enclosed(enclosed_forms const &how, std::string_view signature, std::span<parameter const> arrived,
              body_limits limits, opened_enclosure &to);

/// The problem with what arrived if it names another version than the account.
/// \param outside what stands beside the field
[[nodiscard]] TOLLGATE_DECL std::optional<problem_with>
find_other_version(enclosed_forms const &how, std::string_view said, std::span<parameter const> outside);

} // namespace detail

} // namespace tollgate::inline v0

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/enclosed.ipp>
#endif

#endif
