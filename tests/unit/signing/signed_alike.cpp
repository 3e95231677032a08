// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Where a scheme signs a list, an object, a truth value or a number as it signs a text, somebody in between can put the one in the
// other's place. That must not change what is read, nor take it away, nor decide an outcome.

#include <tollgate/callback.hpp>
#include <tollgate/response.hpp>

#include <tollgate/hash/cryptopp.hpp>

#include <doctest/doctest.h>
#include <support/digest.hpp>
#include <support/gateway_bodies.hpp>
#include <support/unsigned_gateway.hpp>

#include <string>
#include <string_view>

namespace whinchat {

struct account {
    tollgate::required<"key", tollgate::secret> key;
};

} // namespace whinchat

template <>
struct tollgate::provider_traits<whinchat::account> : tollgate::test::unsigned_gateway {
    static constexpr refusal_rule refusal{
        .flag = "ok", .code = "code", .message = "text", .flag_may_lack = true, .open_codes = "busy"};
};

namespace whinchat {

using namespace tollgate::signing::words;
using tollgate::constant;
using tollgate::optional;
using tollgate::required;

/// `true` is written as `yes`, and nothing else otherwise.
struct yes_and_no {
    static constexpr bool leaves(tollgate::signing::item const &i) noexcept
    {
        return i.kind != tollgate::value_kind::boolean;
    }
    static bool write(tollgate::signing::item const &i, tollgate::wiped_buffer &out)
    {
        out.append(i.text == "true" ? "yes" : "no");
        return true;
    }
};

template <class Map>
inline constexpr auto written_by = in_field<"sign">(
    hex(md5(join("&", name + "=" + value, fields | but<"sign"> | as(Map{}) | by_name) + key)));
inline constexpr auto plain =
    in_field<"sign">(hex(md5(join("&", name + "=" + value, fields | but<"sign"> | by_name) + key)));
inline constexpr auto by_python = written_by<tollgate::signing::python_text_map>;
inline constexpr auto by_php = written_by<tollgate::signing::php_text_map>;
inline constexpr auto by_numbers = written_by<tollgate::signing::numeric_truth_map>;
inline constexpr auto by_json = written_by<tollgate::signing::json_value_map<true>>;
inline constexpr auto by_yes = written_by<yes_and_no>;

struct sum {
    optional<"value", tollgate::decimal> value{};
    optional<"note", std::string> note{};
};
struct card {
    constant<"type", "card"> type{};
    optional<"mask", std::string> mask{};
};
struct transfer {
    optional<"bank", std::string> bank{};
};
template <auto const &Rule>
struct paid {
    required<"id", std::string> id;
    optional<"amount", tollgate::decimal> amount{};
    optional<"done", bool> done{};
    optional<"note", std::string> note{};
    optional<"parts", std::int64_t> parts{};
    optional<"sum", whinchat::sum> sum{};

    using account = whinchat::account;
    static constexpr auto callback_signature = Rule;
};
template <auto const &Rule>
struct paid_somehow {
    required<"id", std::string> id;
    tollgate::optional_choice_of<card, transfer> by{};

    using account = whinchat::account;
    static constexpr auto callback_signature = Rule;
};
struct repeated_payment {
    constant<"recurrent", "true"> recurrent{};
    optional<"mask", std::string> mask{};
};
template <auto const &Rule>
struct paid_again {
    required<"id", std::string> id;
    tollgate::optional_choice_of<repeated_payment, transfer> by{};

    using account = whinchat::account;
    static constexpr auto callback_signature = Rule;
};
struct mark {
    optional<"live", bool> live{};
};
template <auto const &Rule>
struct told_live_inside {
    required<"id", std::string> id;
    optional<"meta", mark> meta{};

    using account = whinchat::account;
    static constexpr auto callback_signature = Rule;
    static constexpr tollgate::test_rule tests{.field = "meta.live", .live = "true"};
};
template <auto const &Rule>
struct told_live {
    required<"id", std::string> id;
    optional<"live", bool> live{};

    using account = whinchat::account;
    static constexpr auto callback_signature = Rule;
    static constexpr tollgate::test_rule tests{.field = "live", .live = "true"};
};
inline constexpr auto without_note = in_field<"sign">(
    hex(md5(join("&", name + "=" + value, fields | but<"sign", "note"> | as(python_text) | by_name) + key)));
struct noted {
    required<"id", std::string> id;
    optional<"note", std::string, tollgate::unsigned_field> note{};
    optional<"amount", tollgate::decimal> amount{};

    using account = whinchat::account;
    static constexpr auto callback_signature = without_note;
};
struct payment {
    optional<"id", std::string> id{};
    optional<"amount", tollgate::decimal> amount{};
};
template <auto const &Rule>
struct order {
    using account = whinchat::account;
    using endpoint = tollgate::post_json<"/order">;
    using response = payment;
    static constexpr auto response_signature = Rule;
    static constexpr tollgate::refusal_rule refusal{.flag = "state.ok",
                                                    .code = "error.code",
                                                    .unless = "data.id",
                                                    .flag_may_lack = true,
                                                    .open_codes = "busy",
                                                    .refused_at = 403};
};
template <auto const &Rule>
struct pay {
    using account = whinchat::account;
    using endpoint = tollgate::post_json<"/pay">;
    using response = payment;
    static constexpr auto response_signature = Rule;
};

} // namespace whinchat

namespace {

using namespace whinchat;
using tollgate::errc;
namespace test = tollgate::test;

whinchat::account const shop{.key = tollgate::secret{"k"}};

template <class Callback>
auto told(std::string const &members, std::string const &signed_text)
{
    return tollgate::receive<Callback>(shop,
                                       test::signed_with(members, "sign", test::md5_hex(signed_text + "k")));
}
template <auto const &Rule>
auto answered(std::string const &members, std::string const &signed_text)
{
    return tollgate::read_response<pay<Rule>>(
        shop, 200, test::signed_with(members, "sign", test::md5_hex(signed_text + "k")));
}
template <auto const &Rule>
auto ordered(std::string const &members, std::string const &signed_text, unsigned status = 200)
{
    return tollgate::read_response<order<Rule>>(
        shop, status, test::signed_with(members, "sign", test::md5_hex(signed_text + "k")));
}
template <class Read>
void check_refused(Read const &got, std::string_view name)
{
    REQUIRE(got.has_error());
    CHECK(got.error().code() == errc::field_not_convertible);
    CHECK(got.error().message().find('`' + std::string{name} + '`') != std::string::npos);
}

} // namespace

TEST_SUITE("tollgate.signing.signed_alike")
{
    TEST_CASE("python_text: a list or an object in the place of a text or a number takes nothing away")
    {
        CHECK(told<paid<by_python>>(R"("amount":"5.00","id":"7")", "amount=5.00&id=7").value()->amount ==
              tollgate::decimal::parse("5.00").value());
        check_refused(told<paid<by_python>>(R"("amount":["5.00"],"id":"7")", "amount=5.00&id=7"), "amount");
        check_refused(told<paid<by_python>>(R"("amount":[5.00],"id":"7")", "amount=5.00&id=7"), "amount");
        check_refused(told<paid<by_python>>(R"("id":"7","note":["a","b"])", "id=7&note=a;b"), "note");
        check_refused(told<paid<by_python>>(R"("id":"7","note":{"a":"b"})", "id=7&note=a:b"), "note");
        check_refused(told<paid<by_python>>(R"("id":"7","note":[])", "id=7&note="), "note");
        check_refused(told<paid<by_python>>(R"("done":[true],"id":"7")", "done=True&id=7"), "done");
        check_refused(told<paid<by_python>>(R"("id":"7","parts":["3"])", "id=7&parts=3"), "parts");
    }

    TEST_CASE("python_text: a text or a list in the place of an object takes nothing away")
    {
        auto const text = std::string{"id=7&sum=value:5"};
        CHECK(told<paid<by_python>>(R"("id":"7","sum":{"value":5})", text).value()->sum->value ==
              tollgate::decimal{5});
        check_refused(told<paid<by_python>>(R"("id":"7","sum":"value:5")", text), "sum");
        check_refused(told<paid<by_python>>(R"("id":"7","sum":["value:5"])", text), "sum");
        check_refused(told<paid<by_python>>(R"("id":"7","sum":{"note":true})", "id=7&sum=note:True"), "note");
    }

    TEST_CASE("python_text: a member of an object that is signed as an absent one is left out")
    {
        auto const text = std::string{"id=7&sum=note:None;value:5"};
        for (auto const members :
             {R"("id":"7","sum":{"note":null,"value":5})", R"("id":"7","sum":{"note":"None","value":5})"}) {
            auto const got = told<paid<by_python>>(members, text);
            REQUIRE(got.has_value());
            REQUIRE((*got)->sum.has_value());
            CHECK((*got)->sum->value == tollgate::decimal{5});
            CHECK_FALSE((*got)->sum->note.has_value());
        }
        CHECK(told<paid<by_python>>(R"("id":"7","sum":{"note":"","value":5})", "id=7&sum=note:;value:5")
                  .value()
                  ->sum->note == "");
    }

    TEST_CASE("a shape that no other message could have in its place is left out, and the rest is read")
    {
        auto const amounts = told<paid<by_python>>(R"("amount":["5","7"],"id":"7")", "amount=5;7&id=7");
        REQUIRE(amounts.has_value());
        CHECK((*amounts)->amount.unreadable());
        auto const plain = told<paid<by_python>>(R"("id":"7","sum":"five")", "id=7&sum=five");
        REQUIRE(plain.has_value());
        CHECK((*plain)->sum.unreadable());
        auto const in_json = told<paid<by_json>>(R"("amount":["5"],"id":"7","note":{"a":1},"sum":"{}")",
                                                 R"(amount=["5"]&id="7"&note={"a":1}&sum="{}")");
        REQUIRE(in_json.has_value());
        CHECK((*in_json)->amount.unreadable());
        CHECK((*in_json)->note.unreadable());
        CHECK((*in_json)->sum.unreadable());
    }

    TEST_CASE("a truth value or a number in the place of a text takes nothing away, nor the other way round")
    {
        check_refused(told<paid<by_numbers>>(R"("id":"7","note":true)", "id=7&note=1"), "note");
        check_refused(told<paid<by_numbers>>(R"("id":"7","parts":true)", "id=7&parts=1"), "parts");
        check_refused(told<paid<by_numbers>>(R"("amount":false,"id":"7")", "amount=0&id=7"), "amount");
        check_refused(told<paid<by_python>>(R"("id":"7","note":false)", "id=7&note=False"), "note");
        check_refused(told<paid<by_php>>(R"("id":1.10)", "id=1.1"), "id");
        check_refused(told<paid<by_php>>(R"("id":"7","note":1.10)", "id=7&note=1.1"), "note");
        CHECK(told<paid<by_php>>(R"("amount":1.10,"id":"7")", "amount=1.1&id=7").value()->amount ==
              tollgate::decimal::parse("1.10").value());
        CHECK(told<paid<by_php>>(R"("id":17)", "id=17").value()->id == "17");
        check_refused(told<paid<by_yes>>(R"("done":"yes","id":"7")", "done=yes&id=7"), "done");
        CHECK(told<paid<by_yes>>(R"("done":true,"id":"7")", "done=yes&id=7").value()->done == true);
        CHECK(told<paid<by_yes>>(R"("done":"maybe","id":"7")", "done=maybe&id=7").value()->done.unreadable());
    }

    TEST_CASE(
        "a field that nothing covers is left out whatever arrives in it: no success is lost for its sake")
    {
        for (auto const note : {R"(["a"])", "true", R"({"a":"b"})"}) {
            auto const got =
                told<noted>(R"("amount":5,"id":"7","note":)" + std::string{note}, "amount=5&id=7");
            REQUIRE(got.has_value());
            CHECK((*got)->note.unreadable());
            CHECK((*got)->amount == tollgate::decimal{5});
        }
    }

    TEST_CASE("a constant in another guise chooses no other alternative")
    {
        auto const text = std::string{"bank=b&id=7&type=card"};
        CHECK(told<paid_somehow<by_python>>(R"("id":"7","type":"card")", "id=7&type=card")
                  .value()
                  ->by.has_value());
        check_refused(told<paid_somehow<by_python>>(R"("id":"7","type":["card"])", "id=7&type=card"), "type");
        check_refused(told<paid_somehow<by_python>>(R"("bank":"b","id":"7","type":["card"])", text), "type");
    }

    TEST_CASE("a mark of tests in another guise makes no test of a payment, nor a payment of a test")
    {
        CHECK_FALSE(told<told_live<by_numbers>>(R"("id":"7","live":true)", "id=7&live=1").value().is_test());
        CHECK_FALSE(
            told<told_live<by_python>>(R"("id":"7","live":"true")", "id=7&live=true").value().is_test());
        for (auto const members : {R"("id":"7","live":["true"])", R"("id":"7","live":{"true":1})"}) {
            bool const is_list = std::string_view{members}.find('[') != std::string_view::npos;
            auto const got =
                told<told_live<by_python>>(members, is_list ? "id=7&live=true" : "id=7&live=true:1");
            REQUIRE(got.has_error());
            CHECK(got.error().code() == (is_list ? errc::field_not_convertible : errc::test_message));
        }
        for (auto const members : {R"("id":"7","live":"1")", R"("id":"7","live":1)"}) {
            CAPTURE(members);
            auto const got = told<told_live<by_numbers>>(members, "id=7&live=1");
            REQUIRE(got.has_error());
            CHECK(got.error().code() == errc::field_not_convertible);
            CHECK_FALSE(tollgate::is_to_acknowledge(got.error()));
        }
    }

    TEST_CASE("a truth value that is written as its scheme signs it chooses no other alternative")
    {
        auto const text = std::string{"bank=b&id=7&recurrent=1"};
        CHECK(told<paid_again<by_numbers>>(R"("id":"7","recurrent":true)", "id=7&recurrent=1")
                  .value()
                  ->by.has_value());
        check_refused(told<paid_again<by_numbers>>(R"("bank":"b","id":"7","recurrent":"1")", text),
                      "recurrent");
        check_refused(told<paid_again<by_numbers>>(R"("bank":"b","id":"7","recurrent":1)", text),
                      "recurrent");
    }

    TEST_CASE("python_text: a text of which members are signed as absent ones is not taken away with them")
    {
        CHECK(told<paid<by_python>>(R"("id":"7","note":"a:None")", "id=7&note=a:None").value()->note ==
              "a:None");
        check_refused(told<paid<by_python>>(R"("id":"7","note":{"a":"None"})", "id=7&note=a:None"), "note");
        check_refused(told<paid<by_python>>(R"("id":"7","note":["None","None"])", "id=7&note=None;None"),
                      "note");
    }

    TEST_CASE("a mark of tests within an object makes no test of a payment when a text stands for the object")
    {
        auto const text = std::string{"id=7&meta=live:True"};
        CHECK_FALSE(
            told<told_live_inside<by_python>>(R"("id":"7","meta":{"live":true})", text).value().is_test());
        for (auto const members : {R"("id":"7","meta":"live:True")", R"("id":"7","meta":["live:True"])"}) {
            auto const got = told<told_live_inside<by_python>>(members, text);
            REQUIRE(got.has_error());
            CHECK(got.error().code() == errc::field_not_convertible);
            CHECK_FALSE(tollgate::is_to_acknowledge(got.error()));
        }
    }

    TEST_CASE("of accepted schemes each may have signed a value otherwise")
    {
        auto const numbered =
            hex(md5(join("&", name + "=" + value,
                         fields | but<"sign"> | as(tollgate::signing::numeric_truth) | by_name) +
                    key));
        auto const got = tollgate::receive<told_live<plain>>(
            shop, test::signed_with(R"("id":"7","live":"1")", "sign", test::md5_hex("id=7&live=1k")), {},
            tollgate::accepting(numbered));
        REQUIRE(got.has_error());
        CHECK(got.error().code() == errc::field_not_convertible);
    }

    TEST_CASE("answer: what stands for an object in a refusal's path leaves the outcome open")
    {
        auto const is_open = [](auto const &got) {
            REQUIRE(got.has_error());
            CHECK(std::holds_alternative<tollgate::unknown>(got.error().outcome()));
        };
        is_open(ordered<by_python>(R"("error":{"code":"busy"},"state":{"ok":false})",
                                   "error=code:busy&state=ok:False"));
        is_open(ordered<by_python>(R"("error":"code:busy","state":{"ok":false})",
                                   "error=code:busy&state=ok:False"));
        is_open(ordered<by_python>(R"("error":["code:busy"],"state":{"ok":false})",
                                   "error=code:busy&state=ok:False"));
        is_open(ordered<by_python>(R"("data":"id:7","state":{"ok":false})", "data=id:7&state=ok:False"));
        is_open(ordered<by_python>(R"("id":"7","state":"ok:False")", "id=7&state=ok:False"));
        CHECK(ordered<by_python>(R"("error":"","id":"7")", "error=&id=7").has_value());
    }

    TEST_CASE("answer: a status that nothing signs refuses no success, also where no member is required")
    {
        CHECK(ordered<by_python>(R"("id":"7")", "id=7").has_value());
        auto const got = ordered<by_python>(R"("id":"7")", "id=7", 403);
        REQUIRE(got.has_error());
        CHECK(std::holds_alternative<tollgate::unknown>(got.error().outcome()));
    }

    TEST_CASE("answer: a code in another guise refuses nothing that may have been done")
    {
        auto const busy =
            answered<by_python>(R"("code":"busy","id":"7","ok":false)", "code=busy&id=7&ok=False");
        REQUIRE(busy.has_error());
        CHECK(busy.error().code() == errc::undecided_by_gateway);
        for (auto const members : {R"("code":["busy"],"id":"7","ok":false)", R"("code":["busy"],"id":"7")",
                                   R"("code":["busy"],"id":"7","ok":true)"}) {
            CAPTURE(members);
            std::string_view const all{members};
            auto const ok = all.find("false") != all.npos  ? "&ok=False"
                            : all.find("true") != all.npos ? "&ok=True"
                                                           : "";
            auto const got = answered<by_python>(members, "code=busy&id=7" + std::string{ok});
            REQUIRE(got.has_error());
            CHECK(got.error().is_unknown());
        }
        auto const hidden = answered<by_python>(R"("amount":["5"],"id":"7")", "amount=5&id=7");
        REQUIRE(hidden.has_error());
        CHECK(hidden.error().code() == errc::field_not_convertible);
        CHECK(hidden.error().is_unknown());
    }
}
