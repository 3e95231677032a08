// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_NET_CLIENT_EXCHANGE_TRACER_HPP
#define TOLLGATE_IMPL_NET_CLIENT_EXCHANGE_TRACER_HPP

#include <tollgate/exchange_event.hpp>
#include <tollgate/impl/net/client/exchange_deadline.hpp>
#include <tollgate/transport.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string_view>

namespace tollgate::inline v0::detail {

/// Tells an observer, if there is one, the story of one exchange.
class exchange_tracer {
public:
    exchange_tracer(exchange_observer const &to, wire_request const &about, clock_function now)
        : to_{to ? &to : nullptr},
          now_{now}
    {
        if (to_ == nullptr) return;
        static std::atomic<std::uint64_t> last = 0;
        line_.id = ++last;
        line_.logged_as = about.logged_as;
        line_.method = about.method;
        line_.host = about.host;
        line_.path = about.logged_path.empty() ? about.target.substr(0, about.target.find_first_of("?#"))
                                               : about.logged_path;
        began_ = entered_ = now_();
    }

    /// The step that was under way has ended, this one begins.
    void enter(exchange_step next)
    {
        if (to_ == nullptr) return;
        auto const now = now_();
        line_.step = current_;
        line_.took = now - entered_;
        entered_ = now;
        current_ = next;
        tell();
    }

    /// Nothing came of the exchange; gives the reason back.
    [[nodiscard]] error fail(error why)
    {
        finish(why);
        return why;
    }

    /// The step that was under way was the last one.
    void finish(result<wire_response> const &how)
    {
        if (to_ == nullptr) return;
        enter(exchange_step::finished);
        line_.step = exchange_step::finished;
        line_.took = now_() - began_;
        if (how) {
            line_.status = how->status;
            tell();
        } else {
            auto const why = how.error();
            line_.failure = &why;
            tell();
        }
        to_ = nullptr;
    }

private:
    using clock = std::chrono::steady_clock;

    void tell() noexcept
    {
        try {
            (*to_)(line_);
        } catch (...) { // a log must not decide over a payment
        }
    }

    exchange_observer const *to_;
    clock_function now_;
    exchange_event line_{};
    exchange_step current_ = exchange_step::waiting;
    clock::time_point began_{};
    clock::time_point entered_{};
};

} // namespace tollgate::inline v0::detail

#endif
