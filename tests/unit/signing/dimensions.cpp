// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// The 22 ways in which gateways' schemes differ, as docs/signing.md lists them: each value of each row by an expression,
// against a text written by hand.

#include <tollgate/signing/words.hpp>

#include <tollgate/detail/format/json.hpp>
#include <tollgate/detail/format/query.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/signing/evaluate.hpp>
#include <tollgate/signing/signature.hpp>
#include <tollgate/signing/signature_location.hpp>

#include <boost/crc.hpp>
#include <cryptopp/aes.h>
#include <cryptopp/modes.h>
#include <doctest/doctest.h>
#include <support/digest.hpp>
#include <support/signing.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace {

namespace signing = tollgate::signing;
using namespace tollgate::signing::words;
using tollgate::parameter;
using tollgate::value_kind;
using tollgate::wiped_buffer;
using tollgate::test::md5_hex;

using tollgate::test::text_of;

std::string hex_of(std::string_view algorithm, std::string_view text)
{
    return tollgate::test::digest_hex(std::string{algorithm}.c_str(), text);
}

/// A JSON message, with the key `k`.
std::optional<std::string> of_json(std::string_view json, auto const &expression)
{
    tollgate::parameter_list list;
    REQUIRE_FALSE(tollgate::parse_json(json, list));
    return text_of(expression, {.fields = std::as_const(list).items(), .key = "k", .body = json});
}
/// A form, with the key `k`.
std::optional<std::string> of_form(std::string_view form, auto const &expression)
{
    tollgate::parameter_list list;
    REQUIRE_FALSE(tollgate::parse_query(form, list));
    return text_of(expression, {.fields = std::as_const(list).items(), .key = "k", .body = form});
}

constexpr auto pair = name + "=" + value;

// Functions of a program's own, as docs/signing.md shows them

// Row 10: CRC-32, as a decimal number
bool crc32_decimal(std::string_view text, wiped_buffer &out)
{
    boost::crc_32_type crc;
    crc.process_bytes(text.data(), text.size());
    out.append(std::to_string(crc.checksum()));
    return true;
}

// Row 13: a key in hexadecimal digits, of which the last two may stand for others
bool unfold(std::string_view folded, wiped_buffer &out)
{
    if (folded.size() != 40) return false;
    wiped_buffer digits;
    digits.append(folded);
    std::span<char> const last = digits.from(38);
    if (last[0] > 'F' && last[0] < 'a')
        last[0] = static_cast<char>(last[0] - 23);
    else if (last[1] == 'M')
        last[1] = '0';
    return signing::maps::unhex::write(digits.view(), out);
}

// Row 19: a value map: objects recursively, as their sorted names and values without separators
struct recursive_map {
    static bool leaves(signing::item const &i) { return !tollgate::detail::is_container(i.kind); }
    static bool write(signing::item const &i, wiped_buffer &out)
    {
        if (leaves(i)) {
            out.append(i.text);
            return true;
        }
        signing::selection inner;
        inner.add_members(i.nested);
        if (i.kind == value_kind::object) inner.order_by_name();
        for (tollgate::parameter const &one : inner) {
            out.append(one.name);
            write(inner.item_of(one), out);
        }
        return true;
    }
};
constexpr recursive_map recursive{};

// Row 20: as many decimals as the currency has
bool in_currency(std::string_view amount, std::string_view currency, wiped_buffer &out)
{
    namespace maps = signing::maps;
    if (currency == "JPY" || currency == "KRW") return maps::decimals<0>::write(amount, out);
    if (currency == "KWD" || currency == "BHD") return maps::decimals<3>::write(amount, out);
    return maps::decimals<2>::write(amount, out);
}

// Row 20: two decimals, the third one rounded up from five
bool rounded(std::string_view amount, wiped_buffer &out)
{
    std::size_t const point = std::min(amount.find('.'), amount.size());
    std::string_view const whole = amount.substr(0, point);
    wiped_buffer ignored;
    if (whole.size() > 15 || !signing::maps::decimals<9>::write(amount, ignored))
        return false; // no plain number
    std::string digits{amount.substr(point).substr(0, 4)};
    digits.erase(0, 1);
    digits.resize(3, '0');
    bool const negative = whole.starts_with('-');
    std::int64_t const thousandths = std::stoll(std::string{whole.substr(negative ? 1 : 0)} + digits);
    std::string cents = std::to_string((thousandths + 5) / 10);
    if (cents.size() < 3) cents.insert(0, 3 - cents.size(), '0');
    out.append(negative ? "-" : "");
    out.append(cents.substr(0, cents.size() - 2) + "." + cents.substr(cents.size() - 2));
    return true;
}

// Row 21: UTF-8 as ISO-8859-1; a letter that it does not have is refused
bool latin_1(std::string_view utf8, wiped_buffer &out)
{
    for (std::size_t i = 0; i != utf8.size(); ++i) {
        unsigned code = static_cast<unsigned char>(utf8[i]);
        if (code >= 0x80) {
            if ((code != 0xC2 && code != 0xC3) || i + 1 == utf8.size()) return false;
            code = (code & 3) << 6 | (static_cast<unsigned char>(utf8[++i]) & 0x3F);
        }
        *out.extend(1) = static_cast<char>(code);
    }
    return true;
}

// Row 22: AES-256-CBC with PKCS#7 padding
bool aes_256_cbc(std::string_view key, std::string_view iv, std::string_view text, wiped_buffer &out)
{
    if (key.size() != 32 || iv.size() != 16) return false;
    auto const bytes = [](std::string_view of) {
        return reinterpret_cast<CryptoPP::byte const *>(of.data());
    };
    CryptoPP::CBC_Mode<CryptoPP::AES>::Encryption cipher{bytes(key), key.size(), bytes(iv)};
    std::size_t const padding = 16 - text.size() % 16;
    std::string padded{text};
    padded.append(padding, static_cast<char>(padding));
    cipher.ProcessData(reinterpret_cast<CryptoPP::byte *>(out.extend(padded.size())), bytes(padded),
                       padded.size());
    return true;
}

// Row 17: the source text of one member of the body
bool data_of(std::string_view json, wiped_buffer &out)
{
    tollgate::parameter_list list;
    if (tollgate::parse_json(json, list))
        return false; // from here on the text is known to be JSON, each name once
    int depth = 0;
    std::size_t start = 0;
    for (std::size_t i = 0; i != json.size(); ++i) {
        if (json[i] == '"') {
            std::size_t const quote = i++;
            while (json[i] != '"')
                i += json[i] == '\\' ? 2 : 1;
            std::size_t const colon = json.find_first_not_of(" \t\r\n", i + 1);
            if (depth == 1 && start == 0 && json[colon] == ':' &&
                json.substr(quote, i + 1 - quote) == R"("data")")
                start = json.find_first_not_of(" \t\r\n", colon + 1);
            continue;
        }
        if (start != 0 && depth == 1 && i > start && (json[i] == ',' || json[i] == '}')) {
            std::string_view const found = json.substr(start, i - start);
            out.append(found.substr(0, found.find_last_not_of(" \t\r\n") + 1));
            return true;
        }
        if (json[i] == '{' || json[i] == '[') ++depth;
        if (json[i] == '}' || json[i] == ']') --depth;
    }
    return false;
}

} // namespace

TEST_SUITE("tollgate.signing.dimensions")
{
    TEST_CASE("row 1, ordering: listed, as sent, by name, by pair, as named, reversed, by template")
    {
        constexpr std::string_view form = "b=2&C=3&a=1&list=C,b";
        constexpr auto sent = fields | but<"list">;
        CHECK(of_form(form, join("|", value, listed<"C", "a">)) == "3|1");
        CHECK(of_form(form, field<"C"> + "|" + field<"a">) == "3|1");
        CHECK(of_form(form, join("&", pair, sent)) == "b=2&C=3&a=1");
        CHECK(of_form(form, join("&", pair, sent | by_name)) == "C=3&a=1&b=2");
        CHECK(of_form(form, join("&", pair, sent | by_name_ignoring_case)) == "a=1&b=2&C=3");
        CHECK(of_form("a=b&a%3D=", join("&", pair, fields | by_name)) == "a=b&a==");
        CHECK(of_form("a=b&a%3D=", join("&", pair, fields | by(pair))) == "a==&a=b");
        CHECK(of_form(form, join("&", pair, named_in<"list">)) == "C=3&b=2");
        CHECK(of_form("b=2&a=1&list=a:b", join("&", pair, fields | chosen_by<"list", ":">)) == "a=1&b=2");
        CHECK(of_form("sum=5&id=7&shp_b=2&shp_a=1",
                      field<"sum"> + ":" + field<"id"> +
                          join("", ":" + pair, fields | starting<"shp_"> | by_name)) ==
              "5:7:shp_a=1:shp_b=2");
        CHECK(of_form(form, join("|", value, listed<"a", "b", "C"> | reversed)) == "3|2|1");
        CHECK(of_form(form, join("&", pair, sent | by_name | reversed)) == "b=2&a=1&C=3");
        constexpr tollgate::header sent_headers[] = {{"Date", "today"}};
        CHECK(
            text_of(
                method + "\n" + path + "\n" + header<"date"> + "\n" + body,
                {.fields = {}, .method = "POST", .target = "/p?q", .headers = sent_headers, .body = "{}"}) ==
            "POST\n/p\ntoday\n{}");
    }

    TEST_CASE(
        "row 2, which values: allow-list, all but some, prefix, scalars, sub-object, paths, body, not sent")
    {
        constexpr std::string_view json = R"({"sign":"s","x_a":1,"o":{"y":2,"z":{"v":3}},"list":"x_a"})";
        CHECK(of_json(json, join("", value, listed<"x_a">)) == "1");
        CHECK(of_json(json, join("&", pair, fields | but<"sign", "o">)) == "x_a=1&list=x_a");
        CHECK(of_json(json, join("&", pair, fields | starting<"x_">)) == "x_a=1");
        CHECK(of_json(json, join("&", pair, fields | scalars | but<"sign">)) == "x_a=1&list=x_a");
        CHECK(of_json(json, join("&", pair, within<"o"> | scalars)) == "y=2");
        CHECK(of_json(json, field<"o.z.v"> + join("", value, listed<"o.y">)) == "32");
        CHECK(of_json(json, join("", value, named_in<"list">)) == "1");
        CHECK(of_json(json, body) == json);
        constexpr parameter of_account[] = {{"own_url", "https://shop.example/"}};
        CHECK(text_of(
                  operation + "|" + path + "|" + account_field<"own_url"> + "|fixed",
                  {.fields = {}, .operation = "pay.php", .account = of_account, .target = "/v1/pay.php?x"}) ==
              "pay.php|/v1/pay.php|https://shop.example/|fixed");
    }

    TEST_CASE("row 3, empty values: dropped, kept, a slot, 0 kept, a placeholder, a word, a digest, an error")
    {
        constexpr std::string_view form = "a=1&b=&c=0";
        CHECK(of_form(form, join("&", pair, fields | nonempty)) == "a=1&c=0");
        CHECK(of_form(form, join("&", pair, fields)) == "a=1&b=&c=0");
        CHECK(of_form(form, join("|", value, listed<"a", "b", "none", "c">)) == "1|||0");
        CHECK(of_form("a=1&b=%20", join("&", pair, fields | nonblank)) == "a=1");
        CHECK(of_json(R"({"a":null,"b":""})", join("&", pair, fields | nonnull)) == "b=");
        CHECK(of_form(form, join("", when_empty(value, "-", byte_length(value) + value),
                                 listed<"a", "b", "c">)) == "11-10");
        CHECK(of_form(form, join(":", when_empty(value, "NULL", value), listed<"a", "b", "none">)) ==
              "1:NULL:NULL");
        CHECK(of_form(form, join("&", hex(md5(value)), listed<"a", "none">)) ==
              md5_hex("1") + "&" + md5_hex(""));
        CHECK(of_form(form, given(field<"a">) + join("", given(value), listed<"c">)) == "10");
        CHECK_FALSE(of_form(form, given(field<"b">)));
        CHECK_FALSE(of_form(form, join("", given(value), listed<"a", "none">)));
        CHECK_FALSE(of_form("a=1&list=a,none", join("", value, named_in<"list">)));
    }

    TEST_CASE("row 4, item form: values, pairs, a secret in each, columns, lengths, paths, structures, JSON, "
              "base64, bytes")
    {
        constexpr std::string_view form = "a=1&b=xy";
        CHECK(of_form(form, join("", value, fields)) == "1xy");
        CHECK(of_form(form, join("&", pair, fields)) == "a=1&b=xy");
        CHECK(of_form(form, join("", name + value, fields)) == "a1bxy");
        CHECK(of_form(form, join("", pair + key, fields)) == "a=1kb=xyk");
        CHECK(of_form(form, join(",", name + ":" + value, fields)) == "a:1,b:xy");
        CHECK(of_form(form, join("", name + ";" + value + ";", fields)) == "a;1;b;xy;");
        CHECK(of_form(form, join(":", name, fields) + ":" + join(":", value, fields)) == "a:b:1:xy");
        CHECK(of_form("a=%C3%A4", join("", byte_length(value) + value, fields)) == "2ä");
        CHECK(of_json(R"({"a":{"b":{"c":1}}})", join(";", name + ":" + value, fields | flattened<":">)) ==
              "a:b:c:1");
        CHECK(of_json(R"({"id":1,"card":{"no":2,"cvc":3}})",
                      "[id=" + field<"id"> + ",card=[" + join(",", pair, within<"card">) + "]]") ==
              "[id=1,card=[no=2,cvc=3]]");
        CHECK(of_json(R"({"b":1,"a":"x"})",
                      "{" + join(",", json_text(name) + ":" + value, fields | as(json_value)) + "}") ==
              R"({"b":1,"a":"x"})");
        CHECK(of_json(R"({"a":1})", base64(body)) == "eyJhIjoxfQ==");
        CHECK(of_form(form, "<" + raw(unhex(text<"4142">)) + ">") == "<AB>");
    }

    TEST_CASE("row 5, separators: any text, between items or after each, of items and of groups")
    {
        constexpr std::string_view form = "a=1&b=2";
        CHECK(of_form(form, join("", value, fields)) == "12");
        CHECK(of_form(form, join("~", value, fields)) == "1~2");
        CHECK(of_form(form, join("\n", value, fields)) == "1\n2");
        CHECK(of_form(form, join("", value + "^", fields)) == "1^2^");
        CHECK(of_form(form, join("&", name + "," + value, fields) + "|" + join(";", value, fields)) ==
              "a,1&b,2|1;2");
    }

    TEST_CASE("row 6, secret: in front, behind, both, in the middle, sorted in, after each, last member, "
              "listed, as key")
    {
        constexpr std::string_view form = "a=1&z=2";
        constexpr auto text = join("&", pair, fields | by_name);
        CHECK(of_form(form, text + key) == "a=1&z=2k");
        CHECK(of_form(form, key + text) == "ka=1&z=2");
        CHECK(of_form(form, key + text + key) == "ka=1&z=2k");
        CHECK(of_form(form, field<"a"> + "&" + key + "&" + field<"z">) == "1&k&2");
        CHECK(of_form(form, join("&", pair, fields | plus<"m">(key) | by_name)) == "a=1&m=k&z=2");
        CHECK(of_form(form, join("", pair + key, fields)) == "a=1kz=2k");
        CHECK(of_json(R"({"a":1})", "{" +
                                        join(",", json_text(name) + ":" + value,
                                             fields | as(json_value) | plus<"crc">(json_text(key))) +
                                        "}") == R"({"a":1,"crc":"k"})");
        CHECK(of_form("a=1&z=2&order=z,secret,a,order",
                      join("", value, fields | plus<"secret">(key) | chosen_by<"order">)) ==
              "2k1z,secret,a,order");
        // RFC 4231, section 4.3, with the text in a field
        CHECK(text_of(hex(hmac_sha256(key, text_by<[](std::string_view of, wiped_buffer &out) {
                                          out.append(of);
                                          return true;
                                      }>(body))),
                      {.fields = {}, .key = "Jefe", .body = "what do ya want for nothing?"}) ==
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        CHECK(signing::scheme_view{signing::signed_text(hex(hmac_sha256(key, text + "&key=" + key)))}
                  .front()
                  .result == signing::gives::text);
        CHECK(of_form(form, signing::signed_text(hex(hmac_sha256(key, text + "&key=" + key)))) ==
              "a=1&z=2&key=k");
        CHECK(of_form(form, hex(md5(text))) == md5_hex("a=1&z=2"));
    }

    TEST_CASE("row 7, several secrets: each by its field's name")
    {
        constexpr signing::named_text two[] = {{"first", "p1"}, {"second", "p2"}};
        signing::context const over{.fields = {}, .key = "only", .secrets = two};
        CHECK(text_of(secret<"first"> + "&" + secret<"second">, over) == "p1&p2");
        CHECK(text_of(key, over) == "only");
        constexpr parameter of_account[] = {{"key_index", "1"}};
        CHECK(text_of(hex(md5(body + key)) + "###" + account_field<"key_index">,
                      {.fields = {}, .key = "k", .account = of_account, .body = "b"}) ==
              md5_hex("bk") + "###1");
    }

    TEST_CASE("row 8, maps of values and names")
    {
        constexpr std::string_view form = "Na=%20a%20%20b%2B~%0A";
        CHECK(of_form(form, field<"Na">) == " a  b+~\n");
        CHECK(of_form(form, form_encode(field<"Na">)) == "+a++b%2B%7E%0A");
        CHECK(of_form(form, percent_encode(field<"Na">)) == "%20a%20%20b%2B~%0A");
        CHECK(of_form("a=%20", percent_encode(percent_encode(field<"a">))) == "%2520");
        CHECK(of_form("a=x:y%5C", escape<"\\:">(field<"a">)) == "x\\:y\\\\");
        CHECK(of_form(form, trim(field<"Na">)) == "a  b+~");
        CHECK(of_form(form, join("", upper(name) + "|" + lower(name), fields)) == "NA|na");
        CHECK(of_form("a=1,000.50", strip<".,">(field<"a">)) == "100050");
        CHECK(of_form("a=1.50", replace<".", ",">(field<"a">)) == "1,50");
        CHECK(of_form("a=xyz", "BASE64:" + base64(field<"a">)) == "BASE64:eHl6");
        CHECK(of_form(form, collapse(trim(field<"Na">))) == "a b+~");
        CHECK(of_form("a=https://x/", replace<"/", "\\/">(json_text(field<"a">))) == R"("https:\/\/x\/")");
        CHECK(of_form("a=12345678", first<4>(field<"a">)) == "1234");
    }

    TEST_CASE("row 9, maps of the whole text")
    {
        constexpr std::string_view form = "a=X%20y&b=(1)*";
        constexpr auto text = join("&", pair, fields);
        CHECK(of_form(form, lower(dotnet_urlencode(text))) == "a%3dx+y%26b%3d(1)*");
        CHECK(of_form(form, lower(percent_encode(text))) == "a%3dx%20y%26b%3d%281%29%2a");
        CHECK(of_form(form, upper(text)) == "A=X Y&B=(1)*");
        CHECK(of_form(form, upper(reverse(text))) == "*)1(=B&Y X=A");
        CHECK(of_form("a=1", hex(md5(base64(body) + key))) == md5_hex("YT0xk"));
    }

    TEST_CASE("row 10, digests: five by name, another by a function")
    {
        constexpr std::string_view form = "a=1";
        CHECK(of_form(form, hex(md5(body))) == hex_of("MD5", form));
        CHECK(of_form(form, hex(sha1(body))) == hex_of("SHA1", form));
        CHECK(of_form(form, hex(sha256(body))) == hex_of("SHA256", form));
        CHECK(of_form(form, hex(sha384(body))) == hex_of("SHA384", form));
        CHECK(of_form(form, hex(sha512(body))) == hex_of("SHA512", form));
        // The check value of CRC-32
        CHECK(text_of(text_by<crc32_decimal>(body) + "|" + key,
                      {.fields = {}, .key = "k", .body = "123456789"}) == "3421780262|k");
    }

    TEST_CASE("row 11, the algorithm is declared, whatever the message says")
    {
        constexpr auto text = join("", value, fields | but<"sign", "algorithm">) + key;
        CHECK(of_form("a=1&algorithm=md5", hex(sha256(text))) == hex_of("SHA256", "1k"));
        // Said in the message, it can be signed like any field.
        CHECK(of_form("a=1&algorithm=sha256", hex(sha256(join("", value, fields)))) ==
              hex_of("SHA256", "1sha256"));
    }

    TEST_CASE("row 12, plain digests and HMACs")
    {
        CHECK(of_form("a=1", hex(sha256(key + body))) == hex_of("SHA256", "ka=1"));
        // RFC 4231, section 4.3
        signing::context const over{.fields = {}, .key = "Jefe", .body = "what do ya want for nothing?"};
        CHECK(text_of(hex(hmac_sha384(key, body)), over) ==
              "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab216"
              "49");
        // RFC 2202, sections 2 and 3
        CHECK(text_of(hex(hmac_md5(key, body)), over) == "750c783e6ab0b503eaa86e310a5db738");
        CHECK(text_of(hex(hmac_sha1(key, body)), over) == "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
    }

    TEST_CASE(
        "row 13, form of the key: text, hex, base64, prefixed, digested, derived, chained, folded, joined")
    {
        // RFC 4231, section 4.3: "Jefe" in other forms
        constexpr std::string_view expected =
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        auto const keyed = [](auto const &scheme, std::string_view key_text) {
            return text_of(scheme, {.fields = {}, .key = key_text, .body = "what do ya want for nothing?"});
        };
        CHECK(keyed(hex(hmac_sha256(key, body)), "Jefe") == expected);
        CHECK(keyed(hex(hmac_sha256(unhex(key), body)), "4a656665") == expected);
        CHECK(keyed(hex(hmac_sha256(unbase64(key), body)), "SmVmZQ==") == expected);
        CHECK(keyed(hex(hmac_sha256(unbase64url(key), body)), "SmVmZQ==") == expected);
        CHECK(keyed(hex(hmac_sha256(unbase64(without_prefix<"whsec_">(key)), body)), "whsec_SmVmZQ==") ==
              expected);
        CHECK(keyed(hex(hmac_sha256("Je" + key, body)), "fe") == expected);
        CHECK_FALSE(keyed(hex(hmac_sha256(unhex(key), body)), "not hex"));
        constexpr auto bytes_as_key = hex(hmac_sha256(sha1(key), body));
        CHECK(keyed(bytes_as_key, "Jefe") ==
              keyed(hex(hmac_sha256(unhex(key), body)), hex_of("SHA1", "Jefe")));
        CHECK(keyed(hex(hmac_sha256(hmac_sha256(key, text<"2026">), text<"request">)), "Jefe") ==
              keyed(hex(hmac_sha256(unhex(hex(hmac_sha256(key, text<"2026">))), text<"request">)), "Jefe"));
        // HMAC-SHA-1 under twenty bytes 0x0b: RFC 2202, section 3; `G` stands for `0`
        for (std::string_view const folded :
             {"0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0bGb"})
            CHECK(text_of(hex(hmac_sha1(bytes_by<unfold>(key), body)),
                          {.fields = {}, .key = folded, .body = "Hi There"}) ==
                  "b617318655057264e28bc0b6fb378c8ef146be00");
        CHECK(text_of(hex(bytes_by<unfold>(key)), {.fields = {}, .key = std::string(38, '0') + "5M"}) ==
              std::string(38, '0') + "50");
        CHECK_FALSE(text_of(hex(hmac_sha1(bytes_by<unfold>(key), body)), {.fields = {}, .key = "short"}));
    }

    TEST_CASE(
        "row 14, digests inside digests: of the secret, a group, every field, the body; as text or as bytes")
    {
        constexpr std::string_view form = "a=1&b=2";
        CHECK(of_form(form, field<"a"> + upper(hex(md5(key)))) == "18CE4B16B22B58894AA86C421E8759DF3");
        CHECK(of_form(form, field<"a"> + upper_hex(md5(key))) == "18CE4B16B22B58894AA86C421E8759DF3");
        CHECK(of_form(form, hex(md5(hex(md5(field<"a"> + field<"b">)) + key))) ==
              md5_hex(md5_hex("12") + "k"));
        CHECK(of_form(form, join("&", hex(md5(value)), fields)) == md5_hex("1") + "&" + md5_hex("2"));
        CHECK(of_form(form, "POST\n" + hex(sha256(body))) == "POST\n" + hex_of("SHA256", form));
        CHECK(of_form(form, hex(md5("x" + raw(md5(key))))) ==
              of_form(form, hex(md5("x" + raw(unhex(text<"8ce4b16b22b58894aa86c421e8759df3">))))));
    }

    TEST_CASE("row 15, output: hex in both cases, base64, base64url, of digits, prefix and suffix, cut")
    {
        // MD5 of the empty text: d41d8cd98f00b204e9800998ecf8427e
        constexpr auto digest = md5(body);
        CHECK(of_form("", hex(digest)) == "d41d8cd98f00b204e9800998ecf8427e");
        CHECK(of_form("", upper_hex(digest)) == "D41D8CD98F00B204E9800998ECF8427E");
        CHECK(of_form("", base64(digest)) == "1B2M2Y8AsgTpgAmY7PhCfg==");
        CHECK(of_form("", base64url(sha1(body))) == "2jmj7l5rSw0yVb_vlWAYkK_YBwk=");
        CHECK(of_form("", strip<"=">(base64url(sha1(body)))) == "2jmj7l5rSw0yVb_vlWAYkK_YBwk");
        CHECK(of_form("", base64(hex(digest))) == "ZDQxZDhjZDk4ZjAwYjIwNGU5ODAwOTk4ZWNmODQyN2U=");
        CHECK(of_form("", "v1," + hex(digest) + "###1") == "v1,d41d8cd98f00b204e9800998ecf8427e###1");
        CHECK(of_form("", "t=1,v1=" + hex(digest)) == "t=1,v1=d41d8cd98f00b204e9800998ecf8427e");
        CHECK(of_form("", first<8>(hex(digest))) == "d41d8cd9");
        // When verifying, hexadecimal digits compare without case.
        constexpr signing::context over{.fields = {}};
        using tollgate::cryptopp_hash;
        CHECK(signing::verify<cryptopp_hash>(hex(digest), over, "D41D8CD98F00B204E9800998ECF8427E"));
        CHECK_FALSE(signing::verify<cryptopp_hash>(base64(digest), over, "1b2m2y8asgtpgamy7phcfg=="));
    }

    TEST_CASE("row 16, carrier: a field, or one of several schemes in the same field")
    {
        constexpr auto rule = in_field<"sign">(hex(md5(join("", value, fields | but<"sign">) + key)));
        static_assert(signing::signature_rule<decltype(rule)>);
        CHECK(rule.field == "sign");
        CHECK(of_form("a=1&sign=x", rule.scheme) == md5_hex("1k"));
    }

    TEST_CASE("row 17, raw body: as received, with a prefix, a part of it, sorted again")
    {
        constexpr std::string_view json =
            R"({ "b" : 1.50, "data" : {"z":"a\/b", "y":[1, {"x":"}"}]} , "a":2})";
        CHECK(of_json(json, body) == json);
        CHECK(of_json(json, "https://shop.example/hook" + body) ==
              "https://shop.example/hook" + std::string{json});
        CHECK(of_json(json, text_by<data_of>(body)) == R"({"z":"a\/b", "y":[1, {"x":"}"}]})");
        CHECK(of_json(R"({"data":1})", text_by<data_of>(body)) == "1");
        CHECK(of_json(R"({"x":"data","y":{"data":1},"data":"a\"b","z":2})", text_by<data_of>(body)) ==
              R"("a\"b")");
        CHECK_FALSE(of_json(R"({"dat":{"data":1}})", text_by<data_of>(body)));
        CHECK(of_json(json, join("", value, listed<"data"> | as(json_value))) ==
              R"({"z":"a/b","y":[1,{"x":"}"}]})");
        CHECK(of_json(json, "{" +
                                join(",", json_text(name) + ":" + value, fields | as(sorted_json) | by_name) +
                                "}") == R"({"a":2,"b":1.50,"data":{"y":[1,{"x":"}"}],"z":"a/b"}})");
        constexpr std::string_view not_utf8 = "\xff\x00";
        CHECK(text_of(body, {.fields = {}, .body = not_utf8}) == not_utf8);
    }

    TEST_CASE("row 18, timestamps, nonces and ids are signed like other fields")
    {
        constexpr tollgate::header received[] = {
            {"Signature", "t=17,v1=abc"}, {"webhook-id", "id1"}, {"X-Date", "20260102T030405Z"}};
        signing::context const over{.fields = {}, .headers = received, .body = "{}"};
        CHECK(text_of(part<"t">(header<"Signature">) + "." + body, over) == "17.{}");
        CHECK(text_of(header<"Webhook-Id"> + "." + body, over) == "id1.{}");
        CHECK(text_of(first<8>(header<"X-Date">) + "/scope", over) == "20260102/scope");
        CHECK_FALSE(text_of(part<"ts">(header<"Signature">), over));
        CHECK(of_form("nonce=n1&a=2", field<"nonce"> + ":" + field<"a">) == "n1:2");
    }

    TEST_CASE("row 19, nesting: left out, paths, flattened, brackets removed, elements, JSON text, recursion")
    {
        constexpr std::string_view json = R"({"a":1,"o":{"y":{"z":2},"x":[3,4]}})";
        CHECK(of_json(json, join("&", pair, fields | scalars)) == "a=1");
        CHECK(of_json(json, field<"o.y.z">) == "2");
        CHECK(of_json(json, join("&", pair, fields | flattened<":">)) == "a=1&o:y:z=2&o:x:0=3&o:x:1=4");
        CHECK(of_json(json, join("&", pair, fields | flattened<"[", "]">)) ==
              "a=1&o[y][z]=2&o[x][0]=3&o[x][1]=4");
        CHECK(of_json(json, join("&", pair, fields | flattened<".">)) == "a=1&o.y.z=2&o.x.0=3&o.x.1=4");
        CHECK(of_form("o[id]=1&o[paid]=x", join("|", strip<"[]">(name) + value, fields)) == "oid1|opaidx");
        CHECK(of_json(json, join("", byte_length(value) + value, within<"o.x">)) == "1314");
        CHECK(of_json(json, join("|", value, listed<"o"> | as(json_value))) == R"({"y":{"z":2},"x":[3,4]})");
        CHECK(of_form("data=eyJ4IjoxfQ%3D%3D",
                      field<"data"> + "|" + json_member<"x">(unbase64(field<"data">))) == "eyJ4IjoxfQ==|1");
        CHECK(of_json(json, join("", name + value, fields | as(recursive) | by_name)) == "a1ox34yz2");
        CHECK_FALSE(of_json(json, join("&", pair, fields)));
        // Depth is bounded when a body is read: 64 levels unless said otherwise.
        tollgate::parameter_list list;
        std::string deep = R"({"a":)";
        for (int i = 0; i != 64; ++i)
            deep += "[";
        CHECK(tollgate::parse_json(deep + std::string(64, ']') + "}", list) == tollgate::errc::body_too_deep);
    }

    TEST_CASE("row 20, numbers, truth and null: as sent, two decimals, fewer zeros, without point, comma, "
              "padded, JSON")
    {
        constexpr std::string_view json = R"({"t":true,"f":false,"n":null,"d":1.50,"i":100.0,"s":"1.00"})";
        CHECK(of_json(json, join(",", value, fields)) == "true,false,,1.50,100.0,1.00");
        CHECK(of_json(json, join(",", value, fields | as(numeric_truth))) == "1,0,,1.50,100.0,1.00");
        CHECK(of_json(json, join(",", value, fields | as(php_text))) == "1,,,1.5,100,1.00");
        CHECK(of_json(json, join(",", value, fields | as(python_text))) == "True,False,None,1.50,100.0,1.00");
        CHECK(of_json(json, join(",", value, fields | as(json_value))) ==
              R"(true,false,null,1.50,100.0,"1.00")");
        CHECK(of_json(json, join(",", value, fields | nonnull)) == "true,false,1.50,100.0,1.00");
        CHECK(of_json(R"({"a":1})", decimals<2>(field<"a">)) == "1.00");
        CHECK_FALSE(of_json(R"({"a":1.005})", decimals<2>(field<"a">)));
        CHECK(of_json(json, decimals<3>(field<"d">)) == "1.500");
        CHECK(of_json(json, least_decimals<1>(field<"s">) + "," + least_decimals<0>(field<"s">)) == "1.0,1");
        CHECK(of_json(json, strip<".,">(field<"s">)) == "100");
        CHECK(of_json(json, replace<".", ",">(field<"s">)) == "1,00");
        CHECK(of_json(json, zero_padded<12>(strip<".">(field<"s">))) == "000000000100");
        CHECK(of_form("amount=5&currency=KWD", text_by<in_currency>(field<"amount">, field<"currency">)) ==
              "5.000");
        CHECK(of_form("amount=5&currency=JPY", text_by<in_currency>(field<"amount">, field<"currency">)) ==
              "5");
        CHECK(of_form("amount=5&currency=EUR", text_by<in_currency>(field<"amount">, field<"currency">)) ==
              "5.00");
        for (auto const &[amount, text] : {std::pair{"amount=1.005", "1.01"},
                                           {"amount=-0.994", "-0.99"},
                                           {"amount=0.009", "0.01"},
                                           {"amount=7", "7.00"},
                                           {"amount=9.999", "10.00"}}) {
            CAPTURE(amount);
            CHECK(of_form(amount, text_by<rounded>(field<"amount">)) == text);
        }
    }

    TEST_CASE("row 21, charset: UTF-8, lengths in bytes, another by a function")
    {
        CHECK(of_form("a=%C3%A4", field<"a"> + byte_length(field<"a">)) == "ä2");
        CHECK(of_form("a=x%C3%A4", text_by<latin_1>(field<"a">)) == "x\xe4");
        CHECK_FALSE(of_form("a=%E2%82%AC", text_by<latin_1>(field<"a">)));
    }

    TEST_CASE("row 22, encryption: its text is signed as it stands; what a scheme must encrypt itself, a "
              "function does")
    {
        CHECK(of_form("TradeInfo=c0ffee", "HashKey=" + key + "&" + field<"TradeInfo">) == "HashKey=k&c0ffee");
        // NIST SP 800-38A, section F.2.5: the first block
        constexpr signing::named_text two[] = {
            {"cipher_key", "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4"},
            {"iv", "000102030405060708090a0b0c0d0e0f"}};
        constexpr auto wrapped = hex(
            bytes_by<aes_256_cbc>(unhex(secret<"cipher_key">), unhex(secret<"iv">), raw(unhex(field<"a">))));
        tollgate::parameter_list list;
        REQUIRE_FALSE(tollgate::parse_query("a=6bc1bee22e409f96e93d7e117393172a", list));
        auto const text = text_of(wrapped, {.fields = std::as_const(list).items(), .secrets = two});
        REQUIRE(text);
        CHECK(text->substr(0, 32) == "f58c4c04d6e5f1ba779eabfb5f7bfbd6");
        // It can be a scheme's digest, and what it encrypts is what is signed; a digest inside goes before it.
        static_assert(signing::has_digest<std::remove_const_t<decltype(wrapped)>>);
        constexpr auto over_digest = base64(
            bytes_by<aes_256_cbc>(unhex(secret<"cipher_key">), unhex(secret<"iv">), hex(sha256(field<"a">))));
        CHECK(of_form("a=1", signing::signed_text(over_digest)) == "1");
        CHECK(of_form("a=1", signing::signed_text(hex(bytes_by<aes_256_cbc>(key, key, field<"a"> + "2")))) ==
              "12");
    }
}
