// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_RESPONSE_HPP
#define TOLLGATE_RESPONSE_HPP

#include <tollgate/callback/receive_options.hpp>
#include <tollgate/config.hpp>
#include <tollgate/detail/description/checks.hpp>
#include <tollgate/detail/error_sentences.hpp>
#include <tollgate/detail/format/json.hpp>
#include <tollgate/detail/format/reading.hpp>
#include <tollgate/detail/message/account_echo.hpp>
#include <tollgate/detail/message/check_signature.hpp>
#include <tollgate/detail/message/covered_fields.hpp>
#include <tollgate/signing_sources.hpp>

#include <array>
#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace tollgate::inline v0 {

namespace detail {

/// What an answer says of itself by its documented fields.
enum class verdict { none, refused, success, open };

/// What an answer says of itself, or the name of the field that makes this impossible to say.
struct refusal_reading {
    verdict says = verdict::none;
    std::optional<problem_with> problem{};
};

/// A truth value, also one that is written as a text or a number.
[[nodiscard]] TOLLGATE_DECL std::optional<bool> truth_of(parameter const &flag);

[[nodiscard]] TOLLGATE_DECL refusal_reading read_flag(refusal_rule const &rule,
                                                      std::span<parameter const> answer);

[[nodiscard]] TOLLGATE_DECL refusal_reading read_code(refusal_rule const &rule,
                                                      std::span<parameter const> answer);

/// A code that refuses, or says that the outcome is open, counts whatever the flag says.
[[nodiscard]] TOLLGATE_DECL refusal_reading read_refusal(refusal_rule const &rule,
                                                         std::span<parameter const> answer);

[[nodiscard]] TOLLGATE_DECL gateway_statement statement_in(refusal_rule const &rule,
                                                           std::span<parameter const> answer, bool verified);

[[nodiscard]] constexpr bool is_success(unsigned status) noexcept
{
    return status >= 200 && status < 300;
}

/// About an answer that is not as documented.
[[nodiscard]] TOLLGATE_DECL error reading_error(problem_with const &problem);

/// Visits the paths of all that a rule looks at in a body.
constexpr void each_path(refusal_rule const &rule, auto const &visit)
{
    for (std::string_view const path : {rule.flag, rule.unless})
        if (!path.empty()) visit(path);
    for (std::string_view const path : rule.code)
        visit(path);
    for (std::string_view const path : rule.message)
        visit(path);
}

/// The names that say whether an answer is good, and are nobody's content.
template <class Message>
inline constexpr auto answer_markers = to_name_array([](name_list &to) {
    constexpr refusal_rule rule = refusal_rule_of<Message>();
    for (std::string_view const code : rule.code)
        to.add(code);
    if (!rule.flag.empty()) to.add(rule.flag);
    if constexpr (requires { decltype(response_rule_of<Message>())::field; })
        to.add(decltype(response_rule_of<Message>())::field);
});

/// The names that an answer can hold: its response's, and those by which refusals are told.
template <class Message>
inline constexpr auto answer_names = to_name_array([](name_list &to) {
    to.add(top_names<typename Message::response>);
    each_path(refusal_rule_of<Message>(),
              [&to](std::string_view path) { to.add(path.substr(0, path.find('.'))); });
});
template <class Message>
inline constexpr auto inner_answer_names = to_name_array([](name_list &to) {
    to.add(inner_names<typename Message::response>);
    each_path(refusal_rule_of<Message>(), [&to](std::string_view path) {
        while (path.find('.') != path.npos) {
            path.remove_prefix(path.find('.') + 1);
            to.add(path.substr(0, path.find('.')));
        }
    });
});
template <class Message>
[[nodiscard]] constexpr signing::declared_names names_in_answer() noexcept
{
    return {answer_names<Message>, inner_answer_names<Message>, true,
            declared<typename Message::response>().numbers};
}

/// The scheme of a message's answers; nothing where they are not signed.
template <class Message>
[[nodiscard]] constexpr signing::scheme_view answer_scheme() noexcept
{
    if constexpr (decltype(response_rule_of<Message>())::is_signed)
        return response_table<Message>;
    else
        return {};
}

/// What is known of an answer before it is read.
struct answer_verdict {
    /// Why the signature does not vouch for what the answer says; of a wrong one without a name.
    std::optional<problem_with> doubt{};
    std::span<parameter const>
        readable{}; ///< What the signature covers; everything where answers are not signed.
    std::optional<time_problem> untimely{};        ///< With the doubt that is for this reason.
    std::optional<signing::header_part> lacking{}; ///< Likewise.
};

/// \param kept where the readable part is copied to, if it is less than everything
template <class Hash, class Message>
[[nodiscard]] answer_verdict
judge_answer(signing::context const &over, typename Message::account const &account,
             std::vector<parameter> &kept, std::optional<std::chrono::sys_seconds> now)
{
    using rule = response_rule_t<Message>;
    auto const scheme = scheme_for<Message, rule>(account, response_table<Message>);
    checked const signature = check_signature<Hash, Message, rule>(scheme, over, account);
    if (errc const *const why = std::get_if<errc>(&signature)) {
        auto const lacking =
            *why == errc::signature_mismatch ? signing::find_lacking_part(scheme, over) : std::nullopt;
        return {.doubt = problem_with{lacking ? errc::signature_malformed : *why, {}},
                .readable = over.fields,
                .lacking = lacking};
    }
    if (auto const split = find_split_header(scheme, over, digests_of<Hash>, answer_body_kind))
        return {.doubt = split, .readable = over.fields};
    signing::context timed = over;
    timed.remembered = nullptr; // the time has a scheme of its own
    if (auto const untimely = check_time<Hash, Message>(timed, now))
        return {.doubt = problem_with{untimely->code, {}}, .readable = over.fields, .untimely = untimely};
    if (auto const twofold = find_ambiguity(scheme, digests_of<Hash>, over, names_in_answer<Message>()))
        return {.doubt = twofold, .readable = over.fields};
    if constexpr (is_enclosed<Message>)
        return {.readable = over.placed}; // the signature covers the text that holds them
    answer_verdict verdict{.readable =
                               readable_of<Hash, typename Message::response, rule>(scheme, over, kept)};
    // Whoever adds a code, or takes a flag away, would make a refusal of a payment that was taken.
    constexpr refusal_rule refusal = refusal_rule_of<Message>();
    bool const is_by_flag = read_flag(refusal, verdict.readable).says != read_flag(refusal, over.fields).says;
    if (read_refusal(refusal, verdict.readable).says != read_refusal(refusal, over.fields).says)
        verdict.doubt = {errc::field_not_signed, is_by_flag ? refusal.flag : *refusal.code.begin()};
    return verdict;
}

/// An answer, as far as the type of its message decides.
struct answer_table {
    refusal_rule refusal;
    field_table const *fields; ///< Of the response.
    bool reads = false;        ///< Whether the message only asks.
    bool is_keyed = false;     ///< Whether it can hold an idempotency key.
    bool is_signed = false;
    std::string_view signature_header{}; ///< Where it is carried: in this header, or
    std::string_view signature_field{};  ///< in this field.
    std::string_view signature_start{};  ///< What it begins with, where the header holds more.
    std::string_view must_mark{}; ///< The field that says whether the gateway only tests, if it may not lack.
};

/// How an answer says that the gateway only tests, if its description tells.
template <class Response>
[[nodiscard]] consteval test_rule answer_tests()
{
    if constexpr (names_tests<Response>)
        return test_rule_of<Response>();
    else
        return {};
}

template <class Message>
inline constexpr answer_table answer_table_of = [] {
    using response = typename Message::response;
    using rule = decltype(response_rule_of<Message>());
    constexpr test_rule marks = answer_tests<response>();
    answer_table table{.refusal = refusal_rule_of<Message>(),
                       .fields = &field_table_of<response>,
                       .reads = Message::endpoint::effect == effect::reads,
                       .is_keyed = is_keyed<Message>,
                       .is_signed = rule::is_signed,
                       .must_mark = marks.may_lack ? std::string_view{} : marks.field};
    if constexpr (requires { rule::header; }) table.signature_header = rule::header;
    if constexpr (requires { rule::field; }) table.signature_field = rule::field;
    if constexpr (requires { rule::start; }) table.signature_start = rule::start;
    return table;
}();

/// The time by which answers are judged that say when they were signed; nothing: now.
[[nodiscard]] inline std::optional<moment> time_by(signing_sources const *sources)
{
    if (sources == nullptr || !sources->now) return std::nullopt;
    return moment{std::chrono::floor<std::chrono::seconds>(sources->now())};
}

/// What is wrong with an answer that was parsed, if anything.
[[nodiscard]] TOLLGATE_DECL std::optional<error> objection(answer_table const &known, unsigned status,
                                                           std::span<header const> headers,
                                                           std::span<parameter const> answer,
                                                           answer_verdict const &verdict);

/// What is wrong with an answer whose body cannot be read, if anything.
[[nodiscard]] TOLLGATE_DECL std::optional<error>
objection_to_unreadable(answer_table const &known, unsigned status, std::span<header const> headers,
                        std::string_view body, errc why, answer_verdict const &verdict);

/// About an answer that is not known to be live. The mark is no refusal, so the outcome stays open.
[[nodiscard]] TOLLGATE_DECL error test_answer_error(test_mark mark, test_rule const &rule);

/// What the answer to a message that cannot be sent would be, so that nothing but the sentence about it is said.
template <class Message>
struct response_result_of {
    using type = result<std::string>;
};
template <has_response Message>
struct response_result_of<Message> {
    using type = result<typename Message::response>;
};
template <class Message>
using response_result = typename response_result_of<Message>::type;

} // namespace detail

/**
 * \brief Reads a gateway's answer: its signature where the gateway signs, its refusal, its fields.
 * \param account whose key signed the answer
 * \param status  the HTTP status; a documented refusal counts below 500, and at statuses that the gateway documents as such
 * \param headers those of the answer, where it has some that count: its signature, above all
 * \param body    the bytes received; what the signature does not cover of a signed answer is not read. May be empty where the response has
 *                no required member
 * \param limits  how much of it is read
 * \param tests   \ref with_tests, to be given answers that the response's \ref test_rule calls tests, too
 * \par Errors
 * Outcome `refused` for errc::refused_by_gateway, errc::not_found_yet and errc::try_again_later, `unknown` for all others:
 * \li errc::not_found_yet if the gateway does not know what was asked for: it may still have been sent
 * \li errc::try_again_later if the gateway did nothing of this attempt, and takes the same later (`error::retry_after`)
 * \li an `errc::body_…`, errc::text_after_body, errc::too_many_fields for a body that cannot be read
 * \li errc::duplicate_field if a name stands twice that is read or says whether it is a refusal, or that is signed among fields
 * \li errc::signature_missing, _mismatch, _malformed, _wrong_length; a refusal's text is then in `gateway()`, unverified
 * \li errc::undecided_by_gateway below 500 for a code of `refusal_rule::open_codes`, or `refusal_rule::open_header`; text and code
 * are in `gateway()`
 * \li errc::unknown_key if the answer names a key that the account's \ref keyring does not have
 * \li errc::timestamp_malformed, errc::timestamp_out_of_range if the answer says when it was signed, and that is not about now
 * \li errc::http_status for an HTTP error without a documented refusal, and for each 5xx; the gateway's text is in `gateway()`
 * \li errc::invalid_secret, errc::missing_account_field if the account leaves out what the scheme names of it, errc::invalid_account_field
 * if it chooses a piece that the scheme does not have
 * \li errc::another_signature_version if the answer names another version of its signature than the account
 * \li errc::ambiguous_value if the signed text could be another answer's
 * \li errc::field_not_signed if the signature does not cover a required field, or what says whether the answer is a refusal, or
 * if the answer's own list of signed fields leaves out the secret's place
 * \li errc::missing_field, errc::field_not_convertible, errc::conflicting_fields for an answer that is not as documented
 * \li errc::test_message for an answer by which the gateway only tests, unless \ref with_tests is given;
 * errc::field_not_convertible if its mark is none that the \ref test_rule knows
 * \li errc::account_mismatch for an answer that holds another account's field than this one's; an optional, inferred currency aside
 */
template <class Message, class Hash = cryptopp_hash>
    requires detail::sendable<Message, Hash>
[[nodiscard]] result<typename Message::response>
read_response(typename Message::account const &account, unsigned status, std::span<header const> headers,
              std::string_view body, body_limits limits = answer_limits, tests_allowed tests = {},
              [[maybe_unused]] std::optional<moment> now = {})
{
    constexpr detail::answer_table const &known = detail::answer_table_of<Message>;
    [[maybe_unused]] std::optional<std::chrono::sys_seconds> const judged_at =
        now ? std::optional{now->at} : std::nullopt;
    [[maybe_unused]] std::vector<parameter> kept;
    parameter_list parameters;
    if (auto const why =
            parse_json(body, parameters, limits, malformed_texts::marked, repeated_names::marked,
                       detail::list_name_in(detail::field_table_of<typename Message::response>))) {
        detail::answer_verdict verdict;
        // What a header signs is the body's bytes, also where there are none.
        if constexpr (requires { detail::response_rule_t<Message>::header; })
            verdict = detail::judge_answer<Hash, Message>({.headers = headers, .body = body}, account, kept,
                                                          judged_at);
        if (auto wrong = detail::objection_to_unreadable(known, status, headers, body, *why, verdict))
            return *std::move(wrong);
        return detail::reading{{}}.aggregate<typename Message::response>();
    }
    std::span<parameter const> answer = std::as_const(parameters).items();
    [[maybe_unused]] std::span<parameter const> signed_ones = answer;
    [[maybe_unused]] std::span<parameter const> inside;
    [[maybe_unused]] std::conditional_t<detail::is_enclosed<Message>, detail::opened_enclosure,
                                        detail::no_enclosure> enclosure;
    if constexpr (detail::is_enclosed<Message> && requires { detail::response_rule_t<Message>::field; }) {
        if (auto const problem =
                detail::open_enclosed(detail::enclosed_forms_of<Message>,
                                      detail::response_rule_t<Message>::field, answer, limits, enclosure))
            return error{problem->code, unknown{}, detail::sentence_for_enclosed(*problem, "answer")};
        if (enclosure.is_there) {
            if (auto const problem = detail::find_other_version_for<Message>(account, enclosure.outside))
                return error{problem->code, unknown{}, detail::sentence_for_enclosed(*problem, "answer")};
            signed_ones = enclosure.outside;
            answer = inside = std::as_const(enclosure.inside).items();
        }
    }
    auto const scheme = detail::scheme_for<Message, decltype(detail::response_rule_of<Message>())>(
        account, detail::answer_scheme<Message>());
    detail::answer_verdict verdict{.readable = answer};
    [[maybe_unused]] signing::last_choice chosen;
    if constexpr (decltype(detail::response_rule_of<Message>())::is_signed)
        verdict = detail::judge_answer<Hash, Message>({.fields = signed_ones,
                                                       .headers = headers,
                                                       .body = body,
                                                       .remembered = &chosen,
                                                       .placed = inside},
                                                      account, kept, judged_at);
    if (auto wrong = detail::objection(known, status, headers, answer, verdict)) return *std::move(wrong);
    if constexpr (decltype(detail::response_rule_of<Message>())::is_signed) {
        using named = typename Message::response;
        if (auto const open = detail::find_unsigned(scheme, detail::field_table_of<named>, answer))
            return detail::reading_error(*open);
    }
    detail::values_under const values{scheme};
    constexpr test_rule marks = detail::answer_tests<typename Message::response>();
    detail::test_mark const mark = detail::read_signed_test_mark(marks, verdict.readable, values);
    if (detail::read_test_mark(marks, verdict.readable) != detail::read_test_mark(marks, answer))
        return detail::reading_error({errc::field_not_signed, marks.field});
    if (mark == detail::test_mark::unclear || (mark == detail::test_mark::test && !tests.allowed))
        return detail::test_answer_error(mark, marks);
    detail::reading read{verdict.readable, detail::answer_markers<Message>, &values};
    auto response = read.aggregate<typename Message::response>();
    if (std::optional<problem_with> problem = read.problem()) {
        parameter const *const there = signing::find_path(answer, problem->name);
        if (problem->code == errc::missing_field && there != nullptr && there->kind != value_kind::null)
            problem->code = errc::field_not_signed;
        return detail::reading_error(*problem);
    }
    if (auto const name = detail::find_another_account<Message>(account, response); !name.empty())
        return detail::reading_error({errc::account_mismatch, name});
    return response;
}
/// The same for an answer of which no header counts.
template <class Message, class Hash = cryptopp_hash>
    requires detail::sendable<Message, Hash>
[[nodiscard]] result<typename Message::response>
read_response(typename Message::account const &account, unsigned status, std::string_view body,
              body_limits limits = answer_limits, tests_allowed tests = {})
{
    return read_response<Message, Hash>(account, status, std::span<header const>{}, body, limits, tests);
}
template <class Message, class Hash = cryptopp_hash>
    requires(!detail::sendable<Message, Hash> && detail::check_message<Message, Hash>())
detail::response_result<Message> read_response(auto const &account, unsigned status, std::string_view body,
                                               body_limits limits = {}, tests_allowed tests = {});
template <class Message, class Hash = cryptopp_hash>
    requires(!detail::sendable<Message, Hash> && detail::check_message<Message, Hash>())
detail::response_result<Message> read_response(auto const &account, unsigned status,
                                               std::span<header const> headers, std::string_view body,
                                               body_limits limits = {}, tests_allowed tests = {});

} // namespace tollgate::inline v0

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/response.ipp>
#endif

#endif
