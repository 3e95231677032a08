// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/header.hpp>

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

namespace {

using tollgate::header_views;

/// What another library's header may look like.
struct server_header {
    std::string name;
    std::string value;
};

template <class Headers>
concept viewable = requires(Headers &&headers) { header_views(std::forward<Headers>(headers)); };
using texts = std::map<std::string, std::string>;
static_assert(viewable<texts &> && viewable<texts const &>);
static_assert(!viewable<texts> && !viewable<texts const>, "the texts would be gone");
static_assert(!viewable<std::vector<int> &> && !viewable<std::map<std::string, int> &>);

template <class Headers>
void check(Headers const &headers)
{
    auto const views = header_views(headers);
    REQUIRE(views.size() == 2);
    CHECK(views[0].name == "Content-Type");
    CHECK(views[0].value == "application/json");
    CHECK(views[1].name == "Sign");
    CHECK(views[1].value == "00");
}

} // namespace

TEST_SUITE("tollgate.core.header")
{
    TEST_CASE("header_views: from any range of names and values")
    {
        check(texts{{"Content-Type", "application/json"}, {"Sign", "00"}});
        check(std::multimap<std::string, std::string>{{"Content-Type", "application/json"}, {"Sign", "00"}});
        check(std::vector<std::pair<std::string_view, std::string>>{{"Content-Type", "application/json"},
                                                                    {"Sign", "00"}});
        check(std::vector<std::tuple<char const *, std::string>>{{"Content-Type", "application/json"},
                                                                 {"Sign", "00"}});
        check(std::vector<server_header>{{"Content-Type", "application/json"}, {"Sign", "00"}});
        check(std::vector<tollgate::header>{{"Content-Type", "application/json"}, {"Sign", "00"}});
    }
}
