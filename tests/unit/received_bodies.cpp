// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/callback/answer_callback.hpp>
#include <tollgate/client.hpp>
#include <tollgate/explain.hpp>
#include <tollgate/scripted_transport.hpp>

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/standard_webhooks.hpp>
#include <tollgate/providers/stripe_webhooks.hpp>

#include <doctest/doctest.h>
#include <support/digest.hpp>
#include <support/gateway_bodies.hpp>
#include <support/gateways.hpp>
#include <support/hmac.hpp>
#include <support/unsigned_gateway.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

// What arrives as real senders write it: long, compressed, with marks and escapes that strict readers refuse.

namespace petrel {

struct account {
    tollgate::required<"key", tollgate::secret> key;
};

namespace schemes {

using namespace tollgate::signing::words;

inline constexpr auto by_body = in_header<"X-Signature">(hex(hmac_sha256(key, body)));
inline constexpr auto by_fields = in_field<"sign">(
    hex(sha256(join("&", name + "=" + value, fields | but<"sign"> | scalars | by_name) + key)));
/// As PHP's `$_POST` is walked: length and value of every element, in the order received.
inline constexpr auto by_elements = in_field<"HASH">(
    hex(hmac_sha256(key, join("", byte_length(value) + value, fields | but<"HASH"> | flattened<"[", "]">))));
inline constexpr auto by_listed_elements = in_field<"sign">(
    hex(hmac_sha256(key, join(";", value, listed<"order">) + ";" + join(";", value, within<"product">))));
inline constexpr auto by_path =
    in_field<"sign">(hex(sha256(field<"order"> + "|" + field<"items.0.id"> + "|" + field<"items.11.id"> +
                                "|" + field<"table.1.0"> + key)));

} // namespace schemes

} // namespace petrel

template <>
struct tollgate::provider_traits<petrel::account> : tollgate::test::unsigned_gateway {
    static constexpr auto callback_signature = petrel::schemes::by_body;
    static constexpr refusal_rule refusal{.flag = "ok", .message = "why"};
};

namespace petrel {

struct item {
    tollgate::required<"id", std::string> id;
};
/// Signed over the body's bytes.
struct notice {
    tollgate::required<"id", std::string> id;
    tollgate::optional<"note", std::string> note{};
    using account = petrel::account;
};
/// What it may hold of each kind, and what it keeps besides.
struct wide_notice {
    tollgate::required<"id", std::string> id;
    tollgate::optional<"payer", item> payer{};
    tollgate::optional<"tags", std::vector<std::string>> tags{};
    tollgate::unlisted rest{};
    using account = petrel::account;
    using identity = tollgate::picks<"id", "payment">;
    tollgate::optional<"payment", std::string> payment{};
};
/// A form, signed over its bytes.
struct form_notice {
    tollgate::required<"id", std::string> id;
    tollgate::optional<"note", std::string> note{};
    tollgate::unlisted rest{};
    using account = petrel::account;
    static constexpr bool also_as_form = true;
};
/// Signed over the fields; JSON alone.
struct field_notice {
    tollgate::required<"id", std::string> id;
    using account = petrel::account;
    static constexpr auto callback_signature = schemes::by_fields;
};
/// The same, JSON or a form.
struct either_notice {
    tollgate::required<"id", std::string> id;
    using account = petrel::account;
    static constexpr auto callback_signature = schemes::by_fields;
    static constexpr bool also_as_form = true;
};
/// A form with lists.
struct list_notice {
    tollgate::required<"ORDERNO", std::string> order;
    tollgate::required<"IPN_PID", std::vector<std::int64_t>> products;
    tollgate::optional<"IPN_PNAME", std::vector<std::string>> names{};
    using account = petrel::account;
    static constexpr auto callback_signature = schemes::by_elements;
    static constexpr bool only_as_form = true;
};
/// The same list in JSON and in a form.
struct product_notice {
    tollgate::required<"order", std::string> order;
    tollgate::required<"product", std::vector<std::string>> products;
    using account = petrel::account;
    static constexpr auto callback_signature = schemes::by_listed_elements;
    static constexpr bool also_as_form = true;
};
struct item_notice {
    tollgate::required<"order", std::string> order;
    using account = petrel::account;
    static constexpr auto callback_signature = schemes::by_path;
};

struct transfer {
    static constexpr std::string_view chosen_as = "transfer";
    tollgate::required<"bank", std::string> bank;
};
struct basket {
    static constexpr std::string_view chosen_as = "basket";
    tollgate::required<"lines", std::vector<item>> lines;
};
struct choice_inside {
    tollgate::required<"id", std::string> id;
    tollgate::choice<"method", "details", transfer, basket> method;
    using account = petrel::account;
};
struct choice_beside {
    tollgate::required<"id", std::string> id;
    tollgate::choice<"method", tollgate::beside, transfer, basket> method;
    using account = petrel::account;
};

struct paid {
    tollgate::required<"ok", bool> ok;
    tollgate::required<"id", std::string> id;
};
struct pay {
    tollgate::required<"id", std::string> id;
    using account = petrel::account;
    using endpoint = tollgate::post_json<"/pay">;
    using response = paid;
};
/// Refused by a code alone.
struct coded_pay {
    tollgate::required<"id", std::string> id;
    using account = petrel::account;
    using endpoint = tollgate::post_json<"/coded">;
    using response = item;
    static constexpr tollgate::refusal_rule refusal{.code = "code", .message = "why", .success_codes = {"0"}};
};

} // namespace petrel

namespace {

namespace one_payment = tollgate::one_payment;
namespace cactus = tollgate::cactus;
namespace stripe_webhooks = tollgate::stripe_webhooks;
namespace standard_webhooks = tollgate::standard_webhooks;
namespace test = tollgate::test;
using test::repeated;
using tollgate::errc;
using tollgate::header;
using namespace std::string_literals;

constexpr std::string_view key = "petrel_key";

petrel::account petrel_account()
{
    return {.key = tollgate::secret{std::string{key}}};
}

/// Received with the signature over its bytes.
template <class Callback = petrel::notice>
auto received_by_body(std::string_view body, std::vector<header> more = {})
{
    std::string const signature = test::to_hex(test::hmac_sha256(key, body));
    more.push_back({"X-Signature", signature});
    return tollgate::receive<Callback>(petrel_account(), body, more);
}
/// With another's signature.
auto received_forged(std::string_view body, std::vector<header> more = {})
{
    more.push_back({"X-Signature", "00000000000000000000000000000000000000000000000000000000000000ff"});
    return tollgate::receive<petrel::notice>(petrel_account(), body, more);
}
std::string sha256_signature(std::string const &text)
{
    return test::digest_hex("SHA256", text + std::string{key});
}

template <class Callback>
auto received(std::string_view body, std::vector<header> const &headers = {})
{
    return tollgate::receive<Callback>(petrel_account(), body, headers);
}

bool says(tollgate::error const &why, std::string_view part)
{
    return why.message().find(part) != std::string::npos;
}

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view gzip =
    "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xab\x56\xca\x4c\x51\xb2\x52\x32\x54\xaa\x05\x00";

/// A subscription as Stripe reports it: `customer.subscription.updated` with so many items.
std::string subscription_event(int items)
{
    std::string const price =
        R"({"id":"price_1","object":"price","active":true,"billing_scheme":"per_unit","created":1690000000,)"
        R"("currency":"eur","custom_unit_amount":null,"livemode":true,"lookup_key":null,"metadata":{"a":"1"},)"
        R"("nickname":null,"product":"prod_1","recurring":{"aggregate_usage":null,"interval":"month",)"
        R"("interval_count":1,"meter":null,"trial_period_days":null,"usage_type":"licensed"},)"
        R"("tax_behavior":"exclusive","tiers_mode":null,"transform_quantity":null,"type":"recurring",)"
        R"("unit_amount":2000,"unit_amount_decimal":"2000"})";
    std::string const item = R"({"id":"si_1","object":"subscription_item","billing_thresholds":null,)"
                             R"("created":1690000000,"discounts":[],"metadata":{},"plan":)" +
                             price + R"(,"price":)" + price +
                             R"(,"quantity":1,"subscription":"sub_1","tax_rates":[]})";
    std::string list;
    for (int i = 0; i != items; ++i)
        list += (i == 0 ? "" : ",") + item;
    std::string const subscription =
        R"({"id":"sub_1","object":"subscription","items":{"object":"list","data":[)" + list +
        R"(],"has_more":false,"total_count":8,"url":"/v1/items"}})";
    return R"({"id":"evt_1","object":"event","created":1533204620,"livemode":true,"type":)"
           R"("customer.subscription.updated","data":{"object":)" +
           subscription + R"(,"previous_attributes":)" + subscription + "}}";
}

} // namespace

TEST_SUITE("tollgate.received_bodies")
{
    TEST_CASE("received: the body decides whether it is JSON or a form, whatever its Content-Type says")
    {
        std::string const json = R"({"id":"7","sign":")" + sha256_signature("id=7") + "\"}";
        std::string const form = "id=7&sign=" + sha256_signature("id=7");
        std::vector<std::vector<header>> const types{
            {},
            {{"Content-Type", ""}},
            {{"Content-Type", "application/json; charset=utf-8"}},
            {{"content-type", "application/x-www-form-urlencoded"}},
            {{"Content-Type", "APPLICATION/X-WWW-FORM-URLENCODED;charset=UTF-8"}},
            {{"Content-Type", "text/plain"}},
            {{"Content-Type", "text/html; charset=utf-8"}},
            {{"Content-Type", "application/octet-stream"}},
            {{"Content-Type", "multipart/form-data; boundary=x"}},
            {{"Content-Type", "nonsense"}},
            {{"Content-Type", "application/json"}, {"Content-Type", "text/plain"}}};
        for (auto const &headers : types) {
            for (std::string const &body : {json, " \r\n\t" + json + "\r\n", form}) {
                CAPTURE(body);
                auto const got = received<petrel::either_notice>(body, headers);
                REQUIRE(got.has_value());
                CHECK((*got)->id == "7");
            }
            CHECK(received<petrel::field_notice>(json, headers).has_value());
        }
    }

    TEST_CASE("explain: reads a body as receive does, and longer ones too")
    {
        std::string const json = R"({"id":"7","sign":")" + sha256_signature("id=7") + "\"}";
        std::string const form = "id=7&sign=" + sha256_signature("id=7");
        for (std::string const &body : {json, form, std::string{byte_order_mark} + json})
            for (std::string_view const type :
                 {"application/x-www-form-urlencoded", "application/json", "text/plain"}) {
                header const headers[] = {{"Content-Type", type}};
                auto const said = tollgate::explain<petrel::either_notice>(petrel_account(), body, headers);
                REQUIRE(said.has_value());
                CHECK(said->matches);
            }
        std::string const text(1'200'000, 'x');
        auto const long_one = tollgate::explain<petrel::field_notice>(
            petrel_account(),
            R"({"id":"7","x":")" + text + R"(","sign":")" + sha256_signature("id=7&x=" + text) + "\"}");
        REQUIRE(long_one.has_value());
        CHECK(long_one->matches);
        header const zipped[] = {{"Content-Encoding", "gzip"}};
        CHECK(tollgate::explain<petrel::field_notice>(petrel_account(), gzip, zipped).error().code() ==
              errc::body_encoded);
    }

    TEST_CASE("received: 1Payment's callbacks are read under the content types that PHP and curl send")
    {
        test::members const payment{
            {"payment_type", test::as_string("sbp")},   {"order_id", test::as_string("8p3")},
            {"project_id", test::as_number("5678")},    {"status", test::as_number("3")},
            {"merchant_price", test::as_number("50")},  {"currency", test::as_string("RUB")},
            {"user_data", test::as_string("order_777")}};
        std::string const json = test::one_payment_body(payment);
        std::string const text = test::one_payment_text(payment);
        std::string const form = text + "&sign=" + test::md5_hex(text + test::one_payment_key);
        for (std::string_view const type :
             {"application/x-www-form-urlencoded", "application/json", "text/plain", ""})
            for (std::string const &body : {json, form}) {
                CAPTURE(type);
                header const headers[] = {{"Content-Type", type}};
                auto const got = tollgate::receive<one_payment::payment_callback>(test::one_payment_account(),
                                                                                  body, headers);
                REQUIRE(got.has_value());
                CHECK((*got)->user_data == "order_777");
            }
    }

    TEST_CASE(
        "received: where the form of a body cannot be read, the sentence says what its Content-Type says")
    {
        std::vector<header> const form{{"Content-Type", "application/x-www-form-urlencoded"}};
        std::vector<header> const parts{{"Content-Type", "multipart/form-data; boundary=x"}};
        auto const as_form = received<petrel::field_notice>("id=7&sign=00", form);
        REQUIRE(as_form.has_error());
        CHECK(as_form.error().code() == errc::body_not_json);
        CHECK(says(as_form.error(), "Content-Type"));
        auto const as_parts = received<petrel::either_notice>(
            "--x\r\nContent-Disposition: form-data; name=\"id\"\r\n\r\n7\r\n--x--", parts);
        REQUIRE(as_parts.has_error());
        CHECK(says(as_parts.error(), "multipart/form-data"));
        auto const json_as_form =
            received<petrel::list_notice>(R"({"ORDERNO":"1"})", {{"Content-Type", "application/json"}});
        REQUIRE(json_as_form.has_error());
        CHECK(json_as_form.error().code() == errc::body_not_form);
        CHECK(says(json_as_form.error(), "Content-Type"));
        // What no header said is not told of.
        auto const untold = received<petrel::field_notice>("id=7&sign=00");
        REQUIRE(untold.has_error());
        CHECK_FALSE(says(untold.error(), "Content-Type"));
    }

    TEST_CASE("received: a byte order mark before a body is passed over, and signed where bytes are")
    {
        std::string const mark{byte_order_mark};
        std::string const json = mark + R"({"id":"7"})";
        auto const got = received_by_body(json);
        REQUIRE(got.has_value());
        CHECK((*got)->id == "7");
        CHECK(got->received() == json);
        std::string const without_mark = test::to_hex(test::hmac_sha256(key, R"({"id":"7"})"));
        header const signed_without[] = {{"X-Signature", without_mark}};
        CHECK(tollgate::receive<petrel::notice>(petrel_account(), json, signed_without).has_error());

        std::string const sign = sha256_signature("id=7");
        CHECK(received<petrel::field_notice>(mark + R"( {"id":"7","sign":")" + sign + "\"}").has_value());
        CHECK(received<petrel::either_notice>(mark + R"({"id":"7","sign":")" + sign + "\"}").has_value());
        CHECK(received<petrel::either_notice>(mark + "id=7&sign=" + sign).has_value());
        // Once, and at the beginning.
        CHECK(received_by_body(mark + json).error().code() == errc::body_not_json);
        CHECK(received_by_body(R"({"id":"7"})" + mark).error().code() == errc::text_after_body);
        CHECK(received_by_body(mark).error().code() == errc::body_not_json);
    }

    TEST_CASE("answer: a byte order mark before it loses neither a success nor a refusal")
    {
        auto const read = [](std::string const &body) {
            return tollgate::read_response<petrel::pay>(petrel_account(), 200,
                                                        std::string{byte_order_mark} + body);
        };
        auto const success = read(R"({"ok":true,"id":"7"})");
        REQUIRE(success.has_value());
        CHECK(success->id == "7");
        auto const refusal = read(R"({"ok":false,"why":"no such shop"})");
        REQUIRE(refusal.has_error());
        CHECK(refusal.error().code() == errc::refused_by_gateway);
        REQUIRE(refusal.error().gateway().has_value());
        CHECK(refusal.error().gateway()->message == "no such shop");
    }

    TEST_CASE("received: half a surrogate pair is a replacement character, wherever it stands")
    {
        struct row {
            std::string_view written, read;
        };
        for (row const &r :
             {row{R"(\ud83d)", "\uFFFD"}, row{R"(\uDE00)", "\uFFFD"}, row{R"(cut \ud83d)", "cut \uFFFD"},
              row{R"(\ud83d\ud83d\ude00)", "\uFFFD\U0001F600"}, row{R"(\ud83dx)", "\uFFFDx"},
              row{R"(\ud83d\n)", "\uFFFD\n"}, row{R"(\ud83d\u0041)", "\uFFFDA"}, row{R"(\\ud83d)", "\\ud83d"},
              row{R"(\\\ud83d)", "\\\uFFFD"}, row{R"(\ud83d\ude00)", "\U0001F600"},
              row{R"(\ud83d\\ude00)", "\uFFFD\\ude00"}, row{R"(\ude00\ud83d)", "\uFFFD\uFFFD"}}) {
            CAPTURE(r.written);
            std::string const text{r.written};
            // In a field that nobody declared, in one that is read, in a name, and deep inside.
            for (std::string const &body :
                 {R"({"id":"7","x":")" + text + "\"}", R"({"x)" + text + R"(":1,"id":"7"})",
                  R"({"id":"7","x":[{"y":[")" + text + R"("]}]})"}) {
                auto const got = received_by_body(body);
                REQUIRE(got.has_value());
                CHECK((*got)->id == "7");
                CHECK(got->received() == body);
            }
            auto const noted = received_by_body(R"({"id":"7","note":")" + text + "\"}");
            REQUIRE(noted.has_value());
            CHECK((*noted)->note == r.read);
            // What is signed by its fields is signed as it is read.
            auto const by_field =
                received<petrel::field_notice>(R"({"id":"7","note":")" + text + R"(","sign":")" +
                                               sha256_signature("id=7&note=" + std::string{r.read}) + "\"}");
            CHECK(by_field.has_value());
        }
        // Names that are read alike are one name twice, which counts where it is signed as a field.
        CHECK(received_by_body(R"({"id":"7","\ud800":1,"\ud801":2})").has_value());
        CHECK(received<petrel::field_notice>(R"({"id":"7","\ud800":1,"\ud801":2})").error().code() ==
              errc::duplicate_field);
        CHECK(received_by_body(R"({"id":"7","x":"\ud8"})").error().code() == errc::body_not_json);
        CHECK(received_by_body(R"({"id":"7","x":"\ud800","id":1})").error().code() == errc::duplicate_field);
        CHECK(received_by_body(R"({"id":"7","x":"\ud800)").error().code() == errc::body_truncated);
    }

    TEST_CASE("answer: half a surrogate pair in it does not lose a payment")
    {
        auto const read = tollgate::read_response<petrel::pay>(
            petrel_account(), 200, R"({"ok":true,"id":"7","name":"Anna \ud83d"})");
        REQUIRE(read.has_value());
        CHECK(read->id == "7");
    }

    // In windows-1251 these are letters; in UTF-8 no character begins or ends so.
    TEST_CASE("received: bytes that are not UTF-8, in what nobody declared, do not lose a callback")
    {
        for (std::string const &more :
             {R"(,"x":"\u0041 )"s + "\xCF\"", ",\"x\":\"\xCF\xEB\xE0\xF2\xE5\xE6\""s, ",\"\xCF\":1"s,
              ",\"x\":{\"y\":[\"\xCF\"]}"s, ",\"x\":\"cut within \xD0\""s, ",\"x\":\"\xC0\xAF\""s,
              ",\"x\":\"\\t \xCF \\n\""s, ",\"x\":\"\\ud83d \xCF\""s,
              ",\"x\":\"\\\"\xCF\",\"note\":\"н\\n\""s}) {
            CAPTURE(more);
            std::string const body = R"({"id":"7")" + more + "}";
            auto const got = received_by_body(body);
            REQUIRE(got.has_value());
            CHECK((*got)->id == "7");
            CHECK(got->received() == body);
            CHECK(received_forged(body).error().code() == errc::signature_mismatch);
        }
        auto const kept = received_by_body<petrel::wide_notice>(
            "{\"id\":\"7\",\"x\":\"a\xCF\xEB \xD0\x98\xD0\",\"y\":{\"\xCF\":\"\xEF\xBF\xBD\"}}");
        REQUIRE(kept.has_value());
        REQUIRE((*kept)->rest.find("x") != nullptr);
        CHECK((*kept)->rest.find("x")->text == "a\uFFFD\uFFFD И\uFFFD");
        for (tollgate::unlisted_field const &field : (*kept)->rest)
            CHECK((tollgate::is_utf8(field.name) && tollgate::is_utf8(field.text)));
    }

    TEST_CASE("received: a declared text that is not UTF-8 is not read as another")
    {
        auto const needed = received_by_body("{\"id\":\"7\xCF\",\"note\":\"n\"}");
        REQUIRE(needed.has_error());
        CHECK(needed.error().code() == errc::body_not_utf8);
        CHECK(says(needed.error(), "`id`"));
        auto const noted = received_by_body("{\"id\":\"7\",\"note\":\"\xCF\"}");
        REQUIRE(noted.has_value());
        CHECK_FALSE((*noted)->note.has_value());
        CHECK((*noted)->note.unreadable());
        auto const inside = received_by_body<petrel::wide_notice>(
            "{\"id\":\"7\",\"payer\":{\"id\":\"\xCF\"},\"tags\":[\"a\",\"\xCF\"]}");
        REQUIRE(inside.has_value());
        CHECK((*inside)->payer.unreadable());
        CHECK((*inside)->tags.unreadable());
        // Two such texts would be one payment.
        CHECK(received_by_body<petrel::wide_notice>("{\"id\":\"7\",\"payment\":\"\xCF\"}").has_error());
        CHECK(received_by_body<petrel::choice_inside>("{\"id\":\"7\",\"method\":\"\xCF\",\"details\":{}}")
                  .has_error());
        CHECK(received_by_body<petrel::choice_beside>(
                  "{\"id\":\"7\",\"method\":\"transfer\",\"bank\":\"\xCF\"}")
                  .has_error());
        int asked = 0;
        auto const account = petrel_account();
        auto const lookup = tollgate::find_by<"id">([&](std::string_view) { return ++asked, &account; });
        std::string const body = "{\"id\":\"\xCF\"}";
        std::string const signature = test::to_hex(test::hmac_sha256(key, body));
        std::vector<header> const headers{{"X-Signature", signature}};
        auto const looked_up = tollgate::receive<petrel::notice>(lookup, body, headers);
        CHECK(looked_up.error().code() == errc::unknown_account);
        CHECK(says(looked_up.error(), "not UTF-8"));
        CHECK(asked == 0);
        // A name is what its bytes are.
        CHECK(received_by_body("{\"id\xCF\":\"7\"}").error().code() == errc::missing_field);
        CHECK(received_by_body("{\"id\":\"7\",\"\xCF\":1,\"id\":\"8\"}").error().code() ==
              errc::duplicate_field);
    }

    TEST_CASE("received: fields that are not UTF-8 are signed as they came")
    {
        for (auto const &[bytes, other] : {std::pair{"\xCF"s, "\xCE"s}, {"\xCF"s, "\uFFFD"s}}) {
            auto const body = [sign = sha256_signature("id=7&x=" + bytes)](std::string const &x) {
                return R"({"id":"7","x":")" + x + R"(","sign":")" + sign + "\"}";
            };
            CHECK(received<petrel::field_notice>(body(bytes)).has_value());
            CHECK(received<petrel::field_notice>(body(other)).error().code() == errc::signature_mismatch);
        }
        std::string const form = "&sign=" + sha256_signature("id=7&x=\xCF");
        CHECK(received<petrel::either_notice>("id=7&x=%CF" + form).has_value());
        CHECK(received<petrel::either_notice>("id=7&x=\xCF" + form).has_value());
        CHECK(received<petrel::either_notice>("id=7&x=%CE" + form).error().code() ==
              errc::signature_mismatch);
    }

    TEST_CASE("received: bytes that are not UTF-8 in a form do not lose a callback")
    {
        for (std::string const body : {"id=7&x=%CF", "id=7&x=\xCF", "id=7&%CF=1", "id=7&x[]=%CF&x[]=1"}) {
            CAPTURE(body);
            auto const got = received_by_body<petrel::form_notice>(body);
            REQUIRE(got.has_value());
            CHECK((*got)->id == "7");
            for (tollgate::unlisted_field const &field : (*got)->rest)
                CHECK((tollgate::is_utf8(field.name) && tollgate::is_utf8(field.text)));
        }
        CHECK(received_by_body<petrel::form_notice>("id=%CF").error().code() == errc::body_not_utf8);
        auto const noted = received_by_body<petrel::form_notice>("id=7&note=%CF");
        REQUIRE(noted.has_value());
        CHECK((*noted)->note.unreadable());
        // What is compressed may look like a pair.
        CHECK(received_by_body<petrel::form_notice>("\x1F\x8B\x08=\xFF").error().code() ==
              errc::body_encoded);
    }

    TEST_CASE("received: what may be half of a character in another encoding is no escape")
    {
        // In GBK this is one text and another; read byte by byte, the first goes on behind its end.
        CHECK(received_by_body("{\"id\":\"7\",\"x\":\"\xD5\\\",\"y\":\"\",\"note\":\"forged\",\"z\":\"\"}")
                  .error()
                  .code() == errc::body_not_utf8);
        CHECK(received_by_body("{\"id\":\"7\",\"x\":\"\xCF\\n\"}").error().code() == errc::body_not_utf8);
        CHECK(received_by_body("{\"id\":\"7\",\"\xCF\\n\":1}").error().code() == errc::body_not_utf8);
        // Outside of texts there is no other encoding.
        CHECK(received_by_body("{\"id\":\"7\",\"x\":\xCF}").error().code() == errc::body_not_utf8);
        CHECK(received_by_body("{\"id\":\"7\"}\xCF").error().code() == errc::body_not_utf8);
    }

    TEST_CASE("answer: bytes that are not UTF-8, in what nobody declared, do not lose a payment")
    {
        auto const read = [](std::string_view body) {
            return tollgate::read_response<petrel::pay>(petrel_account(), 200, body);
        };
        auto const done = read("{\"ok\":true,\"id\":\"7\",\"name\":\"\xCF\"}");
        REQUIRE(done.has_value());
        CHECK(done->id == "7");
        CHECK(read("{\"ok\":true,\"id\":\"7\xCF\"}").error().code() == errc::body_not_utf8);
        CHECK(read("{\"ok\":true,\"id\":\"7\xCF\"}").error().is_unknown());
        auto const refused = read("{\"ok\":false,\"why\":\"\xCF\xEB no\"}");
        REQUIRE(refused.has_error());
        CHECK(refused.error().is_refused());
        CHECK(refused.error().gateway()->message == "\uFFFD\uFFFD no");
        // A code that nobody can read does not say that nothing was done.
        auto const coded = tollgate::read_response<petrel::coded_pay>(petrel_account(), 200,
                                                                      "{\"code\":\"\xCF\",\"id\":\"7\"}");
        REQUIRE(coded.has_error());
        CHECK(coded.error().is_unknown());
        CHECK(coded.error().gateway()->code == "\uFFFD");
    }

    TEST_CASE("received: after a right signature no sentence doubts the sender")
    {
        for (std::string const &body :
             {"nothing that is JSON"s, "{\"id\":\"\xFF\"}"s, "[1]"s, R"({"id":"7")"s, R"({"id":"7"} x)"s,
              R"({"id":"7","id":"8"})"s, R"({"id":7.5e})"s, "id=7"s, ""s, std::string(2'000'000, ' '),
              R"({"id":)" + repeated("[", 5000) + repeated("]", 5000) + "}", R"({"note":"n"})"s,
              std::string{gzip}}) {
            auto const got = received_by_body(body);
            REQUIRE(got.has_error());
            CAPTURE(got.error().message());
            CHECK(got.error().is_unknown());
            CHECK_FALSE(says(got.error(), "really"));
            CHECK_FALSE(says(got.error(), "any real one"));
            CHECK_FALSE(says(got.error(), "lost on the way"));
            CHECK_FALSE(says(got.error(), "do not act on it"));
        }
        CHECK(says(received_by_body("[1]").error(), "signature is right"));
        CHECK_FALSE(says(received_forged("[1]").error(), "signature is right"));
    }

    TEST_CASE("received: a compressed callback is named, and what to do about it")
    {
        for (std::string_view const coding : {"gzip", "GZIP", "x-gzip", "br", "deflate", "identity, gzip"}) {
            for (bool const forged : {true, false}) {
                std::vector<header> const headers{{"Content-Encoding", coding}};
                auto const got = forged ? received_forged(gzip, headers) : received_by_body(gzip, headers);
                REQUIRE(got.has_error());
                CHECK(name_of(got.error().code()) == "body_encoded");
                CHECK(says(got.error(), "compressed"));
                CHECK_FALSE(says(got.error(), "key is wrong"));
            }
            auto const by_fields = received<petrel::field_notice>(gzip, {{"content-encoding", coding}});
            REQUIRE(by_fields.has_error());
            CHECK(name_of(by_fields.error().code()) == "body_encoded");
        }
        // A web server in front may have taken the header away.
        auto const unsaid = received<petrel::either_notice>(gzip);
        REQUIRE(unsaid.has_error());
        CHECK(name_of(unsaid.error().code()) == "body_encoded");
        standard_webhooks::account const webhooks{
            .secret = tollgate::secret{"whsec_" + test::to_base64("a secret of some length")}};
        header const delivery[] = {{"webhook-id", "msg_1"},
                                   {"webhook-timestamp", "1700000000"},
                                   {"webhook-signature", "v1,AAAA"},
                                   {"Content-Encoding", "gzip"}};
        tollgate::moment const then{std::chrono::sys_seconds{std::chrono::seconds{1'700'000'000}}};
        auto const opaque = tollgate::receive<standard_webhooks::event>(webhooks, gzip, delivery, then);
        REQUIRE(opaque.has_error());
        CHECK(name_of(opaque.error().code()) == "body_encoded");
    }

    TEST_CASE("received: a Content-Encoding that the body does not have changes nothing")
    {
        for (std::string_view const coding : {"gzip", "identity", "utf-8", "UTF8", "none", ""}) {
            CAPTURE(coding);
            std::vector<header> const headers{{"Content-Encoding", coding}};
            CHECK(received_by_body(R"({"id":"7"})", headers).has_value());
            CHECK(received_forged(R"({"id":"7"})", headers).error().code() == errc::signature_mismatch);
            CHECK(received_forged("plain text", headers).error().code() == errc::signature_mismatch);
        }
        // Nor is a payload that nobody looks into refused, whatever its bytes are.
        std::string const payload{gzip};
        standard_webhooks::account const webhooks{
            .secret = tollgate::secret{"whsec_" + test::to_base64("a secret of some length")}};
        std::string const v1 = "v1," + test::to_base64(test::hmac_sha256("a secret of some length",
                                                                         "msg_1.1700000000." + payload));
        header const delivery[] = {{"webhook-id", "msg_1"},
                                   {"webhook-timestamp", "1700000000"},
                                   {"webhook-signature", v1},
                                   {"Content-Encoding", "gzip"}};
        tollgate::moment const then{std::chrono::sys_seconds{std::chrono::seconds{1'700'000'000}}};
        CHECK(tollgate::receive<standard_webhooks::event>(webhooks, payload, delivery, then).has_value());
    }

    TEST_CASE("received: names that end in [] and repeat are a list, in reading and in signing")
    {
        auto const signed_form = [](std::string const &form, std::string_view text) {
            return form + "&HASH=" + test::to_hex(test::hmac_sha256(key, text));
        };
        auto const got = received<petrel::list_notice>(
            signed_form("ORDERNO=12&IPN_PID%5B%5D=1&IPN_PNAME[]=a+b&IPN_PID[]=22&IPN_PNAME[]=%C3%A9&DATE=x",
                        "212112223a b2\xC3\xA9"
                        "1x"));
        REQUIRE(got.has_value());
        CHECK((*got)->products == std::vector<std::int64_t>{1, 22});
        CHECK((*got)->names.value() == std::vector<std::string>{"a b", "\xC3\xA9"});
        // One element is a list of one.
        auto const one = received<petrel::list_notice>(signed_form("ORDERNO=12&IPN_PID[]=1", "21211"));
        REQUIRE(one.has_value());
        CHECK((*one)->products == std::vector<std::int64_t>{1});
        // Order counts where it is signed.
        CHECK(received<petrel::list_notice>(signed_form("ORDERNO=12&IPN_PID[]=22&IPN_PID[]=1", "2121122222"))
                  .has_error());
        // What repeats without brackets stays refused, and so does a list beside a value of its name.
        for (std::string const &form :
             {"ORDERNO=1&ORDERNO=2&IPN_PID[]=1"s, "ORDERNO=1&IPN_PID[]=1&IPN_PID=2"s,
              "ORDERNO=1&IPN_PID=2&IPN_PID[]=1"s}) {
            CAPTURE(form);
            CHECK(received<petrel::list_notice>(form + "&HASH=00").error().code() == errc::duplicate_field);
        }
        // A value is no list.
        CHECK(received<petrel::list_notice>(signed_form("ORDERNO=12&IPN_PID=1", "21211")).error().code() ==
              errc::field_not_convertible);
    }

    TEST_CASE("received: a list is the same one in a form and in JSON")
    {
        std::string const sign = test::to_hex(test::hmac_sha256(key, "9;pen;ink"));
        for (std::string const &body : {"order=9&product[]=pen&product[]=ink&sign=" + sign,
                                        "product[]=pen&order=9&sign=" + sign + "&product[]=ink",
                                        R"({"order":"9","product":["pen","ink"],"sign":")" + sign + "\"}"}) {
            CAPTURE(body);
            auto const got = received<petrel::product_notice>(body);
            REQUIRE(got.has_value());
            CHECK((*got)->products == std::vector<std::string>{"pen", "ink"});
        }
        CHECK(received<petrel::product_notice>("order=9&product[]=ink&product[]=pen&sign=" + sign)
                  .error()
                  .code() == errc::signature_mismatch);
    }

    TEST_CASE("received: a path leads to an element of an array by its index")
    {
        std::string items;
        for (int i = 0; i != 12; ++i)
            items += (i == 0 ? R"({"id":"i)" : R"(,{"id":"i)") + std::to_string(i) + "\"}";
        std::string const table = R"("table":[[1,2],["x",3]])";
        auto const body = [&](std::string const &text) {
            return R"({"order":"o","items":[)" + items + "]," + table + R"(,"sign":")" +
                   sha256_signature("o|" + text) + "\"}";
        };
        CHECK(received<petrel::item_notice>(body("i0|i11|x")).has_value());
        CHECK(received<petrel::item_notice>(body("||")).error().code() == errc::signature_mismatch);
        // An index that is not there is empty, as a name that is not there.
        std::string const one =
            R"({"order":"o","items":[{"id":"i0"}],"sign":")" + sha256_signature("o|i0||") + "\"}";
        CHECK(received<petrel::item_notice>(one).has_value());
    }

    TEST_CASE("received: a choice keeps what its parameters hold, where they hold it")
    {
        std::string const details = R"({"bank":"b","payer":{"name":"A","address":{"name":"B"}},)"
                                    R"("lines":[{"id":"1"},{"id":"2"}],"amount":1.50,"ok":true,"none":null})";
        auto const inside =
            received_by_body<petrel::choice_inside>(R"({"id":"7","method":"new","details":)" + details + "}");
        REQUIRE(inside.has_value());
        auto const &all = std::get<tollgate::other>((*inside)->method.value()).fields;
        using kind = tollgate::value_kind;
        std::vector<tollgate::unlisted_field> const expected{{"bank", "b"},
                                                             {"payer", "", kind::object},
                                                             {"name", "A", kind::text, 1},
                                                             {"address", "", kind::object, 1},
                                                             {"name", "B", kind::text, 2},
                                                             {"lines", "", kind::array},
                                                             {"", "", kind::object, 1},
                                                             {"id", "1", kind::text, 2},
                                                             {"", "", kind::object, 1},
                                                             {"id", "2", kind::text, 2},
                                                             {"amount", "1.50", kind::number},
                                                             {"ok", "true", kind::boolean},
                                                             {"none", "", kind::null}};
        CHECK(all == expected);

        auto const beside = received_by_body<petrel::choice_beside>(
            R"({"id":"7","lines":[{"id":"1"}],"method":"basket","bank":{"id":"2"},"unknown":1})");
        REQUIRE(beside.has_value());
        std::vector<tollgate::unlisted_field> const beside_it{{"lines", "", kind::array},
                                                              {"", "", kind::object, 1},
                                                              {"id", "1", kind::text, 2},
                                                              {"bank", "", kind::object},
                                                              {"id", "2", kind::text, 1}};
        auto const &own = std::get<tollgate::other>((*beside)->method.value()).fields;
        CHECK(own.size() == beside_it.size());
        for (auto const &field : beside_it)
            CHECK(std::find(own.begin(), own.end(), field) != own.end());
    }

    TEST_CASE(
        "answer: a list of 100 invoices, which is the gateway's default page, is read, and a longer one")
    {
        for (int const count : {99, 100, 101, 2000}) {
            std::string list;
            for (int i = 0; i != count; ++i)
                list += (i == 0 ? "" : ",") + R"({"invoice_id":"905910)"s + std::to_string(i) +
                        R"(","amount":8000,"currency":"KZT","status":"Failed","bank_name":"kaspi",)"
                        R"("card_number":"4400","phone_number":"+7","date_created":"2025-04-01T00:00:00",)"
                        R"("date_modified":"2025-04-01T00:00:00"})";
            auto const read = tollgate::read_response<cactus::failed_invoices>(
                test::cactus_account(), 200, R"({"success":true,"invoices":[)" + list + "]}");
            REQUIRE(read.has_value());
            CHECK(read->invoices.value().size() == static_cast<std::size_t>(count));
        }
    }

    TEST_CASE("received: a Stripe event with eight items is read, and one with a hundred")
    {
        stripe_webhooks::account const shop{.signing_secret = tollgate::secret{"whsec_x"}};
        tollgate::moment const then{std::chrono::sys_seconds{std::chrono::seconds{1'533'204'620}}};
        for (int const items : {1, 8, 100}) {
            std::string const body = subscription_event(items);
            std::string const signature =
                "t=1533204620,v1=" + test::to_hex(test::hmac_sha256("whsec_x", "1533204620." + body));
            header const headers[] = {{"Stripe-Signature", signature}};
            auto const got =
                tollgate::receive<stripe_webhooks::event>(shop, body, headers, then, tollgate::with_tests);
            REQUIRE(got.has_value());
            CHECK((*got)->type == "customer.subscription.updated");
        }
    }

    TEST_CASE(
        "received: forms and JSON hold as many fields as fit into the body, and nest as deep as programs do")
    {
        std::string form = "id=7", json = R"({"id":"7","x":[0)";
        for (int i = 0; i != 50'000; ++i) {
            form += "&n" + std::to_string(i) + "=";
            json += ",1";
        }
        CHECK(received<petrel::either_notice>(form + "&sign=00").error().code() ==
              errc::signature_wrong_length);
        CHECK(received_by_body(json + "]}").has_value());
        CHECK(
            received_by_body(R"({"id":"7","x":)" + repeated(R"([{"a":)", 30) + "1" + repeated("}]", 30) + "}")
                .has_value());
    }

    TEST_CASE("received: so many signatures in a header are looked at as the limit says")
    {
        stripe_webhooks::account const shop{.signing_secret = tollgate::secret{"whsec_x"}};
        tollgate::moment const then{std::chrono::sys_seconds{std::chrono::seconds{1'533'204'620}}};
        std::string const body = subscription_event(1);
        std::string signatures = "t=1533204620";
        for (int i = 0; i != 16; ++i)
            signatures += ",v1=" + std::string(64, "0123456789abcdef"[i % 16]);
        signatures += ",v1=" + test::to_hex(test::hmac_sha256("whsec_x", "1533204620." + body));
        header const headers[] = {{"Stripe-Signature", signatures}};
        auto const received_with = [&](tollgate::body_limits limits) {
            return tollgate::receive<stripe_webhooks::event>(shop, body, headers, then, tollgate::with_tests,
                                                             limits);
        };
        CHECK(received_with({}).error().code() == errc::signature_malformed);
        CHECK(received_with({.signatures = 17}).has_value());
    }

    TEST_CASE("receive: each limit is an option of the call, and is met exactly")
    {
        std::string const json = R"({"id":"7","x":[{"y":1}]})";
        std::string const signature = test::to_hex(test::hmac_sha256(key, json));
        header const headers[] = {{"X-Signature", signature}};
        auto const with = [&](tollgate::body_limits limits) {
            return tollgate::receive<petrel::notice>(petrel_account(), json, headers, limits);
        };
        CHECK(with({.size = json.size(), .fields = 4, .depth = 3}).has_value());
        CHECK(with({.size = json.size() - 1}).error().code() == errc::body_too_large);
        CHECK(with({.fields = 3}).error().code() == errc::too_many_fields);
        CHECK(with({.depth = 2}).error().code() == errc::body_too_deep);
        CHECK(says(with({.size = 1}).error(), "`body_limits::size`"));
        CHECK(says(with({.fields = 1}).error(), "`body_limits::fields`"));
        CHECK(says(with({.depth = 1}).error(), "`body_limits::depth`"));

        std::string const form = "id=7&l[]=1&l[]=2&sign=" + sha256_signature("id=7");
        auto const of_form = [&](tollgate::body_limits limits) {
            return tollgate::receive<petrel::either_notice>(petrel_account(), form, std::span<header const>{},
                                                            limits);
        };
        CHECK(of_form({.size = form.size(), .fields = 5}).has_value());
        CHECK(of_form({.size = form.size() - 1}).error().code() == errc::body_too_large);
        CHECK(of_form({.fields = 4}).error().code() == errc::too_many_fields);
    }

    TEST_CASE("receive: a limit of zero lets nothing through, and says so")
    {
        std::string const json = R"({"id":"7"})";
        std::string const signature = test::to_hex(test::hmac_sha256(key, json));
        header const headers[] = {{"X-Signature", signature}};
        auto const with = [&](tollgate::body_limits limits) {
            return tollgate::receive<petrel::notice>(petrel_account(), json, headers, limits);
        };
        CHECK(with({.size = 0}).error().code() == errc::body_too_large);
        CHECK(with({.fields = 0}).error().code() == errc::too_many_fields);
        CHECK(with({.depth = 0}).error().code() == errc::body_too_deep);
        std::string const form = "id=7&sign=" + sha256_signature("id=7");
        auto const of_form = [&](tollgate::body_limits limits) {
            return tollgate::receive<petrel::either_notice>(petrel_account(), form, std::span<header const>{},
                                                            limits);
        };
        CHECK(of_form({.depth = 0}).has_value()); // pairs do not nest
        CHECK(of_form({.size = 0}).error().code() == errc::body_too_large);
        CHECK(of_form({.fields = 0}).error().code() == errc::too_many_fields);
        auto const read = [&](tollgate::body_limits limits) {
            return tollgate::read_response<petrel::pay>(petrel_account(), 200, R"({"ok":true,"id":"7"})",
                                                        limits);
        };
        CHECK(read({.size = 0}).error().code() == errc::body_too_large);
        CHECK(read({.fields = 0}).error().code() == errc::too_many_fields);
        CHECK(read({.depth = 0}).error().code() == errc::body_too_deep);
        stripe_webhooks::account const shop{.signing_secret = tollgate::secret{"whsec_x"}};
        std::string const event = subscription_event(1);
        std::string const signed_once =
            "t=1533204620,v1=" + test::to_hex(test::hmac_sha256("whsec_x", "1533204620." + event));
        header const stripe[] = {{"Stripe-Signature", signed_once}};
        tollgate::moment const then{std::chrono::sys_seconds{std::chrono::seconds{1'533'204'620}}};
        auto const none = tollgate::receive<stripe_webhooks::event>(
            shop, event, stripe, then, tollgate::with_tests, tollgate::body_limits{.signatures = 0});
        REQUIRE(none.has_error());
        CHECK(none.error().code() == errc::signature_malformed);
    }

    TEST_CASE("receive: a body beyond a MiB, with more fields and levels than usual, is read where the call "
              "says so")
    {
        tollgate::body_limits const wide{.size = 8 << 20, .depth = 300};
        std::string body = R"({"id":"7","deep":)" + repeated("[", 290) + repeated("]", 290) + R"(,"x":[0)";
        while (body.size() < 3'000'000)
            body += ",1";
        body += "]}";
        CHECK(received_by_body(body).error().code() == errc::body_too_large);
        std::string const signature = test::to_hex(test::hmac_sha256(key, body));
        header const headers[] = {{"X-Signature", signature}};
        auto const got = tollgate::receive<petrel::notice>(petrel_account(), body, headers, wide);
        REQUIRE(got.has_value());
        CHECK(got->received() == body);

        std::string const payload(5'000'000, 'x');
        std::string const secret_bytes = "a secret of some length";
        standard_webhooks::account const webhooks{
            .secret = tollgate::secret{"whsec_" + test::to_base64(secret_bytes)}};
        std::string const v1 =
            "v1," + test::to_base64(test::hmac_sha256(secret_bytes, "msg_1.1700000000." + payload));
        header const delivery[] = {
            {"webhook-id", "msg_1"}, {"webhook-timestamp", "1700000000"}, {"webhook-signature", v1}};
        tollgate::moment const then{std::chrono::sys_seconds{std::chrono::seconds{1'700'000'000}}};
        CHECK(tollgate::receive<standard_webhooks::event>(webhooks, payload, delivery, then).error().code() ==
              errc::body_too_large);
        CHECK(
            tollgate::receive<standard_webhooks::event>(webhooks, payload, delivery, then, wide).has_value());
    }

    TEST_CASE("answer_callback: a limit is a setting of the call")
    {
        std::string const json = R"({"id":"7","x":[1,2,3]})";
        std::string const signature = test::to_hex(test::hmac_sha256(key, json));
        header const headers[] = {{"X-Signature", signature}};
        int handled = 0;
        auto const answer_with = [&](tollgate::body_limits limits) {
            return tollgate::answer_callback<petrel::notice>(
                petrel_account(), json, headers, [&](auto const &) { ++handled; }, limits);
        };
        CHECK(answer_with({.fields = 5}).status == 200);
        CHECK(handled == 1);
        auto const refused = answer_with({.fields = 4});
        CHECK(refused.status == 400);
        CHECK(refused.body == "too_many_fields");
        CHECK(handled == 1);
    }

    TEST_CASE("read_response: each limit is an option of the call")
    {
        std::string const body = R"({"ok":true,"id":"7","x":[[1]]})";
        auto const read = [&](tollgate::body_limits limits) {
            return tollgate::read_response<petrel::pay>(petrel_account(), 200, body, limits);
        };
        CHECK(read({.size = body.size(), .fields = 5, .depth = 3}).has_value());
        CHECK(read({.size = body.size() - 1}).error().code() == errc::body_too_large);
        CHECK(read({.fields = 4}).error().code() == errc::too_many_fields);
        CHECK(read({.depth = 2}).error().code() == errc::body_too_deep);
        std::string long_one = R"({"ok":true,"id":"7","x":")" + std::string(7'000'000, 'x') + "\"}";
        CHECK(tollgate::read_response<petrel::pay>(petrel_account(), 200, long_one).has_value());
    }

    TEST_CASE("client: an answer is read within the limits of its transport and its own")
    {
        std::string const body = R"({"ok":true,"id":"7","x":")" + std::string(20'000'000, 'x') + "\"}";
        petrel::pay const order{.id = "7"};
        auto const sent = [&](auto... limits) {
            tollgate::client client{petrel_account(),
                                    tollgate::scripted_transport{{tollgate::wire_response{200, body}}},
                                    limits...};
            return client.send(order);
        };
        CHECK(sent().has_value());
        CHECK(sent(tollgate::body_limits{.size = 1'000'000}).error().code() == errc::body_too_large);
        CHECK(sent(tollgate::body_limits{.size = body.size(), .fields = 2}).error().code() ==
              errc::too_many_fields);
        CHECK(sent(tollgate::body_limits{.size = body.size(), .fields = 3}).has_value());
    }
}
