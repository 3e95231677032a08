// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/explain.hpp>

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/impl/explain/scheme_tree.hpp>
#include <tollgate/providers/cactus.hpp>
#include <tollgate/providers/one_payment.hpp>

#include <support/accounts.hpp>
#include <support/owned_message.hpp>
#include <vectors/schemes.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace tollgate;
using signing::op;
using description =
    signing::explaining::scheme_tree; // with texts of its own: some expressions here are temporary
using signing::explaining::tree_table;
using test::owned_message;

// Schemes

description describe(signing::text_expression auto const &expression)
{
    return signing::explaining::tree_of(signing::table_of(expression));
}

struct scheme {
    std::string_view name;
    description described;
};

/// The forty gateways' schemes, and those of the library's own providers.
std::vector<scheme> const &declared()
{
    using namespace published;
#define S(x)                                                                                                 \
    scheme                                                                                                   \
    {                                                                                                        \
        #x, describe(x)                                                                                      \
    }
    static std::vector<scheme> const all{S(wechat_md5),
                                         S(wechat_hmac),
                                         S(ecpay_sha256),
                                         S(ecpay_md5),
                                         S(ecpay_data),
                                         S(tbank),
                                         S(vnpay),
                                         S(yoomoney_hmac),
                                         S(yoomoney_sha1),
                                         S(shopify),
                                         S(ogone_sha1),
                                         S(ogone_sha256),
                                         S(billplz),
                                         S(sslcommerz_md5),
                                         S(sslcommerz_sha256),
                                         S(fondy),
                                         S(jazzcash),
                                         S(ipay88),
                                         S(razorpay),
                                         S(qiwi),
                                         S(momo),
                                         S(esewa),
                                         S(skrill),
                                         S(payu_india_response),
                                         S(maksuturva),
                                         S(robokassa),
                                         S(sofort),
                                         S(midtrans),
                                         S(uniteller_payment),
                                         S(uniteller_recurrent),
                                         S(uniteller_callback),
                                         S(p_sign),
                                         S(payfast_passphrase),
                                         S(payfast_plain),
                                         S(ecommpay),
                                         S(przelewy24),
                                         S(liqpay),
                                         S(phonepe),
                                         S(redsys),
                                         S(gocardless),
                                         S(square),
                                         S(stripe),
                                         S(standard_webhooks),
                                         S(paytrail),
                                         S(braintree),
                                         S(kraken),
                                         S(oauth1),
                                         S(aws),
                                         S(adyen_notification),
                                         S(adyen_hpp),
                                         S(adyen_hpp_legacy),
                                         S(cactus::schemes::salted.scheme),
                                         S(one_payment::schemes::request.scheme),
                                         S(one_payment::schemes::callback.scheme),
                                         S(one_payment::php_rendering)};
#undef S
    return all;
}

bool uses(description const &d, op what, std::string_view name = {})
{
    return std::ranges::any_of(d.nodes, [&](signing::explaining::node const &n) {
        return n.what == what && (name.empty() || (!n.names.empty() && n.names[0] == name));
    });
}

std::optional<std::string> sign(description const &d, owned_message const &message)
{
    owned_message::view const over{message};
    signing::context const &context = over;
    wiped_buffer text;
    if (signing::evaluate<cryptopp_hash>(tree_table{d}, context, text)) return std::nullopt;
    return std::string{text.view()};
}

// A message in which every mistake can be made, for any scheme

void nest(owned_message &m, std::string_view path, std::string const &text)
{
    std::size_t const dot = path.find('.');
    auto const found = std::ranges::find_if(
        m.fields, [&](auto const &f) { return f.depth == 0 && f.name == path.substr(0, dot); });
    if (dot == path.npos && found == m.fields.end())
        m.fields.push_back({std::string{path}, text});
    else if (dot != path.npos && found == m.fields.end())
        m.fields.push_back({std::string{path.substr(0, dot)}, "", value_kind::object});
    if (dot == path.npos) return;
    owned_message inner;
    nest(inner, path.substr(dot + 1), text);
    auto at = std::ranges::find_if(
        m.fields, [&](auto const &f) { return f.depth == 0 && f.name == path.substr(0, dot); });
    for (auto &f : inner.fields) {
        ++f.depth;
        auto const same = std::find_if(at, m.fields.end(),
                                       [&](auto const &g) { return g.depth == f.depth && g.name == f.name; });
        at = same == m.fields.end() ? m.fields.insert(at + 1, f) : same;
    }
}

std::string value_for(std::string_view name, std::size_t index)
{
    static std::vector<std::string> const values{
        "a b/c", "say \"hi\" & go", "true",       "caf\xC3\xA9", "15000",  "one\ntwo", "a%20b", "",
        "x+y",   "a &amp; b",       "caf\\u00e9", "a\\/b",       "a\r\nb", "Mixed"};
    std::string lowered{name};
    std::ranges::transform(lowered, lowered.begin(), to_lower);
    if (lowered.find("amount") != lowered.npos || lowered.find("sum") != lowered.npos) return "9.90";
    return values[index % values.size()];
}

owned_message message_for(description const &d)
{
    owned_message m;
    m.fields = {{"pp_order", "15000"},
                {"pp_Amount", "9.90", value_kind::number},
                {"flag", "true", value_kind::boolean},
                {"nothing", "", value_kind::null},
                {"pp_title", "a b/c"},
                {"pp_empty", ""},
                {"empty_too", ""},
                {"shp_note", "say \"hi\" & go"},
                {"Who", "caf\xC3\xA9", value_kind::text, 0, true},
                {"pp_lines", "one\ntwo"},
                {"shp_coded", "a%20b"},
                {"pp_html", "a &amp; b"},
                {"pp_json", "{\"b\": 1, \"a\":[1, 2]}"},
                {"pp_uni", "caf\\u00e9"},
                {"pp_slash", "a\\/b"},
                {"pp_crlf", "a\r\nb"},
                {"pp_plus", "x+y"},
                {"pp_bom", "\xEF\xBB\xBFx"}};
    m.key = "Key_with 7 letters";
    m.operation = "init_form";
    m.method = "POST";
    m.target = "/pay/v1?b=2&a=x%20y";
    m.body = "{\n  \"b\": \"x\\/y/z\",\n  \"a\": [1, 2],\n  \"c\": \"caf\xC3\xA9 \\u00e9 &amp; <&> \\\" %20 "
             "+\"\r\n}\n";
    m.account = {{"project", "77"}};
    std::size_t index = 0;
    for (signing::explaining::node const &n : d.nodes) {
        if (n.what == op::field || n.what == op::listed)
            for (std::string const &path : n.names)
                nest(m, path, value_for(path, index++));
        if (n.what == op::named_in)
            m.fields.push_back({n.names[0], "pp_title,pp_Amount,pp_lines,pp_empty,flag"});
        if (n.what == op::secret) m.secrets.emplace_back(n.names[0], "secret of " + n.names[0]);
        auto const is_it = [&n](auto const &h) { return h.first == n.names[0]; };
        if (n.what == op::header && std::ranges::none_of(m.headers, is_it))
            m.headers.emplace_back(n.names[0], "t=" + std::to_string(1000 + index++));
        if (n.what == op::account_field && n.names[0] != "project") m.account.emplace_back(n.names[0], "acc");
        if (n.what == op::map && n.names[0] == "unhex") m.key = "00ff7a7b7c7d7e7f00ff7a7b7c7d7e7f";
        if (n.what == op::map && n.names[0] == "unbase64") m.key = "AbCdEfGhIjKlMnOpQrStUvWxYz012345";
    }
    for (auto &f : m.fields) // an order's parameters, as one gateway sends them
        if (f.name == "Ds_MerchantParameters") f.text = "eyJEc19PcmRlciI6IjAwNjkifQ==";
    m.headers.emplace_back("checkout-nonce", "5");
    std::ranges::sort(m.secrets);
    m.secrets.erase(std::ranges::unique(m.secrets).begin(), m.secrets.end());
    return m;
}

// Mistakes, made by hand

using text_change = std::string (*)(std::string);

std::string replaced(std::string text, std::string_view from, std::string_view to)
{
    for (std::size_t at = 0; (at = text.find(from, at)) != text.npos; at += to.size())
        text.replace(at, from.size(), to);
    return text;
}
std::string percent(std::string const &text)
{
    std::string out;
    char const *digits = "0123456789ABCDEF";
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) || std::string_view{"-._~"}.find(c) != std::string_view::npos)
            out += c;
        else
            out.append({'%', digits[byte / 16], digits[byte % 16]});
    }
    return out;
}
std::string hex_of(std::string const &text)
{
    std::ostringstream out;
    for (char const c : text)
        out << "0123456789abcdef"[static_cast<unsigned char>(c) / 16]
            << "0123456789abcdef"[static_cast<unsigned char>(c) % 16];
    return out.str();
}
std::string cased(std::string text, int (*change)(int))
{
    for (char &c : text)
        c = static_cast<char>(change(static_cast<unsigned char>(c)));
    return text;
}

struct message_case {
    mistake id;
    text_change change;
};
message_case const text_cases[] = {
    {mistake::percent_encoded, [](std::string t) { return percent(t); }},
    {mistake::percent_decoded, [](std::string t) { return replaced(t, "%20", " "); }},
    {mistake::plus_for_blank, [](std::string t) { return replaced(t, "%20", "+"); }},
    {mistake::plus_for_blank, [](std::string t) { return t.ends_with("}\n") ? t : replaced(t, " ", "+"); }},
    {mistake::percent_20_for_plus, [](std::string t) { return replaced(t, "+", "%20"); }},
    {mistake::html_escaped,
     [](std::string t) { return replaced(replaced(t, "&", "&amp;"), "\"", "&quot;"); }},
    {mistake::html_unescaped, [](std::string t) { return replaced(t, "&amp;", "&"); }},
    {mistake::slashes_escaped, [](std::string t) { return replaced(replaced(t, "\\/", "/"), "/", "\\/"); }},
    {mistake::slashes_unescaped, [](std::string t) { return replaced(t, "\\/", "/"); }},
    {mistake::unicode_escaped, [](std::string t) { return replaced(t, "\xC3\xA9", "\\u00e9"); }},
    {mistake::unicode_unescaped, [](std::string t) { return replaced(t, "\\u00e9", "\xC3\xA9"); }},
    {mistake::json_compact,
     [](std::string t) {
         if (t == "{\"b\": 1, \"a\":[1, 2]}") return std::string{"{\"b\":1,\"a\":[1,2]}"};
         t = replaced(replaced(replaced(t, "\r\n}\n", "}"), "\n  ", ""), "\": ", "\":");
         return t[0] == '{' ? replaced(t, "[1, 2]", "[1,2]") : t;
     }},
    {mistake::json_spaced,
     [](std::string t) {
         if (t == "{\"b\": 1, \"a\":[1, 2]}") return std::string{"{\"b\": 1, \"a\": [1, 2]}"};
         return t[0] == '{' ? replaced(replaced(replaced(t, "\r\n}\n", "}"), "{\n  ", "{"), "\n  ", " ") : t;
     }},
    {mistake::json_sorted,
     [](std::string t) {
         if (t == "{\"b\": 1, \"a\":[1, 2]}") return std::string{"{\"a\":[1,2],\"b\":1}"};
         if (t[0] != '{') return t;
         return std::string{
             "{\"a\":[1,2],\"b\":\"x/y/z\",\"c\":\"caf\xC3\xA9 \xC3\xA9 &amp; <&> \\\" %20 +\"}"};
     }},
    {mistake::newline_added, [](std::string t) { return t[0] == '{' && t.size() > 40 ? t + "\n" : t; }},
    {mistake::newline_removed,
     [](std::string t) { return t.ends_with('\n') ? t.substr(0, t.size() - 1) : t; }},
    {mistake::crlf_for_lf, [](std::string t) { return replaced(replaced(t, "\r\n", "\n"), "\n", "\r\n"); }},
    {mistake::lf_for_crlf, [](std::string t) { return replaced(t, "\r\n", "\n"); }},
    {mistake::byte_order_mark_added,
     [](std::string t) { return t[0] == '{' && t.size() > 40 ? "\xEF\xBB\xBF" + t : t; }},
    {mistake::byte_order_mark_removed, [](std::string t) { return replaced(t, "\xEF\xBB\xBF", ""); }},
    {mistake::latin1_for_utf8,
     [](std::string t) { return t == "\xEF\xBB\xBFx" ? t : replaced(t, "\xC3\xA9", "\xE9"); }},
    {mistake::utf8_encoded_twice,
     [](std::string t) {
         return replaced(replaced(t, "\xC3\xA9", "\xC3\x83\xC2\xA9"), "\xEF\xBB\xBF",
                         "\xC3\xAF\xC2\xBB\xC2\xBF");
     }},
};
/// Of these, one field is written wrongly.
message_case const amount_cases[] = {
    {mistake::amount_without_trailing_zeros, [](std::string t) { return replaced(t, "9.90", "9.9"); }},
    {mistake::amount_with_decimals, [](std::string t) { return t == "15000" ? "15000.00" : t; }},
    {mistake::amount_in_minor_units, [](std::string t) { return replaced(t, "9.90", "990"); }},
    {mistake::amount_in_major_units, [](std::string t) { return t == "15000" ? "150.00" : t; }},
    {mistake::amount_in_scientific_form, [](std::string t) { return t == "15000" ? "1.5e+04" : t; }},
    {mistake::boolean_as_word, [](std::string t) { return t; }},
    {mistake::boolean_capitalised, [](std::string t) { return t == "true" ? "True" : t; }},
    {mistake::boolean_as_digit, [](std::string t) { return t == "true" ? "1" : t; }},
};
message_case const name_cases[] = {
    {mistake::name_in_lower_case, [](std::string t) { return cased(t, std::tolower); }},
    {mistake::name_in_upper_case, [](std::string t) { return cased(t, std::toupper); }},
};
/// The right secret is first made so that the mistake is possible.
struct secret_case {
    mistake id;
    text_change right;
    text_change wrong;
};
secret_case const secret_cases[] = {
    {mistake::secret_with_blanks, [](std::string k) { return k; }, [](std::string k) { return k + "\n"; }},
    {mistake::secret_with_blanks, [](std::string k) { return k; }, [](std::string k) { return " " + k; }},
    {mistake::secret_without_blanks, [](std::string k) { return " " + k + " \n"; },
     [](std::string k) { return k.substr(1, k.size() - 3); }},
    {mistake::secret_quoted, [](std::string k) { return k; }, [](std::string k) { return '"' + k + '"'; }},
    {mistake::secret_unquoted, [](std::string k) { return '"' + k + '"'; },
     [](std::string k) { return k.substr(1, k.size() - 2); }},
    {mistake::secret_without_prefix, [](std::string k) { return "whsec_" + k; },
     [](std::string k) { return k.substr(6); }},
    {mistake::secret_from_hex, [](std::string k) { return hex_of(k); },
     [](std::string k) { return replaced(k, k, "Key_with 7 letters"); }},
    {mistake::secret_from_base64, [](std::string) { return std::string{"S2V5X3dpdGggNyBsZXR0ZXJz"}; },
     [](std::string) { return std::string{"Key_with 7 letters"}; }},
    {mistake::secret_to_hex, [](std::string k) { return k; }, [](std::string k) { return hex_of(k); }},
    {mistake::secret_to_base64, [](std::string) { return std::string{"Key_with 7 letters"}; },
     [](std::string) { return std::string{"S2V5X3dpdGggNyBsZXR0ZXJz"}; }},
    {mistake::secret_in_lower_case, [](std::string k) { return k; },
     [](std::string k) { return cased(k, std::tolower); }},
    {mistake::secret_in_upper_case, [](std::string k) { return k; },
     [](std::string k) { return cased(k, std::toupper); }},
    {mistake::another_key, [](std::string k) { return k; }, [](std::string) { return std::string{"other"}; }},
};
/// A scheme, and the same with a mistake.
struct scheme_case {
    mistake id;
    description right;
    description wrong;
};

namespace by_hand {

using namespace tollgate::signing::words;
using signing::words::field;
using signing::words::header;
using signing::words::secret;

#define PAIR(id, right, wrong)                                                                               \
    scheme_case                                                                                              \
    {                                                                                                        \
        mistake::id, describe(right), describe(wrong)                                                        \
    }

constexpr auto pairs = join("&", name + "=" + value, fields | but<"sign"> | by_name);
constexpr auto wechat_pairs = join("&", name + "=" + value, fields | but<"sign"> | nonempty | by_name);
constexpr auto cactus_pairs = join("", lower(name) + ":" + value + ";",
                                   fields | but<"signature"> | as(python_text) | nonblank | by_name);

std::vector<scheme_case> field_cases()
{
    using namespace published;
    return {
        PAIR(empty_kept, wechat_md5, upper_hex(md5(pairs + "&key=" + key))),
        PAIR(empty_kept, fondy, hex(sha1(key + "|" + join("|", value, fields | but<"signature"> | by_name)))),
        PAIR(empty_kept, cactus::schemes::salted.scheme,
             hex(sha1(join("", lower(name) + ":" + value + ";",
                           fields | but<"signature"> | as(python_text) | by_name) +
                      key))),
        PAIR(empty_dropped, shopify,
             hex(hmac_sha256(key, join("&", name + "=" + value, fields | but<"hmac"> | nonempty | by_name)))),
        PAIR(empty_dropped, one_payment::schemes::request.scheme,
             hex(md5(operation + join("&", name + "=" + value, fields | but<"sign"> | nonempty | by_name) +
                     key))),
        PAIR(empty_dropped, momo,
             hex(hmac_sha256(key, join("&", name + "=" + value,
                                       listed<"partnerCode", "accessKey", "requestId", "amount", "orderId",
                                              "orderInfo", "returnUrl", "notifyUrl", "extraData"> |
                                           nonempty)))),
        PAIR(null_kept, one_payment::schemes::callback.scheme, hex(md5(pairs + key))),
        PAIR(signature_signed, shopify,
             hex(hmac_sha256(key, join("&", name + "=" + value, fields | plus<"hmac">(text<"">) | by_name)))),
        PAIR(signature_signed, vnpay,
             hex(hmac_sha512(key, join("&", form_encode(name) + "=" + form_encode(value),
                                       fields | but<"vnp_SecureHashType"> | plus<"vnp_SecureHash">(text<"">) |
                                           by_name)))),
        PAIR(signature_signed, one_payment::schemes::request.scheme,
             hex(md5(operation + join("&", name + "=" + value, fields | plus<"sign">(text<"">) | by_name) +
                     key))),
        PAIR(name_as_it_is, ogone_sha1,
             upper_hex(sha1(
                 join("", name + "=" + value + key, fields | but<"SHASIGN"> | nonempty | by(upper(name)))))),
        PAIR(name_as_it_is, ogone_sha256,
             upper_hex(sha256(
                 join("", name + "=" + value + key, fields | but<"SHASIGN"> | nonempty | by(upper(name)))))),
        PAIR(name_as_it_is, cactus::schemes::salted.scheme,
             hex(sha1(join("", name + ":" + value + ";",
                           fields | but<"signature"> | as(python_text) | nonblank | by_name) +
                      key))),
        PAIR(order_as_sent, wechat_md5,
             upper_hex(md5(join("&", name + "=" + value, fields | but<"sign"> | nonempty) + "&key=" + key))),
        PAIR(order_as_sent, shopify,
             hex(hmac_sha256(key, join("&", name + "=" + value, fields | but<"hmac">)))),
        PAIR(order_as_sent, fondy,
             hex(sha1(key + "|" + join("|", value, fields | but<"signature"> | nonempty)))),
        PAIR(order_by_name, momo,
             hex(hmac_sha256(key, join("&", name + "=" + value,
                                       listed<"accessKey", "amount", "extraData", "notifyUrl", "orderId",
                                              "orderInfo", "partnerCode", "requestId", "returnUrl">)))),
        PAIR(order_by_name, esewa,
             base64(
                 hmac_sha256(key, join(",", name + "=" + value, named_in<"signed_field_names"> | by_name)))),
        PAIR(order_by_name, ecpay_sha256,
             upper_hex(sha256(lower(
                 dotnet_urlencode("HashKey=" + secret<"HashKey"> + "&" +
                                  join("&", name + "=" + value, fields | but<"CheckMacValue"> | by_name) +
                                  "&HashIV=" + secret<"HashIV">))))),
        PAIR(order_by_name_ignoring_case, wechat_md5,
             upper_hex(
                 md5(join("&", name + "=" + value, fields | but<"sign"> | nonempty | by_name_ignoring_case) +
                     "&key=" + key))),
        PAIR(order_by_name_ignoring_case, shopify,
             hex(hmac_sha256(key,
                             join("&", name + "=" + value, fields | but<"hmac"> | by_name_ignoring_case)))),
        PAIR(order_by_name_ignoring_case, fondy,
             hex(sha1(key + "|" +
                      join("|", value, fields | but<"signature"> | nonempty | by_name_ignoring_case)))),
        PAIR(order_reversed, uniteller_recurrent,
             upper_hex(md5(join("&", hex(md5(value)),
                                listed<"Parent_Order_IDP", "Subtotal_P", "Order_IDP", "Shop_IDP">) +
                           "&" + hex(md5(key))))),
        PAIR(order_reversed, adyen_hpp_legacy,
             base64(hmac_sha1(
                 key, join("", value,
                           listed<"sessionValidity", "merchantAccount", "skinCode", "merchantReference",
                                  "shipBeforeDate", "currencyCode", "paymentAmount">)))),
        PAIR(order_reversed, hex(sha256(join("|", value, fields | starting<"shp"> | by_name) + key)),
             hex(sha256(join("|", value, listed<"shp_note", "shp_coded">) + key))),
    };
}

std::vector<scheme_case> fixed_part_cases()
{
    using namespace published;
    return {
        PAIR(separator_missing, wechat_md5,
             upper_hex(md5(join("", name + "=" + value, fields | but<"sign"> | nonempty | by_name) +
                           "&key=" + key))),
        PAIR(separator_missing, razorpay,
             hex(hmac_sha256(key, field<"razorpay_order_id"> + field<"razorpay_payment_id">))),
        PAIR(separator_missing, cactus::schemes::salted.scheme,
             hex(sha1(join("", lower(name) + ":" + value,
                           fields | but<"signature"> | as(python_text) | nonblank | by_name) +
                      key))),
        PAIR(separator_at_end, shopify,
             hex(hmac_sha256(key, join("", name + "=" + value + "&", fields | but<"hmac"> | by_name)))),
        PAIR(separator_at_end, esewa,
             base64(hmac_sha256(key, join("", name + "=" + value + ",", named_in<"signed_field_names">)))),
        PAIR(separator_at_end, one_payment::schemes::callback.scheme,
             hex(md5(join("", name + "=" + value + "&", fields | but<"sign"> | nonnull | by_name) + key))),
        PAIR(separator_at_end_missing, cactus::schemes::salted.scheme,
             hex(sha1(join(";", lower(name) + ":" + value,
                           fields | but<"signature"> | as(python_text) | nonblank | by_name) +
                      key))),
        PAIR(separator_at_end_missing, hex(sha1(join("", value + "&", fields | but<"sign">) + key)),
             hex(sha1(join("&", value, fields | but<"sign">) + key))),
        PAIR(separator_at_end_missing, hex(hmac_sha1(key, join("", name + value + "\n", fields | by_name))),
             hex(hmac_sha1(key, join("\n", name + value, fields | by_name)))),
        PAIR(operation_missing, one_payment::schemes::request.scheme, hex(md5(pairs + key))),
        PAIR(operation_missing, oauth1,
             base64(hmac_sha1(percent_encode(secret<"consumer_secret">) + "&" +
                                  percent_encode(secret<"token_secret">),
                              "&" + percent_encode("https://" + header<"Host"> + path) + "&" +
                                  percent_encode(join("&", percent_encode(name) + "=" + percent_encode(value),
                                                      fields | by_name))))),
        PAIR(operation_missing, hex(hmac_sha256(key, method + path + body)),
             hex(hmac_sha256(key, path + body))),
        PAIR(operation_added, wechat_md5, upper_hex(md5(operation + wechat_pairs + "&key=" + key))),
        PAIR(operation_added, gocardless, hex(hmac_sha256(key, method + body))),
        PAIR(operation_added, one_payment::schemes::callback.scheme,
             hex(md5(operation + join("&", name + "=" + value, fields | but<"sign"> | nonnull | by_name) +
                     key))),
        PAIR(signature_without_prefix, standard_webhooks,
             base64(hmac_sha256(unbase64(without_prefix<"whsec_">(key)),
                                header<"webhook-id"> + "." + header<"webhook-timestamp"> + "." + body))),
        PAIR(signature_without_prefix, "sha256=" + hex(hmac_sha256(key, body)), hex(hmac_sha256(key, body))),
        PAIR(signature_without_prefix, "t1:" + hex(md5(key + body)), hex(md5(key + body))),
        PAIR(signature_in_other_letters, wechat_md5, hex(md5(wechat_pairs + "&key=" + key))),
        PAIR(signature_in_other_letters, shopify,
             upper_hex(hmac_sha256(key, join("&", name + "=" + value, fields | but<"hmac"> | by_name)))),
        PAIR(signature_in_other_letters, "sha256=" + hex(hmac_sha256(key, body)),
             "sha256=" + upper_hex(hmac_sha256(key, body))),
        PAIR(signature_in_other_encoding, gocardless, base64(hmac_sha256(key, body))),
        PAIR(signature_in_other_encoding, square,
             hex(hmac_sha256(key, account_field<"notification_url"> + body))),
        PAIR(signature_in_other_encoding, liqpay, base64url(sha1(key + field<"data"> + key))),
    };
}

std::vector<scheme_case> digest_cases()
{
    using namespace published;
    return {
        PAIR(secret_with_prefix, hex(hmac_sha256(without_prefix<"Key_">(key), body)),
             hex(hmac_sha256(key, body))),
        PAIR(secret_with_prefix, hex(md5(body + without_prefix<"Key_">(key))), hex(md5(body + key))),
        PAIR(secret_with_prefix, base64(sha1(without_prefix<"Key_w">(key) + path)), base64(sha1(key + path))),
        PAIR(secret_as_text, adyen_hpp,
             base64(hmac_sha256(key, join(":", escape<"\\:">(name), adyen_columns) + ":" +
                                         join(":", escape<"\\:">(value), adyen_columns)))),
        PAIR(secret_as_text, kraken, base64(hmac_sha512(key, path + raw(sha256(field<"nonce"> + body))))),
        PAIR(secret_as_text, standard_webhooks,
             "v1," + base64(hmac_sha256(key, header<"webhook-id"> + "." + header<"webhook-timestamp"> + "." +
                                                 body))),
        PAIR(secrets_swapped, ecpay_data,
             upper_hex(sha256(lower(percent_encode(secret<"HashIV"> + body + secret<"HashKey">))))),
        PAIR(secrets_swapped, oauth1,
             base64(hmac_sha1(percent_encode(secret<"token_secret">) + "&" +
                                  percent_encode(secret<"consumer_secret">),
                              method + "&" + percent_encode("https://" + header<"Host"> + path) + "&" +
                                  percent_encode(join("&", percent_encode(name) + "=" + percent_encode(value),
                                                      fields | by_name))))),
        PAIR(secrets_swapped, hex(md5(secret<"a"> + path + secret<"b">)),
             hex(md5(secret<"b"> + path + secret<"a">))),
        PAIR(secret_at_other_end, wechat_md5, upper_hex(md5(key + wechat_pairs + "&key="))),
        PAIR(secret_at_other_end, cactus::schemes::salted.scheme, hex(sha1(key + cactus_pairs))),
        PAIR(secret_at_other_end, tbank,
             hex(sha256(join("", value, fields | but<"Token"> | scalars | by_name) + key))),
        PAIR(secret_twice, cactus::schemes::salted.scheme, hex(sha1(key + cactus_pairs + key))),
        PAIR(secret_twice, midtrans,
             hex(sha512(field<"order_id"> + field<"status_code"> + field<"gross_amount"> + key + key))),
        PAIR(secret_twice, gocardless, hex(hmac_sha256(key, body + key))),
        PAIR(secret_left_out, wechat_md5, upper_hex(md5(wechat_pairs))),
        PAIR(secret_left_out, tbank, hex(sha256(join("", value, fields | but<"Token"> | scalars | by_name)))),
        PAIR(secret_left_out, ogone_sha1,
             upper_hex(sha1(
                 join("", upper(name) + "=" + value, fields | but<"SHASIGN"> | nonempty | by(upper(name)))))),
        PAIR(key_and_text_swapped, gocardless, hex(hmac_sha256(body, key))),
        PAIR(key_and_text_swapped, razorpay,
             hex(hmac_sha256(field<"razorpay_order_id"> + "|" + field<"razorpay_payment_id">, key))),
        PAIR(key_and_text_swapped, shopify,
             hex(hmac_sha256(join("&", name + "=" + value, fields | but<"hmac"> | by_name), key))),
        PAIR(digest_for_hmac, gocardless, hex(sha256(key + body))),
        PAIR(digest_for_hmac, razorpay,
             hex(sha256(field<"razorpay_order_id"> + "|" + field<"razorpay_payment_id"> + key))),
        PAIR(digest_for_hmac, square, base64(sha256(account_field<"notification_url"> + body))),
        PAIR(hmac_for_digest, cactus::schemes::salted.scheme, hex(hmac_sha1(key, cactus_pairs))),
        PAIR(hmac_for_digest, wechat_md5, upper_hex(hmac_md5(key, wechat_pairs + "&key=" + key))),
        PAIR(hmac_for_digest, midtrans,
             hex(hmac_sha512(key, field<"order_id"> + field<"status_code"> + field<"gross_amount">))),
        PAIR(other_algorithm, cactus::schemes::salted.scheme, hex(sha256(cactus_pairs + key))),
        PAIR(other_algorithm, gocardless, hex(hmac_sha1(key, body))),
        PAIR(other_algorithm, sslcommerz_md5, sslcommerz_sha256),
        PAIR(inner_digest_in_other_letters, skrill,
             upper_hex(md5(field<"merchant_id"> + field<"transaction_id"> + hex(md5(key)) +
                           field<"mb_amount"> + field<"mb_currency"> + field<"status">))),
        PAIR(inner_digest_in_other_letters, uniteller_recurrent,
             upper_hex(md5(join("&", upper_hex(md5(value)),
                                listed<"Shop_IDP", "Order_IDP", "Subtotal_P", "Parent_Order_IDP">) +
                           "&" + upper_hex(md5(key))))),
        PAIR(inner_digest_in_other_letters, sslcommerz_md5,
             hex(md5(join("&", name + "=" + value,
                          named_in<"verify_key"> | plus<"store_passwd">(upper_hex(md5(key))) | by_name)))),
    };
}
#undef PAIR

// Two mistakes at once

constexpr auto wechat_unsorted =
    upper_hex(md5(join("&", name + "=" + value, fields | but<"sign">) + "&key=" + key));
constexpr auto sha1_of_body = hex(hmac_sha1(key, body));
constexpr auto razorpay_swapped =
    base64(hmac_sha256(field<"razorpay_order_id"> + "|" + field<"razorpay_payment_id">, key));

// Others

constexpr auto by_hex_key = hex(hmac_sha256(unhex(key), body));
constexpr auto by_text_key = hex(hmac_sha256(key, body));
constexpr auto nonempty_pairs = hex(md5(join("&", name + "=" + value, fields | nonempty) + key));
constexpr auto all_pairs = hex(md5(join("&", name + "=" + value, fields) + key));

/// The forms in which a text could slip out.
std::vector<description> forms_of_body()
{
    return {describe(hex(md5(body))), describe(hex(sha1(body))), describe(hex(sha256(body))),
            describe(base64(body)), describe(base64(sha256(body)))};
}

} // namespace by_hand

// Explaining

/// How often each mistake was possible, and whether it was found.
class table {
public:
    void expect(mistake id, std::string_view what, description const &d, owned_message const &right,
                std::string const &received)
    {
        auto const correct = sign(d, right);
        if (!correct || *correct == received) return;
        ++tried_[id];
        owned_message::view const over{right};
        signing::named_text const other[] = {{"the test system's key", "other"}};
        explanation const said = explain(tree_table{d}, over, received, other);
        bool const found = std::ranges::any_of(said.findings, [id](finding const &f) {
            return f.mistakes.size() == 1 && f.mistakes.front().id == id;
        });
        CAPTURE(static_cast<int>(id));
        CAPTURE(what);
        CAPTURE(said.text());
        CHECK(found);
        CHECK(said.tried < 5000);
        found_[id] += found ? 1 : 0;
    }
    /// A wrong message under the right scheme; nothing where the scheme does not see the difference.
    bool expect_message(mistake id, scheme const &s, owned_message const &right, owned_message const &wrong)
    {
        auto const received = sign(s.described, wrong);
        auto const correct = sign(s.described, right);
        if (!received || !correct || *received == *correct) return false;
        expect(id, s.name, s.described, right, *received);
        return true;
    }
    void expect_scheme(scheme_case const &c)
    {
        owned_message message = message_for(c.right);
        auto const received = sign(c.wrong, message);
        if (received) expect(c.id, "a scheme by hand", c.right, message, *received);
    }

    [[nodiscard]] int found(mistake id) const { return found_.count(id) == 0 ? 0 : found_.at(id); }
    [[nodiscard]] int tried(mistake id) const { return tried_.count(id) == 0 ? 0 : tried_.at(id); }

private:
    std::map<mistake, int> tried_, found_;
};

void change_texts(table &to, scheme const &s, message_case const &c)
{
    owned_message const right = message_for(s.described);
    owned_message wrong = right;
    for (auto &f : wrong.fields)
        f.text = c.change(f.text);
    if (to.expect_message(c.id, s, right, wrong)) return;
    wrong = right;
    wrong.body = c.change(right.body);
    to.expect_message(c.id, s, right, wrong);
}
/// The first field of which the scheme sees the change.
void change_one(table &to, scheme const &s, message_case const &c)
{
    owned_message const right = message_for(s.described);
    for (std::size_t i = 0; i != right.fields.size(); ++i) {
        owned_message wrong = right;
        wrong.fields[i].text = c.change(right.fields[i].text);
        if (wrong.fields[i].text == right.fields[i].text) continue;
        wrong.fields[i].kind = value_kind::text;
        if (to.expect_message(c.id, s, right, wrong)) return;
    }
}
void change_names(table &to, scheme const &s, message_case const &c)
{
    for (op const by_name_only : {op::listed, op::field, op::named_in, op::starting, op::plus})
        if (uses(s.described, by_name_only)) return;
    owned_message const right = message_for(s.described);
    owned_message wrong = right;
    for (auto &f : wrong.fields)
        if (f.depth == 0) f.name = c.change(f.name);
    to.expect_message(c.id, s, right, wrong);
}
void change_secret(table &to, scheme const &s, secret_case const &c)
{
    owned_message right = message_for(s.described);
    if (!right.secrets.empty()) right.secrets[0].second = right.key;
    std::string &key = right.secrets.empty() ? right.key : right.secrets[0].second;
    key = c.right(key);
    owned_message wrong = right;
    (right.secrets.empty() ? wrong.key : wrong.secrets[0].second) = c.wrong(key);
    to.expect_message(c.id, s, right, wrong);
}
void change_fields(table &to, scheme const &s)
{
    owned_message const right = message_for(s.described);
    owned_message wrong = right;
    for (std::size_t i = 0; i != right.fields.size(); ++i, wrong = right) {
        auto const &f = right.fields[i];
        if (f.kind != value_kind::text || f.text.find_first_not_of(' ') == f.text.npos || f.depth != 0)
            continue;
        wrong.fields.erase(wrong.fields.begin() + static_cast<std::ptrdiff_t>(i));
        if (to.expect_message(mistake::field_missing, s, right, wrong)) break;
    }
    wrong = right;
    wrong.fields.push_back({"project", "77"});
    to.expect_message(mistake::field_extra, s, right, wrong);
    wrong = right;
    std::erase_if(wrong.fields, [](auto const &f) { return f.kind == value_kind::null; });
    to.expect_message(mistake::null_dropped, s, right, wrong);
    wrong = right;
    for (auto &f : wrong.fields)
        if (f.kind == value_kind::null) f = {f.name, "null"};
    if (s.name != "przelewy24") to.expect_message(mistake::null_kept, s, right, wrong);
}

/// A truth value that came as `True`.
void change_truth(table &to, scheme const &s)
{
    owned_message right = message_for(s.described);
    for (auto &f : right.fields)
        if (f.text == "true") f = {f.name, "True"};
    owned_message wrong = right;
    for (auto &f : wrong.fields)
        if (f.text == "True") f.text = "true";
    to.expect_message(mistake::boolean_as_word, s, right, wrong);
}

table const &results()
{
    static table const all = [] {
        table t;
        for (scheme const &s : declared()) {
            for (message_case const &c : text_cases)
                change_texts(t, s, c);
            for (message_case const &c : amount_cases)
                change_one(t, s, c);
            for (message_case const &c : name_cases)
                change_names(t, s, c);
            for (secret_case const &c : secret_cases)
                change_secret(t, s, c);
            change_fields(t, s);
            change_truth(t, s);
        }
        for (auto const &cases :
             {by_hand::field_cases(), by_hand::fixed_part_cases(), by_hand::digest_cases()})
            for (scheme_case const &c : cases)
                t.expect_scheme(c);
        return t;
    }();
    return all;
}

constexpr int mistakes = static_cast<int>(mistake::inner_digest_in_other_letters) + 1;

bool says(explanation const &e, std::string_view text)
{
    return e.text().find(text) != std::string::npos;
}

} // namespace

TEST_SUITE("tollgate.signing.explain")
{
    TEST_CASE("explain: finds every mistake on each declared scheme where it can occur")
    {
        std::ostringstream shown;
        for (int i = 0; i != mistakes; ++i) {
            auto const id = static_cast<mistake>(i);
            CAPTURE(i);
            CHECK(results().found(id) == results().tried(id));
            CHECK(results().found(id) >= 3);
            shown << i << ": " << results().found(id) << " of " << results().tried(id)
                  << (i % 8 == 7 ? "\n" : "   ");
        }
        MESSAGE("mistake: found of possible\n" << shown.str());
    }

    TEST_CASE("explain: the right signature matches, and nothing else is said")
    {
        for (scheme const &s : declared()) {
            CAPTURE(s.name);
            owned_message const message = message_for(s.described);
            owned_message::view const over{message};
            auto const right = sign(s.described, message);
            REQUIRE(right);
            explanation const said = explain(tree_table{s.described}, over, *right);
            CHECK(said.matches);
            CHECK(said.findings.empty());
            CHECK(said.text() == "The signatures match.\n");
        }
    }

    TEST_CASE("explain: two mistakes at once are found as a pair")
    {
        auto const pair = [](auto const &right, auto const &wrong, auto change) {
            description const d = describe(right);
            owned_message const message = message_for(d);
            owned_message mistaken = message;
            change(mistaken);
            owned_message::view const over{message};
            return explain(tree_table{d}, over, sign(describe(wrong), mistaken).value()).text();
        };
        auto const has = [](std::string const &text, std::string_view first, std::string_view second) {
            CAPTURE(text);
            CHECK(text.find(std::string{first} + ", and " + std::string{second}) != text.npos);
        };
        auto const unchanged = [](owned_message &) {};
        using namespace published;
        has(pair(wechat_md5, by_hand::wechat_unsorted, unchanged),
            "empty parameters are kept: `nothing`, `pp_empty`, `empty_too`", "parameters are not sorted");
        has(pair(gocardless, by_hand::sha1_of_body, [](owned_message &m) { m.key += '\n'; }),
            "the secret has a blank or line break at its end", "another algorithm is used: SHA-1");
        has(pair(shopify, shopify,
                 [](owned_message &m) {
                     m.key += '\n';
                     m.fields[1].text = "9.9";
                 }),
            "an amount is written without zeros at its end: `pp_Amount`",
            "the secret has a blank or line break at its end");
        has(pair(razorpay, by_hand::razorpay_swapped, unchanged),
            "it is the same digest in another encoding: base64", "the HMAC's key and text are swapped");
    }

    TEST_CASE("explain: without a known mistake it says so, after a bounded search")
    {
        for (scheme const &s : declared()) {
            CAPTURE(s.name);
            owned_message const message = message_for(s.described);
            owned_message::view const over{message};
            explanation const said =
                explain(tree_table{s.described}, over, "0123456789abcdef0123456789abcdef");
            CHECK_FALSE(said.matches);
            CHECK(said.findings.empty());
            CHECK(says(said, "No known mistake explains it"));
            CHECK(says(said, "another key is used, or another text is signed"));
            CHECK(said.tried < 5000);
        }
    }

    TEST_CASE("explain: a scheme that cannot be computed for this message is a named problem")
    {
        owned_message message;
        message.key = "not hexadecimal";
        message.body = "{}";
        owned_message::view const over{message};
        description const d = describe(by_hand::by_hex_key);
        explanation const said =
            explain(tree_table{d}, over, sign(describe(by_hand::by_text_key), message).value());
        CHECK(said.problem == errc::unsignable_value);
        CHECK(says(said, "The right signature cannot be computed"));
        CHECK(says(said, "the secret's text is used, not the bytes that it stands for"));
    }

    TEST_CASE("explain: nothing that it says holds a value, a secret or a digest")
    {
        auto const check = [](scheme const &s, owned_message const &m, explanation const &said) {
            std::string text = said.text();
            for (finding const &f : said.findings)
                for (assumption const &a : f.mistakes)
                    text += a.parameter + a.sentence;
            std::vector<std::string> hidden{
                m.key, "a key of the test system", "caf\xC3\xA9", "15000", "a b/c", m.body};
            for (auto const &[secret_name, secret_text] : m.secrets)
                hidden.push_back(secret_text);
            for (std::string const &one : std::vector<std::string>{hidden}) { // a copy: the list grows
                owned_message as_body;
                as_body.body = one;
                for (description const &d : by_hand::forms_of_body())
                    hidden.push_back(sign(d, as_body).value());
                hidden.push_back(hex_of(one));
            }
            if (auto const right = sign(s.described, m)) hidden.push_back(*right);
            for (std::string const &one : hidden) {
                CAPTURE(s.name);
                CAPTURE(one);
                CHECK(text.find(one) == text.npos);
            }
        };
        signing::named_text const other[] = {{"the test system's key", "a key of the test system"}};
        // Every fifth scheme: each explanation is thousands of evaluations, and what is checked is how it speaks.
        for (std::size_t at = 0; at < declared().size(); at += 5) {
            scheme const &s = declared()[at];
            owned_message const right = message_for(s.described);
            owned_message::view const over{right};
            for (secret_case const &c : secret_cases) {
                owned_message wrong = right;
                wrong.key = c.wrong(right.key.size() > 6 ? right.key : "longer key");
                if (auto const received = sign(s.described, wrong))
                    check(s, right, explain(tree_table{s.described}, over, *received, other));
            }
            for (message_case const &c : text_cases) {
                owned_message wrong = right;
                for (auto &f : wrong.fields)
                    f.text = c.change(f.text);
                auto const received = sign(s.described, wrong);
                if (received && received != sign(s.described, right))
                    check(s, right, explain(tree_table{s.described}, over, *received, other));
            }
        }
    }

    TEST_CASE("explain: a name from outside is printed short, and without control characters")
    {
        owned_message message;
        message.key = "key";
        message.fields = {{"a\n\x1b[31m" + std::string(200, 'x'), ""}, {"b", "1"}};
        owned_message::view const over{message};
        description const d = describe(by_hand::nonempty_pairs);
        description const wrong = describe(by_hand::all_pairs);
        std::string const text = explain(tree_table{d}, over, sign(wrong, message).value()).text();
        CHECK(text.find("`a??[31mxxx") != text.npos);
        CHECK(text.size() < 200);
    }
}

TEST_SUITE("tollgate.explain")
{
    TEST_CASE("explain: for a message of a gateway, with the account's replaced keys")
    {
        auto const rotated = secret{"new"}.replacing(secret{"old"});
        auto const order = test::one_payment_order();
        auto const signed_by = [&](secret key) {
            return std::string{
                make_request(test::one_payment_account(std::move(key)), order).value().signature().text()};
        };
        auto const account = test::one_payment_account(rotated);
        CHECK(explain(account, order, signed_by(secret{"new"})).value().matches);
        CHECK(says(explain(account, order, signed_by(secret{"old"})).value(),
                   "matches if another key is used: `a replaced key`"));
        CHECK(says(explain(account, order, signed_by(secret{"new\n"})).value(),
                   "matches if the secret has a blank or line break at its end"));
        CHECK(says(explain(account, order, "00").value(), "No known mistake"));
    }

    TEST_CASE("explain: for a request as someone else sent it")
    {
        auto const account = test::one_payment_account();
        auto const sent = make_request(account, test::one_payment_order()).value();
        CHECK(explain_sent<one_payment::init_form>(account, sent.target()).value().matches);
        CHECK(explain_sent<one_payment::init_form>(account, "/init_form?a=1").error().code() ==
              errc::signature_missing);
        CHECK(explain_sent<one_payment::init_form>(account, "/init_form?a").error().code() ==
              errc::body_not_form);
        auto const json = make_request(test::cactus_account(), test::cactus_order()).value();
        CHECK(explain_sent<cactus::obtain_token>(test::cactus_account(), json.body()).value().matches);
    }

    TEST_CASE("explain: for a callback as it was received")
    {
        auto const account = test::one_payment_account();
        constexpr std::string_view body =
            R"({"payment_type":"sbp","order_id":"8p3brmb19gfg0sg8gcwhws8kgc748s87",)"
            R"("project_id":5678,"status":3,"status_description":"SUCCESS",)"
            R"("merchant_price":50,"user_price":48.5,"currency":"RUB",)"
            R"("user_data":"order_777","sign":"70d5da3c7b11804e65b2fa564881a0cb"})";
        using callback = one_payment::payment_callback;
        CHECK(explain<callback>(account, body).value().matches);
        CHECK(says(explain<callback>(account, replaced(std::string{body}, "48.5", "48.50")).value(),
                   "matches if an amount is written without zeros at its end: `user_price`"));
        CHECK(explain<callback>(account, "{").error().code() == errc::body_truncated);
        CHECK(explain<callback>(account, "{}").error().code() == errc::signature_missing);
    }
}
