// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Where requests go: the environment that an account names, a part of the host's name that it gives, and the base path.

#include <tollgate/check_account.hpp>
#include <tollgate/client.hpp>
#include <tollgate/explain.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/sandbox/simulated_account.hpp>
#include <tollgate/scripted_transport.hpp>

#include <doctest/doctest.h>
#include <support/hmac.hpp>
#include <support/unsigned_gateway.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

/// A gateway that does not exist, with an environment for tests and a live one of each merchant.
namespace isthmus {

using tollgate::environment;
using tollgate::optional;
using tollgate::required;

struct account {
    required<"merchant", std::string> merchant;
    required<"environment", environment> at;
    optional<"live_prefix", std::string> live_prefix{};
    optional<"cell", std::int64_t> cell{};
    required<"key", tollgate::secret> key;
};

inline constexpr auto where = [] {
    using namespace tollgate::signing::words;
    return tollgate::hosts<"test", "test.isthmus.example:8443/v72", "live",
                           account_field<"live_prefix"> + "-live.isthmus.example/checkout/v72", "cell",
                           "c" + account_field<"cell"> + "." + account_field<"live_prefix"> +
                               ".isthmus.example">;
}();
inline constexpr auto over_target = [] {
    using namespace tollgate::signing::words;
    return in_header<"Sign">(hex(hmac_sha256(key, method + " " + header<"Host"> + path + "\n" + body)));
}();

} // namespace isthmus

template <>
struct tollgate::provider_traits<isthmus::account> : tollgate::test::unsigned_gateway {
    static constexpr auto host = isthmus::where;
    static constexpr auto request_signature = isthmus::over_target;
    using from_account = picks<"merchant">;
};

namespace isthmus {

struct receipt {
    required<"id", std::string> id;
};
struct pay {
    required<"order", std::string> order;

    using account = isthmus::account;
    using endpoint = tollgate::post_json<"/payments">;
    using response = receipt;
};
struct look_up {
    required<"order", std::string> order;

    using account = isthmus::account;
    using endpoint = tollgate::get<"/payments/by_order?full=1", tollgate::effect::reads>;
    using response = receipt;
};

} // namespace isthmus

/// Hosts that no environment chooses: a part of the name is the account's; a base path that is always the same.
namespace tenancy {

struct account {
    tollgate::required<"shop", std::string> shop;
};
struct pay {
    tollgate::required<"order", std::string> order;

    using account = tenancy::account;
    using endpoint = tollgate::post_form<"/pay">;
    using response = isthmus::receipt;
};

} // namespace tenancy

template <>
struct tollgate::provider_traits<tenancy::account> : tollgate::test::unsigned_gateway {
    static constexpr auto host = signing::words::account_field<"shop"> + ".tenancy.example:8443";
};

namespace {

template <auto Text>
inline constexpr auto host_text = tollgate::signing::table_of(Text);
template <auto Text>
inline constexpr bool may_be_host = tollgate::detail::is_made_of_host_words(host_text<Text>);

} // namespace

namespace based {

struct account {
    tollgate::required<"shop", std::string> shop;
    tollgate::required<"key", tollgate::secret> key;
};

} // namespace based

template <>
struct tollgate::provider_traits<based::account> : tollgate::test::unsigned_gateway {
    static constexpr std::string_view host = "based.example/api/v2";
    static constexpr auto request_signature = isthmus::over_target;
};

namespace based {

struct pay {
    tollgate::required<"order", std::string> order;

    using account = based::account;
    using endpoint = tollgate::post_json<"/pay">;
    using response = isthmus::receipt;
};
struct look_up {
    tollgate::required<"order", std::string> order;

    using account = based::account;
    using endpoint = tollgate::get<"/pay", tollgate::effect::reads>;
    using response = isthmus::receipt;
};
struct paid {
    tollgate::required<"id", std::string> id;

    using account = based::account;
    static constexpr auto callback_signature = isthmus::over_target;
};

} // namespace based

/// One that the sandbox can play.
namespace strait {

using namespace tollgate::signing::words;

struct account {
    tollgate::required<"shop", std::string> shop;
    tollgate::required<"environment", tollgate::environment> at;
    tollgate::required<"key", tollgate::secret> key;
};

inline constexpr auto where =
    tollgate::hosts<"sandbox", "sandbox.strait.example/v1", "live", "strait.example">;
inline constexpr auto pairs =
    in_field<"sign">(hex(hmac_sha256(key, join("&", name + "=" + value, fields | but<"sign"> | by_name))));

} // namespace strait

template <>
struct tollgate::provider_traits<strait::account> : tollgate::test::unsigned_gateway {
    static constexpr auto host = strait::where;
    static constexpr auto request_signature = strait::pairs;
    static constexpr auto callback_signature = strait::pairs;
    using from_account = picks<"shop">;
};

namespace strait {

struct look_up {
    tollgate::required<"order", std::string> order;

    using account = strait::account;
    using endpoint = tollgate::get<"/orders", tollgate::effect::reads>;
    using response = isthmus::receipt;
};
struct paid {
    tollgate::required<"id", std::string> id;

    using account = strait::account;
};

} // namespace strait

template <>
struct tollgate::sandbox::behaviour<strait::account> {
    using operations = operation_list<strait::look_up>;
    using reports = strait::paid;
    static constexpr std::string_view page_host = "pay.strait.example";
    static constexpr bool refundable = false;
    static constexpr refusal bad_signature{.code = "signature"};
    static constexpr refusal bad_request{.code = "request"};

    [[nodiscard]] static refusal unknown_account(std::string_view) { return bad_request; }
    [[nodiscard]] static refusal bad_field(std::string_view) { return bad_request; }
    [[nodiscard]] static reply<strait::look_up> answer(ledger &, strait::account const &,
                                                       strait::look_up const &asked)
    {
        return isthmus::receipt{.id = *asked.order};
    }
    [[nodiscard]] static std::optional<reports> report(strait::account const &, entry const &)
    {
        return std::nullopt;
    }
    [[nodiscard]] static std::string shown_amount(entry const &) { return "1"; }
};

namespace {

namespace test = tollgate::test;
using tollgate::cryptopp_hash;
using tollgate::errc;

isthmus::account account(std::string_view at, std::string prefix = "")
{
    return {.merchant = "m-1", .at = at, .live_prefix = std::move(prefix), .key = tollgate::secret{"key-1"}};
}

std::string sign_of(std::string_view text)
{
    return test::to_hex(test::hmac_sha256("key-1", text));
}

/// What was sent of one message.
template <class Message>
tollgate::sent_request sent(typename Message::account who, Message const &message)
{
    tollgate::scripted_transport wire{{tollgate::wire_response{.status = 200, .body = R"({"id":"1"})"}}};
    tollgate::client gateway{std::move(who), wire};
    REQUIRE(gateway.send(message).value().id == "1");
    return wire.requests().front();
}

std::string header(tollgate::sent_request const &of, std::string_view name)
{
    for (auto const &[each, value] : of.headers)
        if (each == name) return value;
    return {};
}

struct refused_account {
    std::string_view what;
    isthmus::account of;
    errc code;
    std::string_view sentence;
};

} // namespace

TEST_SUITE("tollgate.hosts")
{
    TEST_CASE("hosts: the account's environment chooses the host, its port and the base path")
    {
        auto const in_test = sent(account("test"), isthmus::pay{.order = "a"});
        CHECK(in_test.host == "test.isthmus.example:8443");
        CHECK(in_test.target == "/v72/payments");
        CHECK(in_test.body == R"({"merchant":"m-1","order":"a"})");
        auto const live = sent(account("live", "1797a841-Acme"), isthmus::pay{.order = "a"});
        CHECK(live.host == "1797a841-Acme-live.isthmus.example");
        CHECK(live.target == "/checkout/v72/payments");
        CHECK(live.body == in_test.body);
    }

    TEST_CASE("hosts: a query stands behind the base path, and the path's own query")
    {
        auto const live = sent(account("live", "acme"), isthmus::look_up{.order = "a b"});
        CHECK(live.target == "/checkout/v72/payments/by_order?full=1&merchant=m-1&order=a%20b");
        CHECK(live.body.empty());
    }

    TEST_CASE("hosts: a number of the account can be a part of the name, and several fields")
    {
        isthmus::account who = account("cell", "acme");
        who.cell = 17;
        auto const made = sent(std::move(who), isthmus::pay{.order = "a"});
        CHECK(made.host == "c17.acme.isthmus.example");
        CHECK(made.target == "/payments");
    }

    TEST_CASE("hosts: what is signed is the host and the whole target")
    {
        auto const in_test = sent(account("test"), isthmus::pay{.order = "a"});
        CHECK(header(in_test, "Sign") ==
              sign_of("POST test.isthmus.example:8443/v72/payments\n" + in_test.body));
        auto const live = sent(account("live", "acme"), isthmus::pay{.order = "a"});
        CHECK(header(live, "Sign") ==
              sign_of("POST acme-live.isthmus.example/checkout/v72/payments\n" + live.body));
    }

    TEST_CASE("hosts: a request shows its own host, kept and moved too")
    {
        auto made = tollgate::make_request(account("live", "acme"), isthmus::look_up{.order = "a"});
        REQUIRE(made.has_value());
        auto const moved = *std::move(made);
        CHECK(moved.host() == "acme-live.isthmus.example");
        CHECK(moved.target() == "/checkout/v72/payments/by_order?full=1&merchant=m-1&order=a");
        CHECK(moved.canonical() == "GET acme-live.isthmus.example/checkout/v72/payments/by_order\n");

        tollgate::scripted_transport wire{{tollgate::error{errc::connect_failed, tollgate::not_sent{}, "No."},
                                           tollgate::wire_response{.status = 200, .body = R"({"id":"1"})"}}};
        tollgate::client gateway{account("live", "acme"), wire};
        auto kept = gateway.sign(isthmus::pay{.order = "a"}).value();
        auto const failed = gateway.send_and_keep(kept);
        REQUIRE(failed.has_error());
        CHECK(gateway.retry(kept, failed.error()).has_value());
        CHECK(wire.requests().front().host == "acme-live.isthmus.example");
        CHECK(wire.requests().back().host == "acme-live.isthmus.example");
        CHECK(wire.requests().back().target == "/checkout/v72/payments");
    }

    TEST_CASE("hosts: an account that leads nowhere, or elsewhere, is refused by check and before a request")
    {
        std::string const long_label(60, 'a');
        refused_account const all[] = {
            {"an environment that is not there", account("Live", "acme"), errc::unknown_environment,
             "`test`, `live`, `cell`"},
            {"no environment", account(""), errc::unknown_environment, "`test`, `live`, `cell`"},
            {"no prefix", account("live"), errc::missing_account_field, "`live_prefix`"},
            {"no number", account("cell", "acme"), errc::missing_account_field, "`cell`"},
            {"another host", account("live", "evil.example/"), errc::invalid_address, "`live_prefix`"},
            {"a dot", account("live", "a.b"), errc::invalid_address, "`live_prefix`"},
            {"a scheme", account("live", "https://acme"), errc::invalid_address, "`live_prefix`"},
            {"a user", account("live", "user@acme"), errc::invalid_address, "`live_prefix`"},
            {"a port", account("live", "acme:1"), errc::invalid_address, "`live_prefix`"},
            {"a blank", account("live", "acme "), errc::invalid_address, "`live_prefix`"},
            {"an underscore", account("live", "ac_me"), errc::invalid_address, "`live_prefix`"},
            {"a letter that is not ASCII", account("live", "\u00e4"), errc::invalid_address, "`live_prefix`"},
            {"a hyphen in front", account("live", "-acme"), errc::invalid_address, "`live_prefix`"},
            {"a label that is too long", account("live", long_label), errc::invalid_address,
             "`live_prefix`"}};
        for (refused_account const &each : all) {
            CAPTURE(each.what);
            auto const checked = tollgate::check(each.of);
            REQUIRE(checked.has_error());
            CHECK(checked.error().code() == each.code);
            CHECK_FALSE(checked.error().has_outcome());
            CHECK(checked.error().message().find(each.sentence) != std::string::npos);

            tollgate::scripted_transport wire{{}};
            tollgate::client gateway{each.of, wire};
            auto const failed = gateway.send(isthmus::pay{.order = "a"});
            REQUIRE(failed.has_error());
            CHECK(failed.error().code() == each.code);
            CHECK(failed.error().is_not_sent());
            CHECK(failed.error().message() == checked.error().message());
            CHECK(wire.requests().empty());
        }
        CHECK(tollgate::check(account("test")).has_value());
        CHECK(tollgate::check(account("live", std::string(58, 'a'))).has_value());
        CHECK(tollgate::check(account("live", "acme")).has_value());
    }

    TEST_CASE("hosts: a part of the name alone may be the account's")
    {
        auto const made = sent(tenancy::account{.shop = "my-shop"}, tenancy::pay{.order = "a"});
        CHECK(made.host == "my-shop.tenancy.example:8443");
        CHECK(made.target == "/pay");
        CHECK(tollgate::check(tenancy::account{.shop = "my.shop"}).error().code() == errc::invalid_address);
        CHECK(tollgate::check(tenancy::account{.shop = ""}).has_error());
    }

    TEST_CASE("hosts: whatever a field says, the name is one below the gateway's")
    {
        using namespace tollgate::signing::words;
        constexpr auto shop = account_field<"shop">;
        CHECK(may_be_host<shop + ".gw.example">);
        CHECK(may_be_host<shop + ".gw.example:8443/v2">);
        CHECK(may_be_host<shop + "-live.gw.example/v2">);
        CHECK(may_be_host<"pay." + shop + "-live" + ".gw.example">);
        CHECK_FALSE(may_be_host<shop + "gw.example">); // "evil" would make "evilgw.example" of it
        CHECK_FALSE(may_be_host<shop + "x.gw.example">);
        CHECK_FALSE(may_be_host<shop + ".example">);
        CHECK_FALSE(may_be_host<shop + ".example/a.b.c">);
        CHECK_FALSE(may_be_host<shop + "-live.example">);
        CHECK_FALSE(may_be_host<"pay." + shop>);
        CHECK_FALSE(may_be_host<".gw.example" + shop>);
        CHECK_FALSE(may_be_host<"gw.example/" + shop>);
    }

    TEST_CASE("hosts: a host that is always the same may have a base path, which is signed")
    {
        based::account const who{.shop = "s", .key = tollgate::secret{"key-1"}};
        auto const paid = sent(who, based::pay{.order = "a"});
        CHECK(paid.host == "based.example");
        CHECK(paid.target == "/api/v2/pay");
        CHECK(header(paid, "Sign") == sign_of("POST based.example/api/v2/pay\n" + paid.body));
        CHECK(sent(who, based::look_up{.order = "a"}).target == "/api/v2/pay?order=a");
        auto const made = tollgate::make_request(who, based::look_up{.order = "a"});
        CHECK(made->canonical() == "GET based.example/api/v2/pay\n");
    }

    TEST_CASE("hosts: explain signs over the account's host and target")
    {
        auto const who = account("live", "acme");
        isthmus::pay const order{.order = "a"};
        auto const made = tollgate::make_request(who, order);
        std::string const right{made->signature().text()};
        CHECK(tollgate::explain(who, order, right).value().matches);
        tollgate::header const headers[] = {{"Sign", right}, {"Host", made->host()}};
        CHECK(tollgate::explain_sent<isthmus::pay>(who, made->body(), headers).value().matches);
        CHECK_FALSE(
            tollgate::explain_sent<isthmus::pay>(account("test"), made->body(), headers).value().matches);
        CHECK(tollgate::explain(account("live"), order, right).error().code() == errc::missing_account_field);
    }

    TEST_CASE("hosts: the sandbox answers at the account's host, below the base path")
    {
        using simulated = tollgate::sandbox::simulated_account_of<strait::account, cryptopp_hash>;
        strait::account const who{.shop = "s", .at = "sandbox", .key = tollgate::secret{"key-1"}};
        simulated gateway{who};
        CHECK(gateway.host() == "sandbox.strait.example");
        auto const asked = tollgate::make_request(who, strait::look_up{.order = "a"});
        auto const answer = gateway.answer("GET", "Sandbox.strait.example", {.target = asked->target()});
        REQUIRE(answer.has_value());
        CHECK(answer->body == R"({"id":"a"})");
        CHECK_FALSE(gateway.answer("GET", "strait.example", {.target = asked->target()}).has_value());
        std::string const without_base{asked->target().substr(3)};
        CHECK_FALSE(gateway.answer("GET", "sandbox.strait.example", {.target = without_base}).has_value());
        strait::account const lost{.shop = "s", .at = "production", .key = tollgate::secret{"key-1"}};
        CHECK_THROWS_AS(simulated{lost}, tollgate::exception);
    }

    TEST_CASE("hosts: the name of an environment is never sent, and two are the same by their names")
    {
        CHECK(isthmus::environment{"test"} == isthmus::environment{"test"});
        CHECK(isthmus::environment{"test"} != isthmus::environment{"live"});
        CHECK(isthmus::environment{"test"}.name() == "test");
        CHECK(account("test").at->name() == "test");
    }
}
