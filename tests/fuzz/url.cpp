// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Addresses and targets: taken apart without loss, and never more than one line of a request.

#include "fuzz.hpp"

#include <tollgate/detail/net/client/http_request.hpp>
#include <tollgate/sandbox/http_post.hpp>

#include <string>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *data, std::size_t size)
{
    using tollgate::fuzz::must;
    auto const text = tollgate::fuzz::text_of(data, size);
    auto const address = tollgate::sandbox::http_address::from(text);
    if (address) {
        must(address->path.starts_with('/'), "a path begins with a slash");
        must(address->host.find_first_of("/?#@") == std::string::npos, "a host ends before the path");
    }

    tollgate::wire_request const request{
        .method = "GET", .host = "shop.test", .target = text, .headers = {}, .body = {}};
    if (tollgate::detail::find_fault(request)) return 0;
    auto const wire = tollgate::detail::make_http_request(request, "shop.test").text;
    auto const line = wire.substr(0, wire.find('\n'));
    must(line == "GET " + std::string{text} + " HTTP/1.1\r", "the target stays in its line");
    return 0;
}
