// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/callback/answer_callback.hpp>

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/hash/openssl.hpp>

#include <doctest/doctest.h>
#include <support/gateways.hpp>

#include <exception>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace test = tollgate::test;
using test::cactus_side;
using test::one_payment_side;
using tollgate::answer_callback;
using tollgate::claim;
using tollgate::errc;
using tollgate::memory_store;
using tollgate::once_by;

/// Keeps what it was asked; answers as it is told.
struct noting_store {
    claim known = claim::first;
    std::string fails_at{};
    std::vector<std::string> asked{};

    claim begin(std::string_view)
    {
        note("begin");
        return known;
    }
    void commit(std::string_view) { note("commit"); }
    void abort(std::string_view) { note("abort"); }

private:
    void note(std::string what)
    {
        asked.push_back(what);
        if (what == fails_at) throw std::runtime_error{"the database is away"};
    }
};

constexpr auto do_nothing = [](auto const &) {};
constexpr auto fail = [](auto const &) { throw std::runtime_error{"no disk"}; };

template <class Side, class Handler, class... Options>
tollgate::callback_answer tell(std::string_view body, Handler handler, Options const &...options)
{
    return answer_callback<typename Side::reports>(Side::account(), body, {}, handler, options...);
}

template <class Handler, class... Options>
concept can_answer = requires(Handler handler, Options... options) {
    answer_callback<cactus_side::reports>(cactus_side::account(), "", {}, handler, options...);
};
using told = tollgate::verified<cactus_side::reports>;
static_assert(can_answer<void (*)(told const &)>);
static_assert(!can_answer<bool (*)(told const &)>, "a result that nobody would look at");
static_assert(!can_answer<void (*)(cactus_side::reports const &)>);
static_assert(!can_answer<void (*)(told const &), int>, "no option");
using once = tollgate::handled_once<memory_store>;
static_assert(can_answer<void (*)(told const &), once, tollgate::tests_allowed, tollgate::body_limits>);
static_assert(!can_answer<void (*)(told const &), once, tollgate::handled_once<noting_store>>,
              "one of two stores would not be asked");
static_assert(!can_answer<void (*)(told const &), tollgate::when_refused, once, tollgate::when_refused>,
              "each option once");

} // namespace

TEST_SUITE("tollgate.callback_answer")
{
    TEST_CASE_TEMPLATE("answer_callback: a handled callback is acknowledged as its gateway asks", Side,
                       cactus_side, one_payment_side)
    {
        std::vector<std::string> heard;
        auto const note = [&](auto const &callback) { heard.push_back(Side::order_id(*callback)); };
        auto const answer = tell<Side>(Side::callback("order-1"), note);
        CHECK(answer.status == 200);
        CHECK(answer.content_type == "application/json");
        CHECK(answer.body == Side::acknowledged);
        CHECK(heard == std::vector<std::string>{"order-1"});
    }

    TEST_CASE("answer_callback: another hash policy answers the same")
    {
        auto const answer = answer_callback<cactus_side::reports, tollgate::openssl_hash>(
            cactus_side::account(), cactus_side::callback(), {}, do_nothing);
        CHECK(answer.body == cactus_side::acknowledged);
    }

    TEST_CASE("answer_callback: what is not verified is refused by name, and the observer is told")
    {
        std::vector<errc> refused;
        bool heard = false;
        auto const answer = tell<cactus_side>(
            "{}", [&](auto const &) { heard = true; },
            tollgate::when_refused{[&](tollgate::error const &why) { refused.push_back(why.code()); }});
        CHECK(answer.status == 400);
        CHECK(answer.content_type == "text/plain");
        CHECK(answer.body == "unsigned_callback");
        CHECK(refused == std::vector{errc::unsigned_callback});
        CHECK_FALSE(heard);
    }

    TEST_CASE("answer_callback: a handler that throws has the gateway send it again")
    {
        std::string why;
        auto const note = [&](std::exception_ptr thrown) {
            try {
                std::rethrow_exception(std::move(thrown));
            } catch (std::exception const &e) {
                why = e.what();
            }
        };
        auto const answer = tell<cactus_side>(cactus_side::callback(), fail, tollgate::when_failed{note});
        CHECK(answer.status == 500);
        CHECK(answer.body.empty());
        CHECK(why == "no disk");
    }

    TEST_CASE("answer_callback: a lookup of the account that throws has the gateway send it again")
    {
        bool is_handled = false;
        bool is_refused = false;
        std::string why;
        auto const away =
            tollgate::find_by<"project_id">([](std::string_view) -> tollgate::one_payment::account const * {
                throw std::runtime_error{"no database"};
            });
        auto const answer = tollgate::answer_callback<one_payment_side::reports>(
            away, one_payment_side::callback(), {}, [&](auto const &) { is_handled = true; },
            tollgate::when_refused{[&](tollgate::error const &) { is_refused = true; }},
            tollgate::when_failed{[&](std::exception_ptr thrown) { why = tollgate::text_of(thrown); }});
        CHECK(answer.status == 500);
        CHECK(why == "no database");
        CHECK_FALSE(is_handled);
        CHECK_FALSE(is_refused);
    }

    TEST_CASE("answer_callback: the acknowledgement can be replaced, the refusal not")
    {
        tollgate::answering const ok{{.status = 202, .content_type = "text/plain", .body = "OK"}};
        auto const answer = tell<cactus_side>(cactus_side::callback(), do_nothing, ok);
        CHECK(answer.status == 202);
        CHECK(answer.content_type == "text/plain");
        CHECK(answer.body == "OK");
        CHECK(tell<cactus_side>("{}", do_nothing, ok).status == 400);
        CHECK(tell<cactus_side>(cactus_side::callback(), fail, ok).status == 500);
    }

    TEST_CASE("answer_callback: with a store a repetition is acknowledged and not handled")
    {
        memory_store store;
        int calls = 0;
        for (int i = 0; i != 3; ++i) {
            auto const answer = tell<one_payment_side>(
                one_payment_side::callback(), [&](auto const &) { ++calls; }, once_by(store));
            CHECK(answer.body == one_payment_side::acknowledged);
        }
        CHECK(calls == 1);
        CHECK(store.size() == 1);
    }

    TEST_CASE("answer_callback: a callback whose handling failed is handled when it comes again")
    {
        memory_store store;
        CHECK(tell<cactus_side>(cactus_side::callback(), fail, once_by(store)).status == 500);
        CHECK(store.size() == 0);
        int calls = 0;
        auto const count = [&](auto const &) { ++calls; };
        CHECK(tell<cactus_side>(cactus_side::callback(), count, once_by(store)).status == 200);
        CHECK(calls == 1);
    }

    TEST_CASE("answer_callback: what is not verified never reaches the store")
    {
        noting_store store;
        CHECK(tell<cactus_side>("{}", do_nothing, once_by(store)).status == 400);
        CHECK(store.asked.empty());
    }

    TEST_CASE("answer_callback: one that is handled at this moment is to come again")
    {
        noting_store store{.known = claim::in_progress};
        CHECK(tell<cactus_side>(cactus_side::callback(), fail, once_by(store)).status == 503);
        CHECK(store.asked == std::vector<std::string>{"begin"});
    }

    TEST_CASE(
        "answer_callback: the observer is told of a second refund of the same amount, as of a repetition")
    {
        auto const refund_at = [](std::string const &time) {
            return test::signed_by_one_payment(
                R"("payment_type":"sbp","order_id":"8p3b","project_id":5678,"status":5,"merchant_price":10,)"
                R"("currency":"RUB","user_data":"order-1","status_time":")" +
                    time + "\"",
                "currency=RUB&merchant_price=10&order_id=8p3b&payment_type=sbp&project_id=5678&status=5&"
                "status_time=" +
                    time + "&user_data=order-1");
        };
        memory_store store;
        int calls = 0;
        std::vector<std::string> kept_back;
        auto const tell_of = [&](std::string const &body) {
            return tell<one_payment_side>(
                       body, [&](auto const &) { ++calls; }, once_by(store),
                       tollgate::when_repeated{[&](tollgate::repeated_callback const &what) {
                           CHECK(what.known == claim::done);
                           CHECK(what.identity ==
                                 "8:1Payment16:payment_callback1:24:12344:56784:8p3b1:52:10");
                           kept_back.emplace_back(what.received);
                       }})
                .body;
        };
        CHECK(tell_of(refund_at("12:00")) == one_payment_side::acknowledged);
        CHECK(kept_back.empty());
        CHECK(tell_of(refund_at("12:00")) == one_payment_side::acknowledged);
        CHECK(tell_of(refund_at("12:05")) == one_payment_side::acknowledged);
        CHECK(kept_back == std::vector{refund_at("12:00"), refund_at("12:05")});
        CHECK(calls == 1);
    }

    TEST_CASE(
        "answer_callback: the observer of repetitions is told of one that is being handled, and of nothing "
        "else")
    {
        noting_store store{.known = claim::in_progress};
        std::vector<claim> told_of;
        tollgate::when_repeated const note{
            [&](tollgate::repeated_callback const &what) { told_of.push_back(what.known); }};
        auto const answer = tell<cactus_side>(cactus_side::callback(), fail, once_by(store), note);
        CHECK(answer.status == 503);
        CHECK(told_of == std::vector{claim::in_progress});
        store.known = claim::first;
        CHECK(tell<cactus_side>(cactus_side::callback(), do_nothing, once_by(store), note).status == 200);
        CHECK(tell<cactus_side>(cactus_side::callback(), fail, once_by(store), note).status == 500);
        CHECK(tell<cactus_side>("{}", do_nothing, once_by(store), note).status == 400);
        CHECK(tell<cactus_side>(cactus_side::callback(), do_nothing, note).status == 200); // without a store
        CHECK(told_of.size() == 1);
    }

    TEST_CASE("answer_callback: a store that fails is a failure, and a claim that was had is given back")
    {
        using steps = std::vector<std::string>;
        struct expected {
            char const *fails_at;
            steps asked;
        };
        for (expected const &each :
             {expected{"begin", {"begin"}}, expected{"commit", {"begin", "commit", "abort"}}}) {
            noting_store store{.fails_at = each.fails_at};
            CHECK(tell<cactus_side>(cactus_side::callback(), do_nothing, once_by(store)).status == 500);
            CHECK(store.asked == each.asked);
        }
        noting_store store{.fails_at = "abort"};
        CHECK(tell<cactus_side>(cactus_side::callback(), fail, once_by(store)).status == 500);
        CHECK(store.asked == steps{"begin", "abort"});
    }

    TEST_CASE("answer_callback: accounts found by a field do not mix their callbacks")
    {
        using account = tollgate::one_payment::account;
        std::map<std::string, account, std::less<>> accounts;
        for (std::int64_t const partner : {1, 2})
            accounts.emplace(std::to_string(partner),
                             account{.partner_id = partner,
                                     .project_id = 5678,
                                     .api_key = tollgate::secret{test::one_payment_key}});
        memory_store store;
        int calls = 0;
        std::string partner = "1";
        auto const by_project = tollgate::find_by<"project_id">(
            [&](std::string_view) -> account const * { return &accounts.at(partner); });
        auto const tell_again = [&] {
            return answer_callback<one_payment_side::reports>(
                by_project, one_payment_side::callback(), {}, [&](auto const &) { ++calls; }, once_by(store));
        };
        CHECK(tell_again().status == 200);
        CHECK(tell_again().status == 200);
        CHECK(calls == 1);
        partner = "2";
        CHECK(tell_again().status == 200);
        CHECK(calls == 2);

        auto const nobody =
            tollgate::find_by<"project_id">([](std::string_view) -> account const * { return nullptr; });
        CHECK(answer_callback<one_payment_side::reports>(nobody, one_payment_side::callback(), {}, do_nothing,
                                                         once_by(store))
                  .body == "unknown_account");
    }

    TEST_CASE("answer_callback: a test message is acknowledged, and handled only where it is asked for")
    {
        std::string const body = test::signed_by_one_payment(
            R"("payment_type":"sbp","order_id":"8p3b","project_id":5678,"status":3,"merchant_price":50,)"
            R"("currency":"RUB","user_data":"order-1","test":1)",
            "currency=RUB&merchant_price=50&order_id=8p3b&payment_type=sbp&project_id=5678&status=3&test=1&"
            "user_data=order-1");
        std::vector<errc> refused;
        int calls = 0;
        auto const count = [&](auto const &callback) { calls += callback.is_test() ? 1 : 100; };
        tollgate::when_refused const observer{
            [&](tollgate::error const &why) { refused.push_back(why.code()); }};
        CHECK(tell<one_payment_side>(body, count, observer).body == one_payment_side::acknowledged);
        CHECK(calls == 0);
        CHECK(refused == std::vector{errc::test_message});
        CHECK(tell<one_payment_side>(body, count, tollgate::with_tests).body ==
              one_payment_side::acknowledged);
        CHECK(calls == 1);
    }

    TEST_CASE("answer_callback: options come in any order")
    {
        memory_store store;
        std::string const body = test::signed_by_one_payment(
            R"("payment_type":"sbp","order_id":"8p3b","project_id":5678,"status":3,"merchant_price":50.00,)"
            R"("currency":"RUB","user_data":"order-1")",
            "currency=RUB&merchant_price=50&order_id=8p3b&payment_type=sbp&project_id=5678&status=3&"
            "user_data=order-1");
        auto const php = tollgate::accepting(tollgate::one_payment::php_rendering);
        tollgate::answering const ok{{.body = "OK"}};
        CHECK(tell<one_payment_side>(body, do_nothing, once_by(store), ok).status == 400);
        CHECK(tell<one_payment_side>(body, do_nothing, php, once_by(store), ok).body == "OK");
        CHECK(tell<one_payment_side>(body, fail, ok, once_by(store), php).body == "OK");
    }

    TEST_CASE("answer_callback: an answer whose status has no content has neither a body nor a type")
    {
        for (unsigned const status : {204U, 205U, 304U, 103U}) {
            auto const answer = tell<cactus_side>(
                cactus_side::callback(), do_nothing,
                tollgate::answering{{.status = status, .content_type = "text/plain", .body = "OK"}});
            CHECK(answer.status == status);
            CHECK(answer.content_type.empty());
            CHECK(answer.body.empty());
        }
        auto const answer = tell<cactus_side>(cactus_side::callback(), do_nothing,
                                              tollgate::answering{{.status = 201, .body = "OK"}});
        CHECK(answer.content_type == "application/json");
        CHECK(answer.body == "OK");
    }
}
