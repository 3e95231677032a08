// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/response.hpp>

#include <tollgate/callback.hpp>
#include <tollgate/check_account.hpp>
#include <tollgate/client.hpp>
#include <tollgate/explain.hpp>
#include <tollgate/hash/cryptopp_public_key.hpp>
#include <tollgate/hash/openssl_public_key.hpp>
#include <tollgate/keyring.hpp>
#include <tollgate/scripted_transport.hpp>

#include <doctest/doctest.h>
#include <support/hmac.hpp>
#include <support/key_pairs.hpp>

#include <chrono>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// A gateway that does not exist. It signs answers and callbacks in a header, with one of several keys, and says when.
namespace siskin {

using namespace tollgate::signing::words;
using tollgate::required, tollgate::optional, tollgate::keyring;
using tollgate::signing::words::header;

struct account {
    required<"shop", std::string> shop;
    required<"platform_keys", keyring> platform_keys;
};

inline constexpr auto signed_answer = in_header<"Pay-Signature">(
    base64(rsa_pkcs1<sha256>(keyed_by<"platform_keys">(header<"Pay-Serial">),
                             header<"Pay-Timestamp"> + "\n" + header<"Pay-Nonce"> + "\n" + body + "\n")));

} // namespace siskin

template <>
struct tollgate::provider_traits<siskin::account> {
    static constexpr std::string_view name = "Siskin";
    static constexpr std::string_view host = "siskin.example";
    static constexpr auto request_signature = signing::words::not_signed;
    static constexpr auto response_signature = siskin::signed_answer;
    static constexpr auto callback_signature = siskin::signed_answer;
    static constexpr auto signed_at =
        signing::words::signed_within(std::chrono::minutes{5}, signing::words::header<"Pay-Timestamp">);
    static constexpr refusal_rule refusal{
        .code = "code", .message = "message", .refused_at = {400, 404}, .unsigned_too = true};
    static constexpr acknowledgement acknowledged{};
    static constexpr std::chrono::seconds timeout{30};
};

namespace siskin {

struct receipt {
    required<"id", std::string> id;
};
struct nothing {};
struct order {
    required<"amount", std::int64_t> amount;
    using account = siskin::account;
    using endpoint = tollgate::post_json<"/order">;
    using response = receipt;
};
struct close_order {
    required<"id", std::string> id;
    using account = siskin::account;
    using endpoint = tollgate::post_json<"/close">;
    using response = nothing;
};
struct ask_order {
    required<"id", std::string> id;
    using account = siskin::account;
    using endpoint = tollgate::get<"/order", tollgate::effect::reads>;
    using response = receipt;
};
struct paid {
    required<"id", std::string> id;
    using account = siskin::account;
};

} // namespace siskin

namespace {

namespace hash = tollgate::hash;
namespace test = tollgate::test;
using tollgate::cryptopp_hash, tollgate::openssl_hash;
using tollgate::errc, tollgate::keyring, tollgate::public_key;
using namespace std::chrono_literals;

test::key_pair const &newer_pair()
{
    static test::key_pair const made{EVP_RSA_gen(2048)};
    return made;
}
siskin::account merchant()
{
    return {.shop = "1900",
            .platform_keys = keyring{{"7132D7", public_key{test::keys().rsa.pem}},
                                     {"PUB_KEY_ID_1", public_key{newer_pair().pem}}}};
}

constexpr std::chrono::sys_seconds signed_then{1'767'225'600s};

struct answer {
    unsigned status = 200;
    std::string body = R"({"id":"17"})";
    std::string time = "1767225600";
    std::string nonce = "n1";
    std::string serial = "7132D7";
    std::string signature;

    explicit answer(std::string text = R"({"id":"17"})", test::key_pair const &by = test::keys().rsa)
        : body{std::move(text)}
    {
        sign(by);
    }
    answer &sign(test::key_pair const &by)
    {
        signature = test::to_base64(
            test::sign<hash::rsa_pkcs1<hash::sha256>>(by, time + "\n" + nonce + "\n" + body + "\n"));
        return *this;
    }
    [[nodiscard]] std::vector<tollgate::header> headers() const
    {
        std::vector<tollgate::header> all{
            {"pay-timestamp", time}, {"Pay-Nonce", nonce}, {"Pay-Serial", serial}};
        if (!signature.empty()) all.push_back({"PAY-SIGNATURE", signature});
        return all;
    }
    template <class Message, class Hash = cryptopp_hash>
    [[nodiscard]] auto read(std::chrono::seconds later = 0s) const
    {
        auto const given = headers();
        return tollgate::read_response<Message, Hash>(merchant(), status, given, body, {}, {},
                                                      tollgate::moment{signed_then + later});
    }
    template <class Message = siskin::order>
    [[nodiscard]] tollgate::error error(std::chrono::seconds later = 0s) const
    {
        auto const got = read<Message>(later);
        REQUIRE(got.has_error());
        return got.error();
    }
};

} // namespace

TEST_SUITE("answers signed in a header")
{
    TEST_CASE_TEMPLATE("the key that the header names verifies", Hash, cryptopp_hash, openssl_hash)
    {
        CHECK(answer{}.read<siskin::order, Hash>().value().id == "17");
        answer by_newer{R"({"id":"18"})", newer_pair()};
        by_newer.serial = "PUB_KEY_ID_1";
        CHECK(by_newer.read<siskin::order, Hash>().value().id == "18");
    }

    TEST_CASE("a key that the header does not name verifies nothing, and one that nobody has is told apart")
    {
        answer other;
        other.serial = "PUB_KEY_ID_1";
        CHECK(other.error().code() == errc::signature_mismatch);
        CHECK(other.error().is_unknown());
        for (std::string const serial : {"", "7132D8", "7132d7", "7132D7 "}) {
            answer unknown;
            unknown.serial = serial;
            auto const why = unknown.error();
            CHECK(why.code() == errc::unknown_key);
            CHECK(why.is_unknown());
            CHECK(why.message().find("keyring") != std::string::npos);
            if (!serial.empty()) CHECK(why.message().find(serial) == std::string::npos);
        }
    }

    TEST_CASE("what was changed, left out or doubled is unknown")
    {
        answer changed;
        changed.body = R"({"id":"99"})";
        CHECK(changed.error().code() == errc::signature_mismatch);
        answer missing;
        missing.signature.clear();
        CHECK(missing.error().code() == errc::signature_missing);
        answer malformed;
        malformed.signature = "***";
        CHECK(malformed.error().code() == errc::signature_malformed);

        answer const genuine;
        for (std::size_t i = 0; i != genuine.headers().size(); ++i) {
            auto twice = genuine.headers();
            twice.push_back({twice[i].name, "other"});
            auto const got = tollgate::read_response<siskin::order>(merchant(), 200, twice, genuine.body, {},
                                                                    {}, tollgate::moment{signed_then});
            CAPTURE(twice[i].name);
            REQUIRE(got.has_error());
            CHECK(got.error().is_unknown());
        }
    }

    TEST_CASE("an answer that was signed long ago, or in the future, is unknown")
    {
        CHECK(answer{}.read<siskin::order>(300s).has_value());
        CHECK(answer{}.read<siskin::order>(-300s).has_value());
        for (auto const later : {301s, -301s}) {
            auto const why = answer{}.error(later);
            CHECK(why.code() == errc::timestamp_out_of_range);
            CHECK(why.is_unknown());
            CHECK(why.message().find("this machine's clock") != std::string::npos);
        }
        answer untold;
        untold.time = "yesterday";
        untold.sign(test::keys().rsa);
        CHECK(untold.error().code() == errc::timestamp_malformed);
        // Without a moment, by the clock: the answer above is long gone by now, or still to come.
        answer const old;
        auto const given = old.headers();
        CHECK(tollgate::read_response<siskin::order>(merchant(), 200, given, old.body).error().code() ==
              errc::timestamp_out_of_range);
    }

    TEST_CASE("an empty body is verified all the same")
    {
        answer empty{""};
        empty.status = 204;
        CHECK(empty.read<siskin::close_order>().has_value());
        answer unsigned_one{empty};
        unsigned_one.signature.clear();
        CHECK(unsigned_one.error<siskin::close_order>().code() == errc::signature_missing);
        CHECK(unsigned_one.error<siskin::close_order>().is_unknown());
        answer by_other{"", newer_pair()};
        by_other.status = 204;
        CHECK(by_other.error<siskin::close_order>().code() == errc::signature_mismatch);
        CHECK(empty.error<siskin::close_order>(1h).code() == errc::timestamp_out_of_range);
        // A signature over a body is none over nothing.
        answer taken_away;
        taken_away.status = 204;
        taken_away.body.clear();
        CHECK(taken_away.error<siskin::close_order>().code() == errc::signature_mismatch);
    }

    TEST_CASE("a refusal counts signed or unsigned, and not with a signature that is wrong")
    {
        answer refused{R"({"code":"PARAM_ERROR","message":"no"})"};
        refused.status = 400;
        CHECK(refused.error().is_refused());
        CHECK(refused.error().gateway()->verified);
        refused.signature.clear();
        CHECK(refused.error().is_refused());
        CHECK_FALSE(refused.error().gateway()->verified);
        refused.sign(newer_pair());
        CHECK(refused.error().is_unknown());
        answer empty{""};
        empty.status = 404;
        CHECK(empty.error().is_refused());
        empty.sign(newer_pair());
        CHECK(empty.error().is_unknown());
        empty.signature.clear();
        CHECK(empty.error().is_refused());
    }

    TEST_CASE("a client judges by the clock that it is given, for its questions too")
    {
        answer const signed_one;
        tollgate::wire_response arrived{200, signed_one.body};
        for (auto const &h : signed_one.headers())
            arrived.headers.push_back({std::string{h.name}, std::string{h.value}});
        tollgate::scripted_transport const gateway{{arrived, arrived}};
        tollgate::client const plain{merchant(), gateway};
        auto then = plain.with({.now = [] { return std::chrono::system_clock::time_point{signed_then}; }});
        CHECK(then.send(siskin::order{.amount = 1}).value().id == "17");
        auto later =
            plain.with({.now = [] { return std::chrono::system_clock::time_point{signed_then + 1h}; }});
        CHECK(later.send(siskin::order{.amount = 1}).error().code() == errc::timestamp_out_of_range);
    }

    TEST_CASE("callbacks are verified so too, and their time is that of the gateway's description")
    {
        answer told;
        auto const headers = told.headers();
        tollgate::moment const then{signed_then};
        CHECK(tollgate::receive<siskin::paid>(merchant(), told.body, headers, then).value()->id == "17");
        CHECK(tollgate::receive<siskin::paid>(merchant(), told.body, headers).error().code() ==
              errc::timestamp_out_of_range);
        told.serial = "8";
        auto const unknown = told.headers();
        auto const got = tollgate::receive<siskin::paid>(merchant(), told.body, unknown, then);
        CHECK(got.error().code() == errc::unknown_key);

        told.serial = "7132D7";
        auto const why = tollgate::explain<siskin::paid>(merchant(), told.body, headers, {}, then);
        REQUIRE(why.has_value());
        CHECK(why->matches);
    }

    TEST_CASE("a keyring holds keys, each under a name of its own; `check` reads them all")
    {
        public_key const key{test::keys().rsa.pem};
        CHECK_THROWS_AS((keyring{std::vector<keyring::entry>{}}), std::invalid_argument);
        CHECK_THROWS_AS((keyring{{"", key}}), std::invalid_argument);
        CHECK_THROWS_AS((keyring{{"1", key}, {"1", key}}), std::invalid_argument);
        CHECK(keyring{{"1", key}}.find("2") == nullptr);
        CHECK(tollgate::check(merchant()).has_value());
        auto broken = merchant();
        broken.platform_keys = keyring{{"1", key}, {"2", public_key{"no key"}}};
        auto const why = tollgate::check(broken);
        REQUIRE(why.has_error());
        CHECK(why.error().code() == errc::invalid_public_key);
        CHECK(why.error().message().find("`platform_keys`") != std::string::npos);
    }
}
