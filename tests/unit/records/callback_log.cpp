// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/records.hpp>

#include <support/records.hpp>

#include <tollgate/callback/answer_callback.hpp>
#include <tollgate/hash/cryptopp_ciphers.hpp>
#include <tollgate/providers/adyen.hpp>
#include <tollgate/providers/redsys.hpp>
#include <tollgate/testing.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <future>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

namespace one_payment = tollgate::one_payment;
using namespace std::chrono_literals;
using tollgate::errc;
using tollgate::one_payment::payment_callback;
using tollgate::test::query;
using tollgate::test::shop;
using tollgate::test::watched_database;
using tollgate::test::with_each_database;

payment_callback paid(std::string id)
{
    return {.payment_type = "card",
            .order_id = "g-1",
            .project_id = 5678,
            .status = one_payment::status::success,
            .merchant_price = tollgate::decimal::parse("50").value(),
            .currency = "RUB",
            .user_data = std::move(id)};
}

/// A shop with a log, and what it is sent.
struct logging_shop {
    explicit logging_shop(watched_database const &database, tollgate::callback_log_options options = {})
        : records{database},
          log{records, options},
          inbox{records}
    {
    }

    unsigned deliver(std::string_view body) { return receive<payment_callback>(shop(), body); }
    template <class Callback>
    unsigned receive(typename Callback::account const &account, std::string_view body)
    {
        tollgate::header const headers[] = {{"Content-Type", "application/json"},
                                            {"Authorization", "Basic c2VjcmV0"}};
        unsigned const status = tollgate::answer_callback<Callback>(
                                    account, body, headers, [](auto const &) {}, tollgate::logged_in(log))
                                    .status;
        // The one thread of the records has written it when it comes to this.
        std::promise<void> written;
        inbox.run_blocking([&written] { written.set_value(); });
        written.get_future().wait();
        return status;
    }
    std::vector<tollgate::callback_entry> entries() const { return log.last().value(); }

    tollgate::records<watched_database> records;
    tollgate::callback_log<watched_database> log;
    tollgate::inbox<watched_database> inbox;
};

std::string body_of(payment_callback const &what)
{
    return tollgate::signed_callback(shop(), what).value().body;
}

} // namespace

TEST_SUITE("tollgate.records.callback_log")
{
    TEST_CASE("callback_log: what is received is kept, byte for byte where nothing is masked")
    {
        with_each_database([](watched_database const &database) {
            logging_shop to{database};
            std::string const body = body_of(paid("A-1"));
            CHECK(to.deliver(body) == 200);
            REQUIRE(to.entries().size() == 1);
            auto const one = to.entries().front();
            CHECK(one.gateway == "1Payment");
            CHECK(!one.why.has_value());
            CHECK(one.size == body.size());
            CHECK(one.at.time_since_epoch() > 0ms);
            CHECK(one.headers == R"({"Content-Type":"application/json","Authorization":"[masked]"})");
            // The signature is no field of the message: nobody says that anyone may see it.
            CHECK(one.body->find(R"("user_data":"A-1")") != std::string::npos);
            CHECK(one.body->find("sign") == std::string::npos);
        });
    }

    TEST_CASE("callback_log: what not everyone may see is masked, and what is not described")
    {
        with_each_database([](watched_database const &database) {
            logging_shop to{database};
            auto what = paid("A-1");
            what.card_mask = "411111******1111";
            what.token = "token-of-ann";
            CHECK(to.deliver(body_of(what)) == 200);
            // A stranger's.
            CHECK(
                to.deliver(
                    R"({"user_data":{"pan":"4111111111111111"},"more":["4111111111111111"],"4111111111111111":1,"status":3})") ==
                400);
            CHECK(to.deliver("4111111111111111") == 400);
            auto const all = to.entries();
            REQUIRE(all.size() == 3);
            CHECK(!all[0].body.has_value());
            CHECK(all[0].size == 16);
            CHECK(all[0].why.has_value());
            CHECK(!all[0].sentence.empty());
            CHECK(*all[1].body == R"({"user_data":{},"status":3})");
            for (auto const &row : query(database, "SELECT headers, body, error FROM tollgate_callback_log"))
                for (auto const &text : row)
                    for (std::string_view const never : {"4111", "token-of-ann", "c2VjcmV0", "test_api_key"})
                        CHECK(text.value_or("").find(never) == std::string::npos);
        });
    }

    TEST_CASE("callback_log: what is kept of one is bounded, whatever it holds")
    {
        with_each_database([](watched_database const &database) {
            logging_shop to{database, {.size = 100}};
            std::string names = "{";
            for (int i = 0; i != 1000; ++i)
                names += "\"n" + std::to_string(i) + "\":1,";
            CHECK(to.deliver(names + R"("status":3})") == 400);
            CHECK(*to.entries().front().body == R"({"status":3})");
            std::string letters;
            for (int i = 0; i != 100; ++i)
                letters += "é";
            CHECK(to.deliver(R"({"user_data":")" + letters + R"("})") == 400);
            std::string const kept = *to.entries().front().body;
            CHECK(kept.ends_with("é[cut]"));
            CHECK(kept.size() <= 105);
            CHECK(kept.starts_with(R"({"user_data":"é)"));
        });
    }

    TEST_CASE("callback_log: of items and of what is enclosed, what is described is kept")
    {
        with_each_database([](watched_database const &database) {
            logging_shop to{database};
            namespace adyen = tollgate::adyen;
            adyen::account const merchant{.merchant_account = "Shop",
                                          .api_key = tollgate::secret{"k"},
                                          .hmac_key = tollgate::secret{"00"},
                                          .environment = tollgate::environment{"test"}};
            to.receive<adyen::notification>(
                merchant,
                R"({"live":"false","4111":1,"notificationItems":[{"NotificationRequestItem":{"pspReference":"P1","secret":"4111",)"
                R"("additionalData":{"hmacSignature":"4111"}},"x":"4111"},{"NotificationRequestItem":{"pspReference":"P2"}},4111]})");
            CHECK(
                *to.entries().front().body ==
                R"({"notificationItems":[{"NotificationRequestItem":{"pspReference":"P1"}},{"NotificationRequestItem":{"pspReference":"P2"}}]})");

            namespace redsys = tollgate::redsys;
            redsys::account const terminal{.merchant = "999008881",
                                           .terminal = "1",
                                           .at = tollgate::environment{"test"},
                                           .key = tollgate::secret{"sq7HjrUOBfKmC576ILgskD5srU870gJ7"},
                                           .version = "HMAC_SHA256_V1"};
            // {"Ds_Order":"0069","Ds_Amount":"145","Ds_Terminal":"1"}
            to.receive<redsys::notification>(
                terminal,
                "Ds_MerchantParameters=eyJEc19PcmRlciI6IjAwNjkiLCJEc19BbW91bnQiOiIxNDUiLCJEc19UZXJtaW5hbCI6IjEifQ%3D%3D&"
                "Ds_Signature=4111");
            CHECK(*to.entries().front().body ==
                  R"({"Ds_MerchantParameters":{"Ds_Order":"0069","Ds_Amount":"145","Ds_Terminal":"1"}})");
            to.receive<redsys::notification>(terminal, "Ds_MerchantParameters=4111&Ds_Signature=4111");
            CHECK_FALSE(to.entries().front().body.has_value());
        });
    }

    TEST_CASE("callback_log: of refused ones so many a minute are kept, of others all")
    {
        with_each_database([](watched_database const &database) {
            logging_shop to{database, {.refused_a_minute = 2}};
            for (int i = 0; i != 4; ++i) {
                CHECK(to.deliver("{}") == 400);
                CHECK(to.deliver(body_of(paid("A-1"))) == 200);
            }
            CHECK(to.entries().size() == 6);
            CHECK(to.log.lost() == 0);
        });
    }

    TEST_CASE("callback_log: a database that is away costs the entry, and no callback")
    {
        with_each_database([](watched_database const &database) {
            logging_shop to{database};
            int left = 2;
            database.by->before = [&left](std::string_view) {
                if (left-- > 0) throw tollgate::sql_error{tollgate::sql_failure::unavailable, {}, "gone"};
            };
            CHECK(to.deliver(body_of(paid("A-1"))) == 200);
            CHECK(to.log.lost() == 1);
            // A connection that breaks after the statement leaves one entry.
            *database.by = {};
            bool is_broken = false;
            database.by->after = [&is_broken](std::string_view) {
                if (!std::exchange(is_broken, true))
                    throw tollgate::sql_error{tollgate::sql_failure::unavailable, {}, "gone"};
            };
            CHECK(to.deliver(body_of(paid("A-2"))) == 200);
            *database.by = {};
            CHECK(to.entries().size() == 1);
            CHECK(to.log.lost() == 1);
        });
    }

    TEST_CASE("callback_log: what is old is forgotten")
    {
        with_each_database([](watched_database const &database) {
            logging_shop to{database};
            CHECK(to.deliver(body_of(paid("A-1"))) == 200);
            CHECK(to.deliver(body_of(paid("A-2"))) == 200);
            auto const all = to.entries();
            REQUIRE(all.size() == 2);
            static_cast<void>(
                query(database, "UPDATE tollgate_callback_log SET at = at - 3600000 WHERE id = " +
                                    std::to_string(all.back().id)));
            CHECK(to.log.forget(30min).has_value());
            REQUIRE(to.entries().size() == 1);
            CHECK(to.entries().front().id == all.front().id);
        });
    }
}
