// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// What happens to a signature, to a secret and to a URL on the way: cut, quoted, copied with characters that do not show.

#include <tollgate/explain.hpp>

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/provider.hpp>
#include <tollgate/response.hpp>

#include <doctest/doctest.h>
#include <support/owned_message.hpp>

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace shop {

struct account {
    tollgate::required<"url", std::string> url;
    tollgate::required<"key", tollgate::secret> key;
};

} // namespace shop

template <>
struct tollgate::provider_traits<shop::account> {
    static constexpr std::string_view name = "Shop";
    static constexpr std::string_view host = "shop.example";
    static constexpr auto request_signature = signing::words::not_signed;
    static constexpr auto response_signature = signing::words::not_signed;
    static constexpr auto callback_signature = signing::words::not_signed;
    static constexpr refusal_rule refusal{.code = "error"};
    static constexpr acknowledgement acknowledged{};
    static constexpr std::chrono::seconds timeout{30};
};

namespace {

using namespace tollgate;
using namespace tollgate::signing::words;
using signing::words::field;
using signing::words::header;
using signing::words::secret;
using test::owned_message;

constexpr auto over_url = hex(hmac_sha256(key, account_field<"url"> + "|" + body));
constexpr auto over_target = hex(sha256(method + path + body + key));
constexpr auto over_fixed_url = hex(md5("https://gate.example" + path + key));
constexpr auto over_header_names =
    hex(hmac_sha256(key, join("\n", lower(name) + ":" + value, headers | starting<"x-pay-"> | by_name)));
constexpr auto over_body = hex(md5(body + key));
constexpr auto in_base64 = base64(hmac_sha256(key, body));
constexpr auto of_two_secrets = hex(sha256(secret<"first"> + body + secret<"second">));

owned_message sample()
{
    owned_message m;
    m.key = "Key";
    m.secrets = {{"first", "One"}, {"second", "Two"}};
    m.method = "POST";
    m.target = "/pay/";
    m.body = "{}";
    m.headers = {{"x-pay-id", "7"}};
    m.account = {{"url", "https://shop.example/cb"}};
    return m;
}

std::string sign(auto const &scheme, owned_message const &m)
{
    owned_message::view const over{m};
    wiped_buffer text;
    REQUIRE_FALSE(signing::evaluate<cryptopp_hash>(scheme, over, text));
    return std::string{text.view()};
}
std::string explained(auto const &scheme, owned_message const &correct, std::string_view received)
{
    owned_message::view const over{correct};
    return explain(signing::table_of(scheme), over, received).text();
}
void check_says(std::string const &text, std::string_view sentence)
{
    CAPTURE(text);
    CAPTURE(sentence);
    CHECK(text.find("matches if " + std::string{sentence} + "\n") != text.npos);
}

/// Signed by a side that has another URL.
void check_url(std::string const &ours, std::string const &theirs, std::string_view sentence)
{
    owned_message right = sample();
    right.account[0].second = ours;
    owned_message wrong = right;
    wrong.account[0].second = theirs;
    check_says(explained(over_url, right, sign(over_url, wrong)), std::string{sentence} + ": `url`");
}
/// Signed by a side that has another secret.
void check_secret(std::string const &ours, std::string const &theirs, std::string_view sentence)
{
    owned_message right = sample();
    right.key = ours;
    owned_message wrong = right;
    wrong.key = theirs;
    check_says(explained(over_body, right, sign(over_body, wrong)), sentence);
    check_says(explained(in_base64, right, sign(in_base64, wrong)), sentence);
}

// Requests whose signature a header carries, callbacks in JSON

struct answer {
    tollgate::optional<"status", std::string> status{};
};
struct order {
    required<"id", std::string> id;
    using account = shop::account;
    using endpoint = post_json<"/orders">;
    using response = answer;
    static constexpr auto request_signature = in_header<"X-Sign">(base64(hmac_sha256(key, path + body)));
};
struct listed_order {
    required<"id", std::string> id;
    using account = shop::account;
    using endpoint = post_json<"/orders">;
    using response = answer;
    static constexpr auto request_signature = in_header<"X-Sign">("v1=" + hex(hmac_sha256(key, path + body)));
};
struct question {
    required<"id", std::string> id;
    using account = shop::account;
    using endpoint = get<"/orders", effect::reads>;
    using response = answer;
    static constexpr auto request_signature =
        in_header<"X-Sign">(hex(hmac_sha256(key, path + "?" + join("&", name + "=" + value, query))));
};
struct order_with_signed_answer {
    required<"id", std::string> id;
    using account = shop::account;
    using endpoint = post_json<"/signed">;
    using response = answer;
    static constexpr auto response_signature = in_field<"sign">(hex(hmac_md5(unhex(key), field<"status">)));
};
struct paid {
    required<"id", std::string> id;
    using account = shop::account;
    static constexpr auto callback_signature = in_field<"sign">(hex(md5(field<"id"> + key)));
};
struct paid_by_form {
    required<"id", std::string> id;
    using account = shop::account;
    static constexpr auto callback_signature = in_field<"sign">(hex(md5(field<"id"> + key)));
    static constexpr bool also_as_form = true;
};
struct paid_by_header {
    required<"id", std::string> id;
    using account = shop::account;
    static constexpr auto callback_signature = in_header<"X-Sign">(hex(hmac_sha256(key, body)));
};

shop::account ours(std::string_view key = "Key")
{
    return {.url = "https://shop.example/cb", .key = tollgate::secret{key}};
}

} // namespace

TEST_SUITE("tollgate.signing.explain.transit")
{
    TEST_CASE("explain: a signed URL by http for https, with or without a slash, a query, a port, a host")
    {
        std::string const url = "https://shop.example/cb";
        check_url(url, "http://shop.example/cb",
                  "the signed URL begins with `http://`, not `https://`, or the other way");
        check_url("http://shop.example/cb", url,
                  "the signed URL begins with `http://`, not `https://`, or the other way");
        check_url(url, url + "/", "the signed URL has a slash at its end");
        check_url("https://shop.example", "https://shop.example/", "the signed URL has a slash at its end");
        check_url(url + "?a=1", url + "/?a=1", "the signed URL has a slash at its end");
        check_url(url + "/", url, "the signed URL has no slash at its end");
        check_url("https://shop.example/", "https://shop.example", "the signed URL has no slash at its end");
        check_url(url + "?a=1", url, "the signed URL is without its query");
        check_url(url, "/cb", "the path alone is signed, not the whole URL");
        check_url("https://Shop.Example/Cb", "https://shop.example/Cb",
                  "the host of the signed URL is in lower case");
        check_url(url, "https://www.shop.example/cb", "the signed URL is with `www.`, or without it");
        check_url("https://www.shop.example/cb", url, "the signed URL is with `www.`, or without it");
        check_url(url, "https://shop.example:443/cb",
                  "the signed URL names the port of its scheme, or leaves it out");
        check_url("http://shop.example:80/cb", "http://shop.example/cb",
                  "the signed URL names the port of its scheme, or leaves it out");
        check_url(url, "https%3A%2F%2Fshop.example%2Fcb", "the signed URL is percent-encoded once more");
    }

    TEST_CASE("explain: a signed target with or without a slash, with its query; a URL that the scheme says")
    {
        auto const with_target = [](auto const &scheme, std::string const &right, std::string const &wrong) {
            owned_message m = sample();
            m.target = wrong;
            std::string const received = sign(scheme, m);
            m.target = right;
            return explained(scheme, m, received);
        };
        check_says(with_target(over_target, "/pay", "/pay/"),
                   "the signed URL has a slash at its end: `the target`");
        check_says(with_target(over_target, "/pay/", "/pay"),
                   "the signed URL has no slash at its end: `the target`");
        owned_message m = sample();
        m.target = "/pay?id=7";
        constexpr auto with_query = hex(sha256(method + "/pay?id=7" + body + key));
        check_says(explained(over_target, m, sign(with_query, m)), "the signed URL is with its query");
        constexpr auto by_http = hex(md5("http://gate.example" + path + key));
        check_says(explained(over_fixed_url, m, sign(by_http, m)),
                   "the signed URL begins with `http://`, not `https://`, or the other way: "
                   "`https://gate.example`");
    }

    TEST_CASE("explain: two faults of a URL at once")
    {
        owned_message right = sample();
        owned_message wrong = right;
        wrong.account[0].second = "http://shop.example/cb/";
        std::string const text = explained(over_url, right, sign(over_url, wrong));
        CAPTURE(text);
        CHECK(text.find(
                  "begins with `http://`, not `https://`, or the other way: `url`, and the signed URL has a "
                  "slash at its end: `url`") != text.npos);
    }

    TEST_CASE("explain: a secret that was copied with a character that does not show")
    {
        constexpr std::string_view without = "the secret is without the characters that do not show";
        for (std::string_view const hidden :
             {"\xC2\xA0", "\xE2\x80\x8B", "\xEF\xBB\xBF", "\xE2\x80\xAF", "\xC2\xAD", "\xE2\x80\x8E"}) {
            check_secret("Key" + std::string{hidden}, "Key", without);
            check_secret(std::string{hidden} + "Key", "Key", without);
            check_secret("Ke" + std::string{hidden} + "y", "Key", without);
        }
        constexpr std::string_view with = "the secret has a character that does not show: ";
        check_secret("Key", "Key\xC2\xA0", std::string{with} + "a no-break space at its end");
        check_secret("Key", "\xC2\xA0Key", std::string{with} + "a no-break space before it");
        check_secret("Key", "Key\xE2\x80\x8B", std::string{with} + "a zero-width space at its end");
        check_secret("Key", "\xE2\x80\x8BKey", std::string{with} + "a zero-width space before it");
        check_secret("Key", "\xEF\xBB\xBFKey", std::string{with} + "a byte order mark before it");
        check_secret("Key", "Key\t", std::string{with} + "a tab at its end");
        owned_message ended = sample(); // an HMAC takes a key with a NUL at its end for the same
        ended.key += '\0';
        check_says(explained(over_body, sample(), sign(over_body, ended)),
                   std::string{with} + "a NUL at its end");
    }

    TEST_CASE("explain: a secret without its `whsec_`, escaped, or written by a word processor")
    {
        check_secret("Key", "whsec_Key", "the secret begins with `whsec_`");
        check_secret("a&amp;b", "a&b", "HTML's escapes in the secret are undone");
        check_secret("a&b", "a&amp;b", "the secret is escaped as in HTML");
        check_secret("a%2Fb", "a/b", "the secret is percent-decoded");
        check_secret("a/b", "a%2Fb", "the secret is percent-encoded");
        constexpr std::string_view alike =
            "the secret has ASCII quotes, dashes and letters where it has such as look alike";
        check_secret("a\xE2\x80\x93"
                     "b",
                     "a-b", alike);
        check_secret("\xE2\x80\x9C"
                     "a\xE2\x80\x9D",
                     "\"a\"", alike);
        check_secret("\xD0\x9A\xD0\xB5y", "Key", alike);
        check_secret("Ke\r\n y", "Key", "the secret is without the blanks and line breaks inside it");
    }

    TEST_CASE("explain: of two secrets, the one that was copied wrongly is named")
    {
        owned_message right = sample();
        owned_message wrong = right;
        right.secrets[1].second = "Two\xC2\xA0";
        std::string const text = explained(of_two_secrets, right, sign(of_two_secrets, wrong));
        check_says(text, "the secret is without the characters that do not show: `second`");
        CHECK(text.find("besides: the account's `second` holds a character that does not show.\n") !=
              text.npos);
    }

    TEST_CASE("explain: a signature that was cut off, at any length")
    {
        owned_message const m = sample();
        for (auto const &[full, received] :
             {std::pair{sign(over_target, m), explained(over_target, m, sign(over_target, m).substr(0, 32))},
              std::pair{sign(over_target, m), explained(over_target, m, sign(over_target, m).substr(0, 63))}})
            CHECK(received.find(full.substr(0, 8)) == received.npos);
        check_says(explained(over_target, m, sign(over_target, m).substr(0, 32)),
                   "the signature is cut off: after 32 characters");
        check_says(explained(in_base64, m, sign(in_base64, m).substr(0, 43)),
                   "the signature is cut off: after 43 characters");
        std::string const short_rest = explained(over_target, m, sign(over_target, m).substr(0, 4));
        CHECK(short_rest.find("No known mistake explains it") != short_rest.npos);
        owned_message spaced = m;
        spaced.body = "{ }";
        std::string const both = explained(over_target, spaced, sign(over_target, m).substr(0, 40));
        CHECK(both.find("the signature is cut off: after 40 characters, and the JSON is written again") !=
              both.npos);
    }

    TEST_CASE("explain: a signature in quotes, with blanks, with a prefix, in a form without its plus")
    {
        owned_message m = sample();
        std::string const right = sign(over_body, m);
        check_says(explained(over_body, m, '"' + right + '"'), "the signature is in quotes");
        check_says(explained(over_body, m, ' ' + right + "\r\n"),
                   "the signature has blanks or line breaks around it");
        for (std::string_view const prefix : {"sha256=", "v1:", "HMAC ", "t: "})
            check_says(explained(over_body, m, std::string{prefix} + right),
                       "something stands before the signature that the scheme does not have");
        for (int i = 0; sign(in_base64, m).find('+') == std::string::npos; ++i)
            m.body = std::to_string(i);
        std::string plain = sign(in_base64, m);
        std::string encoded = plain;
        for (std::size_t at = 0; (at = encoded.find('+', at)) != encoded.npos; at += 3)
            encoded.replace(at, 1, "%2B");
        for (std::size_t at = 0; (at = encoded.find('/', at)) != encoded.npos; at += 3)
            encoded.replace(at, 1, "%2F");
        encoded.replace(encoded.find('='), 1, "%3D");
        check_says(explained(in_base64, m, encoded), "the signature is percent-encoded");
        for (char &c : plain)
            if (c == '+') c = ' ';
        check_says(explained(in_base64, m, plain), "each `+` in the signature became a blank");
    }

    TEST_CASE("explain: a digest that was printed as a number, without its zeros")
    {
        owned_message m = sample();
        for (int i = 0; !sign(over_body, m).starts_with("0"); ++i)
            m.body = std::to_string(i);
        check_says(explained(over_body, m, sign(over_body, m).substr(1)),
                   "the digest is printed as a number, without zeros before it");
        std::string bytes;
        std::string const digits = sign(over_body, m);
        for (std::size_t i = 0; i != digits.size(); i += 2)
            bytes += digits.substr(digits[i] == '0' ? i + 1 : i, digits[i] == '0' ? 1 : 2);
        check_says(explained(over_body, m, bytes),
                   "the digest's bytes are printed as numbers, without zeros before them");
    }

    TEST_CASE("explain: names of headers as they were sent, not in lower case")
    {
        owned_message const m = sample();
        constexpr auto capitalised =
            hex(hmac_sha256(key, "X-Pay-Id:" + join("", value, headers | starting<"x-pay-">)));
        constexpr auto as_they_are =
            hex(hmac_sha256(key, join("\n", name + ":" + value, headers | starting<"x-pay-"> | by_name)));
        check_says(explained(as_they_are, m, sign(capitalised, m)), "names are written as `X-Pay-Id` is");
        check_says(explained(over_header_names, m, sign(capitalised, m)),
                   "names are written as `X-Pay-Id` is");
    }

    TEST_CASE("explain: an account's field or a header that was copied with a character that does not show")
    {
        owned_message right = sample();
        owned_message wrong = right;
        right.account[0].second = "https://shop.example/cb\xE2\x80\x8B";
        check_says(explained(over_url, right, sign(over_url, wrong)),
                   "characters that do not show are left out of a header or of the account's field: `url`");
    }

    TEST_CASE("explain: without a known mistake it blames nobody, and says what is odd about a secret")
    {
        owned_message m = sample();
        std::string text = explained(over_body, m, "0123456789abcdef0123456789abcdef");
        CHECK(text.find("No known mistake explains it") != text.npos);
        CHECK(text.find("wrong") == text.npos);
        CHECK(text.find("besides") == text.npos);
        m.key = "Key\n";
        text = explained(over_body, m, "0123456789abcdef0123456789abcdef");
        CHECK(text.find("besides: the account's secret has a blank or a line break at an end.\n") !=
              text.npos);
        m.key = "\"Key\"";
        text = explained(over_body, m, "0123456789abcdef0123456789abcdef");
        CHECK(text.find("besides: the account's secret is in quotes.\n") != text.npos);
    }
}

TEST_SUITE("tollgate.explain.sent")
{
    TEST_CASE("explain_sent: a signature in a header")
    {
        auto const sent = make_request(ours(), order{.id = "7"}).value();
        std::vector<tollgate::header> headers{{"Accept", "*/*"}};
        for (tollgate::header const &h : sent.headers())
            headers.push_back(h);
        CHECK(explain_sent<order>(ours(), sent.body(), headers).value().matches);
        std::vector<tollgate::header> const lower{{"x-sign", sent.signature().text()}};
        CHECK(explain_sent<order>(ours(), sent.body(), lower).value().matches);
        std::string loose{sent.body()};
        loose.insert(loose.find(':') + 1, " ");
        auto const spaced = explain_sent<order>(ours(), loose, headers).value();
        CHECK_FALSE(spaced.matches);
        check_says(spaced.text(), "the JSON is written again, without blanks: `body`");
        check_says(explain_sent<order>(ours("Key\n"), sent.body(), headers).value().text(),
                   "the secret is without the blanks around it");
        signing::named_text const other[] = {{"the test system's key", "Key"}};
        check_says(explain_sent<order>(ours("live"), sent.body(), headers, other).value().text(),
                   "another key is used: `the test system's key`");
    }

    TEST_CASE("explain_sent: a header's signature with a prefix, and one whose query is signed")
    {
        auto const sent = make_request(ours(), listed_order{.id = "7"}).value();
        std::string const digits{sent.signature().text().substr(3)};
        std::vector<tollgate::header> const bare{{"X-Sign", digits}};
        check_says(explain_sent<listed_order>(ours(), sent.body(), bare).value().text(),
                   "the fixed text around the digest is left out");

        auto const asked = make_request(ours(), question{.id = "7"}).value();
        std::vector<tollgate::header> const headers{{"X-Sign", asked.signature().text()}};
        CHECK(explain_sent<question>(ours(), asked.target(), headers).value().matches);
        CHECK(explain_sent<question>(ours(), "https://shop.example" + std::string{asked.target()}, headers)
                  .value()
                  .matches);
    }

    TEST_CASE("explain_sent: without the header that carries the signature it says which is missing")
    {
        auto const told = [](std::vector<tollgate::header> const &headers) {
            return explain_sent<order>(ours(), "{\"id\":\"7\"}", headers).error();
        };
        CHECK(told({}).code() == errc::signature_missing);
        CHECK(told({}).message().find(
                  "The request's header `X-Sign`, which is to carry its signature, is missing "
                  "or empty; give all that was sent, the headers too.") != std::string::npos);
        auto const twofold = told({{"X-Sign", "a"}, {"x-sign", "b"}});
        CHECK(twofold.code() == errc::duplicate_field);
        CHECK(twofold.message().find("holds twice what it may hold once, its header `X-Sign`") !=
              std::string::npos);
    }
}

TEST_SUITE("tollgate.explain.remarks")
{
    constexpr std::string_view body = R"({"id":"7","sign":"00000000000000000000000000000000"})";

    std::string told(std::string_view of, std::vector<tollgate::header> const &headers)
    {
        auto const said = explain<paid>(ours(), of, headers);
        return said ? said->text() : said.error().message();
    }
    /// Signed, in its header, over another body than it comes with.
    std::string told_of_bytes(std::string const &signed_text, std::string const &received,
                              std::vector<tollgate::header> headers = {})
    {
        owned_message m = sample();
        m.body = signed_text;
        std::string const signature = sign(hex(hmac_sha256(key, signing::words::body)), m);
        headers.push_back({"X-Sign", signature});
        auto const said = explain<paid_by_header>(ours(), received, headers);
        return said ? said->text() : said.error().message();
    }
    bool has(std::string const &text, std::string_view sentence)
    {
        CAPTURE(text);
        return text.find(sentence) != text.npos;
    }

    TEST_CASE("explain: a callback whose Content-Type says another form than its body is")
    {
        CHECK(has(told(body, {{"content-type", "application/x-www-form-urlencoded"}}),
                  "besides: the Content-Type says a form, and the body is JSON.\n"));
        CHECK(has(explain<paid_by_form>(ours(), "id=7&sign=00000000000000000000000000000000",
                                        std::vector<tollgate::header>{{"Content-Type", "application/json"}})
                      .value()
                      .text(),
                  "besides: the Content-Type says JSON, and the body looks like a form.\n"));
        CHECK_FALSE(has(told(body, {{"Content-Type", "application/json"}}), "besides"));
        std::string const right = R"({"id":"7","sign":")" + sign(hex(md5("7" + key)), sample()) + "\"}";
        CHECK(told(right, {{"content-type", "application/x-www-form-urlencoded"}}) ==
              "The signatures match.\n");
        CHECK(has(told("id=7", {{"Content-Type", "application/x-www-form-urlencoded"}}), "Content-Type"));
    }

    TEST_CASE("explain: a callback that came with a byte order mark that is not signed")
    {
        std::string const text = told_of_bytes(R"({"id":"7"})", "\xEF\xBB\xBF{\"id\":\"7\"}");
        CHECK(has(text, "matches if the byte order mark is left out: `body`"));
        CHECK(has(text, "besides: a byte order mark stands before the body.\n"));
    }

    TEST_CASE("explain: a compressed callback is called that, whether its fields are signed or its bytes")
    {
        std::string const packed = "\x1F\x8B\x08\x00\xFF";
        std::string const of_bytes = told_of_bytes(R"({"id":"7"})", packed, {{"Content-Encoding", "gzip"}});
        CHECK(has(of_bytes, "besides: the body is compressed"));
        CHECK(has(told(packed, {{"Content-Encoding", "gzip"}}), "The callback is compressed"));
        CHECK(has(told(packed, {}), "The callback is compressed"));
    }

    TEST_CASE("explain: a body that cannot be read, whose bytes are signed, is explained all the same")
    {
        CHECK(has(told_of_bytes("<xml/>", "<xml/>"),
                  "The signatures match.\n  besides: the body is not JSON.\n"));
        CHECK(
            has(told_of_bytes("<xml/>\n", "<xml/>"), "matches if a line break is added at the end: `body`"));
    }

    TEST_CASE("explain: where no right signature can be computed it names what has no text")
    {
        owned_message m = sample();
        m.key = "not hexadecimal";
        CHECK(has(explained(hex(hmac_sha256(unhex(key), signing::words::body)), m, "00"),
                  "The right signature cannot be computed: unsignable_value at `unhex`.\n"));
    }
}

TEST_SUITE("tollgate.sentences.signature")
{
    TEST_CASE(
        "read_response: about an answer's signature it says where it was looked for, and whose secret is odd")
    {
        auto const told = [](std::string_view secret_text, std::string_view of) {
            return read_response<order_with_signed_answer>(ours(secret_text), 200, of).error();
        };
        CHECK(told("00ff", R"({"status":"1"})")
                  .message()
                  .find("The answer is not signed, though this gateway signs: its field `sign` is missing or "
                        "empty") != std::string::npos);
        error const odd = told("Key", R"({"status":"1","sign":"00000000000000000000000000000000"})");
        CHECK(odd.code() == errc::invalid_secret);
        CHECK(odd.message().find("or has it in another form than the gateway gives out") !=
              std::string::npos);
        error const other = told("00ff", R"({"status":"1","sign":"00000000000000000000000000000000"})");
        CHECK(other.message().find("signature (field `sign`) does not match") != std::string::npos);
    }

    TEST_CASE("receive: where no account is found it says by which field one was looked for")
    {
        auto const none = find_by<"id">([](std::string_view) -> shop::account const * { return nullptr; });
        auto const told = [&](std::string_view of) { return receive<paid>(none, of).error().message(); };
        CHECK(told(R"({"id":"7","sign":"00"})").find("No account is known for the `id` of the callback") !=
              std::string::npos);
        CHECK(told(R"({"sign":"00"})")
                  .find("The callback has no field `id`, by which its account is looked up") !=
              std::string::npos);
    }

    TEST_CASE("receive: about a signature it says where it was looked for, and blames nobody")
    {
        auto const refused = [](std::string_view of) { return receive<paid>(ours(), of).error().message(); };
        CHECK(refused(R"({"id":"7"})").find("its field `sign` is missing or empty") != std::string::npos);
        CHECK(refused(R"({"id":"7","sign":"00"})").find("signature (field `sign`) has another length") !=
              std::string::npos);
        std::string const other = refused(R"({"id":"7","sign":"00000000000000000000000000000000"})");
        CHECK(other.find("signature (field `sign`) does not match: it was made with another key than the "
                         "account's, over another text, or by another scheme; do not act on it.") !=
              std::string::npos);
        CHECK(other.find("wrong") == std::string::npos);

        std::vector<tollgate::header> const twice{{"X-Sign", "a"}, {"X-Sign", "b"}};
        error const twofold = receive<paid_by_header>(ours(), R"({"id":"7"})", twice).error();
        CHECK(twofold.code() == errc::duplicate_field);
        CHECK(twofold.message().find("holds twice what it may hold once, its header `X-Sign`") !=
              std::string::npos);
        CHECK(receive<paid_by_header>(ours(), R"({"id":"7"})")
                  .error()
                  .message()
                  .find("its header `X-Sign` is missing or empty") != std::string::npos);
    }
}
