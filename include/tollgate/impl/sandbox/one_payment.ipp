// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SANDBOX_ONE_PAYMENT_IPP
#define TOLLGATE_IMPL_SANDBOX_ONE_PAYMENT_IPP

#include <tollgate/sandbox/one_payment.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace tollgate::inline v0::sandbox {

namespace one_payment_parts {

[[nodiscard]] inline one_payment::status status_of(entry const &what)
{
    switch (what.state) {
    case entry_state::unopened: return one_payment::status::init;
    case entry_state::pending: return one_payment::status::pending;
    case entry_state::paid: return one_payment::status::success;
    case entry_state::declined: return one_payment::status::failure;
    case entry_state::refunding: return one_payment::status::refund_pending;
    default: break;
    }
    return one_payment::status::refund;
}
[[nodiscard]] inline std::string_view status_text(entry const &what)
{
    switch (what.state) {
    case entry_state::unopened: return "INIT";
    case entry_state::pending: return "PENDING";
    case entry_state::paid: return "SUCCESS";
    case entry_state::declined: return "FAILURE";
    case entry_state::refunding: return "REFUND_PENDING";
    default: break;
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

[[nodiscard]] inline bool is_payment(entry const &what)
{
    return what.kind != entry_kind::payout;
}
[[nodiscard]] inline bool is_known(ledger const &book, std::string const &token)
{
    return std::ranges::any_of(book.entries(), [&](entry const &e) { return token_of(e) == token; });
}

template <class Order>
[[nodiscard]] inline std::optional<refusal> find_fault(ledger &book, Order const &order)
{
    if (book.newest(*order.user_data, is_payment) != nullptr)
        return detail::refused_with(one_payment::error_code::bad_user_data);
    if (order.amount->digits() <= 0)
        return detail::refused_with(one_payment::error_code::general); // which code, is unknown
    return std::nullopt;
}

template <class Order>
[[nodiscard]] inline entry entry_for(one_payment::account const &who, Order const &order, entry_kind kind)
{
    return {.merchants_id = order.user_data.value(),
            .kind = kind,
            .amount = order.amount.value(),
            .currency = currency_of(who),
            .description = order.description.value_or("")};
}

[[nodiscard]] inline std::string show(ledger &book, entry &what)
{
    book.show_at(what, "https://" + std::string{behaviour<one_payment::account>::page_host} + "/" + what.id);
    return what.page;
}

[[nodiscard]] inline bool is_payout(entry const &what)
{
    return what.kind == entry_kind::payout;
}

} // namespace one_payment_parts

reply<one_payment::init_form> behaviour<one_payment::account>::answer(ledger &book,
                                                                      one_payment::account const &who,
                                                                      one_payment::init_form const &order)
{
    if (auto const why = one_payment_parts::find_fault(book, order)) return *why;
    entry fresh = one_payment_parts::entry_for(who, order, entry_kind::form);
    fresh.state = entry_state::unopened;
    fresh.method = order.payment_type.value_or("card");
    fresh.success_url = order.success_url.value_or("");
    fresh.failure_url = order.failure_url.value_or("");
    fresh.saves_token = order.use_token == 1 || order.subscribe == 1;
    return one_payment::form{.url = one_payment_parts::show(book, book.open(std::move(fresh)))};
}

reply<one_payment::init_payment>
behaviour<one_payment::account>::answer(ledger &book, one_payment::account const &who,
                                        one_payment::init_payment const &order)
{
    if (auto const why = one_payment_parts::find_fault(book, order)) return *why;
    auto const own = [&](std::string_view name) {
        auto const &chosen = std::get<other>(order.payment_type.value());
        for (unlisted_field const &given : chosen.fields)
            if (given.depth == 0 && given.name == name) return given.text;
        return std::string{};
    };
    if (std::string const token = own("token"); !token.empty() && !one_payment_parts::is_known(book, token))
        return detail::refused_with(code::general); // which code, is unknown
    entry fresh = one_payment_parts::entry_for(who, order, entry_kind::invoice);
    fresh.method = std::string{order.payment_type.text()};
    fresh.success_url = fresh.failure_url = order.return_url.value_or("");
    fresh.saves_token = own("use_token") == "1" || own("subscribe") == "1";
    entry &made = book.open(std::move(fresh));
    return one_payment::payment{.order_id = made.id,
                                .status = one_payment_parts::status_of(made),
                                .status_description = std::string{one_payment_parts::status_text(made)},
                                .redirect_url = one_payment_parts::show(book, made)};
}

reply<one_payment::status_payment>
behaviour<one_payment::account>::answer(ledger &book, one_payment::account const &who,
                                        one_payment::status_payment const &asked)
{
    auto const *const by_order = asked.payment.get_if<one_payment::by_order_id>();
    auto const *const by_user = asked.payment.get_if<one_payment::by_user_data>();
    entry *const found = by_order != nullptr
                             ? book.find(*by_order->order_id)
                             : book.newest(*by_user->user_data, one_payment_parts::is_payment);
    // A form that nobody opened is no transaction yet.
    if (found == nullptr || !one_payment_parts::is_payment(*found) || found->state == entry_state::unopened)
        return detail::refused_with(code::transaction_not_found);
    return one_payment::payment_status{.order_id = found->id,
                                       .status = one_payment_parts::status_of(*found),
                                       .status_description =
                                           std::string{one_payment_parts::status_text(*found)},
                                       .payment_type = found->method,
                                       .project_id = who.project_id.value(),
                                       .user_data = found->merchants_id,
                                       .init_time = found->created,
                                       .status_time = found->changed,
                                       .merchant_price = one_payment_parts::price_of(*found),
                                       .user_price = one_payment_parts::price_of(*found),
                                       .currency = found->currency,
                                       .token = one_payment_parts::token_of(*found)};
}

reply<one_payment::init_payout> behaviour<one_payment::account>::answer(ledger &book,
                                                                        one_payment::account const &who,
                                                                        one_payment::init_payout const &order)
{
    if (book.newest(*order.user_data, one_payment_parts::is_payout) != nullptr)
        return detail::refused_with(code::bad_user_data);
    if (order.amount->digits() <= 0) return detail::refused_with(code::general); // which code, is unknown
    if (!book.debit(one_payment_parts::currency_of(who), *order.amount))
        return detail::refused_with(code::insufficient_balance);
    entry const &made = book.open({.merchants_id = order.user_data.value(),
                                   .kind = entry_kind::payout,
                                   .amount = order.amount.value(),
                                   .currency = one_payment_parts::currency_of(who),
                                   .description = order.description.value_or("")});
    return one_payment::accepted_payout{.payout_id = made.id, .status = one_payment_parts::status_of(made)};
}

reply<one_payment::status_payout>
behaviour<one_payment::account>::answer(ledger &book, one_payment::account const &,
                                        one_payment::status_payout const &asked)
{
    entry const *const found = book.find(*asked.order_id);
    if (found == nullptr || !one_payment_parts::is_payout(*found))
        return detail::refused_with(code::transaction_not_found);
    if (asked.user_data && *asked.user_data != found->merchants_id)
        return detail::refused_with(code::transaction_not_found);
    return one_payment::payout_status{.status = one_payment_parts::status_of(*found),
                                      .status_description =
                                          std::string{one_payment_parts::status_text(*found)}};
}

reply<one_payment::get_balance> behaviour<one_payment::account>::answer(ledger &book,
                                                                        one_payment::account const &who,
                                                                        one_payment::get_balance const &)
{
    decimal const all = book.balance(one_payment_parts::currency_of(who));
    std::vector<one_payment::project_balance> projects;
    projects.push_back({.project_id = who.project_id.value(), .payout_balance = all});
    return one_payment::balances{.balance = all, .project_balance = std::move(projects)};
}

refusal behaviour<one_payment::account>::unknown_account(std::string_view name)
{
    return detail::refused_with(name == "partner_id" ? code::unknown_partner : code::unknown_project);
}

refusal behaviour<one_payment::account>::bad_field(std::string_view name)
{
    return name == "user_data" ? detail::refused_with(code::bad_user_data) : bad_request;
}

std::optional<behaviour<one_payment::account>::reports>
behaviour<one_payment::account>::report(one_payment::account const &who, entry const &what)
{
    if (what.kind == entry_kind::payout) return std::nullopt;
    return reports{.payment_type = what.method,
                   .order_id = what.id,
                   .project_id = who.project_id.value(),
                   .status = one_payment_parts::status_of(what),
                   .status_description = std::string{one_payment_parts::status_text(what)},
                   .init_time = what.created,
                   .status_time = what.changed,
                   .merchant_price = one_payment_parts::price_of(what),
                   .user_price = one_payment_parts::price_of(what),
                   .currency = what.currency,
                   .card_mask = "411111******1111",
                   .token = one_payment_parts::token_of(what),
                   .user_data = what.merchants_id};
}

behaviour<one_payment::account>::reports
behaviour<one_payment::account>::test_report(one_payment::account const &who, entry what)
{
    what.state = entry_state::paid;
    what.kind = entry_kind::invoice;
    reports told = *report(who, what);
    told.test = 1;
    return told;
}

std::string behaviour<one_payment::account>::shown_amount(entry const &what)
{
    return what.amount.text() + " " + what.currency;
}

#ifndef TOLLGATE_HEADER_ONLY
template class simulated_account_of<one_payment::account, cryptopp_hash>;
#endif

} // namespace tollgate::inline v0::sandbox

#endif
