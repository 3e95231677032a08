// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_NET_CLIENT_EXCHANGE_ERROR_HPP
#define TOLLGATE_IMPL_NET_CLIENT_EXCHANGE_ERROR_HPP

#include <tollgate/error.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/beast/http/error.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace tollgate::inline v0::detail {

/// Ends a sentence with what it means for the money, and what to do.
[[nodiscard, gnu::cold]] inline error exchange_error(errc code, outcome meaning, std::string sentence,
                                                     boost::system::error_code cause = {})
{
    bool const safe = std::holds_alternative<not_sent>(meaning);
    sentence += safe ? "; nothing was sent, it may be tried again."
                     : "; the gateway may have acted, ask it by your own id before sending again.";
    return error{code, meaning, std::move(sentence)}.with(cause);
}

/// What an error means that came up while the request went out or the answer came in.
[[nodiscard, gnu::cold]] inline errc classify_broken_exchange(boost::system::error_code cause)
{
    namespace http = boost::beast::http;
    if (cause == boost::asio::error::eof || cause == boost::asio::ssl::error::stream_truncated ||
        cause == http::error::end_of_stream || cause == http::error::partial_message)
        return errc::connection_closed;
    if (cause == http::error::body_limit || cause == http::error::header_limit ||
        cause == http::error::buffer_overflow)
        return errc::answer_too_large;
    if (cause.category() == make_error_code(http::error::bad_version).category())
        return errc::answer_malformed;
    return errc::connection_failed;
}

[[nodiscard, gnu::cold]] inline std::string sentence_for(errc broken, std::string const &host)
{
    switch (broken) {
    case errc::connection_closed: return host + " closed the connection before its answer was complete";
    case errc::answer_too_large:
        return "The answer of " + host + " is longer than the limit in `https_options`";
    case errc::answer_malformed: return "What " + host + " answered is not HTTP";
    case errc::answer_encoded: return "The answer of " + host + " is encoded in a way that was not asked for";
    case errc::too_many_waiting:
        return "More exchanges with " + host +
               " wait for a connection than `https_options::waiting_limit` allows";
    case errc::connect_failed: return "A connection to " + host + " could not be set up";
    case errc::deadline_exceeded: return "The deadline passed before " + host + " had answered";
    case errc::cancelled: return "The exchange with " + host + " was cancelled";
    default: return "The connection to " + host + " broke during the exchange";
    }
}

} // namespace tollgate::inline v0::detail

#endif
