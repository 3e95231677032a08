// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Whoever has the public key, and no secret, never has a message verified that the gateway did not sign, under either hash policy.
// support/forgery_run.hpp says how a run is repeated.

#include <tollgate/callback.hpp>

#include <tollgate/hash/cryptopp_public_key.hpp>
#include <tollgate/hash/openssl_public_key.hpp>

#include <doctest/doctest.h>
#include <support/forged_payments.hpp>
#include <support/hmac.hpp>
#include <support/key_pairs.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace redpoll {

using namespace serin;

inline constexpr auto rsa = in_field<"sign">(base64(rsa_pkcs1<sha256>(joined)));
inline constexpr auto pss = in_field<"sign">(base64(rsa_pss<sha256>(joined)));
inline constexpr auto curve = in_field<"sign">(base64(ecdsa<sha256>(ended)));
inline constexpr auto edwards = in_field<"sign">(base64(ed25519(joined)));
inline constexpr auto digest_beside = base64(hmac_sha256(key, joined));
inline constexpr auto with_secret = in_field<"sign">(base64(ed25519(joined + "&" + secret<"second">)));

} // namespace redpoll

namespace {

using namespace redpoll;
namespace hash = tollgate::hash;
namespace signing = tollgate::signing;
namespace test = tollgate::test;
using test::forgery_target;
using tollgate::cryptopp_hash;
using tollgate::openssl_hash;

/// The gateway signs with the private half; of the public one everyone has a copy, and tries it as a key of HMAC.
template <auto const &Rule, class Scheme, class Hash>
forgery_target under_public_key(std::string name, test::key_pair const &pair)
{
    forgery_target made = about_payments(std::move(name));
    made.known = {pair.pem, pair.der, pair.pem.substr(0, pair.pem.size() - 1), test::to_base64(pair.der)};
    made.sign = [&pair](std::string const &body, headers_of const &,
                        std::string const &key) -> std::optional<std::string> {
        auto const signs = made_of<Hash>(signing::signed_text(Rule.scheme), body, key);
        if (!signs) return std::nullopt;
        return test::to_base64(key == test::genuine_key ? test::sign<Scheme>(pair, *signs)
                                                        : test::hmac_sha256(key, *signs));
    };
    made.signed_text = [](std::string const &body, headers_of const &) {
        return made_of<Hash>(signing::signed_text(Rule.scheme), body, test::genuine_key);
    };
    redpoll::account holder = shop;
    holder.platform_key = tollgate::public_key{pair.pem};
    made.read = reads_callback<paid<Rule>, Hash>(holder);
    return made;
}

/// Some messages are signed with the private half, and some by a digest that the program accepts besides, under the account's secret.
template <auto const &Rule, class Scheme>
forgery_target beside_digest(std::string name, test::key_pair const &pair)
{
    forgery_target made = under_public_key<Rule, Scheme, cryptopp_hash>(std::move(name), pair);
    made.sign = [privately = made.sign](std::string const &body, headers_of const &sent,
                                        std::string const &key) -> std::optional<std::string> {
        if (key == test::genuine_key && body.size() % 2 == 0) return privately(body, sent, key);
        return made_of<cryptopp_hash>(digest_beside, body, key);
    };
    redpoll::account holder = shop;
    holder.platform_key = tollgate::public_key{pair.pem};
    made.read = reads_callback<paid<Rule>, cryptopp_hash>(holder, tollgate::accepting(digest_beside));
    return made;
}

template <class Hash>
void add_public_keys(std::vector<forgery_target> &to)
{
    auto const &keys = test::keys();
    to.push_back(under_public_key<rsa, hash::rsa_pkcs1<hash::sha256>, Hash>("RSA", keys.rsa));
    to.push_back(under_public_key<pss, hash::rsa_pss<hash::sha256>, Hash>("RSA-PSS", keys.rsa));
    to.push_back(under_public_key<curve, hash::ecdsa<hash::sha256>, Hash>("ECDSA", keys.p256));
    to.push_back(under_public_key<edwards, hash::ed25519, Hash>("Ed25519", keys.ed25519));
    to.push_back(under_public_key<with_secret, hash::ed25519, Hash>("Ed25519, with a secret", keys.ed25519));
}

} // namespace

TEST_SUITE("tollgate.signing.forgery")
{
    TEST_CASE("a message that the gateway did not sign: is never verified by whoever has the public key")
    {
        std::vector<forgery_target> targets;
        add_public_keys<cryptopp_hash>(targets);
        add_public_keys<openssl_hash>(targets);
        test::attack_all(targets, test::attempts_in_all() / 100 / targets.size());
    }

    TEST_CASE("a message that the gateway did not sign: is never verified where a digest is accepted beside "
              "a public key")
    {
        std::vector<forgery_target> const targets{
            beside_digest<rsa, hash::rsa_pkcs1<hash::sha256>>("RSA, accepting hmac", test::keys().rsa),
            beside_digest<edwards, hash::ed25519>("Ed25519, accepting hmac", test::keys().ed25519)};
        test::attack_all(targets, test::attempts_in_all() / 100 / targets.size());
    }

    TEST_CASE("a public key that the account leaves out, or a secret beside it: nothing is verified")
    {
        auto const &pair = test::keys().ed25519;
        forgery_target halved =
            under_public_key<with_secret, hash::ed25519, cryptopp_hash>("without the secret", pair);
        halved.takes_nothing = true;
        redpoll::account holder = shop;
        holder.platform_key = tollgate::public_key{pair.pem};
        holder.second = std::nullopt;
        halved.read = reads_callback<paid<with_secret>, cryptopp_hash>(holder);
        forgery_target keyless =
            under_public_key<edwards, hash::ed25519, cryptopp_hash>("without the public key", pair);
        keyless.takes_nothing = true;
        keyless.read = reads_callback<paid<edwards>, cryptopp_hash>(shop);
        std::vector<forgery_target> const targets{std::move(halved), std::move(keyless)};
        test::attack_all(targets, test::attempts_in_all() / 250 / targets.size());
    }

    TEST_CASE("a message that the gateway did not sign: is never verified under the other hash policy")
    {
        std::vector<forgery_target> const targets{
            callback_under<by_md5, openssl_hash>("OpenSSL, md5"),
            callback_under<by_hmac, openssl_hash>("OpenSSL, hmac"),
            callback_under<by_ended, openssl_hash>("OpenSSL, ended"),
            callback_under<by_backwards, openssl_hash>("OpenSSL, other order"),
            callback_under<by_both, openssl_hash>("OpenSSL, two secrets")};
        test::attack_all(targets, test::attempts_in_all() / 50 / targets.size());
    }
}
