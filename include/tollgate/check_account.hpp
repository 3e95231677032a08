// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_CHECK_ACCOUNT_HPP
#define TOLLGATE_CHECK_ACCOUNT_HPP

#include <tollgate/detail/error_sentences.hpp>
#include <tollgate/detail/format/lowering.hpp>
#include <tollgate/detail/format/value_text.hpp>
#include <tollgate/detail/message/amounts.hpp>
#include <tollgate/detail/message/check_signature.hpp>
#include <tollgate/detail/message/header_values.hpp>
#include <tollgate/detail/message/outside_values.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

/// \file
/// Whether an account can be used at all: for a program's start, before the first payer comes.

namespace tollgate::inline v0 {

namespace detail {

/// What has no rules and keys but its gateway's.
template <class Account>
struct nothing_but_of {
    using account = Account;
};

/// How an account is complained about.
[[nodiscard]] inline error account_error(errc why, std::string sentence)
{
    return error{why, not_sent{}, std::move(sentence)}.without_outcome();
}

template <class Hash, class Account>
class account_check {
public:
    explicit account_check(Account const &account) : account_{account} {}

    [[nodiscard]] std::optional<error> &found() noexcept { return found_; }

    /// The account's texts and its currency.
    void fields()
    {
        auto problem = lower(account_).problem;
        if (!problem) problem = amounts_rule_of(account_).problem;
        if (problem) complain(problem->code, sentence_for(*problem));
    }

    /// Where its requests go.
    void host()
    {
        if (auto address = address_of(account_); !address && !found_) found_ = address.error();
    }

    /// All secrets, used or not: whether a text was copied together with what stood around it.
    void secrets()
    {
        auto const look = [this]<class F>(F const &field) {
            if constexpr (is_secret<F>)
                if (auto const *const given = given_value(field)) {
                    copied(*given, F::name);
                    if (field_row_of<F>::row.limits != nullptr)
                        kept_to(*field_row_of<F>::row.limits, *given, F::name);
                }
        };
        unpack(account_, [&look](auto const &...each) { (look(each), ...); });
    }

    /// The keys that a message or callback is signed with.
    template <class M>
    void keys_of()
    {
        if constexpr (has_endpoint<M>) {
            headers_of<M>();
            key<M>(request_rule_of<M>());
            key<M>(response_rule_of<M>());
        } else {
            key<M>(callback_rule_of<M>());
            if constexpr (is_sealed<M>) opening_key(M::sealed);
        }
    }
    /// The headers that requests have from the account.
    template <class M>
    void headers_of()
    {
        header_values made;
        auto const problem =
            add_sent_headers(header_rows_of<M>(), account_table_of<M>, &account_, digests_of<Hash>, made);
        if (problem) complain(problem->code, sentence_for(*problem));
    }
    /// The secret that opens sealed objects, unless it was left out.
    void opening_key(sealed_object const &what)
    {
        auto const *const given = static_cast<secret const *>(
            find_given(field_table_of<Account>, &account_, what.key, &value_table::is_secret));
        for (std::size_t version = 0; given != nullptr && version != given->versions(); ++version)
            if (secret_access::text(*given, version).size() != 32)
                complain(errc::invalid_secret,
                         "The account's secret " + quoted(what.key) +
                             " has not the 32 bytes of a key that opens sealed objects; copy it again, whole "
                             "and without blanks.");
    }
    /// Those of messages and callbacks that name none of their own.
    void keys()
    {
        headers_of<nothing_but_of<Account>>();
        using any = nothing_but_of<Account>;
        key<any>(request_rule_of<any>());
        key<any>(response_rule_of<any>());
        key<any>(callback_rule_of<any>());
    }

private:
    void complain(errc why, std::string sentence)
    {
        if (!found_) found_ = account_error(why, std::move(sentence));
    }

    void copied(secret const &given, std::string_view name)
    {
        for (std::size_t version = 0; version != given.versions(); ++version) {
            std::string_view const text = secret_access::text(given, version);
            if (is_text(text) && was_copied_with_blanks(text))
                complain(
                    errc::invalid_secret,
                    "The account's secret " + quoted(name) +
                        " begins or ends with a blank, a line break or an invisible character, as a file "
                        "that is read whole does; remove it.");
        }
    }
    void kept_to(text_limits const &limits, secret const &given, std::string_view name)
    {
        for (std::size_t version = 0; version != given.versions(); ++version) {
            auto const problem = refuse_text(secret_access::text(given, version), limits, name);
            if (!problem) continue;
            std::string const the = "The account's secret " + quoted(name);
            complain(
                problem->code,
                (problem->code == errc::text_length
                     ? the + " has " + length_text(*problem)
                     : the +
                           " holds a character that this gateway's secrets do not have, which are made of " +
                           quoted(limits.of.named())) +
                    "; copy it again, whole and without blanks.");
        }
    }
    /// Whether a secret is no row of bytes, which may begin and end with any.
    [[nodiscard]] static bool is_text(std::string_view secret) noexcept
    {
        return is_utf8(secret) && std::ranges::none_of(secret, [](char c) {
                   return (c >= '\0' && c < '\t') || (c > '\r' && c < ' ') || c == '\x7F';
               });
    }

    template <class M, class Rule>
    void key(Rule const &rule)
    {
        if constexpr (signs_with_secret<Rule> && has_key<M>) {
            secret_key<M>(rule);
        } else if constexpr (by_keyring<Rule>) {
            check_hash<Hash, Rule>();
            for (auto const &each : read_gateway_keys<Hash, M, Rule>(account_))
                if (!each)
                    complain(errc::invalid_public_key,
                             "A key of the account's " +
                                 quoted(signing::find_keyring(signing::shape_of<decltype(Rule::scheme)>)
                                            .front()
                                            .after) +
                                 ": " + each.error().message());
        } else if constexpr (by_public_key<Rule> && has_gateway_key<M>) {
            check_hash<Hash, Rule>();
            public_key<M>(rule);
        }
        if constexpr (by_private_key<Rule>) {
            check_hash<Hash, Rule>();
            private_keys(signing::shape_of<decltype(Rule::scheme)>);
        }
    }
    /// Each private key that signs, and was not left out.
    void private_keys(signing::scheme_view scheme)
    {
        for (signing::row const &r : scheme) {
            if (r.what != signing::op::private_key) continue;
            private_key const *const given = private_key_named<Account>(&account_, r.text);
            auto const make = signing_functions_of<Hash>[static_cast<std::size_t>(r.digest)];
            if (given != nullptr && make(private_key_access::der(*given)) == nullptr)
                complain(
                    errc::invalid_private_key,
                    "The account's " + quoted(r.text) +
                        ": its halves do not belong together; give the private key whose public half the "
                        "gateway has.");
        }
    }
    template <class M, class Rule>
    void secret_key(Rule const &rule)
    {
        secret const &used = key_for<M>(account_);
        for (std::size_t version = 0; version != used.versions(); ++version) {
            account_texts const texts = texts_of<M>(account_, shows_account<Rule>, version);
            signing::context over{};
            texts.show_in(over);
            auto const why = signing::find_unusable_secret<Hash>(rule.scheme, over);
            if (why && why->code == errc::invalid_account_field)
                complain(why->code,
                         "The account's " + quoted(why->name) +
                             " is none of those that this gateway's description knows; correct it.");
            else if (why && !why->name.empty())
                complain(errc::invalid_secret, "The account leaves out the secret " + quoted(why->name) +
                                                   ", which this gateway's signatures need; give it.");
            else if (why)
                complain(errc::invalid_secret,
                         "The account's secret " + quoted(name_of_secret(used)) +
                             " is not in the form that this gateway gives out; copy it again, whole and "
                             "without blanks.");
        }
    }
    template <class M, class Rule>
    void public_key(Rule const &)
    {
        if (gateway_key_for<M>(account_) == nullptr) return; // left out, as it may be
        for (auto const &each : read_gateway_keys<Hash, M, Rule>(account_))
            if (!each)
                complain(errc::invalid_public_key,
                         "The account's " + quoted(name_of_public_key<M>()) + ": " + each.error().message());
    }

    [[nodiscard]] std::string_view name_of_secret(secret const &used) const
    {
        std::string_view name;
        auto const look = [&]<class F>(F const &field) {
            if constexpr (is_secret<F>)
                if (given_value(field) == &used) name = F::name;
        };
        unpack(account_, [&look](auto const &...each) { (look(each), ...); });
        return name;
    }
    template <class M>
    [[nodiscard]] static constexpr std::string_view name_of_public_key()
    {
        for (field_row const &row : field_table_of<Account>)
            if (is_gateway_key(row, key_names_of<M>)) return row.name;
        return {};
    }

    Account const &account_;
    std::optional<error> found_;
};

} // namespace detail

/**
 * \brief Whether an account can be used, as far as that can be known without asking the gateway.
 * \details To be called when a program starts, so that what is wrong with a setting is not found at the first payer: looks at each
 * field as \ref make_request and \ref receive would, those that only some messages use included. Sends nothing.
 *
 *     tollgate::check(account).value();
 * \tparam Hash     the hash policy
 * \tparam Messages messages and callbacks that name keys or schemes of their own, to be looked at besides their gateway's:
 * `check<tollgate::cryptopp_hash, shop::refund>(account)`
 * \par Errors
 * The first that is found, which names its field; without an outcome:
 * \li errc::empty_value, errc::control_character, errc::value_not_utf8
 * \li errc::unknown_currency if the field that says what its amounts are in holds no active ISO 4217 code
 * \li errc::invalid_account_field if a field that chooses pieces of the signatures' scheme says what none of them is for
 * \li errc::unknown_environment, errc::missing_account_field, errc::invalid_address if it names none of its gateway's environments, or
 * leaves out what its host is made of, or has it otherwise than in letters, digits and `-`
 * \li errc::invalid_secret if a secret, or one that it replaces, does not decode as the scheme says, or is a text with blanks or line
 * breaks around it, as for `secret::from_text`. A PEM text may end in a line break; bytes that are no text may be any.
 * \li errc::text_length, errc::text_character if a text or a secret, or one that it replaces, is not what the description says that
 * the gateway takes
 * \li errc::invalid_public_key if a public key cannot be used
 * \li errc::invalid_private_key if the halves of a private key do not belong together
 */
template <class Hash = cryptopp_hash, class... Messages, account Account>
    requires hash_policy<Hash> && (... && std::same_as<typename Messages::account, Account>)
[[nodiscard]] result<void> check(Account const &account)
{
    detail::account_check<Hash, Account> search{account};
    search.fields();
    search.host();
    search.keys();
    search.secrets();
    (search.template keys_of<Messages>(), ...);
    if (search.found()) return *std::move(search.found());
    return {};
}

} // namespace tollgate::inline v0

#endif
