// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_CALLBACK_TURN_HPP
#define TOLLGATE_DETAIL_CALLBACK_TURN_HPP

#include <tollgate/callback/identity.hpp>
#include <tollgate/callback/options.hpp>
#include <tollgate/detail/net/http_status.hpp>

#include <concepts>
#include <exception>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace tollgate::inline v0::detail {

/// What a sender gets whose message was not handed to the program.
[[nodiscard]] inline callback_answer refusal_answer(error const &why)
{
    return {.status = 400, .content_type = "text/plain", .body = std::string{name_of(why.code())}};
}
/// What a gateway gets that is to send the callback again.
[[nodiscard]] inline callback_answer repeat_answer(unsigned status)
{
    return {.status = status, .content_type = "text/plain", .body = {}};
}

/**
 * \brief One callback on its way to an answer: decides what is done with it, whoever does it.
 * \details `claim` says whether the handler is to be called; then comes `commit` or `abort`, or, where the call is
 * plain, `run` does all of it. One that goes without either gives its claim back.
 */
template <class Callback, class Store>
class callback_turn {
    static constexpr bool is_once = !std::same_as<Store, no_store>;

public:
    callback_turn(result<verified<Callback>> received, typename Callback::account const *account,
                  Store *store, callback_answer acknowledged)
        : store_{store},
          acknowledged_{std::move(acknowledged)}
    {
        if (received.has_error())
            refuse(received.error());
        else
            message_.emplace(*std::move(received));
        if constexpr (is_once)
            if (message_) identity_ = identity_of(*account, **message_);
    }
    callback_turn(callback_turn &&other) noexcept
        : store_{other.store_},
          acknowledged_{std::move(other.acknowledged_)},
          answer_{std::move(other.answer_)},
          message_{std::move(other.message_)},
          refusal_{std::move(other.refusal_)},
          identity_{std::move(other.identity_)},
          known_{other.known_},
          holds_claim_{std::exchange(other.holds_claim_, false)}
    {
    }
    callback_turn &operator=(callback_turn &&) = delete;
    ~callback_turn() { give_back(); }

    /// Why the message is not verified, if it is not.
    [[nodiscard]] std::optional<error> const &refusal() const noexcept { return refusal_; }
    /// Empty where repetitions are not looked for, and where nothing is verified.
    [[nodiscard]] std::string const &identity() const noexcept { return identity_; }
    [[nodiscard]] verified<Callback> const &message() const noexcept { return *message_; }
    /// What the store kept from the handler, if it did.
    [[nodiscard]] std::optional<repeated_callback> repetition() const noexcept
    {
        if (known_ == tollgate::claim::first) return std::nullopt;
        return repeated_callback{.known = known_, .identity = identity_, .received = message().received()};
    }
    /// Without what its status cannot have.
    [[nodiscard]] callback_answer answer() const
    {
        if (has_content(answer_.status)) return answer_;
        return {.status = answer_.status, .content_type = {}, .body = {}};
    }

    /// Whether the handler is to be called now. Throws what the store throws.
    [[nodiscard]] bool claim()
    {
        if (refusal_) return false;
        if constexpr (is_once) {
            known_ = store_->begin(identity_);
            if (known_ == tollgate::claim::done) answer_ = acknowledged_;
            if (known_ == tollgate::claim::in_progress) answer_ = repeat_answer(503);
            holds_claim_ = known_ == tollgate::claim::first;
            return holds_claim_;
        }
        return true;
    }
    /// The handler returned. Throws what the store throws.
    void commit()
    {
        if constexpr (is_once) store_->commit(identity_);
        holds_claim_ = false;
        answer_ = acknowledged_;
    }
    /// Something threw: the gateway is to send it again.
    void abort() noexcept
    {
        give_back();
        answer_ = repeat_answer(500);
    }

    /// \param failed told of what the handler or the store threw
    template <class Handler, class Failed>
    void run(Handler &handler, Failed &&failed)
    {
        try {
            if (!claim()) return;
            handler(message());
            commit();
        } catch (...) {
            abort();
            failed(std::current_exception());
        }
    }

private:
    void refuse(error why)
    {
        answer_ = is_to_acknowledge(why) ? acknowledged_ : refusal_answer(why);
        refusal_ = std::move(why);
    }
    void give_back() noexcept
    {
        if constexpr (is_once) {
            if (!std::exchange(holds_claim_, false)) return;
            try {
                store_->abort(identity_);
            } catch (...) { // the store is away; its claim lapses
            }
        }
    }

    Store *store_;
    callback_answer acknowledged_;
    callback_answer answer_{.status = 500, .content_type = "text/plain"};
    std::optional<verified<Callback>> message_;
    std::optional<error> refusal_;
    std::string identity_;
    tollgate::claim known_ = tollgate::claim::first;
    bool holds_claim_ = false;
};

/// Remembers which account a lookup found.
template <class Account, class Find>
struct remembering {
    Find const *find;
    Account const **found;

    Account const *operator()(std::string_view text) const { return *found = (*find)(text); }
};

/// Receives with this source, and says which account it was for.
template <class Callback, class Hash>
[[nodiscard]] result<verified<Callback>>
receive_from(typename Callback::account const &source, typename Callback::account const *&account,
             std::string_view body, std::span<header const> headers, auto const &...options)
{
    account = &source;
    return receive<Callback, Hash>(source, body, headers, options...);
}
template <class Callback, class Hash, fixed_string Field, class Find>
[[nodiscard]] result<verified<Callback>>
receive_from(account_lookup<Field, Find> const &source, typename Callback::account const *&account,
             std::string_view body, std::span<header const> headers, auto const &...options)
{
    using look = remembering<typename Callback::account, Find>;
    return receive<Callback, Hash>(account_lookup<Field, look>{{&source.find, &account}}, body, headers,
                                   options...);
}

template <class Callback, class Hash>
[[nodiscard]] auto open_turn(auto const &source, std::string_view body, std::span<header const> headers,
                             auto const &...settings)
{
    auto *const store = chosen_store(settings...);
    typename Callback::account const *account = nullptr;
    auto received = std::apply(
        [&](auto const &...options) {
            return receive_from<Callback, Hash>(source, account, body, headers, options...);
        },
        std::tuple_cat(receive_options_of(settings)...));
    callback_answer acknowledged = chosen_acknowledgement<Callback, Hash>(received, settings...);
    return callback_turn<Callback, std::remove_pointer_t<decltype(chosen_store(settings...))>>{
        std::move(received), account, store, std::move(acknowledged)};
}

} // namespace tollgate::inline v0::detail

#endif
