// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Searches for two different messages with one signed text, over every scheme that is declared in vectors/schemes.hpp with
// names, and over the providers' own.

#include <tollgate/signing/ambiguity.hpp>

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/cactus.hpp>
#include <tollgate/providers/one_payment.hpp>

#include <doctest/doctest.h>
#include <support/signing.hpp>
#include <support/telling.hpp>
#include <vectors/schemes.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

namespace signing = tollgate::signing;
using tollgate::parameter;
using names = std::vector<std::string_view>;

// For each scheme.
constexpr int random_messages = 3'000;
constexpr int messages_with_relatives = 30;

constexpr std::string_view ends[] = {"&", ";", "|", ",", "", ",\""};
constexpr std::string_view middles[] = {"=", ":", "", "\":"};

/// Names and texts of one message.
using message = std::vector<std::pair<std::string_view, std::string>>;

std::string shown(message const &m)
{
    std::string text = "{";
    for (auto const &[name, value] : m)
        text += " " + std::string{name} + ": \"" + value + "\"";
    return text + " }";
}

/// Makes messages of these names, with short values in which delimiters and names are frequent.
class generator {
public:
    explicit generator(names const &of) : names_{of}
    {
        for (char const *plain :
             {"", "1", "2", "x", "X", " ", "%", "+", "&", "=", ":", ";", "|", ",", "\n", "\"", "key"})
            pieces_.emplace_back(plain);
        for (std::string_view const name : of)
            pieces_.emplace_back(name);
    }

    message next()
    {
        message made;
        for (std::string_view const name : names_)
            if (below(4) != 0) made.emplace_back(name, value());
        if (below(2) == 0) std::ranges::reverse(made); // as sent, in one order or the other
        return made;
    }

private:
    std::size_t below(std::size_t count)
    {
        return engine_() % count;
    } // the same everywhere, unlike distributions
    std::string value()
    {
        std::string text;
        for (std::size_t left = below(3); left != 0; --left)
            text += pieces_[below(4)];
        if (below(4) == 0) text += pieces_[below(pieces_.size())];
        return text;
    }

    names names_;
    std::vector<std::string> pieces_;
    std::mt19937 engine_{2026};
};

/// A name that no message had before, kept for as long as the program runs.
std::string_view kept_name(std::string name)
{
    static std::set<std::string> all;
    return *all.insert(std::move(name)).first;
}

/// What a forger would try: of two fields one, whose value or name holds the other.
std::vector<message> relatives(message const &of)
{
    std::vector<message> all;
    for (std::size_t kept = 0; kept != of.size(); ++kept)
        for (std::size_t gone = 0; gone != of.size(); ++gone)
            for (std::string_view const end : ends)
                for (std::string_view const middle : middles) {
                    if (kept == gone) continue;
                    std::string const between{end};
                    std::string const after_name{middle};
                    std::string const name{of[gone].first};
                    std::string const holding[] = {
                        of[kept].second + between + name + after_name + of[gone].second,  // name, then value
                        of[gone].second + after_name + name + between + of[kept].second}; // value, then name
                    for (std::string const &value : holding) {
                        message one = of;
                        one[kept].second = value;
                        one.erase(one.begin() + static_cast<std::ptrdiff_t>(gone));
                        all.push_back(one);
                    }
                    message named = of;
                    named[kept].first = kept_name(name + after_name + of[gone].second + between +
                                                  std::string{of[kept].first});
                    named.erase(named.begin() + static_cast<std::ptrdiff_t>(gone));
                    all.push_back(named);
                }
    return all;
}

/// Adds a field that lists the others.
message with_list(message of, std::string_view name)
{
    std::string list;
    for (auto const &field : of)
        list += (list.empty() ? "" : ",") + std::string{field.first};
    if (!name.empty() && !list.empty()) of.emplace_back(name, list);
    return of;
}

/// What of a message a scheme's joins cover, written so that nothing can be mistaken.
class coverage {
public:
    explicit coverage(signing::context const &over) : over_{over} {}

    [[nodiscard]] std::string const &text() const noexcept { return text_; }

    void add(signing::scheme_view of)
    {
        using signing::op;
        signing::row const &r = of.front();
        switch (r.what) {
        case op::secret:
        case op::account_field:
        case op::field:
        case op::header: text_ += tollgate::test::text_of(of, over_).value() + '\x1d'; return;
        case op::join: add_fields(part_of(of, 1)); return;
        case op::hmac:
        case op::call:
        case op::when_empty: return;
        default:
            for (std::size_t i = 0; i != r.part_count; ++i)
                add(part_of(of, i));
        }
    }

private:
    void add_fields(signing::scheme_view set)
    {
        signing::selection own;
        signing::evaluator reader{over_, tollgate::detail::digests_of<tollgate::cryptopp_hash>};
        signing::selection const &chosen = reader.chosen_by(set, own);
        REQUIRE_FALSE(chosen.problem);
        for (parameter const &p : chosen)
            text_ += std::string{p.name} + '\x1f' + std::string{p.text} + '\x1e';
    }

    signing::context const &over_;
    std::string text_;
};

/// A message as its scheme sees it: the text that is signed, and the fields that it covers.
struct signed_message {
    message content;
    std::string covered;
};

/// The messages of one scheme that were looked at, by what is signed.
template <class Scheme>
class search_for_collisions {
public:
    search_for_collisions(Scheme const &scheme, names const &of) : scheme_{scheme}, names_{of} {}

    [[nodiscard]] std::size_t seen() const noexcept { return seen_.size(); }

    /// Another message with the same signed text.
    std::optional<message> add(message const &content)
    {
        std::vector<parameter> fields;
        for (auto const &[name, value] : content)
            fields.push_back({name, value});
        static constexpr signing::named_text secrets[] = {{"HashKey", "k"}, {"HashIV", "i"}};
        signing::context const over{.fields = fields, .operation = "pay", .key = "key", .secrets = secrets};

        auto const signs = signing::signed_text(scheme_);
        auto const refused = signing::find_ambiguity(
            signs, over, tollgate::detail::digests_of<tollgate::cryptopp_hash>, {names_, {}});
        auto const text = tollgate::test::text_of(signs, over);
        if (refused || !text) return std::nullopt;
        coverage covered{over};
        covered.add(signs);
        auto const [place, is_new] = seen_.try_emplace(*text, signed_message{content, covered.text()});
        if (is_new || place->second.covered == covered.text()) return std::nullopt;
        return place->second.content;
    }

private:
    Scheme const &scheme_;
    names const &names_;
    std::map<std::string, signed_message> seen_;
};

/// The first pair of different messages with one signed text; nothing if none was found.
template <class Scheme>
std::optional<std::pair<message, message>> collision(Scheme const &scheme, names const &of,
                                                     std::string_view list = {})
{
    generator messages{of};
    search_for_collisions<Scheme> search{scheme, of};
    for (int i = 0; i != random_messages; ++i) {
        message const one = messages.next();
        std::vector<message> family{one};
        if (i < messages_with_relatives)
            for (message &relative : relatives(one))
                family.push_back(std::move(relative));
        for (message const &member : family)
            if (auto const other = search.add(with_list(member, list)))
                return std::pair{*other, with_list(member, list)};
    }
    CHECK(search.seen() > random_messages / 50); // or nothing was tried
    return std::nullopt;
}

/// The library promises that no two messages are signed alike: none must be found.
template <class Scheme>
void check_telling(std::string_view called, Scheme const &scheme, names const &of, std::string_view list = {})
{
    CAPTURE(called);
    CHECK(tollgate::test::is_always_telling(scheme));
    if (auto const found = collision(scheme, of, list)) {
        std::string const first = shown(found->first);
        std::string const second = shown(found->second);
        FAIL_CHECK("signed alike: " << first << " and " << second);
    }
}

/// The library does not promise it, and rightly.
template <class Scheme>
void check_not_telling(std::string_view called, Scheme const &scheme, names const &of,
                       std::string_view list = {})
{
    CAPTURE(called);
    CHECK_FALSE(tollgate::test::is_always_telling(scheme));
    CHECK(collision(scheme, of, list).has_value());
}

names const plain{"a", "b", "ab"};

using namespace published;

} // namespace

TEST_SUITE("tollgate.signing.collisions")
{
    TEST_CASE("collisions: none under the providers' schemes")
    {
        check_telling("Cactus", tollgate::cactus::schemes::salted.scheme, plain);
        check_telling("1Payment", tollgate::one_payment::schemes::request.scheme, plain);
        check_telling("1Payment, callback", tollgate::one_payment::schemes::callback.scheme, plain);
        check_telling("1Payment, as PHP writes", tollgate::one_payment::php_rendering, plain);
    }

    TEST_CASE("collisions: none where names, separators and encodings tell values apart")
    {
        check_telling("wechat_md5", wechat_md5, plain);
        check_telling("wechat_hmac", wechat_hmac, plain);
        check_telling("vnpay", vnpay, plain);
        check_telling("yoomoney_hmac", yoomoney_hmac, plain);
        check_telling("shopify", shopify, plain);
        check_telling("momo", momo, {"partnerCode", "accessKey", "amount"});
        check_telling("payfast_plain", payfast_plain, {"merchant_id", "amount", "item_name"});
        check_telling("payfast_passphrase", payfast_passphrase, {"merchant_id", "amount", "item_name"});
        check_telling("przelewy24", przelewy24, {"merchantId", "sessionId", "amount"});
        check_telling("esewa", esewa, plain, "signed_field_names");
        check_telling("sslcommerz_md5", sslcommerz_md5, plain, "verify_key");
        check_telling("sslcommerz_sha256", sslcommerz_sha256, plain, "verify_key");
    }

    TEST_CASE("collisions: none in any order of names, nor in no order")
    {
        names const both_cases{"a", "B", "c", "D"};
        constexpr auto pair = name + "=" + value;
        check_telling("as sent", hex(md5(join("&", pair, fields) + key)), plain);
        check_telling("ignoring case", hex(md5(join("&", pair, fields | by_name_ignoring_case) + key)),
                      both_cases);
        check_telling("in upper case",
                      hex(md5(join("&", upper(name) + ":" + value, fields | by(upper(name))))), plain);
        check_telling("pairs", hex(md5(join("&", pair, fields | by(pair)))), plain);
        check_telling("backwards", hex(md5(join("&", pair, fields | by_name | reversed))), plain);
        check_telling("a list, then names", hex(md5(join("&", pair, listed<"ab", "a", "b"> | by_name))),
                      plain);
        check_telling("listed", hex(md5(join("&", pair, listed<"ab", "a", "b">))), plain);
        check_telling("as named", hex(md5(join("&", pair, fields | chosen_by<"list">))), plain, "list");
        check_telling("turned round", hex(md5(reverse(join("&", pair, fields | by_name)))), plain);
        check_telling("a digest inside", hex(sha256(key + hex(sha256(join("&", pair, fields | by_name))))),
                      plain);
    }

    TEST_CASE("collisions: exist where values are glued, and the library says so")
    {
        check_not_telling("tbank", tbank, plain);
        check_not_telling("fondy", fondy, plain);
        check_not_telling("jazzcash", jazzcash, {"pp_a", "pp_b", "pp_c"});
        check_not_telling("skrill", skrill, {"merchant_id", "transaction_id", "status"});
        check_not_telling("midtrans", midtrans, {"order_id", "status_code", "gross_amount"});
        check_not_telling("ipay88", ipay88, {"MerchantCode", "RefNo", "Currency"});
        check_not_telling("adyen_hpp_legacy", adyen_hpp_legacy,
                          {"paymentAmount", "currencyCode", "skinCode"});
        check_not_telling("uniteller_callback", uniteller_callback, {"Order_ID", "Status"});
    }

    TEST_CASE(
        "collisions: exist where separators stand between values without names, and the library says so")
    {
        check_not_telling("razorpay", razorpay, {"razorpay_order_id", "razorpay_payment_id"});
        check_not_telling("sofort", sofort, {"user_id", "project_id", "amount"});
        check_not_telling("maksuturva", maksuturva, {"pmt_action", "pmt_id", "pmt_amount"});
        check_not_telling("payu_india_response", payu_india_response, {"status", "email", "amount"});
        check_not_telling("adyen_notification", adyen_notification, {"pspReference", "eventCode", "success"});
    }

    TEST_CASE("collisions: exist where names and values touch, or case is lost, and the library says so")
    {
        check_not_telling("billplz", billplz, plain);
        check_not_telling("robokassa", robokassa, {"OutSum", "InvId", "shp_a", "shp_b"});
        check_not_telling("ecpay_sha256", ecpay_sha256, plain);
        check_not_telling("value first", hex(md5(join("&", value + "=" + name, fields | by_name))), plain);
        check_not_telling("a map in the item",
                          hex(md5(join("&", name + "=" + trim(value), fields | by_name))), plain);
    }

    TEST_CASE("is_always_telling: one part that changes, and nothing that could be taken for it")
    {
        using tollgate::test::is_always_telling;
        CHECK(is_always_telling(hex(sha256(body + key))));
        CHECK(is_always_telling(gocardless));
        CHECK(is_always_telling(square));
        CHECK(is_always_telling(liqpay));
        CHECK(is_always_telling(ecpay_data) == false); // lower case
        CHECK(is_always_telling(hex(sha256(key + base64(body) + key))));
        CHECK(is_always_telling(hex(hmac_sha256(key, "constant" + operation))));
        // Two parts, and where one ends nobody knows.
        CHECK_FALSE(is_always_telling(stripe));
        CHECK_FALSE(is_always_telling(paytrail));
        CHECK_FALSE(is_always_telling(phonepe));
        CHECK_FALSE(is_always_telling(aws));
        CHECK_FALSE(is_always_telling(oauth1));
        CHECK_FALSE(is_always_telling(p_sign));
        CHECK_FALSE(is_always_telling(ogone_sha1));
        CHECK_FALSE(is_always_telling(ecommpay));
        CHECK_FALSE(is_always_telling(adyen_hpp));
        CHECK_FALSE(is_always_telling(hex(sha256(strip<".">(field<"amount">)))));
    }
}
