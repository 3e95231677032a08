// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_ONE_PAYMENT_PAYMENTS_HPP
#define TOLLGATE_SANDBOX_ONE_PAYMENT_PAYMENTS_HPP

#include <tollgate/providers/one_payment.hpp>
#include <tollgate/sandbox/behaviour.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace tollgate::inline v0::sandbox::detail {

/// A refusal's number, as public integrations list them.
[[nodiscard]] constexpr refusal refused_with(one_payment::error_code code)
{
    constexpr std::array<std::string_view, 12> texts{"0", "1", "2", "3", "4",  "5",
                                                     "6", "7", "8", "9", "10", "11"};
    return {.code = texts[static_cast<std::size_t>(code)]};
}

[[nodiscard]] constexpr one_payment::status status_of(entry const &what)
{
    switch (what.state) {
    case entry_state::unopened: return one_payment::status::init;
    case entry_state::pending: return one_payment::status::pending;
    case entry_state::paid: return one_payment::status::success;
    case entry_state::declined: return one_payment::status::failure;
    case entry_state::refunding: return one_payment::status::refund_pending;
    case entry_state::refunded: break;
    }
    return one_payment::status::refund;
}
[[nodiscard]] constexpr std::string_view status_text(entry const &what)
{
    switch (what.state) {
    case entry_state::unopened: return "INIT";
    case entry_state::pending: return "PENDING";
    case entry_state::paid: return "SUCCESS";
    case entry_state::declined: return "FAILURE";
    case entry_state::refunding: return "REFUND_PENDING";
    case entry_state::refunded: break;
    }
    return "REFUND";
}

/// The project's currency is a setting of the gateway's; rubles unless the account says which.
[[nodiscard]] inline std::string currency_of(one_payment::account const &who)
{
    return who.currency.value_or("RUB");
}

/// What was paid or, before that, what is to be paid.
[[nodiscard]] inline decimal price_of(entry const &what)
{
    return what.received.digits() != 0 ? what.received : what.amount;
}

/// Present where the payment was paid and asked for one.
[[nodiscard]] inline std::string token_of(entry const &what)
{
    bool const has_one = what.saves_token && what.received.digits() != 0;
    return has_one ? "token-" + what.id : "";
}

/// Forms and payments of 1Payment.
struct one_payment_payments {
    using code = one_payment::error_code;
    static constexpr std::string_view page_host = "merchant.1payment.com";

    [[nodiscard]] static reply<one_payment::init_form> answer(ledger &book, one_payment::account const &who,
                                                              one_payment::init_form const &order)
    {
        if (auto const why = find_fault(book, order)) return *why;
        entry fresh = entry_for(who, order, entry_kind::form);
        fresh.state = entry_state::unopened;
        fresh.method = order.payment_type.value_or("card");
        fresh.success_url = order.success_url.value_or("");
        fresh.failure_url = order.failure_url.value_or("");
        fresh.saves_token = order.use_token == 1 || order.subscribe == 1;
        return one_payment::form{.url = show(book, book.open(std::move(fresh)))};
    }
    [[nodiscard]] static reply<one_payment::init_payment>
    answer(ledger &book, one_payment::account const &who, one_payment::init_payment const &order)
    {
        if (auto const why = find_fault(book, order)) return *why;
        auto const own = [&](std::string_view name) {
            auto const &chosen = std::get<other>(order.payment_type.value());
            for (unlisted_field const &given : chosen.fields)
                if (given.depth == 0 && given.name == name) return given.text;
            return std::string{};
        };
        if (std::string const token = own("token"); !token.empty() && !is_known(book, token))
            return refused_with(code::general); // which code, is unknown
        entry fresh = entry_for(who, order, entry_kind::invoice);
        fresh.method = std::string{order.payment_type.text()};
        fresh.success_url = fresh.failure_url = order.return_url.value_or("");
        fresh.saves_token = own("use_token") == "1" || own("subscribe") == "1";
        entry &made = book.open(std::move(fresh));
        return one_payment::payment{.order_id = made.id,
                                    .status = status_of(made),
                                    .status_description = std::string{status_text(made)},
                                    .redirect_url = show(book, made)};
    }
    [[nodiscard]] static reply<one_payment::status_payment>
    answer(ledger &book, one_payment::account const &who, one_payment::status_payment const &asked)
    {
        auto const *const by_order = asked.payment.get_if<one_payment::by_order_id>();
        auto const *const by_user = asked.payment.get_if<one_payment::by_user_data>();
        entry *const found = by_order != nullptr ? book.find(*by_order->order_id)
                                                 : book.newest(*by_user->user_data, is_payment);
        // A form that nobody opened is no transaction yet.
        if (found == nullptr || !is_payment(*found) || found->state == entry_state::unopened)
            return refused_with(code::transaction_not_found);
        return one_payment::payment_status{.order_id = found->id,
                                           .status = status_of(*found),
                                           .status_description = std::string{status_text(*found)},
                                           .payment_type = found->method,
                                           .project_id = who.project_id.value(),
                                           .user_data = found->merchants_id,
                                           .init_time = found->created,
                                           .status_time = found->changed,
                                           .merchant_price = price_of(*found),
                                           .user_price = price_of(*found),
                                           .currency = found->currency,
                                           .token = token_of(*found)};
    }

private:
    [[nodiscard]] static bool is_payment(entry const &what) { return what.kind != entry_kind::payout; }
    [[nodiscard]] static bool is_known(ledger const &book, std::string const &token)
    {
        return std::ranges::any_of(book.entries(), [&](entry const &e) { return token_of(e) == token; });
    }
    template <class Order>
    [[nodiscard]] static std::optional<refusal> find_fault(ledger &book, Order const &order)
    {
        if (book.newest(*order.user_data, is_payment) != nullptr) return refused_with(code::bad_user_data);
        if (order.amount->digits() <= 0) return refused_with(code::general); // which code, is unknown
        return std::nullopt;
    }
    template <class Order>
    [[nodiscard]] static entry entry_for(one_payment::account const &who, Order const &order, entry_kind kind)
    {
        return {.merchants_id = order.user_data.value(),
                .kind = kind,
                .amount = order.amount.value(),
                .currency = currency_of(who),
                .description = order.description.value_or("")};
    }
    [[nodiscard]] static std::string show(ledger &book, entry &what)
    {
        book.show_at(what, "https://" + std::string{page_host} + "/" + what.id);
        return what.page;
    }
};

} // namespace tollgate::inline v0::sandbox::detail

#endif
