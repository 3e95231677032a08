// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Headers: signatures that headers carry, and requests that must not break out of their lines.

#include "fuzz.hpp"

#include <tollgate/callback.hpp>
#include <tollgate/detail/net/client/http_request.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/standard_webhooks.hpp>
#include <tollgate/providers/stripe_webhooks.hpp>

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <string>
#include <vector>

namespace {

namespace http = boost::beast::http;

/// `name:value` lines, then an empty line and the body.
struct parts {
    std::vector<tollgate::header> headers;
    std::string_view body;
};

parts split(std::string_view text)
{
    parts found;
    while (!text.empty() && found.headers.size() < 32) {
        auto const line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        if (line.empty()) break;
        auto const colon = std::min(line.rfind(':'), line.size()); // a name may hold more of them
        found.headers.push_back({line.substr(0, colon), line.substr(std::min(colon + 1, line.size()))});
    }
    found.body = text;
    return found;
}

void verify(parts const &given)
{
    static tollgate::standard_webhooks::account const svix{
        .secret = tollgate::secret{"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}};
    static tollgate::stripe_webhooks::account const stripe{.signing_secret =
                                                               tollgate::secret{"whsec_test_secret"}};
    (void)tollgate::receive<tollgate::standard_webhooks::event>(svix, given.body, given.headers);
    (void)tollgate::receive<tollgate::stripe_webhooks::event>(stripe, given.body, given.headers);
}

/// What passes the transport's look is read back as one request with the same headers.
void send(parts const &given)
{
    tollgate::wire_request const request{
        .method = "POST", .host = "shop.test", .target = "/pay", .headers = given.headers, .body = "body"};
    if (tollgate::detail::find_fault(request)) return;
    std::string const text = tollgate::detail::make_http_request(request, request.host).text;
    http::request_parser<http::string_body> parser;
    parser.eager(true);
    parser.header_limit(1 << 20);
    boost::system::error_code ec;
    auto const used = parser.put(boost::asio::buffer(text), ec);
    if (ec) return; // a server would refuse it as a whole
    tollgate::fuzz::must(parser.is_done() && used == text.size(), "one request, and nothing after it");
    tollgate::fuzz::must(parser.get().body() == "body", "with the body that was given");
    tollgate::fuzz::must(parser.get()[http::field::host] == "shop.test", "for the host that was given");
    tollgate::fuzz::must(parser.get().count(http::field::transfer_encoding) == 0, "without another encoding");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *data, std::size_t size)
{
    auto const given = split(tollgate::fuzz::text_of(data, size));
    verify(given);
    send(given);
    return 0;
}
