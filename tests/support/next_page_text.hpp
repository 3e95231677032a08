// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TESTS_SUPPORT_NEXT_PAGE_TEXT_HPP
#define TOLLGATE_TESTS_SUPPORT_NEXT_PAGE_TEXT_HPP

#include <tollgate/page_range.hpp>
#include <tollgate/response.hpp>

#include <support/sent_text.hpp>

#include <string>
#include <string_view>

namespace tollgate::test {

/// The target of the request for the page behind an answer; empty behind the last one. An error is its sentence.
template <class Message>
[[nodiscard]] std::string next_target(typename Message::account const &account, Message const &message,
                                      std::string_view answer)
{
    auto const page = tollgate::read_response<Message>(account, 200, answer, {}, tollgate::with_tests);
    if (!page) return page.error().message();
    auto const next = tollgate::next_page(account, message, *page);
    if (!next) return next.error().message();
    if (!*next) return {};
    std::string const sent = sent_text(account, **next);
    std::size_t const start = sent.find('/');
    return sent.substr(start, sent.find('\n') - start);
}

} // namespace tollgate::test

#endif
