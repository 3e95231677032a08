// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_RESPONSE_HPP
#define TOLLGATE_RESPONSE_HPP

#include <tollgate/detail/account_echo.hpp>
#include <tollgate/detail/description.hpp>
#include <tollgate/detail/sentences.hpp>
#include <tollgate/detail/verification.hpp>
#include <tollgate/format/json.hpp>
#include <tollgate/format/read.hpp>

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace tollgate::inline v0 {

namespace detail {

/// Whether the answer is a refusal, or the name of the field that makes this impossible to say.
struct refusal_reading {
    bool refused = false;
    std::optional<problem_with> problem{};
};

[[nodiscard]] inline refusal_reading read_flag(refusal_rule const &rule, std::span<parameter const> answer)
{
    parameter const *const flag = find(answer, rule.flag);
    if (flag == nullptr && rule.flag_may_lack) return {};
    if (flag == nullptr) return {.problem = problem_with{errc::missing_field, rule.flag}};
    if (flag->kind != value_kind::boolean)
        return {.problem = problem_with{errc::field_not_convertible, rule.flag}};
    bool const is_other = !rule.unless.empty() && find(answer, rule.unless) != nullptr;
    return {.refused = flag->text == "false" && !is_other};
}

[[nodiscard]] inline refusal_reading read_code(refusal_rule const &rule, std::span<parameter const> answer)
{
    parameter const *const code = find(answer, rule.code);
    if (code == nullptr || code->kind == value_kind::null) return {};
    std::int64_t number = 0;
    if (!value_text<std::int64_t>::read(*code, number))
        return {.problem = problem_with{errc::field_not_convertible, rule.code}};
    return {.refused = number != 0};
}

[[nodiscard]] inline refusal_reading read_refusal(refusal_rule const &rule, std::span<parameter const> answer)
{
    refusal_reading const by_flag = rule.flag.empty() ? refusal_reading{} : read_flag(rule, answer);
    if (by_flag.refused || by_flag.problem || rule.code.empty()) return by_flag;
    return read_code(rule, answer);
}

[[nodiscard]] inline gateway_statement statement_in(refusal_rule const &rule,
                                                    std::span<parameter const> answer, bool verified)
{
    auto const text = [answer](std::string_view name) {
        parameter const *const found = name.empty() ? nullptr : find(answer, name);
        return found == nullptr ? std::string{} : std::string{found->text};
    };
    return {.code = text(rule.code), .message = text(rule.message), .verified = verified};
}

[[nodiscard]] constexpr bool is_success(unsigned status) noexcept
{
    return status >= 200 && status < 300;
}

[[nodiscard]] inline error http_error(unsigned status, std::string_view addition)
{
    return {errc::http_status, unknown{},
            "The gateway answered with HTTP status " + std::to_string(status) + std::string{addition} +
                "; ask for the payment's status before trying again."};
}

[[nodiscard]] inline error refusal_error(refusal_rule const &rule, gateway_statement const &said)
{
    if (!rule.not_found.empty() && said.code == rule.not_found)
        return {
            errc::not_found_yet, refused{},
            "The gateway does not know what was asked for, or not yet: this does not mean that it was never "
            "sent. Ask again later before paying again."};
    return {errc::refused_by_gateway, refused{}, "The gateway refused the request; see what it says."};
}

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

template <class Message>
[[nodiscard]] std::string bad_signature_sentence(errc code, std::string_view what)
{
    using rule = decltype(response_rule_of<Message>());
    if constexpr (rule::is_signed)
        return sentence_for_signature(code, what, carrier_of_signature<rule>());
    else
        return {};
}

/// What is wrong with an answer that was parsed, if anything.
template <class Message>
[[nodiscard]] std::optional<error> objection(unsigned status, std::span<parameter const> answer,
                                             std::optional<errc> bad_signature)
{
    constexpr refusal_rule rule = refusal_rule_of<Message>();
    constexpr bool is_signed = decltype(response_rule_of<Message>())::is_signed;
    refusal_reading const refusal = read_refusal(rule, answer);
    if (refusal.refused) {
        gateway_statement said = statement_in(rule, answer, is_signed && !bad_signature);
        // A wrong key looks just like this, so what the gateway says is shown, and marked as unverified.
        if (bad_signature)
            return error{*bad_signature, unknown{},
                         bad_signature_sentence<Message>(*bad_signature, "refusal")}
                .with(std::move(said));
        return refusal_error(rule, said).with(std::move(said));
    }
    if (!is_success(status)) return http_error(status, " and no documented refusal");
    if (bad_signature)
        return error{*bad_signature, unknown{}, bad_signature_sentence<Message>(*bad_signature, "answer")};
    if (refusal.problem)
        return error{refusal.problem->code, unknown{}, sentence_for_field(*refusal.problem, "answer")};
    return std::nullopt;
}

} // namespace detail

/**
 * \brief Reads a gateway's answer: its signature where the gateway signs, its refusal, its fields.
 * \param account whose key signed the answer
 * \param status  the HTTP status; a documented refusal counts whatever it is
 * \param body    the bytes received; everything that arrived takes part in the signature
 * \param limits  how much of it is read
 * \par Errors
 * Outcome `refused` for errc::refused_by_gateway and errc::not_found_yet, `unknown` for all others:
 * \li errc::not_found_yet if the gateway does not know what was asked for: it may still have been sent
 * \li an `errc::body_…`, errc::text_after_body, errc::too_many_fields, errc::duplicate_field for a body that cannot be read
 * \li errc::signature_missing, _mismatch, _malformed, _wrong_length; a refusal's text is then in `gateway()`, unverified
 * \li errc::http_status for an HTTP error without a documented refusal
 * \li errc::invalid_secret, errc::missing_account_field if the account leaves out what the scheme names of it
 * \li errc::ambiguous_value if the signed text could be another answer's
 * \li errc::field_not_signed if the answer's own list of signed fields leaves out a required one, or the secret's place
 * \li errc::missing_field, errc::field_not_convertible, errc::conflicting_fields for an answer that is not as documented
 * \li errc::account_mismatch for an answer that holds another account's field than this one's
 */
template <class Message, class Hash = cryptopp_hash>
    requires detail::sendable<Message, Hash>
[[nodiscard]] result<typename Message::response> read_response(typename Message::account const &account,
                                                               unsigned status, std::string_view body,
                                                               body_limits limits = answer_limits)
{
    parameter_list parameters;
    if (auto const why = parse_json(body, parameters, limits)) {
        if (!detail::is_success(status)) return detail::http_error(status, " and no readable body");
        return error{*why, unknown{}, detail::sentence_for_body(*why, "answer")};
    }
    std::span<parameter const> const answer = std::as_const(parameters).items();
    std::optional<errc> bad_signature;
    [[maybe_unused]] signing::last_choice chosen;
    if constexpr (decltype(detail::response_rule_of<Message>())::is_signed) {
        auto const checked = detail::check_signature<Hash, Message>(
            detail::response_rule<Message>, {.fields = answer, .body = body, .remembered = &chosen}, account);
        if (errc const *const why = std::get_if<errc>(&checked)) bad_signature = *why;
    } else {
        static_cast<void>(account);
    }
    if (auto wrong = detail::objection<Message>(status, answer, bad_signature)) return *std::move(wrong);
    if constexpr (decltype(detail::response_rule_of<Message>())::is_signed) {
        using named = typename Message::response;
        if (auto const twofold =
                detail::find_ambiguity<Hash, named>(detail::response_rule<Message>, answer, &chosen))
            return error{twofold->code, unknown{}, detail::sentence_for_field(*twofold, "answer")};
        if (auto const open = detail::find_unsigned<named>(detail::response_rule<Message>, answer))
            return error{open->code, unknown{}, detail::sentence_for_field(*open, "answer")};
    }
    constexpr auto markers = detail::answer_markers<Message>();
    detail::reading read{answer, markers};
    auto response = read.aggregate<typename Message::response>();
    if (auto const &problem = read.problem())
        return error{problem->code, unknown{}, detail::sentence_for_field(*problem, "answer")};
    if (auto const name = detail::find_another_account<Message>(account, response); !name.empty())
        return error{errc::account_mismatch, unknown{},
                     detail::sentence_for_field({errc::account_mismatch, name}, "answer")};
    return response;
}
template <class Message, class Hash = cryptopp_hash>
    requires(!detail::sendable<Message, Hash> && detail::check_message<Message, Hash>())
void read_response(auto const &account, unsigned status, std::string_view body, body_limits limits = {});

} // namespace tollgate::inline v0

#endif
