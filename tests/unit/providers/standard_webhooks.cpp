// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/providers/standard_webhooks.hpp>

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

namespace standard_webhooks = tollgate::standard_webhooks;
namespace test = tollgate::test;
namespace words = tollgate::signing::words;
using tollgate::errc;
using verified_event = tollgate::verified<standard_webhooks::event>;

static_assert(tollgate::account<standard_webhooks::account>);
static_assert(tollgate::callback<standard_webhooks::event>);

// A tolerance that turns the check off, or lets nothing pass, does not compile.
template <auto Seconds>
concept tolerable = requires {
    typename std::bool_constant<
        words::signed_within(std::chrono::seconds{Seconds}, words::body).tolerance.count() != 0>;
};
static_assert(tolerable<1>);
static_assert(!tolerable<0>);
static_assert(!tolerable<-300>);

/// A callback of a program's own that reads the body as a field.
struct raw_event {
    tollgate::required<"body", std::string> body;

    using account = standard_webhooks::account;
    static constexpr bool body_is_opaque = true;
};

// The example of the Go library:
// https://github.com/standard-webhooks/standard-webhooks/blob/449485caf9c0303530c19524fbe4096680aafcf1/libraries/go/webhook_test.go
constexpr std::string_view secret_text = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
constexpr std::string_view id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
constexpr std::int64_t at = 1614265330;
constexpr std::string_view body = R"({"test": 2432232314})";
constexpr std::string_view signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

/// The bytes that `secret_text` stands for.
constexpr std::string_view key =
    "\x31\xf2\x90\xf6\xbf\x06\x29\x8a\xab\x4f\x08\xd4\x3c\x3f\x08\x2c\xf6\x48\xa3"
    "\x62\xda\x2d\xa4\xb0";
/// Another one, and its bytes.
constexpr std::string_view newer_text = "whsec_bmV3ZXIga2V5LCBuZXdlciBrZXku";
constexpr std::string_view newer_key = "newer key, newer key.";

struct delivery {
    std::string id{::id};
    std::string timestamp{std::to_string(at)};
    std::string signature{::signature};
    std::string body{::body};

    [[nodiscard]] std::vector<tollgate::header> headers() const
    {
        return {{"Host", "shop.example"},
                {"Content-Type", "application/json"},
                {"Webhook-Id", id},
                {"webhook-timestamp", timestamp},
                {"WEBHOOK-SIGNATURE", signature}};
    }
};

/// The delivery with the signature that its sender gives it.
delivery signed_one(delivery d, std::string_view by = key)
{
    d.signature = "v1," + test::to_base64(test::hmac_sha256(by, d.id + "." + d.timestamp + "." + d.body));
    return d;
}

tollgate::moment moment_of(std::int64_t seconds)
{
    return {std::chrono::sys_seconds{std::chrono::seconds{seconds}}};
}

standard_webhooks::account account_with(std::string_view text)
{
    return {.secret = tollgate::secret{text}};
}

template <class Hash = tollgate::cryptopp_hash>
tollgate::result<verified_event>
receive_event(std::string_view payload, std::vector<tollgate::header> const &headers,
              standard_webhooks::account const &account = account_with(secret_text), std::int64_t now = at)
{
    return tollgate::receive<standard_webhooks::event, Hash>(account, payload, headers, moment_of(now));
}
template <class Hash = tollgate::cryptopp_hash>
tollgate::result<verified_event> receive_event(delivery const &d, std::string_view with = secret_text,
                                               std::int64_t now = at)
{
    return receive_event<Hash>(d.body, d.headers(), account_with(with), now);
}

template <class Received>
void check_refused(Received const &received, errc code)
{
    REQUIRE(received.has_error());
    CHECK(received.error().code() == code);
    CHECK(received.error().is_unknown());
    CHECK_FALSE(received.error().has_outcome());
}

/// The headers without those of a name, or with one more.
std::vector<tollgate::header> without(std::vector<tollgate::header> headers, std::string_view name)
{
    std::erase_if(headers, [name](auto const &h) { return tollgate::equal_ignoring_case(h.name, name); });
    return headers;
}
std::vector<tollgate::header> with(std::vector<tollgate::header> headers, tollgate::header more)
{
    headers.push_back(more);
    return headers;
}

} // namespace

TEST_SUITE("tollgate.providers.standard_webhooks")
{
    TEST_CASE_TEMPLATE("standard_webhooks: the published examples verify", Hash, tollgate::cryptopp_hash,
                       tollgate::openssl_hash)
    {
        auto const received = receive_event<Hash>(delivery{});
        REQUIRE(received.has_value());
        CHECK((*received)->id == id);
        CHECK((*received)->timestamp == at);
        CHECK(received->received() == body);
        CHECK(received->by() == tollgate::verification::signature);

        // The example of the Rust library, libraries/rust/src/lib.rs of the same repository.
        delivery const rust{.id = "msg_27UH4WbU6Z5A5EzD8u03UvzRbpk",
                            .timestamp = "1649367553",
                            .signature = "v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=",
                            .body = R"({"email":"test@example.com","username":"test_user"})"};
        CHECK(receive_event<Hash>(rust, "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD", 1649367553).has_value());
        // The Go library's test takes the secret without its prefix as well.
        CHECK(receive_event<Hash>(delivery{}, secret_text.substr(6)).has_value());
    }

    TEST_CASE("standard_webhooks: the bytes are verified as received, whatever they are")
    {
        for (std::string const &payload :
             {std::string{"\xFF\xFE\0\x80", 4}, std::string{"{\"a\": \"\xC3\x28\"}"}, std::string{},
              std::string{"{\"a\":1,\"a\":2}"}, std::string{"[1,\r\n 2]"}, std::string{"a=1&b=2"}}) {
            CAPTURE(payload);
            auto const received = receive_event(signed_one({.body = payload}));
            REQUIRE(received.has_value());
            CHECK(received->received() == payload);
        }
        // Bodies that are one text after a lossy decoding are two here.
        auto other = signed_one({.body = "\"\xFF\""});
        other.body = "\"\xFE\"";
        check_refused(receive_event(other), errc::signature_mismatch);
        other.body = "\"\xEF\xBF\xBD\"";
        check_refused(receive_event(other), errc::signature_mismatch);
    }

    TEST_CASE("standard_webhooks: tokens of other kinds are passed over")
    {
        for (std::string const others :
             {"garbage ", "v2,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= ", "v1a,hnO3f9T8Ytu9HwrX== ",
              "v1 ", "V1,abc ", ", ", " ", "v0,a,b,c ", "\xD1\x8E\xFF,x ", "v1\xC2\xA0,x "}) {
            CAPTURE(others);
            delivery d;
            d.signature = others + std::string{signature};
            CHECK(receive_event(d).has_value());
            d.signature = std::string{signature} + " " + others;
            CHECK(receive_event(d).has_value());
            d.signature = others;
            check_refused(receive_event(d), errc::unsigned_callback);
        }
    }

    TEST_CASE("standard_webhooks: one of several signatures is enough, as their libraries test it")
    {
        std::string const wrong = "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=";
        CHECK(receive_event({.signature = wrong + " v2," + wrong.substr(3) + " " + std::string{signature} +
                                          " " + wrong})
                  .has_value());
        CHECK(receive_event({.signature = "v1,short v1, " + std::string{signature}}).has_value());
        check_refused(receive_event({.signature = wrong}), errc::signature_mismatch);
        check_refused(receive_event({.signature = wrong + " " + wrong}), errc::signature_mismatch);
        check_refused(receive_event({.signature = "v1,"}), errc::signature_wrong_length);
        check_refused(receive_event({.signature = "v1,c2hvcnQ="}), errc::signature_wrong_length);
        check_refused(receive_event({.signature = "v1,\xD1\x8E"}), errc::signature_malformed);
    }

    TEST_CASE("standard_webhooks: a signature of three parts is refused by name, wherever it stands")
    {
        std::string const good{signature};
        for (std::string const &tokens : {good + ",zzz", good + ",", "v1,a,b " + good, good + " v1,a,b"}) {
            CAPTURE(tokens);
            check_refused(receive_event({.signature = tokens}), errc::signature_malformed);
        }
    }

    TEST_CASE("standard_webhooks: no stranger can have a thousand signatures tried")
    {
        std::string unknown, wrong;
        for (int i = 0; i != 1000; ++i) {
            unknown += "v9,abc ";
            wrong += "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= ";
        }
        CHECK(receive_event({.signature = unknown + std::string{signature}}).has_value());
        check_refused(receive_event({.signature = wrong + std::string{signature}}),
                      errc::signature_malformed);
        check_refused(receive_event({.signature = wrong}), errc::signature_malformed);
        CHECK(receive_event({.signature = wrong.substr(0, 15 * 48) + std::string{signature}}).has_value());
        check_refused(receive_event({.signature = wrong.substr(0, 16 * 48) + std::string{signature}}),
                      errc::signature_malformed);
        check_refused(receive_event(signed_one({.body = std::string((1 << 20) + 1, ' ')})),
                      errc::body_too_large);
    }

    TEST_CASE("standard_webhooks: a time that is not plain digits is refused by name, even when it is signed")
    {
        std::string const plain = std::to_string(at);
        for (std::string const &time :
             {plain + ".5", plain + ".0", " " + plain, plain + " ", plain + "abc", std::string{"abc"},
              "0" + plain, "+" + plain, "-" + plain, plain + "\n", std::string{"1.6142653e9"},
              std::string{"0x6037BF32"}, std::string{}, std::string{"99999999999999999999"}}) {
            CAPTURE(time);
            check_refused(receive_event(signed_one({.timestamp = time})), errc::timestamp_malformed);
            check_refused(receive_event({.timestamp = time}), errc::timestamp_malformed);
        }
        check_refused(receive_event({.timestamp = "1614265331"}), errc::signature_mismatch);
    }

    TEST_CASE("standard_webhooks: five minutes are the tolerance, before and after")
    {
        for (std::int64_t const apart : {-300, -299, 0, 299, 300})
            CHECK(receive_event(delivery{}, secret_text, at + apart).has_value());
        std::int64_t const ten_years = 315'576'000;
        for (std::int64_t const apart : {-301LL, 301LL, ten_years + 0LL, -ten_years + 0LL})
            check_refused(receive_event(delivery{}, secret_text, at + apart), errc::timestamp_out_of_range);
        for (std::int64_t const now : {std::int64_t{0}, std::int64_t{253'402'300'799}})
            check_refused(receive_event(delivery{}, secret_text, now), errc::timestamp_out_of_range);
        check_refused(receive_event(signed_one({.timestamp = "9223372036854775807"})),
                      errc::timestamp_out_of_range);
        // Without a moment, it is judged by the clock; 2021 is long ago.
        check_refused(tollgate::receive<standard_webhooks::event>(account_with(secret_text), body,
                                                                  delivery{}.headers()),
                      errc::timestamp_out_of_range);
        // A stranger learns nothing about the clock.
        check_refused(receive_event({.body = "{}"}, secret_text, at + 1000), errc::signature_mismatch);
    }

    TEST_CASE(
        "standard_webhooks: a time that is not accepted is told with how far off it is, and to which side")
    {
        auto const told = [](delivery const &d, std::int64_t now) {
            return receive_event(d, secret_text, now).error().message();
        };
        CHECK(told(delivery{}, at + 7205) ==
              "The callback was signed 2 h 0 min 5 s before this machine's clock, and 5 min 0 s are allowed; "
              "check this machine's clock, then do not act on it.");
        CHECK(
            told(delivery{}, at - 301) ==
            "The callback was signed 5 min 1 s after this machine's clock, and 5 min 0 s are allowed; check "
            "this machine's clock, then do not act on it.");
        auto const in_milliseconds = told(signed_one({.timestamp = std::to_string(at) + "123"}), at);
        CHECK(in_milliseconds.find("in milliseconds") != std::string::npos);
        CHECK(in_milliseconds.find("clock") == std::string::npos);
    }

    TEST_CASE("standard_webhooks: without a signature nothing is verified")
    {
        delivery const genuine;
        check_refused(receive_event(body, without(genuine.headers(), "webhook-signature")),
                      errc::unsigned_callback);
        check_refused(receive_event({.signature = ""}), errc::unsigned_callback);
        check_refused(receive_event({.signature = " "}), errc::unsigned_callback);
        check_refused(receive_event(body, {}), errc::unsigned_callback);
        check_refused(receive_event(body, without(genuine.headers(), "webhook-timestamp")),
                      errc::timestamp_malformed);
        check_refused(receive_event(body, without(genuine.headers(), "webhook-id")),
                      errc::signature_mismatch);
        auto const nameless = signed_one({.id = ""});
        auto const received = receive_event(body, without(nameless.headers(), "webhook-id"));
        check_refused(received, errc::missing_field);
        CHECK(received.error().message().find("`webhook-id`") != std::string::npos);
    }

    TEST_CASE("standard_webhooks: a header that came twice is refused, right ones included")
    {
        delivery const genuine;
        for (tollgate::header const &more :
             {tollgate::header{"webhook-signature", genuine.signature},
              {"Webhook-Signature", ""},
              {"webhook-signature", "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc="},
              {"webhook-id", genuine.id},
              {"WEBHOOK-ID", "msg_other"},
              {"webhook-timestamp", genuine.timestamp},
              {"Webhook-Timestamp", "1614265331"}}) {
            CAPTURE(more.name);
            auto const received = receive_event(body, with(genuine.headers(), more));
            check_refused(received, errc::duplicate_field);
            CHECK(received.error().message().find("twice") != std::string::npos);
            auto first = without(genuine.headers(), "host");
            first.insert(first.begin(), more);
            check_refused(receive_event(body, first), errc::duplicate_field);
        }
        // What no scheme and no field names may come as often as it likes.
        CHECK(receive_event(body, with(genuine.headers(), {"host", "other.example"})).has_value());
    }

    TEST_CASE("standard_webhooks: a header called body is not the body")
    {
        delivery const genuine;
        auto headers = genuine.headers();
        headers.insert(headers.begin(), {"Body", "nobody signed this"});
        auto const received = tollgate::receive<raw_event>(account_with(secret_text), body, headers);
        REQUIRE(received.has_value());
        CHECK((*received)->body == body);
    }

    TEST_CASE("standard_webhooks: an id that could end elsewhere is refused")
    {
        auto const dotted = signed_one({.id = "msg_1.1614265330", .timestamp = "1614265331", .body = "{}"});
        check_refused(receive_event(dotted), errc::ambiguous_value);
        // The same signature carries another message as well.
        delivery const moved{
            .id = "msg_1", .timestamp = "1614265330", .signature = dotted.signature, .body = "1614265331.{}"};
        CHECK(receive_event(moved).has_value());
    }

    TEST_CASE("standard_webhooks: another secret, and a changed byte anywhere, are a mismatch")
    {
        check_refused(receive_event(delivery{}, newer_text), errc::signature_mismatch);
        check_refused(receive_event({.id = "msg_p5jXN8AQM9LWM0D4loKWxJel"}), errc::signature_mismatch);
        check_refused(receive_event({.timestamp = "1614265331"}), errc::signature_mismatch);
        for (std::size_t i = 0; i != body.size(); ++i)
            for (int flipped = 1; flipped != 256; flipped <<= 1) {
                delivery changed;
                changed.body[i] = static_cast<char>(changed.body[i] ^ flipped);
                check_refused(receive_event(changed), errc::signature_mismatch);
            }
        for (std::size_t i = 3; i != signature.size(); ++i) {
            delivery changed;
            changed.signature[i] = changed.signature[i] == 'A' ? 'B' : 'A';
            check_refused(receive_event(changed), errc::signature_mismatch);
        }
        for (std::size_t length = 0; length != body.size(); ++length)
            check_refused(receive_event({.body = std::string{body.substr(0, length)}}),
                          errc::signature_mismatch);
    }

    TEST_CASE_TEMPLATE("standard_webhooks: after a rotation both secrets verify, and it says which did", Hash,
                       tollgate::cryptopp_hash, tollgate::openssl_hash)
    {
        standard_webhooks::account const rotated{
            .secret = tollgate::secret{newer_text}.replacing(tollgate::secret{secret_text})};
        auto const by_older = receive_event<Hash>(body, delivery{}.headers(), rotated);
        REQUIRE(by_older.has_value());
        CHECK(by_older->key_version() == 1);
        auto both = signed_one({}, newer_key);
        both.signature = std::string{signature} + " " + both.signature;
        auto const by_newer = receive_event<Hash>(body, both.headers(), rotated);
        REQUIRE(by_newer.has_value());
        CHECK(by_newer->key_version() == 0);
        check_refused(receive_event<Hash>(body, signed_one({}, "neither").headers(), rotated),
                      errc::signature_mismatch);
    }

    TEST_CASE("standard_webhooks: a secret that is not base64 is reported as such, not as a mismatch")
    {
        for (std::string_view const text :
             {"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS",
              "whsec_secret!", "\"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\"",
              "whsk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}) {
            CAPTURE(text);
            auto const received = receive_event(delivery{}, text);
            check_refused(received, errc::invalid_secret);
            CHECK(received.error().message().find("copy the secret again") != std::string::npos);
            CHECK(received.error().message().find(text) == std::string::npos);
        }
        // A secret that decodes to nothing would let anyone sign.
        check_refused(receive_event(signed_one({}, ""), "whsec_"), errc::invalid_secret);
        // It is named only where it matters.
        check_refused(receive_event({.signature = ""}, "whsec_"), errc::unsigned_callback);
        standard_webhooks::account const half{
            .secret = tollgate::secret{secret_text}.replacing(tollgate::secret{"whsec_x"})};
        CHECK(receive_event(body, delivery{}.headers(), half).has_value());
        check_refused(receive_event("{}", delivery{}.headers(), half), errc::invalid_secret);
    }
}
