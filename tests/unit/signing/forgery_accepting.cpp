// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Whoever has no secret never has a message verified that the gateway did not sign, though the program accepts further schemes;
// and where an account leaves a secret out, nothing is verified at all. support/forgery_run.hpp says how a run is repeated.

#include <tollgate/callback.hpp>

#include <tollgate/hash/cryptopp.hpp>

#include <doctest/doctest.h>
#include <support/digest.hpp>
#include <support/forged_payments.hpp>
#include <support/hmac.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace brambling {

using namespace serin;

inline constexpr auto by_second = in_field<"sign">(hex(sha256(joined + secret<"second">)));
inline constexpr auto by_second_hmac = in_field<"sign">(hex(hmac_sha256(secret<"second">, joined)));
inline constexpr auto around = in_field<"sign">(hex(sha256(secret<"second"> + joined + secret<"third">)));
inline constexpr auto in_slot = in_field<"sign">(hex(hmac_sha256(key, joined + "&" + secret<"third">)));
inline constexpr auto beside_fields = in_field<"sign">(
    hex(sha256(join("&", name + "=" + value, all | plus<"third">(secret<"third">) | by_name))));
inline constexpr auto mapped = in_field<"sign">(hex(sha256(joined + upper(hex(md5(secret<"second">))))));

} // namespace brambling

namespace {

using namespace brambling;
namespace signing = tollgate::signing;
namespace test = tollgate::test;
using test::forgery_target;
using tollgate::cryptopp_hash;

/// The gateway signs some messages by the documented scheme, and some by another that the program accepts besides.
template <auto const &Rule, class Other>
forgery_target accepting_besides(std::string name, Other const &other)
{
    forgery_target made = about_payments(std::move(name));
    made.sign = [other](std::string const &body, headers_of const &, std::string const &key) {
        return body.size() % 2 == 0 ? made_of<cryptopp_hash>(Rule.scheme, body, key)
                                    : made_of<cryptopp_hash>(other, body, key);
    };
    // By which scheme is a part of it: who verifies by another than the gateway signed by reads what it never said.
    made.signed_text = [other](std::string const &body, headers_of const &) {
        auto const by_other = made_of<cryptopp_hash>(other, body, test::genuine_key);
        bool const is_by_other = by_other && body.find('"' + *by_other + '"') != body.npos;
        auto text = is_by_other
                        ? made_of<cryptopp_hash>(signing::signed_text(other), body, test::genuine_key)
                        : made_of<cryptopp_hash>(signing::signed_text(Rule.scheme), body, test::genuine_key);
        if (text) *text = (is_by_other ? "by the other: " : "as documented: ") + *text;
        return text;
    };
    made.read = reads_callback<paid<Rule>, cryptopp_hash>(shop, tollgate::accepting(other));
    return made;
}

/// Somebody signs as if the secret that the account leaves out were empty.
/// \param as_if_empty what the scheme would make of the joined fields then
template <auto const &Rule>
forgery_target without(std::string_view left_out, std::string (*as_if_empty)(std::string const &))
{
    forgery_target made = about_payments("without " + std::string{left_out});
    sign_by<cryptopp_hash>(made, Rule);
    made.takes_nothing = true;
    made.sign = [as_if_empty](std::string const &body, headers_of const &,
                              std::string const &) -> std::optional<std::string> {
        auto const text = made_of<cryptopp_hash>(joined, body, test::genuine_key);
        return text ? std::optional{as_if_empty(*text)} : std::nullopt;
    };
    brambling::account lacking = shop;
    if (left_out == "second")
        lacking.second = std::nullopt;
    else
        lacking.third = std::nullopt;
    made.read = reads_callback<paid<Rule>, cryptopp_hash>(lacking);
    return made;
}

std::string sha256_hex(std::string const &text)
{
    return test::digest_hex("SHA256", text);
}
std::string hmac_hex(std::string const &key, std::string const &text)
{
    return test::to_hex(test::hmac_sha256(key, text));
}

} // namespace

TEST_SUITE("tollgate.signing.forgery")
{
    TEST_CASE("a message that the gateway did not sign: is never verified where further schemes are accepted")
    {
        std::vector<forgery_target> const targets{
            accepting_besides<by_md5>("accepting hmac", hex(hmac_sha256(key, joined))),
            accepting_besides<by_hmac>("accepting another text", hex(sha256(ended + key))),
            accepting_besides<by_md5>("accepting another order", hex(md5(backwards + key))),
            accepting_besides<by_md5>(
                "accepting other separators",
                hex(md5(join("|", name + ":" + value, all | nonempty | by_name) + key))),
            accepting_besides<by_md5>("accepting another secret", hex(md5(joined + secret<"second">)))};
        test::attack_all(targets, test::attempts_in_all() / 50 / targets.size());
    }

    TEST_CASE("a secret that the account leaves out: nothing is verified without it, whatever is signed")
    {
        using text = std::string;
        std::vector<forgery_target> const targets{
            without<by_second>("second", [](text const &of) { return sha256_hex(of); }),
            without<by_second_hmac>("second", [](text const &of) { return hmac_hex("", of); }),
            without<by_both>("second", [](text const &of) { return hmac_hex("&third_00", of); }),
            without<by_both>("third", [](text const &of) { return hmac_hex("second_0&", of); }),
            without<around>("second", [](text const &of) { return sha256_hex(of + "third_00"); }),
            without<around>("third", [](text const &of) { return sha256_hex("second_0" + of); }),
            without<in_slot>("third", [](text const &of) { return hmac_hex(test::genuine_key, of + "&"); }),
            without<beside_fields>("third", [](text const &of) { return sha256_hex(of + "&third="); }),
            without<mapped>("second", [](text const &of) {
                return sha256_hex(of + "D41D8CD98F00B204E9800998ECF8427E");
            })};
        test::attack_all(targets, test::attempts_in_all() / 50 / targets.size());
    }
}
