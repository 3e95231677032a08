// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_CALLBACK_RECEIVING_HPP
#define TOLLGATE_DETAIL_CALLBACK_RECEIVING_HPP

#include <tollgate/callback/receive_options.hpp>
#include <tollgate/callback/verified.hpp>
#include <tollgate/detail/description/checks.hpp>
#include <tollgate/detail/error_sentences.hpp>
#include <tollgate/detail/format/json.hpp>
#include <tollgate/detail/format/lowering.hpp>
#include <tollgate/detail/format/query.hpp>
#include <tollgate/detail/format/reading.hpp>
#include <tollgate/detail/message/account_echo.hpp>
#include <tollgate/detail/message/check_signature.hpp>
#include <tollgate/detail/message/covered_fields.hpp>
#include <tollgate/detail/saturating_time.hpp>
#include <tollgate/header.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

/// \file
/// What is done with a callback's bytes until it is known whether the gateway signed them, and what they say.

namespace tollgate::inline v0::detail {

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
    return by == nullptr || by->malformed || by->repeated ? nullptr : lookup.find(by->text);
}

/// Whether a message's Content-Type is of this type, whatever its parameters are.
[[nodiscard]] inline bool has_content_type(std::span<header const> headers, std::string_view type) noexcept
{
    return std::ranges::any_of(headers, [type](header const &h) {
        return equal_ignoring_case(h.name, "content-type") &&
               equal_ignoring_case(h.value.substr(0, type.size()), type);
    });
}
inline constexpr std::string_view form_type = "application/x-www-form-urlencoded";
inline constexpr std::string_view json_type = "application/json";
/// The type of a callback's body, of one that is written here.
template <class C>
inline constexpr std::string_view written_type = comes_only_as_form<C> ? form_type : json_type;
inline constexpr std::string_view parts_type = "multipart/form-data";

/// Whether a body that may be JSON or a form is a form. The body itself decides, for senders get their headers from
/// their HTTP client's defaults; only of one that looks like neither the header is asked.
[[nodiscard]] inline bool is_form(std::string_view body, std::span<header const> headers) noexcept
{
    body = without_byte_order_mark(body);
    std::size_t const first = body.find_first_not_of(" \t\r\n");
    if (first != body.npos && (body[first] == '{' || body[first] == '[')) return false;
    // These are encoded in a form's names.
    bool const begins_like_one = first != body.npos && body[first] != '<' && body[first] != '"';
    return (begins_like_one && body.find('=') != body.npos) || has_content_type(headers, form_type);
}

/// Whether a body's bytes are compressed: as its headers say or, where a web server took them away, by the mark of gzip. Text
/// is not, whatever is said of it.
[[nodiscard]] inline bool is_compressed(std::string_view body, std::span<header const> headers) noexcept
{
    bool const is_said = std::ranges::any_of(headers, [](header const &h) {
        return equal_ignoring_case(h.name, "content-encoding") && names_compression(h.value);
    });
    return (is_said || body.starts_with("\x1F\x8B")) && !is_utf8(body);
}

/// A body that is not looked into: the body and the headers, in lower case, are the fields.
template <class Callback>
[[nodiscard]] std::optional<errc> read_opaque(std::string_view body, std::span<header const> headers,
                                              parameter_list &to, body_limits limits)
{
    if (body.size() > limits.size) return errc::body_too_large;
    to.add({.name = "body", .text = body}); // before a header of that name, which nobody signed
    for (header const &h : headers) {
        auto const in_lower_case = [&h](char *out) {
            return std::ranges::transform(h.name, out, to_lower).out;
        };
        to.add({.name = to.texts().keep_written(h.name.size(), in_lower_case), .text = h.value});
    }
    for (std::string_view const name : top_names<Callback>) {
        auto const has_name = [name](header const &h) { return equal_ignoring_case(h.name, name); };
        if (name != "body" && std::ranges::count_if(headers, has_name) > 1) return errc::duplicate_field;
    }
    return std::nullopt;
}

template <class Callback>
[[nodiscard]] std::optional<errc> parse_callback(std::string_view body, std::span<header const> headers,
                                                 parameter_list &to, body_limits limits = {})
{
    if constexpr (is_opaque<Callback>) return read_opaque<Callback>(body, headers, to, limits);
    // Its first lines would pass for a pair of a form.
    if ((comes_as_form<Callback> || comes_only_as_form<Callback>) && body.starts_with("--") &&
        has_content_type(headers, parts_type))
        return errc::body_not_form;
    if (comes_only_as_form<Callback> || (comes_as_form<Callback> && is_form(body, headers))) {
        if (is_compressed(body, headers)) return errc::body_encoded; // its bytes may pass for a pair
        return parse_form(body, to, limits, malformed_texts::marked, repeated_names::marked);
    }
    return parse_json(body, to, limits, malformed_texts::marked, repeated_names::marked);
}

/// Why a signature that is right does not say what was signed.
template <class Callback>
[[nodiscard]] std::optional<problem_with>
find_unclear(signing::scheme_view scheme, signing::context const &over, digest_table const &digests)
{
    if (auto const twofold = find_ambiguity(scheme, digests, over, declared<Callback>())) return twofold;
    if (auto const split = find_split_header(scheme, over, digests, body_kind_of<Callback>)) return split;
    return find_unsigned(scheme, field_table_of<Callback>, over.fields);
}

/// What a callback's signature says.
struct callback_verdict {
    checked signature;
    std::optional<problem_with> unclear{}; ///< Of a right signature.
    std::span<parameter const> readable{}; ///< What a right signature covers, and what is read without one.
    values_under values{};                 ///< How a right signature covers them.
};

/// \param whole the rule's table
/// \param kept where the readable part is copied to, if it is less than everything
template <class Hash, class Callback, class Rule>
[[nodiscard]] callback_verdict judge_callback(signing::scheme_view whole, signing::context const &over,
                                              typename Callback::account const &account,
                                              std::vector<parameter> &kept)
{
    auto const scheme = scheme_for<Callback, Rule>(account, whole);
    callback_verdict verdict{.signature = check_signature<Hash, Callback, Rule>(scheme, over, account)};
    if (std::holds_alternative<errc>(verdict.signature)) return verdict;
    verdict.unclear = find_unclear<Callback>(scheme, over, digests_of<Hash>);
    if (verdict.unclear) return verdict;
    if constexpr (is_enclosed<Callback>) {
        verdict.readable = over.placed; // the signature covers the text that holds them
        return verdict;
    }
    verdict.readable = readable_of<Hash, Callback, Rule>(scheme, over, kept);
    verdict.values = values_under{scheme};
    // A list that names not the mark of a test leaves it unsigned, and what is not signed is not read: then a test would
    // count as a payment. Values that a scheme never signs are no marks at all.
    static constexpr test_rule tests = own_test_rule_of<Callback>();
    if (signing::has_list(scheme) &&
        read_test_mark(tests, verdict.readable) != read_test_mark(tests, over.fields))
        verdict.unclear = {errc::field_not_signed, tests.field};
    return verdict;
}

/// The documented scheme first, then those that the program accepts besides.
template <class Hash, class Callback, class... Schemes>
[[nodiscard]] callback_verdict
judge_callback_by_any(signing::context const &over, typename Callback::account const &account,
                      std::tuple<Schemes...> const &besides, std::vector<parameter> &kept)
{
    (check_coverage<Callback, Schemes>(), ...);
    constexpr auto const &rule = callback_rule<Callback>;
    callback_verdict verdict = judge_callback<Hash, Callback, callback_rule_t<Callback>>(
        callback_table<Callback>, over, account, kept);
    signing::context another = over; // what was chosen is of the documented scheme
    another.remembered = nullptr;
    auto const other_scheme = [&](auto const &scheme) {
        using other_rule = decltype(rule.with(scheme));
        check_scheme<Callback, other_rule, rule_of::callback>();
        if (!is_wrong(verdict.signature)) return;
        callback_verdict const other =
            judge_callback<Hash, Callback, other_rule>(signing::table_of(scheme), another, account, kept);
        if (!is_wrong(other.signature)) verdict = other;
    };
    std::apply([&](auto const &...scheme) { (other_scheme(scheme), ...); }, besides);
    // Under one digest and key, two schemes can give two messages one text: what any of them could read as another field is refused.
    [[maybe_unused]] auto const find_twofold = [&](signing::scheme_view scheme) {
        verdict.values.add(scheme);
        if (!verdict.unclear)
            verdict.unclear = find_ambiguity(scheme, digests_of<Hash>, another, declared<Callback>());
    };
    if constexpr (sizeof...(Schemes) != 0)
        if (std::holds_alternative<std::size_t>(verdict.signature)) {
            find_twofold(scheme_for<Callback, callback_rule_t<Callback>>(account, callback_table<Callback>));
            auto const look = [&](auto const &scheme) {
                find_twofold(
                    scheme_for<Callback, decltype(rule.with(scheme))>(account, signing::table_of(scheme)));
            };
            std::apply([&](auto const &...scheme) { (look(scheme), ...); }, besides);
        }
    // One that must be asked about anyway is asked about only if its signature is right.
    if (verdict.signature == checked{errc::signature_missing} && !is_only_confirmed<Callback>)
        verdict.signature = errc::unsigned_callback;
    return verdict;
}

template <class T>
inline constexpr bool is_variant = false;
template <class... Alternatives>
inline constexpr bool is_variant<std::variant<Alternatives...>> = true;

/// A field of an object, which the signature covers.
template <class Field>
concept covered_object_field = object_value<typename Field::value_type> && !Field::is_unsigned;
/// A \ref choice_of, whose alternatives stand where it stands.
template <class Field>
concept alternatives_field = is_variant<typename Field::value_type> && !requires { Field::name; };

template <class Identity, class Aggregate>
void find_unreadable_in(Aggregate const &of, std::string const &where, std::optional<problem_with> &problem);

template <class Identity, class Field>
void find_unreadable_in_field(Field const &field, std::string const &where,
                              std::optional<problem_with> &problem)
{
    bool is_unreadable = false;
    if constexpr (requires { field.unreadable(); }) is_unreadable = field.unreadable();
    if (is_unreadable)
        for (std::string_view const name : names_of<Field>)
            for (std::string_view const picked : Identity::names)
                if (std::string const path = where + std::string{name};
                    picked.starts_with(path) && (picked.size() == path.size() || picked[path.size()] == '.'))
                    problem = {errc::field_not_convertible, picked};
    if constexpr (alternatives_field<Field>) {
        if (field.has_value())
            std::visit([&](auto const &chosen) { find_unreadable_in<Identity>(chosen, where, problem); },
                       field.value());
    } else if constexpr (covered_object_field<Field>) {
        bool is_there = true;
        if constexpr (!Field::is_required) is_there = field.has_value();
        if (is_there) find_unreadable_in<Identity>(*field, where + std::string{Field::name} + ".", problem);
    }
}

/// Looks for a field of an identity that arrived and could not be read.
/// \param where what leads to the aggregate's fields: empty, or names of objects, each with a dot behind it
template <class Identity, class Aggregate>
void find_unreadable_in(Aggregate const &of, std::string const &where, std::optional<problem_with> &problem)
{
    unpack(of,
           [&](auto const &...fields) { (find_unreadable_in_field<Identity>(fields, where, problem), ...); });
}

/// The field of a callback's identity that arrived and could not be read: as one that was left out it would look like every
/// other such callback.
template <class Callback>
[[nodiscard]] std::optional<problem_with> find_unreadable_identity([[maybe_unused]] Callback const &received)
{
    std::optional<problem_with> problem;
    if constexpr (requires { Callback::identity::names; })
        find_unreadable_in<typename Callback::identity>(received, {}, problem);
    return problem;
}

[[nodiscard]] inline error callback_error(errc why, std::string sentence)
{
    return error{why, unknown{}, std::move(sentence)}.without_outcome();
}

/// About a callback for which a lookup found no account.
template <class Source>
[[nodiscard]] std::string unknown_account_sentence(std::span<parameter const> received)
{
    if constexpr (requires { Source::field; }) {
        parameter const *const by = find(received, Source::field);
        if (by == nullptr)
            return "The callback has no field " + quoted(Source::field) +
                   ", by which its account is looked up.";
        if (by->malformed)
            return "No account is looked up by the " + quoted(Source::field) +
                   " of the callback, because it is not UTF-8.";
        if (by->repeated)
            return "No account is looked up by the " + quoted(Source::field) +
                   " of the callback, because it stands there twice.";
        return "No account is known for the " + quoted(Source::field) +
               " of the callback: what `find_by` was given found none.";
    } else {
        return "No account is known for this callback.";
    }
}

/// What a Content-Type that differs from the body adds to why the body cannot be read.
template <class Callback>
[[nodiscard]] std::string_view told_by_content_type(errc why, std::span<header const> headers) noexcept
{
    bool const is_about_form = why == errc::body_not_json || why == errc::body_not_form;
    if (!is_about_form) return {};
    if (has_content_type(headers, parts_type))
        return ". Its Content-Type says `multipart/form-data`, which is not read; ask the gateway for "
               "another one";
    if (!comes_as_form<Callback> && !comes_only_as_form<Callback> && has_content_type(headers, form_type))
        return ". Its Content-Type says that it is a form: describe the callback with `also_as_form` if it "
               "may be one";
    if (comes_only_as_form<Callback> && has_content_type(headers, json_type))
        return ". Its Content-Type says that it is JSON: describe the callback without `only_as_form` if it "
               "may be";
    return {};
}

/// About a callback whose body cannot be read, its signature right or not looked at.
template <class Callback>
[[nodiscard]] error body_error(errc why, std::string_view body, std::span<header const> headers,
                               bool is_signed_rightly = false)
{
    if (is_compressed(body, headers)) why = errc::body_encoded;
    bool const is_either =
        comes_as_form<Callback> && (why == errc::body_not_json || why == errc::body_not_form);
    std::string sentence =
        is_signed_rightly ? "The callback's signature is right, but its body " : "The callback ";
    sentence += is_either ? "is neither JSON nor a percent-encoded form" : why_unreadable(why);
    sentence += told_by_content_type<Callback>(why, headers);
    return callback_error(why, std::move(sentence) + ".");
}

/// About a genuine message that is not known to be live; `what` is "answer" or "callback".
[[nodiscard]] inline error test_error(test_mark mark, test_rule const &rule, std::string_view what)
{
    if (mark == test_mark::test) return callback_error(errc::test_message, test_message_sentence);
    return callback_error(errc::field_not_convertible, sentence_for_unclear_mark(what, rule.field));
}

/// The items of a callback: what is nested in each, in their order. Of a list, or an item, whose name stands twice, nobody can say
/// which one counts.
[[nodiscard]] TOLLGATE_DECL std::optional<problem_with>
find_items(std::span<parameter const> received, std::string_view list, std::string_view item,
           std::vector<std::span<parameter const>> &to);
/// An item as a message of its own.
TOLLGATE_DECL void copy_item(std::span<parameter const> item, std::vector<parameter> &to);

/// What is read of an unsigned callback: an id to ask by, and whether it calls itself a test.
struct unsigned_id {
    std::string id;
    test_mark mark;
    std::size_t question; ///< Which of them is asked.
};

/// A text that a callback claims, though nobody signed it.
[[nodiscard]] TOLLGATE_DECL result<std::string_view> find_claimed(std::span<parameter const> received,
                                                                  std::string_view path);

/// The id by which the gateway is asked about a callback that nobody signed.
template <class Callback>
[[nodiscard]] result<unsigned_id> find_unsigned_id(std::span<parameter const> received)
{
    std::size_t which = 0;
    if constexpr (constexpr std::string_view type = questions_of<Callback>::type; !type.empty()) {
        auto const claimed = find_claimed(received, type);
        if (!claimed) return claimed.error();
        which = question_about(questions_of<Callback>::events, *claimed);
        if (which == questions_of<Callback>::events.size())
            return callback_error(errc::undescribed_event, sentence_for_undescribed_event());
    }
    auto const id = find_claimed(received, questions_of<Callback>::events[which].from);
    if (!id) return id.error();
    // Of one that is never read, the gateway's answer says whether it is a test: else anyone could make one of a payment.
    test_mark mark = test_mark::live;
    if constexpr (!is_only_confirmed<Callback>) mark = read_test_mark(test_rule_of<Callback>(), received);
    return unsigned_id{std::string{*id}, mark, which};
}

/// About a callback that nobody signed. It is kept, closed, for `client::confirm`.
template <class Callback>
[[nodiscard]] error closed_error(std::string sentence, std::string_view body, std::span<header const> headers)
{
    bool const as_form = comes_only_as_form<Callback> || (comes_as_form<Callback> && is_form(body, headers));
    return callback_error(errc::unsigned_callback, std::move(sentence))
        .with(unconfirmed_callback_access::close(body, as_form));
}

/// About a callback whose signature is not right.
template <class Hash, class Callback>
[[nodiscard]] error signature_error(errc why, typename Callback::account const &account,
                                    std::string_view body, std::span<header const> headers)
{
    using rule = callback_rule_t<Callback>;
    if (why == errc::signature_mismatch)
        if (auto const part = signing::find_lacking_part(
                scheme_for<Callback, rule>(account, callback_table<Callback>), {.headers = headers}))
            return callback_error(errc::signature_malformed,
                                  sentence_for_lacking_part("callback", part->name, part->header));
    std::string sentence = sentence_for_check<Hash, Callback, rule>(why, "callback", account, headers);
    if (why == errc::unsigned_callback) return closed_error<Callback>(std::move(sentence), body, headers);
    return callback_error(why, std::move(sentence));
}

/// Of a callback that nobody signs, no scheme can be accepted.
template <class Callback, class... Options>
inline constexpr bool are_receive_options =
    are_options<option_kind::schemes, Options...> &&
    !(is_never_signed<Callback> && has_option<option_kind::schemes, Options...>);

/// About a callback that is only a reason to ask: it is kept, closed, if it says what to ask by.
template <class Callback>
[[nodiscard]] error asked_error(std::span<parameter const> received, std::string sentence,
                                std::string_view body, std::span<header const> headers)
{
    if (auto const claimed = find_unsigned_id<Callback>(received); !claimed) return claimed.error();
    return closed_error<Callback>(std::move(sentence), body, headers);
}

/// Of a callback that is never signed: whether it can be read at all, and whom it is for.
template <class Callback, class Source>
[[nodiscard]] error receive_closed(Source const &source, std::string_view body,
                                   std::span<header const> headers, receive_options const &options,
                                   typename Callback::account const *&account)
{
    parameter_list parameters;
    if (auto const why =
            parse_callback<Callback>(body, headers, parameters, options.limits.value_or(body_limits{})))
        return body_error<Callback>(*why, body, headers);
    std::span<parameter const> const received = std::as_const(parameters).items();
    account = account_for<typename Callback::account>(source, received);
    if (account == nullptr)
        return callback_error(errc::unknown_account, unknown_account_sentence<Source>(received));
    return asked_error<Callback>(received, sentence_for_never_signed(), body, headers);
}

/// A callback, as far as it could be parsed.
struct received_callback {
    std::string_view body{};
    std::span<header const> headers{};
    std::span<parameter const> fields{};        ///< What it says.
    std::span<parameter const> signed_fields{}; ///< Where the signature is: the same, unless it is enclosed.
    std::span<parameter const> inside{};        ///< Of one that is enclosed: its fields.
    std::optional<errc> unreadable{};           ///< Why it could not be parsed.
    test_mark beside = test_mark::live;         ///< What stands beside it, where it is one of several items.
};

/// The problem with an enclosed callback if it names another version of its signature than the account.
template <class Callback>
[[nodiscard]] std::optional<problem_with> find_other_version_of(typename Callback::account const &account,
                                                                received_callback const &received)
{
    bool const is_opened = received.signed_fields.data() != received.fields.data();
    if (!is_opened) return std::nullopt;
    return find_other_version_for<Callback>(account, received.signed_fields);
}

/// Reads a callback of which everything is known but what it says.
template <class Callback>
[[nodiscard]] result<verified<Callback>>
read_verified(callback_verdict const &verdict, received_callback const &received,
              receive_options const &options, typename Callback::account const &account)
{
    if (has_repeated(verdict.readable))
        for (std::string_view const name : plainly_required_names<Callback>)
            if (parameter const *const field = find(verdict.readable, name); field && field->repeated)
                return callback_error(errc::duplicate_field,
                                      sentence_for_field({errc::duplicate_field, name}, "callback"));

    static constexpr test_rule tests = own_test_rule_of<Callback>();
    test_mark const own = read_signed_test_mark(tests, verdict.readable, verdict.values);
    test_mark const mark = received.beside != test_mark::live ? received.beside : own;
    if (mark != test_mark::live && !options.with_tests)
        return test_error(mark, test_rule_of<Callback>(), "callback");

    reading read{verdict.readable, {}, &verdict.values};
    auto message = read.aggregate<Callback>();
    auto const problem = read.problem() ? read.problem() : find_unreadable_identity(message);
    if (problem) return callback_error(problem->code, sentence_for_field(*problem, "callback"));
    if (auto const name = find_another_account(account, message); !name.empty())
        return callback_error(errc::account_mismatch,
                              sentence_for_field({errc::account_mismatch, name}, "callback"));
    return verified_maker::make(std::move(message), received.body, verification::signature,
                                std::get<std::size_t>(verdict.signature), mark != test_mark::live);
}

/// About a sealed object of a callback whose signature is right.
[[nodiscard]] inline error sealed_error(problem_with const &problem)
{
    bool const is_unreadable = problem.code >= errc::body_too_large && problem.code <= errc::body_encoded &&
                               problem.code != errc::duplicate_field;
    return callback_error(problem.code,
                          is_unreadable ? "The callback's signature is right, but what was sealed in its " +
                                              quoted(problem.name) + " " +
                                              std::string{why_unreadable(problem.code)} + "."
                                        : sentence_for_field(problem, "callback"));
}

/// Reads a callback, its sealed object opened if it has one: what is in it is as good as signed.
template <class Hash, class Callback, class Read>
[[nodiscard]] result<verified<Callback>>
with_opened(callback_verdict const &verdict, [[maybe_unused]] body_limits limits,
            [[maybe_unused]] typename Callback::account const &account, Read const &read)
{
    if constexpr (is_sealed<Callback>) {
        constexpr sealed_object what = Callback::sealed;
        auto const *const key = static_cast<secret const *>(find_given(
            field_table_of<typename Callback::account>, &account, what.key, &value_table::is_secret));
        opened_content content;
        if (auto const problem = open_sealed(what, key, verdict.readable, limits, ciphers_of<Hash>, content))
            return sealed_error(*problem);
        callback_verdict opened = verdict;
        opened.readable = content.all;
        return read(opened);
    } else {
        return read(verdict);
    }
}

/// What \ref receive does when the body has been parsed, or could not be.
template <class Callback, class Hash, class Source, class... Schemes>
[[nodiscard]] result<verified<Callback>>
receive_parsed(Source const &source, received_callback const &received, receive_options const &options,
               std::tuple<Schemes...> const &besides, typename Callback::account const *&account)
{
    std::string_view const body = received.body;
    std::span<header const> const headers = received.headers;
    std::optional<errc> const &unreadable = received.unreadable;
    account = account_for<typename Callback::account>(source, received.fields);
    if (account == nullptr)
        return callback_error(errc::unknown_account, unknown_account_sentence<Source>(received.fields));
    if constexpr (is_enclosed<Callback>)
        if (auto const problem = find_other_version_of<Callback>(*account, received))
            return callback_error(problem->code, sentence_for_enclosed(*problem, "callback"));

    signing::last_choice chosen;
    body_limits const limits = options.limits.value_or(body_limits{});
    signing::context const over{.fields = received.signed_fields,
                                .headers = headers,
                                .body = body,
                                .remembered = &chosen,
                                .most_signatures = limits.signatures,
                                .placed = received.inside};
    std::vector<parameter> kept;
    auto const verdict = judge_callback_by_any<Hash, Callback>(over, *account, besides, kept);
    signing::context timed = over;
    timed.remembered = nullptr; // the time has a scheme of its own
    if (std::holds_alternative<std::size_t>(verdict.signature) && !verdict.unclear)
        timed.fields = verdict.readable; // a time that the callback's own list leaves out is not signed
    auto const untimely = check_time<Hash, Callback>(timed, options.now);
    errc const *const bad_signature = std::get_if<errc>(&verdict.signature);
    // Who signs before compressing, or the other way round, is not known.
    if (bad_signature && (unreadable || is_opaque<Callback>) && is_compressed(body, headers))
        return body_error<Callback>(errc::body_encoded, body, headers);
    // A time that cannot be read says more than that the signature over it does not match.
    if (bad_signature && !(*bad_signature == errc::signature_mismatch && untimely &&
                           untimely->code == errc::timestamp_malformed))
        return signature_error<Hash, Callback>(*bad_signature, *account, body, headers);
    if (untimely) return callback_error(untimely->code, sentence_for_time(*untimely, "callback"));
    if (unreadable) return body_error<Callback>(*unreadable, body, headers, true);

    if (auto const &unclear = verdict.unclear)
        return callback_error(unclear->code, sentence_for_field(*unclear, "callback"));
    if constexpr (covers_nothing<Callback>)
        return asked_error<Callback>(received.fields, sentence_for_nothing_covered(), body, headers);
    else
        return with_opened<Hash, Callback>(verdict, limits, *account, [&](callback_verdict const &opened) {
            return read_verified<Callback>(opened, received, options, *account);
        });
}

/// What \ref receive does.
/// \param besides schemes that are tried too
/// \param account set to whom the callback is for, as soon as that is known
template <class Callback, class Hash, class Source, class... Schemes>
[[nodiscard]] result<verified<Callback>>
receive_with(Source const &source, std::string_view body, std::span<header const> headers,
             receive_options const &options, std::tuple<Schemes...> const &besides,
             typename Callback::account const *&account)
{
    if constexpr (is_never_signed<Callback>) {
        return receive_closed<Callback>(source, body, headers, options, account);
    } else {
        // A signature that a header carries is over the body's bytes: those are checked before they are read.
        constexpr bool in_header = requires { callback_rule_t<Callback>::header; };
        constexpr bool verify_first = in_header && !is_opaque<Callback>;
        parameter_list parameters;
        body_limits const limits = options.limits.value_or(body_limits{});
        auto const unreadable = parse_callback<Callback>(body, headers, parameters, limits);
        if (unreadable && !verify_first) return body_error<Callback>(*unreadable, body, headers);
        std::span<parameter const> received = std::as_const(parameters).items();
        std::span<parameter const> signed_ones = received;
        std::span<parameter const> inside;
        [[maybe_unused]] std::conditional_t<is_enclosed<Callback>, opened_enclosure, no_enclosure> enclosure;
        if constexpr (is_enclosed<Callback>) {
            if (auto const problem =
                    open_enclosed(enclosed_forms_of<Callback>, callback_rule_t<Callback>::field, received,
                                  limits, enclosure))
                return callback_error(problem->code, sentence_for_enclosed(*problem, "callback"));
            signed_ones = enclosure.is_there ? std::span<parameter const>{enclosure.outside} : received;
            if (enclosure.is_there) received = inside = std::as_const(enclosure.inside).items();
        }
        return receive_parsed<Callback, Hash>(source,
                                              received_callback{.body = body,
                                                                .headers = headers,
                                                                .fields = received,
                                                                .signed_fields = signed_ones,
                                                                .inside = inside,
                                                                .unreadable = unreadable},
                                              options, besides, account);
    }
}

/// What is known of one item of a callback, and whom it is for.
template <class Callback>
struct received_item {
    result<verified<Callback>> received;
    typename Callback::account const *account;
};

/// What \ref receive_each does; an error where there are no items.
template <class Callback, class Hash, class Source, class... Schemes>
[[nodiscard]] result<std::vector<received_item<Callback>>>
receive_items(Source const &source, std::string_view body, std::span<header const> headers,
              receive_options const &options, std::tuple<Schemes...> const &besides)
{
    parameter_list parameters;
    body_limits const limits = options.limits.value_or(body_limits{});
    if (auto const why = parse_callback<Callback>(body, headers, parameters, limits))
        return body_error<Callback>(*why, body, headers);
    std::span<parameter const> const all = std::as_const(parameters).items();
    std::vector<std::span<parameter const>> items;
    if (auto const problem = find_items(all, Callback::items::list, Callback::items::item, items))
        return callback_error(problem->code, sentence_for_field(*problem, "callback"));
    constexpr test_rule tests = test_rule_of<Callback>();
    test_mark const beside = tests.outside_items ? read_test_mark(tests, all) : test_mark::live;

    std::vector<received_item<Callback>> each;
    std::vector<parameter> fields;
    for (std::span<parameter const> const item : items) {
        copy_item(item, fields);
        std::string const text = json_of(fields);
        typename Callback::account const *account = nullptr;
        auto received = receive_parsed<Callback, Hash>(source,
                                                       received_callback{.body = text,
                                                                         .headers = headers,
                                                                         .fields = fields,
                                                                         .signed_fields = fields,
                                                                         .beside = beside},
                                                       options, besides, account);
        each.push_back({std::move(received), account});
    }
    return each;
}

} // namespace tollgate::inline v0::detail

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/callback/receiving.ipp>
#endif

#endif
