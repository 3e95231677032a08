// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// When an answer is a refusal, a success, or neither: on messages of a gateway that does not exist.

#include <tollgate/provider.hpp>

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/request.hpp>
#include <tollgate/response.hpp>

#include <doctest/doctest.h>
#include <support/digest.hpp>
#include <support/unsigned_gateway.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace lapwing {

struct account {
    tollgate::required<"shop", std::string> shop;
    tollgate::required<"key", tollgate::secret> key;
};

} // namespace lapwing

template <>
struct tollgate::provider_traits<lapwing::account> : tollgate::test::unsigned_gateway {
    static constexpr refusal_rule refusal{
        .flag = "ok", .code = "code", .message = "text", .flag_may_lack = true, .not_found = "gone"};
};

namespace lapwing {

struct payment {
    tollgate::required<"id", std::string> id;
};
struct done {
    tollgate::optional<"note", std::string> note{};
};
struct pay {
    tollgate::required<"amount", tollgate::minor_units> amount;

    using account = lapwing::account;
    using endpoint = tollgate::post_json<"/v1/pay">;
    using response = payment;
};
struct cancel {
    using account = lapwing::account;
    using endpoint = tollgate::get<"/v1/cancel">;
    using response = done;
};

/// Whose refusals look as those of the large gateways do, in an object.
template <auto const &Rule>
struct ruled {
    using account = lapwing::account;
    using endpoint = tollgate::post_json<"/v1/pay">;
    using response = payment;
    static constexpr tollgate::refusal_rule refusal = Rule;
};
inline constexpr tollgate::refusal_rule nested_rule{.code = "error.code",
                                                    .message = "error.message",
                                                    .not_found = "resource_missing",
                                                    .refused_at = {400, 401, 402, 403, 404}};
using nested = ruled<nested_rule>;
inline constexpr tollgate::refusal_rule flagged_rule{
    .flag = "meta.ok", .message = "meta.text", .unless = "data.id", .refused_at = 404};
using flagged = ruled<flagged_rule>;
inline constexpr tollgate::refusal_rule coded_rule{
    .code = "result", .message = "text", .success_codes = {"SUCCESS", "PENDING"}, .refused_at = {503}};
using coded = ruled<coded_rule>;
inline constexpr tollgate::refusal_rule open_rule{.flag = "ok",
                                                  .code = "code",
                                                  .message = "text",
                                                  .flag_may_lack = true,
                                                  .not_found = "10",
                                                  .success_codes = "OK",
                                                  .open_codes = {"1", "processing_error", "in_progress"},
                                                  .refused_at = {400, 402, 503}};
using open = ruled<open_rule>;
inline constexpr tollgate::refusal_rule strict_flag_rule{.flag = "ok", .message = "text"};
using strictly_flagged = ruled<strict_flag_rule>;
inline constexpr tollgate::refusal_rule listed_rule{
    .code = {"details.0.issue", "name", "error"},
    .message = {"details.0.description", "message", "error_description"},
    .not_found = {"RESOURCE_NOT_FOUND", "NO_SUCH_ORDER"},
    .success_codes = "COMPLETED",
    .open_codes = {"INTERNAL", "IN_PROGRESS"},
    .refused_at = {400, 401, 403, 404, 422, 503},
    .again_at = {429},
    .again_codes = {"LOCKED", "BUSY"},
    .not_found_at = {404},
    .open_header = {"transient-error", "true"}};
using by_list = ruled<listed_rule>;
inline constexpr tollgate::refusal_rule again_rule{
    .flag = "ok", .code = "code", .flag_may_lack = true, .again_at = {429}, .again_codes = "busy"};
using again = ruled<again_rule>;

/// The same rule, of a message that only asks.
struct show {
    using account = lapwing::account;
    using endpoint = tollgate::get<"/v1/show", tollgate::effect::reads>;
    using response = payment;
    static constexpr tollgate::refusal_rule refusal = listed_rule;
};
/// Its answers are signed, its refusals need not be.
struct half_signed {
    using account = lapwing::account;
    using endpoint = tollgate::post_json<"/v1/half">;
    using response = payment;
    static constexpr auto response_signature = [] {
        using namespace tollgate::signing::words;
        return in_field<"sign">(hex(md5(field<"code"> + field<"id"> + key)));
    }();
    static constexpr tollgate::refusal_rule refusal{.code = "code",
                                                    .message = "text",
                                                    .open_codes = "generic",
                                                    .refused_at = {400, 404},
                                                    .again_at = {429},
                                                    .unsigned_too = true};
};
/// Its answers are signed.
struct signed_pay {
    using account = lapwing::account;
    using endpoint = tollgate::post_json<"/v1/signed">;
    using response = payment;
    static constexpr auto response_signature = [] {
        using namespace tollgate::signing::words;
        return in_field<"sign">(hex(md5(field<"code"> + field<"id"> + key)));
    }();
    static constexpr tollgate::refusal_rule refusal{
        .code = "code", .open_codes = "busy", .refused_at = {403}};
};
struct listed {
    tollgate::optional<"page", std::int64_t> page{};

    using account = lapwing::account;
    using endpoint = tollgate::get<"/v1/list?all=1", tollgate::effect::reads>;
    using response = done;
};
/// Answers whose optional members hold required ones.
struct inner {
    tollgate::required<"id", std::string> id;
};
struct outer {
    tollgate::optional<"inner", inner> one{};
    tollgate::optional_choice_of<inner, done> other{};
    tollgate::unlisted more{};
};
struct ask {
    using account = lapwing::account;
    using endpoint = tollgate::get<"/v1/ask", tollgate::effect::reads>;
    using response = outer;
};

account merchant()
{
    return {.shop = "s7", .key = tollgate::secret{"k"}};
}

} // namespace lapwing

namespace {

using tollgate::errc;

template <class Message>
auto read(unsigned status, std::string_view body)
{
    return tollgate::read_response<Message>(lapwing::merchant(), status, body);
}

using headers = std::vector<tollgate::header>;

/// The same of an answer with headers.
template <class Message>
tollgate::error failed_with(unsigned status, headers const &with, std::string_view body)
{
    auto const answer = tollgate::read_response<Message>(lapwing::merchant(), status, with, body);
    CAPTURE(status);
    CAPTURE(body);
    REQUIRE(answer.has_error());
    return answer.error();
}

/// The error of an answer that must be none of a success.
template <class Message = lapwing::pay>
tollgate::error failed(unsigned status, std::string_view body)
{
    auto const answer = read<Message>(status, body);
    CAPTURE(status);
    CAPTURE(body);
    REQUIRE(answer.has_error());
    return answer.error();
}

} // namespace

TEST_SUITE("tollgate.refusals")
{
    TEST_CASE("refusal: a code of no documented shape may be one that leaves the outcome open, whatever flag "
              "and status say")
    {
        for (std::string const code : {R"(["in_progress"])", R"({"id":"in_progress"})", "true", "1.5", "1e0"})
            for (std::string const flag : {R"("ok":false,)", R"("ok":true,)", ""})
                for (unsigned const status : {200U, 400U, 404U}) {
                    auto const e =
                        failed<lapwing::open>(status, "{" + flag + R"("code":)" + code + R"(,"text":"why"})");
                    CHECK(e.is_unknown());
                    CHECK(e.code() == errc::field_not_convertible);
                    CHECK(e.gateway().value().message == "why");
                }
        // Where no code leaves it open, the flag says it all.
        CHECK(failed(200, R"({"ok":false,"code":["17"]})").is_refused());
    }

    TEST_CASE("refusal: after a 5xx nobody knows, whatever the body says, and the gateway's text is shown")
    {
        for (std::string_view const body :
             {R"({"ok":false,"code":"17","text":"broken"})", R"({"code":"17","text":"broken"})",
              R"({"code":17,"text":"broken"})"}) {
            for (unsigned const status : {500U, 502U, 503U, 504U, 520U, 599U, 600U}) {
                auto const e = failed(status, body);
                CHECK(e.code() == errc::http_status);
                CHECK(e.is_unknown());
                REQUIRE(e.gateway().has_value());
                CHECK(e.gateway()->code == "17");
                CHECK(e.gateway()->message == "broken");
            }
            for (unsigned const status : {200U, 201U, 400U, 402U, 404U, 422U, 499U}) {
                auto const e = failed(status, body);
                CHECK(e.code() == errc::refused_by_gateway);
                CHECK(e.is_refused());
                CHECK(e.gateway().value().message == "broken");
            }
        }
        CHECK(failed(503, R"({"code":"gone"})").code() == errc::http_status);
    }

    TEST_CASE("refusal: a code may be any text")
    {
        for (std::string_view const code : {"card_declined", "14_030", "E-7", "x", "05"}) {
            for (unsigned const status : {200U, 402U}) {
                auto const e = failed(status, R"({"code":")" + std::string{code} + R"(","text":"no"})");
                CHECK(e.code() == errc::refused_by_gateway);
                CHECK(e.is_refused());
                CHECK(e.gateway().value().code == code);
                CHECK(e.gateway()->message == "no");
            }
        }
        CHECK(failed(404, R"({"code":"gone"})").code() == errc::not_found_yet);
    }

    TEST_CASE("refusal: a code of zero, in any spelling, is none, and neither is an empty or absent one, or "
              "a false one")
    {
        for (std::string_view const code : {"0", R"("0")", R"("00")", R"("000")", R"("")", "null", "false",
                                            R"("false")", R"("False")", "[]", "{}", "[ ]"}) {
            CAPTURE(code);
            auto const answer = read<lapwing::pay>(200, R"({"id":"p1","code":)" + std::string{code} + "}");
            REQUIRE(answer.has_value());
            CHECK(answer->id == "p1");
            auto const e = failed(400, R"({"id":"p1","code":)" + std::string{code} + "}");
            CHECK(e.code() == errc::http_status);
            CHECK(e.is_unknown());
        }
    }

    TEST_CASE("refusal: a code that is no text or number says nothing, so the outcome is open")
    {
        for (std::string_view const code :
             {"true", R"({"a":8})", R"({"a":null})", "[[]]", "[false]", R"(["x"])", "1.5"}) {
            auto const e = failed(200, R"({"id":"p1","code":)" + std::string{code} + "}");
            CHECK(e.code() == errc::field_not_convertible);
            CHECK(e.is_unknown());
        }
    }

    TEST_CASE(
        "refusal: what says that there is no error is none beside a flag, too, and does not overrule it")
    {
        for (std::string_view const none : {"false", "null", "[]", "{}"}) {
            std::string const code = R"("id":"p1","code":)" + std::string{none};
            CHECK(read<lapwing::pay>(200, R"({"ok":true,)" + code + "}").has_value());
            CHECK(failed(200, R"({"ok":false,)" + code + "}").is_refused());
            CHECK(failed(500, "{" + code + "}").is_unknown());
            CHECK(read<lapwing::nested>(200, R"({"id":"p1","error":)" + std::string{none} + "}").has_value());
            CHECK(read<lapwing::nested>(200, R"({"id":"p1","error":{"code":)" + std::string{none} + "}}")
                      .has_value());
        }
    }

    TEST_CASE("refusal: an HTTP error without a documented refusal is unknown, and its text is shown")
    {
        auto const e = failed(404, R"({"text":"no such page"})");
        CHECK(e.code() == errc::http_status);
        CHECK(e.is_unknown());
        CHECK(e.gateway().value().message == "no such page");
        CHECK_FALSE(e.gateway()->verified);
        CHECK_FALSE(failed(404, R"({"other":"text"})").gateway().has_value());
    }

    TEST_CASE("answer: without a body it is a success where no member is required")
    {
        for (unsigned const status : {200U, 201U, 202U, 204U, 299U}) {
            CAPTURE(status);
            auto const answer = read<lapwing::cancel>(status, "");
            REQUIRE(answer.has_value());
            CHECK_FALSE(answer->note.has_value());
        }
        for (unsigned const status : {199U, 302U, 304U, 400U, 404U, 500U}) {
            auto const e = failed<lapwing::cancel>(status, "");
            CHECK(e.code() == errc::http_status);
            CHECK(e.is_unknown());
        }
        // What is not empty must be readable.
        CHECK(failed<lapwing::cancel>(200, "ok").code() == errc::body_not_json);
    }

    TEST_CASE("answer: without a body, though it has required members, it says that the body was empty")
    {
        for (unsigned const status : {200U, 204U}) {
            auto const e = failed<lapwing::pay>(status, "");
            CHECK(e.is_unknown());
            CHECK(e.message().find("empty") != std::string::npos);
            CHECK(e.message().find("`id`") != std::string::npos);
        }
    }

    TEST_CASE("target: a GET without parameters has no question mark")
    {
        auto const made = tollgate::make_request(lapwing::merchant(), lapwing::cancel{});
        REQUIRE(made.has_value());
        CHECK(made->target() == "/v1/cancel");
        CHECK(made->body().empty());
        CHECK(made->canonical().empty());
    }

    TEST_CASE("refusal: its fields may stand in objects")
    {
        std::string_view const declined =
            R"({"error":{"code":"card_declined","message":"Your card was declined."}})";
        for (unsigned const status : {200U, 402U}) {
            auto const e = failed<lapwing::nested>(status, declined);
            CHECK(e.code() == errc::refused_by_gateway);
            CHECK(e.is_refused());
            CHECK(e.gateway().value().code == "card_declined");
            CHECK(e.gateway()->message == "Your card was declined.");
        }
        CHECK(failed<lapwing::nested>(500, declined).is_unknown());
        CHECK(failed<lapwing::nested>(404, R"({"error":{"code":"resource_missing"}})").code() ==
              errc::not_found_yet);
        CHECK(read<lapwing::nested>(200, R"({"id":"p1","error":null})").has_value());
        CHECK(read<lapwing::nested>(200, R"({"id":"p1","error":{}})").has_value());
        CHECK(read<lapwing::nested>(200, R"({"id":"p1","code":"x"})").has_value());

        CHECK(failed<lapwing::flagged>(200, R"({"meta":{"ok":false,"text":"no"}})").is_refused());
        CHECK(failed<lapwing::flagged>(500, R"({"meta":{"ok":false,"text":"no"}})").gateway()->message ==
              "no");
        CHECK(read<lapwing::flagged>(200, R"({"meta":{"ok":true},"id":"p1"})").has_value());
        CHECK(
            read<lapwing::flagged>(200, R"({"meta":{"ok":false},"data":{"id":"7"},"id":"p1"})").has_value());
        CHECK(failed<lapwing::flagged>(200, R"({"ok":false,"id":"p1"})").code() == errc::missing_field);
    }

    TEST_CASE("refusal: at a status that the gateway documents as one, whatever the body")
    {
        for (unsigned const status : {400U, 401U, 402U, 403U, 404U}) {
            for (std::string_view const body :
                 {"", "<html>", "{}", "[]", R"({"message":"Unauthorized"})", R"({"error":{"message":"no"}})",
                  R"({"error":"no"})", R"({"error":{"code":{}}})"}) {
                auto const e = failed<lapwing::nested>(status, body);
                CHECK(e.code() == errc::refused_by_gateway);
                CHECK(e.is_refused());
            }
        }
        CHECK(failed<lapwing::nested>(400, R"({"error":{"message":"no"}})").gateway().value().message ==
              "no");
        for (unsigned const status : {300U, 405U, 408U, 409U, 429U, 499U, 500U, 502U, 503U, 599U}) {
            for (std::string_view const body : {"", "<html>", "{}", R"({"error":{"message":"no"}})"}) {
                auto const e = failed<lapwing::nested>(status, body);
                CHECK(e.code() == errc::http_status);
                CHECK(e.is_unknown());
            }
        }
        // A 5xx that is documented so, and one that is not.
        CHECK(failed<lapwing::coded>(503, "").is_refused());
        CHECK(failed<lapwing::coded>(503, R"({"result":"BUSY"})").is_refused());
        CHECK(failed<lapwing::coded>(502, R"({"result":"BUSY"})").is_unknown());
    }

    TEST_CASE("refusal: a documented status does not count where the answer says success")
    {
        CHECK(failed<lapwing::flagged>(404, R"({"meta":{"ok":true},"id":"p1"})").code() == errc::http_status);
        CHECK(failed<lapwing::nested>(400, R"({"error":{"code":0}})").is_unknown());
        CHECK(failed<lapwing::coded>(503, R"({"result":"PENDING"})").is_unknown());
    }

    TEST_CASE("refusal: codes that successes have are none, and every other is one")
    {
        for (std::string_view const code : {R"("SUCCESS")", R"("PENDING")", "0", R"("00")"})
            CHECK(read<lapwing::coded>(200, R"({"id":"p1","result":)" + std::string{code} + "}").has_value());
        for (std::string_view const code : {R"("FAIL")", R"("success")", "1"})
            CHECK(failed<lapwing::coded>(200, R"({"id":"p1","result":)" + std::string{code} + "}")
                      .is_refused());
    }

    TEST_CASE("refusal: a code after which nobody knows is none, whatever flag and status say")
    {
        for (std::string_view const code : {R"("1")", "1", R"("processing_error")", R"("in_progress")"}) {
            for (std::string_view const flag : {"", R"("ok":false,)", R"("ok":true,)"}) {
                std::string const body = "{" + std::string{flag} + R"("id":"p1","text":"ask us","code":)" +
                                         std::string{code} + "}";
                for (unsigned const status : {200U, 202U, 400U, 402U, 404U, 409U, 429U}) {
                    auto const e = failed<lapwing::open>(status, body);
                    CHECK(e.code() == errc::undecided_by_gateway);
                    CHECK(e.is_unknown());
                    CHECK(e.may_pass());
                    CHECK(code.find(e.gateway().value().code) != code.npos);
                    CHECK(e.gateway()->message == "ask us");
                }
                for (unsigned const status : {500U, 503U}) {
                    auto const e = failed<lapwing::open>(status, body);
                    CHECK(e.code() == errc::http_status);
                    CHECK(e.is_unknown());
                    CHECK(e.gateway().value().message == "ask us");
                }
            }
        }
        for (unsigned const status : {200U, 402U}) {
            CHECK(failed<lapwing::open>(status, R"({"code":"11"})").code() == errc::refused_by_gateway);
            CHECK(failed<lapwing::open>(status, R"({"code":"10"})").code() == errc::not_found_yet);
        }
        CHECK(read<lapwing::open>(200, R"({"id":"p1","code":"OK"})").has_value());
        CHECK(failed<lapwing::open>(400, R"({"text":"no"})").is_refused());
    }

    TEST_CASE("refusal: a flag may be written as a text or as a number")
    {
        for (std::string_view const flag : {"true", R"("true")", R"("True")", "1", R"("1")"}) {
            CAPTURE(flag);
            std::string const body = R"({"id":"p1","ok":)" + std::string{flag} + "}";
            CHECK(read<lapwing::pay>(200, body).has_value());
            CHECK(read<lapwing::strictly_flagged>(200, body).has_value());
            CHECK(failed<lapwing::strictly_flagged>(402, body).is_unknown());
        }
        for (std::string_view const flag : {"false", R"("false")", R"("FALSE")", "0", R"("0")"}) {
            CAPTURE(flag);
            std::string const body = R"({"id":"p1","text":"no","ok":)" + std::string{flag} + "}";
            for (unsigned const status : {200U, 402U}) {
                CHECK(failed(status, body).is_refused());
                CHECK(failed<lapwing::strictly_flagged>(status, body).is_refused());
                CHECK(failed<lapwing::strictly_flagged>(status, body).gateway().value().message == "no");
            }
            CHECK(failed<lapwing::strictly_flagged>(500, body).is_unknown());
        }
    }

    TEST_CASE("refusal: a flag of any other shape says nothing, and null is none where it may lack")
    {
        for (std::string_view const flag : {R"("")", R"("yes")", R"("no")", R"("00")", R"(" true")", "2",
                                            "-1", "1.0", "0.0", "{}", "[]", "[false]"}) {
            CAPTURE(flag);
            std::string const body = R"({"id":"p1","ok":)" + std::string{flag} + "}";
            CHECK(failed(200, body).code() == errc::field_not_convertible);
            CHECK(failed(200, body).is_unknown());
            CHECK(failed<lapwing::strictly_flagged>(200, body).code() == errc::field_not_convertible);
            CHECK(failed<lapwing::strictly_flagged>(402, body).is_unknown());
        }
        CHECK(read<lapwing::pay>(200, R"({"id":"p1","ok":null})").has_value());
        CHECK(failed(200, R"({"id":"p1","ok":null,"code":"x"})").is_refused());
        CHECK(failed<lapwing::strictly_flagged>(200, R"({"id":"p1","ok":null})").is_unknown());
    }

    TEST_CASE("refusal: where answers are signed, a status without a right signature is no refusal")
    {
        auto const sign = [](std::string const &text) { return tollgate::test::md5_hex(text + "k"); };
        auto const signed_body = [&](std::string const &code) {
            return R"({"code":")" + code + R"(","sign":")" + sign(code) + R"("})";
        };
        CHECK(failed<lapwing::signed_pay>(403, signed_body("x")).is_refused());
        CHECK(failed<lapwing::signed_pay>(403, signed_body("x")).gateway()->verified);
        CHECK(failed<lapwing::signed_pay>(403, signed_body("")).is_refused());
        // No signature covers a status, so it makes no refusal of what a success says.
        auto const paid = failed<lapwing::signed_pay>(403, R"({"id":"p1","sign":")" + sign("p1") + R"("})");
        CHECK(paid.code() == errc::http_status);
        CHECK(paid.is_unknown());
        auto const busy = failed<lapwing::signed_pay>(403, signed_body("busy"));
        CHECK(busy.code() == errc::undecided_by_gateway);
        CHECK(busy.is_unknown());
        CHECK(busy.gateway().value().verified);
        auto const forged =
            failed<lapwing::signed_pay>(200, R"({"code":"busy","sign":")" + sign("x") + R"("})");
        CHECK(forged.code() == errc::signature_mismatch);
        CHECK(forged.is_unknown());
        CHECK(forged.gateway().value().code == "busy");
        CHECK_FALSE(forged.gateway()->verified);
        CHECK(failed<lapwing::signed_pay>(403, "{}").code() == errc::signature_missing);
        CHECK(failed<lapwing::signed_pay>(403, "{}").is_unknown());
        CHECK(failed<lapwing::signed_pay>(403, "<html>").is_unknown());
        CHECK(failed<lapwing::signed_pay>(403, "").is_unknown());
        CHECK(failed<lapwing::signed_pay>(204, "").is_unknown());
    }

    TEST_CASE("refusal: where statuses are listed, a code or flag at another error refuses nothing")
    {
        std::string_view const in_use =
            R"({"error":{"code":"idempotency_key_in_use","message":"still running"}})";
        for (unsigned const status : {300U, 405U, 409U, 410U, 422U, 424U, 429U, 499U}) {
            auto const e = failed<lapwing::nested>(status, in_use);
            CHECK(e.code() == errc::http_status);
            CHECK(e.is_unknown());
            CHECK(e.http_status() == status);
            CHECK(e.gateway().value().code == "idempotency_key_in_use");
            CHECK(e.gateway()->message == "still running");
            CHECK(failed<lapwing::flagged>(status, R"({"meta":{"ok":false,"text":"no"}})").is_unknown());
            CHECK(failed<lapwing::open>(status, R"({"code":"11"})").is_unknown());
        }
        CHECK(failed<lapwing::nested>(200, in_use).is_refused());
        CHECK(failed<lapwing::nested>(402, in_use).http_status() == 402);
        CHECK(failed<lapwing::flagged>(200, R"({"meta":{"ok":false,"text":"no"}})").is_refused());
    }

    TEST_CASE("refusal: of several names for code and sentence the first counts that says something")
    {
        struct row {
            std::string_view body, code, message;
        };
        row const rows[] = {
            {R"({"name":"UNPROCESSABLE_ENTITY","message":"m","details":[{"issue":"DECLINED","description":"d"},)"
             R"({"issue":"OTHER"}]})",
             "DECLINED", "d"},
            {R"({"name":"RATE","message":"m","details":[]})", "RATE", "m"},
            {R"({"name":"RATE","message":"m","details":[{}]})", "RATE", "m"},
            {R"({"name":"RATE","message":"m","details":[{"issue":"","description":null}]})", "RATE", "m"},
            {R"({"name":"RATE","message":"m","details":null})", "RATE", "m"},
            {R"({"error":"invalid_client","error_description":"e"})", "invalid_client", "e"},
        };
        for (auto const &[body, code, message] : rows) {
            for (unsigned const status : {200U, 400U, 503U}) {
                auto const e = failed<lapwing::by_list>(status, body);
                CHECK(e.code() == errc::refused_by_gateway);
                CHECK(e.gateway().value().code == code);
                CHECK(e.gateway()->message == message);
            }
        }
        // Whichever of them says that nobody knows: the outcome is open.
        for (std::string_view const body : {R"({"name":"INTERNAL","details":[{"issue":"DECLINED"}]})",
                                            R"({"name":"X","details":[{"issue":"IN_PROGRESS"}]})",
                                            R"({"details":[{"issue":"DECLINED"}],"error":"INTERNAL"})"})
            for (unsigned const status : {200U, 400U, 422U, 429U}) {
                auto const e = failed<lapwing::by_list>(status, body);
                CHECK(e.code() == errc::undecided_by_gateway);
                CHECK(e.is_unknown());
            }
        // A list that is none may have held such a code.
        for (std::string_view const details : {R"("INTERNAL")", R"(["INTERNAL"])", "1", "true"}) {
            std::string const body = R"({"name":"X","details":)" + std::string{details} + "}";
            CHECK(failed<lapwing::by_list>(400, body).is_unknown());
        }
        CHECK(failed<lapwing::by_list>(400, R"({"name":"X","name":"INTERNAL"})").code() ==
              errc::duplicate_field);
        CHECK(read<lapwing::by_list>(200, R"({"id":"p1","details":[]})").has_value());
        CHECK(read<lapwing::by_list>(200, R"({"id":"p1","name":"COMPLETED"})").has_value());
    }

    TEST_CASE("refusal: what may be sent again later is refused, and says so")
    {
        for (std::string_view const body :
             {"", "<html>", "{}", R"({"name":"RATE_LIMIT"})", R"({"message":"slow down"})"}) {
            auto const e = failed<lapwing::by_list>(429, body);
            CHECK(e.code() == errc::try_again_later);
            CHECK(e.is_refused());
            CHECK(e.may_pass());
            CHECK(e.http_status() == 429);
            CHECK_FALSE(e.retry_after().has_value());
        }
        CHECK(failed<lapwing::by_list>(429, R"({"name":"RATE_LIMIT"})").gateway().value().code ==
              "RATE_LIMIT");
        for (unsigned const status : {200U, 400U, 409U, 423U, 429U, 503U})
            CHECK(failed<lapwing::by_list>(status, R"({"name":"LOCKED"})").code() == errc::try_again_later);
        for (unsigned const status : {500U, 502U, 504U}) {
            CHECK(failed<lapwing::by_list>(status, R"({"name":"LOCKED"})").code() == errc::http_status);
            CHECK(failed<lapwing::by_list>(status, R"({"name":"LOCKED"})").is_unknown());
        }
        CHECK(failed<lapwing::by_list>(429, R"({"name":"INTERNAL"})").code() == errc::undecided_by_gateway);
        CHECK(failed<lapwing::by_list>(429, R"({"id":"p1","name":"COMPLETED"})").code() == errc::http_status);
        CHECK(failed<lapwing::again>(429, R"({"ok":true})").is_unknown());
        CHECK(failed<lapwing::again>(429, R"({"ok":false,"code":"x"})").code() == errc::try_again_later);
        CHECK(failed<lapwing::again>(200, R"({"ok":false,"code":"busy"})").code() == errc::try_again_later);
        CHECK(failed<lapwing::again>(404, R"({"ok":false,"code":"x"})").code() == errc::refused_by_gateway);
    }

    TEST_CASE("refusal: how long to wait is what the header says, in seconds or as a date")
    {
        auto const wait = [](headers const &with) {
            return failed_with<lapwing::by_list>(429, with, "{}").retry_after();
        };
        using std::chrono::seconds;
        CHECK(wait({{"Retry-After", "2"}}) == seconds{2});
        CHECK(wait({{"retry-after", "0"}}) == seconds{0});
        CHECK(wait({{"RETRY-AFTER", "9999999999"}}) == seconds{9'999'999'999});
        tollgate::header const sent{"Date", "Sun, 06 Nov 1994 08:49:37 GMT"};
        CHECK(wait({sent, {"Retry-After", "Sun, 06 Nov 1994 08:51:07 GMT"}}) == seconds{90});
        CHECK(wait({sent, {"Retry-After", "Sunday, 06-Nov-94 08:51:07 GMT"}}) == seconds{90});
        CHECK(wait({sent, {"Retry-After", "Sun Nov  6 08:51:07 1994"}}) == seconds{90});
        CHECK(wait({sent, {"Retry-After", "Mon, 07 Nov 1994 08:49:36 GMT"}}) == seconds{86'399});
        CHECK(wait({sent, {"Retry-After", "Sun, 06 Nov 1994 08:49:36 GMT"}}) == seconds{0});
        // Without the answer's own date, by this machine's clock.
        CHECK(wait({{"Retry-After", "Sun, 06 Nov 1994 08:51:07 GMT"}}) == seconds{0});
        CHECK(wait({{"Retry-After", "Fri, 31 Dec 9999 23:59:59 GMT"}}) > seconds{86'400});
        for (std::string_view const unreadable :
             {"", "-1", "1.5", " 2", "soon", "99999999999", "Sun, 06 Nov 1994 08:51:07",
              "Sun, 31 Feb 1994 08:51:07 GMT", "Sun, 06 Nov 1994 24:51:07 GMT", "Sun, 06 Nov 1994 08:51 GMT",
              "Sun, 06 Nox 1994 08:51:07 GMT", "Sun, 06 Nov 1994 08:51:07 GMT extra",
              "06 Nov 1994 08:51:07 GMT"}) {
            CAPTURE(unreadable);
            CHECK_FALSE(wait({sent, {"Retry-After", unreadable}}).has_value());
        }
        CHECK_FALSE(wait({{"Retry-After", "1"}, {"Retry-After", "2"}}).has_value());
        // Of an answer that is unknown, too, and not of one without the header.
        CHECK(failed_with<lapwing::by_list>(503, {{"Retry-After", "7"}}, "{}").retry_after() == seconds{7});
        CHECK(failed_with<lapwing::by_list>(500, {{"Retry-After", "7"}}, "<html>").retry_after() ==
              seconds{7});
        CHECK_FALSE(failed<lapwing::by_list>(500, "").retry_after().has_value());
    }

    TEST_CASE("refusal: a header after which nobody knows goes before everything that the answer says")
    {
        headers const transient{{"Transient-Error", "TRUE"}};
        for (std::string_view const body :
             {"", "<html>", "{}", R"({"name":"X"})", R"({"name":"LOCKED"})", R"({"id":"p1"})"})
            for (unsigned const status : {200U, 204U, 400U, 404U, 409U, 422U, 429U}) {
                auto const e = failed_with<lapwing::by_list>(status, transient, body);
                CHECK(e.is_unknown());
                bool const is_unreadable = body == "<html>" && status < 300;
                CHECK(e.code() == (is_unreadable ? errc::body_not_json : errc::undecided_by_gateway));
            }
        CHECK(failed_with<lapwing::by_list>(503, transient, R"({"name":"X"})").code() == errc::http_status);
        CHECK(failed_with<lapwing::by_list>(422, {{"transient-error", "false"}}, R"({"name":"X"})")
                  .is_refused());
        CHECK(failed_with<lapwing::by_list>(422, {{"transient", "true"}}, R"({"name":"X"})").is_refused());
        headers const both{{"transient-error", "false"}, {"transient-error", "true"}};
        CHECK(failed_with<lapwing::by_list>(422, both, R"({"name":"X"})").is_unknown());
    }

    TEST_CASE(
        "refusal: who asks is told by status or by any of several codes that nothing is known, or not yet")
    {
        for (std::string_view const body : {"", "<html>", "{}", R"({"name":"OTHER"})"}) {
            CHECK(failed<lapwing::show>(404, body).code() == errc::not_found_yet);
            CHECK(failed<lapwing::by_list>(404, body).code() == errc::refused_by_gateway);
        }
        for (std::string_view const code : {"RESOURCE_NOT_FOUND", "NO_SUCH_ORDER"}) {
            std::string const body = R"({"details":[{"issue":")" + std::string{code} + R"("}]})";
            CHECK(failed<lapwing::show>(422, body).code() == errc::not_found_yet);
            CHECK(failed<lapwing::by_list>(400, body).code() == errc::not_found_yet);
            CHECK(failed<lapwing::by_list>(409, body).is_unknown());
        }
        CHECK(failed<lapwing::show>(404, R"({"name":"INTERNAL"})").code() == errc::undecided_by_gateway);
        CHECK(failed<lapwing::show>(404, R"({"name":"LOCKED"})").code() == errc::try_again_later);
        CHECK(failed<lapwing::show>(404, R"({"id":"p1","name":"COMPLETED"})").code() == errc::http_status);
    }

    TEST_CASE("refusal: one without a signature counts only where the gateway leaves refusals unsigned")
    {
        auto const sign = [](std::string const &text) { return tollgate::test::md5_hex(text + "k"); };
        for (unsigned const status : {200U, 400U, 404U}) {
            auto const e = failed<lapwing::half_signed>(status, R"({"code":"SIS0042","text":"no"})");
            CHECK(e.code() == errc::refused_by_gateway);
            CHECK(e.is_refused());
            CHECK(e.message().find("without a signature") != std::string::npos);
            CHECK(e.gateway().value().code == "SIS0042");
            CHECK_FALSE(e.gateway()->verified);
        }
        for (std::string_view const body : {"", "<html>", "{}"}) {
            CHECK(failed<lapwing::half_signed>(404, body).is_refused());
            CHECK(failed<lapwing::half_signed>(429, body).code() == errc::try_again_later);
            CHECK(failed<lapwing::half_signed>(409, body).is_unknown());
        }
        // What is signed, and wrongly, is not taken for unsigned.
        auto const forged =
            failed<lapwing::half_signed>(404, R"({"code":"x","sign":")" + sign("y") + R"("})");
        CHECK(forged.code() == errc::signature_mismatch);
        CHECK(forged.is_unknown());
        CHECK(failed<lapwing::half_signed>(404, R"({"code":"x","sign":"zz"})").is_unknown());
        auto const right = failed<lapwing::half_signed>(404, R"({"code":"x","sign":")" + sign("x") + R"("})");
        CHECK(right.is_refused());
        CHECK(right.gateway()->verified);
        // Neither a success, nor an open outcome, is taken without one.
        CHECK(failed<lapwing::half_signed>(200, R"({"id":"p1"})").code() == errc::signature_missing);
        CHECK(failed<lapwing::half_signed>(404, R"({"id":"p1"})").is_unknown());
        CHECK(failed<lapwing::half_signed>(400, R"({"code":"generic"})").is_unknown());
        CHECK(failed<lapwing::half_signed>(500, R"({"code":"x"})").is_unknown());
        CHECK(failed<lapwing::half_signed>(409, R"({"code":"x"})").is_unknown());
        CHECK(failed<lapwing::half_signed>(204, "").is_unknown());
    }

    TEST_CASE("answer: optional members that hold required ones are absent from an empty body")
    {
        auto const answer = read<lapwing::ask>(200, " \r\n");
        REQUIRE(answer.has_value());
        CHECK_FALSE(answer->one.has_value());
        CHECK(answer->more.empty());
        // A gateway whose every answer has a flag has not answered; 204 cannot have one.
        CHECK(failed<lapwing::flagged>(200, "").message().find("`meta.ok`") != std::string::npos);
    }

    TEST_CASE("target: parameters follow those that the path has")
    {
        CHECK(tollgate::make_request(lapwing::merchant(), lapwing::listed{})->target() == "/v1/list?all=1");
        CHECK(tollgate::make_request(lapwing::merchant(), lapwing::listed{.page = 2})->target() ==
              "/v1/list?all=1&page=2");
    }
}
