// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TESTS_SUPPORT_SCRIPTED_STREAM_HPP
#define TOLLGATE_TESTS_SUPPORT_SCRIPTED_STREAM_HPP

#include <tollgate/impl/net/client/byte_stream.hpp>

#include <tollgate/sandbox/certificates.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ssl/context.hpp>

#include <openssl/bio.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace tollgate::testing {

/// A stream of bytes without a socket: a test puts in what the peer says, and finds what was said to it.
class scripted_stream final : public detail::byte_stream {
public:
    [[nodiscard]] std::size_t read_some(boost::asio::mutable_buffer into, error_code &ec) override
    {
        if (unread.empty()) {
            ec = end;
            return 0;
        }
        std::size_t const size = std::min({into.size(), unread.size(), read_at_once});
        std::copy_n(unread.data(), size, static_cast<char *>(into.data()));
        unread.erase(0, size);
        ec.clear();
        return size;
    }
    [[nodiscard]] std::size_t write_some(boost::asio::const_buffer from, error_code &ec) override
    {
        std::size_t const size = std::min(from.size(), room);
        room -= size;
        written.append(static_cast<char const *>(from.data()), size);
        if (size == 0)
            ec = write_failure;
        else
            ec.clear();
        return size;
    }

    std::string unread; ///< What the peer has said.
    std::size_t read_at_once = std::numeric_limits<std::size_t>::max();
    error_code end = boost::asio::error::would_block; ///< What reading says when nothing is there.
    std::string written;                              ///< What was said to the peer.
    std::size_t room =
        std::numeric_limits<std::size_t>::max(); ///< How much may be written until it would block.
    error_code write_failure = boost::asio::error::would_block; ///< What writing says when there is no room.
};

/// The server's side of TLS over a \ref scripted_stream, in memory.
class tls_in_memory {
public:
    tls_in_memory(scripted_stream &over, sandbox::server_identity const &identity,
                  int version = TLS1_3_VERSION)
        : stream_{over}
    {
        context_.use_certificate_chain(boost::asio::buffer(identity.certificate_pem));
        context_.use_private_key(boost::asio::buffer(identity.private_key_pem),
                                 boost::asio::ssl::context::pem);
        SSL_CTX_set_max_proto_version(context_.native_handle(), version);
        tls_.reset(SSL_new(context_.native_handle()));
        in_ = BIO_new(BIO_s_mem());
        out_ = BIO_new(BIO_s_mem());
        BIO_set_mem_eof_return(in_, -1);
        SSL_set_bio(tls_.get(), in_, out_);
        SSL_set_accept_state(tls_.get());
    }

    /// Takes what was written to the stream, and goes on with the handshake, or reads.
    void turn()
    {
        BIO_write(in_, stream_.written.data(), static_cast<int>(stream_.written.size()));
        stream_.written.clear();
        std::array<char, 4096> bytes{};
        std::size_t got = 0;
        while (SSL_read_ex(tls_.get(), bytes.data(), bytes.size(), &got) == 1)
            heard_.append(bytes.data(), got);
        flush();
    }
    void say(std::string_view text)
    {
        std::size_t written = 0;
        if (SSL_write_ex(tls_.get(), text.data(), text.size(), &written) != 1)
            throw std::logic_error{"there is no TLS to write to"};
        flush();
    }
    void send_close_notify()
    {
        SSL_shutdown(tls_.get());
        flush();
    }

    /// What the client said in TLS.
    [[nodiscard]] std::string const &heard() const { return heard_; }
    [[nodiscard]] bool has_shaken_hands() const { return SSL_is_init_finished(tls_.get()) == 1; }

private:
    struct free_tls {
        void operator()(SSL *tls) const noexcept { SSL_free(tls); }
    };

    void flush()
    {
        char *data = nullptr;
        long const size = BIO_get_mem_data(out_, &data);
        stream_.unread.append(data, static_cast<std::size_t>(size));
        static_cast<void>(BIO_reset(out_));
    }

    scripted_stream &stream_;
    boost::asio::ssl::context context_{boost::asio::ssl::context::tls_server};
    std::unique_ptr<SSL, free_tls> tls_;
    BIO *in_ = nullptr; ///< The session's: it frees them.
    BIO *out_ = nullptr;
    std::string heard_;
};

} // namespace tollgate::testing

#endif
