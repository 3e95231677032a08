// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/callback/store.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/listener.hpp>
#include <tollgate/testing.hpp>

#include <support/mailbox.hpp>
#include <support/raw_connection.hpp>
#include <support/unsigned_gateway.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace fulmar {

struct account {
    tollgate::required<"key", tollgate::secret> key;
};

} // namespace fulmar

template <>
struct tollgate::provider_traits<fulmar::account> : tollgate::test::unsigned_gateway {
    static constexpr acknowledgement acknowledged{.body = "[accepted]"};
};

namespace fulmar {

struct item {
    tollgate::required<"id", std::string> id;

    using account = fulmar::account;
    using items = tollgate::each<"list">;
    using identity = tollgate::picks<"id">;
    static constexpr auto callback_signature = [] {
        using namespace tollgate::signing::words;
        return in_field<"sign">(hex(hmac_sha256(key, field<"id">)));
    }();
};

} // namespace fulmar

namespace {

namespace asio = boost::asio;
namespace test = tollgate::test;
using tollgate::errc;
using told = tollgate::verified<fulmar::item>;
using texts = std::vector<std::string>;

fulmar::account merchant()
{
    return {.key = tollgate::secret{"k"}};
}

} // namespace

TEST_SUITE("tollgate.listener.items")
{
    TEST_CASE("items: a listener hands over each, and acknowledges when all are handled")
    {
        tollgate::memory_store store;
        test::mailbox<std::string> heard;
        test::mailbox<errc> refused;
        bool fails = true;
        auto const handle = [&](told const &what) {
            if (what->id == "b" && fails) throw std::runtime_error{"the database is away"};
            heard.put(*what->id);
        };
        tollgate::listener listener;
        listener.on<fulmar::item>("/plain", merchant(), handle, tollgate::once_by(store))
            .on<fulmar::item>(
                "/waiting", merchant(),
                [&](told const &what) -> asio::awaitable<void> {
                    co_await asio::post(asio::use_awaitable);
                    handle(what);
                },
                tollgate::once_by(store))
            .on_refused([&](tollgate::error const &why) { refused.put(why.code()); });
        listener.start().value();
        auto const tell = [&](std::string_view path, std::string const &body) {
            test::raw_connection peer{listener.port()};
            return peer.say(test::post(path, body)).answer();
        };
        for (std::string const path : {"/plain", "/waiting"}) {
            CAPTURE(path);
            fails = true;
            std::string const name = path.substr(1);
            std::string const body = tollgate::signed_items<tollgate::cryptopp_hash, fulmar::item>(
                                         merchant(), {fulmar::item{.id = name}, fulmar::item{.id = "b"},
                                                      fulmar::item{.id = name + "2"}})
                                         .value()
                                         .body;
            CHECK(tell(path, body).result_int() == (path == "/plain" ? 500 : 200)); // `b` is known by then
            fails = false;
            auto const answer = tell(path, body);
            CHECK(answer.result_int() == 200);
            CHECK(answer.body() == "[accepted]");
            std::string forged = body;
            forged.replace(forged.find(R"("b")"), 3, R"("c")");
            CHECK(tell(path, forged).result_int() == 400);
        }
        CHECK(heard.all() == texts{"plain", "plain2", "b", "waiting", "waiting2"});
        CHECK(refused.all() == std::vector{errc::signature_mismatch, errc::signature_mismatch});
        CHECK(tell("/plain", R"({"list":[]})").result_int() == 400);
    }
}
