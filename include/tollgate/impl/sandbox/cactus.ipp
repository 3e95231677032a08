// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SANDBOX_CACTUS_IPP
#define TOLLGATE_IMPL_SANDBOX_CACTUS_IPP

#include <tollgate/currency.hpp>
#include <tollgate/sandbox/cactus.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tollgate::inline v0::sandbox {

namespace cactus_parts {

/// The numbers of the document's examples; what they mean is undocumented.
struct cactus_status {
    static constexpr std::int64_t good = 3; ///< Created, and paid.
    static constexpr std::int64_t bad = 4;  ///< Closed, and failed.

    [[nodiscard]] static std::int64_t of(entry const &what)
    {
        return what.state == entry_state::declined ? bad : good;
    }
};

[[nodiscard]] inline minor_units in_minor(decimal const &amount)
{
    return amount.digits();
}

inline constexpr refusal too_large{.message = "Amount is too large"};   // made up
inline constexpr refusal no_balance{.message = "Insufficient balance"}; // made up

template <class Order>
[[nodiscard]] inline entry entry_for(Order const &order, entry_kind kind)
{
    return {.merchants_id = order.request_id.value(),
            .kind = kind,
            .amount = decimal{order.amount->count()},
            .currency = order.currency.value(),
            .method = std::string{order.method.text()},
            .payer = order.site_login.value()};
}

template <class Order>
[[nodiscard]] inline bool fits(Order const &order)
{
    return order.amount->count() <= decimal::max_digits;
}

[[nodiscard]] inline cactus::invoice as_invoice(cactus::account const &who, entry const &what)
{
    return {.invoice_id = what.id,
            .status = cactus_status::good,
            .request_id = what.merchants_id,
            .amount = in_minor(what.amount),
            .currency = what.currency,
            .site_id = who.site_id.value(),
            .site_login = what.payer,
            .message = "Payout initialized"};
}

inline constexpr refusal no_invoice{.message = "Invoice not found"};             // made up
inline constexpr refusal is_final{.message = "Invoice is final already"};        // made up
inline constexpr refusal nothing_free{.message = "Nothing free", .status = 404}; // the status is documented

/// How long an amount stays booked, typically.
inline constexpr std::chrono::seconds booked_for{30};

[[nodiscard]] inline entry *cash_invoice(ledger &book, std::string const &request_id)
{
    return book.newest(request_id,
                       [](entry const &e) { return e.kind == entry_kind::invoice && e.method == "cash"; });
}

template <class Field>
inline void note(entry &at, Field const &field)
{
    if (field) at.details.emplace_back(Field::name, *field);
}

[[nodiscard]] inline cactus::cash_invoice as_cash_invoice(cactus::account const &who, entry const &what)
{
    return {.invoice_id = what.id,
            .request_id = what.merchants_id,
            .amount = in_minor(what.amount),
            .currency = what.currency,
            .site_id = who.site_id.value(),
            .site_login = what.payer};
}

inline void each(ledger const &book, auto const &only, auto visit)
{
    for (auto const &[currency, amount] : book.balances())
        if (!only || *only == currency) visit(currency, amount);
}

[[nodiscard]] inline std::string reason(entry const &what)
{
    bool const is_payout = what.kind == entry_kind::payout;
    if (what.state == entry_state::declined)
        return is_payout ? "Payout Invoice status set to Decline by user sandbox"
                         : "Session expired. No success payment";
    return is_payout ? "Payout Invoice status set to Success by user sandbox" : "";
}

} // namespace cactus_parts

reply<cactus::obtain_token> behaviour<cactus::account>::answer(ledger &book, cactus::account const &,
                                                               cactus::obtain_token const &order)
{
    if (!cactus_parts::fits(order)) return cactus_parts::too_large;
    entry fresh = cactus_parts::entry_for(order, entry_kind::form);
    if (fresh.method.empty()) fresh.method = "card";
    fresh.state = entry_state::unopened;
    fresh.success_url = order.success_url.value_or("");
    fresh.failure_url = order.fail_url.value_or("");
    entry &made = book.open(std::move(fresh));
    book.show_at(made, "https://" + std::string{page_host} + "/api/jsapi/open/" + made.id + "/");
    return cactus::payment_form{.key = made.id, .redirect_url = made.page};
}

reply<cactus::create_invoice> behaviour<cactus::account>::answer(ledger &book, cactus::account const &who,
                                                                 cactus::create_invoice const &order)
{
    if (!cactus_parts::fits(order)) return cactus_parts::too_large;
    cactus::invoice made =
        cactus_parts::as_invoice(who, book.open(cactus_parts::entry_for(order, entry_kind::invoice)));
    // The names of the transfer details are undocumented; this one is made up, and looks it.
    made.more = {{.name = "sandbox_pay_to", .text = "4111111111111111"}};
    return made;
}

reply<cactus::payout> behaviour<cactus::account>::answer(ledger &book, cactus::account const &who,
                                                         cactus::payout const &order)
{
    if (!cactus_parts::fits(order)) return cactus_parts::too_large;
    entry fresh = cactus_parts::entry_for(order, entry_kind::payout);
    if (!book.debit(fresh.currency, fresh.amount)) return cactus_parts::no_balance;
    return cactus_parts::as_invoice(who, book.open(std::move(fresh)));
}

reply<cactus::close_invoice> behaviour<cactus::account>::answer(ledger &book, cactus::account const &who,
                                                                cactus::close_invoice const &asked)
{
    entry *const found = book.newest(*asked.request_id, [&](entry const &e) {
        return e.kind == entry_kind::invoice && e.payer == *asked.site_login;
    });
    if (found == nullptr) return cactus_parts::no_invoice;
    book.settle(*found, final_state::declined); // not if it is paid; the answer then says so
    return cactus::closed_invoice{.invoice_id = found->id,
                                  .status = cactus_parts::cactus_status::of(*found),
                                  .success = found->state == entry_state::paid,
                                  .request_id = found->merchants_id,
                                  .amount = cactus_parts::in_minor(found->amount),
                                  .received_amount = cactus_parts::in_minor(found->received),
                                  .currency = found->currency,
                                  .site_id = who.site_id.value(),
                                  .site_login = found->payer};
}

reply<cactus::cancel_cash_invoice>
behaviour<cactus::account>::answer(ledger &book, cactus::account const &who,
                                   cactus::cancel_cash_invoice const &asked)
{
    entry *const found = cactus_parts::cash_invoice(book, *asked.request_id);
    if (found == nullptr) return cactus_parts::no_invoice;
    if (!book.settle(*found, final_state::declined)) return cactus_parts::is_final;
    return cactus_parts::as_cash_invoice(who, *found);
}

reply<cactus::edit_cash_invoice> behaviour<cactus::account>::answer(ledger &book, cactus::account const &who,
                                                                    cactus::edit_cash_invoice const &asked)
{
    entry *const found = cactus_parts::cash_invoice(book, *asked.request_id);
    if (found == nullptr) return cactus_parts::no_invoice;
    if (found->state != entry_state::pending) return cactus_parts::is_final;
    cactus_parts::note(*found, asked.address);
    cactus_parts::note(*found, asked.messenger);
    cactus_parts::note(*found, asked.username);
    cactus_parts::note(*found, asked.time);
    return cactus_parts::as_cash_invoice(who, *found);
}

reply<cactus::book_amount> behaviour<cactus::account>::answer(ledger &book, cactus::account const &,
                                                              cactus::book_amount const &asked)
{
    std::vector<decimal> near; // how near "close to it" is, is undocumented
    for (std::int64_t more = 0; more <= 6; ++more)
        if (asked.amount->count() <= decimal::max_digits - more)
            near.emplace_back(asked.amount->count() + more);
    auto const booked = book.book({.merchants_id = *asked.request_id,
                                   .amount = {},
                                   .currency = *asked.currency,
                                   .until = std::chrono::steady_clock::now() + cactus_parts::booked_for},
                                  near);
    if (!booked) return cactus_parts::nothing_free;
    // The field's name is undocumented; this one is made up, and looks it.
    return cactus::booked_amount{
        .more = {{.name = "sandbox_amount", .text = booked->text(), .kind = value_kind::number}}};
}

reply<cactus::failed_invoices> behaviour<cactus::account>::answer(ledger &book, cactus::account const &who,
                                                                  cactus::failed_invoices const &asked)
{
    cactus::failed_invoice_list list{.invoices = std::vector<cactus::failed_invoice>{}};
    if (asked.site_id.has_value() && *asked.site_id != *who.site_id) return list;
    std::vector<cactus::failed_invoice> failed;
    for (entry const &e : book.entries()) {
        bool const is_meant = e.state == entry_state::declined && e.kind != entry_kind::payout &&
                              e.currency == *asked.currency && e.created >= asked.from_date.value_or("");
        if (!is_meant || std::cmp_greater_equal(failed.size(), asked.limit.value_or(100))) continue;
        failed.push_back({.invoice_id = e.id,
                          .amount = e.amount,
                          .currency = e.currency,
                          .status = "Failed",
                          .date_created = e.created,
                          .date_modified = e.changed});
    }
    list.invoices = std::move(failed);
    return list;
}

reply<cactus::balance> behaviour<cactus::account>::answer(ledger &book, cactus::account const &who,
                                                          cactus::balance const &asked)
{
    std::vector<cactus::wallet> wallets;
    cactus_parts::each(book, asked.currency, [&](std::string const &currency, decimal const &amount) {
        wallets.push_back({.name = currency, .currency = currency, .amount = amount, .available = amount});
    });
    return cactus::wallets{.site_id = who.site_id.value(), .balance = std::move(wallets)};
}

reply<cactus::project_balance> behaviour<cactus::account>::answer(ledger &book, cactus::account const &,
                                                                  cactus::project_balance const &asked)
{
    std::vector<cactus::project_wallet> wallets;
    cactus_parts::each(book, asked.currency, [&](std::string const &currency, decimal const &amount) {
        wallets.push_back({.currency = currency, .amount = amount, .available = amount});
    });
    return cactus::project_wallets{.project_id = asked.project_id.value(),
                                   .project_balance = std::move(wallets)};
}

std::optional<behaviour<cactus::account>::reports>
behaviour<cactus::account>::report(cactus::account const &who, entry const &what)
{
    return reports{.site_id = who.site_id.value(),
                   .site_login = what.payer,
                   .status = cactus_parts::cactus_status::of(what),
                   .invoice_id = what.id,
                   .request_id = what.is_extra ? std::optional<std::string>{} : what.merchants_id,
                   .amount = cactus_parts::in_minor(what.amount),
                   .received_amount = cactus_parts::in_minor(what.received),
                   .is_payout = what.kind == entry_kind::payout ? std::optional{true} : std::nullopt,
                   .currency = what.currency,
                   .received_currency = what.currency,
                   .method = what.method,
                   .description = what.is_extra ? "" : cactus_parts::reason(what),
                   .message = what.is_extra ? "Manual created payment" : ""};
}

entry behaviour<cactus::account>::extra(entry const &beside, decimal const &amount)
{
    return {.merchants_id = beside.merchants_id,
            .kind = entry_kind::invoice,
            .state = entry_state::paid,
            .amount = amount,
            .received = amount,
            .currency = beside.currency,
            .method = beside.method,
            .payer = beside.payer,
            .is_extra = true};
}

std::string behaviour<cactus::account>::shown_amount(entry const &what)
{
    auto const known = currency::of(what.currency);
    auto const major = known ? to_decimal(cactus_parts::in_minor(what.amount), *known) : what.amount;
    return known && major ? major->text() + " " + what.currency
                          : what.amount.text() + " minor units of " + what.currency;
}

#ifndef TOLLGATE_HEADER_ONLY
template class simulated_account_of<cactus::account, cryptopp_hash>;
#endif

} // namespace tollgate::inline v0::sandbox

#endif
