// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_OPERATION_HPP
#define TOLLGATE_SANDBOX_OPERATION_HPP

#include <tollgate/callback.hpp>
#include <tollgate/detail/format/lowering.hpp>
#include <tollgate/detail/format/reading.hpp>
#include <tollgate/detail/verification.hpp>
#include <tollgate/request.hpp>
#include <tollgate/sandbox/behaviour.hpp>

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace tollgate::inline v0::sandbox {

/// An answer as the gateway writes it.
struct gateway_answer {
    unsigned status = 200;
    std::string body;
};

namespace detail {

/// Empty if the scheme gives no signature.
/// \tparam Message whose key signs
/// \tparam AsForm  whether it is written percent-encoded
template <class Message, class Hash, bool AsForm = false, class Rule>
[[nodiscard]] std::string sign_and_write(typename Message::account const &account, parameter_list &fields,
                                         Rule const &rule)
{
    signing::signature made;
    if constexpr (Rule::is_signed) {
        auto const texts = tollgate::detail::texts_of<Message>(account);
        signing::context over{.fields = std::as_const(fields).items(),
                              .outside = tollgate::detail::ciphers_for<Hash, Rule>};
        texts.show_in(over);
        if (signing::sign<Hash>(rule.scheme, over, made)) return {};
        fields.add({.name = rule.field, .text = made.text()});
    }
    auto const all = std::as_const(fields).items();
    if constexpr (AsForm) return tollgate::detail::query_of(all);
    return tollgate::detail::json_of(all);
}

} // namespace detail

/// A callback as the gateway sends it.
template <class Hash, callback Callback>
[[nodiscard]] std::string write_signed(typename Callback::account const &account, Callback const &what)
{
    auto fields = tollgate::detail::lower(what);
    return detail::sign_and_write<Callback, Hash, tollgate::detail::comes_only_as_form<Callback>>(
        account, fields.parameters, tollgate::detail::callback_rule<Callback>);
}

/// One message of a gateway, from the gateway's side.
template <message Message, hash_policy Hash>
struct operation {
    using account = typename Message::account;
    using endpoint = typename Message::endpoint;
    using response = typename Message::response;
    using rules = behaviour<account>;
    static constexpr refusal_rule refuses = tollgate::detail::refusal_rule_of<Message>();

    [[nodiscard]] static bool is_at(std::string_view method, std::string_view target) noexcept
    {
        return method == endpoint::method &&
               tollgate::detail::match_path(endpoint::path, target, nullptr).has_value();
    }
    [[nodiscard]] static bool read(std::string_view target, std::string_view body, parameter_list &to)
    {
        return !tollgate::detail::read_wire(tollgate::detail::message_table_of<Message>, endpoint::path,
                                            {.target = target, .body = body}, to, to);
    }
    /// Whether it is this one of the messages that share a path.
    [[nodiscard]] static bool is_meant(std::span<parameter const> received)
    {
        for (tollgate::detail::field_row const &row : tollgate::detail::field_table_of<Message>)
            if (row.kind == tollgate::detail::field_kind::constant &&
                tollgate::detail::missing_from(received, row))
                return false;
        return true;
    }

    /// The message, once it is known to be the merchant's own, signed well, and complete.
    [[nodiscard]] static std::variant<Message, refusal> verify_and_read(account const &who,
                                                                        std::span<parameter const> received)
    {
        if (auto const why = find_other_account(who, received)) return *why;
        if (!is_signature_right(who, received)) return rules::bad_signature;
        tollgate::detail::reading read{received};
        auto message = read.template aggregate<Message>();
        if (auto const &problem = read.problem()) return rules::bad_field(problem->name);
        // A gateway refuses what it cannot read, whether it needs it or not.
        if (!read.unreadable().empty()) return rules::bad_field(read.unreadable());
        // What a choice requires, only writing it looks at.
        auto const again = tollgate::detail::lower(message);
        if (again.problem) return rules::bad_field(again.problem->name);
        return message;
    }

    [[nodiscard]] static gateway_answer answer(account const &who, response const &with)
    {
        parameter_list fields;
        if (says_success()) fields.add({.name = refuses.flag, .text = "true", .kind = value_kind::boolean});
        tollgate::detail::lowering{fields}.message(with);
        return {200,
                detail::sign_and_write<Message, Hash>(who, fields, tollgate::detail::response_rule<Message>)};
    }
    [[nodiscard]] static gateway_answer refuse(account const &who, refusal const &why)
    {
        parameter_list fields;
        if (!refuses.flag.empty())
            fields.add({.name = refuses.flag, .text = "false", .kind = value_kind::boolean});
        if (!refuses.code.empty())
            fields.add({.name = *refuses.code.begin(), .text = why.code, .kind = kind_of_code(why.code)});
        if (!refuses.message.empty()) fields.add({.name = *refuses.message.begin(), .text = why.message});
        return {why.status,
                detail::sign_and_write<Message, Hash>(who, fields, tollgate::detail::response_rule<Message>)};
    }

private:
    [[nodiscard]] static value_kind kind_of_code(std::string_view code) noexcept
    {
        bool const is_number = !code.empty() && code.find_first_not_of("0123456789") == code.npos;
        return is_number ? value_kind::number : value_kind::text;
    }
    /// Not where the answers lack it, nor where they have a field of their own by this name.
    [[nodiscard]] static constexpr bool says_success()
    {
        constexpr auto const &own = tollgate::detail::own_top_names<response>;
        return !refuses.flag.empty() && !refuses.flag_may_lack &&
               std::ranges::find(own, refuses.flag) == own.end();
    }
    /// How an account's field that is another's, or lacks, is refused.
    [[nodiscard]] static std::optional<refusal> find_other_account(account const &who,
                                                                   std::span<parameter const> received)
    {
        parameter_list own;
        tollgate::detail::lowering into{own};
        tollgate::detail::lower_sent(tollgate::detail::message_table_of<Message>, &who, into);
        for (parameter const &mine : std::as_const(own).items()) {
            parameter const *const given = find(received, mine.name);
            if (given == nullptr || given->text != mine.text) return rules::unknown_account(mine.name);
        }
        return std::nullopt;
    }
    [[nodiscard]] static bool is_signature_right([[maybe_unused]] account const &who,
                                                 [[maybe_unused]] std::span<parameter const> received)
    {
        using rule = tollgate::detail::request_rule_t<Message>;
        if constexpr (rule::is_signed) {
            constexpr auto const &known = tollgate::detail::message_table_of<Message>;
            std::string written;
            if constexpr (!tollgate::detail::has_fixed_host<account>)
                if (tollgate::detail::write_address(known, &who, written)) return false;
            tollgate::detail::named_headers const headers{known,
                                                          tollgate::detail::address_in(known, written)};
            signing::context const over{
                .fields = received, .operation = endpoint::operation, .headers = headers.all()};
            auto const checked = tollgate::detail::check_signature<Hash, Message, rule>(
                tollgate::detail::request_table<Message>, over, who);
            return std::holds_alternative<std::size_t>(checked);
        } else {
            return true;
        }
    }
};

} // namespace tollgate::inline v0::sandbox

#endif
