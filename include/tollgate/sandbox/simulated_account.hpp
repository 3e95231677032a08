// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_SIMULATED_ACCOUNT_HPP
#define TOLLGATE_SANDBOX_SIMULATED_ACCOUNT_HPP

#include <tollgate/detail/description/token_rule.hpp>
#include <tollgate/sandbox/answered_keys.hpp>
#include <tollgate/sandbox/callback_sender.hpp>
#include <tollgate/sandbox/described_behaviour.hpp>
#include <tollgate/sandbox/issued_tokens.hpp>
#include <tollgate/sandbox/message_report.hpp>
#include <tollgate/sandbox/operation.hpp>
#include <tollgate/sandbox/options.hpp>
#include <tollgate/sandbox/seal.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <concepts>
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
    std::vector<std::string> further{}; ///< Other callbacks that this brought about.
};

/// Whose requests are taken.
enum class asked_by { anybody, browser };

/**
 * \brief One account's side of the sandbox: the gateway's description turned round.
 * \details Reads and verifies what a client would send, keeps the books, answers and reports as the gateway would. Bytes
 * in, bytes out. \ref simulated_account_of knows the account's type.
 * \par Thread safety
 * All members may be called from several threads.
 */
class simulated_account {
public:
    simulated_account() = default;
    simulated_account(simulated_account const &) = delete;
    simulated_account &operator=(simulated_account const &) = delete;
    virtual ~simulated_account() = default;

    /// \copydoc ledger::number_by
    TOLLGATE_DECL void number_by(std::shared_ptr<std::atomic<std::uint64_t>> numbers);

    /// How fast its time runs, in which it forgets idempotency keys.
    TOLLGATE_DECL void run_at(time_scale scale);

    /// The access tokens that it gave are taken no more.
    TOLLGATE_DECL void lapse_tokens();

    /// The answer to a request, as the gateway would write it; nothing if it is for another gateway, or for no operation.
    /// \param from anybody, or the payer's browser, which sends no operation of the program's
    [[nodiscard]] TOLLGATE_DECL std::optional<gateway_answer> answer(std::string_view method,
                                                                     std::string_view host,
                                                                     sent_parts const &request,
                                                                     asked_by from = asked_by::anybody);
    /// Whether requests to this host are for it.
    [[nodiscard]] TOLLGATE_DECL bool is_at(std::string_view host) const;
    /// What requests brought about that the merchant is told, since the last call.
    [[nodiscard]] TOLLGATE_DECL std::vector<notice> take_notices();

    /// Gives an entry its end.
    /// \param which the address of a page, or the gateway's id
    /// \par Errors
    /// \li errc::missing_field if there is no such entry
    /// \li errc::refused_by_gateway if it has an end already
    [[nodiscard]] TOLLGATE_DECL result<notice> settle(std::string_view which, final_state how,
                                                      std::optional<decimal> const &paid = std::nullopt);
    /// What was told of an entry that has its end. Errors as \ref settle.
    [[nodiscard]] TOLLGATE_DECL result<notice> tell_again(std::string_view which);
    /// One step towards a refund. Errors as \ref settle.
    [[nodiscard]] TOLLGATE_DECL result<notice> refund(std::string_view which);
    /// The entry with this page or id, if there is one. A payer who looks at a page has opened it.
    [[nodiscard]] TOLLGATE_DECL std::optional<entry> look_at(std::string_view which, bool opens);
    [[nodiscard]] TOLLGATE_DECL std::vector<entry> entries() const;
    [[nodiscard]] TOLLGATE_DECL decimal balance(std::string_view currency) const;
    TOLLGATE_DECL void set_balance(std::string currency, decimal amount);

    /// The hosts of the gateway's operations, and of its pages; with a port where the description names one.
    [[nodiscard]] virtual std::string_view host() const = 0;
    [[nodiscard]] virtual std::string_view page_host() const = 0;
    /// Whether the payer's browser brings a message to this address.
    [[nodiscard]] virtual bool is_sent_by_browser_to(std::string_view url) const = 0;
    /// The amount as a payer reads it.
    [[nodiscard]] virtual std::string shown_amount(entry const &what) const = 0;
    /// What it says where there were too many requests; empty for nothing.
    [[nodiscard]] virtual std::string too_many() const = 0;
    /// How its callbacks are written, and signed as long as this lives.
    [[nodiscard]] virtual callback_format format() const = 0;
    /// What a request held, and whether its signature and credentials are right; empty if no message of the gateway is like it.
    /// \param is_token_right whether the access token was taken that it had to carry
    [[nodiscard]] virtual message_report report_request(std::string_view method, sent_parts const &request,
                                                        bool is_token_right) const = 0;
    /// The same for a callback that was sent.
    [[nodiscard]] virtual message_report report_callback(std::string_view body,
                                                         std::span<header const> headers) const = 0;

protected:
    /// With the books locked, or reading none.
    [[nodiscard]] virtual std::optional<gateway_answer>
    answer_at(std::string_view method, sent_parts const &request, asked_by from) = 0;
    /// What is told of an entry, as it stands; of one whose gateway tells of events, the last one.
    [[nodiscard]] virtual std::string report(entry const &what) const = 0;
    /// An entry was changed by its payer or a person; true if what this brings about is told as events.
    [[nodiscard]] virtual bool enter_state(entry &what) = 0;
    [[nodiscard]] virtual std::string write(ledger::told const &event) const = 0;
    [[nodiscard]] virtual bool is_refundable() const = 0;

    [[nodiscard]] TOLLGATE_DECL entry *find(std::string_view which);
    [[nodiscard]] TOLLGATE_DECL static error no_entry();

    mutable std::mutex mutex_;
    ledger book_;
    answered_keys keys_;
    issued_tokens tokens_;
    time_scale time_scale_;

private:
    template <class Change>
    [[nodiscard]] result<notice> change(std::string_view which, Change make, bool is_new = true);
};

/// Whether a message asks for the access token that others carry.
template <class M>
inline constexpr bool is_token_message = false;
template <class M>
    requires tollgate::detail::gives_tokens<typename M::account>
inline constexpr bool is_token_message<M> =
    std::same_as<M, typename provider_traits<typename M::account>::token>;

/// The same for an account of a gateway that the sandbox can simulate.
template <simulatable Account, hash_policy Hash>
class simulated_account_of final : public simulated_account {
    using rules = behaviour<Account>;
    using reports = typename rules::reports;

public:
    /// Throws \ref exception if the account does not say which host is its own.
    explicit simulated_account_of(Account account);

    /// What a gateway that marks tests sends for one; the entry stays as it is. Errors as \ref settle.
    [[nodiscard]] result<notice> test_notice(std::string_view which)
        requires requires(Account const &who, entry const &what) { rules::test_report(who, what); }
    {
        std::scoped_lock lock{mutex_};
        entry const *const found = find(which);
        if (found == nullptr) return no_entry();
        return notice{*found, write_signed<Hash>(account_, rules::test_report(account_, *found))};
    }
    /// Another deposit of the same payer, entered by the gateway's operator. Errors as \ref settle.
    [[nodiscard]] result<notice> deposit_extra(std::string_view which, decimal const &amount)
        requires requires(entry const &beside) { rules::extra(beside, amount); }
    {
        std::scoped_lock lock{mutex_};
        entry const *const beside = find(which);
        if (beside == nullptr) return no_entry();
        entry const &made = book_.open(rules::extra(*beside, amount));
        book_.credit(made.currency, amount);
        return notice{made, report(made)};
    }

    [[nodiscard]] std::string_view host() const override;
    [[nodiscard]] std::string_view page_host() const override;
    [[nodiscard]] bool is_sent_by_browser_to(std::string_view url) const override;
    [[nodiscard]] std::string shown_amount(entry const &what) const override;
    [[nodiscard]] callback_format format() const override;
    [[nodiscard]] message_report report_request(std::string_view method, sent_parts const &request,
                                                bool is_token_right) const override;
    [[nodiscard]] message_report report_callback(std::string_view body,
                                                 std::span<header const> headers) const override;

private:
    [[nodiscard]] std::optional<gateway_answer> answer_at(std::string_view method, sent_parts const &request,
                                                          asked_by from) override;
    [[nodiscard]] std::string report(entry const &what) const override;
    [[nodiscard]] bool enter_state(entry &what) override;
    [[nodiscard]] std::string write(ledger::told const &event) const override;
    [[nodiscard]] bool is_refundable() const override;

    template <class... Messages>
    [[nodiscard]] std::optional<gateway_answer> among(operation_list<Messages...>, std::string_view method,
                                                      sent_parts const &request, asked_by from);
    template <class M>
    [[nodiscard]] gateway_answer perform(operation<M, Hash> at, received_request const &received);
    /// With the books locked.
    template <class M>
    [[nodiscard]] gateway_answer carry_out(operation<M, Hash> at, M const &message);
    /// How a key is refused that came with another message.
    template <class M>
    [[nodiscard]] static constexpr refusal refused_key_of()
    {
        if constexpr (is_described<Account>)
            if (!rules::template row_of<M>().key_reused.code.empty())
                return rules::template row_of<M>().key_reused;
        return refused_key<Account>();
    }
    /// With the books locked.
    template <class M>
    [[nodiscard]] gateway_answer give_token(operation<M, Hash> at);
    /// \param event where it is one
    [[nodiscard]] std::string write(document shown, ledger::told const *event = nullptr) const;
    [[nodiscard]] std::string too_many() const override;
    /// The same, once for each idempotency key.
    template <class M>
    [[nodiscard]] gateway_answer carry_out_once(operation<M, Hash> at, sent_parts const &request,
                                                M const &message);

    Account account_;
    std::string address_; ///< Host and base path.
};

// Outside of the class, so that none is inline: those of the gateways that come with the library are compiled once.

template <simulatable Account, hash_policy Hash>
simulated_account_of<Account, Hash>::simulated_account_of(Account account)
    : account_{std::move(account)},
      address_{tollgate::detail::address_of(account_).value()}
{
}

template <simulatable Account, hash_policy Hash>
std::string_view simulated_account_of<Account, Hash>::host() const
{
    return tollgate::detail::host_in(address_);
}

template <simulatable Account, hash_policy Hash>
std::string_view simulated_account_of<Account, Hash>::page_host() const
{
    return rules::page_host;
}

template <simulatable Account, hash_policy Hash>
bool simulated_account_of<Account, Hash>::is_sent_by_browser_to(std::string_view url) const
{
    return [&]<class... Messages>(operation_list<Messages...>) {
        return ((tollgate::detail::sender_of<Messages> == tollgate::detail::sender::browser &&
                 url == "https://" + address_ + std::string{Messages::endpoint::path}) ||
                ...);
    }(typename rules::operations{});
}

template <simulatable Account, hash_policy Hash>
std::string simulated_account_of<Account, Hash>::shown_amount(entry const &what) const
{
    return rules::shown_amount(what);
}

template <simulatable Account, hash_policy Hash>
callback_format simulated_account_of<Account, Hash>::format() const
{
    using rule = tollgate::detail::callback_rule_t<reports>;
    callback_format how{.signature_field = {}, .content_type = tollgate::detail::written_type<reports>};
    if constexpr (requires { rule::field; }) how.signature_field = rule::field;
    if constexpr (requires { rule::header; }) {
        how.signature_header = rule::header;
        how.signature_start = detail::tokens_of_header<rule>::start;
        how.headers = [this](std::string_view body, std::string const &id) {
            std::vector<owned_header> own;
            if constexpr (is_described<Account>) own = detail::headers_of_event(rules::events);
            return sign_callback<Hash, reports>(account_, body, id, std::move(own));
        };
    }
    return how;
}

template <simulatable Account, hash_policy Hash>
message_report simulated_account_of<Account, Hash>::report_request(std::string_view method,
                                                                   sent_parts const &request,
                                                                   bool is_token_right) const
{
    tollgate::detail::request_address const where{tollgate::detail::host_in(address_),
                                                  tollgate::detail::path_in(address_)};
    message_report made;
    auto const look = [&]<class M>(operation<M, Hash> at) {
        if (!at.is_at(method, where.path, request.target)) return false;
        received_request received;
        if (!at.read(where, request, received) || !at.is_meant(received)) return false;
        std::string const path = std::string{where.path}.append(M::endpoint::path);
        made = sandbox::report_request(account_, at, received, path, is_token_right);
        return true;
    };
    [&]<class... Messages>(operation_list<Messages...>) {
        static_cast<void>((look(operation<Messages, Hash>{}) || ...));
    }(typename rules::operations{});
    return made;
}

template <simulatable Account, hash_policy Hash>
message_report simulated_account_of<Account, Hash>::report_callback(std::string_view body,
                                                                    std::span<header const> headers) const
{
    return sandbox::report_callback<reports, Hash>(account_, body, headers);
}

template <simulatable Account, hash_policy Hash>
std::string simulated_account_of<Account, Hash>::report(entry const &what) const
{
    if constexpr (is_described<Account>) {
        auto const &all = book_.all_told();
        for (std::string const *const id : {&what.id, &what.paid_by})
            if (auto const last = std::ranges::find(all.rbegin(), all.rend(), *id, &ledger::told::entry);
                last != all.rend())
                return write(*last);
        return {};
    } else {
        auto const told = rules::report(account_, what);
        if (!told) return {};
        if constexpr (tollgate::detail::is_sealed<reports>)
            return write(document{tollgate::detail::lower(*told).parameters.items()});
        else
            return write_signed<Hash>(account_, *told);
    }
}

template <simulatable Account, hash_policy Hash>
bool simulated_account_of<Account, Hash>::enter_state([[maybe_unused]] entry &what)
{
    if constexpr (is_described<Account>) detail::enter_state(book_, rules::tables(), what);
    return is_described<Account>;
}

template <simulatable Account, hash_policy Hash>
std::string simulated_account_of<Account, Hash>::write(ledger::told const &event) const
{
    return write(event.shown, &event);
}

template <simulatable Account, hash_policy Hash>
std::string simulated_account_of<Account, Hash>::write(document shown,
                                                       [[maybe_unused]] ledger::told const *event) const
{
    if constexpr (tollgate::detail::is_sealed<reports>) {
        auto const *const key = static_cast<secret const *>(
            tollgate::detail::find_given(tollgate::detail::field_table_of<Account>, &account_,
                                         reports::sealed.key, &tollgate::detail::value_table::is_secret));
        if (key == nullptr || !seal_object(reports::sealed, *key, shown)) return {};
        if constexpr (is_described<Account>)
            if (event != nullptr)
                detail::set_beside_sealed(rules::events, reports::sealed.object, event->resource, shown);
    }
    bool are_tests = false;
    if constexpr (is_described<Account>) are_tests = rules::events.are_tests;
    return write_signed_fields<Hash, reports>(account_, shown.parameters(), are_tests);
}

template <simulatable Account, hash_policy Hash>
std::string simulated_account_of<Account, Hash>::too_many() const
{
    if constexpr (requires { rules::too_many; }) {
        parameter_list fields;
        detail::add_refusal(provider_traits<Account>::refusal, rules::too_many, fields);
        return tollgate::detail::json_of(std::as_const(fields).items());
    }
    return {};
}

template <simulatable Account, hash_policy Hash>
bool simulated_account_of<Account, Hash>::is_refundable() const
{
    return rules::refundable;
}

template <simulatable Account, hash_policy Hash>
std::optional<gateway_answer> simulated_account_of<Account, Hash>::answer_at(std::string_view method,
                                                                             sent_parts const &request,
                                                                             asked_by from)
{
    return among(typename rules::operations{}, method, request, from);
}

template <simulatable Account, hash_policy Hash>
template <class... Messages>
std::optional<gateway_answer>
simulated_account_of<Account, Hash>::among(operation_list<Messages...>, std::string_view method,
                                           sent_parts const &request, asked_by from)
{
    tollgate::detail::request_address const where{tollgate::detail::host_in(address_),
                                                  tollgate::detail::path_in(address_)};
    std::optional<gateway_answer> given;
    std::optional<gateway_answer> otherwise; // at a path that is known, none of whose messages this is
    auto const look = [&]<class M>(operation<M, Hash> at) {
        constexpr bool is_browsers = tollgate::detail::sender_of<M> == tollgate::detail::sender::browser;
        if (from == asked_by::browser && !is_browsers) return false;
        if (!at.is_at(method, where.path, request.target)) return false;
        received_request received;
        bool const is_meant = at.read(where, request, received) && at.is_meant(received);
        auto &made = is_meant ? given : otherwise;
        made = is_meant ? perform(at, received)
                        : at.refuse(account_, rules::bad_request, {request_verdict::unreadable});
        made->is_for_browser = is_browsers;
        return is_meant;
    };
    static_cast<void>((look(operation<Messages, Hash>{}) || ...));
    return given ? given : otherwise;
}

template <simulatable Account, hash_policy Hash>
template <class M>
gateway_answer simulated_account_of<Account, Hash>::perform(operation<M, Hash> at,
                                                            received_request const &received)
{
    if constexpr (tollgate::detail::carries_token<M>) {
        std::scoped_lock lock{mutex_};
        if (!tokens_.are_shown_by(received.sent.headers, issued_tokens::clock::now()))
            return at.refuse(account_, refused_token<Account>(), {request_verdict::access_token});
    }
    auto const message = at.verify_and_read(account_, received);
    if (auto const *const why = std::get_if<refused_request>(&message))
        return at.refuse(account_, why->with, why->finding);
    std::scoped_lock lock{mutex_};
    if constexpr (is_token_message<M>)
        return give_token(at);
    else
        return carry_out_once(at, received.sent, std::get<M>(message));
}

template <simulatable Account, hash_policy Hash>
template <class M>
gateway_answer simulated_account_of<Account, Hash>::give_token(operation<M, Hash> at)
{
    using given = tollgate::detail::given_by<typename M::gives>;
    std::chrono::seconds lives = std::chrono::hours{1};
    if constexpr (requires { rules::token_lives; }) lives = rules::token_lives;
    auto const now = issued_tokens::clock::now();
    document made;
    made.set(given::token, tokens_.give(tollgate::detail::later(now, time_scale_.of(lives)), now));
    if (!given::lifetime.empty())
        made.set(given::lifetime, std::to_string(lives.count()), value_kind::number);
    if constexpr (requires { rules::token_members; })
        for (member_row const &row : rules::token_members)
            made.set(row.path, std::string{row.text}, row.kind);
    return at.answer_with(account_, made.parameters());
}

template <simulatable Account, hash_policy Hash>
template <class M>
gateway_answer simulated_account_of<Account, Hash>::carry_out(operation<M, Hash> at, M const &message)
{
    std::size_t const opened_before = book_.entries().size();
    auto const reply = rules::answer(book_, account_, message);
    gateway_answer made;
    if (auto const *const why = std::get_if<refusal>(&reply)) {
        made = at.refuse(account_, *why);
    } else if constexpr (tollgate::detail::sender_of<M> == tollgate::detail::sender::browser) {
        if (book_.entries().size() != opened_before) made.page = book_.entries()[opened_before].page;
    } else if constexpr (is_described<Account>)
        made = at.answer_with(account_, std::get<document>(reply).parameters(),
                              rules::template row_of<M>().status);
    else
        made = at.answer(account_, std::get<typename M::response>(reply));
    if (book_.entries().size() != opened_before) made.finding.entry = book_.entries()[opened_before].id;
    return made;
}

template <simulatable Account, hash_policy Hash>
template <class M>
gateway_answer simulated_account_of<Account, Hash>::carry_out_once(operation<M, Hash> at,
                                                                   sent_parts const &request,
                                                                   M const &message)
{
    using tollgate::detail::key_in;
    std::string_view const given = key_in(tollgate::detail::field_table_of<M>, &message);
    if (given.empty()) return carry_out(at, message);
    // A number of an order and one of a refund are keys of their own.
    std::string key = std::string{tollgate::detail::find_key_row(tollgate::detail::field_table_of<M>)->name} +
                      '=' + std::string{given};
    std::string asked =
        std::string{at.known.method} + ' ' + std::string{request.target} + ' ' + std::string{request.body};
    auto const now = answered_keys::clock::now();
    if (auto const *const before = keys_.find(key, now)) {
        if (before->request != asked) return at.refuse(account_, refused_key_of<M>());
        if constexpr (is_described<Account>)
            if (refusal const *const why = rules::refused_again(book_, account_, message))
                return at.refuse(account_, *why);
        return at.again(account_, before->answer);
    }
    gateway_answer made = carry_out(at, message);
    bool const is_refused = made.finding.verdict == request_verdict::refused;
    if (is_refused && !are_refusals_kept<Account>()) return made;
    auto const until = tollgate::detail::later(now, time_scale_.of(tollgate::detail::key_lifetime_of<M>()));
    keys_.keep(std::move(key), {std::move(asked), made, until}, now);
    return made;
}

} // namespace tollgate::inline v0::sandbox

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/sandbox/simulated_account.ipp>
#endif

#endif
