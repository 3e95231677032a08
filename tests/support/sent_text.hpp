// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TESTS_SUPPORT_SENT_TEXT_HPP
#define TOLLGATE_TESTS_SUPPORT_SENT_TEXT_HPP

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/request.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace tollgate::test {

/// A message as it is sent: method, host and target; a line for each header, in the order of their names; the body. An error is its sentence.
template <class Message>
[[nodiscard]] std::string sent_text(typename Message::account const &account, Message const &message)
{
    auto const made = tollgate::make_request(account, message);
    if (!made) return made.error().message();
    std::string text{made->method()};
    text.append(" ").append(made->host()).append(made->target()).append("\n");
    std::vector<std::string> lines;
    for (tollgate::header const &each : made->headers())
        lines.push_back(std::string{each.name} + ": " + std::string{each.value} + "\n");
    std::ranges::sort(lines);
    for (std::string const &line : lines)
        text += line;
    return text.append(made->body());
}

} // namespace tollgate::test

#endif
