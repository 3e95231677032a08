// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TESTS_SUPPORT_FORGED_PAYMENTS_HPP
#define TOLLGATE_TESTS_SUPPORT_FORGED_PAYMENTS_HPP

#include <tollgate/callback.hpp>

#include <tollgate/hash/cryptopp.hpp>

#include <support/forger.hpp>
#include <support/forgery_run.hpp>
#include <support/telling.hpp>
#include <support/unsigned_gateway.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// \file
/// A gateway that does not exist, what it says of payments, and how the forger is set on it.

namespace serin {

using tollgate::optional;
using tollgate::required;

struct account {
    required<"key", tollgate::secret> key;
    optional<"second", tollgate::secret> second{};
    optional<"third", tollgate::secret> third{};
    optional<"platform_key", tollgate::public_key> platform_key{};
};

} // namespace serin

template <>
struct tollgate::provider_traits<serin::account> : tollgate::test::unsigned_gateway {
    static constexpr refusal_rule refusal{
        .flag = "ok", .code = "code", .message = "text", .flag_may_lack = true, .open_codes = "busy"};
    static constexpr std::string_view key = "key";
};

namespace serin {

using namespace tollgate::signing::words;

inline constexpr auto all = fields | but<"sign">;
inline constexpr auto joined = join("&", name + "=" + value, all | by_name);
inline constexpr auto ended =
    join("", lower(name) + ":" + value + ";", all | as(python_text) | nonblank | by_name);
inline constexpr auto backwards = join("|", name + ":" + value, all | nonempty | by_name | reversed);

inline constexpr auto by_md5 = in_field<"sign">(hex(md5(joined + key)));
inline constexpr auto by_hmac = in_field<"sign">(hex(hmac_sha256(key, joined)));
inline constexpr auto by_ended = in_field<"sign">(hex(sha1(ended + key)));
inline constexpr auto by_backwards = in_field<"sign">(hex(hmac_sha512(key, backwards)));
inline constexpr auto by_both =
    in_field<"sign">(hex(hmac_sha256(secret<"second"> + "&" + secret<"third">, joined)));

template <auto const &Rule>
struct paid {
    required<"id", std::string> id;
    optional<"amount", std::string> amount{};
    optional<"ok", bool> ok{};
    optional<"code", std::string> code{};
    optional<"text", std::string> text{};

    using account = serin::account;
    static constexpr auto callback_signature = Rule;
};

using headers_of = std::vector<tollgate::header>;

inline constexpr tollgate::signing::named_text secrets[] = {{"second", "second_0"}, {"third", "third_00"}};
inline account const shop{.key = tollgate::secret{tollgate::test::genuine_key},
                          .second = tollgate::secret{"second_0"},
                          .third = tollgate::secret{"third_00"}};

/// What a scheme makes of a body. Who does not know the key knows no other secret either.
template <class Hash, class Scheme>
std::optional<std::string> made_of(Scheme const &scheme, std::string const &body, std::string_view key,
                                   std::span<tollgate::signing::named_text const> others = secrets)
{
    tollgate::parameter_list fields;
    if (tollgate::parse_json(body, fields)) return std::nullopt;
    tollgate::wiped_buffer text;
    bool const knows = key == tollgate::test::genuine_key;
    tollgate::signing::context const over{.fields = std::as_const(fields).items(),
                                          .key = key,
                                          .secrets = knows ? others : others.first(0),
                                          .body = body};
    if (tollgate::signing::evaluate<Hash>(scheme, over, text)) return std::nullopt;
    return std::string{text.view()};
}

/// What the gateway says of a payment, some of it typed in by a payer, and whether it refuses.
inline tollgate::test::forgery_target about_payments(std::string name)
{
    tollgate::test::forgery_target made;
    made.name = std::move(name);
    made.names = {"id", "amount", "ok", "code", "text"};
    made.values = {{R"("7")", R"("x; a:b")", R"("7&test=1")"},
                   {R"("5")", R"("5.00")", ""},
                   {"true", "false", ""},
                   {R"("0")", "", "5", R"("busy")"},
                   {"", R"("no")", R"("x|amount:7")"}};
    made.signature_field = "sign";
    return made;
}

/// \param rule by whose scheme the gateway signs
template <class Hash, class Rule>
void sign_by(tollgate::test::forgery_target &made, Rule const &rule)
{
    auto const scheme = rule.scheme;
    made.is_telling = tollgate::test::is_always_telling(scheme);
    made.sign = [scheme](std::string const &body, headers_of const &, std::string const &key) {
        return made_of<Hash>(scheme, body, key);
    };
    made.signed_text = [scheme](std::string const &body, headers_of const &) {
        return made_of<Hash>(tollgate::signing::signed_text(scheme), body, tollgate::test::genuine_key);
    };
}

template <class Callback, class Hash, class... Options>
auto reads_callback(account const &of, Options const &...options)
{
    return [of, options...](std::string const &body, headers_of const &sent) -> std::optional<std::string> {
        auto const received = tollgate::receive<Callback, Hash>(of, body, sent, options...);
        if (!received) return std::nullopt;
        return tollgate::test::reading_of::text(**received);
    };
}

template <auto const &Rule, class Hash>
tollgate::test::forgery_target callback_under(std::string name)
{
    tollgate::test::forgery_target made = about_payments(std::move(name));
    sign_by<Hash>(made, Rule);
    made.read = reads_callback<paid<Rule>, Hash>(shop);
    return made;
}

} // namespace serin

#endif
