// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/error.hpp>

#include <doctest/doctest.h>

#include <exception>
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

    TEST_CASE("error: where nothing was ever to be sent it has no outcome, and prints none")
    {
        tollgate::error const refused_callback = sample().without_outcome();
        CHECK_FALSE(refused_callback.has_outcome());
        CHECK(printed(refused_callback) == "http_status: The gateway answered with HTTP status 502.");
        CHECK(advice(refused_callback) == "ask"); // the careful reading
        CHECK(sample().has_outcome());
        tollgate::result<int> const failed = sample(tollgate::not_sent{}).without_outcome();
        try {
            static_cast<void>(failed.value());
            FAIL("did not throw");
        } catch (tollgate::exception const &thrown) {
            CHECK(std::string_view{thrown.what()}.find("outcome") == std::string_view::npos);
            CHECK_FALSE(thrown.error().has_outcome());
        }
        // Who was about to send knows what it means.
        CHECK(
            printed(sample().without_outcome().with(tollgate::not_sent{})).ends_with("[outcome: not sent]"));
    }

    TEST_CASE("error: says whether the same may succeed later although nobody changes anything")
    {
        auto const may_pass = [](errc code, boost::system::error_code cause = {}) {
            return tollgate::error{code, tollgate::not_sent{}, ""}.with(cause).may_pass();
        };
        std::set<errc> const passing{errc::resolve_failed,    errc::connect_failed,
                                     errc::connection_closed, errc::connection_failed,
                                     errc::answer_malformed,  errc::body_truncated,
                                     errc::deadline_exceeded, errc::cancelled,
                                     errc::proxy_refused,     errc::too_many_waiting,
                                     errc::http_status,       errc::not_found_yet,
                                     errc::handshake_failed,  errc::undecided_by_gateway,
                                     errc::try_again_later,   errc::records_unavailable,
                                     errc::order_in_progress};
        for (int i = 0; i != 1000; ++i) {
            auto const code = static_cast<errc>(i);
            CAPTURE(name_of(code));
            CHECK(may_pass(code) == passing.contains(code));
        }
        for (errc const code : {errc::http_status, errc::proxy_refused}) {
            auto const passes = [code](unsigned status) {
                auto const e = tollgate::error{code, tollgate::unknown{}, ""}.with_http_status(status);
                CHECK(e.http_status() == status);
                return e.may_pass();
            };
            for (unsigned const status : {302U, 307U, 408U, 425U, 429U, 500U, 502U, 503U, 504U, 599U})
                CHECK(passes(status));
            for (unsigned const status : {400U, 401U, 403U, 404U, 405U, 407U, 413U, 422U, 499U})
                CHECK_FALSE(passes(status));
        }
        CHECK(may_pass(errc::listen_failed, make_error_code(boost::system::errc::address_in_use)));
        CHECK_FALSE(may_pass(errc::listen_failed, make_error_code(boost::system::errc::permission_denied)));
    }

    TEST_CASE("text_of: what was thrown, in words, whatever it was")
    {
        CHECK(tollgate::text_of(std::make_exception_ptr(std::runtime_error{"the disk is full"})) ==
              "the disk is full");
        CHECK(tollgate::text_of(std::make_exception_ptr(7)) ==
              "something was thrown that is no std::exception");
        CHECK(tollgate::text_of(nullptr) == "nothing was thrown");
    }

    TEST_CASE("error: without a reason it is nobody's permission to pay again")
    {
        tollgate::error const none;
        CHECK_FALSE(none.has_outcome());
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

    TEST_CASE("errc: writes its own name")
    {
        std::ostringstream out;
        out << errc::signature_mismatch << ' ' << sample().code();
        CHECK(out.str() == "signature_mismatch http_status");
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
