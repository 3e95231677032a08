// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_RESPONSE_HPP
#define TOLLGATE_RESPONSE_HPP

#include <tollgate/callback/receive_options.hpp>
#include <tollgate/config.hpp>
#include <tollgate/detail/account_echo.hpp>
#include <tollgate/detail/description.hpp>
#include <tollgate/detail/format/json.hpp>
#include <tollgate/detail/format/reading.hpp>
#include <tollgate/detail/sentences.hpp>
#include <tollgate/detail/signed_fields.hpp>
#include <tollgate/detail/verification.hpp>

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
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

[[nodiscard]] TOLLGATE_DECL error http_error(unsigned status, std::string_view addition);

/// The same, with what the gateway says, if it says anything.
[[nodiscard]] TOLLGATE_DECL error http_error(unsigned status, gateway_statement said);

[[nodiscard]] TOLLGATE_DECL error refusal_error(refusal_rule const &rule, gateway_statement const &said);

[[nodiscard]] TOLLGATE_DECL error undecided_error();

/// About an answer that is not as documented.
[[nodiscard]] TOLLGATE_DECL error reading_error(problem_with const &problem);

/// The names that say whether an answer is good, and are nobody's content.
template <class Message>
[[nodiscard]] constexpr std::array<std::string_view, 3> answer_markers()
{
    constexpr refusal_rule rule = refusal_rule_of<Message>();
    if constexpr (requires { decltype(response_rule_of<Message>())::field; })
        return {rule.flag, rule.code, decltype(response_rule_of<Message>())::field};
    else
        return {rule.flag, rule.code};
}

/// The names that an answer can hold: its response's, and those by which refusals are told.
template <class Message>
inline constexpr auto answer_names = to_name_array([](name_list &to) {
    constexpr refusal_rule rule = refusal_rule_of<Message>();
    to.assign(top_names<typename Message::response>.begin(), top_names<typename Message::response>.end());
    for (std::string_view const path : {rule.flag, rule.code, rule.message, rule.unless})
        if (!path.empty()) to.push_back(path.substr(0, path.find('.')));
});
template <class Message>
inline constexpr auto inner_answer_names = to_name_array([](name_list &to) {
    constexpr refusal_rule rule = refusal_rule_of<Message>();
    to.assign(inner_names<typename Message::response>.begin(), inner_names<typename Message::response>.end());
    for (std::string_view path : {rule.flag, rule.code, rule.message, rule.unless})
        while (path.find('.') != path.npos) {
            path.remove_prefix(path.find('.') + 1);
            to.push_back(path.substr(0, path.find('.')));
        }
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
};

/// \param kept where the readable part is copied to, if it is less than everything
template <class Hash, class Message>
[[nodiscard]] answer_verdict judge_answer(signing::context const &over,
                                          typename Message::account const &account,
                                          std::vector<parameter> &kept)
{
    using rule = response_rule_t<Message>;
    constexpr signing::scheme_view scheme{response_table<Message>};
    checked const signature = check_signature<Hash, Message, rule>(scheme, over, account);
    if (errc const *const why = std::get_if<errc>(&signature))
        return {.doubt = problem_with{*why, {}}, .readable = over.fields};
    if (auto const twofold = find_ambiguity(scheme, digests_of<Hash>, over.fields, names_in_answer<Message>(),
                                            over.remembered))
        return {.doubt = twofold, .readable = over.fields};
    answer_verdict verdict{.readable =
                               readable_of<Hash, typename Message::response, rule>(scheme, over, kept)};
    // Whoever adds a code, or takes a flag away, would make a refusal of a payment that was taken.
    constexpr refusal_rule refusal = refusal_rule_of<Message>();
    bool const is_by_flag = read_flag(refusal, verdict.readable).says != read_flag(refusal, over.fields).says;
    if (read_refusal(refusal, verdict.readable).says != read_refusal(refusal, over.fields).says)
        verdict.doubt = {errc::field_not_signed, is_by_flag ? refusal.flag : refusal.code};
    return verdict;
}

template <class Message>
[[nodiscard]] std::string sentence_for_doubt(problem_with const &doubt, std::string_view what)
{
    using rule = decltype(response_rule_of<Message>());
    if (doubt.code == errc::ambiguous_value || !doubt.name.empty()) return sentence_for_field(doubt, what);
    if constexpr (rule::is_signed)
        return sentence_for_signature(doubt.code, what, carrier_of_signature<rule>());
    else
        return {};
}

/// What is wrong with an answer that was parsed, if anything.
template <class Message>
[[nodiscard]] std::optional<error> objection(unsigned status, std::span<parameter const> answer,
                                             answer_verdict const &verdict)
{
    constexpr refusal_rule rule = refusal_rule_of<Message>();
    constexpr bool is_signed = decltype(response_rule_of<Message>())::is_signed;
    auto const &doubt = verdict.doubt;
    refusal_reading const reading =
        read_refusal(rule, answer); // what is covered says the same, or it is doubtful
    gateway_statement const covered = statement_in(rule, verdict.readable, is_signed);
    gateway_statement said = statement_in(rule, answer, is_signed && !doubt);
    if (said.code != covered.code || said.message != covered.message) said.verified = false;
    bool const is_open = reading.says == verdict::open;
    // No signature covers the status: what says by itself all that a success says is no refusal for the status's sake.
    using response = typename Message::response;
    bool const may_be_success = is_signed && reading.says == verdict::none &&
                                says_any_of(verdict.readable, field_table_of<response>) &&
                                !missing_from(verdict.readable, field_table_of<response>);
    bool const is_refused_at =
        rule.refused_at.contains(status) && reading.says != verdict::success && !is_open && !may_be_success;
    if (reading.says == verdict::refused || is_refused_at || is_open) {
        // A wrong key looks just like this, so what the gateway says is shown, and marked as unverified.
        if (doubt)
            return error{doubt->code, unknown{},
                         sentence_for_doubt<Message>(*doubt, is_open ? "answer" : "refusal")}
                .with(std::move(said));
        if (is_open && status < 500) {
            error why = reading.problem ? reading_error(*reading.problem) : undecided_error();
            bool const says_nothing = said.code.empty() && said.message.empty();
            return says_nothing ? std::move(why) : std::move(why).with(std::move(said));
        }
        // Whatever a server says after it failed, the part of it that moves money may have done its work before.
        if (!is_open && (status < 500 || is_refused_at))
            return refusal_error(rule, covered).with(std::move(said));
    }
    if (!is_success(status)) return http_error(status, std::move(said));
    if (doubt) return error{doubt->code, unknown{}, sentence_for_doubt<Message>(*doubt, "answer")};
    if (reading.problem) return reading_error(*reading.problem);
    return std::nullopt;
}

/// How an answer says that the gateway only tests, if its description tells.
template <class Response>
[[nodiscard]] consteval test_rule answer_tests()
{
    if constexpr (names_tests<Response>)
        return test_rule_of<Response>();
    else
        return {};
}

/// About an answer that is not known to be live. The mark is no refusal, so the outcome stays open.
[[nodiscard]] TOLLGATE_DECL error test_answer_error(test_mark mark, test_rule const &rule);

/// The name of what an answer without a body lacks, if it lacks anything.
template <class Message>
[[nodiscard]] std::optional<std::string_view> missing_without_body(unsigned status)
{
    constexpr refusal_rule rule = refusal_rule_of<Message>();
    using response_rule = decltype(response_rule_of<Message>());
    // 204 and 205 cannot have a body, and so no flag either; 200 can, and a program that broke off sends none.
    bool const may_have_body = status != 204 && status != 205;
    if constexpr (requires { response_rule::field; })
        return response_rule::field;
    else if (!rule.flag.empty() && !rule.flag_may_lack && may_have_body)
        return rule.flag;
    else if (constexpr test_rule marks = answer_tests<typename Message::response>();
             !marks.field.empty() && !marks.may_lack)
        return marks.field;
    else
        return missing_from({}, field_table_of<typename Message::response>);
}

/// What an answer means whose body cannot be read.
template <class Message>
[[nodiscard]] result<typename Message::response> read_unreadable(unsigned status, std::string_view body,
                                                                 errc why)
{
    constexpr refusal_rule rule = refusal_rule_of<Message>();
    constexpr bool is_signed = decltype(response_rule_of<Message>())::is_signed;
    if (!is_signed && rule.refused_at.contains(status)) return refusal_error(rule, {});
    if (!is_success(status)) return http_error(status, " and no readable body");
    if (body.find_first_not_of(" \t\r\n") != body.npos)
        return error{why, unknown{}, sentence_for_body(why, "answer")};
    if (auto const name = missing_without_body<Message>(status))
        return error{why, unknown{}, sentence_for_empty_answer(*name)};
    return reading{{}}.aggregate<typename Message::response>();
}

} // namespace detail

namespace detail {

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
 * \param headers those of the answer, where it has some that count
 * \param body    the bytes received; what the signature does not cover of a signed answer is not read. May be empty where the response has
 *                no required member
 * \param limits  how much of it is read
 * \param tests   \ref with_tests, to be given answers that the response's \ref test_rule calls tests, too
 * \par Errors
 * Outcome `refused` for errc::refused_by_gateway and errc::not_found_yet, `unknown` for all others:
 * \li errc::not_found_yet if the gateway does not know what was asked for: it may still have been sent
 * \li an `errc::body_…`, errc::text_after_body, errc::too_many_fields for a body that cannot be read
 * \li errc::duplicate_field if a name stands twice that is read or says whether it is a refusal, or that is signed among fields
 * \li errc::signature_missing, _mismatch, _malformed, _wrong_length; a refusal's text is then in `gateway()`, unverified
 * \li errc::undecided_by_gateway below 500 for a code of `refusal_rule::open_codes`; text and code are in `gateway()`
 * \li errc::http_status for an HTTP error without a documented refusal, and for each 5xx; the gateway's text is in `gateway()`
 * \li errc::invalid_secret, errc::missing_account_field if the account leaves out what the scheme names of it
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
              std::string_view body, body_limits limits = answer_limits, tests_allowed tests = {})
{
    parameter_list parameters;
    if (auto const why =
            parse_json(body, parameters, limits, malformed_texts::marked, repeated_names::marked))
        return detail::read_unreadable<Message>(status, body, *why);
    std::span<parameter const> const answer = std::as_const(parameters).items();
    detail::answer_verdict verdict{.readable = answer};
    [[maybe_unused]] std::vector<parameter> kept;
    [[maybe_unused]] signing::last_choice chosen;
    if constexpr (decltype(detail::response_rule_of<Message>())::is_signed)
        verdict = detail::judge_answer<Hash, Message>(
            {.fields = answer, .headers = headers, .body = body, .remembered = &chosen}, account, kept);
    else
        static_cast<void>(account), static_cast<void>(headers);
    if (auto wrong = detail::objection<Message>(status, answer, verdict)) return *std::move(wrong);
    if constexpr (decltype(detail::response_rule_of<Message>())::is_signed) {
        using named = typename Message::response;
        if (auto const open =
                detail::find_unsigned(detail::response_table<Message>, detail::field_table_of<named>, answer))
            return detail::reading_error(*open);
    }
    detail::values_under const values{detail::answer_scheme<Message>()};
    constexpr test_rule marks = detail::answer_tests<typename Message::response>();
    detail::test_mark const mark = detail::read_signed_test_mark(marks, verdict.readable, values);
    if (detail::read_test_mark(marks, verdict.readable) != detail::read_test_mark(marks, answer))
        return detail::reading_error({errc::field_not_signed, marks.field});
    if (mark == detail::test_mark::unclear || (mark == detail::test_mark::test && !tests.allowed))
        return detail::test_answer_error(mark, marks);
    constexpr auto markers = detail::answer_markers<Message>();
    detail::reading read{verdict.readable, markers, &values};
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
/// \copydoc read_response
/// For an answer of which no header counts.
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
