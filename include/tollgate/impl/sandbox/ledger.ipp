// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SANDBOX_LEDGER_IPP
#define TOLLGATE_IMPL_SANDBOX_LEDGER_IPP

#include <tollgate/sandbox/decimal_arithmetic.hpp>
#include <tollgate/sandbox/ledger.hpp>

#include <algorithm>
#include <ctime>
#include <utility>

namespace tollgate::inline v0::sandbox {

namespace detail {

std::string time_now()
{
    std::time_t const now = std::time(nullptr);
    std::tm parts{};
    ::gmtime_r(&now, &parts);
    char text[20];
    return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts)};
}

} // namespace detail

entry &ledger::open(entry fresh, std::string_view id_prefix)
{
    fresh.id = std::string{id_prefix} + std::to_string(++*numbers_);
    fresh.created = fresh.changed = detail::time_now();
    fresh.seconds_created = fresh.seconds_changed = std::time(nullptr);
    by_merchants_id_.emplace(fresh.merchants_id, entries_.size());
    entry &made = entries_.emplace_back(std::move(fresh));
    by_id_.emplace(made.id, &made);
    return made;
}

void ledger::show_at(entry &what, std::string page)
{
    by_page_.insert_or_assign(std::string{without_scheme(page)}, &what);
    what.page = std::move(page);
}

entry *ledger::find(std::string_view id)
{
    auto const found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : found->second;
}

entry *ledger::find_page(std::string_view page)
{
    auto const found = by_page_.find(without_scheme(page));
    return found == by_page_.end() ? nullptr : found->second;
}

entry *ledger::newest(std::string_view merchants_id, std::function<bool(entry const &)> const &is_meant)
{
    auto [from, to] = by_merchants_id_.equal_range(merchants_id);
    while (from != to)
        if (entry &one = entries_[(--to)->second]; is_meant(std::as_const(one))) return &one;
    return nullptr;
}

bool ledger::settle(entry &what, final_state how, std::optional<decimal> paid)
{
    if (!is_open(what)) return false;
    bool const is_payout = what.kind == entry_kind::payout;
    if (paid && (is_payout || paid->digits() <= 0)) return false;
    if (how == final_state::paid && what.is_held) {
        if (paid) what.amount = *paid;
        return change(what, entry_state::authorized), true;
    }
    if (how == final_state::paid) what.received = paid.value_or(what.amount);
    if (is_payout == (how == final_state::declined))
        credit(what.currency, is_payout ? what.amount : what.received);
    change(what, how == final_state::paid ? entry_state::paid : entry_state::declined);
    return true;
}

bool ledger::refund(entry &what)
{
    if (what.kind == entry_kind::payout) return false;
    if (what.state == entry_state::refunding) return change(what, entry_state::refunded), true;
    if (what.state != entry_state::paid || !debit(what.currency, what.received)) return false;
    return change(what, entry_state::refunding), true;
}

bool ledger::capture(entry &what, std::optional<decimal> amount)
{
    decimal const taken = amount.value_or(what.amount);
    auto const rest = difference(what.amount, taken);
    if (what.state != entry_state::authorized || taken.digits() <= 0 || !rest || rest->digits() < 0)
        return false;
    what.received = taken;
    credit(what.currency, taken);
    return change(what, entry_state::paid), true;
}

bool ledger::take(entry &what, decimal const &amount)
{
    auto const all = sum(what.received, amount);
    auto const rest = all ? difference(what.amount, *all) : std::nullopt;
    if (amount.digits() <= 0 || !rest || rest->digits() < 0) return false;
    what.received = *all;
    return true;
}

bool ledger::give_back(entry &what, decimal const &amount)
{
    auto const all = sum(what.refunded, amount);
    auto const rest = all ? difference(what.received, *all) : std::nullopt;
    if (amount.digits() <= 0 || !rest || rest->digits() < 0 || !debit(what.currency, amount)) return false;
    what.refunded = *all;
    return true;
}

void ledger::tell(told what)
{
    told_.push_back(std::move(what));
}

std::vector<ledger::told> ledger::take_told()
{
    std::vector<told> fresh(told_.begin() + static_cast<std::ptrdiff_t>(taken_), told_.end());
    taken_ = told_.size();
    return fresh;
}

void ledger::change(entry &what, entry_state to)
{
    what.state = to;
    what.changed = detail::time_now();
    what.seconds_changed = std::time(nullptr);
}

decimal ledger::balance(std::string_view currency) const
{
    auto const found = balances_.find(currency);
    return found == balances_.end() ? decimal{} : found->second;
}

void ledger::set_balance(std::string currency, decimal amount)
{
    balances_.insert_or_assign(std::move(currency), amount);
}

void ledger::credit(std::string const &currency, decimal const &amount)
{
    if (auto const more = sum(balance(currency), amount)) set_balance(currency, *more);
}

bool ledger::debit(std::string const &currency, decimal const &amount)
{
    auto const rest = difference(balance(currency), amount);
    if (!rest || rest->digits() < 0) return false;
    set_balance(currency, *rest);
    return true;
}

std::map<std::string, decimal, std::less<>> const &ledger::balances() const noexcept
{
    return balances_;
}

std::optional<decimal> ledger::book(booking asked, std::vector<decimal> const &amounts, clock::time_point now)
{
    std::erase_if(bookings_, [now](booking const &b) { return b.until <= now; });
    for (booking const &b : bookings_)
        if (b.merchants_id == asked.merchants_id) return b.amount;
    for (decimal const &amount : amounts) {
        bool const is_taken = std::ranges::any_of(
            bookings_, [&](booking const &b) { return b.amount == amount && b.currency == asked.currency; });
        if (is_taken) continue;
        asked.amount = amount;
        bookings_.push_back(std::move(asked));
        return amount;
    }
    return std::nullopt;
}

} // namespace tollgate::inline v0::sandbox

#endif
