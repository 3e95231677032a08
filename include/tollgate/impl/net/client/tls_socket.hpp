// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_NET_CLIENT_TLS_SOCKET_HPP
#define TOLLGATE_IMPL_NET_CLIENT_TLS_SOCKET_HPP

#include <tollgate/impl/net/client/byte_stream.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/system/system_error.hpp>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

namespace tollgate::inline v0::detail {

/**
 * \brief A client's TLS over a stream of bytes that does not block. Nothing waits here.
 * \details OpenSSL reads and writes the stream itself; `boost::asio::ssl::stream` copies each byte through two more buffers.
 */
class tls_socket {
    using error_code = boost::system::error_code;

public:
    tls_socket(byte_stream &over, boost::asio::ssl::context &context)
        : stream_{over},
          tls_{SSL_new(context.native_handle())}
    {
        BIO *const bridge = tls_ && socket_method() ? BIO_new(socket_method()) : nullptr;
        if (bridge == nullptr) throw boost::system::system_error{newest_error()};
        BIO_set_data(bridge, this);
        BIO_set_init(bridge, 1);
        SSL_set_bio(tls_.get(), bridge, bridge);
        SSL_set_mode(tls_.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                     SSL_MODE_RELEASE_BUFFERS);
        SSL_set_read_ahead(tls_.get(), 1); // a record's header and the rest of it at once
    }
    tls_socket(tls_socket const &) = delete; // the bridge knows where it is
    tls_socket &operator=(tls_socket const &) = delete;

    [[nodiscard]] SSL *native_handle() const { return tls_.get(); }

    /// Begins what the loop does now for this connection. A peer that is always ready must not keep it from all else: after
    /// so many reads and writes there is something to wait for.
    void begin_iteration() { left_in_iteration_ = most_in_iteration; }

    [[nodiscard]] needed_readiness handshake(error_code &ec)
    {
        begin();
        return readiness_after(SSL_connect(tls_.get()), ec);
    }

    /// Takes off what has been written.
    [[nodiscard]] needed_readiness write(std::string_view &left, error_code &ec)
    {
        while (!left.empty()) {
            std::size_t written = 0;
            begin();
            int const result = SSL_write_ex(tls_.get(), left.data(), left.size(), &written);
            if (result != 1) return readiness_after(result, ec);
            left.remove_prefix(written);
        }
        return std::nullopt;
    }

    [[nodiscard]] needed_readiness read(boost::asio::mutable_buffer into, std::size_t &got, error_code &ec)
    {
        begin();
        return readiness_after(SSL_read_ex(tls_.get(), into.data(), into.size(), &got), ec);
    }

    /// Whether something that was received has not been read yet, so that there may be no need to wait for the stream.
    [[nodiscard]] bool has_pending() const { return SSL_has_pending(tls_.get()) != 0; }

    /// Tells the server that nothing more comes (RFC 8446, section 6.1), if that can be said at once.
    void send_close_notify()
    {
        if (SSL_is_init_finished(tls_.get()) == 0) return;
        begin();
        begin_iteration();
        SSL_shutdown(tls_.get());
    }

private:
    static constexpr int most_in_iteration = 32;

    struct free_tls {
        void operator()(SSL *tls) const noexcept { SSL_free(tls); }
    };

    /// OpenSSL's errors are a thread's: what others left there is not ours.
    void begin()
    {
        ERR_clear_error();
        stream_error_.clear();
    }

    [[nodiscard]] needed_readiness readiness_after(int result, error_code &ec) const
    {
        switch (SSL_get_error(tls_.get(), result)) {
        case SSL_ERROR_NONE: break;
        case SSL_ERROR_WANT_READ: return boost::asio::socket_base::wait_read;
        case SSL_ERROR_WANT_WRITE: return boost::asio::socket_base::wait_write;
        case SSL_ERROR_ZERO_RETURN: ec = boost::asio::error::eof; break;
        case SSL_ERROR_SSL: ec = newest_error(); break;
        case SSL_ERROR_SYSCALL: ec = broken_off(); break;
        default: ec = boost::asio::ssl::error::unexpected_result;
        }
        return std::nullopt;
    }

    /// What the stream's error means. A stream may only end where the server has said so.
    [[nodiscard]] error_code broken_off() const
    {
        if (!stream_error_) return boost::asio::ssl::error::unspecified_system_error;
        bool const announced = (SSL_get_shutdown(tls_.get()) & SSL_RECEIVED_SHUTDOWN) != 0;
        if (stream_error_ == boost::asio::error::eof && !announced)
            return boost::asio::ssl::error::stream_truncated;
        return stream_error_;
    }

    [[nodiscard]] static error_code newest_error()
    {
        return {static_cast<int>(ERR_get_error()), boost::asio::error::get_ssl_category()};
    }

    /// How OpenSSL reaches the socket. Its own way would have the system end the program when the peer is gone. Never freed:
    /// connections of a static transport outlive what was made after it.
    [[nodiscard]] static BIO_METHOD const *socket_method()
    {
        static BIO_METHOD const *const method = [] {
            BIO_METHOD *const made =
                BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "tollgate socket");
            if (made == nullptr) return made;
            BIO_meth_set_read(made, [](BIO *bridge, char *into, int size) {
                auto &self = across(bridge);
                if (!self.may_go_on()) return pause(bridge, BIO_FLAGS_READ);
                auto const buffer = boost::asio::buffer(into, static_cast<std::size_t>(size));
                return self.pass(bridge, self.stream_.read_some(buffer, self.stream_error_), BIO_FLAGS_READ);
            });
            BIO_meth_set_write(made, [](BIO *bridge, char const *from, int size) {
                auto &self = across(bridge);
                if (!self.may_go_on()) return pause(bridge, BIO_FLAGS_WRITE);
                auto const text = boost::asio::buffer(from, static_cast<std::size_t>(size));
                return self.pass(bridge, self.stream_.write_some(text, self.stream_error_), BIO_FLAGS_WRITE);
            });
            BIO_meth_set_ctrl(made,
                              [](BIO *, int what, long, void *) -> long { return what == BIO_CTRL_FLUSH; });
            return made;
        }();
        return method;
    }

    [[nodiscard]] static tls_socket &across(BIO *bridge)
    {
        return *static_cast<tls_socket *>(BIO_get_data(bridge));
    }

    [[nodiscard]] bool may_go_on() { return left_in_iteration_-- > 0; }
    /// Has the caller wait, and with it the loop turn to others; the socket is ready at once if it was.
    [[nodiscard]] static int pause(BIO *bridge, int direction)
    {
        BIO_clear_retry_flags(bridge);
        BIO_set_flags(bridge, direction | BIO_FLAGS_SHOULD_RETRY);
        return -1;
    }
    [[nodiscard]] int pass(BIO *bridge, std::size_t count, int direction)
    {
        BIO_clear_retry_flags(bridge);
        if (!stream_error_) return static_cast<int>(count);
        if (is_to_be_repeated(stream_error_)) {
            stream_error_.clear();
            return pause(bridge, direction);
        }
        return -1;
    }

    byte_stream &stream_;
    error_code stream_error_;
    int left_in_iteration_ = most_in_iteration;
    std::unique_ptr<SSL, free_tls> tls_;
};

} // namespace tollgate::inline v0::detail

#endif
