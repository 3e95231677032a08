// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/records.hpp>

#include <support/records.hpp>

#include <tollgate/scripted_transport.hpp>

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <cstdint>
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
using tollgate::result;
using tollgate::wire_response;
using tollgate::test::order;
using tollgate::test::query;
using tollgate::test::shop;
using tollgate::test::watched_database;
using tollgate::test::with_each_database;

using init_payment = one_payment::init_payment;
using script = tollgate::scripted_transport;
using client = tollgate::client<one_payment::account, script>;
using payments = tollgate::payments<one_payment::account, script, tollgate::cryptopp_hash, watched_database>;

/// Two operations that are called alike.
struct confirmed {
    tollgate::required<"id", std::string> id;
};
struct confirm_payment {
    tollgate::required<"id", std::string> id;
    using account = one_payment::account;
    using endpoint = tollgate::get<"/payment/confirm">;
    using response = confirmed;
    using identity = tollgate::picks<"id">;
};
struct delete_payment {
    tollgate::required<"id", std::string> id;
    using account = one_payment::account;
    using endpoint = tollgate::delete_<"/payment/confirm">;
    using response = confirmed;
    using identity = tollgate::picks<"id">;
};
struct confirm_payout {
    tollgate::required<"id", std::string> id;
    using account = one_payment::account;
    using endpoint = tollgate::get<"/payout/confirm">;
    using response = confirmed;
    using identity = tollgate::picks<"id">;
};
/// With an idempotency key.
struct refund_once {
    tollgate::required<"id", std::string> id;
    tollgate::required<"Idempotency-Key", tollgate::idempotency_key, tollgate::as_header> once;
    using account = one_payment::account;
    using endpoint = tollgate::get<"/payment/refund">;
    using response = confirmed;
    using identity = tollgate::picks<"id">;
    static constexpr auto key_lifetime = std::chrono::hours{24};
};
refund_once refund(std::string const &id)
{
    return {.id = id, .once = tollgate::idempotency_key{"refund-" + id}};
}

/// With a key, and with a part that may not be kept. The gateway refuses another one under the same key.
struct pay_out_once {
    tollgate::required<"id", std::string> id;
    tollgate::required<"Idempotency-Key", tollgate::idempotency_key, tollgate::as_header> once;
    tollgate::optional<"name", std::string, tollgate::personal> name{};
    using account = one_payment::account;
    using endpoint = tollgate::get<"/payout/once">;
    using response = confirmed;
    using identity = tollgate::picks<"id">;
    static constexpr auto key_lifetime = std::chrono::hours{24};
    static constexpr tollgate::refusal_rule refusal{.code = "code", .message = "text", .refused_at = {400}};
};

/// Whose gateway may put it off.
struct confirm_later {
    tollgate::required<"id", std::string> id;
    using account = one_payment::account;
    using endpoint = tollgate::get<"/payment/confirm_later">;
    using response = confirmed;
    using identity = tollgate::picks<"id">;
    static constexpr tollgate::refusal_rule refusal{
        .code = "code", .message = "text", .refused_at = {400}, .again_at = {429}};
};
/// Without a part of its answer that may be kept.
struct handed_over {
    tollgate::required<"token", std::string, tollgate::personal> token;
};
struct hand_over {
    tollgate::required<"order", std::string> order;
    tollgate::required<"part", std::int64_t> part;
    tollgate::optional<"pan", std::string, tollgate::card_data> pan{};
    using account = one_payment::account;
    using endpoint = tollgate::get<"/hand_over">;
    using response = handed_over;
    using identity = tollgate::picks<"order", "part">;
};

payments paying(script const &network, watched_database const &database,
                tollgate::records_options options = {})
{
    return {client{shop(), network}, tollgate::records{database, options}};
}

wire_response taken()
{
    return {200, R"({"order_id":"g-1","status":2,"redirect_url":"https://pay.example/1"})"};
}
tollgate::error no_answer()
{
    return {errc::deadline_exceeded, tollgate::unknown{}, "No answer came in time."};
}
tollgate::error no_connection()
{
    return {errc::connect_failed, tollgate::not_sent{}, "No connection could be made."};
}

payment_state state_of(payments &by, std::string_view id)
{
    auto const found = by.find<init_payment>(id);
    REQUIRE(found.has_value());
    REQUIRE(found->has_value());
    return (*found)->state;
}

/// As if the process that held it had died long ago.
void let_leases_lapse(watched_database const &database)
{
    static_cast<void>(query(database, "UPDATE tollgate_payment SET lease_until = 0"));
}

tollgate::sql_error broken()
{
    return {tollgate::sql_failure::unavailable, {}, "gone"};
}

} // namespace

TEST_SUITE("tollgate.records.journal")
{
    TEST_CASE("payments: an order is written down, and sent once")
    {
        with_each_database([](watched_database const &database) {
            script const network{{taken()}};
            payments by = paying(network, database);
            auto const first = by.send(order("A-1"));
            REQUIRE(first.has_value());
            CHECK(first->order_id.value() == "g-1");
            CHECK(state_of(by, "A-1") == payment_state::accepted);

            // By another process, as it were.
            payments other = paying(network, database);
            auto const second = other.send(order("A-1"));
            REQUIRE(second.has_value());
            CHECK(second->order_id.value() == "g-1");
            CHECK(second->page() == "https://pay.example/1");
            CHECK(network.requests().size() == 1);
        });
    }

    TEST_CASE("payments: it is written down before its first byte leaves")
    {
        with_each_database([](watched_database const &database) {
            script const network{{taken()}};
            payments by = paying(network, database);
            std::vector<std::size_t> sent_when_written;
            database.by->after = [&](std::string_view sql) {
                if (sql.starts_with("INSERT INTO tollgate_payment "))
                    sent_when_written.push_back(network.requests().size());
            };
            REQUIRE(by.send(order("A-1")).has_value());
            CHECK(sent_when_written == std::vector<std::size_t>{0});
        });
    }

    TEST_CASE("payments: many who send one order at once send it once, and all have the answer")
    {
        with_each_database([](watched_database const &database) {
            script const network{{taken()}};
            payments by = paying(network, database);
            std::atomic<int> answers = 0;
            std::vector<std::thread> all;
            for (int i = 0; i != 8; ++i)
                all.emplace_back([by, &answers]() mutable {
                    if (auto const answer = by.send(order("A-1"), 60s); answer && *answer->order_id == "g-1")
                        ++answers;
                });
            for (std::thread &one : all)
                one.join();
            CHECK(answers == 8);
            CHECK(network.requests().size() == 1);
        });
    }

    TEST_CASE("payments: another order under the same id is not sent")
    {
        with_each_database([](watched_database const &database) {
            script const network{{taken(), taken()}};
            payments by = paying(network, database);
            REQUIRE(by.send(order("A-1", "50.00")).has_value());
            auto const other = by.send(order("A-1", "60.00"));
            REQUIRE(!other.has_value());
            CHECK(other.error().code() == errc::another_order);
            CHECK(other.error().is_unknown());
            CHECK(network.requests().size() == 1);
        });
    }

    TEST_CASE("payments: what was not sent may be sent, and corrected before")
    {
        with_each_database([](watched_database const &database) {
            script const network{{no_connection(), taken()}};
            payments by = paying(network, database);
            auto const first = by.send(order("A-1", "50.00"));
            REQUIRE(!first.has_value());
            CHECK(first.error().code() == errc::connect_failed);
            CHECK(state_of(by, "A-1") == payment_state::not_sent);
            CHECK(by.send(order("A-1", "60.00")).has_value());
            CHECK(state_of(by, "A-1") == payment_state::accepted);
            auto const found = by.find<init_payment>("A-1");
            CHECK((*found)->attempts == 2);
        });
    }

    TEST_CASE("payments: a refusal is known to who sends the order again")
    {
        with_each_database([](watched_database const &database) {
            script const network{
                {wire_response{200, R"({"error_code":9,"error_message":"a stranger's words"})"}}};
            payments by = paying(network, database);
            for (int i = 0; i != 2; ++i) {
                auto const refused = by.send(order("A-1"));
                REQUIRE(!refused.has_value());
                CHECK(refused.error().code() == errc::refused_by_gateway);
                CHECK(refused.error().is_refused());
                CHECK(tollgate::gateway_code<one_payment::error_code>(refused.error()) ==
                      one_payment::error_code::insufficient_balance);
            }
            CHECK(network.requests().size() == 1);
        });
    }

    TEST_CASE("payments: what is unknown is asked for, not sent again")
    {
        with_each_database([](watched_database const &database) {
            script const network{
                {no_answer(),
                 wire_response{200, R"({"order_id":"g-1","user_data":"A-1","status":3,"token":"t-1"})"}}};
            payments by = paying(network, database);
            REQUIRE(by.send(order("A-1")).error().is_unknown());
            CHECK(state_of(by, "A-1") == payment_state::unknown);
            auto const again = by.send(order("A-1"));
            CHECK(again.error().code() == errc::not_repeatable);
            CHECK(again.error().is_unknown());
            REQUIRE(by.unsettled().has_value());
            CHECK(by.unsettled()->size() == 1);

            auto const done = by.settle<init_payment>(60s);
            REQUIRE(done.has_value());
            CHECK(done->asked == 1);
            CHECK(done->settled == 1);
            CHECK(by.unsettled()->empty());
            auto const found = by.find<init_payment>("A-1");
            CHECK((*found)->state == payment_state::accepted);
            CHECK((*found)->answer_of == "GET /status_payment");
            CHECK(*(*found)->answer == R"({"order_id":"g-1","status":3,"user_data":"A-1"})"); // no token
            CHECK(network.requests().size() == 2);
        });
    }

    TEST_CASE("payments: a question that settles nothing is asked again later, and at last no more")
    {
        with_each_database([](watched_database const &database) {
            wire_response const not_found{200, R"({"error_code":10})"};
            script const network{{no_answer(), not_found, not_found}};
            payments by = paying(network, database);
            CHECK(!by.send(order("A-1")).has_value());
            CHECK(by.settle<init_payment>(60s)->asked == 1);
            CHECK(by.settle<init_payment>(60s)->asked == 0); // not due
            auto const found = by.find<init_payment>("A-1");
            CHECK((*found)->state == payment_state::unknown);
            CHECK((*found)->why->code() == errc::not_found_yet);
            REQUIRE((*found)->ask_at.has_value());

            static_cast<void>(query(database, "UPDATE tollgate_payment SET ask_at = 0, begun_at = 0"));
            CHECK(by.settle<init_payment>(60s)->asked == 1); // it is older than `ask_for`
            CHECK(!(*by.find<init_payment>("A-1"))->ask_at.has_value());
            CHECK(by.unsettled()->size() == 1);
        });
    }

    TEST_CASE("payments: a person closes what nobody can settle, with a reason")
    {
        with_each_database([](watched_database const &database) {
            script const network{{no_answer()}};
            payments by = paying(network, database);
            CHECK(!by.send(order("A-1")).has_value());
            auto const open = by.unsettled();
            REQUIRE(open->size() == 1);
            CHECK(by.close(open->front().id, tollgate::found::not_paid, "").error().code() ==
                  errc::empty_value);
            CHECK(by.close(open->front().id, tollgate::found::not_paid, "Back office, 12:30, Ann"));
            CHECK(by.unsettled()->empty());
            CHECK((*by.find<init_payment>("A-1"))->reason == "Back office, 12:30, Ann");
            auto const again = by.send(order("A-1"));
            CHECK(again.error().code() == errc::not_repeatable);
            CHECK(network.requests().size() == 1);
            CHECK(by.close(open->front().id, tollgate::found::paid, "Changed my mind").error().code() ==
                  errc::not_open);
        });
    }

    TEST_CASE("payments: what is being sent by another, or by a dead one, is not sent")
    {
        with_each_database([](watched_database const &database) {
            script const network{{}};
            payments by = paying(network, database);
            // As a process leaves it that dies after writing it down.
            CHECK(!by.send(order("A-1")).has_value());
            static_cast<void>(query(database,
                                    "UPDATE tollgate_payment SET state = 'sending', holder = 'another', "
                                    "lease_until = 99999999999999"));
            auto const busy = by.send(order("A-1"), 0s);
            CHECK(busy.error().code() == errc::order_in_progress);
            CHECK(busy.error().is_unknown());
            let_leases_lapse(database);
            auto const dead = by.send(order("A-1"));
            CHECK(dead.error().code() == errc::not_repeatable);
            CHECK(state_of(by, "A-1") == payment_state::unknown);
            CHECK(network.requests().size() == 1);
        });
    }

    TEST_CASE("payments: a database that is away: nothing is sent, and nothing is left over")
    {
        with_each_database([](watched_database const &database) {
            script const network{{taken()}};
            payments by = paying(network, database);
            SUBCASE("before the order is written down")
            {
                database.by->before = [](std::string_view) { throw broken(); };
            }
            SUBCASE("after it was written down")
            {
                database.by->after = [](std::string_view) { throw broken(); };
            }
            auto const sent = by.send(order("A-1"));
            REQUIRE(!sent.has_value());
            CHECK(sent.error().code() == errc::records_unavailable);
            CHECK(sent.error().is_not_sent());
            CHECK(network.requests().empty());

            *database.by = {};
            CHECK(by.send(order("A-1")).has_value());
            CHECK(state_of(by, "A-1") == payment_state::accepted);
            CHECK(network.requests().size() == 1);
        });
    }

    TEST_CASE("payments: a connection that breaks once is not noticed")
    {
        with_each_database([](watched_database const &database) {
            script const network{{taken(), taken()}};
            payments by = paying(network, database);
            int until = 0;
            auto const once = [&](std::string_view) {
                if (until-- == 0) throw broken();
            };
            SUBCASE("in the insertion, which was not carried out")
            {
                database.by->before = once;
            }
            SUBCASE("in the insertion, which was carried out")
            {
                database.by->after = once;
            }
            SUBCASE("in the update, which was not carried out")
            {
                until = 1;
                database.by->before = once;
            }
            SUBCASE("in the update, which was carried out")
            {
                until = 1;
                database.by->after = once;
            }
            CHECK(by.send(order("A-1")).has_value());
            *database.by = {};
            CHECK(state_of(by, "A-1") == payment_state::accepted);
            CHECK(network.requests().size() == 1);
        });
    }

    TEST_CASE(
        "payments: an order that a person closed meanwhile is not sent, though its insertion went unanswered")
    {
        with_each_database([](watched_database const &database) {
            script const network{{taken()}};
            payments by = paying(network, database);
            bool is_closed = false;
            database.by->after = [&](std::string_view sql) {
                if (is_closed || !sql.starts_with("INSERT INTO tollgate_payment ")) return;
                is_closed = true;
                static_cast<void>(query(database, "UPDATE tollgate_payment SET state = 'closed_not_paid'"));
                throw broken();
            };
            auto const sent = by.send(order("A-1"));
            CHECK(is_closed);
            CHECK(sent.error().code() == errc::not_repeatable);
            CHECK(sent.error().is_not_sent());
            CHECK(network.requests().empty());
            CHECK(state_of(by, "A-1") == payment_state::closed_not_paid);
        });
    }

    TEST_CASE("payments: an answer that cannot be written down is given, and written down later")
    {
        with_each_database([](watched_database const &database) {
            script const network{{taken()}};
            payments by = paying(network, database);
            database.by->before = [](std::string_view sql) {
                if (sql.starts_with("UPDATE")) throw broken();
            };
            CHECK(by.send(order("A-1")).has_value());
            *database.by = {};
            payments other = paying(network, database);
            CHECK(state_of(other, "A-1") == payment_state::sending);
            CHECK(state_of(by, "A-1") == payment_state::accepted);
            CHECK(network.requests().size() == 1);
        });
    }

    TEST_CASE("payments: an answer that comes after the lease has lapsed counts")
    {
        with_each_database([](watched_database const &database) {
            script const network{{taken()}};
            payments by = paying(network, database);
            payments other = paying(network, database);
            bool is_looked_at = false;
            database.by->before = [&](std::string_view sql) {
                if (is_looked_at || !sql.starts_with("UPDATE tollgate_payment SET state = $1")) return;
                is_looked_at = true;
                let_leases_lapse(database);
                CHECK(!other.send(order("A-1")).has_value());
                CHECK(state_of(other, "A-1") == payment_state::unknown);
                throw broken();
            };
            CHECK(by.send(order("A-1")).has_value());
            CHECK(is_looked_at);
            CHECK(state_of(by, "A-1") == payment_state::accepted);
        });
    }

    TEST_CASE("payments: neither keys nor masked fields are kept, and each change of a state is")
    {
        with_each_database([](watched_database const &database) {
            script const network{{no_answer(), wire_response{200, R"({"error_code":10})"}}};
            payments by = paying(network, database);
            auto told = order("A-1");
            told.email = "ann@example.com";
            CHECK(!by.send(told).has_value());
            CHECK(by.settle<init_payment>(60s)->asked == 1);
            CHECK(by.close(by.unsettled()->front().id, tollgate::found::paid, "Ann"));
            for (std::string_view const kept :
                 {"SELECT account, own_id, digest, error, gateway_code, answer, reason FROM tollgate_payment",
                  "SELECT error, reason FROM tollgate_payment_step"})
                for (auto const &row : query(database, kept))
                    for (auto const &text : row)
                        for (std::string_view const never : {"test_api_key", "ann@example.com"})
                            CHECK(text.value_or("").find(never) == std::string::npos);
            std::vector<std::string> steps;
            for (auto const &row : query(database, "SELECT state FROM tollgate_payment_step ORDER BY id"))
                steps.push_back(*row[0]);
            CHECK(steps == std::vector<std::string>{"sending", "unknown", "closed_paid"});
        });
    }

    TEST_CASE("payments: operations that are called alike are told apart")
    {
        with_each_database([](watched_database const &database) {
            wire_response const answer{200, R"({"id":"A-1"})"};
            script const network{{answer, no_answer(), answer}};
            payments by = paying(network, database);
            for (std::size_t round = 0; round != 2; ++round) {
                CHECK(by.send(confirm_payment{.id = "A-1"}).has_value());
                auto const other = by.send(confirm_payout{.id = "A-1"});
                REQUIRE(!other.has_value());
                CHECK(other.error().code() == (round == 0 ? errc::deadline_exceeded : errc::not_repeatable));
                CHECK(by.send(delete_payment{.id = "A-1"}).has_value());
            }
            CHECK(network.requests().size() == 3);
            CHECK((*by.find<confirm_payment>("A-1"))->operation == "POST /payment/confirm");
            CHECK((*by.find<confirm_payout>("A-1"))->state == payment_state::unknown);
            CHECK((*by.find<delete_payment>("A-1"))->operation == "DELETE /payment/confirm");
        });
    }

    TEST_CASE("payments: what is unknown is sent again by its idempotency key, and that settles it")
    {
        with_each_database([](watched_database const &database) {
            script const network{{no_answer(), wire_response{200, R"({"id":"A-1"})"}}};
            payments by = paying(network, database);
            CHECK(by.send(refund("A-1")).error().is_unknown());
            CHECK((*by.find<refund_once>("A-1"))->repeat_key == "refund-A-1");
            std::atomic<int> accepted = 0;
            std::vector<std::thread> workers;
            for (int i = 0; i != 4; ++i)
                workers.emplace_back([&] {
                    if (paying(network, database).send(refund("A-1"), 60s)) ++accepted;
                });
            for (std::thread &one : workers)
                one.join();
            CHECK(accepted == 4);
            CHECK(network.requests().size() == 2);
            CHECK((*by.find<refund_once>("A-1"))->state == payment_state::accepted);
            CHECK((*by.find<refund_once>("A-1"))->attempts == 2);
        });
    }

    TEST_CASE("payments: an attempt by the key that was not sent leaves the order unknown")
    {
        with_each_database([](watched_database const &database) {
            script const network{{no_answer(), no_connection(), wire_response{200, R"({"id":"A-1"})"}}};
            payments by = paying(network, database);
            CHECK(!by.send(refund("A-1")));
            CHECK(by.send(refund("A-1")).error().is_unknown());
            CHECK((*by.find<refund_once>("A-1"))->state == payment_state::unknown);
            // A process that died while it sent.
            static_cast<void>(
                query(database, "UPDATE tollgate_payment SET state = 'sending', lease_until = 0"));
            CHECK(by.send(refund("A-1")).has_value());
        });
    }

    TEST_CASE("payments: an attempt by the key that a broken connection hid is still one by the key")
    {
        with_each_database([](watched_database const &database) {
            script const network{{no_answer(), no_connection(), wire_response{200, R"({"id":"A-1"})"}}};
            payments by = paying(network, database);
            CHECK(by.send(refund("A-1")).error().is_unknown());
            int lost = 0;
            bool is_away = false;
            std::size_t sent = 1;
            SUBCASE("the connection breaks once")
            {
                lost = 1;
                sent = 2;
            }
            SUBCASE("the connection breaks twice")
            {
                lost = 2;
            }
            SUBCASE("the connection breaks twice, and the database stays away")
            {
                lost = 2;
                is_away = true;
            }
            int left = lost;
            database.by->before = [&](std::string_view) {
                if (is_away && left == 0) throw broken();
            };
            database.by->after = [&](std::string_view sql) {
                if (left == 0 || !sql.starts_with("UPDATE tollgate_payment SET state = 'sending', holder"))
                    return;
                --left;
                throw broken();
            };
            auto const again = by.send(refund("A-1"));
            CHECK(left == 0);
            REQUIRE(!again.has_value());
            CHECK(again.error().is_unknown());
            CHECK(again.error().code() == (lost == 1 ? errc::connect_failed : errc::records_unavailable));
            CHECK(network.requests().size() == sent);
            *database.by = {};
            REQUIRE(by.find<refund_once>("A-1").has_value());
            CHECK((*by.find<refund_once>("A-1"))->state == payment_state::unknown);
            CHECK((*by.find<refund_once>("A-1"))->ask_at.has_value());
            auto other = refund("A-1");
            other.once = tollgate::idempotency_key{"another"};
            CHECK(by.send(other).error().code() == errc::another_order);
            CHECK(network.requests().size() == sent);
            if (lost == 2) CHECK(by.send(refund("A-1")).error().is_unknown()); // the connection that fails
            CHECK(by.send(refund("A-1")).has_value());
            CHECK(network.requests().size() == 3);
        });
    }

    TEST_CASE("payments: a refusal of what may be another message under the key leaves the order unknown")
    {
        with_each_database([](watched_database const &database) {
            script const network{{no_answer(), wire_response{400, R"({"code":"another body"})"},
                                  wire_response{200, R"({"id":"A-1"})"}}};
            payments by = paying(network, database);
            pay_out_once what{
                .id = "A-1", .once = tollgate::idempotency_key{"once-A-1"}, .name = "Ann Example"};
            CHECK(by.send(what).error().is_unknown());
            what.name = "Anna Example";
            auto const again = by.send(what);
            REQUIRE(!again.has_value());
            CHECK(again.error().code() == errc::refused_by_gateway);
            CHECK(again.error().is_unknown());
            CHECK((*by.find<pay_out_once>("A-1"))->state == payment_state::unknown);
            what.once = tollgate::idempotency_key{"another"};
            CHECK(by.send(what).error().code() == errc::another_order);
            CHECK(network.requests().size() == 2);
            what.once = tollgate::idempotency_key{"once-A-1"};
            CHECK(by.send(what).has_value());
            CHECK((*by.find<pay_out_once>("A-1"))->state == payment_state::accepted);
        });
    }

    TEST_CASE("payments: neither another key nor one that the gateway may have forgotten is sent")
    {
        with_each_database([](watched_database const &database) {
            script const network{{no_answer()}};
            payments by = paying(network, database);
            CHECK(!by.send(refund("A-1")));
            auto other = refund("A-1");
            other.once = tollgate::idempotency_key{"another"};
            CHECK(by.send(other).error().code() == errc::another_order);
            static_cast<void>(query(database, "UPDATE tollgate_payment SET begun_at = begun_at - 86400000"));
            auto const late = by.send(refund("A-1"));
            CHECK(late.error().code() == errc::not_repeatable);
            CHECK(late.error().is_unknown());
            CHECK(network.requests().size() == 1);
        });
    }

    TEST_CASE("payments: what the gateway put off is sent again, what it refused is not")
    {
        with_each_database([](watched_database const &database) {
            script const network{{wire_response{429, R"({"code":"busy"})"},
                                  wire_response{200, R"({"id":"A-1"})"},
                                  wire_response{400, R"({"code":"no"})"}}};
            payments by = paying(network, database);
            auto const put_off = by.send(confirm_later{.id = "A-1"});
            REQUIRE(!put_off.has_value());
            CHECK(put_off.error().code() == errc::try_again_later);
            CHECK((*by.find<confirm_later>("A-1"))->state == payment_state::not_sent);
            CHECK(by.send(confirm_later{.id = "A-1"}).has_value());
            CHECK(!by.send(confirm_later{.id = "A-2"}).has_value());
            auto const again = by.send(confirm_later{.id = "A-2"});
            CHECK(again.error().is_refused());
            CHECK(network.requests().size() == 3);
        });
    }

    TEST_CASE("payments: an answer that may not be kept is not made up")
    {
        with_each_database([](watched_database const &database) {
            script const network{
                {wire_response{200, R"({"token":"t-1"})"}, wire_response{200, R"({"token":"t-2"})"}}};
            payments by = paying(network, database);
            CHECK(by.send(hand_over{.order = "A", .part = 1}).has_value());
            auto const again = by.send(hand_over{.order = "A", .part = 1});
            REQUIRE(!again.has_value());
            CHECK(again.error().code() == errc::answer_not_kept);
            CHECK(again.error().is_unknown());
            CHECK(network.requests().size() == 1);
            // An own id of several fields.
            CHECK(by.send(hand_over{.order = "A", .part = 2}).has_value());
            CHECK((*by.find<hand_over>(R"({"order":"A","part":2})"))->state == payment_state::accepted);
        });
    }

    TEST_CASE("payments: two accounts may have an order of the same id")
    {
        with_each_database([](watched_database const &database) {
            script const network{{taken(), taken()}};
            payments first = paying(network, database);
            auto second_shop = shop();
            second_shop.project_id = 99;
            payments second{client{second_shop, network}, tollgate::records{database}};
            CHECK(first.send(order("A-1")).has_value());
            CHECK(second.send(order("A-1")).has_value());
            CHECK(network.requests().size() == 2);
        });
    }
}
