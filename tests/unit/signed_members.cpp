// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// What a verified message gives is what its signature covers; everything else is left empty, or needs a word of its own.

#include <tollgate/callback.hpp>
#include <tollgate/callback/identity.hpp>

#include <tollgate/hash/cryptopp.hpp>

#include <doctest/doctest.h>
#include <support/digest.hpp>

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace avocet {

using namespace tollgate::signing::words;
using tollgate::optional;
using tollgate::required;
using tollgate::unsigned_field;

struct account {
    required<"secret", tollgate::secret> secret;
};

constexpr auto all =
    in_field<"sign">(hex(sha256(join("&", name + "=" + value, fields | but<"sign"> | by_name) + key)));
constexpr auto texts = in_field<"sign">(
    hex(sha256(join("&", name + "=" + value, fields | but<"sign"> | nonempty | by_name) + key)));
constexpr auto visible_texts = in_field<"sign">(
    hex(sha256(join("&", name + "=" + value, fields | but<"sign"> | nonblank | by_name) + key)));
constexpr auto plain_values = in_field<"sign">(
    hex(sha256(join("&", name + "=" + value, fields | but<"sign"> | scalars | by_name) + key)));
constexpr auto python = in_field<"sign">(
    hex(sha256(join("&", name + "=" + value, fields | but<"sign"> | as(python_text) | by_name) + key)));
constexpr auto order_alone =
    in_field<"sign">(hex(sha256(join("&", name + "=" + value, listed<"order_id">) + key)));
constexpr auto by_paths =
    in_field<"sign">(hex(sha256(join("&", name + "=" + value, listed<"order.id", "order.sum">) + key)));
constexpr auto by_flat_paths = in_field<"sign">(
    hex(sha256(join("&", name + "=" + value, listed<"order.id", "order.sums"> | flattened<":">) + key)));
constexpr auto by_mapped_paths = in_field<"sign">(
    hex(sha256(join("&", name + "=" + value, listed<"order.id", "order.sum"> | as(python_text)) + key)));
constexpr auto by_list =
    in_field<"sign">(hex(sha256(join("&", name + "=" + value, named_in<"signed">) + key)));
constexpr auto paths = in_field<"sign">(hex(sha256(field<"order_id"> + "|" + field<"bill.sum"> + "|" + key)));
constexpr auto members =
    in_field<"sign">(hex(sha256(join("&", name + "=" + value, within<"bill"> | nonempty | by_name) + key)));
constexpr auto lower_case =
    in_field<"sign">(hex(sha256(lower(join("&", name + "=" + value, fields | but<"sign"> | by_name)) + key)));
constexpr auto beside_each = in_field<"sign">(
    hex(sha256(join("", name + "=" + value + key, fields | but<"sign"> | nonempty | by_name))));
constexpr auto flat = in_field<"sign">(
    hex(sha256(join("&", name + "=" + value, fields | but<"sign"> | flattened<":"> | by_name) + key)));

} // namespace avocet

template <>
struct tollgate::provider_traits<avocet::account> {
    static constexpr std::string_view name = "Avocet";
    static constexpr std::string_view host = "avocet.test";
    static constexpr auto request_signature = signing::words::not_signed;
    static constexpr auto response_signature = signing::words::not_signed;
    static constexpr auto callback_signature = avocet::all;
    static constexpr refusal_rule refusal{};
    static constexpr acknowledgement acknowledged{};
    static constexpr std::chrono::seconds timeout{30};
};

namespace avocet {

/// \tparam Rule how it is signed
template <auto const &Rule>
struct paid {
    required<"order_id", std::string> order_id;
    optional<"note", std::string> note{};
    optional<"attempts", std::int64_t> attempts{};
    optional<"test", std::int64_t> test{};

    using account = avocet::account;
    using identity = tollgate::picks<"order_id", "note">;
    static constexpr auto callback_signature = Rule;
    static constexpr tollgate::test_rule tests{.field = "test", .live = "0", .may_lack = true};
};

struct paid_with_note {
    required<"order_id", std::string> order_id;
    optional<"note", std::string, unsigned_field> note{};
    required<"sum", tollgate::decimal, unsigned_field> sum;
    optional<"refunded", bool, unsigned_field> refunded{};

    using account = avocet::account;
    static constexpr auto callback_signature = order_alone;
};

template <auto const &Rule>
struct with_dots {
    required<"order.id", std::string> order_id;
    required<"order.sum", tollgate::decimal> sum;

    using account = avocet::account;
    static constexpr auto callback_signature = Rule;
};
struct with_dots_and_list {
    required<"order.id", std::string> order_id;
    optional<"order.sums", std::vector<std::string>> sums{};

    using account = avocet::account;
    static constexpr auto callback_signature = by_flat_paths;
};

struct listed_by_itself {
    required<"order_id", std::string> order_id;
    optional<"note", std::string> note{};
    optional<"remark", std::string, unsigned_field> remark{};

    using account = avocet::account;
    static constexpr auto callback_signature = by_list;
};

struct bill {
    required<"sum", tollgate::decimal> sum;
    optional<"comment", std::string, unsigned_field> comment{};
};
struct billed {
    required<"order_id", std::string> order_id;
    required<"bill", avocet::bill> bill;

    using account = avocet::account;
    static constexpr auto callback_signature = paths;
};

struct positions {
    required<"sum", tollgate::decimal> sum;
    optional<"text", std::string> text{};
};
struct billed_in_positions {
    required<"bill", positions> bill;

    using account = avocet::account;
    static constexpr auto callback_signature = members;
};

struct with_list {
    required<"order_id", std::string> order_id;
    optional<"a_note", std::string> note{};
    optional<"items", std::vector<std::string>> items{};

    using account = avocet::account;
    static constexpr auto callback_signature = flat;
};

struct by_card {
    required<"card", std::string> card;
    optional<"wallet", std::string> wallet{};
};
struct by_wallet {
    required<"wallet", std::string> wallet;
};
struct paid_somehow {
    required<"order_id", std::string> order_id;
    tollgate::choice_of<by_card, by_wallet> with;

    using account = avocet::account;
    static constexpr auto callback_signature = texts;
};

struct with_more {
    required<"order_id", std::string> order_id;
    tollgate::unlisted more{};

    using account = avocet::account;
    static constexpr auto callback_signature = texts;
};

} // namespace avocet

namespace {

using tollgate::errc;
using namespace avocet;

avocet::account const shop{.secret = tollgate::secret{"s3cret"}};

std::string sign(std::string const &text)
{
    return tollgate::test::digest_hex("SHA256", text + "s3cret");
}
/// A body with these members, and the signature of a text.
std::string signed_body(std::string const &members_written, std::string const &signed_text)
{
    return "{" + members_written + R"(,"sign":")" + sign(signed_text) + "\"}";
}

template <class Callback>
Callback received(std::string const &text)
{
    auto told = tollgate::receive<Callback>(shop, text);
    if (!told) FAIL("refused: " << told.error().message());
    return **told;
}
template <class Callback>
errc refusal(std::string const &text)
{
    auto const told = tollgate::receive<Callback>(shop, text);
    REQUIRE(told.has_error());
    return told.error().code();
}

// Reading an unsigned field without the word does not compile.
template <class F>
concept reads_plainly = requires(F const &f) { f.value(); } || requires(F const &f) { *f; } ||
                        requires(F const &f) { f.operator->(); } || requires(F const &f) { f.has_value(); } ||
                        requires(F const &f) { f.value_or(typename F::value_type{}); } ||
                        requires(F const &f) { static_cast<bool>(f); } ||
                        requires(F const &f, typename F::value_type const &v) { f == v; } ||
                        requires(F const &f) { f == f; } || std::convertible_to<F, typename F::value_type>;
template <class F>
concept reads_by_word = requires(F const &f) { f.unsigned_value(); };
static_assert(reads_plainly<required<"a", std::string>> && !reads_by_word<required<"a", std::string>>);
static_assert(reads_plainly<optional<"a", std::string>> && !reads_by_word<optional<"a", std::string>>);
static_assert(!reads_plainly<required<"a", std::string, unsigned_field>>);
static_assert(!reads_plainly<optional<"a", std::string, unsigned_field>>);
static_assert(!reads_plainly<optional<"a", std::string, tollgate::personal, unsigned_field>>);
static_assert(reads_by_word<required<"a", std::string, unsigned_field>>);
static_assert(reads_by_word<optional<"a", bool, unsigned_field>>);

} // namespace

TEST_SUITE("tollgate.signed_members")
{
    TEST_CASE(
        "a member that the signature does not cover: is read by a word of its own, and may be anybody's")
    {
        auto const as_sent = received<paid_with_note>(
            signed_body(R"("order_id":"7","note":"thanks","sum":"5.00","refunded":false)", "order_id=7"));
        CHECK(as_sent.order_id == "7");
        CHECK(as_sent.note.unsigned_value() == "thanks");
        CHECK(as_sent.sum.unsigned_value() == tollgate::decimal{"5.00"});
        CHECK(as_sent.refunded.unsigned_value() == false);
        auto const changed = received<paid_with_note>(
            signed_body(R"("order_id":"7","sum":"0.01","refunded":true)", "order_id=7"));
        CHECK_FALSE(changed.note.unsigned_value().has_value());
        CHECK(changed.sum.unsigned_value() == tollgate::decimal{"0.01"});
        CHECK(changed.refunded.unsigned_value() == true);
        CHECK(refusal<paid_with_note>(signed_body(R"("order_id":"8","sum":"0.01")", "order_id=7")) ==
              errc::signature_mismatch);
    }

    TEST_CASE("a list of signed fields in the message: what it leaves out is not read")
    {
        auto const told = received<listed_by_itself>(signed_body(
            R"("order_id":"7","signed":"order_id","note":"forged","remark":"free")", "order_id=7"));
        CHECK(told.order_id == "7");
        CHECK_FALSE(told.note.has_value());
        CHECK(told.remark.unsigned_value() == "free");
        auto const whole = received<listed_by_itself>(
            signed_body(R"("order_id":"7","signed":"order_id,note","note":"ours")", "order_id=7&note=ours"));
        CHECK(whole.note == "ours");
        CHECK(refusal<listed_by_itself>(signed_body(R"("order_id":"7","signed":"note","note":"ours")",
                                                    "note=ours")) == errc::field_not_signed);
    }

    TEST_CASE("a value that the scheme leaves out because it is empty: is not read, whatever its kind")
    {
        for (char const *added : {R"("note":"")", R"("note":null)", R"("note":{})", R"("note":[])"}) {
            CAPTURE(added);
            auto const told =
                received<paid<texts>>(signed_body(std::string{R"("order_id":"7",)"} + added, "order_id=7"));
            CHECK_FALSE(told.note.has_value());
            CHECK_FALSE(told.attempts.has_value());
        }
        for (char const *added :
             {R"("note":"  ")", R"("note":"\t\n")", R"("attempts":" ")", R"("attempts":[])"}) {
            CAPTURE(added);
            auto const told = received<paid<visible_texts>>(
                signed_body(std::string{R"("order_id":"7",)"} + added, "order_id=7"));
            CHECK_FALSE(told.note.has_value());
            CHECK_FALSE(told.attempts.has_value());
        }
        auto const scalar = received<paid<plain_values>>(
            signed_body(R"("order_id":"7","note":{"a":1},"attempts":[1])", "order_id=7"));
        CHECK_FALSE(scalar.note.has_value());
        CHECK_FALSE(scalar.attempts.has_value());
    }

    TEST_CASE("a required text that the scheme leaves out because it is blank: reads as empty")
    {
        CHECK(received<paid<visible_texts>>(signed_body(R"("order_id":" ","note":"n")", "note=n")).order_id ==
              "");
        CHECK(received<paid<visible_texts>>(signed_body(R"("order_id":"","note":"n")", "note=n")).order_id ==
              "");
        CHECK(refusal<paid<plain_values>>(signed_body(R"("order_id":{"a":"7"},"note":"n")", "note=n")) ==
              errc::missing_field);
    }

    TEST_CASE("a payment: does not become a test by a flag that nobody signed")
    {
        for (char const *added : {R"("test":{})", R"("test":[])"}) {
            CAPTURE(added);
            std::string const members_written = std::string{R"("order_id":"7",)"} + added;
            CHECK(received<paid<texts>>(signed_body(members_written, "order_id=7")).order_id == "7");
        }
        CHECK(received<paid<plain_values>>(signed_body(R"("order_id":"7","test":{"a":1})", "order_id=7"))
                  .order_id == "7");
        CHECK(received<paid<visible_texts>>(signed_body(R"("order_id":"7","test":" ")", "order_id=7"))
                  .order_id == "7");
        CHECK(refusal<paid<texts>>(signed_body(R"("order_id":"7","test":1)", "order_id=7&test=1")) ==
              errc::test_message);
    }

    TEST_CASE("a callback: is not another one by a field that nobody signed")
    {
        auto const plain = received<paid<texts>>(signed_body(R"("order_id":"7")", "order_id=7"));
        auto const added = received<paid<texts>>(signed_body(R"("order_id":"7","note":"")", "order_id=7"));
        CHECK(tollgate::identity_of(shop, plain) == tollgate::identity_of(shop, added));
    }

    TEST_CASE("a text that is signed as null is: reads as null does")
    {
        auto const none =
            received<paid<python>>(signed_body(R"("order_id":"7","note":null)", "note=None&order_id=7"));
        CHECK_FALSE(none.note.has_value());
        auto const text =
            received<paid<python>>(signed_body(R"("order_id":"7","note":"None")", "note=None&order_id=7"));
        CHECK_FALSE(text.note.has_value());
        CHECK(refusal<paid<python>>(signed_body(R"("order_id":"None")", "order_id=None")) ==
              errc::missing_field);
        CHECK(refusal<paid<python>>(signed_body(R"("order_id":null)", "order_id=None")) ==
              errc::missing_field);
    }

    TEST_CASE("a choice between alternatives: is not decided by a value that nobody signed")
    {
        auto const told = received<paid_somehow>(
            signed_body(R"("order_id":"7","card":"","wallet":"w")", "order_id=7&wallet=w"));
        CHECK(told.with.get_if<by_card>() == nullptr);
        REQUIRE(told.with.get_if<by_wallet>() != nullptr);
        CHECK(told.with.get_if<by_wallet>()->wallet == "w");
    }

    TEST_CASE("fields that the type does not name: are kept where the signature covers them")
    {
        auto const told = received<with_more>(
            signed_body(R"("order_id":"7","zone":"eu","a":{},"b":"")", "order_id=7&zone=eu"));
        REQUIRE(told.more.find("zone") != nullptr);
        CHECK(told.more.size() == 1);
    }

    TEST_CASE("members of an object: each is covered, or is not read without the word")
    {
        auto const told =
            received<billed>(signed_body(R"("order_id":"7","bill":{"sum":"5.00","comment":"c"})", "7|5.00|"));
        CHECK(told.bill->sum == tollgate::decimal{"5.00"});
        CHECK(told.bill->comment.unsigned_value() == "c");
        auto const inner =
            received<billed_in_positions>(signed_body(R"("bill":{"sum":"5.00","text":""})", "sum=5.00"));
        CHECK(inner.bill->sum == tollgate::decimal{"5.00"});
        CHECK_FALSE(inner.bill->text.has_value());
    }

    TEST_CASE("a path that leads to a member: a field of the same name is not signed by it")
    {
        std::string const text = "order.id=7&order.sum=10";
        auto const check_all = [&text]<class Callback>(std::type_identity<Callback>) {
            CHECK(received<Callback>(signed_body(R"("order.id":"7","order.sum":"10")", text)).sum ==
                  tollgate::decimal{"10"});
            for (char const *forged : {R"("order":{"id":"7","sum":"10"},"order.id":"7","order.sum":"9999")",
                                       R"("order.id":"7","order.sum":"9999","order":{"id":"7","sum":"10"})",
                                       R"("order":{"sum":"10"},"order.id":"7","order.sum":"9999")"}) {
                CAPTURE(std::string{forged});
                auto const told = tollgate::receive<Callback>(shop, signed_body(forged, text));
                if (told) CHECK((*told)->sum == tollgate::decimal{"10"});
            }
        };
        check_all(std::type_identity<with_dots<by_paths>>{});
        check_all(std::type_identity<with_dots<by_mapped_paths>>{});
        auto const flat = tollgate::receive<with_dots_and_list>(
            shop, signed_body(R"("order":{"sums":["1"]},"order.id":"7","order.sums":["9"])",
                              "order.id=7&order.sums:0=1"));
        if (flat) CHECK_FALSE((*flat)->sums.has_value());
        CHECK(received<with_dots_and_list>(
                  signed_body(R"("order.id":"7","order.sums":["1"])", "order.id=7&order.sums:0=1"))
                  .sums->size() == 1);
    }

    TEST_CASE("a list that is flattened: is not there if it is empty")
    {
        CHECK_FALSE(
            received<with_list>(signed_body(R"("order_id":"7","items":[])", "order_id=7")).items.has_value());
        auto const two = received<with_list>(
            signed_body(R"("items":["a","b"],"order_id":"7")", "items:0=a&items:1=b&order_id=7"));
        REQUIRE(two.items.has_value());
        CHECK(two.items->size() == 2);
    }

    TEST_CASE("a list that is flattened: a field that is named like an element hides none")
    {
        std::string const text = "items:0=paid&order_id=7";
        CHECK(received<with_list>(signed_body(R"("items":["paid"],"order_id":"7")", text)).items.has_value());
        CHECK(refusal<with_list>(signed_body(R"("items:0":"paid","order_id":"7")", text)) ==
              errc::ambiguous_value);
        CHECK(received<with_list>(signed_body(R"("more:0":"paid","order_id":"7")", "more:0=paid&order_id=7"))
                  .order_id == "7");
    }

    TEST_CASE("a list that is flattened: an element that nobody signed is empty, and those behind it keep "
              "their places")
    {
        auto const told = received<with_list>(signed_body(R"("items":["",null,"x",""],"order_id":"7")",
                                                          "items:0=&items:1=&items:2=x&items:3=&order_id=7"));
        REQUIRE(told.items.has_value());
        CHECK(*told.items == std::vector<std::string>{"", "", "x"});
    }

    TEST_CASE("a list that is flattened: its elements do not hide in another value")
    {
        // One signature for both.
        std::string const text = "a_note=x&items:0=paid&order_id=7";
        auto const genuine =
            received<with_list>(signed_body(R"("a_note":"x","items":["paid"],"order_id":"7")", text));
        CHECK(genuine.items.has_value());
        CHECK(refusal<with_list>(signed_body(R"("a_note":"x&items:0=paid","order_id":"7")", text)) ==
              errc::ambiguous_value);
        CHECK(refusal<with_list>(signed_body(R"("note":"x&order_id=7","items":[])", "note=x&order_id=7")) ==
              errc::ambiguous_value);
    }

    TEST_CASE("a name that holds a delimiter: hides no field, whatever stands before and behind it")
    {
        // A test that would look like a payment: one signature for both.
        std::string const text = "note=x&order_id=7&test=1&user=u";
        CHECK(refusal<paid<all>>(signed_body(R"("note":"x","order_id":"7","test":1,"user":"u")", text)) ==
              errc::test_message);
        for (char const *forged :
             {R"("note":"x","order_id":"7","test=1&user":"u")", // with the field behind it
              R"("note":"x","order_id=7&test":"1","user":"u","order_id":"7")",
              R"("note=x&order_id":"7","test":"1","user":"u")",
              R"("note":"x","order_id":"7","test=1&user=u":"")"}) {
            CAPTURE(forged);
            auto const told = tollgate::receive<paid<all>>(shop, signed_body(forged, text));
            REQUIRE(told.has_error());
        }
        CHECK(refusal<paid<all>>(signed_body(R"("note":"x","order_id":"7","test=1&user":"u")", text)) ==
              errc::ambiguous_value);
        CHECK(refusal<paid<texts>>(signed_body(R"("note=x&a":"","order_id":"7","z=1&y":"u")",
                                               "order_id=7&z=1&y=u")) == errc::ambiguous_value);
        // What separates names from values is enough, or what separates fields.
        CHECK(refusal<paid<all>>(signed_body(R"("note=x":"y","order_id":"7")", "note=x=y&order_id=7")) ==
              errc::ambiguous_value);
        CHECK(refusal<paid<all>>(signed_body(R"("a":"1","b&note":"x","order_id":"7")",
                                             "a=1&b&note=x&order_id=7")) == errc::ambiguous_value);
        // An empty name, blanks and brackets hide nothing.
        CHECK(received<paid<all>>(signed_body(R"("a b[c]:d":"1","order_id":"7")", "a b[c]:d=1&order_id=7"))
                  .order_id == "7");
    }

    TEST_CASE(
        "a name that holds a delimiter: is refused among members, flattened ones and the fields of a list")
    {
        CHECK(refusal<billed_in_positions>(signed_body(R"("bill":{"sum":"5.00","text=t&z":"1"})",
                                                       "sum=5.00&text=t&z=1")) == errc::ambiguous_value);
        CHECK(refusal<with_list>(signed_body(R"("a_note=x&b":"1","order_id":"7")",
                                             "a_note=x&b=1&order_id=7")) == errc::ambiguous_value);
        CHECK(refusal<with_list>(signed_body(R"("b":{"c=1&items:0":"x"},"order_id":"7")",
                                             "b:c=1&items:0=x&order_id=7")) == errc::ambiguous_value);
        CHECK(refusal<listed_by_itself>(
                  signed_body(R"("order_id":"7","signed":"note=ours&z,order_id","note=ours&z":"1")",
                              "note=ours&z=1&order_id=7")) == errc::ambiguous_value);
    }

    TEST_CASE(
        "names of one letter case: another spelling hides no field, where the whole text has lost its case")
    {
        // An optional field that would be missed: a test that looks like a payment.
        std::string const text = "order_id=7&test=1";
        CHECK(refusal<paid<lower_case>>(signed_body(R"("order_id":"7","test":1)", text)) ==
              errc::test_message);
        CHECK(refusal<paid<lower_case>>(signed_body(R"("order_id":"7","tEST":1)", text)) ==
              errc::ambiguous_value);
    }

    TEST_CASE("a message of which nothing is signed: is not signed, though each field would have the secret "
              "beside it")
    {
        auto const body_with = [](std::string const &members_written, std::string const &signed_text) {
            return "{" + members_written + R"(,"sign":")" +
                   tollgate::test::digest_hex("SHA256", signed_text) + "\"}";
        };
        CHECK(received<paid<beside_each>>(body_with(R"("order_id":"7")", "order_id=7s3cret")).order_id ==
              "7");
        CHECK(refusal<paid<beside_each>>(body_with(R"("order_id":"")", "")) == errc::field_not_signed);
    }

    TEST_CASE("a scheme that is accepted besides: what it leaves out is not read")
    {
        auto const other = tollgate::accepting(avocet::texts.scheme);
        std::span<tollgate::header const> const none;
        std::string const text = signed_body(R"("order_id":"7","note":"","test":{})", "order_id=7");
        auto const told = tollgate::receive<paid<all>>(shop, text, none, other);
        REQUIRE(told.has_value());
        CHECK_FALSE((*told)->note.has_value());
        CHECK_FALSE(told->is_test());
        // A value that holds another field is refused under the scheme that verified it.
        auto const smuggled = tollgate::receive<paid<all>>(
            shop,
            signed_body(R"("order_id":"7","note":"","attempts":"1&note=x")", "attempts=1&note=x&order_id=7"),
            none, other);
        REQUIRE(smuggled.has_error());
        CHECK(smuggled.error().code() == errc::ambiguous_value);
    }
}
