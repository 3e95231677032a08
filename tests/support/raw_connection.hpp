// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TESTS_SUPPORT_RAW_CONNECTION_HPP
#define TOLLGATE_TESTS_SUPPORT_RAW_CONNECTION_HPP

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace tollgate::test {

/// A connection to a port on loopback on which anything can be said.
class raw_connection {
public:
    using response = boost::beast::http::response<boost::beast::http::string_body>;

    explicit raw_connection(std::uint16_t port)
    {
        socket_.connect({boost::asio::ip::address_v4::loopback(), port});
    }

    raw_connection &say(std::string_view bytes)
    {
        boost::asio::write(socket_, boost::asio::buffer(bytes));
        return *this;
    }
    [[nodiscard]] response answer()
    {
        response received;
        boost::beast::http::read(socket_, buffer_, received);
        return received;
    }
    /// Waits for what comes next, and says whether it is the end.
    [[nodiscard]] bool is_ended()
    {
        char byte = 0;
        boost::system::error_code ec;
        socket_.read_some(boost::asio::buffer(&byte, 1), ec);
        return buffer_.size() == 0 && ec.failed();
    }

private:
    boost::asio::io_context context_;
    boost::asio::ip::tcp::socket socket_{context_};
    boost::beast::flat_buffer buffer_;
};

/// The head of a POST; its body is to follow.
[[nodiscard]] inline std::string post_head(std::string_view path, std::size_t size,
                                           std::string_view content_type = "application/json")
{
    return std::string{"POST "}
        .append(path)
        .append(" HTTP/1.1\r\nHost: merchant.example\r\nContent-Type: ")
        .append(content_type)
        .append("\r\nContent-Length: ")
        .append(std::to_string(size))
        .append("\r\n\r\n");
}

[[nodiscard]] inline std::string post(std::string_view path, std::string_view body,
                                      std::string_view content_type = "application/json")
{
    return post_head(path, body.size(), content_type).append(body);
}

} // namespace tollgate::test

#endif
