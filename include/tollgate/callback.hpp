// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_CALLBACK_HPP
#define TOLLGATE_CALLBACK_HPP

#include <tollgate/core/header.hpp>
#include <tollgate/detail/description.hpp>
#include <tollgate/detail/sentences.hpp>
#include <tollgate/detail/verification.hpp>
#include <tollgate/format/json.hpp>
#include <tollgate/format/query.hpp>
#include <tollgate/format/read.hpp>

#include <concepts>
#include <span>
#include <string_view>
#include <tuple>
#include <utility>

namespace tollgate::inline v0 {

namespace detail {
struct verified_maker;
}

/// By what a message is known to come from the gateway.
enum class verification {
    signature,    ///< Its signature, made with the account's key.
    confirmation, ///< The gateway's own answer to a second question.
};

/**
 * \brief A message that is known to come from the gateway.
 * \details Made by \ref receive, and by nothing that a program can write itself. Reading is through `->` and `*`.
 */
template <class T>
class verified {
public:
    [[nodiscard]] T const &operator*() const noexcept { return message_; }
    [[nodiscard]] T const *operator->() const noexcept { return &message_; }

    [[nodiscard]] verification by() const noexcept { return by_; }
    /// Which of the account's keys signed: 0 is the newest, higher ones have been replaced.
    [[nodiscard]] std::size_t key_version() const noexcept { return key_version_; }

private:
    friend struct detail::verified_maker;

    verified(T message, verification by, std::size_t key_version)
        : message_{std::move(message)},
          by_{by},
          key_version_{key_version}
    {
    }

    T message_;
    verification by_;
    std::size_t key_version_;
};

/// Finds the account that a callback is for, by a field of its body. Made by \ref find_by.
template <fixed_string Field, class Find>
struct account_lookup {
    static constexpr std::string_view field = Field.view();
    Find find;
};

/**
 * \brief For several accounts at one address: finds the account by a field of the body.
 * \param find called with the field's text; returns a pointer to the account, or null if there is none
 */
template <fixed_string Field, class Find>
[[nodiscard]] account_lookup<Field, Find> find_by(Find find)
{
    return {std::move(find)};
}

/// Further schemes that a callback's signature may follow; none unless given. Made by \ref accepting.
template <class... Schemes>
struct also_accepted {
    std::tuple<Schemes...> schemes;
};

/// Lets \ref receive also try these schemes, each named in the gateway's header, when the documented one does not match.
template <signing::text_expression... Schemes>
[[nodiscard]] constexpr also_accepted<Schemes...> accepting(Schemes... schemes)
{
    return {{schemes...}};
}

namespace detail {

struct verified_maker {
    template <class T>
    [[nodiscard]] static verified<T> make(T message, verification by, std::size_t key_version)
    {
        return {std::move(message), by, key_version};
    }
};

template <class Account>
[[nodiscard]] Account const *account_for(Account const &account, std::span<parameter const>)
{
    return &account;
}
template <class Account, fixed_string Field, class Find>
[[nodiscard]] Account const *account_for(account_lookup<Field, Find> const &lookup,
                                         std::span<parameter const> received)
{
    parameter const *const by = find(received, lookup.field);
    return by == nullptr ? nullptr : lookup.find(by->text);
}

template <class C>
inline constexpr bool comes_as_form = requires
{
    requires C::also_as_form;
};

/// Whether the body is a form: its header says so or, without one, its first character.
[[nodiscard]] inline bool is_form(std::string_view body, std::span<header const> headers) noexcept
{
    for (header const &h : headers) {
        if (!equal_ignoring_case(h.name, "content-type")) continue;
        constexpr std::string_view form = "application/x-www-form-urlencoded";
        return equal_ignoring_case(h.value.substr(0, form.size()), form);
    }
    std::size_t const first = body.find_first_not_of(" \t\r\n");
    return first != body.npos && body[first] != '{' && body[first] != '[' && body.find('=') != body.npos;
}

template <class Callback>
[[nodiscard]] std::optional<errc> parse_callback(std::string_view body, std::span<header const> headers,
                                                 parameter_list &to)
{
    if (comes_as_form<Callback> && is_form(body, headers)) return parse_query(body, to);
    return parse_json(body, to);
}

/// The documented scheme first, then those that the program accepts besides.
template <class Hash, class Callback, class... Schemes>
[[nodiscard]] checked check_callback_signature(std::span<parameter const> received, secret const &key,
                                               also_accepted<Schemes...> const &besides)
{
    checked verdict = check_signature<Hash>(callback_rule<Callback>, received, key);
    auto const other_scheme = [&](auto const &scheme) {
        if (verdict == checked{errc::signature_mismatch})
            verdict = check_signature<Hash>(callback_rule<Callback>.with(scheme), received, key);
    };
    std::apply([&](auto const &...scheme) { (other_scheme(scheme), ...); }, besides.schemes);
    if (verdict == checked{errc::signature_missing}) return errc::unsigned_callback;
    return verdict;
}

[[nodiscard]] inline error callback_error(errc why, std::string sentence)
{
    return {why, unknown{}, std::move(sentence)};
}

} // namespace detail

/**
 * \brief Takes a callback's bytes and gives the message, if and only if the gateway signed it.
 * \tparam Callback the gateway's callback type, e.g. `cactus::invoice_callback`
 * \param source  the account, or \ref find_by
 * \param body    the bytes as received; every field that arrived takes part in the signature
 * \param headers as received; only `Content-Type` is looked at
 * \param besides \ref accepting, for what a gateway leaves undocumented
 * \par Errors
 * All with the outcome `unknown`:
 * \li an `errc::body_…`, errc::text_after_body, errc::too_many_fields, errc::duplicate_field for a body that cannot be read
 * \li errc::unknown_account if the lookup finds none
 * \li errc::unsigned_callback if there is no signature
 * \li errc::signature_mismatch, _malformed, _wrong_length
 * \li errc::ambiguous_value if the signed text could be another message's
 * \li errc::missing_field, errc::field_not_convertible for a signed message that is not as documented
 * \par Thread safety
 * May be called from several threads.
 */
template <class Callback, class Hash = cryptopp_hash, class Source, class... Schemes>
    requires detail::receivable<Callback, Hash>
[[nodiscard]] result<verified<Callback>> receive(Source const &source, std::string_view body,
                                                 std::span<header const> headers = {},
                                                 also_accepted<Schemes...> besides = {})
{
    using detail::callback_error;
    parameter_list parameters;
    if (auto const why = detail::parse_callback<Callback>(body, headers, parameters))
        return callback_error(*why, detail::sentence_for_body(*why, "callback"));
    std::span<parameter const> const received = std::as_const(parameters).items();

    auto const *const account = detail::account_for<typename Callback::account>(source, received);
    if (account == nullptr)
        return callback_error(errc::unknown_account,
                              "No account is known for this callback; check the lookup.");

    secret const &key = detail::key_of(*account);
    auto const checked = detail::check_callback_signature<Hash, Callback>(received, key, besides);
    if (errc const *const why = std::get_if<errc>(&checked))
        return callback_error(*why, detail::sentence_for_signature(*why, "callback"));

    if (auto const twofold =
            detail::find_ambiguity<Hash, Callback>(detail::callback_rule<Callback>, received))
        return callback_error(twofold->code, detail::sentence_for_field(*twofold, "callback"));

    detail::reading read{received};
    auto message = read.aggregate<Callback>();
    if (auto const &problem = read.problem())
        return callback_error(problem->code, detail::sentence_for_field(*problem, "callback"));
    return detail::verified_maker::make(std::move(message), verification::signature,
                                        std::get<std::size_t>(checked));
}
template <class Callback, class Hash = cryptopp_hash>
    requires(!detail::receivable<Callback, Hash> && detail::check_callback<Callback, Hash>())
void receive(auto const &source, std::string_view body, auto const &...more);

} // namespace tollgate::inline v0

#endif
