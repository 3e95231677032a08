// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Where a message's fields travel: in the path, in the query, as headers, in the body.

#include <tollgate/client.hpp>
#include <tollgate/explain.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/provider.hpp>
#include <tollgate/request.hpp>
#include <tollgate/scripted_transport.hpp>

#include <support/hmac.hpp>
#include <support/unsigned_gateway.hpp>

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace garganey {

using namespace tollgate;

struct account {
    required<"shop", std::string> shop;
    required<"key", secret> key;
};

struct done {
    optional<"status", std::string> status{};
};

struct item {
    required<"name", std::string> name;
};

/// The message of docs/write-a-provider.md.
using payment = done;
struct capture_payment {
    required<"id", std::string, in_path> id;
    required<"Once", std::string, as_header> once;
    optional<"expand", bool, in_query> expand{};
    optional<"amount", tollgate::minor_units> amount{};
    using account = garganey::account;
    using endpoint = tollgate::post_json<"/v3/payments/{id}/capture">;
    using response = payment;
};
struct shown {
    required<"id", std::string> id;
};
struct look_up {
    required<"id", std::string, in_path> id;
    using account = garganey::account;
    using endpoint = get<"/lookup/{id}", effect::reads>;
    using response = shown;
};
/// Settled by a question whose id stands in the path.
struct settle {
    required<"id", std::string> id;
    using account = garganey::account;
    using endpoint = post_json<"/settle">;
    using response = done;
    using reconciled_by = asks<look_up, "id">;
};
struct capture {
    required<"id", std::string, in_path> id;
    required<"Once", std::string, as_header> once;
    optional<"expand", bool, in_query> expand{};
    optional<"amount", std::int64_t> amount{};
    optional<"items", std::vector<item>> items{};
    constant<"Prefer", "return=minimal", as_header> prefer{};
    constant<"v", "2", in_query> version{};
    optional<"note", std::string, in_query> note{};
    using account = garganey::account;
    using endpoint = post_json<"/v3/payments/{id}/capture">;
    using response = done;
};
struct change {
    required<"name", std::string> name;
    required<"number", std::uint32_t, in_path> number;
    using account = garganey::account;
    using endpoint = patch_json<"/items/{number}">;
    using response = done;
};
struct put {
    required<"a", std::string, in_path> a;
    required<"b", std::string, in_path> b;
    required<"c", std::string> c;
    using account = garganey::account;
    using endpoint = put_json<"/x/{a}:lock/{b}?v=1">;
    using response = done;
};
struct drop {
    required<"id", std::string, in_path> id;
    optional<"why", std::string> why{};
    using account = garganey::account;
    using endpoint = delete_<"/items/{id}">;
    using response = done;
};
struct cancel {
    required<"id", std::string, in_path> id;
    optional<"why", std::string, in_query> why{};
    using account = garganey::account;
    using endpoint = post_empty<"/items/{id}/cancel">;
    using response = done;
};
struct ping {
    using account = garganey::account;
    using endpoint = post_empty<"/ping">;
    using response = done;
};
struct show {
    optional<"first", std::string> first{};
    required<"id", std::string, in_path> id;
    optional<"second", std::string, in_query> second{};
    optional<"X-Trace", std::string, as_header, personal> trace{};
    using account = garganey::account;
    using endpoint = get<"/items/{id}", effect::reads>;
    using response = done;
};
/// Whose id says who a person is.
struct show_person {
    required<"id", std::string, in_path, personal> id;
    using account = garganey::account;
    using endpoint = get<"/people/{id}", effect::reads>;
    using response = done;
};
struct as_form {
    required<"id", std::string, in_path> id;
    required<"a", std::string> a;
    optional<"q", std::string, in_query> q{};
    using account = garganey::account;
    using endpoint = post_form<"/form/{id}">;
    using response = done;
};

} // namespace garganey

template <>
struct tollgate::provider_traits<garganey::account> : tollgate::test::unsigned_gateway {};

namespace smew {

struct account {
    tollgate::required<"shop", std::string> shop;
    tollgate::required<"key", tollgate::secret> key;
};

namespace schemes {
using namespace tollgate::signing::words;
inline constexpr auto request = in_header<"Sign">(hex(
    hmac_sha256(key, method + "\n" + path + "\n" + join("&", name + "=" + value, query | by_name) + "\n" +
                         header<"Once"> + "\n" + field<"id"> + "\n" + operation + "\n" +
                         join("|", value, fields) + "\n" + join(",", value, listed<"id", "amount">) + body)));
/// Inside the body that it signs.
inline constexpr auto inside = in_field<"sign">(
    hex(hmac_sha256(key, path + "|" + field<"id"> + "|" + operation + "|" +
                             join("|", name + "=" + value, fields | but<"sign"> | by_name))));
} // namespace schemes

} // namespace smew

template <>
struct tollgate::provider_traits<smew::account> : tollgate::test::unsigned_gateway {
    static constexpr auto request_signature = smew::schemes::request;
};

namespace smew {

using namespace tollgate;

struct capture {
    required<"id", std::string, in_path> id;
    required<"amount", std::int64_t> amount;
    required<"Once", std::string, as_header> once;
    optional<"q", std::string, in_query> q{};
    optional<"who", std::string, personal> who{};
    using account = smew::account;
    using endpoint = post_json<"/pay/{id}">;
    using response = garganey::done;
};
struct ask {
    required<"id", std::string, in_path, personal> id;
    optional<"z", std::string> z{};
    using account = smew::account;
    using endpoint = get<"/ask/{id}/now", effect::reads>;
    using response = garganey::done;
    static constexpr auto request_signature = schemes::inside;
};
struct tell {
    required<"id", std::string, in_path> id;
    optional<"z", std::string> z{};
    optional<"q", std::string, in_query> q{};
    using account = smew::account;
    using endpoint = post_form<"/tell/{id}", effect::reads>;
    using response = garganey::done;
    static constexpr auto request_signature = schemes::inside;
};

} // namespace smew

namespace {

using tollgate::errc;

std::string hmac_hex(std::string_view key, std::string_view text)
{
    return tollgate::test::to_hex(tollgate::test::hmac_sha256(key, text));
}

std::string header_of(auto const &request, std::string_view name)
{
    for (tollgate::header const &h : request.headers())
        if (h.name == name) return std::string{h.value};
    return "(none)";
}

TEST_SUITE("tollgate.places")
{
    garganey::account const shop{.shop = "s7", .key = tollgate::secret{"pw"}};
    smew::account const signer{.shop = "s7", .key = tollgate::secret{"pw"}};

    TEST_CASE("each field travels where it says, the others in the body")
    {
        auto const made =
            tollgate::make_request(
                shop,
                garganey::capture{.id = "p-1", .once = "k1", .expand = true, .amount = 5, .note = "a b&c"})
                .value();
        CHECK(made.method() == "POST");
        CHECK(made.target() == "/v3/payments/p-1/capture?expand=true&v=2&note=a%20b%26c");
        CHECK(made.body() == R"({"amount":5})");
        auto const headers = made.headers();
        REQUIRE(headers.size() == 3);
        CHECK(headers[0].name == "Content-Type");
        CHECK(headers[1].name == "Once");
        CHECK(headers[1].value == "k1");
        CHECK(headers[2].name == "Prefer");
        CHECK(headers[2].value == "return=minimal");
    }

    TEST_CASE("the message of the documentation")
    {
        auto const made =
            tollgate::make_request(shop, garganey::capture_payment{.id = "p-1", .once = "k1", .amount = 250})
                .value();
        CHECK(made.target() == "/v3/payments/p-1/capture");
        CHECK(made.body() == R"({"amount":250})");
    }

    TEST_CASE("what is left out leaves nothing behind; a body of no fields is an object")
    {
        auto const made = tollgate::make_request(shop, garganey::capture{.id = "p", .once = "k"}).value();
        CHECK(made.target() == "/v3/payments/p/capture?v=2");
        CHECK(made.body() == "{}");
    }

    TEST_CASE("methods: PUT, PATCH, DELETE, and a POST without a body")
    {
        auto const changed =
            tollgate::make_request(shop, garganey::change{.name = "x", .number = 4'000'000'000U}).value();
        CHECK(changed.method() == "PATCH");
        CHECK(changed.target() == "/items/4000000000");
        CHECK(changed.body() == R"({"name":"x"})");
        auto const put = tollgate::make_request(shop, garganey::put{.a = "1", .b = "2", .c = "3"}).value();
        CHECK(put.method() == "PUT");
        CHECK(put.target() == "/x/1:lock/2?v=1");
        auto const dropped = tollgate::make_request(shop, garganey::drop{.id = "7", .why = "late"}).value();
        CHECK(dropped.method() == "DELETE");
        CHECK(dropped.target() == "/items/7?why=late");
        CHECK(dropped.body().empty());
        CHECK(dropped.headers().empty());
        auto const cancelled =
            tollgate::make_request(shop, garganey::cancel{.id = "7", .why = "late"}).value();
        CHECK(cancelled.method() == "POST");
        CHECK(cancelled.target() == "/items/7/cancel?why=late");
        CHECK(cancelled.body().empty());
        CHECK(cancelled.headers().empty());
        auto const ping = tollgate::make_request(shop, garganey::ping{}).value();
        CHECK(ping.target() == "/ping");
        CHECK(ping.body().empty());
        CHECK(ping.headers().empty());
        auto const form =
            tollgate::make_request(shop, garganey::as_form{.id = "7", .a = "b c", .q = "1"}).value();
        CHECK(form.target() == "/form/7?q=1");
        CHECK(form.body() == "a=b%20c");
        CHECK(header_of(form, "Content-Type") == "application/x-www-form-urlencoded");
    }

    TEST_CASE("in the query of a GET a field that says so stands where it is declared")
    {
        auto const made =
            tollgate::make_request(shop, garganey::show{.first = "1", .id = "7", .second = "2", .trace = "t"})
                .value();
        CHECK(made.target() == "/items/7?first=1&second=2");
        CHECK(header_of(made, "X-Trace") == "t");
    }

    TEST_CASE("in a path: all but unreserved characters and the star is percent-encoded")
    {
        for (auto const &[id, written] : std::vector<std::pair<std::string, std::string>>{
                 {"a_b-c*17", "a_b-c*17"},
                 {"a|b", "a%7Cb"},
                 {"a b", "a%20b"},
                 {"a+b", "a%2Bb"},
                 {"$:@,;=&!'()", "%24%3A%40%2C%3B%3D%26%21%27%28%29"},
                 {"100%", "100%25"},
                 {"%2F", "%252F"},
                 {"~x.y", "~x.y"},
                 {"...", "..."},
                 {"\t\x7f", "%09%7F"},
                 {"ä", "%C3%A4"}}) {
            CAPTURE(id);
            auto const made = tollgate::make_request(shop, garganey::show{.id = id}).value();
            CHECK(made.target() == "/items/" + written);
        }
    }

    TEST_CASE("in a path: what would name something else is refused, and the sentence names the parameter")
    {
        using namespace std::string_literals;
        for (std::string const &id :
             {"."s, ".."s, "a/b"s, "/"s, "a?b"s, "a#b"s, "a\\b"s, "../../v1/refunds"s}) {
            CAPTURE(id);
            auto const made = tollgate::make_request(shop, garganey::show{.id = id});
            REQUIRE(made.has_error());
            CHECK(made.error().code() == errc::invalid_path_value);
            CHECK(made.error().is_not_sent());
            CHECK(made.error().message().find("`id`") != std::string::npos);
        }
        auto const code_of = [&](std::string const &id) {
            return tollgate::make_request(shop, garganey::show{.id = id}).error().code();
        };
        CHECK(code_of("") == errc::empty_value);
        CHECK(code_of("a\r") == errc::control_character);
        CHECK(code_of("a\nb") == errc::control_character);
        CHECK(code_of("a\0b"s) == errc::control_character);
        CHECK(code_of("\xFF") == errc::value_not_utf8);
    }

    TEST_CASE("in a header: what would end it, or be no part of it, is refused")
    {
        using namespace std::string_literals;
        auto const code_of = [&](std::string const &once) {
            return tollgate::make_request(shop, garganey::capture{.id = "1", .once = once}).error().code();
        };
        CHECK(code_of("") == errc::empty_value);
        CHECK(code_of("a\r\nX: y") == errc::control_character);
        CHECK(code_of("a\0b"s) == errc::control_character);
        CHECK(code_of("\xFF") == errc::value_not_utf8);
        for (std::string const &once : {" a"s, "a "s, "\ta"s, "a\x01"s, "a\x7f"s, " "s}) {
            CAPTURE(once);
            CHECK(code_of(once) == errc::invalid_header_value);
        }
        CHECK(tollgate::make_request(shop, garganey::capture{.id = "1", .once = "a\tb c"}).has_value());
        auto const wrong = tollgate::make_request(shop, garganey::capture{.id = "1", .once = " a"});
        CHECK(wrong.error().message().find("`Once`") != std::string::npos);
    }

    TEST_CASE("a client sends it so, and a request that was kept, too")
    {
        tollgate::scripted_transport transport{
            {tollgate::wire_response{200, "{}"},
             tollgate::error{errc::connect_failed, tollgate::not_sent{}, "no"},
             tollgate::wire_response{200, "{}"}}};
        tollgate::client client{shop, transport};
        garganey::capture const message{.id = "p 1", .once = "k1", .expand = false};
        CHECK(client.send(message).has_value());
        auto kept = client.sign(message).value();
        auto const failed = client.send_and_keep(kept);
        REQUIRE(failed.has_error());
        CHECK(client.retry(kept, failed.error()).has_value());
        REQUIRE(transport.requests().size() == 3);
        for (auto const &sent : transport.requests()) {
            CHECK(sent.method == "POST");
            CHECK(sent.target == "/v3/payments/p%201/capture?expand=false&v=2");
            CHECK(sent.body == "{}");
            REQUIRE(sent.headers.size() == 3);
            CHECK(sent.headers[1] == std::pair<std::string, std::string>{"Once", "k1"});
        }
    }

    TEST_CASE("a payment is settled by a question whose id stands in the path")
    {
        tollgate::scripted_transport transport{{tollgate::wire_response{200, R"({"id":"a b"})"},
                                                tollgate::wire_response{200, R"({"id":"another"})"}}};
        tollgate::client client{shop, transport};
        CHECK(client.reconcile<garganey::settle>("a b")->id == "a b");
        CHECK(client.reconcile<garganey::settle>("a b").error().code() == errc::another_id);
        CHECK(transport.requests().front().target == "/lookup/a%20b");
        auto const odd = client.reconcile<garganey::settle>("../refunds");
        REQUIRE(odd.has_error());
        CHECK(odd.error().code() == errc::invalid_path_value);
        CHECK(odd.error().is_unknown());
        CHECK(transport.requests().size() == 2);
    }

    TEST_CASE("a request that was moved, or whose text was taken, shows the rest of it safely")
    {
        auto made =
            tollgate::make_request(shop, garganey::capture{.id = "p", .once = "k1", .amount = 5}).value();
        auto const moved = std::move(made);
        CHECK(moved.target() == "/v3/payments/p/capture?v=2");
        CHECK(moved.body() == R"({"amount":5})");
        CHECK(header_of(moved, "Once") == "k1");
        // What a request shows after it was moved away is what this case is about.
        CHECK(made.body().empty());   // NOLINT(bugprone-use-after-move)
        CHECK(made.target().empty()); // NOLINT(bugprone-use-after-move)
        std::string room =
            tollgate::make_request(shop, garganey::capture{.id = "p", .once = "k1"}).value().release();
        char const *const was_at = room.data();
        auto const again =
            tollgate::make_request(shop, garganey::capture{.id = "q", .once = "k1"}, std::move(room)).value();
        CHECK(again.target().data() == was_at);
    }

    TEST_CASE("a scheme sees what is sent: path, query, headers, and fields wherever they travel")
    {
        smew::capture const message{.id = "a b", .amount = 5, .once = "k1", .q = "x y", .who = "Ann"};
        auto const made = tollgate::make_request(signer, message).value();
        CHECK(made.target() == "/pay/a%20b?q=x%20y");
        std::string const body = R"({"amount":5,"who":"Ann"})";
        CHECK(made.body() == body);
        std::string const before = "POST\n/pay/a%20b\nq=x y\nk1\na b\na%20b\n";
        CHECK(made.signature().text() == hmac_hex("pw", before + "5|Ann\na b,5" + body));
        CHECK(made.canonical() == before + "5|[masked]\na b,5" + R"({"amount":5,"who":"[masked]"})");
        CHECK(tollgate::explain<smew::capture>(signer, message, made.signature().text()).value().matches);
        auto const headers = made.headers();
        std::vector<tollgate::header> const sent{headers.begin(), headers.end()};
        CHECK(tollgate::explain_sent<smew::capture>(
                  signer, tollgate::sent_parts{.target = made.target(), .body = made.body(), .headers = sent})
                  .value()
                  .matches);
        CHECK(tollgate::explain_sent<smew::capture>(
                  signer, tollgate::sent_parts{.target = "https://smew.example/pay/a b?q=x%20y",
                                               .body = made.body(),
                                               .headers = sent})
                  .has_value());
        auto const elsewhere = tollgate::explain_sent<smew::capture>(
            signer, tollgate::sent_parts{.target = "/pay/a/b", .body = made.body(), .headers = sent});
        REQUIRE(elsewhere.has_error());
        CHECK(elsewhere.error().code() == errc::invalid_address);
        auto const body_alone = tollgate::explain_sent<smew::capture>(signer, made.body(), sent);
        REQUIRE(body_alone.has_error());
        CHECK(body_alone.error().message().find("sent_parts") != std::string::npos);
    }

    TEST_CASE(
        "a signature among the parameters signs the path with its values, and what it masks stays masked")
    {
        auto const asked = tollgate::make_request(signer, smew::ask{.id = "7", .z = "1"}).value();
        std::string const sign = hmac_hex("pw", "/ask/7/now|7|now|z=1");
        CHECK(asked.target() == "/ask/7/now?z=1&sign=" + sign);
        CHECK(asked.canonical() == "/ask/%5Bmasked%5D/now|[masked]|now|z=1");
        CHECK(tollgate::explain_sent<smew::ask>(signer, asked.target()).value().matches);
        auto const told = tollgate::make_request(signer, smew::tell{.id = "7", .z = "1", .q = "2"}).value();
        CHECK(told.target() == "/tell/7?q=2");
        CHECK(told.body() == "z=1&sign=" + hmac_hex("pw", "/tell/7|7|7|z=1"));
        CHECK(told.canonical() == "/tell/7|7|7|z=1");
    }

    TEST_CASE("what an observer of a transport is told as the path hides a value that must not be seen")
    {
        tollgate::header_list headers;
        auto const person = tollgate::make_request(shop, garganey::show_person{.id = "ann"}).value();
        CHECK(person.target() == "/people/ann");
        CHECK(tollgate::detail::wire_of(person, headers).logged_path == "/people/{id}");
        auto const item = tollgate::make_request(shop, garganey::show{.id = "7"}).value();
        CHECK(tollgate::detail::wire_of(item, headers).logged_path.empty());
    }
}

} // namespace
