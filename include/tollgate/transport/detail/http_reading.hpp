// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TRANSPORT_DETAIL_HTTP_READING_HPP
#define TOLLGATE_TRANSPORT_DETAIL_HTTP_READING_HPP

#include <tollgate/transport/detail/client_tls.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>

namespace tollgate::inline v0::detail {

/// Whether a parser has what it was to read: the header, or everything if it is eager.
[[nodiscard]] inline bool has_enough(boost::beast::http::basic_parser<false> const &parser)
{
    return parser.eager() ? parser.is_done() : parser.is_header_done();
}

/**
 * \brief Has an answer parsed as far as it has arrived.
 * \details As Beast's `async_read`, which would be compiled for each stream and handler; here the caller waits.
 * \param source reads some bytes: `obstacle(mutable_buffer into, std::size_t &got, error_code &)`
 */
template <class Source>
[[nodiscard]] obstacle read_answer(boost::beast::http::basic_parser<false> &parser,
                                   boost::beast::flat_buffer &buffer, boost::system::error_code &ec,
                                   Source source)
{
    namespace http = boost::beast::http;
    constexpr std::size_t at_once = 16 * 1024; // what a TLS record holds
    while (!has_enough(parser)) {
        if (buffer.size() != 0) {
            buffer.consume(parser.put(buffer.data(), ec));
            if (!ec) continue;
            if (ec != http::error::need_more) return std::nullopt;
            ec.clear();
        }
        std::size_t const room = std::min(at_once, buffer.max_size() - buffer.size());
        if (room == 0) { // a line that does not end
            ec = http::error::buffer_overflow;
            return std::nullopt;
        }
        std::size_t got = 0;
        if (auto const found = source(buffer.prepare(room), got, ec)) return found;
        buffer.commit(got);
        if (ec == boost::asio::error::eof) {
            if (!parser.got_some()) {
                ec = http::error::end_of_stream;
                return std::nullopt;
            }
            ec.clear();
            parser.put_eof(ec);
        }
        if (ec) return std::nullopt;
    }
    return std::nullopt;
}

} // namespace tollgate::inline v0::detail

#endif
