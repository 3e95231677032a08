// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_NET_CLIENT_RESPONSE_PARSER_HPP
#define TOLLGATE_IMPL_NET_CLIENT_RESPONSE_PARSER_HPP

#include <tollgate/detail/format/value_text.hpp>
#include <tollgate/header.hpp>
#include <tollgate/impl/net/client/byte_stream.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/field.hpp>
#include <boost/beast/version.hpp>
#include <boost/optional/optional.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tollgate::inline v0::detail {

/// Reads an HTTP answer: its status, its header, its body.
class response_parser final : public boost::beast::http::basic_parser<false> {
public:
    [[nodiscard]] unsigned status() const { return status_; }
    /// Whether the body is compressed, which was not asked for. Text is not, whatever the header says of it.
    [[nodiscard]] bool is_encoded() const { return encoded_ && !is_utf8(body_); }
    [[nodiscard]] std::string take_body() { return std::move(body_); }
    [[nodiscard]] std::vector<owned_header> take_headers() { return std::move(headers_); }

private:
    using error_code = boost::system::error_code;
    using text = boost::beast::string_view;

    void on_request_impl(boost::beast::http::verb, text, text, int, error_code &) override {}
    void on_response_impl(int code, text, int, error_code &) override
    {
        status_ = static_cast<unsigned>(code);
    }
    void on_field_impl(boost::beast::http::field name, text spelled, text value, error_code &) override
    {
        if (!is_header_read_) keep(spelled, value);
        if (name == boost::beast::http::field::content_encoding &&
            names_compression({value.data(), value.size()}))
            encoded_ = true;
    }
#if BOOST_BEAST_VERSION >= 359 // before, a trailer's fields came as the header's did
    void on_trailer_field_impl(boost::beast::http::field name, text spelled, text value,
                               error_code &ec) override
    {
        on_field_impl(name, spelled, value, ec);
    }
#endif
    void on_header_impl(error_code &) override { is_header_read_ = true; }
    void on_body_init_impl(boost::optional<std::uint64_t> const &length, error_code &) override
    {
        if (length)
            body_.reserve(static_cast<std::size_t>(*length)); // within the limit, which was looked at before
    }
    std::size_t on_body_impl(text piece, error_code &) override
    {
        body_.append(piece.data(), piece.size());
        return piece.size();
    }
    void on_chunk_header_impl(std::uint64_t, text, error_code &) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, text piece, error_code &ec) override
    {
        return on_body_impl(piece, ec);
    }
    void on_finish_impl(error_code &) override {}

    void keep(text name, text value)
    {
        constexpr std::size_t usual = 16;
        if (headers_.empty()) headers_.reserve(usual);
        headers_.push_back({{name.data(), name.size()}, {value.data(), value.size()}});
    }

    unsigned status_ = 0;
    bool encoded_ = false;
    bool is_header_read_ = false; // what comes as a field afterwards is a trailer's
    std::string body_;
    std::vector<owned_header> headers_;
};

/// Whether a parser has what it was to read: the header, or everything if it is eager.
[[nodiscard]] inline bool has_enough(boost::beast::http::basic_parser<false> const &parser)
{
    return parser.eager() ? parser.is_done() : parser.is_header_done();
}

/**
 * \brief Has an answer parsed as far as it has arrived.
 * \details As Beast's `async_read`, which would be compiled for each stream and handler; here the caller waits.
 * \param source reads some bytes: `needed_readiness(mutable_buffer into, std::size_t &got, error_code &)`
 */
template <class Source>
[[nodiscard]] needed_readiness read_http_response(boost::beast::http::basic_parser<false> &parser,
                                                  boost::beast::flat_buffer &buffer,
                                                  boost::system::error_code &ec, Source source)
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
        std::size_t const space = std::min(at_once, buffer.max_size() - buffer.size());
        if (space == 0) { // a line that does not end
            ec = http::error::buffer_overflow;
            return std::nullopt;
        }
        std::size_t got = 0;
        if (auto const found = source(buffer.prepare(space), got, ec)) return found;
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
