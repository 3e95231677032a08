// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Accounts of one merchant may share a key: a signature alone does not say which of them a message is about.

#include <tollgate/callback.hpp>
#include <tollgate/response.hpp>

#include <tollgate/hash/cryptopp.hpp>

#include <doctest/doctest.h>
#include <support/gateway_bodies.hpp>
#include <support/unsigned_gateway.hpp>

#include <cstdint>
#include <string>
#include <string_view>

/// A gateway that does not exist, whose accounts have fields of every kind.
namespace knot {

using tollgate::optional;
using tollgate::required;

struct account {
    required<"id", std::int64_t> id; ///< Not that of a callback, which is an event's.
    required<"shop", std::string> shop;
    optional<"branch", std::int64_t> branch{};
    required<"key", tollgate::secret> key;
};

inline constexpr auto pairs = [] {
    using namespace tollgate::signing::words;
    return in_field<"sign">(hex(md5(join("&", name + "=" + value, fields | but<"sign"> | by_name) + key)));
}();

} // namespace knot

template <>
struct tollgate::provider_traits<knot::account> : tollgate::test::unsigned_gateway {
    static constexpr auto request_signature = knot::pairs;
    static constexpr auto callback_signature = knot::pairs;
    using from_account = picks<"shop">;
};

namespace knot {

struct event {
    required<"id", std::string> id;
    required<"shop", std::int64_t> shop; ///< A text in the account.
    optional<"branch", std::string> branch{};

    using account = knot::account;
    using echoes_account = tollgate::picks<"shop", "branch">;
};
/// Names the account's shop otherwise, and has another field that is named as one of the account's.
struct renamed_event {
    required<"merchant", std::int64_t> merchant;
    optional<"branch", std::int64_t> branch{};

    using account = knot::account;
    using echoes_account = tollgate::echoes<tollgate::echo<"merchant", "shop">>;
};
/// Says nothing about which of its fields are the account's.
struct plain_event {
    required<"shop", std::string> shop;
    optional<"branch", std::int64_t> branch{};
    optional<"key", std::string> key{}; ///< Named as a secret is; no business of the account's.

    using account = knot::account;
};
struct at_shop {
    required<"shop", std::string> shop;
};
struct at_desk {
    required<"desk", std::string> desk;
};
struct placed_event {
    tollgate::choice_of<at_shop, at_desk> where;

    using account = knot::account;
};
struct unrelated_event {
    required<"shop", std::string> shop;

    using account = knot::account;
    using echoes_account = tollgate::picks<>;
};
struct state {
    optional<"shop", std::string> shop{};
    optional<"branch", std::int64_t> branch{};
};
struct ask {
    using account = knot::account;
    using endpoint = tollgate::get<"/ask", tollgate::effect::reads>;
    using response = state;
};
/// About any branch, whichever is the account's.
struct ask_about {
    required<"branch", std::int64_t> branch;

    using account = knot::account;
    using endpoint = tollgate::get<"/ask", tollgate::effect::reads>;
    using response = state;
};

struct shop_state {
    required<"shop", std::string> shop;
    using echoes_account = tollgate::picks<"shop">;
};
/// Would be passed over, were it not looked at.
struct value_for_a_type {
    required<"shop", std::string> shop;
    static constexpr std::string_view echoes_account = "shop";
};
struct unknown_name {
    required<"shop", std::string> shop;
    using echoes_account = tollgate::picks<"shop", "branch">;
};
/// Of the names of an echo, either may be wrong.
template <tollgate::fixed_string Theirs, tollgate::fixed_string Mine>
struct renamed_state {
    required<"merchant", std::string> merchant;
    using echoes_account = tollgate::echoes<tollgate::echo<Theirs, Mine>>;
};
template <class Answer>
struct asks_for {
    required<"id", std::string> id;

    using account = knot::account;
    using endpoint = tollgate::get<"/state", tollgate::effect::reads>;
    using response = Answer;
};
template <class Answer>
inline constexpr bool is_described = tollgate::detail::sendable<asks_for<Answer>, tollgate::cryptopp_hash>;
static_assert(is_described<shop_state>);
static_assert(!is_described<value_for_a_type>);
static_assert(!is_described<unknown_name>);
static_assert(is_described<renamed_state<"merchant", "shop">>);
static_assert(!is_described<renamed_state<"shop", "shop">>);
static_assert(!is_described<renamed_state<"merchant", "merchant">>);
static_assert(!is_described<renamed_state<"merchant", "key">>);

} // namespace knot

/// A gateway that does not exist, whose answers are documented to say the account's currency.
namespace dotterel {

struct account {
    tollgate::required<"shop", std::string> shop;
    tollgate::required<"key", tollgate::secret> key;
    tollgate::optional<"currency", std::string> currency{};
};

} // namespace dotterel

template <>
struct tollgate::provider_traits<dotterel::account> : tollgate::test::unsigned_gateway {
    static constexpr auto request_signature = knot::pairs;
    static constexpr auto callback_signature = knot::pairs;
    static constexpr std::string_view amounts_in = "currency";
    using from_account = picks<"shop">;
};

namespace dotterel {

struct state {
    tollgate::optional<"currency", std::string> currency{};
};
struct ask {
    using account = dotterel::account;
    using endpoint = tollgate::get<"/ask", tollgate::effect::reads>;
    using response = state;
};

} // namespace dotterel

namespace {

namespace cactus = tollgate::cactus;
namespace one_payment = tollgate::one_payment;
namespace test = tollgate::test;
using tollgate::errc;

knot::account seller(tollgate::optional<"branch", std::int64_t> branch = 2)
{
    return {.id = 1, .shop = "7", .branch = branch, .key = tollgate::secret{"k"}};
}

/// Signed with the key that all the merchant's accounts share.
template <class Callback>
auto received(std::string const &pairs, std::string const &members, knot::account const &account = seller())
{
    return tollgate::receive<Callback>(account,
                                       test::signed_with(members, "sign", test::md5_hex(pairs + "k")));
}

template <class Received>
void check_mismatch(Received const &received, std::string_view field)
{
    REQUIRE(received.has_error());
    CHECK(received.error().code() == errc::account_mismatch);
    CHECK(received.error().message().find("`" + std::string{field} + "`") != std::string::npos);
    CHECK(received.error().message().find("9999") == std::string::npos);
}

test::members payment(std::string const &project, bool as_text = false)
{
    using test::as_number;
    using test::as_string;
    return {{"payment_type", as_string("sbp")},
            {"order_id", as_string("8p3")},
            {"project_id", as_text ? as_string(project) : as_number(project)},
            {"status", as_number("3")},
            {"merchant_price", as_number("50")},
            {"currency", as_string("RUB")},
            {"user_data", as_string("order_777")}};
}

} // namespace

TEST_SUITE("tollgate.account_echo")
{
    TEST_CASE("account: a 1Payment callback of another project with the same key is refused by name")
    {
        auto const receive = [](std::string const &body, auto const &...more) {
            return tollgate::receive<one_payment::payment_callback>(test::one_payment_account(), body,
                                                                    more...);
        };
        CHECK(receive(test::one_payment_body(payment("5678"))).has_value());
        CHECK(receive(test::one_payment_body(payment("5678", true))).has_value());
        auto const refused = receive(test::one_payment_body(payment("9999")));
        check_mismatch(refused, "project_id");
        CHECK_FALSE(refused.error().has_outcome());
        CHECK_FALSE(tollgate::is_to_acknowledge(refused.error()));
        check_mismatch(receive(test::one_payment_body(payment("9999", true))), "project_id");
        std::string const form = test::one_payment_text(payment("9999"));
        check_mismatch(receive(form + "&sign=" + test::md5_hex(form + test::one_payment_key)), "project_id");
    }

    TEST_CASE("account: where a 1Payment project says its currency, a callback in another one is refused")
    {
        auto project = test::one_payment_account();
        std::string const body = test::one_payment_body(payment("5678"));
        project.currency = "RUB";
        CHECK(tollgate::receive<one_payment::payment_callback>(project, body).has_value());
        project.currency = "KZT";
        check_mismatch(tollgate::receive<one_payment::payment_callback>(project, body), "currency");
        project.currency = "";
        CHECK(tollgate::receive<one_payment::payment_callback>(project, body).has_value());
    }

    TEST_CASE("account: a currency's code in small letters is the same currency")
    {
        auto project = test::one_payment_account();
        project.currency = "RUB";
        for (std::string const code : {"rub", "Rub"}) {
            test::members in_small_letters = payment("5678");
            in_small_letters["currency"] = test::as_string(code);
            auto const told = tollgate::receive<one_payment::payment_callback>(
                project, test::one_payment_body(in_small_letters));
            REQUIRE(told.has_value());
            CHECK((*told)->paid().value() == tollgate::money{5000, tollgate::currency{"RUB"}});
        }
        test::members in_another = payment("5678");
        in_another["currency"] = test::as_string("kzt");
        check_mismatch(
            tollgate::receive<one_payment::payment_callback>(project, test::one_payment_body(in_another)),
            "currency");
    }

    TEST_CASE("account: an answer's currency that is inferred loses no success, another project does")
    {
        auto project = test::one_payment_account();
        project.currency = "RUB";
        auto const about = [&](std::string const &project_id, std::string const &currency) {
            return tollgate::read_response<one_payment::status_payment>(
                project, 200,
                R"({"order_id":"8p3","status":3,"project_id":)" + project_id + R"(,"currency":")" + currency +
                    R"("})");
        };
        CHECK(about("5678", "rub").has_value());
        auto const in_another = about("5678", "KZT");
        REQUIRE(in_another.has_value());
        CHECK(in_another->currency == "KZT");
        check_mismatch(about("9999", "rub"), "project_id");
    }

    TEST_CASE("account: an answer's documented currency is compared, ignoring case")
    {
        auto const in = [](std::string_view code) {
            return tollgate::read_response<dotterel::ask>(
                dotterel::account{.shop = "s7", .key = tollgate::secret{"k"}, .currency = "RUB"}, 200,
                R"({"currency":")" + std::string{code} + R"("})");
        };
        CHECK(in("RUB").has_value());
        CHECK(in("rub").has_value());
        check_mismatch(in("KZT"), "currency");
    }

    TEST_CASE("account: case tells names of accounts apart")
    {
        auto account = seller();
        account.shop = "s7";
        CHECK(received<knot::plain_event>("shop=s7", R"("shop":"s7")", account).has_value());
        check_mismatch(received<knot::plain_event>("shop=S7", R"("shop":"S7")", account), "shop");
    }

    TEST_CASE(
        "account: a Cactus callback of another site with the same salt is refused by name, in a lookup too")
    {
        using test::as_number;
        using test::as_string;
        auto const body = [](std::string const &site) {
            return test::cactus_body({{"site_id", as_number(site)},
                                      {"site_login", as_string("payer")},
                                      {"status", as_number("3")},
                                      {"invoice_id", as_number("905910")},
                                      {"amount", as_number("8000")},
                                      {"received_amount", as_number("8000")},
                                      {"currency", as_string("USD")},
                                      {"received_currency", as_string("USD")},
                                      {"method", as_string("card")}});
        };
        auto const site = test::cactus_account();
        CHECK(tollgate::receive<cactus::invoice_callback>(site, body("1")).has_value());
        check_mismatch(tollgate::receive<cactus::invoice_callback>(site, body("9999")), "site_id");
        auto const only = tollgate::find_by<"site_id">([&](std::string_view) { return &site; });
        CHECK(tollgate::receive<cactus::invoice_callback>(only, body("1")).has_value());
        check_mismatch(tollgate::receive<cactus::invoice_callback>(only, body("9999")), "site_id");
    }

    TEST_CASE(
        "account: an answer about another account is not taken for this one's, and its outcome is unknown")
    {
        auto const about = [](std::string_view project) {
            return tollgate::read_response<one_payment::status_payment>(
                test::one_payment_account(), 200,
                R"({"order_id":"8p3","status":3,"project_id":)" + std::string{project} + "}");
        };
        CHECK(about("5678").has_value());
        CHECK(about("\"5678\"").has_value());
        CHECK(about("null").has_value());
        check_mismatch(about("9999"), "project_id");
        CHECK(about("9999").error().is_unknown());
        CHECK(about("9999").error().has_outcome());

        auto const invoice = [](std::string const &site) {
            return tollgate::read_response<cactus::create_invoice>(
                test::cactus_account(), 200,
                test::cactus_body(R"("success":true,"invoice_id":"9","status":3,"site_id":)" + site,
                                  "invoice_id:9;site_id:" + site + ";status:3;success:True;"));
        };
        CHECK(invoice("1").has_value());
        check_mismatch(invoice("9999"), "site_id");
    }

    TEST_CASE("account: numbers and texts are compared as what they say")
    {
        using knot::event;
        CHECK(received<event>("id=e1&shop=7", R"("id":"e1","shop":7)").has_value());
        CHECK(received<event>("branch=2&id=e1&shop=7", R"("id":"e1","shop":"7","branch":2)").has_value());
        check_mismatch(received<event>("id=e1&shop=9999", R"("id":"e1","shop":9999)"), "shop");
        check_mismatch(received<event>("branch=9999&id=e1&shop=7", R"("id":"e1","shop":7,"branch":"9999")"),
                       "branch");
        CHECK(received<event>("branch=9999&id=e1&shop=7", R"("id":"e1","shop":7,"branch":"9999")",
                              seller(std::nullopt))
                  .has_value());
    }

    TEST_CASE("account: what both declare is compared unless the description says otherwise")
    {
        using knot::plain_event;
        CHECK(received<plain_event>("shop=7", R"("shop":"7")").has_value());
        CHECK(received<plain_event>("key=x&shop=7", R"("shop":"7","key":"x")").has_value());
        check_mismatch(received<plain_event>("shop=9999", R"("shop":"9999")"), "shop");
        check_mismatch(received<plain_event>("branch=9999&shop=7", R"("shop":"7","branch":9999)"), "branch");
        CHECK(received<knot::unrelated_event>("shop=9999", R"("shop":"9999")").has_value());
        // In an alternative too.
        CHECK(received<knot::placed_event>("shop=7", R"("shop":"7")").has_value());
        CHECK(received<knot::placed_event>("desk=9999", R"("desk":"9999")").has_value());
        check_mismatch(received<knot::placed_event>("shop=9999", R"("shop":"9999")"), "shop");
    }

    TEST_CASE("account: what repeats the account's field under another name is compared, and nothing else")
    {
        using knot::renamed_event;
        CHECK(received<renamed_event>("branch=9999&merchant=7", R"("merchant":7,"branch":9999)").has_value());
        check_mismatch(received<renamed_event>("merchant=9999", R"("merchant":"9999")"), "merchant");
    }

    TEST_CASE("account: an answer to a question about another one is what was asked for")
    {
        constexpr std::string_view about_9999 = R"({"shop":"7","branch":9999})";
        check_mismatch(tollgate::read_response<knot::ask>(seller(), 200, about_9999), "branch");
        CHECK(tollgate::read_response<knot::ask_about>(seller(), 200, about_9999).has_value());
        check_mismatch(tollgate::read_response<knot::ask_about>(seller(), 200, R"({"shop":"9999"})"), "shop");
    }
}
