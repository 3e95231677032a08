// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// What a scheme names is declared, a secret takes part in it whatever the message says, and no signature signs itself.

#include <tollgate/callback.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/hash/cryptopp_public_key.hpp>
#include <tollgate/provider.hpp>
#include <tollgate/request.hpp>
#include <tollgate/response.hpp>

#include <doctest/doctest.h>
#include <support/unsigned_gateway.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace ibis {

using tollgate::optional;
using tollgate::required;

struct account {
    required<"shop", std::string> shop;
    optional<"region", std::string> region{};
    required<"key", tollgate::secret> key;
    optional<"second", tollgate::secret> second{};
    optional<"platform_key", tollgate::public_key> platform_key{};
};

struct receipt {
    required<"id", std::string> id;
};

} // namespace ibis

template <>
struct tollgate::provider_traits<ibis::account> : tollgate::test::unsigned_gateway {
    static constexpr std::string_view key = "key";
    using from_account = picks<"shop">;
};

namespace ibis {

using namespace tollgate::signing::words;

struct amount {
    required<"value", std::string> value;
    optional<"currency", std::string> currency{};
};
struct transfer {
    required<"bank", std::string> bank;
    static constexpr std::string_view chosen_as = "transfer";
};
struct card {
    required<"pan", std::string> pan;
};
struct phone {
    required<"phone", std::string> number;
};

template <auto const &Rule>
struct order {
    required<"order_id", std::string> order_id;
    required<"amount", ibis::amount> sum;
    optional<"items", std::vector<std::string>> items{};
    optional<"names", std::string> names{};
    tollgate::optional_choice<"method", "more", transfer> method{};
    tollgate::optional_choice_of<card, phone> payer{};
    tollgate::constant<"version", "2"> version{};

    using account = ibis::account;
    using endpoint = tollgate::post_json<"/pay">;
    using response = receipt;
    static constexpr auto request_signature = Rule;
};
/// May have names that are given at run time.
template <auto const &Rule>
struct open_order {
    required<"order_id", std::string> order_id;
    tollgate::optional_choice<"method", tollgate::beside, transfer> method{};

    using account = ibis::account;
    using endpoint = tollgate::post_form<"/pay">;
    using response = receipt;
    static constexpr auto request_signature = Rule;
};
template <auto const &Rule>
struct link {
    required<"order_id", std::string> order_id;

    using account = ibis::account;
    using endpoint = tollgate::get<"/pay">;
    using response = receipt;
    static constexpr auto request_signature = Rule;
};
template <auto const &Rule>
struct question {
    required<"order_id", std::string> order_id;

    using account = ibis::account;
    using endpoint = tollgate::get<"/status", tollgate::effect::reads>;
    using response = receipt;
    static constexpr auto response_signature = Rule;
};
template <auto const &Rule>
struct paid {
    required<"order_id", std::string> order_id;
    required<"time", std::string> time;

    using account = ibis::account;
    static constexpr auto callback_signature = Rule;
};
/// Of which the signature covers nothing that the type declares.
struct state_of_order {
    required<"order_id", std::string> order_id;
};
struct ask {
    required<"order_id", std::string> order_id;

    using account = ibis::account;
    using endpoint = tollgate::get<"/status", tollgate::effect::reads>;
    using response = state_of_order;
};
template <auto const &Rule>
struct notice {
    optional<"note", std::string, tollgate::unsigned_field> note{};

    using account = ibis::account;
    using confirmed_by = tollgate::asks<ask, "order_id", "note">;
    static constexpr auto callback_signature = Rule;
};
template <auto const &Rule, auto const &Time>
struct timed {
    required<"order_id", std::string> order_id;
    required<"time", std::string> time;

    using account = ibis::account;
    static constexpr auto callback_signature = Rule;
    static constexpr auto signed_at = Time;
};

template <auto const &Rule>
inline constexpr bool sends = tollgate::detail::sendable<order<Rule>, tollgate::cryptopp_hash>;
template <auto const &Rule>
inline constexpr bool sends_open = tollgate::detail::sendable<open_order<Rule>, tollgate::cryptopp_hash>;
template <auto const &Rule>
inline constexpr bool sends_link = tollgate::detail::sendable<link<Rule>, tollgate::cryptopp_hash>;
template <auto const &Rule>
inline constexpr bool reads = tollgate::detail::sendable<question<Rule>, tollgate::cryptopp_hash>;
template <auto const &Rule>
inline constexpr bool takes = tollgate::detail::receivable<paid<Rule>, tollgate::cryptopp_hash>;
template <auto const &Rule>
inline constexpr bool notices = tollgate::detail::receivable<notice<Rule>, tollgate::cryptopp_hash>;
template <auto const &Rule, auto const &Time>
inline constexpr bool takes_timed = tollgate::detail::receivable<timed<Rule, Time>, tollgate::cryptopp_hash>;

/// A rule that signs a text with `key` in a header, or in a field.
consteval auto keyed(auto text)
{
    return in_header<"X-Sign">(hex(hmac_sha256(key, text)));
}
consteval auto keyed_field(auto text)
{
    return in_field<"sign">(hex(hmac_sha256(key, text)));
}

// Names of the account

inline constexpr auto known_secret = in_header<"X-Sign">(hex(sha256(body + secret<"second">)));
inline constexpr auto unknown_secret = in_header<"X-Sign">(hex(sha256(body + secret<"secnd">)));
inline constexpr auto secret_that_is_none = in_header<"X-Sign">(hex(sha256(body + secret<"shop">)));
inline constexpr auto public_key_as_secret = in_header<"X-Sign">(hex(sha256(body + secret<"platform_key">)));
inline constexpr auto known_field = keyed(account_field<"region"> + body);
inline constexpr auto unknown_field = keyed(account_field<"own_url"> + body);
inline constexpr auto secret_as_field = keyed(account_field<"second"> + body);
inline constexpr auto message_as_field = keyed(account_field<"order_id"> + body);

static_assert(sends<known_secret> && takes<known_secret> && sends<known_field> && takes<known_field>);
static_assert(!sends<unknown_secret> && !takes<unknown_secret>);
static_assert(!sends<secret_that_is_none> && !takes<secret_that_is_none>);
static_assert(!sends<public_key_as_secret> && !takes<public_key_as_secret>);
static_assert(!sends<unknown_field> && !takes<unknown_field>);
static_assert(!sends<secret_as_field> && !takes<secret_as_field>);
static_assert(!sends<message_as_field> && !takes<message_as_field>);

// … wherever they stand: in an item, a rank, a key, an added field, either branch, a function's argument

bool copied(std::string_view text, std::string_view other, tollgate::wiped_buffer &out)
{
    out.append(text);
    out.append(other);
    return true;
}
inline constexpr auto all_but_sign = fields | but<"sign">;
inline constexpr auto in_item = keyed_field(join("", value + account_field<"none">, all_but_sign));
inline constexpr auto in_rank = keyed_field(join("", value, all_but_sign | by(account_field<"none"> + name)));
inline constexpr auto in_plus = keyed_field(join("", value, all_but_sign | plus<"p">(secret<"none">)));
inline constexpr auto in_key = in_header<"X-Sign">(hex(hmac_sha256(key + secret<"none">, body)));
inline constexpr auto in_inner_key = keyed(hex(hmac_sha256(secret<"none">, body)));
inline constexpr auto in_test = keyed(when_empty(account_field<"none">, "-", body));
inline constexpr auto in_branch = keyed(when_empty(header<"Host">, "-", secret<"none">) + body);
inline constexpr auto in_call = keyed(text_by<copied>(body, secret<"none">));
inline constexpr auto in_map = keyed(lower(percent_encode(account_field<"none">)) + body);

static_assert(!sends<in_item> && !takes<in_item> && !sends<in_rank> && !takes<in_rank>);
static_assert(!sends<in_plus> && !takes<in_plus> && !sends<in_key> && !takes<in_key>);
static_assert(!sends<in_inner_key> && !takes<in_inner_key> && !sends<in_test> && !takes<in_test>);
static_assert(!sends<in_branch> && !takes<in_branch> && !sends<in_call> && !takes<in_call>);
static_assert(!sends<in_map> && !takes<in_map>);

// … and in answers

inline constexpr auto answer_pairs = keyed_field(join("&", name + "=" + value, all_but_sign | by_name));
inline constexpr auto answer_secret = in_field<"sign">(hex(sha256(field<"id"> + secret<"none">)));
inline constexpr auto answer_header = keyed_field(header<"X-Date"> + field<"id">);
inline constexpr auto answer_headers = keyed_field(join("", value, headers) + field<"id">);
static_assert(reads<answer_pairs> && !reads<answer_secret> && reads<answer_header> && reads<answer_headers>);

// Names of a request's message

inline constexpr auto by_path =
    keyed_field(field<"order_id"> + field<"amount.value"> + field<"amount.currency"> + field<"more.bank"> +
                field<"method"> + field<"pan"> + field<"phone"> + field<"version"> + field<"shop">);
inline constexpr auto misspelt = keyed_field(field<"oder_id"> + key);
inline constexpr auto misspelt_inside = keyed_field(field<"order_id"> + field<"amount.valeu">);
inline constexpr auto beyond_value = keyed_field(field<"order_id.value"> + key);
inline constexpr auto in_list = keyed_field(field<"items.0"> + key);
inline constexpr auto beyond_list = keyed_field(field<"items.0.id"> + key);
inline constexpr auto name_in_list = keyed_field(field<"items.id"> + key);
inline constexpr auto secret_sent = keyed_field(field<"key"> + field<"order_id">);
inline constexpr auto not_sent = keyed_field(field<"region"> + field<"order_id">);
inline constexpr auto its_signature = keyed(field<"sign"> + body);
inline constexpr auto listed_well =
    keyed_field(join("|", value, listed<"order_id", "amount.value", "names">));
inline constexpr auto listed_badly = keyed_field(join("|", value, listed<"order_id", "descripton">));
inline constexpr auto listed_nonempty =
    keyed_field(join("|", value, listed<"order_id", "descripton"> | nonempty));
inline constexpr auto within_well = keyed_field(join("|", value, within<"amount">));
inline constexpr auto within_badly = keyed_field(join("|", value, within<"amounts">));
inline constexpr auto within_value = keyed_field(join("|", value, within<"order_id">));
inline constexpr auto list_field = keyed_field(join("|", value, named_in<"names">));
inline constexpr auto no_list_field = keyed_field(join("|", value, named_in<"list">));
inline constexpr auto chosen_well =
    keyed_field(join("|", value, all_but_sign | scalars | chosen_by<"names">));
inline constexpr auto chosen_badly =
    keyed_field(join("|", value, all_but_sign | scalars | chosen_by<"list">));
inline constexpr auto but_unknown = keyed_field(join("|", value, fields | but<"sign", "hash"> | scalars));

static_assert(sends<by_path> && !sends<misspelt> && !sends<misspelt_inside> && !sends<beyond_value>);
static_assert(sends<in_list> && !sends<beyond_list> && !sends<name_in_list> && !sends<secret_sent> &&
              !sends<not_sent> && !sends<its_signature>);
static_assert(sends<listed_well> && !sends<listed_badly> && !sends<listed_nonempty>);
static_assert(sends<within_well> && !sends<within_badly> && !sends<within_value>);
static_assert(sends<list_field> && !sends<no_list_field> && sends<chosen_well> && !sends<chosen_badly>);
static_assert(sends<but_unknown>, "a signature's second place, which requests do not have");
static_assert(sends_open<misspelt>, "whose names are known at run time");
static_assert(notices<misspelt> && notices<listed_badly>, "what arrives may be undeclared");

// Headers, body and query of a request

inline constexpr auto sent_headers = keyed(header<"host"> + header<"content-type"> + body);
inline constexpr auto nonce_header = keyed(header<"X-Nonce"> + body);
inline constexpr auto prefixed_headers =
    keyed(join("", value, headers | starting<"x-"> | but<"x-sign">) + body);
inline constexpr auto length_header = keyed(header<"Content-Length"> + body);
inline constexpr auto host_and_query = keyed(header<"Host"> + join("&", name + "=" + value, query | by_name));
inline constexpr auto body_in_field = keyed_field(body);
inline constexpr auto body_digest_in_field = keyed_field(method + hex(sha256(body)));
inline constexpr auto query_in_field =
    keyed_field(join("&", name + "=" + value, query | but<"sign"> | by_name));
inline constexpr auto member_of_body = keyed_field(json_member<"order_id">(body));

static_assert(sends<sent_headers> && !sends_link<sent_headers> && takes<sent_headers>);
static_assert(!sends<nonce_header> && takes<nonce_header> && !sends<length_header>);
static_assert(!sends<prefixed_headers> && takes<prefixed_headers>);
static_assert(sends_link<host_and_query> && !sends_link<query_in_field>);
static_assert(!sends<body_in_field> && !takes<body_in_field> && !reads<body_in_field>);
static_assert(!sends<body_digest_in_field> && !takes<body_digest_in_field>);
static_assert(sends_link<body_digest_in_field>, "a GET has no body");
static_assert(!sends<member_of_body> && notices<member_of_body>);

// A secret takes part, whatever the message says

inline constexpr auto no_secret = in_field<"sign">(hex(sha256(join("", value, all_but_sign))));
inline constexpr auto message_decides =
    in_header<"X-Sign">(hex(sha256(body + when_empty(field<"test">, "", key))));
inline constexpr auto tested_alone =
    in_header<"X-Sign">(hex(sha256(body + when_empty(key, "", header<"a">))));
inline constexpr auto both_ways =
    in_header<"X-Sign">(hex(sha256(body + when_empty(header<"a">, "-", header<"a">) + key)));
inline constexpr auto optional_slot =
    in_header<"X-Sign">(hex(hmac_sha256(key, body + when_empty(header<"a">, "-", secret<"second">))));
inline constexpr auto keyed_by_message = in_header<"X-Sign">(hex(hmac_sha256(header<"a">, body)));
inline constexpr auto secret_orders =
    in_field<"sign">(hex(sha256(join("", value, all_but_sign | by(name + key)))));
inline constexpr auto added_and_dropped =
    in_field<"sign">(hex(sha256(join("", value, all_but_sign | plus<"p">(key) | but<"p">))));
inline constexpr auto added_and_left_out =
    in_field<"sign">(hex(sha256(join("", value, all_but_sign | plus<"p">(key) | starting<"x">))));
inline constexpr auto added_by_name_only =
    in_field<"sign">(hex(sha256(join("", name, all_but_sign | plus<"p">(key)))));
inline constexpr auto added_well =
    in_field<"sign">(hex(sha256(join("", value, all_but_sign | scalars | plus<"p">(key) | by_name))));
inline constexpr auto length_of_secret = in_header<"X-Sign">(hex(sha256(body + byte_length(key))));
inline constexpr auto checksum_of_secret = in_header<"X-Sign">(hex(sha256(body + crc32(key))));
inline constexpr auto digest_of_secret = in_header<"X-Sign">(hex(sha256(body + upper(hex(md5(key))))));
inline constexpr auto after_each =
    in_field<"sign">(hex(sha256(join("", name + value + key, all_but_sign | scalars))));

static_assert(!takes<no_secret> && !reads<no_secret>);
static_assert(!takes<message_decides> && !takes<tested_alone> && !sends<tested_alone>);
static_assert(takes<both_ways> && takes<optional_slot> && !takes<keyed_by_message>);
static_assert(!takes<secret_orders> && !sends<secret_orders> && !takes<added_and_dropped>);
static_assert(!takes<added_and_left_out> && !takes<added_by_name_only> && takes<added_well> &&
              sends<added_well>);
static_assert(!takes<length_of_secret> && !takes<checksum_of_secret> && takes<digest_of_secret> &&
              takes<after_each>);

inline constexpr auto added_as_a_field =
    in_field<"sign">(hex(sha256(join("", value, all_but_sign | scalars | plus<"order_id">(key)))));
inline constexpr auto added_as_the_shop =
    in_field<"sign">(hex(sha256(join("", value, all_but_sign | scalars | plus<"shop">(key)))));
inline constexpr auto added_to_an_object =
    in_field<"sign">(hex(sha256(join("", value, within<"amount"> | plus<"order_id">(key)))));
static_assert(!sends<added_as_a_field> && !takes<added_as_a_field> && !sends<added_as_the_shop>);
static_assert(sends<added_to_an_object>);

/// Both halves of a key: the gateway's signature over a text with a shared secret.
inline constexpr auto public_and_secret = in_header<"X-Sign">(base64(ed25519(body + secret<"none">)));
inline constexpr auto public_and_key = in_header<"X-Sign">(base64(ed25519(body + key)));
static_assert(!takes<public_and_secret> && takes<public_and_key>);

// The time at which a callback says it was signed is signed

inline constexpr auto header_time = signed_within(std::chrono::minutes{5}, header<"x-time">);
inline constexpr auto part_time = signed_within(std::chrono::minutes{5}, part<"t">(header<"X-Sign">));
inline constexpr auto field_time = signed_within(std::chrono::minutes{5}, field<"time">);
inline constexpr auto account_time = signed_within(std::chrono::minutes{5}, account_field<"none">);
inline constexpr auto over_body = keyed(body);
inline constexpr auto over_time = keyed(header<"X-Time"> + "." + body);
inline constexpr auto over_part =
    in_header_list<"X-Sign", ",", "v1=">(hex(hmac_sha256(key, part<"t">(header<"X-Sign">) + "." + body)));
inline constexpr auto over_all_headers = keyed(join("", lower(name) + value, headers | but<"X-SIGN">) + body);
inline constexpr auto over_some_headers =
    keyed(join("", lower(name) + value, headers | starting<"y-">) + body);
inline constexpr auto over_fields = keyed_field(join("&", name + "=" + value, all_but_sign | by_name));
inline constexpr auto over_fields_but_time =
    keyed_field(join("&", name + "=" + value, fields | but<"sign", "time"> | by_name));
inline constexpr auto over_a_list = keyed_field(join("&", name + "=" + value, named_in<"list">));

static_assert(takes_timed<over_time, header_time> && !takes_timed<over_body, header_time>);
static_assert(takes_timed<over_part, part_time> && !takes_timed<over_body, part_time>);
static_assert(takes_timed<over_all_headers, header_time> && !takes_timed<over_some_headers, header_time>);
static_assert(takes_timed<over_body, field_time> && takes_timed<over_fields, field_time>);
static_assert(!takes_timed<over_fields_but_time, field_time> && !takes_timed<over_body, account_time>);
static_assert(takes_timed<over_a_list, field_time>);

// A signature does not sign itself, wherever its field or header stands

namespace signing = tollgate::signing;
namespace checks = signing::rule_checks;
template <class Scheme>
constexpr bool spares_sign(Scheme)
{
    return checks::spares_field(signing::shape_of<Scheme>, "sign");
}
static_assert(!spares_sign(hex(md5(field<"sign"> + key))));
static_assert(!spares_sign(hex(md5(when_empty(field<"a">, "-", join("", value, fields)) + key))));
static_assert(!spares_sign(hex(md5(when_empty(join("", value, fields), "-", field<"a">) + key))));
static_assert(!spares_sign(hex(md5(when_empty(field<"sign">, "-", field<"a">) + key))));
static_assert(!spares_sign(hex(md5(join("", value + field<"sign">, all_but_sign) + key))));
static_assert(!spares_sign(hex(md5(join("", value, all_but_sign | by(name + field<"sign">)) + key))));
static_assert(!spares_sign(hex(md5(join("", value, all_but_sign | plus<"p">(field<"sign">)) + key))));
static_assert(!spares_sign(hex(hmac_md5(key + field<"sign">, body))));
static_assert(!spares_sign(hex(md5(text_by<copied>(field<"sign">, key)))));
static_assert(!spares_sign(hex(md5(join("", value, listed<"a", "sign">) + key))));
static_assert(spares_sign(hex(md5(join("", value, listed<"a", "sign"> | but<"sign">) + field<"signed"> +
                                  key))));

template <class Scheme>
constexpr bool spares_header(Scheme)
{
    return !checks::shows_signature_in(signing::shape_of<Scheme>, "X-Sign", "");
}
template <class Scheme>
constexpr bool spares_v1(Scheme)
{
    return !checks::shows_signature_in(signing::shape_of<Scheme>, "X-Sign", "v1=");
}
static_assert(!spares_header(hex(md5(header<"x-sign"> + key))));
static_assert(!spares_header(hex(md5(join("", value, headers) + key))));
static_assert(!spares_header(hex(md5(join("", value, headers | starting<"X-">) + key))));
static_assert(!spares_header(hex(md5(join("", value + header<"X-Sign">, fields) + key))));
static_assert(spares_header(hex(md5(join("", value, headers | but<"x-SIGN">) + key))));
static_assert(spares_header(hex(md5(join("", value, headers | starting<"y-">) + header<"X-Time"> + key))));
static_assert(spares_v1(hex(md5(part<"t">(header<"X-Sign">) + key))));
static_assert(!spares_v1(hex(md5(part<"v1">(header<"X-Sign">) + key))));
static_assert(!spares_v1(hex(md5(header<"X-Sign"> + key))));

} // namespace ibis

TEST_SUITE("tollgate.signing.declared")
{
    TEST_CASE("a scheme that names what is declared signs and verifies with it")
    {
        ibis::account const account{.shop = "s7", .region = "eu", .key = tollgate::secret{"k"}};
        ibis::order<ibis::by_path> const order{.order_id = "A",
                                               .sum = ibis::amount{.value = "5", .currency = "EUR"},
                                               .method = ibis::transfer{.bank = "b"},
                                               .payer = ibis::phone{.number = "7"}};
        CHECK(tollgate::make_request(account, order)->canonical() == "A5EURbtransfer72s7");
    }
}
