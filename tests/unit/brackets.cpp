// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/request.hpp>

#include <tollgate/explain.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/sandbox/operation.hpp>
#include <tollgate/testing.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

/// A gateway that takes nested values in forms and queries, `a[b][0]`.
namespace phalarope {

using namespace tollgate::signing::words;

struct account {
    tollgate::required<"shop", std::string> shop;
    tollgate::required<"key", tollgate::secret> key;
};

inline constexpr auto rule = in_field<"sign">(
    hex(hmac_sha256(key, join("&", name + "=" + value, fields | but<"sign"> | flattened<"[", "]">))));

} // namespace phalarope

template <>
struct tollgate::provider_traits<phalarope::account> {
    static constexpr std::string_view name = "Phalarope";
    static constexpr std::string_view host = "phalarope.example";
    static constexpr bool brackets = true;
    static constexpr auto request_signature = tollgate::signing::words::not_signed;
    static constexpr auto response_signature = tollgate::signing::words::not_signed;
    static constexpr auto callback_signature = phalarope::rule;
    static constexpr refusal_rule refusal{.code = "error"};
    static constexpr acknowledgement acknowledged{};
    static constexpr std::chrono::seconds timeout{30};
    using from_account = picks<>;
};

namespace phalarope {

struct done {};

struct metadata {
    tollgate::unlisted pairs{};
};
struct address {
    tollgate::required<"city", std::string, tollgate::personal> city;
    tollgate::optional<"line2", std::string> line2{};
};
struct shipping {
    tollgate::required<"name", std::string> name;
    tollgate::required<"address", phalarope::address> address;
};
struct line {
    tollgate::optional<"quantity", int> quantity{};
    tollgate::optional<"images", std::vector<std::string>> images{};
};
struct by_card {
    static constexpr std::string_view chosen_as = "card";
    tollgate::required<"token", std::string> token;
};

struct order {
    tollgate::required<"amount", tollgate::minor_units> amount;
    tollgate::optional<"shipping", phalarope::shipping> shipping{};
    tollgate::optional<"lines", std::vector<line>> lines{};
    tollgate::optional<"metadata", phalarope::metadata> metadata{};
    tollgate::optional<"expand", std::vector<std::string>> expand{};
    tollgate::optional_choice<"type", "payment_method", by_card> method{};

    using account = phalarope::account;
    using endpoint = tollgate::post_form<"/pay">;
    using response = done;
};
struct signed_order {
    tollgate::required<"amount", tollgate::minor_units> amount;
    tollgate::optional<"shipping", phalarope::shipping> shipping{};
    tollgate::optional<"lines", std::vector<line>> lines{};
    tollgate::optional<"metadata", phalarope::metadata> metadata{};

    using account = phalarope::account;
    using endpoint = tollgate::post_form<"/signed">;
    using response = done;
    static constexpr auto request_signature = rule;
};
struct created {
    tollgate::optional<"gte", long> from{};
};
struct list_orders {
    tollgate::optional<"created", phalarope::created> created{};
    tollgate::optional<"expand", std::vector<std::string>> expand{};

    using account = phalarope::account;
    using endpoint = tollgate::get<"/orders?v=1", tollgate::effect::reads>;
    using response = done;
};
struct in_json {
    tollgate::optional<"metadata", phalarope::metadata> metadata{};

    using account = phalarope::account;
    using endpoint = tollgate::post_json<"/json">;
    using response = done;
};
struct flat {
    static constexpr bool brackets = false;
    tollgate::optional<"expand[]", std::string> expand{};

    using account = phalarope::account;
    using endpoint = tollgate::post_form<"/flat">;
    using response = done;
};

} // namespace phalarope

template <>
struct tollgate::sandbox::behaviour<phalarope::account> {
    static constexpr refusal bad_request{.code = "bad_request", .status = 400};
    static constexpr refusal bad_signature{.code = "bad_signature", .status = 400};
    static refusal unknown_account(std::string_view) { return {.code = "unknown_account", .status = 400}; }
    static refusal bad_field(std::string_view) { return {.code = "bad_field", .status = 400}; }
};

namespace {

using tollgate::errc;
using tollgate::unlisted_field;
using tollgate::value_kind;

phalarope::account shop()
{
    return {.shop = "s", .key = tollgate::secret{"k"}};
}
template <class Message>
std::string body_of(Message const &message)
{
    auto const made = tollgate::make_request(shop(), message);
    REQUIRE(made.has_value());
    return std::string{made->body()};
}
template <class Message>
std::optional<tollgate::error> problem_of(Message const &message)
{
    auto const made = tollgate::make_request(shop(), message);
    return made ? std::nullopt : std::optional{made.error()};
}
/// What the gateway's side reads of what was sent; nothing if that is no such message.
template <class Message>
std::optional<Message> read_at_gateway(std::string_view target, std::string_view body)
{
    using operation = tollgate::sandbox::operation<Message, tollgate::cryptopp_hash>;
    tollgate::sandbox::received_request received;
    if (!operation::read({.host = "phalarope.example", .path = {}}, {.target = target, .body = body},
                         received))
        return std::nullopt;
    auto const made = operation::verify_and_read(shop(), received);
    auto const *const message = std::get_if<Message>(&made);
    return message == nullptr ? std::nullopt : std::optional{*message};
}

} // namespace

TEST_SUITE("tollgate.brackets")
{
    TEST_CASE("brackets: nested objects, lists and maps are written in a form as gateways document")
    {
        CHECK(body_of(phalarope::order{.amount = 5}) == "amount=5");
        CHECK(body_of(phalarope::order{
                  .amount = 5,
                  .shipping =
                      phalarope::shipping{.name = "O'Neil", .address = phalarope::address{.city = "Zürich"}},
                  .lines = std::vector{phalarope::line{.quantity = 1,
                                                       .images = std::vector<std::string>{"a&b", "c"}},
                                       phalarope::line{.quantity = 2}},
                  .metadata =
                      phalarope::metadata{
                          .pairs = {{"order_id", "6735"}, {"a b", "c&d=e"}, {"ключ", "🙂"}, {"removed", ""}}},
                  .expand = std::vector<std::string>{"x", "y"},
                  .method = phalarope::by_card{.token = "t"}}) ==
              "amount=5&shipping[name]=O%27Neil&shipping[address][city]=Z%C3%BCrich"
              "&lines[0][quantity]=1&lines[0][images][0]=a%26b&lines[0][images][1]=c&lines[1][quantity]=2"
              "&metadata[order_id]=6735&metadata[a%20b]=c%26d%3De"
              "&metadata[%D0%BA%D0%BB%D1%8E%D1%87]=%F0%9F%99%82&metadata[removed]="
              "&expand[0]=x&expand[1]=y&type=card&payment_method[token]=t");
    }

    TEST_CASE("brackets: a query has them too, behind the query of the path")
    {
        auto const made = tollgate::make_request(
            shop(), phalarope::list_orders{.created = phalarope::created{.from = 7},
                                           .expand = std::vector<std::string>{"data.customer"}});
        REQUIRE(made.has_value());
        CHECK(made->target() == "/orders?v=1&created[gte]=7&expand[0]=data.customer");
        CHECK(made->body().empty());
    }

    TEST_CASE("brackets: a message may say that it has none; its names stay literal")
    {
        CHECK(body_of(phalarope::flat{.expand = "x"}) == "expand%5B%5D=x");
    }

    TEST_CASE("brackets: what nests in a map is written so, and the text's memory suffices")
    {
        phalarope::order const order{.amount = 5,
                                     .metadata =
                                         phalarope::metadata{.pairs = {{"a", "", value_kind::object},
                                                                       {"list", "", value_kind::array, 1},
                                                                       {"", "1", value_kind::number, 2},
                                                                       {"", "x", value_kind::text, 2},
                                                                       {"b", "true", value_kind::boolean}}}};
        CHECK(body_of(order) == "amount=5&metadata[a][list][0]=1&metadata[a][list][1]=x&metadata[b]=true");
    }

    TEST_CASE("brackets: an object or a list in which nothing stands is left out, as it is read back")
    {
        CHECK(body_of(phalarope::order{
                  .amount = 5,
                  .lines = std::vector<phalarope::line>{},
                  .metadata = phalarope::metadata{.pairs = {{"a", "", value_kind::object}}}}) == "amount=5");
        auto const moved = problem_of(phalarope::order{
            .amount = 5, .lines = std::vector{phalarope::line{}, phalarope::line{.quantity = 2}}});
        REQUIRE(moved);
        CHECK(moved->code() == errc::unsignable_value);
        CHECK(moved->message().find("`lines`") != std::string::npos);
    }

    TEST_CASE("brackets: a name that is given at run time stays in its place, or the message is refused")
    {
        for (std::string_view const name : {"a][b", "[", "]", "a[b]", ""}) {
            CAPTURE(name);
            auto const problem = problem_of(phalarope::order{
                .amount = 5, .metadata = phalarope::metadata{.pairs = {{std::string{name}, "x"}}}});
            REQUIRE(problem);
            CHECK(problem->code() == errc::unsendable_name);
            CHECK(problem->is_not_sent());
            CHECK(problem->message().find("`metadata`") != std::string::npos);
        }
        CHECK(body_of(phalarope::order{.amount = 5,
                                       .metadata = phalarope::metadata{.pairs = {{"a&amount=1", "x"}}}}) ==
              "amount=5&metadata[a%26amount%3D1]=x");
        auto const of_choice = problem_of(
            phalarope::order{.amount = 5, .method = tollgate::other{.text = "x", .fields = {{"a]b", "x"}}}});
        REQUIRE(of_choice);
        CHECK(of_choice->code() == errc::unsendable_name);
    }

    TEST_CASE("brackets: `null` has no pair, since an empty text says something else")
    {
        auto const problem = problem_of(phalarope::order{
            .amount = 5, .metadata = phalarope::metadata{.pairs = {{"a", "", value_kind::null}}}});
        REQUIRE(problem);
        CHECK(problem->code() == errc::unsignable_value);
    }

    TEST_CASE("unlisted: a name given twice inside an object is refused, in a form and in JSON")
    {
        tollgate::unlisted const twice{{"a", "1"}, {"a", "2"}};
        tollgate::unlisted const twice_inside{
            {"o", "", value_kind::object}, {"a", "1", value_kind::text, 1}, {"a", "2", value_kind::text, 1}};
        for (tollgate::unlisted const &pairs : {twice, twice_inside}) {
            auto const in_form =
                problem_of(phalarope::order{.amount = 5, .metadata = phalarope::metadata{.pairs = pairs}});
            REQUIRE(in_form);
            CHECK(in_form->code() == errc::duplicate_field);
            auto const in_json =
                problem_of(phalarope::in_json{.metadata = phalarope::metadata{.pairs = pairs}});
            REQUIRE(in_json);
            CHECK(in_json->code() == errc::duplicate_field);
        }
    }

    TEST_CASE("brackets: the gateway's side reads what was written")
    {
        auto const made = tollgate::make_request(
            shop(),
            phalarope::order{
                .amount = 5,
                .shipping = phalarope::shipping{.name = "N", .address = phalarope::address{.city = "Z"}},
                .lines = std::vector{phalarope::line{.quantity = 1, .images = std::vector<std::string>{"a"}}},
                .metadata = phalarope::metadata{.pairs = {{"0", "zero"}, {"1", "one"}}}, // a map, not a list
                .method = phalarope::by_card{.token = "t"}});
        REQUIRE(made.has_value());
        auto const order = read_at_gateway<phalarope::order>(made->target(), made->body());
        REQUIRE(order.has_value());
        CHECK(order->amount == tollgate::minor_units{5});
        CHECK(order->shipping->address->city == "Z");
        REQUIRE(order->lines->size() == 1);
        CHECK(order->lines->front().quantity == 1);
        CHECK(order->lines->front().images->front() == "a");
        REQUIRE(order->metadata->pairs.find("1") != nullptr);
        CHECK(order->metadata->pairs.find("1")->text == "one");
    }

    TEST_CASE("brackets: the gateway's side reads what other programs write, if it says one thing alone")
    {
        auto const read = [](std::string_view body) {
            return read_at_gateway<phalarope::order>("/pay", body);
        };
        // Pairs of one object need not stand together; brackets may be escaped; `[]` is one more element.
        auto const mixed = read("metadata[b]=1&amount=5&metadata%5Bc%5D=2&expand[]=x&expand[]=y");
        REQUIRE(mixed.has_value());
        CHECK(mixed->metadata->pairs.size() == 2);
        CHECK(*mixed->expand == std::vector<std::string>{"x", "y"});
        for (std::string_view const body :
             {"amount=5&metadata=1&metadata[a]=2", "amount=5&metadata[a]=1&metadata[a]=2",
              "amount=5&metadata[a]=1&metadata[a][b]=2", "amount=5&amount=6", "amount=5&expand[1]=x",
              "amount=5&expand[a]=x", "amount[0]=5"}) {
            CAPTURE(body);
            CHECK_FALSE(read(body).has_value());
        }
        std::string deep = "amount=5&metadata";
        for (int i = 0; i != 5'000; ++i)
            deep += "[a]";
        CHECK_FALSE(read(deep + "=1").has_value());
    }

    TEST_CASE("brackets: a scheme signs what nests as in JSON, and canonical() reads it back")
    {
        auto const made = tollgate::make_request(
            shop(),
            phalarope::signed_order{
                .amount = 5,
                .shipping = phalarope::shipping{.name = "N", .address = phalarope::address{.city = "Z"}},
                .lines = std::vector{phalarope::line{.quantity = 1}, phalarope::line{.quantity = 2}},
                .metadata = phalarope::metadata{.pairs = {{"a", "1"}}}});
        REQUIRE(made.has_value());
        CHECK(made->canonical() == "amount=5&shipping[name]=N&shipping[address][city]=[masked]"
                                   "&lines[0][quantity]=1&lines[1][quantity]=2&metadata[a]=1");
        auto const why = tollgate::explain_sent<phalarope::signed_order>(shop(), made->body());
        REQUIRE(why.has_value());
        CHECK(why->matches);
    }

    TEST_CASE("brackets: a delimiter in a value or in a name given at run time cannot smuggle a field")
    {
        auto const hostile = [](tollgate::unlisted pairs) {
            auto const problem = problem_of(phalarope::signed_order{
                .amount = 5, .metadata = phalarope::metadata{.pairs = std::move(pairs)}});
            return problem ? problem->code() : errc{};
        };
        CHECK(hostile({{"a", "1"}}) == errc{});
        CHECK(hostile({{"a=1&metadata", "1"}}) == errc::ambiguous_value);
        CHECK(hostile({{"a", "1&shipping[name]=x"}}) == errc::ambiguous_value);
        CHECK(hostile({{"a][b", "1"}}) == errc::unsendable_name);
    }
}
