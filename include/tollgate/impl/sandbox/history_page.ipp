// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SANDBOX_HISTORY_PAGE_IPP
#define TOLLGATE_IMPL_SANDBOX_HISTORY_PAGE_IPP

#include <tollgate/impl/sandbox/page_parts.hpp>
#include <tollgate/sandbox/history_page.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tollgate::inline v0::sandbox {

namespace detail {

/// The last one first. Of those that were refused, the last one is open.
[[nodiscard]] inline std::string requests_list(std::vector<request_report> const &all)
{
    if (all.empty()) return "<p class=\"soft\">None came yet.</p>\n";
    std::string part;
    bool is_first_refused = true;
    for (auto one = all.rbegin(); one != all.rend(); ++one) {
        request_facts const &facts = one->facts;
        bool const is_right = facts.is_done();
        // Where it is known what a path holds, without what must not be seen.
        std::string_view const target = one->message.target.empty() ? facts.path : one->message.target;
        std::string inside = request_part(*one);
        if (!one->page.empty())
            inside += "<p><a href=\"" + escape_html(one->page) + "\">Its payment page</a></p>\n";
        part += details(std::to_string(facts.number) + " · " + time_of_day(facts.at) + " · " +
                            code(facts.method + ' ' + std::string{target.substr(0, target.find('?'))}) +
                            " · " + verdict(is_right, outcome_of(facts)),
                        inside, !is_right && is_first_refused);
        is_first_refused = is_first_refused && is_right;
    }
    return part;
}

} // namespace detail

std::string history_page(history const &known)
{
    auto const wrong = static_cast<std::size_t>(std::ranges::count_if(
        known.requests, [](request_report const &one) { return !one.facts.is_done(); }));
    std::vector<delivery_report> const told{known.told.rbegin(), known.told.rend()};
    std::string page = detail::page_start("Sandbox: requests and callbacks");
    page +=
        "<header><span class=\"brand\">Sandbox</span> <span>No money moves here.</span></header>\n<main>\n"
        "<h1>Requests and callbacks</h1>\n<p class=\"soft\">Times are UTC. Secrets are <code>[secret]</code>; what "
        "identifies a person, and card data, is <code>[masked]</code>. <a href=\"?\">Look again</a>, or <a "
        "href=\"?follow\">look every two seconds</a>.</p>\n<section class=\"card\" aria-labelledby=\"requests\">\n<h2 "
        "id=\"requests\">Requests</h2>\n<p>" +
        std::to_string(known.requests.size()) + " kept, " + std::to_string(wrong) +
        " not carried out.</p>\n" + detail::requests_list(known.requests) +
        "</section>\n<section class=\"card\" aria-labelledby=\"callbacks\">\n<h2 "
        "id=\"callbacks\">Callbacks</h2>\n" +
        detail::pending_part(known.pending) +
        (told.empty() ? "<p class=\"soft\">None was sent yet.</p>\n" : detail::deliveries_part(told));
    return page + "</section>\n</main>\n</body>\n</html>\n";
}

} // namespace tollgate::inline v0::sandbox

#endif
