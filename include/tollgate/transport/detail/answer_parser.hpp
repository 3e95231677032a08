// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TRANSPORT_DETAIL_ANSWER_PARSER_HPP
#define TOLLGATE_TRANSPORT_DETAIL_ANSWER_PARSER_HPP

#include <tollgate/format/text.hpp>

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/field.hpp>
#include <boost/beast/version.hpp>
#include <boost/optional/optional.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace tollgate::inline v0::detail {

/// Reads an HTTP answer and keeps what is asked about it. Beast's own parser of messages would keep every field.
class answer_parser final : public boost::beast::http::basic_parser<false> {
public:
    [[nodiscard]] unsigned status() const { return status_; }
    /// Whether the body is compressed, which was not asked for. Text is not, whatever the header says of it.
    [[nodiscard]] bool is_encoded() const { return encoded_ && !is_utf8(body_); }
    [[nodiscard]] std::string take_body() { return std::move(body_); }

private:
    using error_code = boost::system::error_code;
    using text = boost::beast::string_view;

    void on_request_impl(boost::beast::http::verb, text, text, int, error_code &) override {}
    void on_response_impl(int code, text, int, error_code &) override
    {
        status_ = static_cast<unsigned>(code);
    }
    void on_field_impl(boost::beast::http::field name, text, text value, error_code &) override
    {
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
    void on_header_impl(error_code &) override {}
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

    unsigned status_ = 0;
    bool encoded_ = false;
    std::string body_;
};

} // namespace tollgate::inline v0::detail

#endif
