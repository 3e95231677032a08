// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/callback.hpp>

#include <tollgate/detail/format/lowering.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/hash/openssl.hpp>

#include <doctest/doctest.h>
#include <support/digest.hpp>
#include <support/gateway_bodies.hpp>

#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace {

namespace cactus = tollgate::cactus;
namespace one_payment = tollgate::one_payment;
namespace test = tollgate::test;
using test::as_number;
using test::as_string;
using test::cactus_body;
using test::one_payment_body;
using tollgate::errc;

using verified_invoice = tollgate::verified<cactus::invoice_callback>;
static_assert(!std::is_default_constructible_v<verified_invoice>);
static_assert(!std::is_constructible_v<verified_invoice, cactus::invoice_callback>);
static_assert(!std::is_aggregate_v<verified_invoice>);

template <class... Options>
concept receives_with = requires(cactus::account const &account, Options const &...options) {
    tollgate::receive<cactus::invoice_callback>(account, "", {}, options...);
};
static_assert(receives_with<tollgate::moment, tollgate::tests_allowed, tollgate::also_accepted<>>);
static_assert(receives_with<tollgate::also_accepted<>, tollgate::tests_allowed, tollgate::moment>);

static_assert(!std::is_default_constructible_v<tollgate::unconfirmed_callback>);
static_assert(!std::is_constructible_v<tollgate::unconfirmed_callback, std::string, bool>);
static_assert(std::is_nothrow_copy_constructible_v<tollgate::unconfirmed_callback>);
static_assert(sizeof(tollgate::unconfirmed_callback) == sizeof(std::shared_ptr<int>),
              "nothing beside the shared bytes");

template <class T>
concept printable = requires(std::ostream &out, T const &value) { out << value; };
static_assert(!printable<tollgate::unconfirmed_callback> && printable<tollgate::error>);

/// What Cactus sends at least.
test::members invoice()
{
    return {{"site_id", as_number("1")},    {"site_login", as_string("payer")},
            {"status", as_number("3")},     {"invoice_id", as_number("905910")},
            {"amount", as_number("8000")},  {"received_amount", as_number("8000")},
            {"currency", as_string("USD")}, {"received_currency", as_string("USD")},
            {"method", as_string("card")}};
}

/// What 1Payment sends at least.
test::members payment()
{
    return {{"payment_type", as_string("sbp")},   {"order_id", as_string("8p3")},
            {"project_id", as_number("5678")},    {"status", as_number("3")},
            {"merchant_price", as_number("50")},  {"currency", as_string("RUB")},
            {"user_data", as_string("order_777")}};
}

/// The members with one more, or with another value for one of them.
test::members with(test::members all, std::string const &name, test::member_text value)
{
    all.insert_or_assign(name, std::move(value));
    return all;
}
test::members without(test::members all, std::string const &name)
{
    all.erase(name);
    return all;
}

template <class Hash = tollgate::cryptopp_hash>
tollgate::result<verified_invoice> receive_invoice(std::string_view body)
{
    return tollgate::receive<cactus::invoice_callback, Hash>(test::cactus_account(), body);
}

template <class... More>
tollgate::result<tollgate::verified<one_payment::payment_callback>> receive_payment(std::string_view body,
                                                                                    More const &...more)
{
    return tollgate::receive<one_payment::payment_callback>(test::one_payment_account(), body, more...);
}

/// All fields of a message as text.
template <class Message>
std::string all_fields(Message const &message)
{
    tollgate::parameter_list parameters;
    tollgate::detail::lowering{parameters}.message(message);
    return tollgate::detail::json_of(std::as_const(parameters).items());
}

template <class Callback>
void check_no_changed_byte_passes(typename Callback::account const &account, std::string const &body)
{
    auto const genuine = tollgate::receive<Callback>(account, body, {}, tollgate::with_tests);
    REQUIRE(genuine.has_value());
    std::string const expected = all_fields(**genuine);
    std::size_t refused = 0;
    for (std::size_t at = 0; at != body.size(); ++at) {
        for (int flipped = 1; flipped != 256; flipped <<= 1) {
            std::string changed = body;
            changed[at] = static_cast<char>(changed[at] ^ flipped);
            auto const received = tollgate::receive<Callback>(account, changed, {}, tollgate::with_tests);
            if (received.has_error())
                ++refused;
            else if (all_fields(**received) != expected)
                FAIL_CHECK("accepted as another message: " << changed);
        }
    }
    // The few that pass: other cases of the signature's letters, and other names of blank members.
    CHECK(refused > body.size() * 8 * 9 / 10);
}

template <class Received>
void check_refused(Received const &received, errc code)
{
    REQUIRE(received.has_error());
    CHECK(received.error().code() == code);
    CHECK(received.error().is_unknown());
    CHECK_FALSE(received.error().has_outcome());
}

struct form_only {
    tollgate::required<"order_id", std::string> order;
    tollgate::optional<"note", std::string> note{};

    using account = one_payment::account;
    static constexpr bool only_as_form = true;
};

namespace answered {

using namespace tollgate::signing::words;
using tollgate::acknowledgement;

constexpr auto in_text = acknowledgement{.status = 202, .content_type = "text/plain"}.with(
    "OK" + field<"order_id"> + "|" + field<"note">);
constexpr auto in_json = acknowledgement{}.with("{\"id\":" + json_text(field<"order_id">) +
                                                ",\"note\":" + json_text(field<"note">) + "}");

} // namespace answered

template <auto const &Answer>
struct answered_by {
    tollgate::required<"order_id", std::string> order;
    tollgate::optional<"note", std::string> note{};

    using account = one_payment::account;
    static constexpr bool only_as_form = true;
    static constexpr auto acknowledged = Answer;
};
using answered_in_text = answered_by<answered::in_text>;
using answered_in_json = answered_by<answered::in_json>;

// What a secret or the account takes part in is told to nobody.
template <class X>
concept can_be_told = requires(X text) { tollgate::acknowledgement_with<X>{200, "", text}; };
static_assert(can_be_told<decltype(answered::in_text.body)>);
static_assert(!can_be_told<decltype(tollgate::signing::words::key)>);

constexpr tollgate::header form_header[] = {
    {"Host", "shop.example"}, {"content-type", "Application/X-WWW-form-urlencoded; charset=utf-8"}};
constexpr tollgate::header json_header[] = {{"Host", "shop.example"}, {"Content-Type", "application/json"}};

} // namespace

TEST_SUITE("tollgate.callback")
{
    TEST_CASE_TEMPLATE("callback: a signed one is read, and says by what it is verified", Hash,
                       tollgate::cryptopp_hash, tollgate::openssl_hash)
    {
        auto const received = receive_invoice<Hash>(cactus_body(invoice()));
        REQUIRE(received.has_value());
        CHECK(received->by() == tollgate::verification::signature);
        CHECK(received->key_version() == 0);
        CHECK((*received)->invoice_id == "905910");
        CHECK((**received).received_amount == 8000);
        CHECK_FALSE((*received)->request_id.has_value());
    }

    TEST_CASE("callback: a field that the library does not know takes part in the signature")
    {
        auto const known = invoice();
        auto const more =
            with(with(known, "a_new_one", as_number("1.50")), "zone", {R"({"b":"2","a":[]})", "a:;b:2"});
        check_refused(receive_invoice(cactus_body(more)), errc::signature_mismatch); // an array in an object

        auto const flat =
            with(with(known, "a_new_one", as_number("1.50")), "zone", {R"({"b":"2","a":1})", "a:1;b:2"});
        CHECK(receive_invoice(cactus_body(flat)).has_value());
        std::string unsigned_field = cactus_body(known);
        unsigned_field.insert(1, R"("zone":1,)");
        check_refused(receive_invoice(unsigned_field), errc::signature_mismatch);
    }

    TEST_CASE("callback: a truth value is signed as Python writes it")
    {
        auto const yes = receive_invoice(cactus_body(with(invoice(), "is_payout", {"true", "True"})));
        REQUIRE(yes.has_value());
        CHECK((*yes)->is_payout == true);
        auto const no = receive_invoice(cactus_body(with(invoice(), "is_payout", {"false", "False"})));
        REQUIRE(no.has_value());
        CHECK((*no)->is_payout == false);
        // As text it is signed alike, and read alike: whoever changes the kind changes nothing.
        auto const text = receive_invoice(cactus_body(with(invoice(), "is_payout", as_string("False"))));
        REQUIRE(text.has_value());
        CHECK((*text)->is_payout == false);
        // What is no truth value is left out, and the callback is not lost.
        auto const other = receive_invoice(cactus_body(with(invoice(), "is_payout", as_string("perhaps"))));
        REQUIRE(other.has_value());
        CHECK_FALSE((*other)->is_payout.has_value());
        CHECK((*other)->is_payout.unreadable());
        CHECK_FALSE((*yes)->is_payout.unreadable());
        CHECK(other->received().find(R"("is_payout":"perhaps")") != std::string::npos);
    }

    TEST_CASE("callback: the reason of a failure is read by both of its names")
    {
        auto const described =
            receive_invoice(cactus_body(with(invoice(), "description", as_string("No payment received"))));
        REQUIRE(described.has_value());
        CHECK((*described)->description == "No payment received");
        CHECK_FALSE((*described)->message.has_value());

        auto const told =
            receive_invoice(cactus_body(with(invoice(), "message", as_string("Manual created payment"))));
        REQUIRE(told.has_value());
        CHECK((*told)->message == "Manual created payment");
        CHECK_FALSE((*told)->description.has_value());
    }

    TEST_CASE("callback: no changed byte makes another message of it")
    {
        check_no_changed_byte_passes<cactus::invoice_callback>(
            test::cactus_account(), cactus_body(with(with(with(invoice(), "is_payout", {"false", "False"}),
                                                          "description", as_string("")),
                                                     "message", as_string("Привет; a:b"))));
        check_no_changed_byte_passes<one_payment::payment_callback>(
            test::one_payment_account(),
            one_payment_body(
                with(with(payment(), "merchant_price", as_number("100.50")), "test", as_number("1"))));
    }

    TEST_CASE("callback: a field that was moved into another one's value is refused")
    {
        auto const genuine = with(invoice(), "is_payout", {"true", "True"});
        auto moved = without(genuine, "is_payout");
        moved["invoice_id"] = as_string("905910;is_payout:True");
        CHECK(cactus_body(moved).substr(cactus_body(moved).rfind(':')) ==
              cactus_body(genuine).substr(cactus_body(genuine).rfind(':'))); // one signature for both
        CHECK(receive_invoice(cactus_body(genuine)).has_value());
        check_refused(receive_invoice(cactus_body(moved)), errc::ambiguous_value);

        auto const tested =
            with(with(payment(), "status_description", as_string("SUCCESS&test=1")), "sum", as_number("1"));
        check_refused(receive_payment(one_payment_body(tested)), errc::ambiguous_value);
        CHECK(receive_payment(one_payment_body(with(payment(), "user_data", as_string("?a=1&b=2"))))
                  .has_value());
    }

    TEST_CASE("callback: a field that was moved into another one's name is refused")
    {
        auto const signature_of = [](std::string const &body) { return body.substr(body.rfind(':')); };
        auto const tested =
            with(with(payment(), "status_description", as_string("SUCCESS")), "test", as_number("1"));
        auto const hidden = with(without(without(tested, "status_description"), "test"),
                                 "status_description=SUCCESS&test", as_string("1"));
        CHECK(signature_of(one_payment_body(hidden)) == signature_of(one_payment_body(tested)));
        check_refused(receive_payment(one_payment_body(hidden)), errc::ambiguous_value);

        auto const declined =
            with(with(invoice(), "description", as_string("declined")), "device", as_string("phone"));
        auto const disguised = with(without(without(declined, "description"), "device"),
                                    "description:declined;device", as_string("phone"));
        CHECK(signature_of(cactus_body(disguised)) == signature_of(cactus_body(declined)));
        check_refused(receive_invoice(cactus_body(disguised)), errc::ambiguous_value);
    }

    TEST_CASE("callback: a field that was hidden by another spelling of its name is refused")
    {
        // Cactus signs names in lower case, so the signature is that of the genuine callback.
        std::string body = cactus_body(with(invoice(), "is_payout", {"true", "True"}));
        body.replace(body.find("is_payout"), 9, "is_Payout");
        check_refused(receive_invoice(body), errc::ambiguous_value);
        CHECK(receive_invoice(cactus_body(invoice()).insert(1, R"("AMOUNT":"",)"))
                  .has_value()); // blank: not signed
        std::string unknown = cactus_body(with(invoice(), "zone_id", as_number("1")));
        unknown.replace(unknown.find("zone_id"), 7, "zone_Id");
        CHECK(receive_invoice(unknown).has_value());
    }

    TEST_CASE("callback: a signature that is not right is refused by name")
    {
        std::string tampered = cactus_body(invoice());
        tampered.replace(tampered.find("8000"), 4, "9000");
        check_refused(receive_invoice(tampered), errc::signature_mismatch);
        check_refused(receive_invoice(cactus_body(invoice(), "another_salt")), errc::signature_mismatch);

        std::string const json = test::json_of(invoice());
        std::string const sha1(40, 'a');
        check_refused(receive_invoice(test::signed_with(json, "signature", sha1)), errc::signature_mismatch);
        check_refused(receive_invoice(test::signed_with(json, "signature", sha1 + "a")),
                      errc::signature_wrong_length);
        check_refused(receive_invoice(test::signed_with(json, "signature", sha1.substr(2) + "xy")),
                      errc::signature_malformed);
        check_refused(receive_invoice("{" + json + R"(,"signature":["a"]})"), errc::signature_malformed);
    }

    TEST_CASE("callback: without a signature nothing is verified")
    {
        std::string const json = test::json_of(invoice());
        for (std::string const &body :
             {"{" + json + "}", "{" + json + R"(,"signature":null})", "{" + json + R"(,"signature":""})",
              "{" + json + R"(,"Signature":"00"})", "{" + json + R"(,"data":{"signature":"00"}})",
              std::string{"{}"}})
            check_refused(receive_invoice(body), errc::unsigned_callback);
        check_refused(receive_payment("{" + test::json_of(payment()) + "}"), errc::unsigned_callback);
        check_refused(receive_payment("", form_header), errc::unsigned_callback);
    }

    TEST_CASE("callback: a signed one that is not as documented is refused, and the field is named")
    {
        struct {
            test::members all;
            errc code;
            std::string field;
        } const cases[] = {
            {without(invoice(), "amount"), errc::missing_field, "amount"},
            {with(invoice(), "status", {"null", "None"}), errc::missing_field, "status"},
            {with(invoice(), "amount", as_number("80.00")), errc::field_not_convertible, "amount"},
            {with(invoice(), "amount", as_number("-8000")), errc::field_not_convertible, "amount"},
            {with(invoice(), "amount", as_number("9223372036854775808")), errc::field_not_convertible,
             "amount"},
            {with(invoice(), "status", as_string("paid")), errc::field_not_convertible, "status"},
            {with(invoice(), "status", as_string("")), errc::field_not_convertible, "status"},
            {with(invoice(), "method", {R"(["card"])", "card"}), errc::field_not_convertible, "method"},
            {with(invoice(), "currency", {"true", "True"}), errc::field_not_convertible, "currency"}};
        for (auto const &c : cases) {
            CAPTURE(c.field);
            auto const received = receive_invoice(cactus_body(c.all));
            check_refused(received, c.code);
            CHECK(received.error().message().find("`" + c.field + "`") != std::string::npos);
        }
    }

    TEST_CASE("callback: a body that is no JSON object is refused by name")
    {
        for (test::bad_body const &bad : test::bad_bodies()) {
            CAPTURE(bad.what);
            check_refused(receive_invoice(bad.body), bad.code);
            check_refused(receive_payment(bad.body, json_header), bad.code);
        }
    }

    TEST_CASE("callback: one that is cut anywhere is refused")
    {
        std::string const body = cactus_body(invoice());
        for (std::size_t length = 1; length != body.size(); ++length)
            check_refused(receive_invoice(body.substr(0, length)), errc::body_truncated);
    }

    TEST_CASE("callback: the account is found by a field of the body")
    {
        auto const first = test::cactus_account();
        auto second = test::cactus_account(tollgate::secret{"second_salt"});
        second.site_id = 21;
        auto const lookup = tollgate::find_by<"site_id">([&](std::string_view id) -> cactus::account const * {
            return id == "1" ? &first : id == "21" ? &second : nullptr;
        });
        auto const receive_with_lookup = [&](std::string_view body) {
            return tollgate::receive<cactus::invoice_callback>(lookup, body);
        };
        CHECK(receive_with_lookup(cactus_body(invoice())).has_value());
        auto const other_site = with(invoice(), "site_id", as_string("21"));
        CHECK(receive_with_lookup(cactus_body(other_site, "second_salt")).has_value());
        check_refused(receive_with_lookup(cactus_body(other_site)), errc::signature_mismatch);
        check_refused(receive_with_lookup(cactus_body(with(invoice(), "site_id", as_number("2")))),
                      errc::unknown_account);
        check_refused(receive_with_lookup(cactus_body(without(invoice(), "site_id"))), errc::unknown_account);
    }

    TEST_CASE("callback: after a rotation the replaced keys verify too, and it says which did")
    {
        auto const account =
            test::cactus_account(tollgate::secret{"new_salt"}.replacing(tollgate::secret{test::cactus_salt}));
        auto const by_older = tollgate::receive<cactus::invoice_callback>(account, cactus_body(invoice()));
        REQUIRE(by_older.has_value());
        CHECK(by_older->key_version() == 1);
        auto const by_newest =
            tollgate::receive<cactus::invoice_callback>(account, cactus_body(invoice(), "new_salt"));
        REQUIRE(by_newest.has_value());
        CHECK(by_newest->key_version() == 0);
        check_refused(
            tollgate::receive<cactus::invoice_callback>(account, cactus_body(invoice(), "older_salt")),
            errc::signature_mismatch);
    }

    TEST_CASE("callback: 1Payment's numbers may be text, and a number's source text is what is signed")
    {
        for (test::member_text const &price : {as_number("100.50"), as_string("100.50")}) {
            auto all = with(payment(), "merchant_price", price);
            all = with(all, "status", {"\"" + all["status"].json + "\"", "3"});
            all = with(all, "status_code", as_number("5"));
            auto const received = receive_payment(one_payment_body(all));
            REQUIRE(received.has_value());
            CHECK((*received)->merchant_price == tollgate::decimal{"100.50"});
            CHECK((*received)->status == one_payment::status::success);
            CHECK((*received)->status_code == "5");
        }
    }

    TEST_CASE("callback: a status of 1Payment that the library does not know is kept")
    {
        auto const received = receive_payment(one_payment_body(with(payment(), "status", as_number("9"))));
        REQUIRE(received.has_value());
        CHECK(static_cast<int>((*received)->status.value()) == 9);
        CHECK((*received)->status != one_payment::status::success);
    }

    TEST_CASE("callback: PHP's rendering of numbers is accepted only where the program says so")
    {
        auto const php = tollgate::accepting(one_payment::php_rendering);
        std::span<tollgate::header const> const no_headers;
        auto const body = one_payment_body(with(payment(), "merchant_price", {"100.50", "100.5"}));
        check_refused(receive_payment(body), errc::signature_mismatch);
        auto const received = receive_payment(body, no_headers, php);
        REQUIRE(received.has_value());
        CHECK((*received)->merchant_price == tollgate::decimal{"100.50"});

        // The documented rule still comes first, and nothing else passes.
        CHECK(receive_payment(one_payment_body(payment()), no_headers, php).has_value());
        check_refused(receive_payment(one_payment_body(with(payment(), "merchant_price", {"100.50", "100"})),
                                      no_headers, php),
                      errc::signature_mismatch);
        check_refused(receive_payment("{" + test::json_of(payment()) + "}", no_headers, php),
                      errc::unsigned_callback);
    }

    TEST_CASE("callback: another accepted scheme may have another form of signature")
    {
        using namespace tollgate::signing::words;
        constexpr auto in_base64 =
            base64(sha256(join("&", name + "=" + value, fields | but<"sign"> | by_name) + key));
        auto const accepting = tollgate::accepting(in_base64);
        std::span<tollgate::header const> const no_headers;
        std::string const text = test::one_payment_text(payment()) + std::string{test::one_payment_key};
        auto const signed_so = [&](std::string const &signature) {
            return "{" + test::json_of(payment()) + ",\"sign\":\"" + signature + "\"}";
        };
        std::string const digits = test::digest_hex("SHA256", text);
        tollgate::wiped_buffer decoded, encoded;
        REQUIRE(tollgate::signing::maps::unhex::write(digits, decoded));
        REQUIRE(tollgate::signing::maps::base64<false>::write(decoded.view(), encoded));
        std::string const signature{encoded.view()};
        check_refused(receive_payment(signed_so(signature)), errc::signature_malformed);
        CHECK(receive_payment(signed_so(signature), no_headers, accepting).has_value());
        check_refused(receive_payment(signed_so(digits), no_headers, accepting),
                      errc::signature_wrong_length);
        CHECK(receive_payment(one_payment_body(payment()), no_headers, accepting).has_value());
        // What is said is said of the documented scheme.
        check_refused(receive_payment(signed_so(test::md5_hex("another text")), no_headers, accepting),
                      errc::signature_mismatch);
    }

    TEST_CASE("callback: one that only comes as a form is never read as JSON")
    {
        auto const account = test::one_payment_account();
        auto const sign = [](std::string const &text) {
            return test::md5_hex(text + std::string{test::one_payment_key});
        };
        std::string const form = "note=%7B%7D&order_id=8p3&sign=" + sign("note={}&order_id=8p3");
        for (std::span<tollgate::header const> const headers :
             {std::span<tollgate::header const>{}, std::span<tollgate::header const>{json_header},
              std::span<tollgate::header const>{form_header}}) {
            auto const received = tollgate::receive<form_only>(account, form, headers);
            REQUIRE(received.has_value());
            CHECK((*received)->order == "8p3");
            check_refused(
                tollgate::receive<form_only>(
                    account, R"({"order_id":"8p3","sign":")" + sign("order_id=8p3") + "\"}", headers),
                errc::body_not_form);
        }
    }

    TEST_CASE("callback: an acknowledgement is the gateway's text, or made of the callback's fields")
    {
        auto const account = test::one_payment_account();
        auto const received = [&]<class Callback>(Callback *, std::string const &note) {
            std::string const text = "note=" + note + "&order_id=8p3";
            std::string form = text + "&sign=" + test::md5_hex(text + std::string{test::one_payment_key});
            if (std::size_t const quote = form.find('"'); quote != form.npos) form.replace(quote, 1, "%22");
            return tollgate::acknowledgement_for(tollgate::receive<Callback>(account, form).value());
        };
        auto const fixed = received(static_cast<form_only *>(nullptr), "n");
        CHECK(fixed.status == 200);
        CHECK(fixed.content_type == "application/json");
        CHECK(fixed.body == R"({"status":0})");
        auto const text = received(static_cast<answered_in_text *>(nullptr), "n");
        CHECK(text.status == 202);
        CHECK(text.content_type == "text/plain");
        CHECK(text.body == "OK8p3|n");
        auto const json = received(static_cast<answered_in_json *>(nullptr), "a\"b");
        CHECK(json.content_type == "application/json");
        CHECK(json.body == R"({"id":"8p3","note":"a\"b"})");
    }

    TEST_CASE("callback: null is left out of what 1Payment signs")
    {
        auto const signed_text = test::one_payment_text(payment());
        auto const body = test::signed_with(test::json_of(with(payment(), "token", {"null", ""})), "sign",
                                            test::md5_hex(signed_text + test::one_payment_key));
        auto const received = receive_payment(body);
        REQUIRE(received.has_value());
        CHECK_FALSE((*received)->token.has_value());
    }

    TEST_CASE("callback: 1Payment may send a form, with a header that says so and without")
    {
        auto all = payment();
        all["user_data"].is_signed_as = "заказ 777 & co";
        std::string const form =
            "payment_type=sbp&order_id=8p3&project_id=5678&status=3&merchant_price=50&currency=RUB&user_data="
            "%D0%B7%D0%B0%D0%BA%D0%B0%D0%B7+777%20%26+co&sign=" +
            test::md5_hex(test::one_payment_text(all) + test::one_payment_key);
        for (auto const &received : {receive_payment(form, form_header), receive_payment(form)}) {
            REQUIRE(received.has_value());
            CHECK((*received)->user_data == "заказ 777 & co");
            CHECK((*received)->merchant_price == tollgate::decimal{"50"});
        }
        check_refused(receive_payment(form + "&status=3", form_header), errc::duplicate_field);
        check_refused(receive_payment(form + "&token=%zz", form_header), errc::body_not_form);
        CHECK(receive_payment(form, json_header).has_value()); // the body decides
        // Cactus documents JSON only.
        check_refused(receive_invoice("site_id=1&signature=00"), errc::body_not_json);
        check_refused(
            tollgate::receive<cactus::invoice_callback>(test::cactus_account(), "site_id=1", form_header),
            errc::body_not_json);
    }

    TEST_CASE("callback: a genuine test message is refused, and is to be acknowledged")
    {
        test::member_text const flags[] = {as_number("1"),   as_string("1"),    {"true", "true"},
                                           as_string("yes"), as_string("True"), as_string("on"),
                                           as_string(" "),   as_number("-1"),   as_string("00"),
                                           as_number("0.0"), as_string("null")};
        for (test::member_text const &flag : flags) {
            CAPTURE(flag.json);
            auto const refused = receive_payment(one_payment_body(with(payment(), "test", flag)));
            check_refused(refused, errc::test_message);
            CHECK(tollgate::is_to_acknowledge(refused.error()));
            CHECK(refused.error().message().find("`with_tests`") != std::string::npos);
            CHECK(refused.error().unsigned_callback() == nullptr);
        }
    }

    TEST_CASE("callback: a message that says it is no test is none")
    {
        auto const plain = receive_payment(one_payment_body(payment()));
        REQUIRE(plain.has_value());
        CHECK_FALSE(plain->is_test());
        for (test::member_text const &flag : {as_number("0"), as_string("0")}) {
            CAPTURE(flag.json);
            auto const received = receive_payment(one_payment_body(with(payment(), "test", flag)));
            REQUIRE(received.has_value());
            CHECK_FALSE(received->is_test());
        }
        // Not as documented, and therefore left out; but no test.
        for (test::member_text const &flag : {test::member_text{"false", "false"}, as_string("False")}) {
            CAPTURE(flag.json);
            auto const received = receive_payment(one_payment_body(with(payment(), "test", flag)));
            REQUIRE(received.has_value());
            CHECK_FALSE(received->is_test());
            CHECK((*received)->test.unreadable());
        }
        auto const signed_text = test::one_payment_text(payment());
        auto const null = test::signed_with(test::json_of(with(payment(), "test", {"null", ""})), "sign",
                                            test::md5_hex(signed_text + test::one_payment_key));
        CHECK(receive_payment(null).has_value());
    }

    TEST_CASE("callback: any other value of the flag is a test, readable or not")
    {
        for (test::member_text const &flag :
             {as_number("2"), as_string("no"), as_string("true"), test::member_text{"true", "true"}}) {
            CAPTURE(flag.json);
            check_refused(receive_payment(one_payment_body(with(payment(), "test", flag))),
                          errc::test_message);
        }
    }

    TEST_CASE("callback: a test message is given to a program that asks for them, and says what it is")
    {
        std::span<tollgate::header const> const no_headers;
        auto const body = one_payment_body(with(payment(), "test", as_number("1")));
        auto const received = receive_payment(body, no_headers, tollgate::with_tests);
        REQUIRE(received.has_value());
        CHECK(received->is_test());
        CHECK((*received)->test == 1);
        CHECK((*received)->user_data == "order_777");
        auto const real = receive_payment(one_payment_body(payment()), no_headers, tollgate::with_tests);
        REQUIRE(real.has_value());
        CHECK_FALSE(real->is_test());

        // In any order with what else may be said.
        auto const php = one_payment_body(
            with(with(payment(), "test", as_number("1")), "merchant_price", {"100.50", "100.5"}));
        auto const accepted = tollgate::accepting(one_payment::php_rendering);
        CHECK(receive_payment(php, no_headers, tollgate::with_tests, accepted).has_value());
        CHECK(receive_payment(php, no_headers, accepted, tollgate::with_tests).has_value());
        check_refused(receive_payment(php, no_headers, accepted), errc::test_message);
    }

    TEST_CASE(
        "callback: what nobody signed makes no message a test, and nothing else that is refused is acknowledged")
    {
        auto const forged =
            receive_payment("{" + test::json_of(with(payment(), "test", as_number("1"))) + "}");
        check_refused(forged, errc::unsigned_callback);
        CHECK_FALSE(tollgate::is_to_acknowledge(forged.error()));
        std::string changed = one_payment_body(payment());
        changed.insert(1, R"("test":1,)");
        check_refused(receive_payment(changed), errc::signature_mismatch);

        for (int code = 0; code != 1000; ++code) {
            auto const why = static_cast<errc>(code);
            tollgate::error const e{why, tollgate::unknown{}, ""};
            // What nobody signs and nobody described is about nothing that the program could ask.
            bool const is_expected = why == errc::test_message || why == errc::undescribed_event;
            CHECK(tollgate::is_to_acknowledge(e) == is_expected);
        }
        // Where the description names no flag, a field of that name means nothing.
        auto const invoice_body = cactus_body(with(invoice(), "test", as_number("1")));
        REQUIRE(receive_invoice(invoice_body).has_value());
        CHECK_FALSE(receive_invoice(invoice_body)->is_test());
    }

    TEST_CASE("callback: an unsigned one is kept closed, its bytes and how they are to be read")
    {
        using access = tollgate::detail::unconfirmed_callback_access;
        std::string const json = "{" + test::json_of(payment()) + "}";
        auto const refused = receive_payment(json);
        check_refused(refused, errc::unsigned_callback);
        auto const error = refused.error();
        REQUIRE(error.unsigned_callback() != nullptr);
        tollgate::unconfirmed_callback const copy = *error.unsigned_callback();
        CHECK(access::body(copy) == json);
        CHECK(access::body(copy).data() == access::body(*error.unsigned_callback()).data());
        CHECK_FALSE(access::is_form(copy));

        auto const form = receive_payment("order_id=8p3", form_header).error();
        REQUIRE(form.unsigned_callback() != nullptr);
        CHECK(access::is_form(*form.unsigned_callback()));
        CHECK(access::body(*form.unsigned_callback()) == "order_id=8p3");

        auto const mismatch = receive_invoice(cactus_body(invoice(), "another_salt")).error();
        CHECK(mismatch.code() == errc::signature_mismatch);
        CHECK(mismatch.unsigned_callback() == nullptr);
    }
}
