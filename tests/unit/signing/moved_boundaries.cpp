// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// A gateway signs what a payer typed in. Whoever reads its text with other boundaries between the fields has another message with
// a right signature: the receiver must not take it, though he never sees the first.

#include <tollgate/callback.hpp>

#include <tollgate/hash/cryptopp.hpp>

#include <doctest/doctest.h>
#include <support/digest.hpp>
#include <support/gateway_bodies.hpp>
#include <support/unsigned_gateway.hpp>

#include <string>
#include <string_view>

namespace dunnock {

struct account {
    tollgate::required<"key", tollgate::secret> key;
};

} // namespace dunnock

template <>
struct tollgate::provider_traits<dunnock::account> : tollgate::test::unsigned_gateway {};

namespace dunnock {

using namespace tollgate::signing::words;

inline constexpr auto pairs = name + "=" + value;
inline constexpr auto in_order =
    in_field<"sign">(hex(md5(join("&", pairs, fields | but<"sign"> | by_name) + key)));
inline constexpr auto backwards =
    in_field<"sign">(hex(md5(join("&", pairs, fields | but<"sign"> | by_name | reversed) + key)));
inline constexpr auto as_sent = in_field<"sign">(hex(md5(join("&", pairs, fields | but<"sign">) + key)));
inline constexpr auto name_alone_where_empty = in_field<"sign">(
    hex(md5(join("&", name + when_empty(value, "", "=") + value, fields | but<"sign"> | by_name) + key)));
inline constexpr auto dash_where_empty = in_field<"sign">(
    hex(md5(join("&", when_empty(value, "-", "") + pairs, fields | but<"sign"> | by_name) + key)));
inline constexpr auto by_bars = hex(md5(join("|", name + ":" + value, fields | but<"sign"> | by_name) + key));
template <auto const &Rule>
struct paid {
    tollgate::required<"order", std::string> order;
    tollgate::required<"status", std::string> status;
    tollgate::optional<"description", std::string> description{};
    tollgate::optional<"token", std::string> token{};
    tollgate::optional<"amount", tollgate::decimal> amount{};
    tollgate::optional<"count", int> count{};

    using account = dunnock::account;
    static constexpr auto callback_signature = Rule;
};

} // namespace dunnock

namespace {

using namespace dunnock;
using tollgate::errc;
namespace test = tollgate::test;

template <auto const &Rule, class... Options>
auto receive(std::string const &members, std::string const &signed_text, Options const &...options)
{
    dunnock::account const shop{.key = tollgate::secret{"k"}};
    return tollgate::receive<paid<Rule>>(
        shop, test::signed_with(members, "sign", test::md5_hex(signed_text + "k")), {}, options...);
}

/// The gateway signs `text` for a message whose payer typed a part of it in; `forged` has the same text.
template <auto const &Rule>
void check_refused(std::string const &forged, std::string const &text)
{
    CAPTURE(forged);
    auto const got = receive<Rule>(forged, text);
    REQUIRE(got.has_error());
    CHECK(got.error().code() == errc::ambiguous_value);
}

} // namespace

TEST_SUITE("tollgate.signing.moved_boundaries")
{
    TEST_CASE("moved boundaries: what a payer typed in does not become fields, with the gateway's own behind "
              "them in another's value")
    {
        // Signed for the description `d&order=7&status=paid&token=`, and status `failed`.
        check_refused<in_order>(
            R"("description":"d","order":"7","status":"paid","token":"&order=7&status=failed")",
            "description=d&order=7&status=paid&token=&order=7&status=failed");
        check_refused<in_order>(
            R"("description":"d","order":"7","status":"paid","unknown":"&order=7&status=failed")",
            "description=d&order=7&status=paid&unknown=&order=7&status=failed");
        check_refused<backwards>(
            R"("token":"t","status":"paid","order":"7","description":"&status=failed&order=7")",
            "token=t&status=paid&order=7&description=&status=failed&order=7");
    }

    TEST_CASE("moved boundaries: nor with the gateway's own in the value of the same name")
    {
        // Signed for the description `d&order=8`, and order `7`.
        check_refused<in_order>(R"("description":"d","order":"8&order=7","status":"paid")",
                                "description=d&order=8&order=7&status=paid");
        check_refused<as_sent>(R"("description":"d","order":"8&order=7","status":"paid")",
                               "description=d&order=8&order=7&status=paid");
        check_refused<backwards>(R"("token":"t","status":"paid&status=failed","order":"7")",
                                 "token=t&status=paid&status=failed&order=7");
    }

    TEST_CASE("moved boundaries: nor where the text depends on whether a value is empty")
    {
        // Signed for the description `d&status=paid&token=`, and status `failed`.
        check_refused<name_alone_where_empty>(
            R"("description":"d","order":"7","status":"paid","token":"&order=7&status=failed")",
            "description=d&order=7&status=paid&token=&order=7&status=failed");
        check_refused<dash_where_empty>(
            R"("description":"d","order":"7","status":"paid","token":"&order=7&status=failed")",
            "description=d&order=7&status=paid&token=&order=7&status=failed");
        CHECK(receive<name_alone_where_empty>(R"("description":"a=b","order":"7","status":"paid")",
                                              "description=a=b&order=7&status=paid")
                  .has_value());
    }

    TEST_CASE("moved boundaries: nor as another scheme would have them that is accepted besides")
    {
        auto const besides = tollgate::accepting(by_bars);
        auto const check_twofold = [&](std::string const &forged, std::string const &text) {
            CAPTURE(forged);
            auto const got = receive<in_order>(forged, text, besides);
            REQUIRE(got.has_error());
            CHECK(got.error().code() == errc::ambiguous_value);
        };
        // Signed for the description `x:y|order:8|status:paid|z:`, order `7` and status `failed`.
        check_twofold(R"("description=x":"y","order":"8","status":"paid","z":"&order=7&status=failed")",
                      "description=x:y|order:8|status:paid|z:&order=7&status=failed");
        check_twofold(R"("description":"x:y|order:8|status:paid|z:","order":"7","status":"failed")",
                      "description=x:y|order:8|status:paid|z:&order=7&status=failed");
        // And by the other scheme, for the description `x=y&order=8&status=paid&z=`.
        check_twofold(R"("description:x":"y","order":"8","status":"paid","z":"|order:7|status:failed")",
                      "description:x=y&order=8&status=paid&z=|order:7|status:failed");
        // Values with its separators alone are nothing else.
        CHECK(receive<in_order>(R"("description":"a|b:c","order":"7","status":"paid")",
                                "description=a|b:c&order=7&status=paid", besides)
                  .has_value());
        CHECK(receive<in_order>(R"("description":"a&b=c","order":"7","status":"paid")",
                                "description:a&b=c|order:7|status:paid", besides)
                  .has_value());
    }

    TEST_CASE("moved boundaries: what no field before it could have taken in is no other message")
    {
        // A gateway signs no separators in a number.
        CHECK(receive<in_order>(R"("amount":5,"note":"n&count=3","order":"7","status":"paid")",
                                "amount=5&note=n&count=3&order=7&status=paid")
                  .has_value());
        // The first field of the text is the first of every message with it, and a name comes once.
        CHECK(receive<in_order>(R"("description":"d&description=e","order":"7","status":"paid")",
                                "description=d&description=e&order=7&status=paid")
                  .has_value());
        // No field stands before the description, where names are in order.
        CHECK(receive<in_order>(R"("order":"7","status":"paid","token":"t&description=e")",
                                "order=7&status=paid&token=t&description=e")
                  .has_value());
        CHECK(receive<as_sent>(R"("order":"7&order=8","status":"paid")", "order=7&order=8&status=paid")
                  .has_value());
    }
}
