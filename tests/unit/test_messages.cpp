// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// No test is a payment: how the callbacks and answers of gateways that do not exist say which they are.

#include <tollgate/client.hpp>

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/scripted_transport.hpp>

#include <doctest/doctest.h>
#include <support/digest.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin {

struct account {
    tollgate::required<"shop", std::string> shop;
    tollgate::required<"key", tollgate::secret> key;
};

inline constexpr auto by_body = [] {
    using namespace tollgate::signing::words;
    return in_header<"X-Sign">(hex(md5(body + key)));
}();

} // namespace dunlin

template <>
struct tollgate::provider_traits<dunlin::account> {
    static constexpr std::string_view name = "Dunlin";
    static constexpr std::string_view host = "dunlin.example";
    static constexpr auto request_signature = signing::words::not_signed;
    static constexpr auto response_signature = signing::words::not_signed;
    static constexpr auto callback_signature = dunlin::by_body;
    static constexpr refusal_rule refusal{.code = "code"};
    static constexpr acknowledgement acknowledged{};
    static constexpr std::chrono::seconds timeout{30};
    /// For every callback that does not say otherwise.
    static constexpr test_rule tests{.field = "livemode", .live = "true"};
};

namespace dunlin {

struct data {
    tollgate::optional<"mode", std::string> mode{};
};

/// As the gateway says.
struct by_livemode {
    tollgate::required<"id", std::string> id;
    tollgate::optional<"livemode", bool> livemode{};

    using account = dunlin::account;
};
struct by_both_values {
    tollgate::required<"id", std::string> id;
    tollgate::optional<"data", dunlin::data> data{};

    using account = dunlin::account;
    static constexpr tollgate::test_rule tests{
        .field = "data.mode", .live = {"live", "production"}, .test = {"test", "sandbox"}};
};
struct by_marker {
    tollgate::required<"id", std::string> id;
    tollgate::optional<"test", std::string> test{};

    using account = dunlin::account;
    static constexpr bool also_as_form = true;
    static constexpr tollgate::test_rule tests{.field = "test", .live = {"0", "false"}, .may_lack = true};
};
struct by_presence {
    tollgate::required<"id", std::string> id;
    tollgate::optional<"sandbox", std::string> sandbox{};

    using account = dunlin::account;
    static constexpr tollgate::test_rule tests{.field = "sandbox", .may_lack = true};
};
/// Its own list says which fields are signed.
inline constexpr auto by_own_list = [] {
    using namespace tollgate::signing::words;
    return in_field<"sign">(hex(md5(join("&", name + "=" + value, named_in<"signed">) + key)));
}();
struct listed_marker {
    tollgate::required<"order_id", std::string> order_id;
    tollgate::optional<"test", std::string> test{};

    using account = dunlin::account;
    static constexpr auto callback_signature = by_own_list;
    static constexpr tollgate::test_rule tests{.field = "test", .live = "0", .may_lack = true};
};
struct listed_livemode {
    tollgate::required<"order_id", std::string> order_id;
    tollgate::optional<"mode", std::string> mode{};

    using account = dunlin::account;
    static constexpr auto callback_signature = by_own_list;
    static constexpr tollgate::test_rule tests{.field = "mode", .live = "live"};
};

/// Events of which one type is described, and each other type is read as the last.
struct paid_event {
    tollgate::constant<"type", "paid"> type{};
    tollgate::required<"sum", std::string> sum;
};
struct any_event {
    tollgate::required<"type", std::string> type;
};
struct event {
    tollgate::required<"id", std::string> id;
    tollgate::choice_of<paid_event, any_event> what;

    using account = dunlin::account;
    static constexpr tollgate::test_rule tests{};
};
struct event_by_fields {
    tollgate::required<"id", std::string> id;
    tollgate::choice_of<paid_event, any_event> what;

    using account = dunlin::account;
    static constexpr auto callback_signature = [] {
        using namespace tollgate::signing::words;
        return in_field<"sign">(
            hex(md5(join("&", name + "=" + value, fields | but<"sign"> | by_name) + key)));
    }();
    static constexpr tollgate::test_rule tests{};
};
struct unmarked {
    tollgate::required<"id", std::string> id;

    using account = dunlin::account;
    static constexpr tollgate::test_rule tests{};
};

/// Known again by a field that may be left out.
struct identified {
    tollgate::required<"id", std::string> id;
    tollgate::optional<"status", std::int64_t> status{};
    tollgate::optional<"note", std::string> note{};
    tollgate::optional<"shop", std::string> shop{};

    using account = dunlin::account;
    using identity = tollgate::picks<"id", "status">;
    static constexpr tollgate::test_rule tests{};
};

/// An answer that says of itself what it is.
struct state {
    tollgate::required<"id", std::string> id;
    tollgate::optional<"test", bool> test{};

    static constexpr tollgate::test_rule tests{
        .field = "test", .live = "false", .test = "true", .may_lack = true};
};
struct ask {
    tollgate::required<"id", std::string> id;

    using account = dunlin::account;
    using endpoint = tollgate::get<"/state", tollgate::effect::reads>;
    using response = state;
};
/// Orders whose answers say so.
struct pay {
    tollgate::required<"id", std::string> id;

    using account = dunlin::account;
    using endpoint = tollgate::post_json<"/pay">;
    using response = state;
    using reconciled_by = tollgate::asks<ask, "id">;
};
struct live_state {
    tollgate::optional<"livemode", bool> livemode{};

    static constexpr tollgate::test_rule tests{.field = "livemode", .live = "true"};
};
struct pay_by_livemode {
    tollgate::required<"id", std::string> id;

    using account = dunlin::account;
    using endpoint = tollgate::post_json<"/pay_by_livemode">;
    using response = live_state;
};
/// Answers whose own list says which fields are signed.
struct pay_by_list {
    tollgate::required<"id", std::string> id;

    using account = dunlin::account;
    using endpoint = tollgate::post_json<"/pay_by_list">;
    using response = state;
    static constexpr auto response_signature = by_own_list;
};
struct confirmed {
    tollgate::required<"id", std::string> id;
    tollgate::optional<"livemode", bool> livemode{};

    using account = dunlin::account;
    using confirmed_by = tollgate::asks<ask, "id">;
};
struct confirmed_by_words {
    tollgate::required<"id", std::string> id;
    tollgate::optional<"mode", std::string> mode{};

    using account = dunlin::account;
    using confirmed_by = tollgate::asks<ask, "id">;
    static constexpr tollgate::test_rule tests{.field = "mode", .live = "live", .test = "test"};
};

account merchant()
{
    return {.shop = "s7", .key = tollgate::secret{"k"}};
}

} // namespace dunlin

namespace {

using tollgate::errc;

template <class Callback, class... Options>
auto receive(std::string const &body, Options const &...options)
{
    std::string const signature = tollgate::test::md5_hex(body + "k");
    std::vector<tollgate::header> const headers{{"X-Sign", signature}};
    return tollgate::receive<Callback>(dunlin::merchant(), body, headers, options...);
}
std::string body_with(std::string_view member)
{
    return R"({"id":"1")" + std::string{member.empty() ? "" : ","} + std::string{member} + "}";
}

/// `live`, `test`, or the name of the error without `with_tests`; with it, the same is given and says what it is.
template <class Callback>
std::string meaning_of(std::string_view member)
{
    auto const received = receive<Callback>(body_with(member));
    auto const with_tests = receive<Callback>(body_with(member), tollgate::with_tests);
    REQUIRE(with_tests.has_value());
    CHECK(with_tests->is_test() == received.has_error());
    if (received.has_value()) return received->is_test() ? "given as a test" : "live";
    CHECK(received.error().is_unknown());
    CHECK(tollgate::is_to_acknowledge(received.error()) == (received.error().code() == errc::test_message));
    return received.error().code() == errc::test_message
               ? "test"
               : std::string{tollgate::name_of(received.error().code())};
}

/// A callback whose own list names `list`, signed over `text`.
template <class Callback, class... Options>
auto receive_listed(std::string const &list, std::string const &text, std::string const &more,
                    Options const &...options)
{
    std::string const signature = tollgate::test::md5_hex(text + "k");
    return tollgate::receive<Callback>(dunlin::merchant(),
                                       R"({"order_id":"7","signed":")" + list + R"(",)" + more +
                                           R"("sign":")" + signature + R"("})",
                                       {}, options...);
}

/// What a client gets that has an unsigned callback confirmed.
template <class Callback = dunlin::confirmed>
auto confirm(std::string_view claimed, std::string answer, tollgate::tests_allowed tests = {})
{
    std::string const body = R"({"id":"1")" + std::string{claimed} + "}";
    auto const received = tollgate::receive<Callback>(dunlin::merchant(), body);
    REQUIRE(received.error().code() == errc::unsigned_callback);
    tollgate::scripted_transport const transport{std::vector<tollgate::result<tollgate::wire_response>>{
        tollgate::wire_response{200, std::move(answer)}}};
    tollgate::client<dunlin::account, tollgate::scripted_transport> client{dunlin::merchant(), transport};
    return client.template confirm<Callback>(*received.error().unsigned_callback(), std::chrono::seconds{5},
                                             tests);
}

/// A client whose gateway answers with these bodies, one after the other.
using client = tollgate::client<dunlin::account, tollgate::scripted_transport>;
client answered(std::vector<std::string> const &bodies)
{
    std::vector<tollgate::result<tollgate::wire_response>> answers;
    for (std::string const &body : bodies)
        answers.emplace_back(tollgate::wire_response{200, body});
    return client{dunlin::merchant(), tollgate::scripted_transport{answers}};
}

void check_test_answer(auto const &answer, errc code, std::string_view named)
{
    REQUIRE(answer.has_error());
    CHECK(answer.error().code() == code);
    CHECK(answer.error().is_unknown());
    CHECK(answer.error().has_outcome());
    CHECK(answer.error().message().find(named) != std::string::npos);
}

} // namespace

TEST_SUITE("tollgate.test_messages")
{
    TEST_CASE("tests: where only live values are described, everything else is a test")
    {
        CHECK(meaning_of<dunlin::by_livemode>(R"("livemode":true)") == "live");
        CHECK(meaning_of<dunlin::by_livemode>(R"("livemode":"true")") == "live");
        CHECK(meaning_of<dunlin::by_livemode>(R"("livemode":"True")") == "live");
        for (std::string_view const value : {"false", R"("false")", "0", "1", R"("")", "null", "[]", "{}",
                                             R"([true])", R"({"livemode":true})", R"("yes")", R"(" true")"}) {
            CAPTURE(value);
            CHECK(meaning_of<dunlin::by_livemode>(R"("livemode":)" + std::string{value}) == "test");
        }
        CHECK(meaning_of<dunlin::by_livemode>("") == "test");
        CHECK(meaning_of<dunlin::by_livemode>(R"("Livemode":true)") == "test");
    }

    TEST_CASE("tests: where both are described, what is neither is refused and not acknowledged")
    {
        auto const mode = [](std::string_view value) {
            return meaning_of<dunlin::by_both_values>(R"("data":{"mode":)" + std::string{value} + "}");
        };
        CHECK(mode(R"("live")") == "live");
        CHECK(mode(R"("PRODUCTION")") == "live");
        CHECK(mode(R"("test")") == "test");
        CHECK(mode(R"("Sandbox")") == "test");
        for (std::string_view const value : {R"("staging")", R"("")", "null", "{}", "1", "true"})
            CHECK(mode(value) == "field_not_convertible");
        CHECK(meaning_of<dunlin::by_both_values>("") == "field_not_convertible");
        CHECK(meaning_of<dunlin::by_both_values>(R"("mode":"live")") == "field_not_convertible");
        auto const refused = receive<dunlin::by_both_values>(body_with(R"("data":{"mode":"x"})"));
        CHECK(refused.error().message().find("`data.mode`") != std::string::npos);
    }

    TEST_CASE("tests: where only tests have the field, it is live without it")
    {
        for (std::string_view const member : {"", R"("test":null)", R"("test":"")", R"("test":0)",
                                              R"("test":"0")", R"("test":false)", R"("test":"False")"})
            CHECK(meaning_of<dunlin::by_marker>(member) == "live");
        for (std::string_view const value :
             {"1", R"("1")", "true", R"("yes")", "2", "[]", "{}", "0.0", R"("00")"})
            CHECK(meaning_of<dunlin::by_marker>(R"("test":)" + std::string{value}) == "test");
        CHECK(receive<dunlin::by_marker>("id=1&test=1").error().code() == errc::test_message);
        CHECK(meaning_of<dunlin::by_presence>("") == "live");
        CHECK(meaning_of<dunlin::by_presence>(R"("sandbox":false)") == "test");
    }

    TEST_CASE("tests: a mark that the callback's own list leaves out makes no payment of a test")
    {
        auto const marked = [](std::string const &list, std::string const &text, std::string_view value) {
            return receive_listed<dunlin::listed_marker>(list, text, R"("test":)" + std::string{value} + ",");
        };
        for (std::string_view const value : {R"("1")", "1", "true", R"("yes")", "{}", "[]", R"(["0"])"}) {
            CAPTURE(value);
            auto const refused = marked("order_id", "order_id=7", value);
            REQUIRE(refused.has_error());
            CHECK(refused.error().code() == errc::field_not_signed);
            CHECK_FALSE(refused.error().has_outcome());
            CHECK_FALSE(tollgate::is_to_acknowledge(refused.error()));
            CHECK(refused.error().message().find("`test`") != std::string::npos);
        }
        CHECK(receive_listed<dunlin::listed_marker>("order_id", "order_id=7", R"("test":"1",)",
                                                    tollgate::with_tests)
                  .error()
                  .code() == errc::field_not_signed);
        // Signed, or not saying anything else than what is read without it.
        CHECK(marked("order_id,test", "order_id=7&test=1", R"("1")").error().code() == errc::test_message);
        CHECK_FALSE(marked("order_id,test", "order_id=7&test=0", R"("0")").value().is_test());
        CHECK(marked("order_id", "order_id=7", R"("0")").has_value());
        CHECK(marked("order_id", "order_id=7", "null").has_value());
        CHECK(receive_listed<dunlin::listed_marker>("order_id", "order_id=7", "").has_value());
    }

    TEST_CASE("tests: a mark of live that the callback's own list leaves out makes no test of a payment")
    {
        auto const refused =
            receive_listed<dunlin::listed_livemode>("order_id", "order_id=7", R"("mode":"live",)");
        CHECK(refused.error().code() == errc::field_not_signed);
        CHECK_FALSE(tollgate::is_to_acknowledge(refused.error()));
        CHECK(receive_listed<dunlin::listed_livemode>("order_id", "order_id=7", R"("mode":"x",)")
                  .error()
                  .code() == errc::test_message);
        CHECK(receive_listed<dunlin::listed_livemode>("order_id", "order_id=7", "").error().code() ==
              errc::test_message);
        CHECK(receive_listed<dunlin::listed_livemode>("order_id,mode", "order_id=7&mode=live",
                                                      R"("mode":"live",)")
                  .has_value());
    }

    TEST_CASE("events: a signed one of a type that nobody described is received as the other alternative")
    {
        for (std::string_view const type : {"disputed", "", "PAID", "paid.late"}) {
            auto const received = receive<dunlin::event>(
                body_with(R"("type":")" + std::string{type} + R"(","sum":{"new":[1]})"));
            REQUIRE(received.has_value());
            auto const *const other = (*received)->what.get_if<dunlin::any_event>();
            REQUIRE(other != nullptr);
            CHECK(other->type == type);
        }
        auto const paid = receive<dunlin::event>(body_with(R"("type":"paid","sum":"5")"));
        REQUIRE(paid.has_value());
        CHECK((*paid)->what.get_if<dunlin::paid_event>()->sum == "5");

        auto const by_fields = [](std::string const &type) {
            std::string const text = "id=1&sum=5&type=" + type + "k";
            return tollgate::receive<dunlin::event_by_fields>(
                dunlin::merchant(), R"({"id":"1","sum":"5","type":")" + type + R"(","sign":")" +
                                        tollgate::test::md5_hex(text) + R"("})");
        };
        REQUIRE(by_fields("disputed").has_value());
        CHECK((*by_fields("disputed"))->what.get_if<dunlin::any_event>()->type == "disputed");
        CHECK((*by_fields("paid"))->what.get_if<dunlin::paid_event>()->sum == "5");
    }

    TEST_CASE("tests: a callback may say that its gateway marks none")
    {
        CHECK(meaning_of<dunlin::unmarked>("") == "live");
        CHECK(meaning_of<dunlin::unmarked>(R"("livemode":false)") == "live");
    }

    TEST_CASE("tests: a confirmation is one if the callback or the gateway's answer says so")
    {
        auto const live = confirm(R"(,"livemode":true)", R"({"id":"1","test":false})");
        REQUIRE(live.has_value());
        CHECK_FALSE(live->is_test());
        CHECK(confirm(R"(,"livemode":true)", R"({"id":"1"})").has_value());
        CHECK(confirm(R"(,"livemode":false)", R"({"id":"1"})").error().code() == errc::test_message);
        CHECK(confirm("", R"({"id":"1"})").error().code() == errc::test_message);
        CHECK(confirm(R"(,"livemode":true)", R"({"id":"1","test":true})").error().code() ==
              errc::test_message);
        CHECK(confirm(R"(,"livemode":true)", R"({"id":"1","test":"maybe"})").error().code() ==
              errc::field_not_convertible);
        auto const given = confirm(R"(,"livemode":true)", R"({"id":"1","test":true})", tollgate::with_tests);
        REQUIRE(given.has_value());
        CHECK(given->is_test());
    }

    TEST_CASE("tests: an unsigned callback that is neither live nor a test is not acknowledged as a test")
    {
        auto const told = [](std::string_view mode) {
            return confirm<dunlin::confirmed_by_words>(mode, R"({"id":"1"})");
        };
        CHECK(told(R"(,"mode":"live")").has_value());
        CHECK(told(R"(,"mode":"test")").error().code() == errc::test_message);
        for (std::string_view const unclear : {R"(,"mode":"Live!")", R"(,"mode":"")", ""}) {
            auto const refused = told(unclear);
            REQUIRE_FALSE(refused.has_value());
            CHECK(refused.error().code() == errc::field_not_convertible);
            CHECK_FALSE(tollgate::is_to_acknowledge(refused.error()));
        }
    }

    TEST_CASE("tests: a test answer to an order is no payment, however the order is sent or asked for")
    {
        std::string const live = R"({"id":"1","test":false})";
        std::string const test = R"({"id":"1","test":true})";
        dunlin::pay const order{.id = "1"};
        tollgate::error const not_sent{errc::connect_failed, tollgate::not_sent{}, "No connection."};
        client gateway = answered({live, test, test, test, test});
        CHECK(gateway.send(order).value().id == "1");
        check_test_answer(gateway.send(order), errc::test_message, "`test`");
        check_test_answer(gateway.retry(order, not_sent), errc::test_message, "`test`");
        check_test_answer(gateway.reconcile<dunlin::pay>("1"), errc::test_message, "`test`");
        check_test_answer(gateway.send(gateway.sign(order).value()), errc::test_message, "`test`");
        // After it nobody pays again by himself.
        tollgate::error const as_test = answered({test}).send(order).error();
        CHECK(gateway.retry(order, as_test).error().code() == errc::not_repeatable);

        client testing = answered({test, test, test, live}).with(tollgate::with_tests);
        CHECK(testing.send(order).value().test == true);
        CHECK(testing.retry(order, not_sent).value().test == true);
        CHECK(testing.reconcile<dunlin::pay>("1").value().test == true);
        CHECK(testing.send(order).value().test == false);
    }

    TEST_CASE("tests: an answer that is not known to be live or a test is neither")
    {
        dunlin::pay const order{.id = "1"};
        for (std::string_view const mark : {R"("maybe")", "1", "[true]", "{}", R"(true,"test":false)"}) {
            std::string const body = R"({"id":"1","test":)" + std::string{mark} + "}";
            CAPTURE(body);
            client gateway = answered({body, body});
            check_test_answer(gateway.send(order), errc::field_not_convertible, "`test`");
            check_test_answer(gateway.with(tollgate::with_tests).send(order), errc::field_not_convertible,
                              "`test`");
        }
        dunlin::pay_by_livemode const marked{.id = "1"};
        CHECK(answered({R"({"livemode":true})"}).send(marked).has_value());
        for (std::string_view const body : {"{}", R"({"livemode":null})", R"({"livemode":false})"})
            check_test_answer(answered({std::string{body}}).send(marked), errc::test_message, "`livemode`");
        REQUIRE(answered({""}).send(marked).has_error());
        CHECK(answered({""}).send(marked).error().is_unknown());
    }

    TEST_CASE("tests: a mark that a signed answer's own list leaves out makes no payment of a test")
    {
        auto const sent = [](std::string const &list, std::string const &text, std::string_view mark) {
            std::string const signature = tollgate::test::md5_hex(text + "k");
            return answered({R"({"id":"7","signed":")" + list + R"(",)" + std::string{mark} + R"("sign":")" +
                             signature + R"("})"})
                .send(dunlin::pay_by_list{.id = "7"});
        };
        check_test_answer(sent("id", "id=7", R"("test":"true",)"), errc::field_not_signed, "`test`");
        check_test_answer(sent("id,test", "id=7&test=true", R"("test":"true",)"), errc::test_message,
                          "`test`");
        CHECK(sent("id,test", "id=7&test=false", R"("test":"false",)").has_value());
        CHECK(sent("id", "id=7", "").has_value());
    }

    TEST_CASE("tests: a client of other limits or with tests shares the account and the transport")
    {
        client gateway = answered({R"({"id":"1","test":false})", R"({"id":"1","test":false})"});
        dunlin::pay const order{.id = "1"};
        check_test_answer(gateway.with(tollgate::body_limits{.size = 10}).send(order), errc::body_too_large,
                          "");
        CHECK(gateway.with(tollgate::with_tests).send(order).has_value()); // the second answer
        CHECK(gateway.send(order).error().code() != errc::body_too_large);
        CHECK(&gateway.with(tollgate::with_tests).account() == &gateway.account());
    }

    TEST_CASE("optional: one by which a callback is known is readable, or the callback is refused")
    {
        auto const received = [](std::string_view member) {
            return receive<dunlin::identified>(body_with(member));
        };
        CHECK(received(R"("status":3)").has_value());
        CHECK(received(R"("status":null)").has_value());
        CHECK(received("").has_value());
        CHECK(received(R"("status":3,"note":{"text":"n"})").value()->note.unreadable());
        CHECK(received(R"("shop":"s7")").has_value());
        CHECK(received(R"("shop":["s8"])").error().code() == errc::account_mismatch);
        for (std::string_view const value : {R"("paid")", "{}", "true", "3.5"}) {
            auto const refused = received(R"("status":)" + std::string{value});
            REQUIRE(refused.has_error());
            CHECK(refused.error().code() == errc::field_not_convertible);
            CHECK(refused.error().message().find("`status`") != std::string::npos);
        }
    }
}
