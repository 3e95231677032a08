// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_CALLBACK_HPP
#define TOLLGATE_CALLBACK_HPP

#include <tollgate/callback/receive_options.hpp>
#include <tollgate/callback/verified.hpp>
#include <tollgate/detail/callback/receiving.hpp>
#include <tollgate/detail/description/checks.hpp>
#include <tollgate/detail/format/lowering.hpp>
#include <tollgate/header.hpp>

#include <algorithm>
#include <concepts>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace tollgate::inline v0 {

/**
 * \brief Whether a callback that \ref receive refused must be acknowledged all the same, without being acted on.
 * \details A genuine test message, or one that nobody signs about an event that the program cannot ask about: the gateway would send it
 * again and again. Everything else that was refused is not to be acknowledged.
 */
[[nodiscard]] inline bool is_to_acknowledge(error const &why) noexcept
{
    return why.code() == errc::test_message || why.code() == errc::undescribed_event;
}

/**
 * \brief Takes a callback's bytes and gives the message, if and only if the gateway signed it.
 * \tparam Callback the gateway's callback type, e.g. `cactus::invoice_callback`
 * \param source  the account, or \ref find_by
 * \param body    the bytes as received; every field that arrived takes part in the signature, as far as the scheme says
 * \param headers as received; what the scheme and the callback's fields name is looked at, and `Content-Type` and
 *                `Content-Encoding` where the body cannot be read
 * \param options in any order, each at most once: \ref accepting, for what a gateway leaves undocumented; \ref with_tests,
 *                to be given test messages too; \ref body_limits, how much of the body is read; \ref moment, for tests: the
 *                time by which a signed timestamp is judged
 * \par Errors
 * None has an outcome, because nothing was to be sent (`error::has_outcome`):
 * \li an `errc::body_…`, errc::text_after_body, errc::too_many_fields for a body that cannot be read; errc::body_encoded for one
 * that is compressed
 * \li errc::unknown_account if the lookup finds none
 * \li errc::unsigned_callback if there is no signature, or none that covers a field; `error::unsigned_callback()` is for
 * `client::confirm`. Of a callback that is `never_signed` this is all that is given
 * \li errc::undescribed_event of such a callback if it is of a type of event that no question is described for; \ref is_to_acknowledge
 * \li errc::signature_mismatch, _malformed, _wrong_length
 * \li errc::duplicate_field if the signature's header, one that the scheme names, or one that is read as a field, came twice, if a
 * name stands twice among the fields that are signed one by one, or is that of a required field, or a field came whose name the
 * scheme's `plus` gives to what is not sent
 * \li errc::invalid_secret if the account leaves out a secret that the scheme names, or its secret does not decode as the scheme says
 * \li errc::missing_account_field if the account leaves out another of its fields that the scheme names; errc::invalid_account_field if it
 * says what none of the pieces among which it chooses is for
 * \li errc::another_signature_version if the callback names another version of its signature than the account
 * \li errc::invalid_public_key if the account's public key is none for the scheme, and no other of its keys verifies
 * \li errc::timestamp_malformed, errc::timestamp_out_of_range where callbacks say when they were signed
 * \li errc::ambiguous_value if the signed text could be another message's, under this or another scheme of \ref accepting
 * \li errc::field_not_signed if the callback's own list of signed fields leaves out a required one, the secret's place, or the
 * mark of a test, and without that mark the callback would be taken for something else
 * \li errc::test_message for a genuine message by which the gateway only tests, unless \ref with_tests is given;
 * \ref is_to_acknowledge
 * \li errc::account_mismatch for a genuine message about another account with the same key: a field that callback and account
 * both declare, such as a project's number, differs; the currency that `amounts_in` names is compared ignoring case
 * \li errc::missing_field, errc::field_not_convertible for a signed message whose required fields, or those of its
 * `identity`, are not as documented (an optional one is left out, and `unreadable()`, unless another message with the same signature
 * would have a value there), and for one whose
 * \ref test_rule knows neither that it is live nor that it is a test
 * \par Thread safety
 * May be called from several threads.
 */
template <class Callback, class Hash = cryptopp_hash, class Source, class... Options>
    requires(detail::receivable<Callback, Hash> && !detail::has_items<Callback> &&
             detail::are_receive_options<Callback, Options...>)
[[nodiscard]] result<verified<Callback>> receive(Source const &source, std::string_view body,
                                                 std::span<header const> headers = {},
                                                 Options const &...options)
{
    typename Callback::account const *account = nullptr;
    return detail::receive_with<Callback, Hash>(source, body, headers,
                                                detail::options_from<detail::receive_options>(options...),
                                                detail::schemes_in(options...), account);
}
template <class Callback, class Hash = cryptopp_hash>
    requires(!detail::receivable<Callback, Hash> && detail::check_callback<Callback, Hash>())
result<verified<Callback>> receive(auto const &source, std::string_view body, auto const &...more);
/// \cond
template <
    class Callback, class Hash = cryptopp_hash, class... Options,
    class Reason = problem::give_each_option_by_its_name_and_once_moment_accepting_with_tests_body_limits>
    requires(detail::receivable<Callback, Hash> && !detail::are_receive_options<Callback, Options...>)
result<verified<Callback>> receive(auto const &source, std::string_view body, std::span<header const> headers,
                                   Options const &...options) = delete;
template <class Callback, class Hash = cryptopp_hash, class... Options,
          class Reason = problem::this_callback_holds_several_items_so_write_receive_each>
    requires(detail::receivable<Callback, Hash> && detail::has_items<Callback>)
result<verified<Callback>> receive(auto const &source, std::string_view body, std::span<header const> headers,
                                   Options const &...options) = delete;
/// \endcond

/**
 * \brief Takes the bytes of a callback with several items and gives those, each if and only if the gateway signed it.
 * \details As \ref receive for each item, with the same options: a forged one does not keep the others from being read. What an item's
 * `verified<…>::received()` gives is its own fields, as JSON.
 * \tparam Callback one item, which says as `items` where they stand
 * \return the items in their order, at least one
 * \par Errors
 * Without an outcome, and of the whole: an `errc::body_…` for a body that cannot be read; errc::missing_field,
 * errc::field_not_convertible, errc::duplicate_field where the items do not stand once where the description says, or where there is
 * none. Of each item: those of \ref receive.
 * \par Thread safety
 * May be called from several threads.
 */
template <class Callback, class Hash = cryptopp_hash, class Source, class... Options>
    requires(detail::receivable<Callback, Hash> && detail::has_items<Callback> &&
             detail::are_receive_options<Callback, Options...>)
[[nodiscard]] result<std::vector<result<verified<Callback>>>>
receive_each(Source const &source, std::string_view body, std::span<header const> headers = {},
             Options const &...options)
{
    auto received = detail::receive_items<Callback, Hash>(
        source, body, headers, detail::options_from<detail::receive_options>(options...),
        detail::schemes_in(options...));
    if (received.has_error()) return received.error();
    std::vector<result<verified<Callback>>> items;
    items.reserve(received->size());
    for (auto &each : *received)
        items.push_back(std::move(each.received));
    return items;
}
template <class Callback, class Hash = cryptopp_hash>
    requires(!detail::receivable<Callback, Hash> && detail::check_callback<Callback, Hash>())
result<std::vector<result<verified<Callback>>>> receive_each(auto const &source, std::string_view body,
                                                             auto const &...more);

/// An acknowledgement, ready to be sent.
struct callback_answer {
    unsigned status = 200;
    std::string content_type = "application/json";
    std::string body{};
};

namespace detail {

/// Whether a callback declares all fields that a text of fields names.
[[nodiscard]] constexpr bool declares_fields(std::span<std::string_view const> declared,
                                             signing::scheme_view text)
{
    for (signing::row const &r : text)
        if (r.what == signing::op::field && !holds_name(declared, r.text)) return false;
    return true;
}
template <class C, class X>
inline constexpr bool declares_fields_of = declares_fields(top_names<C>, signing::shape_of<X>);

template <class Hash, class C>
[[nodiscard]] std::string acknowledging_text(auto const &text_of_fields, C const &callback)
{
    constexpr bool declares_all = declares_fields_of<C, std::remove_cvref_t<decltype(text_of_fields)>>;
    static_assert(declares_all,
                  "tollgate: an acknowledgement must name fields that the callback declares: add the "
                  "missing `required<...>`, or declare `acknowledged` in the callback "
                  "[tollgate.callback.acknowledged]");
    lowered const fields = lower(callback);
    wiped_buffer text;
    if (signing::evaluate<Hash>(text_of_fields, {.fields = fields.items()}, text)) return {};
    return std::string{text.view()};
}

/// For what was not handed to the program: no field of it is repeated.
template <class Callback>
[[nodiscard]] callback_answer acknowledgement_without_fields()
{
    constexpr auto answer = acknowledgement_of<Callback>();
    callback_answer given{answer.status, std::string{answer.content_type}};
    if constexpr (std::convertible_to<decltype(answer), acknowledgement>) given.body = answer.body;
    return given;
}

} // namespace detail

/**
 * \brief What the gateway must get back for a callback, or it sends it again. Pure: nothing is sent.
 * \details For programs with a web server of their own; \ref basic_listener answers so by itself.
 */
template <class Callback, class Hash = cryptopp_hash>
[[nodiscard]] callback_answer acknowledgement_for(verified<Callback> const &received)
{
    constexpr auto answer = detail::acknowledgement_of<Callback>();
    if constexpr (std::convertible_to<decltype(answer), acknowledgement>) {
        static_cast<void>(received);
        return {answer.status, std::string{answer.content_type}, std::string{answer.body}};
    } else {
        return {answer.status, std::string{answer.content_type},
                detail::acknowledging_text<Hash>(answer.body, *received)};
    }
}

} // namespace tollgate::inline v0

#endif
