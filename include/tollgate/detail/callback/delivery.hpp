// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_CALLBACK_DELIVERY_HPP
#define TOLLGATE_DETAIL_CALLBACK_DELIVERY_HPP

#include <tollgate/callback/identity.hpp>
#include <tollgate/callback/options.hpp>
#include <tollgate/config.hpp>

#include <concepts>
#include <cstddef>
#include <exception>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tollgate::inline v0::detail {

/// What a gateway gets that is to send the callback again.
[[nodiscard]] TOLLGATE_DECL callback_answer repeat_answer(unsigned status);
/// An answer without what its status cannot have.
[[nodiscard]] TOLLGATE_DECL callback_answer without_impossible_content(callback_answer const &answer);

/// The claim to handle a callback, of a store: given back unless the callback has been handled. Without a store, always `first`.
class store_claim {
public:
    store_claim() = default;
    store_claim(callback_store_ref store, std::string identity)
        : store_{store},
          identity_{std::move(identity)}
    {
    }
    store_claim(store_claim &&other) noexcept
        : store_{other.store_},
          identity_{std::move(other.identity_)},
          known_{other.known_},
          is_held_{std::exchange(other.is_held_, false)}
    {
    }
    store_claim &operator=(store_claim &&) = delete;
    ~store_claim() { abort(); }

    /// Empty without a store.
    [[nodiscard]] std::string const &identity() const noexcept { return identity_; }
    /// What the store knew.
    [[nodiscard]] claim known() const noexcept { return known_; }

    /// Throws what the store throws.
    TOLLGATE_DECL claim begin();
    /// Throws what the store throws.
    TOLLGATE_DECL void commit();
    TOLLGATE_DECL void abort() noexcept;

private:
    callback_store_ref store_;
    std::string identity_;
    claim known_ = claim::first;
    bool is_held_ = false;
};

/**
 * \brief What a callback is answered with, and whether it is handled, whoever does that.
 * \details \ref begin says whether the handler is to be called; then comes \ref commit or \ref abort. One that goes without either
 * gives its claim back.
 */
class delivery_decision {
public:
    /// Of a verified callback.
    delivery_decision(store_claim mine, callback_answer acknowledged)
        : claim_{std::move(mine)},
          acknowledged_{std::move(acknowledged)}
    {
    }
    /// Of one that is not verified, or not to be handled.
    TOLLGATE_DECL delivery_decision(error why, callback_answer acknowledged);

    /// Why the callback is not handled, if it is not.
    [[nodiscard]] std::optional<error> const &refusal() const noexcept { return refusal_; }
    /// Empty where repetitions are not looked for, and where nothing is verified.
    [[nodiscard]] std::string const &identity() const noexcept { return claim_.identity(); }
    /// What the store knew of it.
    [[nodiscard]] claim known() const noexcept { return claim_.known(); }
    /// Without what its status cannot have.
    [[nodiscard]] TOLLGATE_DECL callback_answer answer() const;

    /// Whether it is answered as one that need not come again: handled, handled before, or a test.
    [[nodiscard]] bool is_acknowledged() const noexcept { return is_acknowledged_; }

    /// Whether the handler is to be called now. Throws what the store throws.
    [[nodiscard]] TOLLGATE_DECL bool begin();
    /// The handler returned. Throws what the store throws.
    TOLLGATE_DECL void commit();
    /// Something threw: the gateway is to send it again.
    TOLLGATE_DECL void abort() noexcept;

private:
    store_claim claim_;
    callback_answer acknowledged_;
    callback_answer answer_{.status = 500, .content_type = "text/plain"};
    bool is_acknowledged_ = false;
    std::optional<error> refusal_;
};

/// A handler that remembers what it has handled itself, together with its effect.
template <class Handler, class Callback>
concept remembering_handler =
    requires(Handler &handler, verified<Callback> const &message, std::string_view identity) {
        { handler.handle_once(message, identity) } -> std::same_as<tollgate::claim>;
    };

/// One delivery of a callback by its gateway: what was received, and what is done with it.
/// \tparam Callback the callback, or the gateway's answer about it
template <class Callback, class Account>
class callback_delivery : public delivery_decision {
public:
    /// \param account of a verified callback
    callback_delivery(result<verified<Callback>> received, Account const *account, callback_store_ref store,
                      callback_answer acknowledged)
        : delivery_decision{decide(received, account, store, std::move(acknowledged))}
    {
        if (received) message_.emplace(*std::move(received));
    }

    /// Makes its identity for a handler that remembers; while its account is there.
    void identify(Account const *account)
    {
        if (message_) identity_ = identity_text(*account, **message_);
    }

    [[nodiscard]] verified<Callback> const &message() const noexcept { return *message_; }
    /// What the store, or a handler that remembers, kept from being handled, if it did.
    [[nodiscard]] std::optional<repeated_callback> repetition() const noexcept
    {
        bool const is_remembered = remembered_ != tollgate::claim::first;
        tollgate::claim const how = is_remembered ? remembered_ : known();
        if (how == tollgate::claim::first) return std::nullopt;
        std::string const &which = is_remembered ? identity_ : identity();
        return repeated_callback{.known = how, .identity = which, .received = message().received()};
    }

    /// Has a handler that does not wait handle it.
    /// \param failed told of what the handler or the store threw
    template <class Handler, class Failed>
    void run(Handler &handler, Failed &&failed)
    {
        try {
            if (!begin()) return;
            if constexpr (remembering_handler<Handler, Callback>) {
                remembered_ = handler.handle_once(message(), identity_);
                // Another process has not ended with it: it is to come again.
                if (remembered_ == tollgate::claim::in_progress) return abort();
            } else {
                handler(message());
            }
            commit();
        } catch (...) {
            abort();
            failed(std::current_exception());
        }
    }

private:
    [[nodiscard]] static delivery_decision decide(result<verified<Callback>> const &received,
                                                  Account const *account, callback_store_ref store,
                                                  callback_answer &&acknowledged)
    {
        if (received.has_error()) return {received.error(), std::move(acknowledged)};
        if constexpr (has_identity<Callback>) // or `once_by` would not compile
            if (store)
                return {store_claim{store, identity_text(*account, **received)}, std::move(acknowledged)};
        return {store_claim{}, std::move(acknowledged)};
    }

    std::optional<verified<Callback>> message_;
    std::string identity_; ///< For a handler that remembers.
    tollgate::claim remembered_ = tollgate::claim::first;
};

/// Whether the gateway was reached and does not stand by what a callback claims.
[[nodiscard]] constexpr bool is_disowned(errc why) noexcept
{
    return why == errc::not_found_yet || why == errc::another_id || why == errc::refused_by_gateway;
}
/// Whether nobody knows yet what a callback is worth that the gateway was asked about: it is to come again.
[[nodiscard]] inline bool is_undecided(error const &why) noexcept
{
    return !is_disowned(why.code()) && !is_to_acknowledge(why);
}

/// For what was not handed to the program.
template <class Callback>
[[nodiscard]] callback_answer acknowledgement_by(callback_options const &options)
{
    return options.acknowledgement ? *options.acknowledgement : acknowledgement_without_fields<Callback>();
}

/// Why there is no value, if there is none.
template <class T>
[[nodiscard]] std::optional<error> error_in(result<T> const &of)
{
    return of.has_error() ? std::optional{of.error()} : std::nullopt;
}

/// Receives a callback with these options; nothing where something threw, as the program's lookup of the account may.
/// \param besides schemes that are tried too
/// \param failed  told of what was thrown
/// \tparam Handler that will handle it
template <class Callback, class Hash, class Handler, class Failed>
[[nodiscard]] std::optional<callback_delivery<Callback, typename Callback::account>>
receive_delivery(auto const &source, std::string_view body, std::span<header const> headers,
                 callback_options const &options, auto const &besides, Failed &&failed)
{
    try {
        typename Callback::account const *account = nullptr;
        auto received =
            receive_with<Callback, Hash>(source, body, headers, options.receiving, besides, account);
        options.template tell_arrived<Callback>(body, headers, [&] { return error_in(received); });
        callback_answer acknowledged = received && !options.acknowledgement
                                           ? acknowledgement_for<Callback, Hash>(*received)
                                           : acknowledgement_by<Callback>(options);
        std::optional<callback_delivery<Callback, typename Callback::account>> delivery{
            std::in_place, std::move(received), account, options.store, std::move(acknowledged)};
        if constexpr (remembering_handler<Handler, Callback>) delivery->identify(account);
        return delivery;
    } catch (...) {
        failed(std::current_exception());
        return std::nullopt;
    }
}

/// The deliveries of a callback's items, and what the whole is answered with: the acknowledgement once each item need not come again,
/// else the answer of the first that is to.
template <class Callback>
struct item_deliveries {
    using one = callback_delivery<Callback, typename Callback::account>;

    std::vector<std::shared_ptr<one>> items;
    callback_answer acknowledged;
    std::optional<error> refusal{}; ///< Why there are no items.

    [[nodiscard]] callback_answer answer() const
    {
        if (refusal) return delivery_decision{*refusal, acknowledged}.answer();
        for (auto const &each : items)
            if (!each->is_acknowledged()) return each->answer();
        return without_impossible_content(acknowledged);
    }
};

/// As \ref receive_delivery, of a callback with several items.
template <class Callback, class Hash, class Handler, class Failed>
[[nodiscard]] std::optional<item_deliveries<Callback>>
receive_deliveries(auto const &source, std::string_view body, std::span<header const> headers,
                   callback_options const &options, auto const &besides, Failed &&failed)
{
    try {
        item_deliveries<Callback> made{.items = {}, .acknowledged = acknowledgement_by<Callback>(options)};
        auto received = receive_items<Callback, Hash>(source, body, headers, options.receiving, besides);
        options.template tell_arrived<Callback>(body, headers, [&] {
            std::optional<error> why = error_in(received);
            for (std::size_t i = 0; !why && i != received->size(); ++i)
                why = error_in((*received)[i].received);
            return why;
        });
        if (received.has_error()) {
            made.refusal = received.error();
            return made;
        }
        made.items.reserve(received->size());
        for (auto &each : *received) {
            using one = typename item_deliveries<Callback>::one;
            auto const &item = made.items.emplace_back(std::make_shared<one>(
                std::move(each.received), each.account, options.store, made.acknowledged));
            if constexpr (remembering_handler<Handler, Callback>) item->identify(each.account);
        }
        return made;
    } catch (...) {
        failed(std::current_exception());
        return std::nullopt;
    }
}

} // namespace tollgate::inline v0::detail

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/callback/delivery.ipp>
#endif

#endif
