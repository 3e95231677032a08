// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_CACTUS_INVOICES_HPP
#define TOLLGATE_SANDBOX_CACTUS_INVOICES_HPP

#include <tollgate/sandbox/cactus/payments.hpp>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace tollgate::inline v0::sandbox::detail {

/// What Cactus does with invoices that are there. That closing and cancelling bring no callback is made up.
struct cactus_invoices {
    static constexpr refusal no_invoice{.message = "Invoice not found"};      // made up
    static constexpr refusal is_final{.message = "Invoice is final already"}; // made up
    static constexpr refusal nothing_free{.message = "Nothing free",
                                          .status = 404}; // the status is documented

    [[nodiscard]] static reply<cactus::close_invoice> answer(ledger &book, cactus::account const &who,
                                                             cactus::close_invoice const &asked)
    {
        entry *const found = book.newest(*asked.request_id, [&](entry const &e) {
            return e.kind == entry_kind::invoice && e.payer == *asked.site_login;
        });
        if (found == nullptr) return no_invoice;
        book.settle(*found, fate::declined); // not if it is paid; the answer then says so
        return cactus::closed_invoice{.invoice_id = found->id,
                                      .status = cactus_status::of(*found),
                                      .success = found->state == entry_state::paid,
                                      .request_id = found->merchants_id,
                                      .amount = in_minor(found->amount),
                                      .received_amount = in_minor(found->received),
                                      .currency = found->currency,
                                      .site_id = who.site_id.value(),
                                      .site_login = found->payer};
    }
    [[nodiscard]] static reply<cactus::cancel_cash_invoice> answer(ledger &book, cactus::account const &who,
                                                                   cactus::cancel_cash_invoice const &asked)
    {
        entry *const found = cash_invoice(book, *asked.request_id);
        if (found == nullptr) return no_invoice;
        if (!book.settle(*found, fate::declined)) return is_final;
        return as_cash_invoice(who, *found);
    }
    [[nodiscard]] static reply<cactus::edit_cash_invoice> answer(ledger &book, cactus::account const &who,
                                                                 cactus::edit_cash_invoice const &asked)
    {
        entry *const found = cash_invoice(book, *asked.request_id);
        if (found == nullptr) return no_invoice;
        if (found->state != entry_state::pending) return is_final;
        note(*found, asked.address);
        note(*found, asked.messenger);
        note(*found, asked.username);
        note(*found, asked.time);
        return as_cash_invoice(who, *found);
    }

    /// How long an amount stays booked, typically.
    static constexpr std::chrono::seconds booked_for{30};

    [[nodiscard]] static reply<cactus::book_amount> answer(ledger &book, cactus::account const &,
                                                           cactus::book_amount const &asked)
    {
        std::vector<decimal> near; // how near "close to it" is, is undocumented
        for (std::int64_t more = 0; more <= 6; ++more)
            if (asked.amount->count() <= decimal::max_digits - more)
                near.emplace_back(asked.amount->count() + more);
        auto const booked = book.book({.merchants_id = *asked.request_id,
                                       .amount = {},
                                       .currency = *asked.currency,
                                       .until = std::chrono::steady_clock::now() + booked_for},
                                      near);
        if (!booked) return nothing_free;
        // The field's name is undocumented; this one is made up, and looks it.
        return cactus::booked_amount{
            .more = {{.name = "sandbox_amount", .text = booked->text(), .kind = value_kind::number}}};
    }

    [[nodiscard]] static reply<cactus::failed_invoices> answer(ledger &book, cactus::account const &who,
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

private:
    [[nodiscard]] static entry *cash_invoice(ledger &book, std::string const &request_id)
    {
        return book.newest(
            request_id, [](entry const &e) { return e.kind == entry_kind::invoice && e.method == "cash"; });
    }
    template <class Field>
    static void note(entry &at, Field const &field)
    {
        if (field) at.details.emplace_back(Field::name, *field);
    }
    [[nodiscard]] static cactus::cash_invoice as_cash_invoice(cactus::account const &who, entry const &what)
    {
        return {.invoice_id = what.id,
                .request_id = what.merchants_id,
                .amount = in_minor(what.amount),
                .currency = what.currency,
                .site_id = who.site_id.value(),
                .site_login = what.payer};
    }
};

} // namespace tollgate::inline v0::sandbox::detail

#endif
