// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Every published example of gateways.json through its scheme: the signed text and the digest, byte for byte.

#include "schemes.hpp"

#include <tollgate/detail/format/query.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/hash/openssl.hpp>
#include <tollgate/impl/explain/scheme_tree.hpp>
#include <tollgate/parsing.hpp>
#include <tollgate/signing/signature.hpp>

#include <boost/json.hpp>
#include <doctest/doctest.h>

#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace {

using namespace tollgate;
namespace json = boost::json;

json::array const &examples()
{
    static json::array const all = [] {
        std::ifstream file{"vectors/gateways.json"};
        std::string const text{std::istreambuf_iterator<char>{file}, {}};
        return json::parse(text).as_array();
    }();
    return all;
}

std::string text_in(json::object const &object, char const *name)
{
    json::value const *const found = object.if_contains(name);
    return found == nullptr || !found->is_string() ? std::string{} : std::string{found->as_string()};
}

/// An example's inputs, headers, body and secrets, as a context; it owns what the context shows.
class example {
public:
    explicit example(json::object const &from)
    {
        read_inputs(from.at("inputs").as_array());
        read_secrets(from.at("secret"));
        if (json::value const *const surroundings = from.if_contains("context"))
            read_surroundings(surroundings->as_object());
        for (auto const &[name, text] : header_texts_)
            headers_.push_back({name, text});
        for (auto const &[name, text] : secret_texts_)
            secrets_.push_back({name, text});
        for (auto const &[name, text] : account_texts_)
            account_.push_back({.name = name, .text = text});
    }

    [[nodiscard]] signing::context context() const
    {
        return {.fields = fields_.items(),
                .key = key_,
                .secrets = secrets_,
                .account = account_,
                .method = method_,
                .target = target_,
                .headers = headers_,
                .body = body_};
    }

private:
    using texts = std::vector<std::pair<std::string, std::string>>;

    void read_inputs(json::array const &pairs)
    {
        json::object object;
        for (json::value const &pair : pairs)
            object.emplace(pair.at(0).as_string(), pair.at(1));
        inputs_ = json::serialize(object);
        REQUIRE_FALSE(parse_json(inputs_, fields_));
        for (parameter const &p : std::as_const(fields_).items())
            if (p.depth == 0) form_.push_back(p);
        body_ = query(); // what a client of the gateway would post
    }

    void read_secrets(json::value const &secret)
    {
        if (secret.is_string()) key_ = secret.as_string();
        if (!secret.is_object()) return;
        for (auto const &[name, text] : secret.as_object())
            secret_texts_.emplace_back(name, std::string{text.as_string()});
    }

    void read_surroundings(json::object const &from)
    {
        method_ = text_in(from, "method");
        target_ = text_in(from, "path");
        if (from.contains("body")) body_ = text_in(from, "body");
        if (std::string const url = text_in(from, "url"); !url.empty()) {
            std::size_t const host = url.find("//") + 2;
            std::size_t const path = url.find('/', host);
            header_texts_.emplace_back("Host", url.substr(host, path - host));
            target_ = url.substr(path);
        }
        if (json::value const *const headers = from.if_contains("headers"))
            for (auto const &[name, text] : headers->as_object())
                header_texts_.emplace_back(name, std::string{text.as_string()});
        for (char const *name : {"webhook-id", "webhook-timestamp"})
            if (from.contains(name)) header_texts_.emplace_back(name, text_in(from, name));
        if (from.contains("header")) header_texts_.emplace_back("Stripe-Signature", text_in(from, "header"));
        for (char const *name : {"public_key", "notification_url", "key_index", "region", "service"})
            if (from.contains(name)) account_texts_.emplace_back(name, text_in(from, name));
        if (from.contains("date")) target_ += "?" + query();
    }

    [[nodiscard]] std::string query() const { return detail::query_of(form_); }

    std::string inputs_, key_, method_, target_, body_;
    parameter_list fields_;
    std::vector<parameter> form_;
    texts header_texts_, secret_texts_, account_texts_;
    std::vector<header> headers_;
    std::vector<signing::named_text> secrets_;
    std::vector<parameter> account_;
};

struct outcome_of_scheme {
    std::string text;
    std::string digest;
};

template <class Hash, class Scheme>
outcome_of_scheme run(Scheme const &scheme, signing::context const &over)
{
    wiped_buffer text;
    wiped_buffer digest;
    REQUIRE_FALSE(signing::evaluate<Hash>(signing::signed_text(scheme), over, text));
    REQUIRE_FALSE(signing::evaluate<Hash>(scheme, over, digest));

    // The copy that `explain` changes must say the same.
    auto const tree = signing::explaining::tree_of(signing::table_of(scheme));
    wiped_buffer copied;
    REQUIRE_FALSE(signing::evaluate<Hash>(signing::explaining::tree_table{tree}, over, copied));
    CHECK(copied.view() == digest.view());
    return {std::string{text.view()}, std::string{digest.view()}};
}

template <class Hash>
using runner = outcome_of_scheme (*)(signing::context const &);

template <class Hash>
std::map<std::string_view, runner<Hash>> const &schemes()
{
    using namespace published;
#define TOLLGATE_SCHEME(id, scheme) {id, [](signing::context const &over) { return run<Hash>(scheme, over); }}
    static std::map<std::string_view, runner<Hash>> const all{
        TOLLGATE_SCHEME("wechat-v2-md5", wechat_md5),
        TOLLGATE_SCHEME("wechat-v2-hmac-sha256", wechat_hmac),
        TOLLGATE_SCHEME("ecpay-aio-sha256", ecpay_sha256),
        TOLLGATE_SCHEME("ecpay-invoice-md5", ecpay_md5),
        TOLLGATE_SCHEME("ecpay-data-json-sha256", ecpay_data),
        TOLLGATE_SCHEME("tbank-init", tbank),
        TOLLGATE_SCHEME("tbank-notification", tbank),
        TOLLGATE_SCHEME("vnpay-return-ok", vnpay),
        TOLLGATE_SCHEME("vnpay-return-fail", vnpay),
        TOLLGATE_SCHEME("yoomoney-sign-hmac", yoomoney_hmac),
        TOLLGATE_SCHEME("shopify-oauth", shopify),
        TOLLGATE_SCHEME("ogone-shain-sha1", ogone_sha1),
        TOLLGATE_SCHEME("ogone-shain-sha256", ogone_sha256),
        TOLLGATE_SCHEME("billplz-callback", billplz),
        TOLLGATE_SCHEME("billplz-redirect", billplz),
        TOLLGATE_SCHEME("sslcommerz-ipn-md5", sslcommerz_md5),
        TOLLGATE_SCHEME("sslcommerz-ipn-sha256", sslcommerz_sha256),
        TOLLGATE_SCHEME("fondy-request", fondy),
        TOLLGATE_SCHEME("jazzcash-securehash", jazzcash),
        TOLLGATE_SCHEME("ipay88-request-sha1", ipay88),
        TOLLGATE_SCHEME("yoomoney-sha1", yoomoney_sha1),
        TOLLGATE_SCHEME("yoomoney-sha1-no-label", yoomoney_sha1),
        TOLLGATE_SCHEME("razorpay-payment", razorpay),
        TOLLGATE_SCHEME("qiwi-notification", qiwi),
        TOLLGATE_SCHEME("momo-v1-request", momo),
        TOLLGATE_SCHEME("esewa-v2-form", esewa),
        TOLLGATE_SCHEME("skrill-md5sig", skrill),
        TOLLGATE_SCHEME("payu-india-response", payu_india_response),
        TOLLGATE_SCHEME("maksuturva-return", maksuturva),
        TOLLGATE_SCHEME("robokassa-result", robokassa),
        TOLLGATE_SCHEME("sofort-request", sofort),
        TOLLGATE_SCHEME("midtrans-notification", midtrans),
        TOLLGATE_SCHEME("uniteller-payment", uniteller_payment),
        TOLLGATE_SCHEME("uniteller-recurrent", uniteller_recurrent),
        TOLLGATE_SCHEME("uniteller-callback", uniteller_callback),
        TOLLGATE_SCHEME("psign-mac-hex-key", p_sign),
        TOLLGATE_SCHEME("payfast-sdk-passphrase", payfast_passphrase),
        TOLLGATE_SCHEME("payfast-no-passphrase", payfast_plain),
        TOLLGATE_SCHEME("ecommpay-params", ecommpay),
        TOLLGATE_SCHEME("przelewy24-notification", przelewy24),
        TOLLGATE_SCHEME("liqpay-form", liqpay),
        TOLLGATE_SCHEME("liqpay-invoice", liqpay),
        TOLLGATE_SCHEME("phonepe-x-verify", phonepe),
        TOLLGATE_SCHEME("redsys-notification", redsys),
        TOLLGATE_SCHEME("gocardless-webhook", gocardless),
        TOLLGATE_SCHEME("square-webhook", square),
        TOLLGATE_SCHEME("stripe-webhook-v1", stripe),
        TOLLGATE_SCHEME("standard-webhooks-v1", standard_webhooks),
        TOLLGATE_SCHEME("paytrail-post", paytrail),
        TOLLGATE_SCHEME("paytrail-get", paytrail),
        TOLLGATE_SCHEME("braintree-challenge", braintree),
        TOLLGATE_SCHEME("kraken-private", kraken),
        TOLLGATE_SCHEME("oauth1-hmac-sha1", oauth1),
        TOLLGATE_SCHEME("aws-sigv4-query-order", aws),
        TOLLGATE_SCHEME("aws-sigv4-post-form", aws),
        TOLLGATE_SCHEME("adyen-notification", adyen_notification),
        TOLLGATE_SCHEME("adyen-hpp-columns", adyen_hpp),
        TOLLGATE_SCHEME("adyen-hpp-legacy", adyen_hpp_legacy),
    };
#undef TOLLGATE_SCHEME
    return all;
}

std::string canonical_of(json::object const &from)
{
    if (!from.contains("canonical_hex")) return text_in(from, "canonical");
    wiped_buffer bytes;
    REQUIRE(signing::maps::unhex::write(text_in(from, "canonical_hex"), bytes));
    return std::string{bytes.view()};
}

} // namespace

TEST_SUITE("tollgate.vectors.gateways")
{
    TEST_CASE_TEMPLATE("a published example: gives its signed text and its digest", Hash, cryptopp_hash,
                       openssl_hash)
    {
        for (json::value const &one : examples()) {
            json::object const &published_example = one.as_object();
            std::string const id = text_in(published_example, "id");
            CAPTURE(id);
            auto const scheme = schemes<Hash>().find(id);
            REQUIRE(scheme != schemes<Hash>().end());
            example const inputs{published_example};
            auto const [text, digest] = scheme->second(inputs.context());
            CHECK(text == canonical_of(published_example));
            CHECK(digest == text_in(published_example, "digest"));
        }
    }

    TEST_CASE("the published examples: all 58 have a scheme, and every scheme has one")
    {
        std::set<std::string> ids;
        for (json::value const &one : examples())
            ids.insert(text_in(one.as_object(), "id"));
        CHECK(ids.size() == 58);
        CHECK(schemes<cryptopp_hash>().size() == ids.size());
    }
}
