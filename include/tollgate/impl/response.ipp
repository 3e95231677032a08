// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_RESPONSE_IPP
#define TOLLGATE_IMPL_RESPONSE_IPP

#include <tollgate/response.hpp>

#include <tollgate/detail/format/http_date.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace tollgate::inline v0::detail {

std::optional<bool> truth_of(parameter const &flag)
{
    bool const is_plain =
        flag.kind == value_kind::boolean || flag.kind == value_kind::text || flag.kind == value_kind::number;
    if (!is_plain) return std::nullopt;
    if (flag.text == "1" || equal_ignoring_case(flag.text, "true")) return true;
    if (flag.text == "0" || equal_ignoring_case(flag.text, "false")) return false;
    return std::nullopt;
}

refusal_reading read_flag(refusal_rule const &rule, std::span<parameter const> answer)
{
    if (rule.flag.empty()) return {};
    parameter const *const flag = signing::find_path(answer, rule.flag);
    if (flag == nullptr && signing::find_on_the_way(answer, rule.flag) != nullptr)
        return {.problem = problem_with{errc::field_not_convertible, rule.flag}};
    bool const is_absent = flag == nullptr || (flag->kind == value_kind::null && !flag->repeated);
    if (is_absent && rule.flag_may_lack) return {};
    if (flag == nullptr) return {.problem = problem_with{errc::missing_field, rule.flag}};
    if (flag->repeated) return {.problem = problem_with{errc::duplicate_field, rule.flag}};
    std::optional<bool> const truth = truth_of(*flag);
    if (!truth) return {.problem = problem_with{errc::field_not_convertible, rule.flag}};
    if (*truth) return {.says = verdict::success};
    if (rule.unless.empty()) return {.says = verdict::refused};
    if (signing::find_path(answer, rule.unless) != nullptr) return {.says = verdict::none};
    if (signing::find_on_the_way(answer, rule.unless) != nullptr)
        return {.says = verdict::open, .problem = problem_with{errc::field_not_convertible, rule.unless}};
    return {.says = verdict::refused};
}

/// What one of the names says under which a code may stand.
[[nodiscard]] inline refusal_reading read_code_at(refusal_rule const &rule, std::string_view path,
                                                  std::span<parameter const> answer)
{
    parameter const *const code = signing::find_path(answer, path);
    // It may be one of those that leave the outcome open.
    refusal_reading const unreadable{.says = rule.open_codes.empty() ? verdict::none : verdict::open,
                                     .problem = problem_with{errc::field_not_convertible, path}};
    if (code == nullptr)
        return signing::find_on_the_way(answer, path) == nullptr ? refusal_reading{} : unreadable;
    // Nobody can say which code it is.
    if (code->repeated) return {.says = verdict::open, .problem = problem_with{errc::duplicate_field, path}};
    if (code->malformed) return {.says = verdict::open};
    if (says_nothing(*code, answer)) return {}; // zeros are codes of success
    bool const is_text = code->kind == value_kind::text;
    std::int64_t number = 0;
    if (!is_text && !value_text<std::int64_t>::read(*code, number)) return unreadable;
    if (rule.open_codes.contains(code->text)) return {.says = verdict::open};
    bool const is_success = is_success_code(rule, code->text);
    return {.says = is_success ? verdict::success : verdict::refused};
}

refusal_reading read_code(refusal_rule const &rule, std::span<parameter const> answer)
{
    refusal_reading first;
    for (std::string_view const path : rule.code) {
        refusal_reading const here = read_code_at(rule, path, answer);
        if (here.says == verdict::open) return here; // whichever of them says so
        if (first.says == verdict::none && here.says != verdict::none) first.says = here.says;
        if (!first.problem) first.problem = here.problem;
    }
    if (first.says != verdict::none) first.problem.reset();
    return first;
}

refusal_reading read_refusal(refusal_rule const &rule, std::span<parameter const> answer)
{
    refusal_reading const by_code = read_code(rule, answer);
    if (by_code.says == verdict::open) return by_code;
    refusal_reading const by_flag = read_flag(rule, answer);
    if (by_flag.says == verdict::refused || by_flag.says == verdict::open) return by_flag;
    if (by_code.says == verdict::refused) return by_code;
    bool const is_success = by_flag.says == verdict::success || by_code.says == verdict::success;
    return {.says = is_success ? verdict::success : verdict::none,
            .problem = by_flag.problem ? by_flag.problem : by_code.problem};
}

gateway_statement statement_in(refusal_rule const &rule, std::span<parameter const> answer, bool verified)
{
    auto const text = [answer](short_list<std::string_view> const &paths) {
        std::string first;
        for (std::string_view const path : paths)
            if (parameter const *const found = signing::find_path(answer, path)) {
                if (first.empty()) first = as_utf8(found->text);
                if (!says_nothing(*found, answer)) return as_utf8(found->text);
            }
        return first;
    };
    return {.code = text(rule.code), .message = text(rule.message), .verified = verified};
}

/// What becomes of a request that was refused.
enum class refusal_kind {
    none,
    for_good,  ///< The same would be refused again.
    again,     ///< The same may be sent later.
    not_found, ///< What was asked for is not known, or not yet.
};

[[nodiscard]] inline refusal_kind kind_by_status(answer_table const &known, unsigned status)
{
    refusal_rule const &rule = known.refusal;
    if (rule.again_at.contains(status)) return refusal_kind::again;
    if (known.reads && rule.not_found_at.contains(status)) return refusal_kind::not_found;
    return rule.refused_at.contains(status) ? refusal_kind::for_good : refusal_kind::none;
}

/// Of an answer that refuses by its flag or code.
/// \param by_status what its status says by itself
[[nodiscard]] inline refusal_kind kind_by_code(refusal_rule const &rule, unsigned status,
                                               refusal_kind by_status, std::string_view code)
{
    if (by_status == refusal_kind::again) return by_status;
    // A code that is described says more than a status that is not; after a server failed neither counts.
    if ((status < 500 || by_status != refusal_kind::none) && rule.again_codes.contains(code))
        return refusal_kind::again;
    bool const is_error_that_counts = rule.refused_at.empty() ? status < 500 : status < 300;
    if (by_status == refusal_kind::none && !is_error_that_counts) return refusal_kind::none;
    return rule.not_found.contains(code)     ? refusal_kind::not_found
           : by_status == refusal_kind::none ? refusal_kind::for_good
                                             : by_status;
}

[[nodiscard]] inline error http_error(unsigned status, std::string_view addition)
{
    return error{errc::http_status, unknown{}, sentence_for_status(status, addition)}.with_http_status(
        status);
}

/// The same, with what the gateway says, if it says anything.
[[nodiscard]] inline error http_error(unsigned status, gateway_statement said)
{
    if (said.code.empty() && said.message.empty()) return http_error(status, " and no documented refusal");
    return http_error(status, status >= 500 ? "" : " and no documented refusal; see what it says")
        .with(std::move(said));
}

[[nodiscard]] inline error refusal_error(answer_table const &known, refusal_kind kind, unsigned status,
                                         bool is_vouched_for)
{
    auto const say = [&]() -> error {
        if (kind == refusal_kind::again) return {errc::try_again_later, refused{}, again_later_sentence};
        if (kind == refusal_kind::not_found) return {errc::not_found_yet, refused{}, not_found_sentence};
        return {errc::refused_by_gateway, refused{},
                !is_vouched_for  ? refused_unsigned_sentence
                : known.is_keyed ? refused_key_sentence
                                 : refused_sentence};
    };
    return say().with_http_status(is_success(status) ? 0 : status);
}

[[nodiscard]] inline error undecided_error()
{
    return {errc::undecided_by_gateway, unknown{}, undecided_sentence};
}

[[nodiscard]] inline error undecided_error(std::optional<problem_with> const &problem, gateway_statement said)
{
    error why = problem ? reading_error(*problem) : undecided_error();
    bool const says_nothing = said.code.empty() && said.message.empty();
    return says_nothing ? std::move(why) : std::move(why).with(std::move(said));
}

/// Whether a header says that nobody knows whether anything was done.
[[nodiscard]] inline bool is_left_open(refusal_rule const &rule, std::span<header const> headers)
{
    auto const &[name, value] = rule.open_header;
    return !name.empty() && std::ranges::any_of(headers, [&](header const &h) {
        return equal_ignoring_case(h.name, name) && equal_ignoring_case(h.value, value);
    });
}

[[nodiscard]] inline std::string sentence_for_doubt(answer_table const &known, answer_verdict const &verdict,
                                                    std::span<header const> headers, std::string_view what)
{
    if (verdict.untimely) return sentence_for_time(*verdict.untimely, what);
    if (auto const &part = verdict.lacking) return sentence_for_lacking_part(what, part->name, part->header);
    problem_with const &doubt = *verdict.doubt;
    if (doubt.code == errc::ambiguous_value || !doubt.name.empty()) return sentence_for_field(doubt, what);
    std::string const carrier = known.signature_header.empty() ? "field " + quoted(known.signature_field)
                                                               : "header " + quoted(known.signature_header);
    return sentence_for_signature(
        doubt.code, what, carrier,
        signing::find_lacking_start({.headers = headers}, known.signature_header, known.signature_start));
}

[[nodiscard]] inline std::optional<error> find_objection(answer_table const &known, unsigned status,
                                                         std::span<header const> headers,
                                                         std::span<parameter const> answer,
                                                         answer_verdict const &verdict_of_signature)
{
    refusal_rule const &rule = known.refusal;
    std::optional<problem_with> const &doubt = verdict_of_signature.doubt;
    std::span<parameter const> const readable = verdict_of_signature.readable;
    refusal_reading const reading =
        read_refusal(rule, answer); // what is covered says the same, or it is doubtful
    gateway_statement const covered = statement_in(rule, readable, known.is_signed);
    gateway_statement said = statement_in(rule, answer, known.is_signed && !doubt);
    if (said.code != covered.code || said.message != covered.message) said.verified = false;
    bool const is_open = reading.says == verdict::open || is_left_open(rule, headers);
    // No signature covers the status: what says by itself all that a success says is no refusal for the status's sake.
    bool const may_be_success = known.is_signed && reading.says == verdict::none &&
                                says_any_of(readable, *known.fields) &&
                                !missing_from(readable, *known.fields);
    bool const does_status_count = reading.says != verdict::success && !is_open && !may_be_success;
    refusal_kind kind = does_status_count ? kind_by_status(known, status) : refusal_kind::none;
    if (reading.says == verdict::refused && !is_open) kind = kind_by_code(rule, status, kind, covered.code);
    if (kind != refusal_kind::none || reading.says == verdict::refused || is_open) {
        bool const is_unsigned = doubt && doubt->code == errc::signature_missing && rule.unsigned_too;
        // A wrong key looks just like this, so what the gateway says is shown, and marked as unverified.
        if (doubt && !(is_unsigned && kind != refusal_kind::none))
            return error{
                doubt->code, unknown{},
                sentence_for_doubt(known, verdict_of_signature, headers, is_open ? "answer" : "refusal")}
                .with(std::move(said));
        if (is_open && status < 500) return undecided_error(reading.problem, std::move(said));
        // Whatever a server says after it failed, the part of it that moves money may have done its work before.
        if (kind != refusal_kind::none)
            return refusal_error(known, kind, status, !doubt).with(std::move(said));
    }
    if (!is_success(status)) return http_error(status, std::move(said));
    if (doubt)
        return error{doubt->code, unknown{},
                     sentence_for_doubt(known, verdict_of_signature, headers, "answer")};
    if (reading.problem) return reading_error(*reading.problem);
    return std::nullopt;
}

std::optional<error> objection(answer_table const &known, unsigned status, std::span<header const> headers,
                               std::span<parameter const> answer, answer_verdict const &verdict)
{
    auto wrong = find_objection(known, status, headers, answer, verdict);
    if (wrong)
        wrong =
            std::move(*wrong).with_retry_after(read_retry_after(headers, std::chrono::system_clock::now()));
    return wrong;
}

/// The name of what an answer without a body lacks, if it lacks anything.
[[nodiscard]] inline std::optional<std::string_view> missing_without_body(answer_table const &known,
                                                                          unsigned status)
{
    refusal_rule const &rule = known.refusal;
    // 204 and 205 cannot have a body, and so no flag either; 200 can, and a program that broke off sends none.
    bool const may_have_body = status != 204 && status != 205;
    if (!known.signature_field.empty()) return known.signature_field;
    if (!rule.flag.empty() && !rule.flag_may_lack && may_have_body) return rule.flag;
    if (!known.must_mark.empty()) return known.must_mark;
    return missing_from({}, *known.fields);
}

std::optional<error> objection_to_unreadable(answer_table const &known, unsigned status,
                                             std::span<header const> headers, std::string_view body, errc why,
                                             answer_verdict const &verdict)
{
    refusal_rule const &rule = known.refusal;
    bool const is_open = is_left_open(rule, headers);
    bool const is_vouched_for = !known.is_signed || (!known.signature_header.empty() && !verdict.doubt);
    bool const is_unsigned = !verdict.doubt || verdict.doubt->code == errc::signature_missing;
    bool const may_refuse = !is_open && (is_vouched_for || (rule.unsigned_too && is_unsigned));
    refusal_kind const kind = may_refuse ? kind_by_status(known, status) : refusal_kind::none;
    if (!is_success(status)) {
        error wrong = kind != refusal_kind::none ? refusal_error(known, kind, status, is_vouched_for)
                      : is_open && status < 500  ? undecided_error()
                                                 : http_error(status, " and no readable body");
        return std::move(wrong).with_retry_after(read_retry_after(headers, std::chrono::system_clock::now()));
    }
    if (body.find_first_not_of(" \t\r\n") != body.npos)
        return error{why, unknown{}, sentence_for_body(why, "answer")};
    if (is_open) return undecided_error();
    if (verdict.doubt)
        return error{verdict.doubt->code, unknown{}, sentence_for_doubt(known, verdict, headers, "answer")};
    if (auto const name = missing_without_body(known, status))
        return error{why, unknown{}, sentence_for_empty_answer(*name)};
    return std::nullopt;
}

error reading_error(problem_with const &problem)
{
    return {problem.code, unknown{}, sentence_for_field(problem, "answer")};
}

error test_answer_error(test_mark mark, test_rule const &rule)
{
    if (mark == test_mark::test) return {errc::test_message, unknown{}, sentence_for_test_answer(rule.field)};
    return {errc::field_not_convertible, unknown{}, sentence_for_unclear_mark("answer", rule.field)};
}

} // namespace tollgate::inline v0::detail

#endif
