// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/callback.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/standard_webhooks.hpp>
#include <tollgate/providers/stripe_webhooks.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

/// \file
/// Reads one delivery a line: `standard` or `stripe`, the time, then in hexadecimal digits (`-` for nothing) the secret, the
/// body, and names and values of headers. Writes one line for each: `accepted`, or the error's name.

namespace {

std::string unhex(std::string const &digits)
{
    if (digits == "-") return {};
    if (digits.size() % 2 != 0) throw std::invalid_argument{"half a byte"};
    std::string bytes;
    for (std::size_t i = 0; i != digits.size(); i += 2)
        bytes += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
    return bytes;
}

template <class Event>
std::string_view verdict(typename Event::account const &account, std::string_view body,
                         std::vector<tollgate::header> const &headers, std::int64_t now)
{
    tollgate::moment const at{std::chrono::sys_seconds{std::chrono::seconds{now}}};
    auto const received = tollgate::receive<Event>(account, body, headers, at);
    return received ? "accepted" : name_of(received.error().code());
}

std::string_view verdict(std::string const &line)
{
    std::istringstream in{line};
    std::string scheme, secret, body;
    std::int64_t now = 0;
    in >> scheme >> now >> secret >> body;
    std::vector<std::string> texts;
    for (std::string text; in >> text;)
        texts.push_back(unhex(text));
    if (texts.size() % 2 != 0) throw std::invalid_argument{"a header without a value"};
    std::vector<tollgate::header> headers;
    for (std::size_t i = 0; i != texts.size(); i += 2)
        headers.push_back({texts[i], texts[i + 1]});

    tollgate::secret const key{unhex(secret)};
    if (scheme == "standard")
        return verdict<tollgate::standard_webhooks::event>({.secret = key}, unhex(body), headers, now);
    if (scheme == "stripe")
        return verdict<tollgate::stripe_webhooks::event>({.signing_secret = key}, unhex(body), headers, now);
    throw std::invalid_argument{"no such scheme"};
}

} // namespace

int main()
try {
    for (std::string line; std::getline(std::cin, line);)
        std::cout << verdict(line) << '\n';
} catch (std::exception const &e) {
    std::cerr << "differential: " << e.what() << '\n';
    return 1;
}
