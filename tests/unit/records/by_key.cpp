// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Orders with an idempotency key of which nobody knows what became: settled by sending them again, and known again by a mark.

#include <tollgate/records.hpp>

#include <support/records.hpp>

#include <tollgate/scripted_transport.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

namespace one_payment = tollgate::one_payment;
using namespace std::chrono_literals;
using tollgate::errc;
using tollgate::payment_state;
using tollgate::wire_response;
using tollgate::test::query;
using tollgate::test::shop;
using tollgate::test::watched_database;
using tollgate::test::with_each_database;

using script = tollgate::scripted_transport;
using client = tollgate::client<one_payment::account, script>;
using payments = tollgate::payments<one_payment::account, script, tollgate::cryptopp_hash, watched_database>;

struct paid_out {
    tollgate::required<"id", std::string> id;
};
/// Known again by its key alone.
struct pay_out {
    tollgate::required<"Idempotency-Key", tollgate::idempotency_key, tollgate::as_header> once;
    tollgate::required<"amount", tollgate::decimal> amount;
    tollgate::optional<"name", std::string, tollgate::personal> name{};
    tollgate::optional<"comment", std::string> comment{};
    using account = one_payment::account;
    using endpoint = tollgate::post_json<"/payout/once">;
    using response = paid_out;
    static constexpr auto key_lifetime = std::chrono::hours{24};
    static constexpr tollgate::refusal_rule refusal{.code = "code", .message = "text", .refused_at = {400}};
};
pay_out payout(std::string const &id, std::string_view name = {})
{
    pay_out order{.once = tollgate::idempotency_key{id}, .amount = tollgate::decimal::parse("50.00").value()};
    if (!name.empty()) order.name = std::string{name};
    order.comment = "a \"b\" \\ c";
    return order;
}

/// Asked for by its own id first.
struct payout_status {
    tollgate::required<"number", std::string> number;
    using account = one_payment::account;
    using endpoint = tollgate::get<"/payout/status", tollgate::effect::reads>;
    struct answer {
        tollgate::required<"number", std::string> number;
    };
    using response = answer;
    static constexpr tollgate::refusal_rule refusal{
        .code = "code", .message = "text", .refused_at = {400}, .not_found_at = {404}};
};
struct pay_out_by_number {
    tollgate::required<"number", tollgate::idempotency_key> number;
    using account = one_payment::account;
    using endpoint = tollgate::post_json<"/payout/numbered">;
    using response = paid_out;
    using reconciled_by = tollgate::asks<payout_status, "number">;
    static constexpr auto key_lifetime = tollgate::for_good;
};

payments paying(script const &network, watched_database const &database,
                tollgate::records_options options = {})
{
    return {client{shop(), network}, tollgate::records{database, std::move(options)}};
}
tollgate::records_options with_key(std::string_view key)
{
    return {.digest_key = tollgate::secret{key}};
}
tollgate::error no_answer()
{
    return {errc::deadline_exceeded, tollgate::unknown{}, "No answer came in time."};
}
tollgate::error no_connection()
{
    return {errc::connect_failed, tollgate::not_sent{}, "No connection could be made."};
}
wire_response done()
{
    return {200, R"({"id":"g-1"})"};
}
wire_response refused()
{
    return {400, R"({"code":"no"})"};
}
tollgate::payment_record found(payments &by, std::string_view id)
{
    auto const one = by.find<pay_out>(id);
    REQUIRE(one.has_value());
    REQUIRE(one->has_value());
    return **one;
}

} // namespace

TEST_SUITE("tollgate.records.by_key")
{
    TEST_CASE("settle: an order with a key is sent again as it was, and that settles it")
    {
        with_each_database([](watched_database const &database) {
            script const network{{no_answer(), done()}};
            payments by = paying(network, database);
            CHECK(by.send(payout("A-1")).error().is_unknown());
            payments other = paying(network, database); // another process, as it were
            auto const settled = other.settle<pay_out>(60s);
            REQUIRE(settled.has_value());
            CHECK(settled->repeated == 1);
            CHECK(settled->settled == 1);
            CHECK(settled->asked == 0);
            CHECK(found(by, "A-1").state == payment_state::accepted);
            REQUIRE(network.requests().size() == 2);
            CHECK(network.requests()[0].body == network.requests()[1].body);
            CHECK(by.send(payout("A-1"))->id.value() == "g-1");
            CHECK(network.requests().size() == 2);
        });
    }

    TEST_CASE("async_settle: the same without a thread that waits")
    {
        with_each_database([](watched_database const &database) {
            script const network{{no_answer(), no_connection(), done()}};
            payments by = paying(network, database);
            CHECK(!by.send(payout("A-1")));
            boost::asio::io_context loop;
            for (bool const is_answered : {false, true}) {
                auto settled = by.async_settle<pay_out>(loop.get_executor(), 60s, boost::asio::use_future);
                loop.restart();
                loop.run();
                auto const got = settled.get();
                REQUIRE(got.has_value());
                CHECK(got->repeated == 1);
                CHECK(got->settled == (is_answered ? 1 : 0));
                static_cast<void>(query(database, "UPDATE tollgate_payment SET ask_at = 0"));
            }
            CHECK(found(by, "A-1").state == payment_state::accepted);
            CHECK(network.requests().size() == 3);
        });
    }

    TEST_CASE("settle: several at once send an order again once")
    {
        with_each_database([](watched_database const &database) {
            script const network{{no_answer(), done(), done(), done(), done()}};
            payments by = paying(network, database);
            CHECK(!by.send(payout("A-1")));
            std::atomic<std::size_t> repeated = 0;
            std::vector<std::thread> all;
            for (int i = 0; i != 4; ++i)
                all.emplace_back([&] {
                    if (auto const settled = paying(network, database).settle<pay_out>(60s))
                        repeated += settled->repeated;
                });
            for (std::thread &one : all)
                one.join();
            CHECK(repeated == 1);
            CHECK(network.requests().size() == 2);
        });
    }

    TEST_CASE("settle: a refusal of the same message settles it")
    {
        with_each_database([](watched_database const &database) {
            script const network{{no_answer(), refused()}};
            payments by = paying(network, database);
            CHECK(!by.send(payout("A-1")));
            CHECK(by.settle<pay_out>(60s)->settled == 1);
            CHECK(found(by, "A-1").state == payment_state::refused);
        });
    }

    TEST_CASE("settle: a repetition that was not sent comes again later, and at last none")
    {
        with_each_database([](watched_database const &database) {
            script const network{{no_answer(), no_connection()}};
            payments by = paying(network, database);
            CHECK(!by.send(payout("A-1")));
            CHECK(by.settle<pay_out>(60s)->repeated == 1);
            auto const later = found(by, "A-1");
            CHECK(later.state == payment_state::unknown);
            REQUIRE(later.ask_at.has_value());
            CHECK(*later.ask_at > later.changed_at);
            CHECK(by.settle<pay_out>(60s)->repeated == 0); // not due
            // Older than the gateway keeps the key for.
            static_cast<void>(query(database, "UPDATE tollgate_payment SET ask_at = 0, "
                                              "begun_at = begun_at - 86400000"));
            CHECK(by.settle<pay_out>(60s)->repeated == 0);
            CHECK(!found(by, "A-1").ask_at.has_value());
            CHECK(by.unsettled()->size() == 1);
            CHECK(network.requests().size() == 2);
        });
    }

    TEST_CASE("settle: what cannot be made again of what was written down is left to the program")
    {
        with_each_database([](watched_database const &database) {
            script const network{{no_answer(), refused()}};
            tollgate::records_options const options = with_key("a key of the records");
            payments by = paying(network, database, options);
            CHECK(!by.send(payout("A-1", "Ann Example")));
            CHECK(by.settle<pay_out>(60s)->repeated == 0);
            CHECK(!found(by, "A-1").ask_at.has_value());
            CHECK(found(by, "A-1").message->find("Ann") == std::string::npos);
            CHECK(network.requests().size() == 1);
            // The program knows all of it, and it is known to be the same.
            payments other = paying(network, database, options);
            CHECK(other.send(payout("A-1", "Ann Example")).error().is_refused());
            CHECK(found(by, "A-1").state == payment_state::refused);
        });
    }

    TEST_CASE("payments: another message under the key is told by its mark")
    {
        with_each_database([](watched_database const &database) {
            script const network{{no_answer(), refused()}};
            payments by = paying(network, database, with_key("a key of the records"));
            CHECK(!by.send(payout("A-1", "Ann Example")));
            SUBCASE("with the key of the records")
            {
                payments other = paying(network, database, with_key("a key of the records"));
                auto const sent = other.send(payout("A-1", "Anna Example"));
                CHECK(sent.error().code() == errc::another_order);
                CHECK(sent.error().is_unknown());
                CHECK(network.requests().size() == 1);
            }
            SUBCASE("after a rotation")
            {
                auto const both =
                    tollgate::secret{"a new key"}.replacing(tollgate::secret{"a key of the records"});
                payments other = paying(network, database, {.digest_key = both});
                CHECK(other.send(payout("A-1", "Anna Example")).error().code() == errc::another_order);
                CHECK(other.send(payout("A-1", "Ann Example")).error().is_refused());
            }
            SUBCASE("with a key that made none of what is kept, nobody knows")
            {
                payments other = paying(network, database, with_key("another key"));
                auto const sent = other.send(payout("A-1", "Ann Example"));
                CHECK(sent.error().code() == errc::refused_by_gateway);
                CHECK(sent.error().is_unknown());
                CHECK(found(by, "A-1").state == payment_state::unknown);
            }
        });
    }

    TEST_CASE("payments: without a key of the records no digest of masked fields is kept")
    {
        with_each_database([](watched_database const &database) {
            script const network{{done(), done()}};
            payments by = paying(network, database);
            CHECK(by.send(payout("A-1", "Ann Example")).has_value());
            CHECK(found(by, "A-1").mark.empty());
            CHECK(by.send(payout("A-2")).has_value());
            CHECK(!found(by, "A-2").mark.empty());
        });
    }

    TEST_CASE("settle: what the gateway does not know is sent again by its key, once it was asked")
    {
        with_each_database([](watched_database const &database) {
            script const network{{no_answer(), wire_response{404, R"({"code":"none"})"}, done()}};
            payments by = paying(network, database);
            CHECK(!by.send(pay_out_by_number{.number = tollgate::idempotency_key{"A-1"}}));
            auto const settled = by.settle<pay_out_by_number>(60s);
            REQUIRE(settled.has_value());
            CHECK(settled->asked == 1);
            CHECK(settled->repeated == 1);
            CHECK(settled->settled == 1);
            CHECK((*by.find<pay_out_by_number>("A-1"))->state == payment_state::accepted);
            CHECK(network.requests().size() == 3);
        });
    }

    TEST_CASE(
        "settle: a connection that breaks around the repetition sends nothing twice and forgets nothing")
    {
        with_each_database([](watched_database const &database) {
            int steps = 0;
            for (bool is_over = false; !is_over; ++steps) {
                CAPTURE(steps);
                REQUIRE(steps < 60);
                std::string const id = "A-" + std::to_string(steps);
                script const network{{no_answer(), done(), done()}};
                payments by = paying(network, database);
                REQUIRE(!by.send(payout(id)));
                // Each statement fails from this step on, before it or after it.
                int left = steps;
                auto const fail = [&](std::string_view) {
                    if (left-- <= 0)
                        throw tollgate::sql_error{tollgate::sql_failure::unavailable, {}, "gone"};
                };
                database.by->before = fail;
                database.by->after = fail;
                payments dying = paying(network, database);
                is_over = dying.settle<pay_out>(60s).has_value() && left > 0;
                *database.by = {};
                // It dies, and its leases lapse.
                static_cast<void>(query(database, "UPDATE tollgate_payment SET lease_until = 0, ask_at = 0 "
                                                  "WHERE state IN ('sending', 'unknown')"));
                REQUIRE(by.settle<pay_out>(60s).has_value());
                CHECK(found(by, id).state == payment_state::accepted);
                for (auto const &request : network.requests())
                    CHECK(request.body == network.requests()[0].body);
            }
            CHECK(steps > 6);
        });
    }
}
