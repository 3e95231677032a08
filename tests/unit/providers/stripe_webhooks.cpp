// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/providers/stripe_webhooks.hpp>

#include <tollgate/callback.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/hash/openssl.hpp>

#include <doctest/doctest.h>
#include <support/hmac.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

namespace stripe_webhooks = tollgate::stripe_webhooks;
namespace test = tollgate::test;
using tollgate::errc;
using verified_event = tollgate::verified<stripe_webhooks::event>;

static_assert(tollgate::account<stripe_webhooks::account>);
static_assert(tollgate::callback<stripe_webhooks::event>);

// The example of async-stripe's tests:
// https://github.com/arlyon/async-stripe/blob/master/async-stripe-webhook/src/webhook.rs
constexpr std::string_view secret_text = "webhook_secret";
constexpr std::int64_t at = 1533204620;
constexpr std::string_view published_body = R"({
  "id": "evt_123",
  "object": "event",
  "account": "acct_123",
  "api_version": "2017-05-25",
  "created": 1533204620,
  "data": {
    "object": {
      "id": "ii_123",
      "object": "invoiceitem",
      "amount": 1000,
      "currency": "usd",
      "customer": "cus_123",
      "date": 1533204620,
      "description": "Test Invoice Item",
      "discountable": false,
      "invoice": "in_123",
      "livemode": false,
      "metadata": {},
      "period": {
        "start": 1533204620,
        "end": 1533204620
      },
      "proration": false,
      "quantity": 3
    }
  },
  "livemode": false,
  "pending_webhooks": 1,
  "request": {
    "id": "req_123",
    "idempotency_key": "idempotency-key-123"
  },
  "type": "invoiceitem.created"
}
)";
constexpr std::string_view published_v1 = "82216eca827bcb7b34b8055eb2d2d9e6bc13b9ac39ded14a61e69f70c565f53a";
constexpr std::string_view published_signature =
    "t=1533204620,v1=82216eca827bcb7b34b8055eb2d2d9e6bc13b9ac39ded14a61e69f70c565f53a,"
    "v0=63f3a72374a733066c4be69ed7f8e5ac85c22c9f0a6a612ab9a025a9e4ee7eef";

constexpr std::string_view small_body = R"({"id":"evt_1","type":"a.b","created":1533204000,"livemode":true})";

std::string v1(std::string_view time, std::string_view body, std::string_view key = secret_text)
{
    return test::to_hex(test::hmac_sha256(key, std::string{time} + "." + std::string{body}));
}
/// The header that Stripe sends with a body.
std::string signed_header(std::string_view body, std::string_view time = "1533204620",
                          std::string_view key = secret_text)
{
    return "t=" + std::string{time} + ",v1=" + v1(time, body, key);
}

tollgate::moment moment_of(std::int64_t seconds)
{
    return {std::chrono::sys_seconds{std::chrono::seconds{seconds}}};
}

stripe_webhooks::account account_with(tollgate::secret secret = tollgate::secret{secret_text})
{
    return {.signing_secret = std::move(secret)};
}

/// Tests included, as the published example is one.
template <class Hash = tollgate::cryptopp_hash>
tollgate::result<verified_event>
receive_event(std::string_view body, std::vector<tollgate::header> const &headers,
              stripe_webhooks::account const &account = account_with(), std::int64_t now = at)
{
    return tollgate::receive<stripe_webhooks::event, Hash>(account, body, headers, moment_of(now),
                                                           tollgate::with_tests);
}
template <class Hash = tollgate::cryptopp_hash>
tollgate::result<verified_event> receive_event(std::string_view body, std::string_view signature,
                                               std::int64_t now = at)
{
    return receive_event<Hash>(body, {{"Host", "shop.example"}, {"stripe-signature", signature}},
                               account_with(), now);
}

template <class Received>
void check_refused(Received const &received, errc code)
{
    REQUIRE(received.has_error());
    CHECK(received.error().code() == code);
    CHECK(received.error().is_unknown());
    CHECK_FALSE(received.error().has_outcome());
}

} // namespace

TEST_SUITE("tollgate.providers.stripe_webhooks")
{
    TEST_CASE_TEMPLATE("stripe_webhooks: the published example verifies", Hash, tollgate::cryptopp_hash,
                       tollgate::openssl_hash)
    {
        auto const received = receive_event<Hash>(published_body, published_signature);
        REQUIRE(received.has_value());
        CHECK((*received)->id == "evt_123");
        CHECK((*received)->object == "event");
        CHECK((*received)->type == "invoiceitem.created");
        CHECK((*received)->created == 1533204620);
        CHECK((*received)->livemode == false);
        CHECK(received->is_test());
        CHECK((*received)->api_version == "2017-05-25");
        CHECK((*received)->connected_account == "acct_123");
        CHECK((*received)->pending_webhooks == 1);
        CHECK_FALSE((*received)->context.has_value());
        CHECK(received->received() == published_body);
    }

    TEST_CASE("stripe_webhooks: an event of test mode is refused, unless the program asks for tests")
    {
        auto const receive_live = [](std::string_view body) {
            std::string const signature = signed_header(body);
            std::vector<tollgate::header> const headers{{"Stripe-Signature", signature}};
            return tollgate::receive<stripe_webhooks::event>(account_with(), body, headers, moment_of(at));
        };
        auto const refused = receive_live(published_body);
        check_refused(refused, errc::test_message);
        CHECK(tollgate::is_to_acknowledge(refused.error()));
        auto const live = receive_live(small_body);
        REQUIRE(live.has_value());
        CHECK_FALSE(live->is_test());
        // Of what is neither, nobody knows; it is not acknowledged.
        for (std::string_view const value : {"0", R"("no")", "null", R"("")", "{}"}) {
            auto const unclear = receive_live(R"({"id":"evt_1","type":"a.b","created":1,"livemode":)" +
                                              std::string{value} + "}");
            CAPTURE(value);
            check_refused(unclear, errc::field_not_convertible);
            CHECK_FALSE(tollgate::is_to_acknowledge(unclear.error()));
        }
        check_refused(receive_live(R"({"id":"evt_1","type":"a.b","created":1})"),
                      errc::field_not_convertible);
        std::string forged{published_body};
        forged.replace(forged.rfind("false"), 5, "true ");
        std::vector<tollgate::header> const headers{{"Stripe-Signature", published_signature}};
        check_refused(
            tollgate::receive<stripe_webhooks::event>(account_with(), forged, headers, moment_of(at)),
            errc::signature_mismatch);
    }

    TEST_CASE("stripe_webhooks: events of version 2 are received")
    {
        // As in the tests of Stripe's own libraries:
        // https://github.com/stripe/stripe-python/blob/master/tests/test_v2_event.py
        std::string const body =
            R"({"id":"evt_234","object":"v2.core.event","type":"v1.billing.meter.error_report_triggered",)"
            R"("livemode":true,"created":"2022-02-15T00:27:45.330Z","context":null,"related_object":{)"
            R"("id":"mtr_123","type":"billing.meter","url":"/v1/billing/meters/mtr_123"},)"
            R"("reason":{"id":"foo","idempotency_key":"bar"}})";
        auto const received = receive_event(body, signed_header(body));
        REQUIRE(received.has_value());
        CHECK_FALSE(received->is_test());
        CHECK((*received)->id == "evt_234");
        CHECK((*received)->object == "v2.core.event");
        CHECK((*received)->type == "v1.billing.meter.error_report_triggered");
        CHECK_FALSE((*received)->created.has_value());
        CHECK((*received)->created.unreadable());
        CHECK(received->received() == body);
    }

    TEST_CASE("stripe_webhooks: the signature is checked over the bytes, before they are read")
    {
        std::string invalid{small_body};
        invalid.replace(invalid.find("a.b"), 3, "a\xFF");
        check_refused(receive_event(invalid, signed_header(invalid)), errc::body_not_utf8);
        check_refused(receive_event(invalid, signed_header(small_body)), errc::signature_mismatch);
        std::string other = invalid;
        other[other.find('\xFF')] = '\xFE'; // one text with the former after a lossy decoding
        check_refused(receive_event(other, signed_header(invalid)), errc::signature_mismatch);
        struct {
            std::string body;
            errc code;
        } const cases[] = {{"not JSON", errc::body_not_json},
                           {"{\"id\":", errc::body_truncated},
                           {"[]", errc::body_not_object},
                           {R"({"id":"a","id":"b"})", errc::duplicate_field},
                           {std::string{small_body} + "x", errc::text_after_body},
                           {std::string((1 << 20) + 1, ' '), errc::body_too_large},
                           {"", errc::body_not_json}};
        for (auto const &c : cases) {
            CAPTURE(c.body.substr(0, 80));
            check_refused(receive_event(c.body, signed_header(c.body)), c.code);
            check_refused(receive_event(c.body, signed_header("another")), errc::signature_mismatch);
            check_refused(receive_event(c.body, signed_header(c.body), at + 301),
                          errc::timestamp_out_of_range);
        }
    }

    TEST_CASE("stripe_webhooks: other parts of the header are passed over, in any order")
    {
        std::string const t = "t=1533204620";
        std::string const good = "v1=" + v1("1533204620", small_body);
        for (std::string const &header :
             {t + "," + good, good + "," + t, "garbage," + t + "," + good, t + ",v0=00," + good + ",v2=a=b",
              t + ",\xD1\x8E=x," + good, t + ",v1=00," + good, t + ",v1," + good,
              ",," + t + ",," + good + ",", t + "," + good + ",v1=" + std::string(64, 'a'),
              t + ", v1=zz," + good, t + ", " + good, t + " ,\t" + good}) {
            CAPTURE(header);
            CHECK(receive_event(small_body, header).has_value());
        }
        std::string upper = good;
        for (char &c : upper)
            if (c >= 'a' && c <= 'f') c = static_cast<char>(c - 'a' + 'A');
        CHECK(receive_event(small_body, t + "," + upper).has_value());
        // Only v1 counts: v0 is for tests, and a scheme of the sender's choice would be a downgrade.
        check_refused(receive_event(small_body, t + ",v0=" + good.substr(3)), errc::unsigned_callback);
        // A blank before a comma is none of the time, so what is signed with it is another text.
        check_refused(receive_event(small_body, signed_header(small_body, "1533204620 ")),
                      errc::signature_mismatch);
        check_refused(receive_event(small_body, t + "," + good.substr(0, 20)), errc::signature_wrong_length);
        check_refused(receive_event(small_body, t + "," + good + "=zz"), errc::signature_malformed);
        check_refused(receive_event(small_body, t + "," + good + "00"), errc::signature_wrong_length);
        check_refused(receive_event(small_body, t + ",v1="), errc::signature_wrong_length);
    }

    TEST_CASE("stripe_webhooks: no stranger can have a thousand signatures tried")
    {
        std::string unknown, wrong;
        for (int i = 0; i != 1000; ++i) {
            unknown += "v9=abc,";
            wrong += "v1=" + std::string(64, 'a') + ",";
        }
        CHECK(receive_event(small_body, unknown + signed_header(small_body)).has_value());
        check_refused(receive_event(small_body, wrong + signed_header(small_body)),
                      errc::signature_malformed);
    }

    TEST_CASE("stripe_webhooks: a time that is not plain digits is refused by name, even when it is signed")
    {
        for (std::string const time :
             {"1533204620.5", " 1533204620", "1533204620abc", "abc", "01533204620", "+1533204620",
              "-1533204620", "", "1533204620=", "15332046200000000000000000"}) {
            CAPTURE(time);
            check_refused(receive_event(small_body, signed_header(small_body, time)),
                          errc::timestamp_malformed);
            check_refused(receive_event(small_body, "t=" + time + ",v1=" + std::string(64, 'a')),
                          errc::timestamp_malformed);
        }
        check_refused(receive_event(small_body, "v1=" + v1("", small_body)), errc::timestamp_malformed);
    }

    TEST_CASE("stripe_webhooks: five minutes are the tolerance, before and after")
    {
        auto const header = signed_header(small_body);
        for (std::int64_t const apart : {-300, 0, 300})
            CHECK(receive_event(small_body, header, at + apart).has_value());
        for (std::int64_t const apart : {-301, 301, 315'576'000, -315'576'000})
            check_refused(receive_event(small_body, header, at + apart), errc::timestamp_out_of_range);
        check_refused(
            tollgate::receive<stripe_webhooks::event>(
                account_with(), small_body, std::vector<tollgate::header>{{"Stripe-Signature", header}}),
            errc::timestamp_out_of_range);
        check_refused(receive_event("{}", header, at + 1000), errc::signature_mismatch);
    }

    TEST_CASE("stripe_webhooks: a second time in the header is refused, whichever is signed")
    {
        auto const header = signed_header(small_body);
        std::string const later = std::to_string(at + 1000);
        for (std::int64_t const now : {at, at + 1000}) {
            check_refused(receive_event(small_body, header + ",t=" + later, now), errc::timestamp_malformed);
            check_refused(receive_event(small_body, "t=" + later + "," + header, now),
                          errc::timestamp_malformed);
        }
    }

    TEST_CASE("stripe_webhooks: without a signature nothing is verified, and with two headers neither")
    {
        check_refused(receive_event(small_body, std::vector<tollgate::header>{}), errc::unsigned_callback);
        for (std::string_view const header : {"", "t=1533204620", "nonsense", ",", "t=1533204620,v1"})
            check_refused(receive_event(small_body, header), errc::unsigned_callback);

        auto const good = signed_header(small_body);
        for (std::string_view const other :
             {std::string_view{good}, std::string_view{}, std::string_view{"t=1"}}) {
            check_refused(
                receive_event(small_body, {{"Stripe-Signature", good}, {"stripe-signature", other}}),
                errc::duplicate_field);
            check_refused(
                receive_event(small_body, {{"STRIPE-SIGNATURE", other}, {"Stripe-Signature", good}}),
                errc::duplicate_field);
        }
    }

    TEST_CASE("stripe_webhooks: another secret, and a changed byte anywhere, are a mismatch")
    {
        check_refused(receive_event(small_body, signed_header(small_body, "1533204620", "webhook_secret2")),
                      errc::signature_mismatch);
        // Anything is a secret here, `whsec_` is part of it.
        auto const prefixed = account_with(tollgate::secret{"whsec_test!"});
        auto const headers_by = [](std::string const &header) {
            return std::vector<tollgate::header>{{"Stripe-Signature", header}};
        };
        auto const by_whole = signed_header(small_body, "1533204620", "whsec_test!");
        CHECK(receive_event(small_body, headers_by(by_whole), prefixed).has_value());
        auto const by_rest = signed_header(small_body, "1533204620", "test!");
        check_refused(receive_event(small_body, headers_by(by_rest), prefixed), errc::signature_mismatch);

        for (std::size_t i = 0; i < published_body.size(); ++i) {
            std::string changed{published_body};
            changed[i] = static_cast<char>(changed[i] ^ (1 << i % 8));
            check_refused(receive_event(changed, published_signature), errc::signature_mismatch);
        }
        std::size_t const start = published_signature.find(published_v1);
        for (std::size_t i = start; i != start + published_v1.size(); ++i) {
            std::string changed{published_signature};
            changed[i] = changed[i] == '0' ? '1' : '0';
            check_refused(receive_event(published_body, changed), errc::signature_mismatch);
        }
        check_refused(
            receive_event(published_body, "t=1533204621" + std::string{published_signature.substr(12)}),
            errc::signature_mismatch);
    }

    TEST_CASE_TEMPLATE("stripe_webhooks: while a secret is rolled both verify, and it says which did", Hash,
                       tollgate::cryptopp_hash, tollgate::openssl_hash)
    {
        auto const rolled =
            account_with(tollgate::secret{"whsec_new"}.replacing(tollgate::secret{secret_text}));
        auto const by_older =
            receive_event<Hash>(published_body, {{"Stripe-Signature", published_signature}}, rolled);
        REQUIRE(by_older.has_value());
        CHECK(by_older->key_version() == 1);
        std::string const both =
            std::string{published_signature} + ",v1=" + v1("1533204620", published_body, "whsec_new");
        auto const by_newer = receive_event<Hash>(published_body, {{"Stripe-Signature", both}}, rolled);
        REQUIRE(by_newer.has_value());
        CHECK(by_newer->key_version() == 0);
    }

    TEST_CASE("stripe_webhooks: fields that a newer or older version leaves out or adds do no harm")
    {
        auto const received = receive_event(small_body, signed_header(small_body));
        REQUIRE(received.has_value());
        CHECK((*received)->livemode == true);
        CHECK_FALSE((*received)->api_version.has_value());
        std::string const nulls =
            R"({"id":"evt_1","type":"a.b","created":1,"livemode":true,"api_version":null,"account":null,"request":null,"new":[{}]})";
        CHECK(receive_event(nulls, signed_header(nulls)).has_value());
        std::string const lacking = R"({"id":"evt_1","created":1,"livemode":true})";
        auto const refused = receive_event(lacking, signed_header(lacking));
        check_refused(refused, errc::missing_field);
        CHECK(refused.error().message().find("`type`") != std::string::npos);
    }
}
