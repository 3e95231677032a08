// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TESTS_SUPPORT_GATEWAY_BODIES_HPP
#define TOLLGATE_TESTS_SUPPORT_GATEWAY_BODIES_HPP

#include <tollgate/errc.hpp>

#include <support/accounts.hpp>
#include <support/digest.hpp>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tollgate::test {

/// A JSON object of these members and, last, a field with the signature.
[[nodiscard]] inline std::string signed_with(std::string_view members, std::string_view field,
                                             std::string_view signature)
{
    std::string body{"{"};
    body += members;
    return body.append(members.empty() ? "" : ",")
        .append("\"")
        .append(field)
        .append("\":\"")
        .append(signature)
        .append("\"}");
}

/// What Cactus would send: the members as JSON, and the text that it signs for them, written out by hand.
[[nodiscard]] inline std::string cactus_body(std::string_view members, std::string const &signed_text,
                                             std::string const &salt = cactus_salt)
{
    return signed_with(members, "signature", sha1_hex(signed_text + salt));
}

/// A value as it stands in JSON, and as it is signed.
struct member_text {
    std::string json;
    std::string is_signed_as;
};
/// A message's members by name, in the order in which both gateways sign them.
using members = std::map<std::string, member_text>;

/// A JSON string without anything to escape.
[[nodiscard]] inline member_text as_string(std::string const &value)
{
    return {'"' + value + '"', value};
}
/// A number.
[[nodiscard]] inline member_text as_number(std::string const &value)
{
    return {value, value};
}

[[nodiscard]] inline std::string json_of(members const &all)
{
    std::string json;
    for (auto const &[name, value] : all)
        json += (json.empty() ? "\"" : ",\"") + name + "\":" + value.json;
    return json;
}

/// What Cactus would send: signed over all members but blank ones.
[[nodiscard]] inline std::string cactus_body(members const &all, std::string const &salt = cactus_salt)
{
    std::string signed_text;
    for (auto const &[name, value] : all)
        if (value.is_signed_as.find_first_not_of(' ') != std::string::npos)
            signed_text += name + ":" + value.is_signed_as + ";";
    return cactus_body(json_of(all), signed_text, salt);
}

/// The text that 1Payment signs for these members of a callback.
[[nodiscard]] inline std::string one_payment_text(members const &all)
{
    std::string signed_text;
    for (auto const &[name, value] : all)
        signed_text += (signed_text.empty() ? "" : "&") + name + "=" + value.is_signed_as;
    return signed_text;
}

/// What 1Payment would send to its `notify_url`.
[[nodiscard]] inline std::string one_payment_body(members const &all)
{
    return signed_with(json_of(all), "sign", md5_hex(one_payment_text(all) + one_payment_key));
}

struct bad_body {
    std::string_view what;
    std::string body;
    errc code;
};

[[nodiscard]] inline std::string many_fields(int count)
{
    std::string body = "{";
    for (int i = 0; i != count; ++i)
        body += (i == 0 ? "\"n" : ",\"n") + std::to_string(i) + "\":1";
    return body + "}";
}

[[nodiscard]] inline std::string repeated(std::string_view part, int count)
{
    std::string text;
    for (int i = 0; i != count; ++i)
        text += part;
    return text;
}

/// Bodies that are no JSON object that anyone should read, and what each is refused for.
[[nodiscard]] inline std::vector<bad_body> const &bad_bodies()
{
    static std::vector<bad_body> const bodies{
        {"nothing", "", errc::body_not_json},
        {"blanks", " \r\n\t", errc::body_not_json},
        {"HTML", "<html><body>502 Bad Gateway</body></html>", errc::body_not_json},
        {"a trailing comma", R"({"a":1,})", errc::body_not_json},
        {"a comment", R"({"a":1/**/})", errc::body_not_json},
        {"single quotes", "{'a':1}", errc::body_not_json},
        {"a number with a leading zero", R"({"a":01})", errc::body_not_json},
        {"a number with a plus", R"({"a":+1})", errc::body_not_json},
        {"a number with a bare point", R"({"a":1.})", errc::body_not_json},
        {"a number with half an exponent", R"({"a":1e})", errc::body_not_json},
        {"a wrong character at the end", R"({"a":x)", errc::body_not_json},
        {"a wrong bracket at the end", R"({"a":1])", errc::body_not_json},
        {"not a number", R"({"a":NaN})", errc::body_not_json},
        {"a bare line break in a text", "{\"a\":\"x\ny\"}", errc::body_not_json},
        {"half an escape of a surrogate", R"({"a":"\ud8"})", errc::body_not_json},
        {"two byte order marks", "\xEF\xBB\xBF\xEF\xBB\xBF{}", errc::body_not_json},
        {"a byte order mark alone", "\xEF\xBB\xBF", errc::body_not_json},
        {"a byte that is not UTF-8 in place of a value", "{\"a\":\xFF}", errc::body_not_utf8},
        {"a byte that is not UTF-8 before a backslash", "{\"a\":\"\xD5\\\\\"}", errc::body_not_utf8},
        {"a byte that is not UTF-8 before a backslash, in a name", "{\"\xD5\\\\\":1}", errc::body_not_utf8},
        {"an array", R"([{"a":1}])", errc::body_not_object},
        {"a text", R"("a")", errc::body_not_object},
        {"a number", "12", errc::body_not_object},
        {"null", "null", errc::body_not_object},
        {"an object cut in a name", R"({"a)", errc::body_truncated},
        {"an object cut in a value", R"({"a":"b)", errc::body_truncated},
        {"an object without its end", R"({"a":"b")", errc::body_truncated},
        {"text after the object", R"({"a":1} x)", errc::text_after_body},
        {"a second object", R"({"a":1}{"b":2})", errc::text_after_body},
        {"NUL after the object", std::string{R"({"a":1})"} + '\0', errc::text_after_body},
        {"a name twice", R"({"a":1,"b":2,"a":1})", errc::duplicate_field},
        {"a name twice, once escaped", R"({"status":3,"st\u0061tus":4})", errc::duplicate_field},
        {"an inner name twice", R"({"a":{"b":{"c":1,"d":2,"c":3}}})", errc::duplicate_field},
        {"a name twice in an array's object", R"({"a":[{"b":1},{"c":1,"c":2}]})", errc::duplicate_field},
        {"objects 10,000 deep", repeated(R"({"a":)", 10'000) + "1" + repeated("}", 10'000),
         errc::body_too_deep},
        {"arrays 10,000 deep", R"({"a":)" + repeated("[", 10'000) + repeated("]", 10'000) + "}",
         errc::body_too_deep},
        {"100 MB", R"({"a":")" + std::string(100'000'000, 'a') + "\"}", errc::body_too_large}};
    return bodies;
}

} // namespace tollgate::test

#endif
