// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_MESSAGE_CHECK_SIGNATURE_HPP
#define TOLLGATE_DETAIL_MESSAGE_CHECK_SIGNATURE_HPP

#include <tollgate/config.hpp>
#include <tollgate/detail/description/covered_members.hpp>
#include <tollgate/detail/description/outcome_checks.hpp>
#include <tollgate/detail/error_sentences.hpp>
#include <tollgate/detail/format/reading.hpp>
#include <tollgate/detail/message/account_texts.hpp>
#include <tollgate/keyring.hpp>
#include <tollgate/public_key.hpp>
#include <tollgate/secret.hpp>
#include <tollgate/signing/key_check.hpp>
#include <tollgate/signing/message_listed_fields.hpp>
#include <tollgate/signing/repeated_names.hpp>
#include <tollgate/signing/signature.hpp>
#include <tollgate/signing/split_header.hpp>

#include <boost/container/small_vector.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <variant>
#include <vector>

namespace tollgate::inline v0::detail {

/// Which of the account's keys made the signature (0 is the newest), or why none did.
using checked = std::variant<std::size_t, errc>;

/// The account's keys for a rule that a public key verifies, each with what is wrong with it; one that was left out counts.
/// \param chosen of a keyring, the name of the key that is meant; if it is not given, all of them
template <class Hash, class Message, class Rule>
[[nodiscard]] auto read_gateway_keys(typename Message::account const &account,
                                     [[maybe_unused]] std::optional<std::string> const &chosen = {})
{
    using scheme = signing::public_key_scheme<decltype(Rule::scheme)>;
    using key = typename Hash::template public_key<scheme>;
    std::vector<result<key>> keys;
    auto const read = [&keys](public_key const &texts) {
        for (std::size_t version = 0; version != texts.versions(); ++version)
            keys.push_back(key::from_pem(texts.text(version)));
    };
    if constexpr (by_keyring<Rule>) {
        constexpr std::string_view name =
            signing::find_keyring(signing::shape_of<decltype(Rule::scheme)>).front().after;
        auto const *const ring = static_cast<keyring const *>(
            find_given(field_table_of<typename Message::account>, &account, name, &value_table::is_keyring));
        if (ring != nullptr)
            for (auto const &one : ring->keys())
                if (!chosen || *chosen == one.name) read(one.key);
    } else if (public_key const *const texts = gateway_key_for<Message>(account)) {
        read(*texts);
    } else {
        keys.push_back(key::from_pem({}));
    }
    return keys;
}

/// The name of the key that a message chooses; nothing where its scheme lets it choose none.
[[nodiscard]] inline std::optional<std::string>
name_of_chosen_key(signing::scheme_view scheme, signing::context const &over, digest_table const &digests)
{
    signing::scheme_view const by = signing::find_keyring(scheme);
    if (by.empty()) return std::nullopt;
    wiped_buffer name;
    if (signing::evaluate(part_of(by, 1), over, digests, name)) return std::string{};
    return std::string{name.view()};
}

template <class Keys>
[[nodiscard]] checked which_key_verifies(Keys const &keys, std::string_view text,
                                         std::span<std::string const> signatures)
{
    if (keys.empty()) return errc::unknown_key;
    errc verdict = errc::signature_mismatch;
    for (std::size_t version = 0; version != keys.size(); ++version) {
        auto const &key = keys[version];
        if (!key)
            verdict = errc::invalid_public_key;
        else if (std::ranges::any_of(signatures, [&](std::string const &s) { return key->verify(text, s); }))
            return version;
    }
    return verdict;
}

/// What is said of a signature whose text cannot be made. Where the message is to blame, it may be no more than forged.
[[nodiscard]] constexpr errc verdict_for(errc why) noexcept
{
    switch (why) {
    case errc::invalid_secret:
    case errc::missing_account_field:
    case errc::invalid_account_field:
    case errc::field_not_signed:
    case errc::duplicate_field: return why;
    default: return errc::signature_mismatch;
    }
}

/// The ciphers that a rule's scheme needs, for what arrives and for what a gateway sends; null where it needs none.
template <class Hash>
inline constexpr signing::outside_values only_ciphers{.ciphers = &ciphers_of<Hash>};
template <class Hash, class Rule>
inline constexpr signing::outside_values const *ciphers_for = nullptr;
template <class Hash, class Rule>
    requires uses_cipher<Rule>
inline constexpr signing::outside_values const *ciphers_for<Hash, Rule> = &only_ciphers<Hash>;

/**
 * \brief Checks a signature that is computed again, with each of the account's keys.
 * \details Over everything that arrived, known or not.
 * \tparam Message whose key signs
 */
template <class Hash, class Message, class Rule>
[[nodiscard]] checked check_secret_signature(signing::scheme_view scheme, signing::context over,
                                             typename Message::account const &account)
{
    signing::candidates carried;
    if (auto const why = Rule::read(over, carried)) return *why;
    errc verdict = errc::signature_mismatch;
    for (std::size_t version = 0; version != key_for<Message>(account).versions(); ++version) {
        account_texts const texts = texts_of<Message>(account, shows_account<Rule>, version);
        texts.show_in(over);
        if (version != 0) over.remembered = nullptr; // a set may hold what the key gives
        digest_table const &digests = digests_of<Hash>;
        std::optional<problem_with> why;
        if constexpr (signing::may_lack_secret(signing::shape_of<decltype(Rule::scheme)>))
            why = signing::find_unusable_secret(scheme, over, digests);
        if (!why && signing::verify_one_of(scheme, over, digests, carried, why)) return version;
        if (why) verdict = verdict_for(why->code);
    }
    // What matches is well formed; only of what does not is it worth while to say whether it could have matched.
    if (carried.size() == 1 && (verdict == errc::signature_mismatch || verdict == errc::invalid_secret))
        if (auto const why = signing::malformed(scheme, carried.front())) return *why;
    return verdict;
}

/**
 * \brief Checks a signature that the gateway makes with a key of which the account has the public half.
 * \details The signed text is the same for all keys. A key that cannot be used does not keep others from verifying.
 */
template <class Hash, class Message, class Rule>
[[nodiscard]] checked check_public_key_signature(signing::scheme_view scheme, signing::context over,
                                                 typename Message::account const &account)
{
    digest_table const &digests = digests_of<Hash>;
    signing::candidates carried;
    if (auto const why = Rule::read(over, carried)) return *why;
    account_texts const texts = texts_of<Message>(account, shows_account<Rule>);
    texts.show_in(over);
    if (auto const why = signing::find_unusable_secret(scheme, over, digests)) return verdict_for(why->code);
    boost::container::small_vector<std::string, 2> signatures;
    for (std::string_view const given : carried) {
        wiped_buffer bytes;
        if (signing::read_carried(scheme, over, digests, given, bytes))
            signatures.emplace_back(bytes.view());
        else if (carried.size() == 1)
            return errc::signature_malformed;
    }
    wiped_buffer text;
    if (auto const why = signing::evaluate(signing::text_under_digest(scheme), over, digests, text))
        return verdict_for(why->code);
    auto const keys =
        read_gateway_keys<Hash, Message, Rule>(account, name_of_chosen_key(scheme, over, digests));
    return which_key_verifies(keys, text.view(), signatures);
}

/// Whether there is a signature that another scheme, in another form perhaps, could give.
[[nodiscard]] inline bool is_wrong(checked const &verdict) noexcept
{
    errc const *const why = std::get_if<errc>(&verdict);
    return why != nullptr && (*why == errc::signature_mismatch || *why == errc::signature_malformed ||
                              *why == errc::signature_wrong_length || *why == errc::signature_probe ||
                              *why == errc::field_not_signed);
}

/// Whether a wrong signature begins as those that the gateway makes wrong on purpose.
template <class Message, class Rule>
[[nodiscard]] bool is_probe([[maybe_unused]] signing::context const &over)
{
    using traits = provider_traits<typename Message::account>;
    if constexpr (requires { traits::probes; }) {
        signing::candidates carried;
        return !Rule::read(over, carried) && std::ranges::any_of(carried, [](std::string_view one) {
            return one.starts_with(traits::probes);
        });
    } else {
        return false;
    }
}

/**
 * \brief Checks the signature that a message carries.
 * \tparam Message whose key signs
 * \param scheme  the rule's table
 */
template <class Hash, class Message, class Rule>
[[nodiscard]] checked check_signature(signing::scheme_view scheme, signing::context const &over,
                                      typename Message::account const &account)
{
    if constexpr (is_by_account<Rule>)
        if (any_row(scheme, signing::is_choice)) {
            auto const chosen = scheme_for<Message, Rule>(account, scheme);
            if (any_row(signing::scheme_view{chosen}, signing::is_choice)) return errc::invalid_account_field;
            return check_signature<Hash, Message, Rule>(chosen, over, account);
        }
    if (signing::signs_repeated(scheme, over, digests_of<Hash>)) return errc::duplicate_field;
    if constexpr (uses_cipher<Rule>) {
        if (over.outside == nullptr) {
            signing::context with_ciphers = over;
            with_ciphers.outside = ciphers_for<Hash, Rule>;
            return check_signature<Hash, Message, Rule>(scheme, with_ciphers, account);
        }
    }
    checked found;
    if constexpr (by_public_key<Rule>)
        found = check_public_key_signature<Hash, Message, Rule>(scheme, over, account);
    else
        found = check_secret_signature<Hash, Message, Rule>(scheme, over, account);
    if (is_wrong(found) && is_probe<Message, Rule>(over)) return errc::signature_probe;
    return found;
}

/// What begins a rule's signatures, where the header that is to hold them holds none.
template <class Rule>
[[nodiscard]] std::string_view lacking_start_of([[maybe_unused]] std::span<header const> headers) noexcept
{
    if constexpr (requires { Rule::start; })
        return signing::find_lacking_start({.headers = headers}, Rule::header, Rule::start);
    else
        return {};
}

/// About what \ref check_signature found; about a public key, all that can be said.
template <class Hash, class Message, class Rule>
[[nodiscard]] std::string sentence_for_check(errc code, std::string_view what,
                                             typename Message::account const &account,
                                             std::span<header const> headers)
{
    if constexpr (by_public_key<Rule>)
        if (code == errc::invalid_public_key)
            for (auto const &key : read_gateway_keys<Hash, Message, Rule>(account))
                if (!key) return "The " + std::string{what} + " cannot be verified. " + key.error().message();
    return sentence_for_signature(code, what, carrier_of_signature<Rule>(), lacking_start_of<Rule>(headers));
}

/// The problem with what was received, if its signed text could be another message's.
/// \param over  with the choice of fields that the check of this scheme's signature made, if it was kept
/// \param names those that count
[[nodiscard]] inline std::optional<problem_with> find_ambiguity(signing::scheme_view scheme,
                                                                digest_table const &digests,
                                                                signing::context const &over,
                                                                signing::declared_names const &names)
{
    auto const found = signing::find_ambiguity(signing::text_under_digest(scheme), over, digests, names);
    return found ? std::optional{problem_with{errc::ambiguous_value, *found}} : std::nullopt;
}

/// The problem with a header that could end elsewhere, so that the signed text would be that of another header and body.
[[nodiscard]] inline std::optional<problem_with> find_split_header(signing::scheme_view scheme,
                                                                   signing::context const &over,
                                                                   digest_table const &digests,
                                                                   signing::body_kind kind)
{
    if (!signing::splits_header(signing::text_under_digest(scheme), over, digests, kind)) return std::nullopt;
    return problem_with{errc::ambiguous_value, {}};
}

/// What is wrong with the time at which something was signed.
/// \param by  what reads the time
/// \param now for tests; else the clock is asked
[[nodiscard]] TOLLGATE_DECL std::optional<time_problem>
find_time_problem(signing::scheme_view by, std::chrono::seconds tolerance, signing::context const &over,
                  digest_table const &digests, std::optional<std::chrono::sys_seconds> now);

/// The same of a callback, or of the answer to a message, if it says when it was signed.
template <class Hash, class M>
[[nodiscard]] std::optional<time_problem>
check_time([[maybe_unused]] signing::context const &over,
           [[maybe_unused]] std::optional<std::chrono::sys_seconds> now)
{
    if constexpr (has_signed_at<M>)
        return find_time_problem(signing::table_of(names_signed_at<M>::signed_at.at),
                                 names_signed_at<M>::signed_at.tolerance, over, digests_of<Hash>, now);
    else
        return std::nullopt;
}

/// A required field that the message's own list of signed fields leaves out: anyone could have set it.
[[nodiscard]] inline std::optional<problem_with>
find_unsigned(signing::scheme_view scheme, field_table const &known, std::span<parameter const> fields)
{
    std::optional<problem_with> unsigned_field;
    if (!signing::has_list(scheme)) return unsigned_field;
    auto const look = [&](std::string_view name) {
        if (!signing::is_listed(scheme, fields, name)) unsigned_field = {errc::field_not_signed, name};
    };
    for (field_row const &row : known) {
        bool const is_among_fields = row.travels == place::usual && !row.name.empty();
        if (row.is_required && !row.is_unsigned && is_among_fields) look(row.name);
        if (row.kind != field_kind::alternatives) continue;
        for (std::string_view const name : list_top_names(row)) // whatever of theirs is there
            if (find(fields, name) != nullptr) look(name);
    }
    return unsigned_field;
}

/// How a scheme's value maps write what is no text. Of a scheme without any, everything is as it stands.
class values_under final : public signed_values {
public:
    values_under() = default;
    explicit values_under(signing::scheme_view scheme) { add(scheme); }

    /// Another one that the same signature may follow.
    void add(signing::scheme_view scheme)
    {
        for (signing::row const &r : scheme)
            if (r.what == signing::op::as) maps_.push_back(r.values);
    }

    [[nodiscard]] std::optional<std::string> as_text(parameter const &value,
                                                     std::span<parameter const> inside) const override
    {
        for (signing::erased_value_map const *const map : maps_) {
            auto written = written_by(*map, {{}, value.text, inside, value.kind});
            bool const is_another = written && (is_container(value.kind) || *written != value.text);
            if (is_another && written_by(*map, {.name = {}, .text = *written}) == written) return written;
        }
        return std::nullopt;
    }
    [[nodiscard]] bool may_stand_for(std::string_view text, value_kind kind) const override
    {
        if (kind == value_kind::boolean) return signs_truth_as("true", text) || signs_truth_as("false", text);
        return std::ranges::any_of(maps_, [text](signing::erased_value_map const *map) {
            return map->joins_items && text.find(map->between_names) != text.npos;
        });
    }

private:
    /// Nothing where the value is left to stand, and is no text, or where none is documented.
    [[nodiscard]] static std::optional<std::string> written_by(signing::erased_value_map const &map,
                                                               signing::item const &value)
    {
        wiped_buffer written;
        if (!map.leaves(value))
            return map.write(value, written) ? std::optional{std::string{written.view()}} : std::nullopt;
        return is_container(value.kind) ? std::nullopt : std::optional{std::string{value.text}};
    }

    boost::container::small_vector<signing::erased_value_map const *, 2> maps_; ///< They live for ever.
};

/// The same as \ref read_test_mark, but a test is not clear where another message with the same signature is live: a stranger who
/// writes the mark otherwise must not make a test of a payment.
[[nodiscard]] inline test_mark
read_signed_test_mark(test_rule const &rule, std::span<parameter const> readable, signed_values const &by)
{
    test_mark const mark = read_test_mark(rule, readable);
    if (mark != test_mark::test || rule.field.empty()) return mark;
    parameter const *const found = signing::find_path(readable, rule.field);
    if (found == nullptr) return mark;
    auto const is_live = [&rule](std::string_view text, value_kind kind) {
        parameter const other{.name = rule.field, .text = text, .kind = kind};
        return read_test_mark(rule, {&other, 1}) == test_mark::live;
    };
    auto const written =
        by.as_text(*found, nested(readable, static_cast<std::size_t>(found - readable.data())));
    std::string const text = written.value_or(std::string{found->text});
    bool may_be_live = written && is_live(text, value_kind::text);
    for (std::string_view const truth : {"true", "false"})
        if (by.signs_truth_as(truth, text)) may_be_live = may_be_live || is_live(truth, value_kind::boolean);
    return may_be_live ? test_mark::unclear : mark;
}

} // namespace tollgate::inline v0::detail

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/message/check_signature.ipp>
#endif

#endif
