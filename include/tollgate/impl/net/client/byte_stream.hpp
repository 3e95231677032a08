// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_NET_CLIENT_BYTE_STREAM_HPP
#define TOLLGATE_IMPL_NET_CLIENT_BYTE_STREAM_HPP

#include <tollgate/version.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/socket_base.hpp>
#include <boost/system/error_code.hpp>

#include <cstddef>
#include <optional>
#include <utility>

namespace tollgate::inline v0::detail {

/// What a step waits for before it can go on: that the peer can be read from, or written to. None if the step is over.
using needed_readiness = std::optional<boost::asio::socket_base::wait_type>;

[[nodiscard]] inline bool would_block(boost::system::error_code ec)
{
    return ec == boost::asio::error::would_block || ec == boost::asio::error::try_again;
}
/// Whether nothing has happened, and the same call does it when the stream is ready: after a signal at once.
[[nodiscard]] inline bool is_to_be_repeated(boost::system::error_code ec)
{
    return would_block(ec) || ec == boost::asio::error::interrupted;
}

/// The bytes to and from a peer. Nothing blocks: where nothing can be done now, the error is `would_block`.
class byte_stream {
public:
    using error_code = boost::system::error_code;

    [[nodiscard]] virtual std::size_t read_some(boost::asio::mutable_buffer into, error_code &ec) = 0;
    [[nodiscard]] virtual std::size_t write_some(boost::asio::const_buffer from, error_code &ec) = 0;

protected:
    byte_stream() = default;
    byte_stream(byte_stream const &) = default;
    byte_stream &operator=(byte_stream const &) = default;
    ~byte_stream() = default;
};

/// A socket that was told not to block.
class socket_stream final : public byte_stream {
public:
    explicit socket_stream(boost::asio::any_io_executor executor) : socket{std::move(executor)} {}

    [[nodiscard]] std::size_t read_some(boost::asio::mutable_buffer into, error_code &ec) override
    {
        return socket.read_some(boost::asio::mutable_buffer{into}, ec);
    }
    [[nodiscard]] std::size_t write_some(boost::asio::const_buffer from, error_code &ec) override
    {
        return socket.write_some(boost::asio::const_buffer{from}, ec);
    }

    boost::asio::ip::tcp::socket socket;
};

} // namespace tollgate::inline v0::detail

#endif
