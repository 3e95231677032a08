// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_LEDGER_HPP
#define TOLLGATE_SANDBOX_LEDGER_HPP

#include <tollgate/sandbox/entry.hpp>
#include <tollgate/sandbox/sums.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tollgate::inline v0::sandbox {

/// An amount that is kept free for one payer for a while.
struct booking {
    std::string merchants_id;
    decimal amount;
    std::string currency;
    std::chrono::steady_clock::time_point until;
};

/**
 * \brief A merchant's books at a pretended gateway: payments, payouts, balances.
 * \details References to entries stay valid as long as the ledger does.
 * \par Thread safety
 * None of its own.
 */
class ledger {
    using clock = std::chrono::steady_clock;

public:
    /// Takes the numbers of its ids from here, so that no other ledger that does has the same.
    void number_by(std::shared_ptr<std::atomic<std::uint64_t>> numbers) { numbers_ = std::move(numbers); }

    /// Enters it under a new id.
    entry &open(entry fresh)
    {
        fresh.id = std::string{prefix} + std::to_string(++*numbers_);
        fresh.created = fresh.changed = time_now();
        by_merchants_id_.emplace(fresh.merchants_id, entries_.size());
        entry &made = entries_.emplace_back(std::move(fresh));
        by_id_.emplace(made.id, &made);
        return made;
    }
    /// Says where the payer pays it.
    void show_at(entry &what, std::string page)
    {
        by_page_.insert_or_assign(page, &what);
        what.page = std::move(page);
    }

    /// By the gateway's id.
    [[nodiscard]] entry *find(std::string_view id)
    {
        auto const found = by_id_.find(id);
        return found == by_id_.end() ? nullptr : found->second;
    }
    /// By the address of its page.
    [[nodiscard]] entry *find_page(std::string_view page)
    {
        auto const found = by_page_.find(page);
        return found == by_page_.end() ? nullptr : found->second;
    }
    /// The newest one of the merchant's id that is as asked for.
    template <class Condition>
    [[nodiscard]] entry *newest(std::string_view merchants_id, Condition is_meant)
    {
        auto [from, to] = by_merchants_id_.equal_range(merchants_id);
        while (from != to)
            if (entry &one = entries_[(--to)->second]; is_meant(std::as_const(one))) return &one;
        return nullptr;
    }
    [[nodiscard]] std::deque<entry> const &entries() const noexcept { return entries_; }

    /// Gives a payment or payout its end; false if it has one already.
    /// \param paid another amount than was asked for; for a payment alone
    bool settle(entry &what, fate how, std::optional<decimal> paid = std::nullopt)
    {
        if (!is_open(what)) return false;
        bool const is_payout = what.kind == entry_kind::payout;
        if (paid && (is_payout || paid->digits() <= 0)) return false;
        if (how == fate::paid) what.received = paid.value_or(what.amount);
        if (is_payout == (how == fate::declined))
            credit(what.currency, is_payout ? what.amount : what.received);
        change(what, how == fate::paid ? entry_state::paid : entry_state::declined);
        return true;
    }
    /// One step towards a refund: under way, then done; false if nothing is there to be refunded.
    bool refund(entry &what)
    {
        if (what.kind == entry_kind::payout) return false;
        if (what.state == entry_state::refunding) return change(what, entry_state::refunded), true;
        if (what.state != entry_state::paid || !debit(what.currency, what.received)) return false;
        return change(what, entry_state::refunding), true;
    }
    static void change(entry &what, entry_state to)
    {
        what.state = to;
        what.changed = time_now();
    }

    [[nodiscard]] decimal balance(std::string_view currency) const
    {
        auto const found = balances_.find(currency);
        return found == balances_.end() ? decimal{} : found->second;
    }
    void set_balance(std::string currency, decimal amount)
    {
        balances_.insert_or_assign(std::move(currency), amount);
    }
    /// A sum of more than 18 digits is not made.
    void credit(std::string const &currency, decimal const &amount)
    {
        if (auto const more = sum(balance(currency), amount)) set_balance(currency, *more);
    }
    /// False, with nothing done, if there is too little.
    bool debit(std::string const &currency, decimal const &amount)
    {
        auto const rest = difference(balance(currency), amount);
        if (!rest || rest->digits() < 0) return false;
        set_balance(currency, *rest);
        return true;
    }
    [[nodiscard]] std::map<std::string, decimal, std::less<>> const &balances() const noexcept
    {
        return balances_;
    }

    /// Books one of the amounts, the first that is free, until then; the same again for an id that has one.
    [[nodiscard]] std::optional<decimal> book(booking asked, std::vector<decimal> const &amounts,
                                              clock::time_point now = clock::now())
    {
        std::erase_if(bookings_, [now](booking const &b) { return b.until <= now; });
        for (booking const &b : bookings_)
            if (b.merchants_id == asked.merchants_id) return b.amount;
        for (decimal const &amount : amounts) {
            bool const is_taken = std::ranges::any_of(bookings_, [&](booking const &b) {
                return b.amount == amount && b.currency == asked.currency;
            });
            if (is_taken) continue;
            asked.amount = amount;
            bookings_.push_back(std::move(asked));
            return amount;
        }
        return std::nullopt;
    }

private:
    static constexpr std::string_view prefix = "sandbox";

    std::shared_ptr<std::atomic<std::uint64_t>> numbers_ = std::make_shared<std::atomic<std::uint64_t>>(0);
    std::deque<entry> entries_;
    std::map<std::string, entry *, std::less<>> by_id_;
    std::multimap<std::string, std::size_t, std::less<>> by_merchants_id_;
    std::map<std::string, entry *, std::less<>> by_page_;
    std::map<std::string, decimal, std::less<>> balances_;
    std::vector<booking> bookings_;
};

} // namespace tollgate::inline v0::sandbox

#endif
