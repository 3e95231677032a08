// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/provider.hpp>

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/request.hpp>
#include <tollgate/response.hpp>

#include <doctest/doctest.h>

#include <array>
#include <chrono>
#include <concepts>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// The shapes that descriptions are made of, on messages of a gateway that does not exist.

namespace heron {

struct account {
    tollgate::required<"shop", std::string> shop;
    tollgate::required<"main_key", tollgate::secret> main_key;
    tollgate::optional<"payout_key", tollgate::secret> payout_key{};
    tollgate::optional<"currency", std::string> currency{};
};

namespace schemes {

using namespace tollgate::signing::words;

inline constexpr auto pairs =
    in_field<"sign">(hex(sha256(join("|", name + "=" + value, fields | but<"sign"> | by_name) + key)));

} // namespace schemes

} // namespace heron

template <>
struct tollgate::provider_traits<heron::account> {
    static constexpr std::string_view name = "Heron";
    static constexpr std::string_view host = "heron.example";
    static constexpr auto request_signature = heron::schemes::pairs;
    static constexpr auto response_signature = signing::words::not_signed;
    static constexpr auto callback_signature = heron::schemes::pairs;
    static constexpr refusal_rule refusal{.flag = "ok", .code = "error", .not_found = "10"};
    static constexpr acknowledgement acknowledged{};
    static constexpr std::chrono::seconds timeout{30};
    using from_account = picks<"shop">;
    static constexpr std::string_view key = "main_key";
};

namespace heron {

struct wallet {
    static constexpr std::string_view chosen_as = "wallet";
    tollgate::required<"wallet_type", std::string> type;
    tollgate::optional<"deep_link", std::string> deep_link{};
};
struct at_once {
    tollgate::required<"asap", bool> asap;
    tollgate::optional<"time", std::string> time{};
};
struct at_time {
    tollgate::required<"time", std::string> time;
};
struct cash {
    static constexpr std::string_view chosen_as = "cash";
    tollgate::required<"address", std::string, tollgate::personal> address;
    tollgate::choice_of<at_once, at_time> when;
    tollgate::optional<"code", std::string> code{};
};
struct by_order {
    tollgate::required<"order_id", std::string> order_id;
};
struct by_id {
    tollgate::required<"user_id", std::string> user_id;
};

struct person {
    tollgate::required<"name", std::string, tollgate::personal> name;
    tollgate::optional<"age", std::int64_t> age{};
};
struct purse {
    tollgate::required<"currency", std::string> currency;
    tollgate::required<"amount", tollgate::decimal> amount;
    tollgate::optional<"owner", person> owner{};
};
struct purses {
    tollgate::required<"balance", std::vector<purse>, tollgate::also_named<"balances">> balance;
    tollgate::optional<"tags", std::vector<std::string>> tags{};
    tollgate::required<"holder", person> holder;
    tollgate::unlisted more{};
};

struct pay {
    tollgate::required<"note", std::string> note;
    tollgate::choice<"type", tollgate::beside, wallet, cash> type;

    using account = heron::account;
    using endpoint = tollgate::get<"/pay">;
    using response = purses;
    static constexpr std::chrono::seconds timeout{120};
};
struct pay_inside {
    tollgate::choice<"method", "more", wallet, cash> method;

    using account = heron::account;
    using endpoint = tollgate::post_json<"/pay_inside">;
    using response = purses;
};
struct status {
    tollgate::choice_of<by_order, by_id> payment;
    tollgate::optional_choice_of<at_once, at_time> when{};

    using account = heron::account;
    using endpoint = tollgate::get<"/status", tollgate::effect::reads>;
    using response = purses;
};
struct cancel {
    tollgate::constant<"update", "delete"> update{};

    using account = heron::account;
    using endpoint = tollgate::post_form<"/update">;
    using response = purses;
    static constexpr std::string_view key = "payout_key";
    static constexpr std::string_view key_fallback = "main_key";
};
struct balance {
    using account = heron::account;
    using endpoint = tollgate::get<"/balance", tollgate::effect::reads>;
    using response = purses;
};
struct numbered {
    tollgate::required<"number", std::int64_t> number;

    using account = heron::account;
    using endpoint = tollgate::get<"/numbered", tollgate::effect::reads>;
    using response = purses;
};

/// Whose every member may be left out.
struct loose {
    tollgate::unlisted more{};
    tollgate::optional_choice<"kind", "kind_fields", wallet> kind{};
    tollgate::optional_choice_of<by_order, by_id> payment{};
    tollgate::optional<"note", std::string, tollgate::also_named<"remark">> note{};
};
struct ask_loosely {
    using account = heron::account;
    using endpoint = tollgate::get<"/loose", tollgate::effect::reads>;
    using response = loose;
};

/// Events, told apart by their type.
struct paid_data {
    tollgate::required<"sum", std::string> sum;
};
struct paid_event {
    tollgate::constant<"type", "paid"> type{};
    tollgate::required<"data", paid_data> data;
};
struct part_data {
    tollgate::constant<"kind", "part"> kind{};
};
struct part_event {
    tollgate::constant<"type", "back"> type{};
    tollgate::required<"data", part_data> data;
};
struct any_event {
    tollgate::required<"type", std::string> type;
    tollgate::optional<"note", std::string> note{};
};
struct event {
    tollgate::choice_of<any_event, paid_event, part_event> what;
    tollgate::unlisted more{};
};
struct ask_event {
    using account = heron::account;
    using endpoint = tollgate::get<"/event", tollgate::effect::reads>;
    using response = event;
};

/// A program's own variation.
struct impatient_pay : pay {
    using carried = pay;
    static constexpr std::chrono::seconds timeout{1};
    using from_account = tollgate::picks<>;
};

account merchant()
{
    return {.shop = "s7", .main_key = tollgate::secret{"main"}, .currency = "EUR"};
}

} // namespace heron

namespace {

using tollgate::errc;
using tollgate::other;

template <class T>
concept printable = requires(std::ostream &out, T const &value) { out << value; };
static_assert(!printable<tollgate::unlisted>);

static_assert(tollgate::field<decltype(heron::cash::when)> &&
              tollgate::field<decltype(heron::cancel::update)>);
static_assert(!std::default_initializable<tollgate::choice_of<heron::by_id, heron::by_order>>);
static_assert(std::default_initializable<tollgate::optional_choice_of<heron::by_id, heron::by_order>>);
static_assert(!std::convertible_to<std::string, tollgate::choice_of<heron::by_id, heron::by_order>>);
static_assert(tollgate::detail::needs_parameters<heron::cash>("cash"));
static_assert(!tollgate::detail::message_fault<heron::pay>.is_there() &&
              !tollgate::detail::message_fault<heron::status>.is_there());

template <class M>
std::string json_of(M const &message)
{
    tollgate::parameter_list list;
    tollgate::detail::lowering{list}.message(message);
    return tollgate::detail::json_of(std::as_const(list).items());
}

template <class M>
std::optional<tollgate::problem_with> problem_of(M const &message)
{
    tollgate::parameter_list list;
    tollgate::detail::lowering into{list};
    into.message(message);
    return into.problem();
}

/// What a text is read as, written again; or why it cannot be read, and the name to blame.
template <class T>
std::string reread(std::string_view body, std::span<std::string_view const> passed_over = {})
{
    tollgate::parameter_list list;
    REQUIRE_FALSE(tollgate::parse_json(body, list).has_value());
    tollgate::detail::reading reader{std::as_const(list).items(), passed_over};
    T const value = reader.template aggregate<T>();
    if (auto const &problem = reader.problem())
        return std::string{tollgate::name_of(problem->code)} + " " + std::string{problem->name};
    return json_of(value);
}

template <class M>
std::string target_of(M const &message)
{
    auto const made = tollgate::make_request(heron::merchant(), message);
    REQUIRE(made.has_value());
    return std::string{made->target().substr(0, made->target().find("&sign="))};
}

template <class M>
errc why_not(M const &message)
{
    auto const made = tollgate::make_request(heron::merchant(), message);
    REQUIRE(made.has_error());
    CHECK(made.error().is_not_sent());
    return made.error().code();
}

} // namespace

TEST_SUITE("tollgate.shapes")
{
    TEST_CASE("beside: a choice's parameters stand beside it")
    {
        CHECK(json_of(heron::pay{.note = "n", .type = heron::wallet{.type = "app"}}) ==
              R"({"note":"n","type":"wallet","wallet_type":"app"})");
        CHECK(json_of(heron::pay{.note = "n", .type = "card"}) == R"({"note":"n","type":"card"})");
        CHECK(target_of(heron::pay{
                  .note = "n",
                  .type = other{.text = "wallet", .fields = {{"wallet_type", "app"}, {"x", "1"}}}}) ==
              "/pay?shop=s7&note=n&type=wallet&wallet_type=app&x=1");
    }

    TEST_CASE("beside: parameters given at run time are checked, and cannot stand twice")
    {
        auto const with = [](std::vector<tollgate::unlisted_field> fields) {
            return heron::pay{.note = "n", .type = other{.text = "wallet", .fields = std::move(fields)}};
        };
        CHECK(why_not(with({})) == errc::missing_field);
        CHECK(problem_of(with({}))->name == "wallet_type");
        CHECK(why_not(with({{"wallet_type", "a"}, {"wallet_type", "b"}})) == errc::duplicate_field);
        for (char const *const taken : {"note", "type", "shop", "sign"}) {
            CAPTURE(taken);
            CHECK(why_not(with({{"wallet_type", "a"}, {taken, "b"}})) == errc::duplicate_field);
        }
        auto const refused =
            tollgate::make_request(heron::merchant(), with({{"wallet_type", "a"}, {"note", "b"}}));
        CHECK(refused.error().message() == "A name stands twice in `type`; give each parameter once.");
    }

    TEST_CASE("beside: a query has no place for objects given at run time")
    {
        using tollgate::value_kind;
        CHECK(why_not(heron::pay{.note = "n",
                                 .type = other{.text = "card",
                                               .fields = {{"o", "", value_kind::object},
                                                          {"a", "1", value_kind::text, 1}}}}) ==
              errc::unsignable_value);
    }

    TEST_CASE("beside: is read back with the parameters of its alternatives")
    {
        CHECK(reread<heron::pay>(R"({"wallet_type":"app","type":"wallet","note":"n","new":"1"})") ==
              R"({"note":"n","type":"wallet","wallet_type":"app"})");
        CHECK(reread<heron::pay>(R"({"note":"n","type":"card"})") == R"({"note":"n","type":"card"})");
    }

    TEST_CASE("choice_of: exactly one alternative stands where the choice stands")
    {
        CHECK(target_of(heron::status{.payment = heron::by_order{"o1"}}) == "/status?shop=s7&order_id=o1");
        CHECK(target_of(heron::status{.payment = heron::by_id{"u1"}, .when = heron::at_time{"18:00"}}) ==
              "/status?shop=s7&user_id=u1&time=18%3A00");
        heron::status const asked{.payment = heron::by_id{"u1"}};
        CHECK(asked.payment.get_if<heron::by_id>()->user_id == "u1");
        CHECK(asked.payment.get_if<heron::by_order>() == nullptr);
        CHECK(asked.payment.value().index() == 1);
        CHECK_FALSE(asked.when.has_value());
        CHECK(why_not(heron::status{.payment = heron::by_id{""}}) == errc::empty_value);
    }

    TEST_CASE("choice_of: what arrived decides which alternative it is")
    {
        CHECK(reread<heron::status>(R"({"order_id":"o1"})") == R"({"order_id":"o1"})");
        CHECK(reread<heron::status>(R"({"user_id":"u1","order_id":null})") == R"({"user_id":"u1"})");
        CHECK(reread<heron::status>(R"({"user_id":"u1","time":"9","asap":true})") ==
              R"({"user_id":"u1","asap":true,"time":"9"})");
        CHECK(reread<heron::status>(R"({"user_id":"u1","time":"9"})") == R"({"user_id":"u1","time":"9"})");
        CHECK(reread<heron::status>("{}") == "missing_field order_id");
        CHECK(reread<heron::status>(R"({"user_id":"u1","order_id":"o1"})") == "conflicting_fields user_id");
        CHECK(reread<heron::status>(R"({"user_id":{}})") == "field_not_convertible user_id");
    }

    TEST_CASE("choice_of: stands inside a choice's object, and is needed there at run time too")
    {
        CHECK(
            json_of(heron::pay_inside{.method = heron::cash{.address = "a", .when = heron::at_once{true}}}) ==
            R"({"method":"cash","more":{"address":"a","asap":true}})");
        CHECK(json_of(heron::pay_inside{
                  .method = heron::cash{.address = "a", .when = heron::at_time{"9"}, .code = "c"}}) ==
              R"({"method":"cash","more":{"address":"a","time":"9","code":"c"}})");
        auto const at_run_time = [](std::vector<tollgate::unlisted_field> fields) {
            return problem_of(
                heron::pay_inside{.method = other{.text = "cash", .fields = std::move(fields)}});
        };
        CHECK(at_run_time({{"address", "a"}})->name == "asap");
        CHECK_FALSE(at_run_time({{"address", "a"}, {"time", "9"}}).has_value());
        CHECK(reread<heron::pay_inside>(R"({"method":"cash","more":{"address":"a","time":"9"}})") ==
              R"({"method":"cash","more":{"address":"a","time":"9"}})");
    }

    TEST_CASE("choice_of: its names are masked like others, at any depth")
    {
        heron::pay_inside const order{.method = heron::cash{.address = "home", .when = heron::at_time{"9"}}};
        static_assert(
            tollgate::detail::is_masked(tollgate::detail::top_fields_of<heron::pay_inside>, "address"));
        static_assert(std::ranges::find(tollgate::detail::inner_names<heron::pay_inside>, "time") !=
                      tollgate::detail::inner_names<heron::pay_inside>.end());
        static_assert(std::ranges::find(tollgate::detail::top_names<heron::pay>, "wallet_type") !=
                      tollgate::detail::top_names<heron::pay>.end());
        heron::pay const beside{.note = "n",
                                .type = heron::cash{.address = "home", .when = heron::at_time{"9"}}};
        auto const shown = tollgate::make_request(heron::merchant(), beside)->canonical();
        CHECK(shown == "address=[masked]|note=n|shop=s7|time=9|type=cash[secret]");
    }

    TEST_CASE("constant: is sent as declared, and read only as declared")
    {
        CHECK(json_of(heron::cancel{}) == R"({"update":"delete"})");
        CHECK(reread<heron::cancel>(R"({"update":"delete"})") == R"({"update":"delete"})");
        CHECK(reread<heron::cancel>(R"({"update":"edit"})") == "field_not_convertible update");
        CHECK(reread<heron::cancel>("{}") == "missing_field update");
    }

    TEST_CASE("nested: objects and lists of them are read, and written again")
    {
        constexpr std::string_view body =
            R"({"balance":[{"currency":"EUR","amount":1.50,"owner":{"name":"n","age":7}},)"
            R"({"currency":"USD","amount":0}],"tags":["a","b"],"holder":{"name":"h"}})";
        CHECK(reread<heron::purses>(body) == body);
        constexpr std::string_view least = R"({"balance":[],"holder":{"name":"h"}})";
        CHECK(reread<heron::purses>(least) == least);
        CHECK(reread<heron::purses>(R"({"balance":[{}],"holder":{"name":"h"}})") == "missing_field currency");
    }

    TEST_CASE("nested: many numbers in a list keep their texts")
    {
        std::vector<heron::purse> many;
        std::string wanted = R"({"balance":[)";
        for (int i = 0; i != 300; ++i) {
            many.push_back({.currency = "EUR", .amount = tollgate::decimal{1'000'000 + i}});
            wanted += (i == 0 ? "" : ",") + std::string{R"({"currency":"EUR","amount":)"} +
                      std::to_string(1'000'000 + i) + "}";
        }
        CHECK(json_of(heron::purses{.balance = many, .holder = heron::person{.name = "h"}}) ==
              wanted + R"(],"holder":{"name":"h"}})");
    }

    TEST_CASE("nested: what is no object or list, or lacks a field inside, is refused by name")
    {
        constexpr std::pair<std::string_view, std::string_view> table[] = {
            {R"({"balance":{},"holder":{"name":"h"}})", "field_not_convertible balance"},
            {R"({"balance":"","holder":{"name":"h"}})", "field_not_convertible balance"},
            {R"({"balance":[1],"holder":{"name":"h"}})", "field_not_convertible balance"},
            {R"({"balance":[[{"currency":"EUR","amount":1}]],"holder":{"name":"h"}})",
             "field_not_convertible balance"},
            {R"({"balance":[{"currency":"EUR","amount":"x"}],"holder":{"name":"h"}})",
             "field_not_convertible amount"},
            {R"({"balance":[]})", "missing_field holder"},
            {R"({"balance":[],"holder":null})", "missing_field holder"},
            {R"({"balance":[],"holder":"h"})", "field_not_convertible holder"},
            {R"({"balance":[],"holder":[{"name":"h"}]})", "field_not_convertible holder"},
            {R"({"balance":[],"holder":{},"name":"h"})", "missing_field name"}};
        for (auto const &[body, why] : table) {
            CAPTURE(body);
            CHECK(reread<heron::purses>(body) == why);
        }
    }

    TEST_CASE("optional: inside objects and lists, what does not convert is left out, and kept as received")
    {
        constexpr std::string_view body =
            R"({"balance":[{"currency":"EUR","amount":1,"owner":{"name":"n","age":"old"}},)"
            R"({"currency":"USD","amount":2,"owner":[]},{"currency":"GBP","amount":3,"owner":{"age":7}}],)"
            R"("tags":["a",{"b":1}],"holder":{"name":"h","age":{"years":7}}})";
        auto const read = tollgate::read_response<heron::balance>(
            heron::merchant(), 200, R"({"ok":true,)" + std::string{body.substr(1)});
        REQUIRE(read.has_value());
        auto const &list = *read->balance;
        REQUIRE(list.size() == 3);
        CHECK(list[0].owner->name == "n");
        CHECK(list[0].owner->age.unreadable());
        CHECK(list[1].owner.unreadable());
        CHECK_FALSE(list[1].owner.has_value());
        CHECK(list[2].owner.unreadable()); // its required name is missing
        CHECK(read->tags.unreadable());
        CHECK_FALSE(read->tags.has_value());
        CHECK(read->holder->age.unreadable());
        REQUIRE(read->more.find("tags") != nullptr);
        CHECK(read->more.size() == 4); // the list, its two elements, and a member
        CHECK(std::next(read->more.begin())->text == "a");
        CHECK(read->more.find("balance") == nullptr);

        for (std::string_view const tags : {"{}", R"("a")", "7", "true", "[{}]", "[[]]", "[null]"}) {
            auto const other = tollgate::read_response<heron::balance>(
                heron::merchant(), 200,
                R"({"ok":true,"balance":[],"holder":{"name":"h"},"tags":)" + std::string{tags} + "}");
            CAPTURE(tags);
            REQUIRE(other.has_value());
            CHECK(other->tags.unreadable());
            CHECK(other->more.find("tags") != nullptr);
        }
        CHECK(tollgate::read_response<heron::balance>(heron::merchant(), 200,
                                                      R"({"ok":true,"balance":[],"holder":{"name":"h"}})")
                  ->more.empty());
    }

    TEST_CASE("optional: a choice, too, is left out where it does not convert")
    {
        using heron::loose;
        auto const read = [](std::string_view body) {
            return tollgate::read_response<heron::ask_loosely>(heron::merchant(), 200, body).value();
        };
        auto const both = read(R"({"ok":true,"kind":{},"order_id":"o1","user_id":"u1"})");
        CHECK(both.kind.unreadable());
        CHECK_FALSE(both.kind.has_value());
        CHECK(both.payment.unreadable());
        CHECK_FALSE(both.payment.has_value());
        CHECK(both.more.find("kind") != nullptr);
        CHECK(both.more.find("order_id")->text == "o1");
        CHECK(both.more.find("user_id")->text == "u1");
        CHECK(read(R"({"ok":true,"order_id":{}})").payment.unreadable());
        auto const twice = read(R"({"ok":true,"note":"a","remark":"b"})");
        CHECK(twice.note.unreadable());
        CHECK(twice.more.size() == 2);
        auto const one = read(R"({"ok":true,"remark":"b","user_id":"u1"})");
        CHECK(one.note == "b");
        CHECK(one.payment.get_if<heron::by_id>()->user_id == "u1");
        CHECK_FALSE(one.payment.unreadable());
        CHECK(one.more.empty());
    }

    TEST_CASE("choice_of: constants tell events apart, and one that nobody described is the other")
    {
        auto const read = [](std::string_view body) {
            return tollgate::read_response<heron::ask_event>(heron::merchant(), 200, body);
        };
        auto const paid = read(R"({"ok":true,"type":"paid","data":{"sum":"5"},"note":"n"})");
        REQUIRE(paid.has_value());
        CHECK(paid->what.get_if<heron::paid_event>()->data->sum == "5");
        auto const unknown = read(R"({"ok":true,"type":"disputed","data":{"new":[1]},"note":"n"})");
        REQUIRE(unknown.has_value());
        REQUIRE(unknown->what.get_if<heron::any_event>() != nullptr);
        CHECK(unknown->what.get_if<heron::any_event>()->type == "disputed");
        // What belongs to alternatives that were not chosen is kept.
        REQUIRE(unknown->more.find("data") != nullptr);
        CHECK(unknown->more.size() == 3);
        // Told apart inside an object.
        CHECK(read(R"({"ok":true,"type":"back","data":{"kind":"part"}})")->what.get_if<heron::part_event>() !=
              nullptr);
        auto const whole = read(R"({"ok":true,"type":"back","data":{"kind":"whole"}})");
        REQUIRE(whole.has_value());
        CHECK(whole->what.get_if<heron::any_event>()->type == "back");
        // One that was described is read as what it says it is, or not at all.
        CHECK(read(R"({"ok":true,"type":"paid"})").error().code() == errc::missing_field);
        CHECK(read(R"({"ok":true,"type":"paid","data":{}})").error().code() == errc::missing_field);
        CHECK(read(R"({"ok":true,"type":"paid","data":[]})").error().code() == errc::field_not_convertible);
        CHECK(read(R"({"ok":true,"data":{"sum":"5"}})").error().code() == errc::missing_field);
    }

    TEST_CASE("also_named: a field comes under either name, not under both")
    {
        CHECK(reread<heron::purses>(R"({"balances":[],"holder":{"name":"h"}})") ==
              R"({"balance":[],"holder":{"name":"h"}})");
        CHECK(reread<heron::purses>(R"({"balances":[],"balance":null,"holder":{"name":"h"}})") ==
              R"({"balance":[],"holder":{"name":"h"}})");
        CHECK(reread<heron::purses>(R"({"balances":[],"balance":[],"holder":{"name":"h"}})") ==
              "conflicting_fields balance");
        CHECK(reread<heron::purses>(R"({"holder":{"name":"h"}})") == "missing_field balance");
    }

    TEST_CASE("unlisted: keeps every field that the type does not name, as received, and writes it again")
    {
        constexpr std::string_view body =
            R"({"balance":[],"holder":{"name":"h","new":1},"card":"4111","price":1.50,"to":{"bank":"b","x":[1,null]},)"
            R"("ok":true,"none":null})";
        constexpr std::string_view marks[] = {"ok"};
        CHECK(
            reread<heron::purses>(body, marks) ==
            R"({"balance":[],"holder":{"name":"h"},"card":"4111","price":1.50,"to":{"bank":"b","x":[1,null]},)"
            R"("none":null})");
    }

    TEST_CASE("unlisted: is searched by name and walked through")
    {
        auto const read = tollgate::read_response<heron::balance>(
            heron::merchant(), 200,
            R"({"ok":true,"error":0,"balance":[],"holder":{"name":"h"},"price":1.50,"to":{"bank":"b"}})");
        REQUIRE(read.has_value());
        CHECK(read->more.size() == 3);
        CHECK_FALSE(read->more.empty());
        REQUIRE(read->more.find("price") != nullptr);
        CHECK(read->more.find("price")->text == "1.50");
        CHECK(read->more.find("price")->kind == tollgate::value_kind::number);
        CHECK(read->more.find("bank") == nullptr);
        std::string walked;
        for (auto const &one : read->more)
            walked += std::to_string(one.depth) + one.name + " ";
        CHECK(walked == "0price 0to 1bank ");
        CHECK(tollgate::unlisted{}.empty());
    }

    TEST_CASE("unlisted: holds what a sandbox makes up, masked and refused like other text")
    {
        tollgate::unlisted const made_up{{.name = "card", .text = "4111"}};
        tollgate::parameter_list list;
        tollgate::detail::lowering into{list};
        into.field(made_up);
        CHECK(std::as_const(list).items().front().shown == tollgate::visibility::masked);
        into.field(tollgate::unlisted{{.name = "card", .text = "4\n1"}});
        CHECK(into.problem()->code == errc::control_character);
    }

    TEST_CASE("from_account: the gateway's holds for messages that do not say otherwise")
    {
        CHECK(target_of(heron::balance{}) == "/balance?shop=s7");
    }

    TEST_CASE("key_fallback: signs where the account leaves the message's key out")
    {
        heron::account both = heron::merchant();
        auto const by_main = tollgate::make_request(both, heron::cancel{});
        both.payout_key = tollgate::secret{"payout"}.replacing(tollgate::secret{"old"});
        auto const by_payout = tollgate::make_request(both, heron::cancel{});
        // sha256 of `shop=s7|update=delete` and the key, by Python's hashlib
        CHECK(by_main->signature().text() ==
              "3fe84696a689e1c014570cf63d446f19c42075af2ced73ebddf7c8cf565421c6");
        CHECK(by_payout->signature().text() ==
              "d04d91605b967b65f412f6680a7b6b394414d1462ae08754203cc0d7706eed52");
        CHECK(tollgate::detail::key_for<heron::cancel>(both).versions() == 2);
        CHECK(tollgate::detail::key_for<heron::balance>(both).versions() == 1);
        CHECK(by_payout->canonical() == "shop=s7|update=delete[secret]");
    }

    TEST_CASE("not_found: is an error of its own, which does not mean never sent")
    {
        auto const read = [](std::string_view body) {
            return tollgate::read_response<heron::balance>(heron::merchant(), 200, body).error();
        };
        for (auto const body : {R"({"ok":true,"error":10})", R"({"ok":false,"error":"10"})"}) {
            CHECK(read(body).code() == errc::not_found_yet);
            CHECK(read(body).is_refused());
            CHECK(read(body).gateway()->code == "10");
            CHECK(read(body).message().find("does not mean that it was never sent") != std::string::npos);
        }
        CHECK(read(R"({"ok":true,"error":1})").code() == errc::refused_by_gateway);
        CHECK(read(R"({"ok":false})").code() == errc::refused_by_gateway);
    }

    TEST_CASE("as_post_form, as_post_json: the same message travels another way, equally signed")
    {
        heron::pay const order{.note = "n", .type = heron::wallet{.type = "app"}};
        auto const usual = tollgate::make_request(heron::merchant(), order).value();
        auto const form = tollgate::make_request(heron::merchant(), tollgate::as_post_form{order}).value();
        auto const json = tollgate::make_request(heron::merchant(), tollgate::as_post_json{order}).value();
        CHECK(form.method() == "POST");
        CHECK(form.target() == "/pay");
        CHECK("/pay?" + std::string{form.body()} == usual.target());
        CHECK(form.headers().front().value == "application/x-www-form-urlencoded");
        CHECK(json.headers().front().value == "application/json");
        CHECK(json.body().starts_with(
            R"({"shop":"s7","note":"n","type":"wallet","wallet_type":"app","sign":")"));
        CHECK(form.signature().text() == usual.signature().text());
        CHECK(json.signature().text() == usual.signature().text());
        CHECK(form.canonical() == usual.canonical());
        auto const written = tollgate::make_request(
            heron::merchant(), tollgate::as_post_form<heron::status>{{.payment = heron::by_id{"u1"}}});
        CHECK(written->body().starts_with("shop=s7&user_id=u1&"));
        auto const empty =
            tollgate::make_request(heron::merchant(), tollgate::as_post_form{heron::balance{}});
        CHECK(empty->body().starts_with("shop=s7&sign="));
        CHECK(reread<tollgate::as_post_form<heron::status>>(R"({"user_id":"u1"})") == R"({"user_id":"u1"})");
        static_assert(tollgate::as_post_form<heron::status>::endpoint::effect == tollgate::effect::reads);
    }

    TEST_CASE("carried: a message derived from another has its members, and declarations of its own")
    {
        heron::impatient_pay const order{{.note = "n", .type = "card"}};
        CHECK(target_of(order) == "/pay?note=n&type=card");
        CHECK(tollgate::detail::timeout_of<heron::impatient_pay> == std::chrono::seconds{1});
    }

    TEST_CASE("timeout: a message's own goes before its gateway's")
    {
        CHECK(tollgate::detail::timeout_of<heron::pay> == std::chrono::seconds{120});
        CHECK(tollgate::detail::timeout_of<heron::status> == std::chrono::seconds{30});
        CHECK(tollgate::detail::timeout_of<tollgate::as_post_form<heron::pay>> == std::chrono::seconds{120});
    }

    TEST_CASE("asks: makes the question from a text")
    {
        using by_user = tollgate::asks<heron::status, "user_id">;
        static_assert(by_user::from == "user_id");
        static_assert(tollgate::asks<heron::status, "order_id", "payment">::from == "payment");
        CHECK(json_of(by_user::about("u1").value()) == R"({"user_id":"u1"})");
        CHECK(json_of(tollgate::asks<heron::status, "order_id">::about("o1").value()) ==
              R"({"order_id":"o1"})");
        CHECK(json_of(tollgate::asks<heron::numbered, "number">::about("7").value()) == R"({"number":7})");
        auto const wrong = tollgate::asks<heron::numbered, "number">::about("seven");
        REQUIRE(wrong.has_error());
        CHECK(wrong.error().code() == errc::field_not_convertible);
        CHECK(wrong.error().is_not_sent());
    }
}
