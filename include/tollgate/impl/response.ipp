// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_RESPONSE_IPP
#define TOLLGATE_IMPL_RESPONSE_IPP

#include <tollgate/response.hpp>

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

refusal_reading read_code(refusal_rule const &rule, std::span<parameter const> answer)
{
    if (rule.code.empty()) return {};
    parameter const *const code = signing::find_path(answer, rule.code);
    // It may be one of those that leave the outcome open.
    refusal_reading const unreadable{.says = rule.open_codes.empty() ? verdict::none : verdict::open,
                                     .problem = problem_with{errc::field_not_convertible, rule.code}};
    if (code == nullptr)
        return signing::find_on_the_way(answer, rule.code) == nullptr ? refusal_reading{} : unreadable;
    // Nobody can say which code it is.
    if (code->repeated)
        return {.says = verdict::open, .problem = problem_with{errc::duplicate_field, rule.code}};
    if (code->malformed) return {.says = verdict::open};
    if (says_nothing(*code, answer)) return {}; // zeros are codes of success
    bool const is_text = code->kind == value_kind::text;
    std::int64_t number = 0;
    if (!is_text && !value_text<std::int64_t>::read(*code, number)) return unreadable;
    if (rule.open_codes.contains(code->text)) return {.says = verdict::open};
    bool const is_success = is_success_code(rule, code->text);
    return {.says = is_success ? verdict::success : verdict::refused};
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
    auto const text = [answer](std::string_view name) {
        parameter const *const found = name.empty() ? nullptr : signing::find_path(answer, name);
        return found == nullptr ? std::string{} : as_utf8(found->text);
    };
    return {.code = text(rule.code), .message = text(rule.message), .verified = verified};
}

error http_error(unsigned status, std::string_view addition)
{
    return error{errc::http_status, unknown{}, sentence_for_status(status, addition)}.with_http_status(
        status);
}

error http_error(unsigned status, gateway_statement said)
{
    if (said.code.empty() && said.message.empty()) return http_error(status, " and no documented refusal");
    return http_error(status, status >= 500 ? "" : " and no documented refusal; see what it says")
        .with(std::move(said));
}

error refusal_error(refusal_rule const &rule, gateway_statement const &said)
{
    if (!rule.not_found.empty() && said.code == rule.not_found)
        return {errc::not_found_yet, refused{}, not_found_sentence};
    return {errc::refused_by_gateway, refused{}, refused_sentence};
}

error undecided_error()
{
    return {errc::undecided_by_gateway, unknown{}, undecided_sentence};
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
