// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// A name that stands twice in one object: no success is lost for one that nobody declared, and no signed text is ambiguous.

#include <tollgate/client.hpp>
#include <tollgate/explain.hpp>
#include <tollgate/testing.hpp>

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/scripted_transport.hpp>

#include <doctest/doctest.h>
#include <support/digest.hpp>
#include <support/hmac.hpp>
#include <support/unsigned_gateway.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace redshank {

struct account {
    tollgate::required<"shop", std::string> shop;
    tollgate::required<"key", tollgate::secret> key;
};

namespace schemes {

using namespace tollgate::signing::words;

inline constexpr auto by_body = in_header<"X-Sign">(hex(hmac_sha256(key, body)));
inline constexpr auto by_fields =
    in_field<"sign">(hex(hmac_sha256(key, join("&", name + "=" + value, fields | but<"sign"> | by_name))));
inline constexpr auto by_filled = in_field<"sign">(
    hex(hmac_sha256(key, join("&", name + "=" + value, fields | but<"sign"> | nonempty | by_name))));
inline constexpr auto by_two = in_field<"sign">(hex(hmac_sha256(key, field<"id"> + "|" + field<"data.sum">)));
inline constexpr auto by_list =
    in_field<"sign">(hex(hmac_sha256(key, join("&", name + "=" + value, named_in<"signed">))));
inline constexpr auto by_object =
    in_field<"sign">(hex(hmac_sha256(key, join("&", name + "=" + value, within<"data"> | by_name))));
inline constexpr auto by_json = in_field<"sign">(
    hex(hmac_sha256(key, join("&", name + "=" + value, fields | but<"sign"> | as(sorted_json) | by_name))));
inline constexpr auto by_leaves = in_field<"sign">(
    hex(hmac_sha256(key, join("&", name + "=" + value, fields | but<"sign"> | flattened<".", "">))));

} // namespace schemes

} // namespace redshank

template <>
struct tollgate::provider_traits<redshank::account> : tollgate::test::unsigned_gateway {
    static constexpr auto callback_signature = redshank::schemes::by_body;
    static constexpr refusal_rule refusal{
        .flag = "ok", .code = "error.code", .message = "error.text", .flag_may_lack = true};
};

namespace redshank {

struct inner {
    tollgate::required<"sum", std::string> sum;
    tollgate::optional<"note", std::string> note{};
};
struct payment {
    tollgate::required<"id", std::string> id;
    tollgate::optional<"note", std::string> note{};
    tollgate::optional<"inner", redshank::inner> inner{};
    tollgate::optional<"list", std::vector<redshank::inner>> list{};
    tollgate::unlisted more{};
};
struct pay {
    tollgate::required<"amount", tollgate::minor_units> amount;
    using account = redshank::account;
    using endpoint = tollgate::post_json<"/pay">;
    using response = payment;
};
template <auto const &Rule>
struct signed_pay {
    using account = redshank::account;
    using endpoint = tollgate::post_json<"/pay">;
    using response = payment;
    static constexpr auto response_signature = Rule;
};

/// Signed over its bytes; a form, too.
struct notice {
    tollgate::required<"id", std::string> id;
    tollgate::optional<"note", std::string> note{};
    tollgate::optional<"status", std::int64_t> status{};
    tollgate::optional<"shop", std::string> shop{};
    tollgate::optional<"test", std::string> test{};
    tollgate::optional<"inner", redshank::inner> inner{};
    tollgate::unlisted more{};
    using account = redshank::account;
    using identity = tollgate::picks<"id", "status">;
    static constexpr bool also_as_form = true;
    static constexpr tollgate::test_rule tests{.field = "test", .live = {"0"}, .may_lack = true};
};
template <auto const &Rule>
struct field_notice {
    tollgate::required<"id", std::string> id;
    using account = redshank::account;
    static constexpr auto callback_signature = Rule;
    static constexpr bool also_as_form = true;
};
struct filled_notice {
    tollgate::required<"id", std::string> id;
    tollgate::optional<"note", std::string> note{};
    tollgate::optional<"test", std::string> test{};
    using account = redshank::account;
    static constexpr auto callback_signature = schemes::by_filled;
    static constexpr tollgate::test_rule tests{.field = "test", .live = {"0"}, .may_lack = true};
};
struct object_notice {
    tollgate::required<"data", redshank::inner> data;
    using account = redshank::account;
    static constexpr auto callback_signature = schemes::by_object;
};

struct paid_event {
    tollgate::constant<"type", "paid"> type{};
    tollgate::required<"sum", std::string> sum;
};
struct any_event {
    tollgate::optional<"sum", std::string> sum{};
};
struct event {
    tollgate::required<"id", std::string> id;
    tollgate::choice_of<paid_event, any_event> what;
    using account = redshank::account;
};
struct transfer {
    static constexpr std::string_view chosen_as = "transfer";
    tollgate::required<"bank", std::string> bank;
};
struct with_choice {
    tollgate::required<"id", std::string> id;
    tollgate::choice<"method", "details", transfer> method;
    using account = redshank::account;
};
struct with_choice_beside {
    tollgate::required<"id", std::string> id;
    tollgate::choice<"method", tollgate::beside, transfer> method;
    using account = redshank::account;
};
struct timed_notice {
    tollgate::required<"id", std::string> id;
    tollgate::required<"at", std::string> at;
    using account = redshank::account;
    static constexpr auto signed_at = [] {
        using namespace tollgate::signing::words;
        return tollgate::signing::timestamp_rule{field<"at">, std::chrono::seconds{300}};
    }();
};

/// Unsigned ones are confirmed.
struct asked {
    tollgate::required<"id", std::string> id;
};
struct ask {
    tollgate::required<"id", std::string> id;
    using account = redshank::account;
    using endpoint = tollgate::get<"/ask", tollgate::effect::reads>;
    using response = asked;
};
struct doubtful_notice {
    tollgate::required<"id", std::string> id;
    using account = redshank::account;
    using confirmed_by = tollgate::asks<ask, "id">;
};

account merchant()
{
    return {.shop = "s7", .key = tollgate::secret{"redshank_key"}};
}

} // namespace redshank

namespace {

namespace test = tollgate::test;
using tollgate::errc;
using tollgate::header;

std::string signature_of(std::string_view text)
{
    return test::to_hex(test::hmac_sha256("redshank_key", text));
}

template <class Message = redshank::pay>
auto answered(std::string_view body, unsigned status = 200)
{
    return tollgate::read_response<Message>(redshank::merchant(), status, body);
}

/// Received with the signature over its bytes.
template <class Callback = redshank::notice, class... Options>
auto received(std::string_view body, Options const &...options)
{
    std::string const signature = signature_of(body);
    header const headers[] = {{"X-Sign", signature}};
    return tollgate::receive<Callback>(redshank::merchant(), body, headers, options...);
}

/// With a signature over this text, in its last field.
std::string carrying(std::string body, std::string_view text)
{
    if (!body.starts_with('{')) return body + "&sign=" + signature_of(text);
    body.pop_back();
    return body + ",\"sign\":\"" + signature_of(text) + "\"}";
}
template <class Callback>
auto received_signed(std::string const &body, std::string_view text)
{
    return tollgate::receive<Callback>(redshank::merchant(), carrying(body, text));
}

bool says(tollgate::error const &why, std::string_view part)
{
    return why.message().find(part) != std::string::npos;
}

/// What nobody declared, with a name twice in it.
constexpr std::string_view undeclared[] = {R"("x":1,"x":2)",
                                           R"("x":{"a":1,"a":2})",
                                           R"("x":{"a":1,"b":{"c":1,"d":2,"c":3}})",
                                           R"("x":[{"a":1},{"b":1,"b":1}])",
                                           R"("x":null,"y":0,"x":{"id":"8","id":"9"})",
                                           R"("":1,"":2)",
                                           R"("x":1,"\u0078":2)",
                                           R"("\ud800":1,"\ud801":2)",
                                           R"("inner":{"sum":"5","x":1,"x":[]})",
                                           R"("x":{"id":"8"},"x":{"id":"9"},"x":"id")"};

} // namespace

TEST_SUITE("tollgate.repeated_names")
{
    TEST_CASE("answer: a success is not lost for a name that nobody declared and that stands twice")
    {
        for (std::string_view const more : undeclared) {
            CAPTURE(more);
            for (std::string const &body :
                 {R"({"ok":true,"id":"7",)" + std::string{more} + "}",
                  "{" + std::string{more} + R"(,"error":{"code":0,"z":1,"z":2},"id":"7"})"}) {
                auto const got = answered(body);
                REQUIRE(got.has_value());
                CHECK(got->id == "7");
                CHECK_FALSE(got->note.has_value());
                CHECK_FALSE(got->note.unreadable());
            }
        }
        std::string many = R"({"id":"7")";
        for (int i = 0; i != 100; ++i)
            many += ",\"x" + std::to_string(i % 99) + "\":" + std::to_string(i);
        CHECK(answered(many + "}").has_value());
    }

    TEST_CASE("answer: a name twice that nobody declared is kept twice")
    {
        auto const got = answered(R"({"id":"7","x":1,"y":{"a":1,"a":2},"x":"2"})");
        REQUIRE(got.has_value());
        std::vector<std::string> kept;
        for (tollgate::unlisted_field const &f : got->more)
            kept.push_back(f.name + "=" + f.text);
        CHECK(kept == std::vector<std::string>{"x=1", "y=", "a=1", "a=2", "x=2"});
    }

    TEST_CASE("answer: a refusal is not lost for a name that nobody declared and that stands twice")
    {
        for (std::string_view const more : undeclared) {
            CAPTURE(more);
            auto const got =
                answered(R"({"ok":false,"error":{"code":"no_funds","text":"no"},)" + std::string{more} + "}");
            REQUIRE(got.has_error());
            CHECK(got.error().code() == errc::refused_by_gateway);
            CHECK(got.error().gateway().value().code == "no_funds");
        }
    }

    TEST_CASE("answer: a required name that stands twice leaves the outcome open")
    {
        for (std::string_view const body :
             {R"({"id":"7","id":"8"})", R"({"id":"7","x":1,"id":"7"})", R"({"id":null,"id":"8"})",
              R"({"id":"7","\u0069d":"8"})", R"({"ok":true,"id":{},"id":"8"})"}) {
            CAPTURE(body);
            auto const got = answered(body);
            REQUIRE(got.has_error());
            CHECK(got.error().code() == errc::duplicate_field);
            CHECK(got.error().is_unknown());
            CHECK(says(got.error(), "`id` twice"));
        }
    }

    TEST_CASE("answer: an optional name that stands twice is left out, and says so")
    {
        auto const noted = answered(R"({"id":"7","note":"a","note":"b"})");
        REQUIRE(noted.has_value());
        CHECK_FALSE(noted->note.has_value());
        CHECK(noted->note.unreadable());
        CHECK(noted->more.size() == 2);
        auto const inside = answered(R"({"id":"7","inner":{"sum":"1","sum":"2"}})");
        REQUIRE(inside.has_value());
        CHECK(inside->inner.unreadable());
        auto const less_inside = answered(R"({"id":"7","inner":{"sum":"1","note":"a","note":"b"}})");
        REQUIRE(less_inside.has_value());
        REQUIRE(less_inside->inner.has_value());
        CHECK(less_inside->inner->sum == "1");
        CHECK(less_inside->inner->note.unreadable());
        auto const twofold = answered(R"({"id":"7","inner":{"sum":"1"},"inner":{"sum":"1"}})");
        REQUIRE(twofold.has_value());
        CHECK(twofold->inner.unreadable());
        auto const element = answered(R"({"id":"7","list":[{"sum":"1"},{"sum":"1","sum":"2"}]})");
        REQUIRE(element.has_value());
        CHECK(element->list.unreadable());
        CHECK(answered(R"({"id":"7","list":[{"sum":"1","x":1,"x":2}]})")->list.has_value());
    }

    TEST_CASE("answer: what says whether it is a refusal and stands twice leaves the outcome open")
    {
        for (std::string_view const body :
             {R"({"id":"7","ok":true,"ok":false})", R"({"id":"7","ok":false,"ok":false})",
              R"({"id":"7","ok":null,"ok":false})", R"({"id":"7","ok":true,"ok":true})",
              R"({"id":"7","error":{"code":"0","code":"no_funds"}})",
              R"({"id":"7","error":{"code":"no_funds","code":"0"}})",
              R"({"id":"7","ok":false,"error":{"code":null,"code":"0"}})",
              R"({"id":"7","error":{"code":"no_funds"},"error":{"code":"no_funds"}})"}) {
            for (unsigned const status : {200U, 400U}) {
                CAPTURE(body);
                auto const got = answered(body, status);
                REQUIRE(got.has_error());
                CHECK(got.error().is_unknown());
                if (status == 200) CHECK(got.error().code() == errc::duplicate_field);
                if (status == 200) CHECK(says(got.error(), "twice"));
            }
        }
        auto const text = answered(R"({"ok":false,"error":{"code":"no_funds","text":"a","text":"b"}})");
        REQUIRE(text.has_error());
        CHECK(text.error().is_refused());
    }

    TEST_CASE("answer: where fields are signed, a name twice among them leaves the outcome open")
    {
        using by_fields = redshank::signed_pay<redshank::schemes::by_fields>;
        using by_json = redshank::signed_pay<redshank::schemes::by_json>;
        using by_leaves = redshank::signed_pay<redshank::schemes::by_leaves>;
        using by_two = redshank::signed_pay<redshank::schemes::by_two>;
        auto const twice = [](auto const &got) {
            REQUIRE(got.has_error());
            CHECK(got.error().code() == errc::duplicate_field);
            CHECK(got.error().is_unknown());
        };
        twice(answered<by_fields>(carrying(R"({"id":"7","x":"1","x":"2"})", "id=7&x=1&x=2")));
        twice(answered<by_json>(carrying(R"({"id":"7","x":{"a":1,"a":2}})", R"(id="7"&x={"a":1,"a":2})")));
        twice(answered<by_leaves>(carrying(R"({"id":"7","x":{"a":1,"a":2}})", "id=7&x.a=1&x.a=2")));
        twice(answered<by_leaves>(carrying(R"({"id":"7","x":{"a":1},"x":{"b":2}})", "id=7&x.a=1&x.b=2")));
        // What is not signed makes nothing ambiguous.
        auto const two =
            answered<by_two>(carrying(R"({"id":"7","data":{"sum":"5","y":1,"y":2},"x":1,"x":{}})", "7|5"));
        REQUIRE(two.has_value());
        CHECK(two->id == "7");
        twice(answered<by_two>(carrying(R"({"id":"7","data":{"sum":"5","sum":"5"}})", "7|5")));
        twice(answered<by_two>(carrying(R"({"id":"7","data":{"sum":"5"},"data":{}})", "7|5")));
    }

    TEST_CASE("callback: signed over its bytes, it is not lost for a name that nobody declared")
    {
        for (std::string_view const more : undeclared) {
            CAPTURE(more);
            std::string const body = R"({"id":"7",)" + std::string{more} + "}";
            auto const got = received(body);
            REQUIRE(got.has_value());
            CHECK((*got)->id == "7");
            CHECK(got->received() == body);
        }
        CHECK(received("id=7&x=1&x=2&y[a]=1&y[a]=2").has_value());
    }

    TEST_CASE("callback: a declared name that stands twice is not read")
    {
        auto const twice = [](auto const &got) {
            REQUIRE(got.has_error());
            CHECK(got.error().code() == errc::duplicate_field);
            CHECK(says(got.error(), "twice"));
        };
        twice(received(R"({"id":"7","id":"8"})"));
        twice(received("id=7&id=8"));
        twice(received("id=7&i%64=8"));
        twice(received(R"({"id":null,"id":"8"})"));
        auto const noted = received(R"({"id":"7","note":"a","note":"a"})");
        REQUIRE(noted.has_value());
        CHECK((*noted)->note.unreadable());
        CHECK(received("id=7&note=a&note=b").value()->note.unreadable());
        // By these a callback is known again, is one of this account, and is no test.
        CHECK(received(R"({"id":"7","status":1,"status":2})").has_error());
        CHECK(received(R"({"id":"7","shop":"s7","shop":"s8"})").error().code() == errc::account_mismatch);
        for (std::string_view const body :
             {R"({"id":"7","test":"0","test":"1"})", R"({"id":"7","test":"0","test":"0"})",
              R"({"id":"7","test":null,"test":"1"})"}) {
            CAPTURE(body);
            CHECK(received(body).has_error());
            auto const test = received(body, tollgate::with_tests);
            REQUIRE(test.has_value());
            CHECK(test->is_test());
        }
    }

    TEST_CASE("callback: what decides how it is read counts for nothing where it stands twice")
    {
        for (std::string_view const body : {R"({"id":"7","type":"paid","type":"paid","sum":"5"})",
                                            R"({"id":"7","type":"paid","type":"held","sum":"5"})",
                                            R"({"id":"7","type":"held","type":"paid","sum":"5"})",
                                            R"({"id":"7","type":"paid","sum":"5","sum":"6"})"}) {
            CAPTURE(body);
            CHECK(received<redshank::event>(body).error().code() == errc::duplicate_field);
        }
        CHECK(received<redshank::event>(R"({"id":"7","type":"paid","sum":"5","x":1,"x":1})").has_value());

        for (std::string_view const body :
             {R"({"id":"7","method":"transfer","method":"card","details":{"bank":"b"}})",
              R"({"id":"7","method":"transfer","details":{"bank":"b","bank":"c"}})",
              R"({"id":"7","method":"transfer","details":{"bank":"b"},"details":{"bank":"c"}})"}) {
            CAPTURE(body);
            CHECK(received<redshank::with_choice>(body).error().code() == errc::duplicate_field);
        }
        CHECK(received<redshank::with_choice>(
                  R"({"id":"7","method":"transfer","details":{"bank":"b","x":1,"x":1}})")
                  .has_value());
        CHECK(
            received<redshank::with_choice_beside>(R"({"id":"7","method":"transfer","bank":"b","bank":"c"})")
                .error()
                .code() == errc::duplicate_field);
    }

    TEST_CASE("callback: no account is looked up by a name that stands twice")
    {
        int asked = 0;
        auto const account = redshank::merchant();
        auto const lookup = tollgate::find_by<"place">([&](std::string_view) { return ++asked, &account; });
        std::string const body = R"({"id":"7","place":"a","place":"b"})";
        std::string const signature = signature_of(body);
        header const headers[] = {{"X-Sign", signature}};
        auto const got = tollgate::receive<redshank::notice>(lookup, body, headers);
        CHECK(got.error().code() == errc::unknown_account);
        CHECK(says(got.error(), "twice"));
        CHECK(asked == 0);
    }

    TEST_CASE("callback: a time that stands twice is none")
    {
        tollgate::moment const now{std::chrono::sys_seconds{std::chrono::seconds{1'700'000'000}}};
        CHECK(received<redshank::timed_notice>(R"({"id":"7","at":"1700000000"})", now).has_value());
        CHECK(received<redshank::timed_notice>(R"({"id":"7","at":"1700000000","at":"1"})", now)
                  .error()
                  .code() == errc::timestamp_malformed);
    }

    TEST_CASE(
        "callback: where fields are signed, a name twice among them is refused, its signature right or not")
    {
        using by_fields = redshank::field_notice<redshank::schemes::by_fields>;
        using by_two = redshank::field_notice<redshank::schemes::by_two>;
        using by_list = redshank::field_notice<redshank::schemes::by_list>;
        using by_json = redshank::field_notice<redshank::schemes::by_json>;
        using by_leaves = redshank::field_notice<redshank::schemes::by_leaves>;
        auto const twice = [](auto const &got) {
            REQUIRE(got.has_error());
            CHECK(got.error().code() == errc::duplicate_field);
            CHECK(says(got.error(), "twice"));
        };
        for (std::string_view const text : {"id=7&x=1&x=2", "id=7&x=2&x=1", "id=7&x=1", "id=7&x=2", ""}) {
            CAPTURE(text);
            twice(received_signed<by_fields>(R"({"id":"7","x":"1","x":"2"})", text));
            twice(received_signed<by_fields>("id=7&x=1&x=2", text));
        }
        twice(received_signed<by_fields>("id=7&id=8", "id=7"));
        twice(received_signed<by_fields>(R"({"id":"7","sign":"00"})", "id=7"));
        twice(received_signed<by_json>(R"({"id":"7","x":[{"a":1,"a":2}]})", R"(id="7"&x=[{"a":1,"a":2}])"));
        twice(received_signed<by_leaves>(R"({"id":"7","x":{"a":1},"x":{"b":2}})", "id=7&x.a=1&x.b=2"));
        twice(received_signed<by_list>(R"({"id":"7","signed":"id","signed":"id"})", "id=7"));
        twice(received_signed<by_list>(R"({"id":"7","x":1,"x":2,"signed":"id,x"})", "id=7&x=1"));
        twice(
            received_signed<redshank::object_notice>(R"({"data":{"sum":"5"},"data":{"sum":"6"}})", "sum=5"));
        twice(
            received_signed<redshank::object_notice>(R"({"data":{"sum":"5","x":1,"x":2}})", "sum=5&x=1&x=2"));
        twice(received_signed<by_two>(R"({"id":"7","data":{"sum":"5","sum":"5"}})", "7|5"));
        // What is not signed, and what nobody reads, makes nothing ambiguous.
        CHECK(received_signed<by_two>(R"({"id":"7","data":{"sum":"5","x":1,"x":1},"y":1,"y":2})", "7|5")
                  .has_value());
        CHECK(received_signed<by_list>(R"({"id":"7","x":1,"x":2,"signed":"id"})", "id=7").has_value());
        CHECK(received_signed<redshank::object_notice>(R"({"data":{"sum":"5"},"x":1,"x":2})", "sum=5")
                  .has_value());
    }

    TEST_CASE("a name that is not signed, because it says nothing: twice it says nothing either")
    {
        using signed_pay = redshank::signed_pay<redshank::schemes::by_filled>;
        for (std::string const twice :
             {R"("note":null,"note":null)", R"("note":"","note":"")", R"("note":"","note":null)",
              R"("note":null,"test":null,"test":null,"note":null)"}) {
            CAPTURE(twice);
            auto const got = received_signed<redshank::filled_notice>(R"({"id":"7",)" + twice + "}", "id=7");
            REQUIRE(got.has_value());
            CHECK_FALSE((*got)->note.has_value());
            CHECK_FALSE((*got)->note.unreadable());
            auto const answer = answered<signed_pay>(carrying("{" + twice + R"(,"id":"7"})", "id=7"));
            REQUIRE(answer.has_value());
            CHECK_FALSE(answer->note.unreadable());
        }
        auto const mixed =
            received_signed<redshank::filled_notice>(R"({"id":"7","note":"a","note":null})", "id=7&note=a");
        REQUIRE(mixed.has_error());
        CHECK(mixed.error().code() == errc::duplicate_field);
    }

    TEST_CASE("explain: a name twice among the signed fields is what it says")
    {
        using by_fields = redshank::field_notice<redshank::schemes::by_fields>;
        auto const said = tollgate::explain<by_fields>(redshank::merchant(),
                                                       carrying(R"({"id":"7","x":"1","x":"2"})", "id=7&x=2"));
        REQUIRE(said.has_error());
        CHECK(said.error().code() == errc::duplicate_field);
    }

    TEST_CASE("confirm: an unsigned callback that names its id twice asks nothing")
    {
        tollgate::scripted_transport transport{{tollgate::wire_response{200, R"({"id":"7","x":1,"x":2})"}}};
        tollgate::client client{redshank::merchant(), transport};
        auto const claimed = [](std::string_view body) {
            auto const got = tollgate::receive<redshank::doubtful_notice>(redshank::merchant(), body);
            REQUIRE(got.has_error());
            REQUIRE(got.error().unsigned_callback() != nullptr);
            return *got.error().unsigned_callback();
        };
        for (std::string_view const body : {R"({"id":"7","id":"7"})", R"({"id":null,"id":"7"})"}) {
            auto const twice = client.confirm<redshank::doubtful_notice>(claimed(body));
            REQUIRE(twice.has_error());
            CHECK(twice.error().code() == errc::duplicate_field);
        }
        CHECK(transport.requests().empty());
        auto const confirmed =
            client.confirm<redshank::doubtful_notice>(claimed(R"({"id":"7","x":1,"x":2})"));
        REQUIRE(confirmed.has_value());
        CHECK((*confirmed)->id == "7");
    }
}
