// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_NET_CLIENT_TOKEN_STORE_HPP
#define TOLLGATE_DETAIL_NET_CLIENT_TOKEN_STORE_HPP

#include <tollgate/config.hpp>
#include <tollgate/error.hpp>
#include <tollgate/secret.hpp>
#include <tollgate/transport.hpp>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace tollgate::inline v0::detail {

/// An access token, as the header `Authorization` carries it.
struct access_token_text {
    std::shared_ptr<secret const> header; ///< `Bearer …`
    std::uint64_t number = 0;             ///< Among those of its store, counted from 1.
};

/// What a gateway gave.
struct new_access_token {
    std::shared_ptr<secret const> header;
    std::optional<std::chrono::seconds> lifetime; ///< Nothing: not known.
};

/**
 * \brief An account's access token, for all sends of a client and its copies.
 * \details One send asks for a token, and all others wait for what it gets. A token is renewed when nine tenths of its life are over,
 * counted from before it was asked for. One without a lifetime is used by the sends that waited for it, and not kept.
 * \par Thread safety
 * All members may be called from several threads.
 */
class token_store {
public:
    using clock = std::chrono::steady_clock;
    using time_source = std::function<clock::time_point()>;

    /// Who waits without a thread. It is told at most once, from any thread.
    class waiter {
    public:
        virtual ~waiter() = default;
        virtual void wake() = 0;
    };

    /// One request for a token. Only the store looks into it.
    struct asked_token {
        clock::time_point since{};
        std::optional<result<access_token_text>> came{};
        bool is_over = false; ///< Without anything that came: another send must ask.
        std::vector<std::shared_ptr<waiter>> waiting{};
    };

    /// The right, and the duty, to ask for a token. Goes to another send where it is given up.
    class permit {
    public:
        permit(std::shared_ptr<token_store> of, std::shared_ptr<asked_token> asked)
            : of_{std::move(of)},
              asked_{std::move(asked)}
        {
        }
        permit(permit &&) noexcept = default;
        permit &operator=(permit &&) = delete;
        ~permit()
        {
            if (of_ != nullptr) of_->finish(*asked_, std::nullopt);
        }

        /// What came of it, for all that wait.
        [[nodiscard]] result<access_token_text> finish(result<new_access_token> const &came)
        {
            auto made = of_->keep(*asked_, came);
            of_.reset();
            return made;
        }

    private:
        std::shared_ptr<token_store> of_;
        std::shared_ptr<asked_token> asked_;
    };

    /// What a send does next: it has a token, asks for one, or waits for one.
    struct turn {
        std::optional<access_token_text> token{};
        std::optional<permit> asking{};
        std::shared_ptr<asked_token> waiting{};
    };

    explicit token_store(time_source now = clock::now) : now_{std::move(now)} {}

    /// \param refused the number of a token that the gateway did not take; 0: none was
    [[nodiscard]] TOLLGATE_DECL static turn enter(std::shared_ptr<token_store> const &of,
                                                  std::uint64_t refused);

    /// Waits on this thread.
    TOLLGATE_DECL void wait(asked_token const &asked, deadline by);
    /// False if there is nothing to wait for any more.
    [[nodiscard]] TOLLGATE_DECL bool wait(asked_token &asked, std::shared_ptr<waiter> who);
    /// What came of a request for which was waited; `is_over` where another send must ask.
    struct arrival {
        std::optional<result<access_token_text>> came;
        bool is_over;
    };
    [[nodiscard]] TOLLGATE_DECL arrival look_at(asked_token const &asked);

private:
    [[nodiscard]] TOLLGATE_DECL result<access_token_text> keep(asked_token &asked,
                                                               result<new_access_token> const &came);
    TOLLGATE_DECL void finish(asked_token &asked, std::optional<result<access_token_text>> came);

    time_source now_;
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::uint64_t count_ = 0;
    std::optional<access_token_text> kept_;
    clock::time_point renewed_at_{};
    std::shared_ptr<asked_token> asked_;
};

} // namespace tollgate::inline v0::detail

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/net/client/token_store.ipp>
#endif

#endif
