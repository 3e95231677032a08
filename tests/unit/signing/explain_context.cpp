// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Mistakes in headers, in the account's fields and in the time; signatures by a public key.

#include <tollgate/explain.hpp>

#include <tollgate/hash/cryptopp_public_key.hpp>
#include <tollgate/hash/openssl_public_key.hpp>
#include <tollgate/impl/explain/context_mistakes.hpp>
#include <tollgate/providers/standard_webhooks.hpp>

#include <doctest/doctest.h>
#include <support/hmac.hpp>
#include <support/key_pairs.hpp>
#include <support/owned_message.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace sender {

struct account {
    tollgate::required<"key", tollgate::public_key> key;
};

} // namespace sender

template <>
struct tollgate::provider_traits<sender::account> {
    static constexpr std::string_view name = "Sender";
    static constexpr std::string_view host = "sender.example";
    static constexpr auto request_signature = signing::words::not_signed;
    static constexpr auto response_signature = signing::words::not_signed;
    static constexpr auto callback_signature = signing::words::not_signed;
    static constexpr refusal_rule refusal{.code = "error"};
    static constexpr acknowledgement acknowledged{};
    static constexpr std::chrono::seconds timeout{30};
};

namespace {

using namespace tollgate;
using namespace tollgate::signing::words;
using signing::words::header;
using signing::words::secret;
using test::owned_message;

constexpr auto by_headers = hex(hmac_sha256(key, header<"X-Shop"> + "." + header<"X-Time"> + "." + body));
constexpr auto by_parts = hex(hmac_sha256(key, part<"t">(header<"X-Signature">) + "." + body));
constexpr auto over_account_field = hex(md5(account_field<"shop"> + ":" + body + ":" + key));
constexpr auto by_fields = hex(md5(join("&", name + "=" + value, fields | by_name) + key));
constexpr auto by_all_headers =
    hex(md5(join("&", name + "=" + value, headers | starting<"X-"> | by_name) + key));

owned_message message()
{
    owned_message m;
    m.fields = {{"created", "1600000000"}, {"login", "Shop "}};
    m.key = "Key";
    m.body = "{}";
    m.headers = {{"X-Shop", " Mixed "}, {"X-Time", "1600000000"}, {"X-Signature", "t=1600000000,v1=00"}};
    m.account = {{"shop", "Mixed "}, {"login", "Shop "}};
    return m;
}

std::string sign(auto const &scheme, owned_message const &m)
{
    owned_message::view const over{m};
    wiped_buffer text;
    REQUIRE_FALSE(signing::evaluate<cryptopp_hash>(scheme, over, text));
    return std::string{text.view()};
}

using change = std::function<void(owned_message &)>;

/// Whether a signature over a message so changed is explained by this mistake alone, and by this sentence.
void check_found(
    auto const &scheme, mistake id, std::string const &sentence, change const &wrong,
    change const &right = [](owned_message &) {})
{
    owned_message correct = message();
    right(correct);
    owned_message mistaken = correct;
    wrong(mistaken);
    owned_message::view const over{correct};
    std::string const received = sign(scheme, mistaken);
    REQUIRE(received != sign(scheme, correct));
    explanation const said = explain(signing::table_of(scheme), over, received);
    CAPTURE(said.text());
    bool const found = std::ranges::any_of(said.findings, [id](finding const &f) {
        return f.mistakes.size() == 1 && f.mistakes.front().id == id;
    });
    CHECK(found);
    CHECK(said.text().find("matches if " + sentence + "\n") != std::string::npos);
}

std::string shifted(std::int64_t seconds, int digits = 10)
{
    return std::to_string(1600000000 + seconds) + (digits == 13 ? "250" : "");
}

// A callback whose header lists several signatures

namespace webhooks = tollgate::standard_webhooks;

constexpr std::string_view webhook_secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

std::string webhook_signature(std::string const &text)
{
    owned_message m;
    m.key = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    m.body = text;
    return "v1," + sign(base64(hmac_sha256(unbase64(key), body)), m);
}

result<explanation> explain_webhook(std::string const &signatures, std::int64_t now = 1614265330,
                                    std::string const &time = "1614265330")
{
    webhooks::account const endpoint{.secret = tollgate::secret{webhook_secret}};
    std::vector<tollgate::header> const headers{
        {"webhook-id", "msg_1"}, {"webhook-timestamp", time}, {"webhook-signature", signatures}};
    return explain<webhooks::event>(endpoint, "{\"a\": 1}", headers, {},
                                    moment{std::chrono::sys_seconds{std::chrono::seconds{now}}});
}

// Public keys

struct payment {
    required<"id", std::string> id;
    using account = sender::account;
    static constexpr auto callback_signature =
        in_header<"Signature">(base64(ed25519(header<"X-Time"> + "\n" + body + "\n")));
};
struct prefixed_payment {
    required<"id", std::string> id;
    using account = sender::account;
    static constexpr auto callback_signature = in_header<"Signature">("v1=" + hex(rsa_pkcs1<sha256>(body)));
};

constexpr std::string_view payment_body = R"({"id": "7"})";

template <class Callback, class Hash = cryptopp_hash>
explanation explain_payment(sender::account const &by, std::string const &signature,
                            std::span<signing::named_text const> other_keys = {})
{
    std::vector<tollgate::header> const headers{{"X-Time", "1600000000"}, {"signature", signature}};
    return explain<Callback, Hash>(by, payment_body, headers, other_keys).value();
}
std::string encoded(signing::erased_text_map map, std::string const &bytes)
{
    wiped_buffer text;
    test::require(map(bytes, text));
    return std::string{text.view()};
}
bool says(explanation const &e, std::string_view text)
{
    CAPTURE(e.text());
    return e.text().find(text) != std::string::npos;
}

} // namespace

TEST_SUITE("tollgate.signing.explain.context")
{
    TEST_CASE("explain: a header without its blanks, or in other letters")
    {
        std::string const blanks = "blanks around a header or the account's field are left out";
        std::string const lower_case = "a header or the account's field is in lower case";
        std::string const upper_case = "a header or the account's field is in upper case";
        auto const as = [](std::string const &text) {
            return [text](owned_message &m) { m.headers[0].second = text; };
        };
        check_found(by_headers, mistake::text_trimmed, blanks + ": `X-Shop`", as("Mixed"));
        check_found(by_headers, mistake::text_in_lower_case, lower_case + ": `X-Shop`", as(" mixed "));
        check_found(by_headers, mistake::text_in_upper_case, upper_case + ": `X-Shop`", as(" MIXED "));
        check_found(by_all_headers, mistake::text_trimmed, blanks + ": `X-Shop`", as("Mixed"));
    }

    TEST_CASE("explain: an account's field without its blanks, or in other letters, sent or only signed")
    {
        std::string const blanks = "blanks around a header or the account's field are left out";
        std::string const lower_case = "a header or the account's field is in lower case";
        auto const signed_only = [](std::string const &text) {
            return [text](owned_message &m) { m.account[0].second = text; };
        };
        auto const sent = [](std::string const &text) {
            return [text](owned_message &m) { m.fields[1].text = text; };
        };
        check_found(over_account_field, mistake::text_trimmed, blanks + ": `shop`", signed_only("Mixed"));
        check_found(over_account_field, mistake::text_in_lower_case, lower_case + ": `shop`",
                    signed_only("mixed "));
        check_found(over_account_field, mistake::text_in_upper_case,
                    "a header or the account's field is in upper case: `shop`", signed_only("MIXED "));
        check_found(by_fields, mistake::text_trimmed, blanks + ": `login`", sent("Shop"));
        check_found(by_fields, mistake::text_in_lower_case, lower_case + ": `login`", sent("shop "));
    }

    TEST_CASE("explain: a time in milliseconds instead of seconds, or the other way")
    {
        auto const header_as = [](std::string const &text) {
            return [text](owned_message &m) { m.headers[1].second = text; };
        };
        auto const field_as = [](std::string const &text) {
            return [text](owned_message &m) { m.fields[0].text = text; };
        };
        std::string const milliseconds = "the time is in milliseconds";
        std::string const seconds = "the time is in seconds";
        check_found(by_headers, mistake::time_in_milliseconds, milliseconds + ": `X-Time`",
                    header_as("1600000000000"));
        check_found(by_parts, mistake::time_in_milliseconds, milliseconds + ": `X-Signature`",
                    [](owned_message &m) { m.headers[2].second = "t=1600000000000,v1=00"; });
        check_found(by_fields, mistake::time_in_milliseconds, milliseconds + ": `created`",
                    field_as("1600000000000"));
        check_found(by_headers, mistake::time_in_seconds, seconds + ": `X-Time`", header_as(shifted(0)),
                    header_as(shifted(0, 13)));
        check_found(by_fields, mistake::time_in_seconds, seconds + ": `created`", field_as(shifted(0)),
                    field_as(shifted(0, 13)));
    }

    TEST_CASE("explain: another time is signed than the one that is sent")
    {
        auto const header_as = [](std::string const &text) {
            return [text](owned_message &m) { m.headers[1].second = text; };
        };
        std::string const sentence = "another time is signed than the one that is sent: ";
        check_found(by_headers, mistake::time_shifted, sentence + "`X-Time`, 1 s later",
                    header_as(shifted(1)));
        check_found(by_headers, mistake::time_shifted, sentence + "`X-Time`, 5 s earlier",
                    header_as(shifted(-5)));
        check_found(by_headers, mistake::time_shifted, sentence + "`X-Time`, 3 h later",
                    header_as(shifted(3 * 3600)));
        check_found(by_headers, mistake::time_shifted, sentence + "`X-Time`, 5.5 h earlier",
                    header_as(shifted(-5 * 3600 - 1800)));
        check_found(by_headers, mistake::time_shifted, sentence + "`X-Time`, 1 h later",
                    header_as(shifted(3600, 13)), header_as(shifted(0, 13)));
        check_found(by_parts, mistake::time_shifted, sentence + "`X-Signature`, 2 s later",
                    [](owned_message &m) { m.headers[2].second = "t=1600000002,v1=00"; });
        check_found(by_fields, mistake::time_shifted, sentence + "`created`, 14 h earlier",
                    [](owned_message &m) { m.fields[0].text = shifted(-14 * 3600); });
    }

    TEST_CASE("explain: digits inside of a longer word are no time")
    {
        using signing::explaining::find_time;
        CHECK(find_time("1600000000", 10) == 0);
        CHECK(find_time("t=1600000000,v1=ab", 10) == 2);
        CHECK(find_time("a1600000000", 10) == std::string_view::npos);
        CHECK(find_time("1600000000f", 10) == std::string_view::npos);
        CHECK(find_time("16000000001", 10) == std::string_view::npos);
        CHECK(find_time("9600000000", 10) == std::string_view::npos);
        CHECK(find_time("160000000", 10) == std::string_view::npos);
        CHECK(find_time("16000000.0", 10) == std::string_view::npos);
    }
}

TEST_SUITE("tollgate.explain.callbacks")
{
    TEST_CASE("explain: of several signatures in one header, each is explained")
    {
        std::string const right = webhook_signature("msg_1.1614265330.{\"a\": 1}");
        std::string const compact = webhook_signature("msg_1.1614265330.{\"a\":1}");
        std::string const late = webhook_signature("msg_1.1614265331.{\"a\": 1}");
        std::string const unknown = webhook_signature("something else");
        CHECK(explain_webhook(right).value().text() == "The signatures match.\n");
        auto const among = explain_webhook(unknown + " " + compact + " " + right).value();
        CHECK(among.matches);
        CHECK(among.text() == "The signatures match.\n");

        auto const none = explain_webhook(unknown + " " + compact + " " + late).value();
        CHECK_FALSE(none.matches);
        CHECK(says(none, "signature 2 matches if the JSON is written again, without blanks: `body`"));
        CHECK(says(none, "signature 3 matches if another time is signed than the one that is sent: "
                         "`webhook-timestamp`, 1 s later"));
        CHECK_FALSE(says(none, "signature 1"));
        CHECK(none.tried > explain_webhook(compact).value().tried);

        auto const alone = explain_webhook(compact).value();
        CHECK(says(alone, "  matches if the JSON is written again"));
        CHECK(says(explain_webhook(unknown + " " + unknown).value(), "No known mistake explains it"));
    }

    TEST_CASE("explain: a right signature with a time that is not accepted")
    {
        auto const at = [](std::int64_t now) {
            return explain_webhook(webhook_signature("msg_1.1614265330.{\"a\": 1}"), now).value();
        };
        CHECK(at(1614265330 + 300).untimely.empty());
        CHECK(
            at(1614265330 + 7205).text() ==
            "The signatures match.\n  besides: it was signed 2 h 0 min 5 s before this machine's clock, and "
            "5 min 0 s are allowed.\n");
        CHECK(says(at(1614265330 - 301), "it was signed 5 min 1 s after this machine's clock"));
        auto const of_time = [](std::string const &time) {
            return explain_webhook(webhook_signature("msg_1." + time + ".{\"a\": 1}"), 1614265330, time)
                .value();
        };
        CHECK(says(of_time("1614265330123"), "it says in milliseconds when it was signed"));
        CHECK(says(of_time("now"), "it does not say once, in plain digits, when it was signed"));
        CHECK(says(of_time("-5"), "it does not say once, in plain digits, when it was signed"));
    }

    TEST_CASE_TEMPLATE(
        "explain: a public-key signature over another text, in another encoding, by another key", Hash,
        cryptopp_hash, openssl_hash)
    {
        auto const &pair = test::keys().ed25519;
        sender::account const shop{.key = public_key{pair.pem}};
        std::string const text = "1600000000\n" + std::string{payment_body} + "\n";
        auto const sign_text = [&](std::string const &changed) {
            return encoded(signing::maps::base64<false>::write, test::sign<hash::ed25519>(pair, changed));
        };
        auto const explained = [&](std::string const &signature) {
            return explain_payment<payment, Hash>(shop, signature);
        };
        CHECK(explained(sign_text(text)).text() == "The signatures match.\n");
        CHECK(says(explained(sign_text("1600000000\n{\"id\":\"7\"}\n")),
                   "matches if the JSON is written again, without blanks: `body`"));
        CHECK(says(explained(sign_text("1600000001\n" + std::string{payment_body} + "\n")),
                   "`X-Time`, 1 s later"));
        CHECK(says(explained(sign_text("1600000000" + std::string{payment_body} + "\n")),
                   "a separator is left out"));
        CHECK(says(explained(sign_text("1600000000\r\n{\"id\":\"7\"}\r\n")),
                   "matches if the JSON is written again, without blanks: `body`, and lines end in CR LF"));
        std::string const bytes = test::sign<hash::ed25519>(pair, text);
        CHECK(says(explained(encoded(signing::maps::hexadecimal<false>::write, bytes)),
                   "it is the same digest in another encoding: hexadecimal digits"));
        std::string const padded = encoded(signing::maps::base64<false>::write, bytes);
        CHECK(says(explained(padded.substr(0, 86)), "base64, no padding"));
        auto const none = explained(sign_text("something else"));
        CHECK(says(none, "No known mistake explains it"));
        CHECK(none.tried < 5000);
    }

    TEST_CASE("explain: for a public-key signature, the replaced and the other keys")
    {
        auto const &pair = test::keys().ed25519;
        sender::account const shop{
            .key = public_key{test::key_pair{EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")}.pem}};
        sender::account const rotated{.key = shop.key.value().replacing(public_key{pair.pem})};
        std::string const signature =
            encoded(signing::maps::base64<false>::write,
                    test::sign<hash::ed25519>(pair, "1600000000\n" + std::string{payment_body} + "\n"));
        CHECK(explain_payment<payment>(rotated, signature).matches);
        CHECK(says(explain_payment<payment>(shop, signature), "No known mistake"));
        signing::named_text const other[] = {{"the test system's key", pair.pem}};
        CHECK(says(explain_payment<payment>(shop, signature, other),
                   "matches if another key is used: `the test system's key`"));
        CHECK(says(explain_payment<payment>(sender::account{.key = public_key{"?"}}, signature),
                   "No known mistake"));
    }

    TEST_CASE("explain: a public-key signature without its prefix")
    {
        auto const &pair = test::keys().rsa;
        sender::account const shop{.key = public_key{pair.pem}};
        std::string const digits = encoded(signing::maps::hexadecimal<false>::write,
                                           test::sign<hash::rsa_pkcs1<hash::sha256>>(pair, payment_body));
        CHECK(explain_payment<prefixed_payment>(shop, "v1=" + digits).matches);
        CHECK(says(explain_payment<prefixed_payment>(shop, digits),
                   "the fixed text around the digest is left out"));
    }
}
