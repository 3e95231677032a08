// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_NET_CLIENT_TOKEN_STORE_IPP
#define TOLLGATE_IMPL_NET_CLIENT_TOKEN_STORE_IPP

#include <tollgate/detail/net/client/token_store.hpp>
#include <tollgate/detail/saturating_time.hpp>

#include <algorithm>

namespace tollgate::inline v0::detail {

token_store::turn token_store::enter(std::shared_ptr<token_store> const &of, std::uint64_t refused)
{
    turn next;
    std::scoped_lock lock{of->mutex_};
    auto const now = of->now_();
    bool const is_usable = of->kept_ && of->kept_->number != refused && now < of->renewed_at_;
    if (is_usable) {
        next.token = of->kept_;
    } else if (of->asked_ != nullptr) {
        next.waiting = of->asked_;
    } else {
        of->kept_.reset();
        of->asked_ = std::make_shared<asked_token>(asked_token{.since = now});
        next.asking.emplace(of, of->asked_);
    }
    return next;
}

void token_store::wait(asked_token const &asked, deadline by)
{
    // A clock that is asked for a moment too far away may overflow.
    constexpr std::chrono::hours longest{24};
    std::unique_lock lock{mutex_};
    while (!asked.came && !asked.is_over) {
        auto const now = deadline::clock::now();
        if (by.at() <= now) return;
        arrived_.wait_until(lock, std::min(by.at(), now + longest));
    }
}

bool token_store::wait(asked_token &asked, std::shared_ptr<waiter> who)
{
    std::scoped_lock lock{mutex_};
    if (asked.came || asked.is_over) return false;
    asked.waiting.push_back(std::move(who));
    return true;
}

token_store::arrival token_store::look_at(asked_token const &asked)
{
    std::scoped_lock lock{mutex_};
    return {asked.came, asked.is_over};
}

result<access_token_text> token_store::keep(asked_token &asked, result<new_access_token> const &came)
{
    if (!came) {
        finish(asked, came.error());
        return came.error();
    }
    access_token_text made{came->header};
    {
        std::scoped_lock lock{mutex_};
        made.number = ++count_;
        if (came->lifetime && came->lifetime->count() > 0) {
            auto const whole = saturated<clock::duration>(*came->lifetime);
            kept_ = made;
            renewed_at_ = later(asked.since, whole / 10 * 9 + whole % 10 * 9 / 10);
        }
    }
    finish(asked, made);
    return made;
}

void token_store::finish(asked_token &asked, std::optional<result<access_token_text>> came)
{
    std::vector<std::shared_ptr<waiter>> waiting;
    {
        std::scoped_lock lock{mutex_};
        asked.came = std::move(came);
        asked.is_over = true;
        waiting.swap(asked.waiting);
        if (asked_.get() == &asked) asked_.reset();
    }
    arrived_.notify_all();
    for (auto const &each : waiting)
        each->wake();
}

} // namespace tollgate::inline v0::detail

#endif
