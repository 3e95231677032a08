// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Callbacks that report on several events at once, each signed by itself.

#include <tollgate/callback/answer_callback.hpp>
#include <tollgate/callback/store.hpp>
#include <tollgate/explain.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/testing.hpp>

#include <support/unsigned_gateway.hpp>

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

/// A gateway that does not exist: its notifications hold several items, each with its signature in an object.
namespace curlew {

struct account {
    tollgate::required<"merchant", std::string> merchant;
    tollgate::required<"hmac_key", tollgate::secret> key;
};

inline constexpr auto colons = [] {
    using namespace tollgate::signing::words;
    return in_field<"more.sign">(base64(
        hmac_sha256(unhex(key), join(":", value, listed<"psp", "merchant", "amount.value", "event">))));
}();

} // namespace curlew

template <>
struct tollgate::provider_traits<curlew::account> : tollgate::test::unsigned_gateway {
    static constexpr std::string_view name = "Curlew";
    static constexpr acknowledgement acknowledged{
        .status = 202, .content_type = "text/plain", .body = "[accepted]"};
};

namespace curlew {

struct amount {
    tollgate::required<"value", std::int64_t> value;
};
struct notification {
    tollgate::required<"psp", std::string> psp;
    tollgate::required<"merchant", std::string> merchant;
    tollgate::required<"amount", curlew::amount> sum;
    tollgate::required<"event", std::string> event;
    tollgate::optional<"reason", std::string, tollgate::unsigned_field> reason{};

    using account = curlew::account;
    using items = tollgate::each<"list", "item">;
    using identity = tollgate::picks<"event", "psp">;
    static constexpr auto callback_signature = colons;
    static constexpr tollgate::test_rule tests{
        .field = "live", .live = "true", .test = "false", .outside_items = true};
};
/// Items that stand in the list themselves.
struct bare {
    tollgate::required<"id", std::string> id;

    using account = curlew::account;
    using items = tollgate::each<"list">;
    static constexpr auto callback_signature = [] {
        using namespace tollgate::signing::words;
        return in_field<"sign">(hex(hmac_sha256(key, field<"id">)));
    }();
};

} // namespace curlew

namespace {

using tollgate::errc;
using told = tollgate::verified<curlew::notification>;

curlew::account merchant()
{
    return {.merchant = "shop", .key = tollgate::secret{"00ff17"}};
}
curlew::notification paid(std::string psp, std::int64_t value = 1000)
{
    return {
        .psp = std::move(psp), .merchant = "shop", .sum = curlew::amount{value}, .event = "AUTHORISATION"};
}
std::string body_of(std::vector<curlew::notification> const &items)
{
    return tollgate::signed_items(merchant(), items).value().body;
}
std::string changed(std::string text, std::string_view from, std::string_view to)
{
    REQUIRE(text.find(from) != text.npos);
    return text.replace(text.find(from), from.size(), to);
}
/// The names of the errors, `ok` where there is none.
std::vector<std::string> each_of(std::string_view body)
{
    auto const received = tollgate::receive_each<curlew::notification>(merchant(), body);
    if (received.has_error()) return {"all: " + std::string{name_of(received.error().code())}};
    std::vector<std::string> said;
    for (auto const &item : *received)
        said.emplace_back(item ? "ok" : name_of(item.error().code()));
    return said;
}
using texts = std::vector<std::string>;

/// What `answer_callback` says, and what reached the handler.
struct shop {
    unsigned tell(std::string_view body)
    {
        auto const answer = tollgate::answer_callback<curlew::notification>(
            merchant(), body, {},
            [this](told const &what) {
                if (what->psp == failing) throw std::runtime_error{"the database is away"};
                heard.push_back(*what->psp);
            },
            tollgate::once_by(store),
            tollgate::when_refused{[this](auto const &why) { refused.emplace_back(name_of(why.code())); }});
        if (answer.status < 300) CHECK(answer.body == "[accepted]");
        return answer.status;
    }
    tollgate::memory_store store{2000};
    std::string failing{};
    texts heard{};
    texts refused{};
};

} // namespace

TEST_SUITE("tollgate.callback.items")
{
    TEST_CASE("items: each is verified, and read, by itself")
    {
        std::string const body = body_of({paid("p1", 7), paid("p2", 8)});
        CHECK(body.starts_with(
            R"({"live":"true","list":[{"item":{"psp":"p1","merchant":"shop","amount":{"value":7},)"));
        auto const received = tollgate::receive_each<curlew::notification>(merchant(), body).value();
        REQUIRE(received.size() == 2);
        told const &second = received.at(1).value();
        CHECK(second->psp == "p2");
        CHECK(second->sum->value == 8);
        CHECK_FALSE(second.is_test());
        CHECK(second.received().starts_with(R"({"psp":"p2","merchant":"shop","amount":{"value":8},)"));
    }

    TEST_CASE("items: a forged one does not lose the others, though there be a thousand")
    {
        std::vector<curlew::notification> all;
        for (int i = 0; i != 1000; ++i)
            all.push_back(paid("p" + std::to_string(i)));
        std::string const body = changed(body_of(all), R"("psp":"p500")", R"("psp":"p5OO")");
        texts expected(1000, "ok");
        expected[500] = "signature_mismatch";
        CHECK(each_of(body) == expected);

        shop at;
        CHECK(at.tell(body) == 400);
        CHECK(at.heard.size() == 999);
        CHECK(at.refused == texts{"signature_mismatch"});
        // The gateway repeats all of them; those that were handled are known.
        CHECK(at.tell(body_of(all)) == 202);
        CHECK(at.heard.size() == 1000);
        CHECK(at.heard.back() == "p500");
    }

    TEST_CASE("items: one that the program cannot handle has all of them repeated")
    {
        shop at{.failing = "p2"};
        std::string const body = body_of({paid("p1"), paid("p2"), paid("p3"), paid("p1")});
        CHECK(at.tell(body) == 500);
        CHECK(at.heard == texts{"p1", "p3"});
        at.failing.clear();
        CHECK(at.tell(body) == 202);
        CHECK(at.heard == texts{"p1", "p3", "p2"});
    }

    TEST_CASE("items: signatures are not exchanged, and what is not signed is not read")
    {
        std::string const body = body_of({paid("p1"), paid("p2")});
        CHECK(each_of(changed(body, R"("value":1000)", R"("value":9000)")) ==
              texts{"signature_mismatch", "ok"});
        CHECK(each_of(changed(body, R"("sign":")", R"("sogn":")")) == texts{"unsigned_callback", "ok"});
        CHECK(each_of(changed(body, R"("more":{)", R"("more":{"sign":"x"},"more":{)")) ==
              texts{"duplicate_field", "ok"});
        CHECK(each_of(changed(body, R"("merchant":"shop")", R"("merchant":"shop2")")) ==
              texts{"signature_mismatch", "ok"});
        // A name with a dot is another one than a name in an object: what the signature does not stand for is not read.
        CHECK(each_of(changed(body, R"("amount":{"value":1000})",
                              R"("amount.value":1000,"amount":{"value":9000})")) ==
              texts{"missing_field", "ok"});
        CHECK(each_of(changed(body, R"("amount":{"value":1000})",
                              R"("amount":{"value":9000},"amount.value":1000)")) ==
              texts{"signature_mismatch", "ok"});
        // A dot in a name leads nowhere.
        CHECK(each_of(changed(body, R"("more":{"sign":)", R"("less":{"sign":)")) ==
              texts{"unsigned_callback", "ok"});
        auto const added = tollgate::receive_each<curlew::notification>(
            merchant(), changed(body, R"("event":)", R"("reason":"forged","event":)"));
        CHECK(added.value().at(0).value()->reason.unsigned_value() == "forged");
    }

    TEST_CASE("items: of another account, with the same key, they are refused")
    {
        auto const theirs = curlew::notification{
            .psp = "p1", .merchant = "other", .sum = curlew::amount{1}, .event = "AUTHORISATION"};
        CHECK(each_of(body_of({theirs, paid("p2")})) == texts{"account_mismatch", "ok"});
        auto const found = tollgate::receive_each<curlew::notification>(
            tollgate::find_by<"merchant">(
                [own = merchant()](std::string_view name) { return name == "shop" ? &own : nullptr; }),
            body_of({theirs, paid("p2")}));
        CHECK(found.value().at(0).error().code() == errc::unknown_account);
        CHECK(found.value().at(1).has_value());
    }

    TEST_CASE("items: what marks tests stands beside them")
    {
        std::string const live = body_of({paid("p1"), paid("p2")});
        std::string const test = changed(live, R"("live":"true")", R"("live":"false")");
        CHECK(each_of(test) == texts{"test_message", "test_message"});
        shop at;
        CHECK(at.tell(test) == 202);
        CHECK(at.heard.empty());
        CHECK(at.tell(live) == 202); // it was not taken for handled
        CHECK(at.heard == texts{"p1", "p2"});
        for (std::string_view const unclear :
             {R"("live":"maybe")", R"("life":"true")", R"("live":"true","live":"true")"})
            CHECK(each_of(changed(live, R"("live":"true")", unclear)) ==
                  texts{"field_not_convertible", "field_not_convertible"});
        auto const given =
            tollgate::receive_each<curlew::notification>(merchant(), test, {}, tollgate::with_tests);
        CHECK(given.value().at(0).value().is_test());
    }

    TEST_CASE("items: where they are not where the description says, nothing is acknowledged")
    {
        for (std::string_view const body :
             {"{}", R"({"list":[]})", R"({"list":{}})", R"({"list":[1]})", R"({"list":[{}]})",
              R"({"list":[{"item":[]}]})", R"({"list":[{"item":{}}],"list":[]})",
              R"({"list":[{"item":{},"item":{}}]})", "", "[]", R"({"list":[{"item":{}})"}) {
            CAPTURE(body);
            shop at;
            CHECK(at.tell(body) == 400);
            CHECK(at.heard.empty());
            CHECK(at.refused.size() == 1);
        }
        CHECK(each_of(R"({"list":[{"item":{}}]})") == texts{"unsigned_callback"});
    }

    TEST_CASE("items: the first that is not signed rightly is explained")
    {
        std::string const body = body_of({paid("p1"), paid("p2")});
        CHECK(tollgate::explain<curlew::notification>(merchant(), body).value().matches);
        CHECK_FALSE(
            tollgate::explain<curlew::notification>(merchant(), changed(body, "p2", "p3")).value().matches);
        CHECK(tollgate::explain<curlew::notification>(merchant(), changed(body, R"("sign":)", R"("sogn":)"))
                  .error()
                  .code() == errc::signature_missing);
    }

    TEST_CASE("items: they may stand in the list themselves")
    {
        auto const sent = tollgate::signed_items<tollgate::cryptopp_hash, curlew::bare>(
            merchant(), {curlew::bare{.id = "a"}, curlew::bare{.id = "b"}});
        auto const received = tollgate::receive_each<curlew::bare>(merchant(), sent.value().body).value();
        REQUIRE(received.size() == 2);
        CHECK(received.at(1).value()->id == "b");
        auto const one = tollgate::signed_callback(merchant(), curlew::bare{.id = "c"}).value();
        CHECK(tollgate::receive_each<curlew::bare>(merchant(), one.body).value().at(0).value()->id == "c");
    }
}
