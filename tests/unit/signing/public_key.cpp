// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/signing/public_key_signature.hpp>

#include <tollgate/callback.hpp>
#include <tollgate/hash/cryptopp_public_key.hpp>
#include <tollgate/hash/openssl_public_key.hpp>
#include <tollgate/request.hpp>
#include <tollgate/response.hpp>
#include <tollgate/signing/scheme_table.hpp>

#include <doctest/doctest.h>
#include <support/digest.hpp>
#include <support/key_pairs.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// A gateway that does not exist. What it signs, it signs with a private key; of the account's fields, none is secret but one.
namespace keyed {

using namespace tollgate::signing::words;
using tollgate::required, tollgate::optional, tollgate::public_key;
using tollgate::signing::words::header;

struct account {
    required<"shop", std::string> shop;
    required<"platform_key", public_key> platform_key;
    optional<"refund_key", public_key> refund_key{};
};

inline constexpr auto sent_text = header<"Pay-Timestamp"> + "\n" + header<"Pay-Nonce"> + "\n" + body + "\n";
inline constexpr auto pairs = join("&", name + "=" + value, fields | but<"sign"> | by_name);

} // namespace keyed

template <>
struct tollgate::provider_traits<keyed::account> {
    static constexpr std::string_view name = "Keyed";
    static constexpr std::string_view host = "keyed.example";
    static constexpr std::string_view gateway_key = "platform_key";
    static constexpr auto request_signature = signing::words::not_signed;
    static constexpr auto response_signature =
        signing::words::in_field<"sign">(keyed::base64(keyed::rsa_pss<keyed::sha256>(keyed::pairs)));
    static constexpr auto callback_signature = signing::words::in_header<"Pay-Signature">(
        keyed::base64(keyed::rsa_pkcs1<keyed::sha256>(keyed::sent_text)));
    static constexpr refusal_rule refusal{.code = "error"};
    static constexpr acknowledgement acknowledged{};
    static constexpr std::chrono::seconds timeout{30};
};

namespace keyed {

struct payment {
    required<"id", std::string> id;
    using account = keyed::account;
};

/// The same, signed by any scheme over the text of the headers and the body.
template <auto Rule, class Field = required<"id", std::string>>
struct payment_by {
    Field id;
    using account = keyed::account;
    static constexpr auto callback_signature = Rule;
};

struct refund {
    required<"id", std::string> id;
    using account = keyed::account;
    static constexpr std::string_view gateway_key = "refund_key";
};

struct receipt {
    required<"id", std::string> id;
    required<"amount", std::int64_t> amount;
};
struct order {
    required<"amount", std::int64_t> amount;
    using account = keyed::account;
    using endpoint = tollgate::post_json<"/order">;
    using response = receipt;
};

struct form_payment {
    required<"amount", std::string> amount;
    optional<"note", std::string> note{};
    optional<"zone", std::string> zone{};
    using account = keyed::account;
    static constexpr auto callback_signature = in_field<"sign">(hex(ed25519(pairs)));
};
struct listed_payment {
    required<"amount", std::string> amount;
    using account = keyed::account;
    static constexpr auto callback_signature =
        in_field<"sign">(base64(ed25519(join("&", name + "=" + value, named_in<"signed_fields">))));
};

/// Standard Webhooks' `v1a`.
struct event {
    required<"webhook-id", std::string> id;
    required<"webhook-timestamp", std::int64_t> timestamp;
    using account = keyed::account;
    static constexpr bool body_is_opaque = true;
    static constexpr auto callback_signature = in_header_list<"webhook-signature", " ", "v1a,">(
        base64(ed25519(header<"webhook-id"> + "." + header<"webhook-timestamp"> + "." + body)));
    static constexpr auto signed_at = signed_within(std::chrono::minutes{5}, header<"webhook-timestamp">);
};

} // namespace keyed

namespace {

namespace hash = tollgate::hash;
namespace signing = tollgate::signing;
namespace test = tollgate::test;
using tollgate::cryptopp_hash, tollgate::openssl_hash;
using tollgate::errc;
using tollgate::public_key;
using namespace keyed;

constexpr std::string_view payment_body = R"({"id":"4200001"})";

std::string mapped(signing::erased_text_map map, std::string_view bytes)
{
    tollgate::wiped_buffer text;
    test::require(map(bytes, text));
    return std::string{text.view()};
}
std::string to_base64(std::string_view bytes)
{
    return mapped(signing::maps::base64<false>::write, bytes);
}
std::string to_hex(std::string_view bytes)
{
    return mapped(signing::maps::hexadecimal<false>::write, bytes);
}

keyed::account shop_with(public_key key)
{
    return {.shop = "7", .platform_key = std::move(key)};
}
keyed::account shop_of(test::key_pair const &pair)
{
    return shop_with(public_key{pair.pem});
}

/// A delivery: its body, its headers, and the signature among them.
struct delivery {
    std::string signature;
    std::string body{payment_body};
    std::string timestamp = "1600000000";
    std::string nonce = "593BEC0C930BF1AFEB40B4A08C8FB242";

    [[nodiscard]] std::string signed_text() const { return timestamp + "\n" + nonce + "\n" + body + "\n"; }

    template <class Callback, class Hash = cryptopp_hash>
    [[nodiscard]] tollgate::result<tollgate::verified<Callback>> receive(keyed::account const &by) const
    {
        std::vector<tollgate::header> const headers{
            {"Pay-Timestamp", timestamp}, {"Pay-Nonce", nonce}, {"pay-signature", signature}};
        return tollgate::receive<Callback, Hash>(by, body, headers);
    }
};

template <class Scheme = hash::rsa_pkcs1<hash::sha256>>
delivery signed_delivery(test::key_pair const &pair = test::keys().rsa)
{
    delivery made;
    made.signature = to_base64(test::sign<Scheme>(pair, made.signed_text()));
    return made;
}

template <class Received>
void check_refused(Received const &received, errc code)
{
    REQUIRE(received.has_error());
    CHECK(tollgate::name_of(received.error().code()) == tollgate::name_of(code));
    CHECK(received.error().is_unknown());
}

/// Whether what `Scheme` signs is accepted with that rule, and nothing that was changed.
template <class Hash, class Scheme, auto Rule>
void check_scheme(test::key_pair const &pair, test::key_pair const &other)
{
    using callback = payment_by<Rule>;
    delivery const genuine = signed_delivery<Scheme>(pair);
    auto const received = genuine.receive<callback, Hash>(shop_of(pair));
    REQUIRE(received.has_value());
    CHECK((*received)->id == "4200001");
    CHECK(received->by() == tollgate::verification::signature);
    CHECK(received->key_version() == 0);

    delivery changed = genuine;
    changed.body[8] = '5';
    check_refused(changed.receive<callback, Hash>(shop_of(pair)), errc::signature_mismatch);
    changed = genuine;
    changed.nonce[0] = '4';
    check_refused(changed.receive<callback, Hash>(shop_of(pair)), errc::signature_mismatch);
    changed = genuine;
    changed.signature[10] = changed.signature[10] == 'A' ? 'B' : 'A';
    check_refused(changed.receive<callback, Hash>(shop_of(pair)), errc::signature_mismatch);
    check_refused(genuine.receive<callback, Hash>(shop_of(other)), errc::signature_mismatch);
}

constexpr auto in_pay_header(auto scheme)
{
    return signing::header_signature<"Pay-Signature", decltype(scheme)>{scheme};
}

test::key_pair const &another(int bits_or_curve)
{
    static test::key_pair const rsa{EVP_RSA_gen(2048)};
    static test::key_pair const p256{EVP_EC_gen("P-256")};
    static test::key_pair const ed25519{EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")};
    return bits_or_curve == 2048 ? rsa : bits_or_curve == 256 ? p256 : ed25519;
}

/// `received`, or the error's name.
template <auto Scheme>
std::string_view outcome(delivery sent, std::string signature, test::key_pair const &pair)
{
    sent.signature = std::move(signature);
    auto const received = sent.receive<payment_by<in_pay_header(Scheme)>>(shop_of(pair));
    return received ? std::string_view{"received"} : tollgate::name_of(received.error().code());
}

/// A JSON object whose last member is the signature of a text.
std::string signed_json(std::string const &members, std::string const &text,
                        std::string (*encode)(std::string_view))
{
    return "{" + members + ",\"sign\":\"" + encode(test::sign<hash::ed25519>(test::keys().ed25519, text)) +
           "\"}";
}

static_assert(signing::is_verify_only<decltype(base64(ed25519(body)))>);
static_assert(!signing::is_verify_only<decltype(base64(hmac_sha256(key, body)))>);
static_assert(signing::reads_back<decltype(upper_hex(ecdsa<sha512>(body)) + "###1")>);
static_assert(signing::reads_back<decltype("v1a," + strip<"=">(base64url(ed25519(body))))>);
static_assert(signing::reads_back<decltype(base64(hex(ed25519(body))))>);
static_assert(!signing::reads_back<decltype(lower(hex(ed25519(body))))>);
static_assert(!signing::reads_back<decltype(hex(md5(hex(ed25519(body)))))>);
static_assert(!signing::reads_back<decltype(hex(ed25519(body)) + hex(ed25519(body)))>);
static_assert(!signing::reads_back<decltype(hex(ed25519(hex(ed25519(body)))))>);

// Whoever holds a public key cannot sign.
template <class Scheme>
concept can_be_signed = requires(Scheme const &scheme, signing::context const &over, signing::signature &to) {
    signing::sign<cryptopp_hash>(scheme, over, to);
};
static_assert(can_be_signed<decltype(base64(hmac_sha256(key, body)))>);
static_assert(!can_be_signed<decltype(base64(ed25519(body)))>);

} // namespace

TEST_SUITE("tollgate.signing.public_key")
{
    TEST_CASE_TEMPLATE("public-key words: a callback of each scheme is received, and no changed one", Hash,
                       cryptopp_hash, openssl_hash)
    {
        auto const &keys = test::keys();
        check_scheme<Hash, hash::rsa_pkcs1<hash::sha256>,
                     in_pay_header(base64(rsa_pkcs1<sha256>(sent_text)))>(keys.rsa, another(2048));
        check_scheme<Hash, hash::rsa_pss<hash::sha512>, in_pay_header(base64(rsa_pss<sha512>(sent_text)))>(
            keys.rsa, another(2048));
        check_scheme<Hash, hash::ecdsa<hash::sha256>, in_pay_header(base64(ecdsa<sha256>(sent_text)))>(
            keys.p256, another(256));
        check_scheme<Hash, hash::ed25519, in_pay_header(base64(ed25519(sent_text)))>(keys.ed25519,
                                                                                     another(25519));
    }

    TEST_CASE("public-key words: a scheme with another digest or padding does not verify")
    {
        auto const shop = shop_of(test::keys().rsa);
        CHECK(signed_delivery().receive<payment>(shop).has_value());
        check_refused(signed_delivery<hash::rsa_pkcs1<hash::sha512>>().receive<payment>(shop),
                      errc::signature_mismatch);
        check_refused(signed_delivery<hash::rsa_pss<hash::sha256>>().receive<payment>(shop),
                      errc::signature_mismatch);
    }

    TEST_CASE_TEMPLATE("public-key words: after a rotation each of the keys verifies, and it is said which",
                       Hash, cryptopp_hash, openssl_hash)
    {
        delivery const genuine = signed_delivery();
        public_key const right{test::keys().rsa.pem};
        public_key const newer{another(2048).pem};
        auto const rotated = genuine.receive<payment, Hash>(shop_with(newer.replacing(right)));
        REQUIRE(rotated.has_value());
        CHECK(rotated->key_version() == 1);
        auto const newest = genuine.receive<payment, Hash>(shop_with(right.replacing(newer)));
        REQUIRE(newest.has_value());
        CHECK(newest->key_version() == 0);
    }

    TEST_CASE_TEMPLATE("public-key words: a text that is no key is refused, and it is said what to do", Hash,
                       cryptopp_hash, openssl_hash)
    {
        delivery const genuine = signed_delivery();
        public_key const right{test::keys().rsa.pem};
        auto const received = genuine.receive<payment, Hash>(shop_with(public_key{"MIIBIjANBgkq"}));
        check_refused(received, errc::invalid_public_key);
        CHECK(received.error().message() == "The callback cannot be verified. The public key has no line "
                                            "-----BEGIN PUBLIC KEY-----; give it in "
                                            "PEM, from that line to its END line.");
        auto const of_another_kind = genuine.receive<payment, Hash>(shop_of(test::keys().p256));
        check_refused(of_another_kind, errc::invalid_public_key);
        CHECK(of_another_kind.error().message().find("The scheme needs an RSA key") != std::string::npos);

        public_key const broken{"-----BEGIN PUBLIC KEY-----"};
        auto const beside = genuine.receive<payment, Hash>(shop_with(broken.replacing(right)));
        REQUIRE(beside.has_value());
        CHECK(beside->key_version() == 1);
        delivery changed = genuine;
        changed.nonce = "0";
        check_refused(changed.receive<payment, Hash>(shop_with(right.replacing(broken))),
                      errc::invalid_public_key);
        check_refused(changed.receive<payment, Hash>(shop_with(broken.replacing(right))),
                      errc::invalid_public_key);
    }

    TEST_CASE("public-key words: the key may be one of several, and left out where it is optional")
    {
        delivery const genuine = signed_delivery();
        keyed::account shop = shop_of(another(2048));
        check_refused(genuine.receive<refund>(shop), errc::invalid_public_key);
        CHECK(genuine.receive<refund>(shop).error().message() ==
              "The callback cannot be verified. The public key is empty; give the one that the gateway "
              "publishes.");
        shop.refund_key = public_key{test::keys().rsa.pem};
        CHECK(genuine.receive<refund>(shop).has_value());
        check_refused(genuine.receive<payment>(shop), errc::signature_mismatch);
    }

    TEST_CASE("public-key words: without a signature, or with two, nothing is verified")
    {
        delivery genuine = signed_delivery();
        auto const shop = shop_of(test::keys().rsa);
        std::vector<tollgate::header> headers{{"Pay-Timestamp", genuine.timestamp},
                                              {"Pay-Nonce", genuine.nonce}};
        check_refused(tollgate::receive<payment>(shop, genuine.body, headers), errc::unsigned_callback);
        headers.push_back({"Pay-Signature", genuine.signature});
        CHECK(tollgate::receive<payment>(shop, genuine.body, headers).has_value());
        headers.push_back({"pay-signature", genuine.signature});
        check_refused(tollgate::receive<payment>(shop, genuine.body, headers), errc::duplicate_field);
    }

    TEST_CASE("public-key words: an encoding has one text, but for the case of hexadecimal digits")
    {
        auto const &pair = test::keys().ed25519;
        delivery const sent;
        std::string const bytes = test::sign<hash::ed25519>(pair, sent.signed_text());
        auto const as_base64 = [&](std::string const &text) {
            return outcome<base64(ed25519(sent_text))>(sent, text, pair);
        };
        std::string const right = to_base64(bytes); // of 64 bytes: ends in "=="
        CHECK(as_base64(right) == "received");
        CHECK(as_base64(right.substr(0, 86)) == "signature_malformed");
        CHECK(as_base64(right + "\n") == "signature_malformed");
        CHECK(as_base64(" " + right) == "signature_malformed");
        CHECK(as_base64(right.substr(0, 64) + "\n" + right.substr(64)) == "signature_malformed");
        CHECK(as_base64(to_hex(bytes)) == "signature_mismatch"); // is base64 of other bytes
        std::string other_bits = right;                          // of which the last byte has no use
        other_bits[85] = static_cast<char>(other_bits[85] + 1);
        CHECK(as_base64(other_bits) == "signature_malformed");
        CHECK(as_base64(right + "====") == "signature_malformed");
        CHECK(as_base64("====") == "signature_malformed");

        auto const as_hex = [&](std::string const &text) {
            return outcome<hex(ed25519(sent_text))>(sent, text, pair);
        };
        CHECK(as_hex(to_hex(bytes)) == "received");
        CHECK(as_hex(mapped(signing::maps::hexadecimal<true>::write, bytes)) == "received");
        CHECK(as_hex(to_hex(bytes) + "0") == "signature_malformed");
        CHECK(as_hex("0x" + to_hex(bytes)) == "signature_malformed");
        CHECK(as_hex(right) == "signature_malformed");
        CHECK(outcome<raw(ed25519(sent_text))>(sent, bytes, pair) == "received");
    }

    TEST_CASE("public-key words: prefix, suffix and missing padding are read as they are declared")
    {
        auto const &pair = test::keys().ed25519;
        delivery const sent;
        std::string const bytes = test::sign<hash::ed25519>(pair, sent.signed_text());
        auto const framed = [&](std::string const &text) {
            return outcome<"v1," + hex(ed25519(sent_text)) + "###1">(sent, text, pair);
        };
        CHECK(framed("v1," + to_hex(bytes) + "###1") == "received");
        CHECK(framed(to_hex(bytes) + "###1") == "signature_malformed");
        CHECK(framed("v1," + to_hex(bytes)) == "signature_malformed");
        CHECK(framed("v2," + to_hex(bytes) + "###1") == "signature_malformed");
        CHECK(framed("v1," + to_hex(bytes) + "###2") == "signature_malformed");
        CHECK(framed("v1,") == "signature_malformed");
        CHECK(framed("v1,###1") == "signature_malformed");

        std::string const padded = mapped(signing::maps::base64<true>::write, bytes);
        std::string const bare = padded.substr(0, 86);
        CHECK(outcome<base64url(ed25519(sent_text))>(sent, padded, pair) == "received");
        CHECK(outcome<base64url(ed25519(sent_text))>(sent, bare, pair) == "signature_malformed");
        CHECK(outcome<strip<"=">(base64url(ed25519(sent_text)))>(sent, bare, pair) == "received");
        CHECK(outcome<strip<"=">(base64url(ed25519(sent_text)))>(sent, padded, pair) ==
              "signature_malformed");
        CHECK(outcome<base64(hex(ed25519(sent_text)))>(sent, to_base64(to_hex(bytes)), pair) == "received");
        CHECK(outcome<base64(hex(ed25519(sent_text)))>(sent, to_base64(bytes), pair) ==
              "signature_malformed");
        CHECK(outcome<account_field<"shop"> + ":" + hex(ed25519(sent_text))>(sent, "7:" + to_hex(bytes),
                                                                             pair) == "received");
    }

    TEST_CASE_TEMPLATE("public-key words: an ECDSA signature has one DER text", Hash, cryptopp_hash,
                       openssl_hash)
    {
        auto const &pair = test::keys().p256;
        delivery sent;
        std::string const der = test::sign<hash::ecdsa<hash::sha256>>(pair, sent.signed_text());
        using callback = payment_by<in_pay_header(hex(ecdsa<sha256>(sent_text)))>;
        auto const accepts = [&](std::string const &bytes) {
            sent.signature = to_hex(bytes);
            return sent.receive<callback, Hash>(shop_of(pair)).has_value();
        };
        REQUIRE(accepts(der));
        std::string longer_length = der;
        longer_length.insert(1, 1, '\x81');
        CHECK_FALSE(accepts(longer_length));
        std::string more_zeros = der;
        more_zeros.insert(4, 1, '\0');
        more_zeros[1] = static_cast<char>(more_zeros[1] + 1);
        more_zeros[3] = static_cast<char>(more_zeros[3] + 1);
        CHECK_FALSE(accepts(more_zeros));
        CHECK_FALSE(accepts(der + '\0'));
        CHECK_FALSE(accepts(der.substr(1)));
        CHECK_FALSE(accepts(std::string("\x30\x06\x02\x01\x00\x02\x01\x00", 8)));
    }

    TEST_CASE("public-key words: a value that makes another message's text is refused")
    {
        auto const shop = shop_of(test::keys().ed25519);
        auto const receive = [&](std::string const &members, std::string const &text) {
            return tollgate::receive<form_payment>(shop, signed_json(members, text, to_hex));
        };
        auto const plain = receive(R"("amount":"5","note":"n")", "amount=5&note=n");
        REQUIRE(plain.has_value());
        CHECK((*plain)->note == "n");
        check_refused(receive(R"("amount":"5","note":"n&zone=1")", "amount=5&note=n&zone=1"),
                      errc::ambiguous_value);
        check_refused(receive(R"("amount":"5","note":"n&zone=1")", "amount=5&note=n"),
                      errc::signature_mismatch);
    }

    TEST_CASE("public-key words: a required field that the message's own list leaves out is refused")
    {
        auto const shop = shop_of(test::keys().ed25519);
        auto const receive = [&](std::string const &members, std::string const &text) {
            return tollgate::receive<listed_payment>(shop, signed_json(members, text, to_base64));
        };
        CHECK(receive(R"("amount":"5","signed_fields":"amount,signed_fields")",
                      "amount=5&signed_fields=amount,signed_fields")
                  .has_value());
        check_refused(
            receive(R"("amount":"5","signed_fields":"signed_fields")", "signed_fields=signed_fields"),
            errc::field_not_signed);
    }

    TEST_CASE_TEMPLATE(
        "public-key words: Standard Webhooks' v1a is one declaration, with its text form of the key", Hash,
        cryptopp_hash, openssl_hash)
    {
        auto const &pair = test::keys().ed25519;
        auto const shop = shop_with(public_key{"whpk_" + to_base64(std::string_view{pair.der}.substr(12))});
        auto const receive = [&](std::string const &id, std::string const &signature, std::int64_t now) {
            std::vector<tollgate::header> const headers{
                {"webhook-id", id}, {"webhook-timestamp", "1674087231"}, {"webhook-signature", signature}};
            return tollgate::receive<event, Hash>(
                shop, "{}", headers, tollgate::moment{std::chrono::sys_seconds{std::chrono::seconds{now}}});
        };
        auto const signature_for = [&](std::string const &id) {
            return "v1a," + to_base64(test::sign<hash::ed25519>(pair, id + ".1674087231.{}"));
        };
        std::string const right = signature_for("msg_1");
        CHECK(receive("msg_1", "v1,5257 v1a,AAAA " + right, 1674087231).has_value());
        check_refused(receive("msg_1", "v1,5257", 1674087231), errc::unsigned_callback);
        check_refused(receive("msg_2", right, 1674087231), errc::signature_mismatch);
        check_refused(receive("msg_1", right, 1674087231 + 301), errc::timestamp_out_of_range);
        check_refused(receive("msg.1", signature_for("msg.1"), 1674087231), errc::ambiguous_value);
        for (std::string const text : {"whpk_", "whpk_AAAA", "whpk_?"}) {
            auto const received = tollgate::receive<event, Hash>(
                shop_with(public_key{text}), "{}",
                std::vector<tollgate::header>{{"webhook-id", "msg_1"},
                                              {"webhook-timestamp", "1674087231"},
                                              {"webhook-signature", right}});
            check_refused(received, errc::invalid_public_key);
        }
    }

    TEST_CASE("public-key words: an answer is verified by them too")
    {
        auto const shop = shop_of(test::keys().rsa);
        std::string const signature =
            to_base64(test::sign<hash::rsa_pss<hash::sha256>>(test::keys().rsa, "amount=5&id=9"));
        std::string const members = R"({"id":"9","amount":5,"sign":")";
        auto const answer = tollgate::read_response<order>(shop, 200, members + signature + "\"}");
        REQUIRE(answer.has_value());
        CHECK(answer->amount == 5);
        auto const changed =
            tollgate::read_response<order>(shop, 200, R"({"id":"9","amount":6,"sign":")" + signature + "\"}");
        check_refused(changed, errc::signature_mismatch);
        auto const malformed = tollgate::read_response<order>(shop, 200, members + "?\"}");
        check_refused(malformed, errc::signature_malformed);
        auto const no_key =
            tollgate::read_response<order>(shop_with(public_key{"?"}), 200, members + signature + "\"}");
        check_refused(no_key, errc::invalid_public_key);
        CHECK(no_key.error().message().find("public key") != std::string::npos);
    }

    TEST_CASE("public-key words: the key is never sent, and no scheme takes it for a field")
    {
        auto const shop = shop_of(test::keys().rsa);
        auto const request = tollgate::make_request(shop, order{.amount = 5});
        REQUIRE(request.has_value());
        CHECK(request->body() == R"({"shop":"7","amount":5})");
        tollgate::detail::account_texts const texts = tollgate::detail::texts_of<order>(shop);
        signing::context over;
        texts.show_in(over);
        REQUIRE(over.account.size() == 1);
        CHECK(over.account[0].name == "shop");
        tollgate::detail::account_texts const shown{tollgate::detail::account_table_of<order>};
        shown.show_in(over);
        CHECK(over.account.size() == 1);
    }

    TEST_CASE("public-key words: what is signed can be shown and described")
    {
        constexpr auto scheme = base64(ecdsa<sha384>(field<"id"> + ":" + body));
        signing::context const over{.body = "{}"};
        tollgate::wiped_buffer text;
        CHECK_FALSE(signing::evaluate<cryptopp_hash>(signing::signed_text(scheme), over, text));
        CHECK(text.view() == ":{}");
        auto const table = signing::table_of(scheme);
        signing::row const &signed_by_key = table.rows[1];
        CHECK(signed_by_key.what == signing::op::public_key);
        CHECK(signed_by_key.text == "ecdsa");
        CHECK(signed_by_key.digest == signing::algorithm::sha384);
        CHECK(table.rows[2].what == signing::op::concat);
    }
}
