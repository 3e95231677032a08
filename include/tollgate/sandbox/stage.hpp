// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_STAGE_HPP
#define TOLLGATE_SANDBOX_STAGE_HPP

#include <tollgate/format/authority.hpp>
#include <tollgate/format/text.hpp>
#include <tollgate/sandbox/operation.hpp>

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace tollgate::inline v0::sandbox {

/// An entry as it stands, and the callback that tells of it; an empty text where the gateway sends none.
struct notice {
    entry about;
    std::string body;
};

/**
 * \brief One account's side of the sandbox: the gateway's description turned round.
 * \details Reads and verifies what a client would send, keeps the books, answers and reports as the gateway would. Bytes
 * in, bytes out.
 * \par Thread safety
 * All members may be called from several threads.
 */
template <playable Account, hash_policy Hash>
class stage {
    using plays = behaviour<Account>;
    using reports = typename plays::reports;

public:
    explicit stage(Account account) : account_{std::move(account)} {}

    /// \copydoc ledger::number_by
    void number_by(std::shared_ptr<std::atomic<std::uint64_t>> numbers)
    {
        std::scoped_lock lock{mutex_};
        book_.number_by(std::move(numbers));
    }

    /// The answer to a request, as the gateway would write it; nothing if it is for another gateway, or for no operation.
    [[nodiscard]] std::optional<gateway_answer> answer(std::string_view method, std::string_view host,
                                                       std::string_view target, std::string_view body)
    {
        using tollgate::detail::read_authority;
        auto const asked = read_authority(host, 443);
        auto const own = read_authority(provider_traits<Account>::host, 443);
        if (!asked || !own || !equal_ignoring_case(asked->host, own->host)) return std::nullopt;
        return among(typename plays::operations{}, method, target, body);
    }

    /// Gives an entry its end.
    /// \param which the address of a page, or the gateway's id
    /// \par Errors
    /// \li errc::missing_field if there is no such entry
    /// \li errc::refused_by_gateway if it has an end already
    [[nodiscard]] result<notice> settle(std::string_view which, fate how,
                                        std::optional<decimal> const &paid = std::nullopt)
    {
        return change(which, [&](ledger &book, entry &what) { return book.settle(what, how, paid); });
    }
    /// What was told of an entry that has its end. Errors as \ref settle.
    [[nodiscard]] result<notice> tell_again(std::string_view which)
    {
        return change(which, [](ledger &, entry const &what) { return !is_open(what); });
    }
    /// What a gateway that marks tests sends for one; the entry stays as it is. Errors as \ref settle.
    [[nodiscard]] result<notice> test_notice(std::string_view which)
        requires requires(Account const &who, entry const &what) { plays::test_report(who, what); }
    {
        std::scoped_lock lock{mutex_};
        entry const *const found = find(which);
        if (found == nullptr) return no_entry();
        return notice{*found, write_signed<Hash>(account_, plays::test_report(account_, *found))};
    }
    /// One step towards a refund. Errors as \ref settle.
    [[nodiscard]] result<notice> refund(std::string_view which)
    {
        return change(which,
                      [](ledger &book, entry &what) { return plays::refundable && book.refund(what); });
    }
    /// Another deposit of the same payer, entered by the gateway's operator. Errors as \ref settle.
    [[nodiscard]] result<notice> deposit_extra(std::string_view which, decimal const &amount)
        requires requires(entry const &beside) { plays::extra(beside, amount); }
    {
        std::scoped_lock lock{mutex_};
        entry const *const beside = find(which);
        if (beside == nullptr) return no_entry();
        entry const &made = book_.open(plays::extra(*beside, amount));
        book_.credit(made.currency, amount);
        return notice_about(made);
    }
    /// The entry with this page or id, if there is one. A payer who looks at a page has opened it.
    [[nodiscard]] std::optional<entry> look_at(std::string_view which, bool opens)
    {
        std::scoped_lock lock{mutex_};
        entry *const found = find(which);
        if (found == nullptr) return std::nullopt;
        if (opens && found->state == entry_state::unopened) book_.change(*found, entry_state::pending);
        return *found;
    }
    [[nodiscard]] std::vector<entry> entries() const
    {
        std::scoped_lock lock{mutex_};
        return {book_.entries().begin(), book_.entries().end()};
    }

    [[nodiscard]] decimal balance(std::string_view currency) const
    {
        std::scoped_lock lock{mutex_};
        return book_.balance(currency);
    }
    void set_balance(std::string currency, decimal amount)
    {
        std::scoped_lock lock{mutex_};
        book_.set_balance(std::move(currency), amount);
    }

private:
    template <class... Messages>
    [[nodiscard]] std::optional<gateway_answer> among(operation_list<Messages...>, std::string_view method,
                                                      std::string_view target, std::string_view body)
    {
        std::optional<gateway_answer> given;
        std::optional<gateway_answer> otherwise; // at a path that is known, none of whose messages this is
        auto const look = [&]<class M>(operation<M, Hash> at) {
            if (!at.is_at(method, target)) return false;
            parameter_list parameters;
            bool const is_read = at.read(target, body, parameters);
            auto const received = std::as_const(parameters).items();
            if (is_read && at.is_meant(received))
                given = perform(at, received);
            else
                otherwise = at.refuse(account_, plays::bad_request);
            return given.has_value();
        };
        static_cast<void>((look(operation<Messages, Hash>{}) || ...));
        return given ? given : otherwise;
    }

    template <class M>
    [[nodiscard]] gateway_answer perform(operation<M, Hash> at, std::span<parameter const> received)
    {
        auto const message = at.understand(account_, received);
        if (auto const *const why = std::get_if<refusal>(&message)) return at.refuse(account_, *why);
        std::scoped_lock lock{mutex_};
        auto const reply = plays::answer(book_, account_, std::get<M>(message));
        if (auto const *const why = std::get_if<refusal>(&reply)) return at.refuse(account_, *why);
        return at.grant(account_, std::get<typename M::response>(reply));
    }

    template <class Change>
    [[nodiscard]] result<notice> change(std::string_view which, Change make)
    {
        std::scoped_lock lock{mutex_};
        entry *const found = find(which);
        if (found == nullptr) return no_entry();
        if (!make(book_, *found))
            return error{errc::refused_by_gateway, refused{},
                         "The sandbox did not do it: the entry is " + std::string{name_of(found->state)} +
                             ", and this does not follow from that; see `entries`."}
                .without_outcome();
        return notice_about(*found);
    }
    [[nodiscard]] entry *find(std::string_view which)
    {
        entry *const by_page = book_.find_page(which);
        return by_page != nullptr ? by_page : book_.find(which);
    }
    [[nodiscard]] static error no_entry()
    {
        return error{errc::missing_field, not_sent{},
                     "The sandbox has no form at this address, and no entry with this id; open one first."}
            .without_outcome();
    }
    [[nodiscard]] notice notice_about(entry const &what) const
    {
        auto const told = plays::report(account_, what);
        return {what, told ? write_signed<Hash>(account_, *told) : std::string{}};
    }

    Account account_;
    mutable std::mutex mutex_;
    ledger book_;
};

} // namespace tollgate::inline v0::sandbox

#endif
