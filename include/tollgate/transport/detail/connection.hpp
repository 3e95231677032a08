// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TRANSPORT_DETAIL_CONNECTION_HPP
#define TOLLGATE_TRANSPORT_DETAIL_CONNECTION_HPP

#include <tollgate/core/version.hpp>
#include <tollgate/format/authority.hpp>
#include <tollgate/transport/detail/client_tls_context.hpp>
#include <tollgate/transport/detail/tls_session_cache.hpp>
#include <tollgate/transport/detail/tls_socket.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include <array>
#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace tollgate::inline v0::detail {

/// Who counts the connections of each host.
class slot_keeper {
public:
    virtual void release(std::string const &host) noexcept = 0;

protected:
    ~slot_keeper() = default;
};

/// The right to have one connection to a host. Given back by the destructor: no path can forget it.
class connection_slot {
public:
    connection_slot() = default;
    connection_slot(std::shared_ptr<slot_keeper> keeper, std::string host)
        : keeper_{std::move(keeper)},
          host_{std::move(host)}
    {
    }
    connection_slot(connection_slot &&other) noexcept
        : keeper_{std::move(other.keeper_)},
          host_{std::move(other.host_)}
    {
    }
    connection_slot &operator=(connection_slot &&other) noexcept
    {
        std::swap(keeper_, other.keeper_);
        std::swap(host_, other.host_);
        return *this;
    }
    ~connection_slot()
    {
        if (keeper_) keeper_->release(host_);
    }

    /// Leaves the counting to the keeper, which has the connection now.
    void hand_back() noexcept { keeper_.reset(); }
    /// The keeper gives the place out again.
    void hand_out(std::shared_ptr<slot_keeper> keeper) noexcept { keeper_ = std::move(keeper); }

private:
    std::shared_ptr<slot_keeper> keeper_;
    std::string host_;
};

/// The event loop of one connection of blocking calls, run by the thread that calls.
using lane = std::shared_ptr<boost::asio::io_context>;

/**
 * \brief The lanes of a transport: as many as it ever had at the same time.
 * \details A blocking call never waits for another thread's loop, so it may be made from anywhere, also
 * from inside a completion handler. Lanes are kept: to destroy one waits for a name server that is still being asked.
 * \par Thread safety
 * All members may be called from several threads.
 */
class lanes : public std::enable_shared_from_this<lanes> {
public:
    /// A free lane; the last one who lets go of it gives it back.
    [[nodiscard]] lane take()
    {
        auto chosen = pop();
        if (!chosen) chosen = std::make_unique<boost::asio::io_context>(1);
        auto const keep = [home = weak_from_this()](boost::asio::io_context *used) {
            std::unique_ptr<boost::asio::io_context> owned{used};
            if (auto const still = home.lock()) still->push(std::move(owned));
        };
        return {chosen.release(), keep};
    }

private:
    std::unique_ptr<boost::asio::io_context> pop()
    {
        std::scoped_lock lock{mutex_};
        if (free_.empty()) return nullptr;
        auto last = std::move(free_.back());
        free_.pop_back();
        return last;
    }
    void push(std::unique_ptr<boost::asio::io_context> used)
    {
        std::scoped_lock lock{mutex_};
        free_.push_back(std::move(used));
    }

    std::mutex mutex_;
    std::vector<std::unique_ptr<boost::asio::io_context>> free_;
};

/// One TLS connection to one host. One exchange at a time uses it, on that exchange's strand.
struct connection {
    using clock = std::chrono::steady_clock;

    connection(boost::asio::any_io_executor executor, tls_context shared, connection_slot right,
               authority whom, std::string name_in_pool)
        : place{std::move(right)},
          to{std::move(whom)},
          site{std::move(name_in_pool)},
          context{std::move(shared)},
          stream{std::move(executor), *context}
    {
        SSL_set_ex_data(stream.native_handle(), heard_in_tls_slot(), &heard);
    }
    connection(connection const &) = delete;
    connection &operator=(connection const &) = delete;
    ~connection()
    {
        stream.say_goodbye();
        // OpenSSL takes a connection that just goes for a broken one, and would spoil its session.
        SSL_set_shutdown(stream.native_handle(), SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
    }

    [[nodiscard]] boost::asio::ip::tcp::socket &socket() { return stream.socket(); }

    // In this order: what comes first is let go last.
    connection_slot place;
    lane loop; ///< Of blocking calls: they have one of their own.
    authority to;
    std::string site; ///< The pool's name for whom it leads to.
    tls_context context;
    heard_in_tls heard;
    bool has_answered = false; ///< It has carried an exchange already.
    tls_socket stream;
    boost::beast::flat_buffer buffer; ///< What was read and not yet understood.
    clock::time_point idle_since{};
};

/**
 * \brief Whether nothing has arrived on an idle connection.
 * \details A server that has nothing to answer speaks only to close; what it says must not be taken for the
 * answer to the next request.
 */
[[nodiscard]] inline bool is_quiet(connection &idle)
{
    SSL *tls = idle.stream.native_handle();
    if (idle.buffer.size() != 0 || SSL_has_pending(tls) == 1) return false;

    boost::system::error_code ec;
    if (!idle.socket().non_blocking()) idle.socket().non_blocking(true, ec);
    if (ec) return false;
    std::array<char, 1> byte{};
    idle.socket().receive(boost::asio::buffer(byte), boost::asio::socket_base::message_peek, ec);
    return ec == boost::asio::error::would_block || ec == boost::asio::error::try_again;
}

} // namespace tollgate::inline v0::detail

#endif
