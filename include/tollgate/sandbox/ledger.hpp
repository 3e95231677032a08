// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_LEDGER_HPP
#define TOLLGATE_SANDBOX_LEDGER_HPP

#include <tollgate/sandbox/ledger_entry.hpp>

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

namespace detail {

/// The time as the books write it: UTC, ISO 8601 without a zone.
[[nodiscard]] TOLLGATE_DECL std::string time_now();

} // namespace detail

/// An amount that is kept free for one payer for a while.
struct booking {
    std::string merchants_id;
    decimal amount;
    std::string currency;
    std::chrono::steady_clock::time_point until;
};

/**
 * \brief A merchant's books at a simulated gateway: payments, payouts, balances.
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
    TOLLGATE_DECL entry &open(entry fresh, std::string_view id_prefix = "sandbox");
    /// Says where the payer pays it.
    TOLLGATE_DECL void show_at(entry &what, std::string page);

    /// By the gateway's id.
    [[nodiscard]] TOLLGATE_DECL entry *find(std::string_view id);
    /// By the address of its page, whatever its scheme.
    [[nodiscard]] TOLLGATE_DECL entry *find_page(std::string_view page);
    /// The newest one of the merchant's id that is as asked for.
    [[nodiscard]] TOLLGATE_DECL entry *newest(std::string_view merchants_id,
                                              std::function<bool(entry const &)> const &is_meant);
    [[nodiscard]] std::deque<entry> const &entries() const noexcept { return entries_; }

    /// Gives a payment or payout its end; false if it has one already.
    /// \param paid another amount than was asked for; for a payment alone
    TOLLGATE_DECL bool settle(entry &what, final_state how, std::optional<decimal> paid = std::nullopt);
    /// One step towards a refund: under way, then done; false if nothing is there to be refunded.
    TOLLGATE_DECL bool refund(entry &what);
    /// Takes an authorized payment, or a part of it; false if none is authorized, or less.
    TOLLGATE_DECL bool capture(entry &what, std::optional<decimal> amount = std::nullopt);
    /// Takes a part of an amount of which a part may have been taken before; false if less is left. It is credited to nobody.
    TOLLGATE_DECL static bool take(entry &what, decimal const &amount);
    /// Gives back what was received, or a part of it; false if less is left, or the account has less.
    TOLLGATE_DECL bool give_back(entry &what, decimal const &amount);
    TOLLGATE_DECL static void change(entry &what, entry_state to);

    /// Something that the merchant is to be told: of which entry, and what.
    struct told {
        std::string entry;
        std::string id; ///< The event's own.
        document shown;
        std::string resource{}; ///< Of the entry.
    };
    /// A number for an id.
    [[nodiscard]] std::uint64_t next_number() { return ++*numbers_; }
    TOLLGATE_DECL void tell(told what);
    /// All that was ever told.
    [[nodiscard]] std::deque<told> const &all_told() const noexcept { return told_; }
    /// What was told since the last call.
    [[nodiscard]] TOLLGATE_DECL std::vector<told> take_told();

    [[nodiscard]] TOLLGATE_DECL decimal balance(std::string_view currency) const;
    TOLLGATE_DECL void set_balance(std::string currency, decimal amount);
    /// A sum of more than 18 digits is not made.
    TOLLGATE_DECL void credit(std::string const &currency, decimal const &amount);
    /// False, with nothing done, if there is too little.
    TOLLGATE_DECL bool debit(std::string const &currency, decimal const &amount);
    [[nodiscard]] TOLLGATE_DECL std::map<std::string, decimal, std::less<>> const &balances() const noexcept;

    /// Books one of the amounts, the first that is free, until then; the same again for an id that has one.
    [[nodiscard]] TOLLGATE_DECL std::optional<decimal>
    book(booking asked, std::vector<decimal> const &amounts, clock::time_point now = clock::now());

private:
    std::shared_ptr<std::atomic<std::uint64_t>> numbers_ = std::make_shared<std::atomic<std::uint64_t>>(0);
    std::deque<entry> entries_;
    std::map<std::string, entry *, std::less<>> by_id_;
    std::multimap<std::string, std::size_t, std::less<>> by_merchants_id_;
    std::map<std::string, entry *, std::less<>> by_page_;
    std::map<std::string, decimal, std::less<>> balances_;
    std::vector<booking> bookings_;
    std::deque<told> told_;
    std::size_t taken_ = 0; ///< How many of them.
};

} // namespace tollgate::inline v0::sandbox

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/sandbox/ledger.ipp>
#endif

#endif
