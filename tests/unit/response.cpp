// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/response.hpp>

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/hash/openssl.hpp>

#include <doctest/doctest.h>
#include <support/gateway_bodies.hpp>

#include <algorithm>
#include <sstream>
#include <string>
#include <string_view>

namespace {

namespace cactus = tollgate::cactus;
namespace one_payment = tollgate::one_payment;
namespace test = tollgate::test;
using test::cactus_body;
using tollgate::errc;

/// obtain_token for a gateway whose answers turn out not to be signed.
struct unsigned_answer_token {
    tollgate::required<"request_id", std::string> request_id;

    using account = cactus::account;
    using endpoint = tollgate::post_json<"/api/jsapi/obtain_token/">;
    using response = cactus::payment_form;
    static constexpr auto response_signature = tollgate::signing::words::not_signed;
};

template <class Hash = tollgate::cryptopp_hash>
tollgate::result<cactus::payment_form> read_token(std::string_view body, unsigned status = 200)
{
    return tollgate::read_response<cactus::obtain_token, Hash>(test::cactus_account(), status, body);
}

tollgate::result<one_payment::form> read_form(std::string_view body, unsigned status = 200)
{
    return tollgate::read_response<one_payment::init_form>(test::one_payment_account(), status, body);
}

std::string good_token()
{
    return cactus_body(R"("success":true,"key":"u48fb")", "key:u48fb;success:True;");
}

/// The good answer with its signature changed.
std::string with_signature(std::string_view signature)
{
    return test::signed_with(R"("success":true,"key":"u48fb")", "signature", signature);
}

std::string printed(tollgate::error const &e)
{
    std::ostringstream out;
    out << e;
    return out.str();
}

struct unacceptable {
    std::string_view what;
    std::string body;
    errc code;
    unsigned status = 200;
    std::string_view field{}; ///< Named in the sentence.
    std::string_view said{};  ///< The code that the gateway gives, of which nobody knows what it means.
};

template <class Form>
void check_unknown(tollgate::result<Form> const &form, unacceptable const &answer)
{
    CAPTURE(answer.what);
    REQUIRE(form.has_error());
    CHECK(form.error().code() == answer.code);
    CHECK(form.error().is_unknown());
    CHECK(form.error().gateway().has_value() == !answer.said.empty());
    if (!answer.said.empty()) CHECK(form.error().gateway()->code == answer.said);
    if (!answer.field.empty())
        CHECK(form.error().message().find("`" + std::string{answer.field} + "`") != std::string::npos);
}

} // namespace

TEST_SUITE("tollgate.response")
{
    TEST_CASE_TEMPLATE("response: a signed success gives the form, and where to send the payer", Hash,
                       tollgate::cryptopp_hash, tollgate::openssl_hash)
    {
        auto const plain = read_token<Hash>(good_token());
        REQUIRE(plain.has_value());
        CHECK(plain->key == "u48fb");
        CHECK_FALSE(plain->redirect_url.has_value());
        CHECK(plain->page() == "https://cactusgino.com/api/jsapi/open/u48fb/");

        auto const redirected = read_token<Hash>(
            cactus_body(R"("success":true,"key":"u48fb","redirect_url":"https://pp.example/3d/")",
                        "key:u48fb;redirect_url:https://pp.example/3d/;success:True;"));
        REQUIRE(redirected.has_value());
        CHECK(redirected->page() == "https://pp.example/3d/");
    }

    TEST_CASE("response: a field that the library does not know takes part in the signature")
    {
        std::string const members = R"("success":true,"fee":1.50,"key":"u48fb","extra":{"b":"2","a":"1"})";
        CHECK(read_token(cactus_body(members, "extra:a:1;b:2;fee:1.50;key:u48fb;success:True;")).has_value());
        CHECK(read_token(cactus_body(members, "key:u48fb;success:True;")).error().code() ==
              errc::signature_mismatch);
    }

    TEST_CASE("response: the signature is accepted in upper case, and by a key that was replaced")
    {
        std::string signature = test::sha1_hex("key:u48fb;success:True;test_salt");
        std::ranges::transform(signature, signature.begin(),
                               [](char c) { return c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c; });
        CHECK(read_token(with_signature(signature)).has_value());

        auto const rotated = tollgate::secret{"new"}.replacing(tollgate::secret{test::cactus_salt});
        CHECK(tollgate::read_response<cactus::obtain_token>(test::cactus_account(rotated), 200, good_token())
                  .has_value());
    }

    TEST_CASE("response: a refusal that is signed is a refusal, unless the HTTP status is a 5xx")
    {
        std::string const body =
            cactus_body(R"("success":false,"message":"Invalid ContentType or json format")",
                        "message:Invalid ContentType or json format;success:False;");
        for (unsigned const status : {200U, 400U, 403U}) {
            CAPTURE(status);
            auto const form = read_token(body, status);
            REQUIRE(form.has_error());
            CHECK(form.error().code() == errc::refused_by_gateway);
            CHECK(form.error().is_refused());
            REQUIRE(form.error().gateway().has_value());
            CHECK(form.error().gateway()->message == "Invalid ContentType or json format");
            CHECK(form.error().gateway()->code.empty());
            CHECK(form.error().gateway()->verified);
            CHECK(printed(form.error()).find("ContentType") == std::string::npos);
        }
        auto const failed = read_token(body, 500).error();
        CHECK(failed.code() == errc::http_status);
        CHECK(failed.is_unknown());
        CHECK(failed.gateway().value().message == "Invalid ContentType or json format");
        CHECK(failed.gateway()->verified);
    }

    TEST_CASE("response: an HTTP error keeps its status, which tells whether it may pass")
    {
        for (unsigned const status : {401U, 403U, 404U, 407U, 408U, 425U, 429U, 500U, 502U, 503U}) {
            CAPTURE(status);
            auto const failed = read_token("<html>No</html>", status).error();
            CHECK(failed.code() == errc::http_status);
            CHECK(failed.http_status() == status);
            bool const passes = status >= 500 || status == 408 || status == 425 || status == 429;
            CHECK(failed.may_pass() == passes);
            CHECK(failed.is_unknown());
        }
        CHECK(read_token("<html>No</html>", 200).error().http_status() == 0);
    }

    TEST_CASE("response: a refusal without a message is a refusal")
    {
        auto const form = read_token(cactus_body(R"("success":false)", "success:False;"));
        REQUIRE(form.has_error());
        CHECK(form.error().is_refused());
        CHECK(form.error().gateway().value().message.empty());
    }

    TEST_CASE(
        "response: a refusal that cannot be verified leaves the outcome open and still shows its message")
    {
        std::string const members = R"("success":false,"message":"no such site")";
        std::string const text = "message:no such site;success:False;";
        unacceptable const refusals[] = {
            {"signed with another salt", cactus_body(members, text, "another_salt"),
             errc::signature_mismatch},
            {"the same with an HTTP error", cactus_body(members, text, "another_salt"),
             errc::signature_mismatch, 403},
            {"unsigned", "{" + members + "}", errc::signature_missing},
            {"signed with null", "{" + members + R"(,"signature":null})", errc::signature_missing},
            {"the document's placeholder", test::signed_with(members, "signature", "jnfndssfdjkfndsnf09jf"),
             errc::signature_malformed}};
        for (unacceptable const &refusal : refusals) {
            CAPTURE(refusal.what);
            auto const form = read_token(refusal.body, refusal.status);
            REQUIRE(form.has_error());
            CHECK(form.error().code() == refusal.code);
            CHECK(form.error().is_unknown());
            REQUIRE(form.error().gateway().has_value());
            CHECK(form.error().gateway()->message == "no such site");
            CHECK_FALSE(form.error().gateway()->verified);
            CHECK(printed(form.error()).find("no such site") == std::string::npos);
        }
    }

    TEST_CASE("response: a signed answer that is not as documented leaves the outcome open")
    {
        unacceptable const answers[] = {
            {"no `success`", cactus_body(R"("key":"u48fb")", "key:u48fb;"), errc::missing_field, 200,
             "success"},
            {"`success` as another text", cactus_body(R"("success":"yes","key":"k")", "key:k;success:yes;"),
             errc::field_not_convertible, 200, "success"},
            {"`success` as another number", cactus_body(R"("success":2,"key":"k")", "key:k;success:2;"),
             errc::field_not_convertible, 200, "success"},
            {"`success` as null", cactus_body(R"("success":null,"key":"k")", "key:k;success:None;"),
             errc::field_not_convertible, 200, "success"},
            {"no `key`", cactus_body(R"("success":true)", "success:True;"), errc::missing_field, 200, "key"},
            {"`key` as null", cactus_body(R"("success":true,"key":null)", "key:None;success:True;"),
             errc::missing_field, 200, "key"},
            {"`key` as an object", cactus_body(R"("success":true,"key":{"a":"b"})", "key:a:b;success:True;"),
             errc::field_not_convertible, 200, "key"},
            {"`key` as a truth value", cactus_body(R"("success":true,"key":true)", "key:True;success:True;"),
             errc::field_not_convertible, 200, "key"},
            {"success with HTTP 404", good_token(), errc::http_status, 404},
            {"success with HTTP 500", good_token(), errc::http_status, 500},
            {"success with HTTP 302", good_token(), errc::http_status, 302},
            {"no `success` with HTTP 500", cactus_body(R"("key":"k")", "key:k;"), errc::http_status, 500}};
        for (unacceptable const &answer : answers)
            check_unknown(read_token(answer.body, answer.status), answer);

        auto const numeric = read_token(cactus_body(R"("success":true,"key":17)", "key:17;success:True;"));
        REQUIRE(numeric.has_value());
        CHECK(numeric->key == "17");
        CHECK(read_token(cactus_body(R"("success":"true","key":"k")", "key:k;success:true;")).has_value());
        CHECK(read_token(cactus_body(R"("success":1,"key":"k")", "key:k;success:1;")).has_value());
        CHECK(read_token(cactus_body(R"("success":"false","key":"k")", "key:k;success:false;"))
                  .error()
                  .is_refused());
    }

    TEST_CASE("response: a signed success is not lost for an optional field")
    {
        for (std::string_view const member :
             {R"("redirect_url":["a"])", R"("redirect_url":{"url":"a"})",
              R"("redirect_url":"pay.example/3d")", R"("redirect_url":true)"}) {
            std::string const text = member.ends_with(']')      ? "redirect_url:a;"
                                     : member.ends_with('}')    ? "redirect_url:url:a;"
                                     : member.ends_with("3d\"") ? "redirect_url:pay.example/3d;"
                                                                : "redirect_url:True;";
            auto const form = read_token(cactus_body(R"("success":true,"key":"k",)" + std::string{member},
                                                     "key:k;" + text + "success:True;"));
            CAPTURE(member);
            REQUIRE(form.has_value());
            CHECK(form->key == "k");
            CHECK_FALSE(form->redirect_url.has_value());
            CHECK(form->redirect_url.unreadable());
            CHECK(form->page() == "https://cactusgino.com/api/jsapi/open/k/");
        }
    }

    TEST_CASE("response: a success with a signature that is not right leaves the outcome open")
    {
        std::string const good = test::sha1_hex("key:u48fb;success:True;test_salt");
        unacceptable const answers[] = {
            {"another key", cactus_body(R"("success":true,"key":"u48fc")", "key:u48fb;success:True;"),
             errc::signature_mismatch},
            {"another salt",
             cactus_body(R"("success":true,"key":"u48fb")", "key:u48fb;success:True;", "salt"),
             errc::signature_mismatch},
            {"none", R"({"success":true,"key":"u48fb"})", errc::signature_missing},
            {"an empty one", with_signature(""), errc::signature_missing},
            {"one character short", with_signature(good.substr(1)), errc::signature_wrong_length},
            {"one character long", with_signature(good + "0"), errc::signature_wrong_length},
            {"a longer digest", with_signature(test::digest_hex("SHA256", "")), errc::signature_wrong_length},
            {"a character that is not hexadecimal", with_signature("g" + good.substr(1)),
             errc::signature_malformed},
            {"a blank at the end", with_signature(good.substr(1) + " "), errc::signature_malformed},
            {"a number",
             R"({"success":true,"key":"u48fb","signature":1234567890123456789012345678901234567890})",
             errc::signature_malformed},
            {"an object", R"({"success":true,"key":"u48fb","signature":{"a":"b"}})",
             errc::signature_malformed}};
        for (unacceptable const &answer : answers)
            check_unknown(read_token(answer.body), answer);
    }

    TEST_CASE("response: a body that is no JSON object leaves the outcome open")
    {
        for (test::bad_body const &bad : test::bad_bodies()) {
            CAPTURE(bad.what);
            check_unknown(read_token(bad.body), {bad.what, {}, bad.code});
            // What is not signed is not lost for a name that nobody reads.
            bool const is_read = bad.code == errc::duplicate_field;
            check_unknown(read_form(bad.body), {bad.what, {}, is_read ? errc::missing_field : bad.code});
            check_unknown(read_form(bad.body, 502), {bad.what, {}, errc::http_status});
        }
        CHECK(read_form("", 502).error().message().find("502") != std::string::npos);
    }

    TEST_CASE("response: a message can say that its answers are not signed")
    {
        using unsigned_token = unsigned_answer_token;
        auto const account = test::cactus_account();
        CHECK(tollgate::read_response<unsigned_token>(account, 200, R"({"success":true,"key":"k"})")
                  .has_value());

        auto const refusal =
            tollgate::read_response<unsigned_token>(account, 200, R"({"success":false,"message":"no"})");
        REQUIRE(refusal.has_error());
        CHECK(refusal.error().is_refused());
        CHECK(refusal.error().gateway().value().message == "no");
        CHECK_FALSE(refusal.error().gateway()->verified);
    }

    TEST_CASE("response: 1Payment's answer gives the address, its slashes escaped or not")
    {
        // https://doc.1payment.com/create-form-sbp
        for (std::string_view const body :
             {R"({"url":"https:\/\/merchant.1payment.com\/xZ5g7F"})",
              R"({"url":"https://merchant.1payment.com/xZ5g7F"})",
              R"({"url":"https://merchant.1payment.com/xZ5g7F","error_code":0})",
              R"({"url":"https://merchant.1payment.com/xZ5g7F","error_code":"0"})",
              R"({"url":"https://merchant.1payment.com/xZ5g7F","error_code":null,"other":[1,{"a":true}]})"}) {
            CAPTURE(body);
            auto const form = read_form(body);
            REQUIRE(form.has_value());
            CHECK(form->url == "https://merchant.1payment.com/xZ5g7F");
        }
    }

    TEST_CASE("response: 1Payment's error_code is a refusal, as a number and as text")
    {
        for (std::string_view const body : {R"({"error_code":8})", R"({"error_code":"8"})",
                                            R"({"error_code":8,"url":"https://merchant.1payment.com/x"})"}) {
            for (unsigned const status : {200U, 400U}) {
                CAPTURE(body);
                auto const form = read_form(body, status);
                REQUIRE(form.has_error());
                CHECK(form.error().code() == errc::refused_by_gateway);
                CHECK(form.error().is_refused());
                CHECK(form.error().gateway().value().code == "8");
                CHECK_FALSE(form.error().gateway()->verified);
            }
        }
    }

    TEST_CASE("response: any other answer of 1Payment leaves the outcome open")
    {
        unacceptable const answers[] = {
            {"nothing", "{}", errc::missing_field, 200, "url"},
            {"an error_code of 0 and no url", R"({"error_code":0})", errc::missing_field, 200, "url"},
            {"an empty error_code and no url", R"({"error_code":""})", errc::missing_field, 200, "url"},
            {"an error_code with a fraction", R"({"error_code":8.0})", errc::field_not_convertible, 200,
             "error_code", "8.0"},
            {"an error_code as an object", R"({"error_code":{"a":8}})", errc::field_not_convertible, 200,
             "error_code"},
            {"an error_code as a truth value", R"({"error_code":true})", errc::field_not_convertible, 200,
             "error_code", "true"},
            {"a url inside another object", R"({"data":{"url":"https://a/"}})", errc::missing_field, 200,
             "url"},
            {"a url as a list", R"({"url":[false]})", errc::field_not_convertible, 200, "url"},
            {"a truth value as the url", R"({"url":false})", errc::field_not_convertible, 200, "url"},
            {"a truth value as text", R"({"url":"false"})", errc::field_not_convertible, 200, "url"},
            {"a number as the url", R"({"url":17})", errc::field_not_convertible, 200, "url"},
            {"an empty url", R"({"url":""})", errc::field_not_convertible, 200, "url"},
            {"a path as the url", R"({"url":"/form/8p3"})", errc::field_not_convertible, 200, "url"},
            {"a url of another scheme", R"({"url":"javascript:pay"})", errc::field_not_convertible, 200,
             "url"},
            {"a url without a host", R"({"url":"https:///form"})", errc::field_not_convertible, 200, "url"},
            {"a url that breaks a header", R"({"url":"https://x/1\r\nSet-Cookie: a=1"})",
             errc::field_not_convertible, 200, "url"},
            {"a url with HTTP 500", R"({"url":"https://a/"})", errc::http_status, 500}};
        for (unacceptable const &answer : answers)
            check_unknown(read_form(answer.body, answer.status), answer);
    }
}
