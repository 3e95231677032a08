// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/core/error.hpp>

#include <doctest/doctest.h>

#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

namespace {

using tollgate::errc;

template <class... Handlers>
struct overloaded : Handlers... {
    using Handlers::operator()...;
};

/// Must name each outcome: without one of the three it does not compile.
std::string_view advice(tollgate::error const &e)
{
    return std::visit(overloaded{[](tollgate::not_sent) { return "repeat"; },
                                 [](tollgate::refused) { return "stop"; },
                                 [](tollgate::unknown) { return "ask"; }},
                      e.outcome());
}

tollgate::error sample(tollgate::outcome meaning = tollgate::unknown{})
{
    return {errc::http_status, meaning, "The gateway answered with HTTP status 502."};
}

std::string printed(tollgate::error const &e)
{
    std::ostringstream out;
    out << e;
    return out.str();
}

} // namespace

TEST_SUITE("tollgate.core.error")
{
    TEST_CASE("error: a visit over the outcome tells the three apart")
    {
        CHECK(advice(sample(tollgate::not_sent{})) == "repeat");
        CHECK(advice(sample(tollgate::refused{})) == "stop");
        CHECK(advice(sample()) == "ask");
        CHECK(sample(tollgate::not_sent{}).is_not_sent());
        CHECK(sample(tollgate::refused{}).is_refused());
        CHECK(sample().is_unknown());
        CHECK_FALSE(sample().is_not_sent());
        CHECK_FALSE(sample().is_refused());
    }

    TEST_CASE(
        "error: prints on one line what happened and what that means, and nothing that the gateway said")
    {
        CHECK(printed(sample()) ==
              "http_status: The gateway answered with HTTP status 502. [outcome: unknown]");
        CHECK(printed(sample(tollgate::not_sent{})).ends_with("[outcome: not sent]"));
        auto const refused = sample(tollgate::refused{}).with({.code = "8", .message = "no such site"});
        CHECK(printed(refused).ends_with("[outcome: refused]"));
        CHECK(printed(refused).find("no such site") == std::string::npos);
        REQUIRE(refused.gateway().has_value());
        CHECK(refused.gateway()->code == "8");
        CHECK(refused.gateway()->message == "no such site");
        CHECK_FALSE(refused.gateway()->verified);
    }

    TEST_CASE("error: can be told more by who knows more")
    {
        auto const e = sample().with(tollgate::not_sent{}).with(make_error_code(errc::cancelled));
        CHECK(e.is_not_sent());
        CHECK(e.cause() == errc::cancelled);
        CHECK(e.code() == errc::http_status);
        CHECK_FALSE(sample().cause());
    }

    TEST_CASE("error: without a reason it is nobody's permission to pay again")
    {
        tollgate::error const none;
        CHECK(none.is_unknown());
        CHECK_FALSE(none.gateway().has_value());
        CHECK(static_cast<int>(none.code()) == 0);
    }

    TEST_CASE("result: value() throws with the error, and where it was called")
    {
        static_assert(std::is_base_of_v<std::runtime_error, tollgate::exception>);
        tollgate::result<int> const failed = sample(tollgate::refused{});
        int line = 0;
        try {
            line = __LINE__ + 1;
            static_cast<void>(failed.value());
            FAIL("did not throw");
        } catch (tollgate::exception const &thrown) {
            CHECK(thrown.error().code() == errc::http_status);
            CHECK(thrown.error().is_refused());
            std::string_view const what = thrown.what();
            CHECK(what.find("http_status: The gateway answered with HTTP status 502. [outcome: refused]") ==
                  0);
            CHECK(what.find("error.cpp:" + std::to_string(line)) != what.npos);
        }
        CHECK(tollgate::result<int>{7}.value() == 7);
        CHECK(failed.error().code() == errc::http_status);
    }

    TEST_CASE("errc: each has a name of its own, and zero is no error")
    {
        std::set<std::string_view> names;
        int count = 0;
        for (int i = 0; i != 1000; ++i) {
            std::string_view const name = name_of(static_cast<errc>(i));
            if (name == "unknown_errc") continue;
            ++count;
            CHECK(names.insert(name).second);
            CHECK(make_error_code(static_cast<errc>(i)).message() == name);
        }
        CHECK(count > 40);
        CHECK(name_of(errc{}) == "unknown_errc");
        CHECK(static_cast<int>(errc::invalid_secret) == 1); // never renumbered
        CHECK(static_cast<int>(errc::body_too_large) == 100);
        CHECK(static_cast<int>(errc::missing_field) == 200);
        CHECK(static_cast<int>(errc::resolve_failed) == 300);
    }

    TEST_CASE("errc: is an error code of a category of its own")
    {
        boost::system::error_code const code = errc::connection_closed;
        CHECK(code == errc::connection_closed);
        CHECK(code != errc::connect_failed);
        CHECK(std::string_view{code.category().name()} == "tollgate");
        CHECK(code.category() == tollgate::error_category());
    }
}
