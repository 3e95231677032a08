// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/listener.hpp>

#include <tollgate/hash/cryptopp.hpp>

#include <support/gateways.hpp>
#include <support/mailbox.hpp>
#include <support/raw_connection.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

namespace {

namespace test = tollgate::test;
using test::cactus_side;
using tollgate::errc;

constexpr std::string_view members =
    R"("site_id":1,"site_login":"user-7","status":3,"invoice_id":"inv1","request_id":"r","amount":900000,)"
    R"("received_amount":900000,"currency":"KZT","received_currency":"KZT","method":"card")";
constexpr std::string_view signed_members =
    "amount:900000;currency:KZT;invoice_id:inv1;method:card;received_amount:900000;received_currency:KZT;"
    "request_id:r;site_id:1;site_login:user-7;status:3;";

/// A callback with a field of its own, which the gateway signs as this text.
std::string callback_with(std::string_view json, std::string_view text)
{
    return test::signed_by_cactus(std::string{members} + R"(,"zone":)" + std::string{json},
                                  std::string{signed_members} + "zone:" + std::string{text} + ";");
}
/// One with so many numbers in a list, and one with a text so long.
std::string callback_with_numbers(int count)
{
    std::string json, text;
    for (int i = 0; i != count; ++i) {
        json += i == 0 ? "1" : ",1";
        text += i == 0 ? "1" : ";1";
    }
    return callback_with("[" + json + "]", text);
}
std::string callback_with_text(std::size_t size)
{
    std::string const text(size, 'x');
    return callback_with("\"" + text + "\"", text);
}

/// A merchant's server, asked with one body after the other.
template <class... Options>
class merchant {
public:
    explicit merchant(tollgate::listener_options limits, Options... options) : listener_{limits}
    {
        listener_
            .on<cactus_side::reports>(
                "/cb", cactus_side::account(), [this](auto const &) { handled_.put(1); }, options...)
            .on_refused([this](tollgate::error const &why) { refused_.put(why.code()); });
        listener_.start().value();
    }

    [[nodiscard]] unsigned told(std::string_view body) const
    {
        return test::raw_connection{listener_.port()}.say(test::post("/cb", body)).answer().result_int();
    }
    [[nodiscard]] std::vector<errc> refused() const { return refused_.all(); }
    [[nodiscard]] std::size_t handled() const { return handled_.all().size(); }

private:
    test::mailbox<int> handled_;
    test::mailbox<errc> refused_;
    tollgate::listener listener_;
};

} // namespace

TEST_SUITE("tollgate.listener.body_limits")
{
    TEST_CASE("listener: a body longer than a MiB is read where the options say so")
    {
        merchant<> const usual{{}};
        CHECK(usual.told(callback_with_text(1'000'000)) == 200);
        CHECK(usual.told(callback_with_text(3'000'000)) == 413);
        merchant<> const wide{{.body_limit = 4'000'000}};
        CHECK(wide.told(callback_with_text(3'000'000)) == 200);
        CHECK(wide.told(callback_with_text(4'000'000)) == 413);
        CHECK(wide.handled() == 1);
    }

    TEST_CASE("listener: how many fields and levels are read are options, and more than 1,000 fields usual")
    {
        CHECK(merchant<>{{}}.told(callback_with_numbers(50'000)) == 200);
        merchant<> const narrow{{.field_limit = 20, .depth_limit = 1}};
        CHECK(narrow.told(callback_with_text(10)) == 200);
        CHECK(narrow.told(callback_with_numbers(1)) == 400);
        merchant<> const counting{{.field_limit = 20}};
        CHECK(counting.told(callback_with_numbers(5)) == 200);
        CHECK(counting.told(callback_with_numbers(50)) == 400);
        CHECK(narrow.refused() == std::vector{errc::body_too_deep});
        CHECK(counting.refused() == std::vector{errc::too_many_fields});
    }

    TEST_CASE("listener: a path may have limits of its own")
    {
        merchant<tollgate::body_limits> const shop{{.field_limit = 20}, tollgate::body_limits{.fields = 100}};
        CHECK(shop.told(callback_with_numbers(50)) == 200);
        CHECK(shop.told(callback_with_numbers(100)) == 400);
        CHECK(shop.refused() == std::vector{errc::too_many_fields});
    }
}
