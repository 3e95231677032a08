// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// A certificate that is refused: the sentence says which one decided, why, and what helps; and nothing else.

#include <tollgate/https_transport.hpp>

#include <tollgate/impl/sandbox/x509.hpp>

#include <support/tls_peer.hpp>

#include <doctest/doctest.h>

#include <openssl/rsa.h>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

namespace asio = boost::asio;
namespace sandbox = tollgate::sandbox;
namespace made = sandbox::detail;
using namespace std::chrono_literals;
using tollgate::errc;
using tollgate::https_options;
using tollgate::https_transport;
using tollgate::testing::tls_peer;

std::string const shop = "shop.test";

/// A certificate and its key.
struct member {
    made::key_pointer key;
    made::certificate_pointer certificate;
};

struct kind {
    std::string name;
    bool is_authority = true;
    sandbox::validity when{};
    made::key_pointer key = made::make_key();
    EVP_MD const *digest = EVP_sha256();
    std::string host = shop;
    std::string purpose = "serverAuth";
};

/// Issued by another one, or by itself.
member issue(kind what, member const *by = nullptr)
{
    member fresh{std::move(what.key), nullptr};
    fresh.certificate = made::make_certificate(what.name, fresh.key.get(), what.when);
    auto *const self = fresh.certificate.get();
    auto *const issuer = by == nullptr ? self : by->certificate.get();
    if (what.is_authority) {
        made::add_extension(self, issuer, NID_basic_constraints, "critical,CA:TRUE");
        made::add_extension(self, issuer, NID_key_usage, "critical,keyCertSign,cRLSign");
    } else {
        made::add_extension(self, issuer, NID_basic_constraints, "critical,CA:FALSE");
        made::add_extension(self, issuer, NID_ext_key_usage, what.purpose);
        made::add_extension(self, issuer, NID_subject_alt_name, "DNS:" + what.host);
    }
    REQUIRE(X509_set_issuer_name(self, X509_get_subject_name(issuer)) == 1);
    REQUIRE(X509_sign(self, by == nullptr ? fresh.key.get() : by->key.get(), what.digest) > 0);
    return fresh;
}

kind leaf(std::string name = "gw leaf")
{
    return {.name = std::move(name), .is_authority = false};
}

/// An exchange with a server that presents this chain, its own certificate first, of a transport that trusts this authority.
tollgate::result<tollgate::wire_response> exchange_with(std::string const &trusted_pem,
                                                        std::vector<member const *> const &chain)
{
    std::string certificates;
    for (auto const *each : chain)
        certificates += made::to_pem(each->certificate.get());
    auto const present = [&](asio::ssl::context &tls) {
        tls = asio::ssl::context{asio::ssl::context::tls_server};
        // Else it would not load a weak certificate of its own.
        SSL_CTX_set_security_level(tls.native_handle(), 0);
        tls.use_certificate_chain(asio::buffer(certificates));
        tls.use_private_key(asio::buffer(made::to_pem(chain.front()->key.get())), asio::ssl::context::pem);
    };
    auto const serve = [](tls_peer::visit &v) {
        if (v.shake_hands() && v.read_request()) v.say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
    };
    tls_peer peer{sandbox::self_signed("unused.test"), serve, present};
    auto const got =
        https_transport{https_options{.ca_pem = trusted_pem, .connect_to = peer.endpoint()}}.send(
            {.method = "GET", .host = shop, .target = "/?secret=1", .headers = {}, .body = {}}, 30s);
    CHECK(peer.saw_the_end());
    CHECK(peer.requests() == (got ? 1 : 0));
    return got;
}

tollgate::error refusal_of(std::string const &trusted_pem, std::vector<member const *> const &chain)
{
    auto const got = exchange_with(trusted_pem, chain);
    REQUIRE(got.has_error());
    return got.error();
}

void check(tollgate::error const &why, errc code, std::vector<std::string_view> const &says,
           std::vector<std::string_view> const &never = {})
{
    CAPTURE(why);
    CHECK(why.code() == code);
    CHECK(why.is_not_sent());
    CHECK(why.message().find(shop) != std::string::npos);
    for (auto const each : says) {
        CAPTURE(each);
        CHECK(why.message().find(each) != std::string::npos);
    }
    for (auto const each : never) {
        CAPTURE(each);
        CHECK(why.message().find(each) == std::string::npos);
    }
    for (char const c : why.message())
        CHECK(static_cast<unsigned char>(c) >= 0x20);
}

/// Advice that helps only where an issuer is missing.
std::vector<std::string_view> const about_authorities{"install", "ca_file"};

} // namespace

TEST_SUITE("tollgate.net.client.certificates")
{
    TEST_CASE("certificates: a missing intermediate is told with the certificate whose issuer is missing")
    {
        auto const root = issue({.name = "the root"});
        auto const between = issue({.name = "the intermediate"}, &root);
        auto const own = issue(leaf(), &between);
        auto const why = refusal_of(made::to_pem(root.certificate.get()), {&own});
        check(why, errc::certificate_untrusted,
              {"\"CN=gw leaf\"", "issued by \"CN=the intermediate\"", "depth 0", "sent 1 certificate,",
               "intermediate, the server leaves it out", "tell the gateway", "unable to get local issuer"});
        CHECK(exchange_with(made::to_pem(root.certificate.get()), {&own, &between}).has_value());
    }

    TEST_CASE("certificates: an authority that is not trusted is told with its name")
    {
        auto const root = issue({.name = "a strange root"});
        auto const between = issue({.name = "the intermediate"}, &root);
        auto const own = issue(leaf(), &between);
        auto const trusted = sandbox::authority{}.certificate_pem();
        check(refusal_of(trusted, {&own, &between}), errc::certificate_untrusted,
              {"\"CN=the intermediate\"", "issued by \"CN=a strange root\"", "depth 1", "sent 2 certificates",
               "https_options::ca_file"});
        check(refusal_of(trusted, {&own, &between, &root}), errc::certificate_untrusted,
              {"\"CN=a strange root\"", "depth 2", "is not among the trusted CA certificates"},
              {"leaves it out"});
        auto const alone = issue(leaf("alone"));
        check(refusal_of(trusted, {&alone}), errc::certificate_untrusted,
              {"\"CN=alone\"", "self-signed", "intercepts"}, {"install"});
    }

    TEST_CASE("certificates: a key that is too short is told with its length, and no CA is blamed")
    {
        auto const root = issue({.name = "the root"});
        auto short_one = leaf();
        short_one.key.reset(EVP_RSA_gen(1024));
        auto const own = issue(std::move(short_one), &root);
        check(refusal_of(made::to_pem(root.certificate.get()), {&own}), errc::certificate_untrusted,
              {"\"CN=gw leaf\"", "depth 0", "1024 bits", "too short", "must renew it"}, about_authorities);

        kind weak{.name = "a weak intermediate"};
        weak.key.reset(EVP_RSA_gen(1024));
        auto const between = issue(std::move(weak), &root);
        auto const under_it = issue(leaf(), &between);
        check(refusal_of(made::to_pem(root.certificate.get()), {&under_it, &between}),
              errc::certificate_untrusted,
              {"\"CN=a weak intermediate\"", "depth 1", "1024 bits", "too short"}, about_authorities);
    }

    TEST_CASE("certificates: a digest that is too weak is told with its name, and no CA is blamed")
    {
        auto const root = issue({.name = "the root"});
        auto old = leaf();
        old.digest = EVP_sha1();
        auto const own = issue(std::move(old), &root);
        check(refusal_of(made::to_pem(root.certificate.get()), {&own}), errc::certificate_untrusted,
              {"\"CN=gw leaf\"", "SHA1", "too weak", "must renew it"}, about_authorities);

        auto const between = issue({.name = "an old intermediate", .digest = EVP_sha1()}, &root);
        auto const under_it = issue(leaf(), &between);
        check(refusal_of(made::to_pem(root.certificate.get()), {&under_it, &between}),
              errc::certificate_untrusted, {"\"CN=an old intermediate\"", "depth 1", "SHA1"},
              about_authorities);
    }

    TEST_CASE("certificates: the one of a chain whose time is over, or has not come, is named")
    {
        auto const root = issue({.name = "the root"});
        auto const old = issue({.name = "an old intermediate", .when = sandbox::validity::expired()}, &root);
        auto const own = issue(leaf(), &old);
        auto const trusted = made::to_pem(root.certificate.get());
        check(refusal_of(trusted, {&own, &old}), errc::certificate_expired,
              {"\"CN=an old intermediate\"", "depth 1", "expired", "clock"}, about_authorities);
        auto early = leaf();
        early.when = sandbox::validity::not_yet();
        auto const future = issue(std::move(early), &root);
        check(refusal_of(trusted, {&future}), errc::certificate_not_yet_valid,
              {"\"CN=gw leaf\"", "depth 0", "not valid yet"}, about_authorities);
    }

    TEST_CASE("certificates: what else OpenSSL does not take is told in its own words, with the certificate")
    {
        auto const root = issue({.name = "the root"});
        auto const trusted = made::to_pem(root.certificate.get());
        auto for_clients = leaf();
        for_clients.purpose = "clientAuth";
        auto const client = issue(std::move(for_clients), &root);
        check(refusal_of(trusted, {&client}), errc::certificate_untrusted,
              {"\"CN=gw leaf\"", "purpose", "depth 0"}, about_authorities);

        auto const no_authority = issue(leaf("no authority"), &root);
        auto const below = issue(leaf(), &no_authority);
        check(refusal_of(trusted, {&below, &no_authority}), errc::certificate_untrusted,
              {"\"CN=no authority\"", "depth 1"}, about_authorities);

        auto other = leaf("for another");
        other.host = "other.test";
        auto const elsewhere = issue(std::move(other), &root);
        check(refusal_of(trusted, {&elsewhere}), errc::certificate_wrong_host,
              {"not for shop.test", "\"CN=for another\""}, about_authorities);
    }

    TEST_CASE("certificates: a stranger's name cannot break out of the sentence, nor make it long")
    {
        auto const trusted = sandbox::authority{}.certificate_pem();
        auto const loud = issue(leaf("a\nforged=1\" \xd0\x96\x7f"));
        check(refusal_of(trusted, {&loud}), errc::certificate_untrusted, {"CN=a\\0Aforged=1\\\""});
        auto const long_one = issue({.name = std::string(64, 'x'), .is_authority = false});
        check(refusal_of(trusted, {&long_one}), errc::certificate_untrusted, {std::string(64, 'x')});
        CHECK(refusal_of(trusted, {&long_one}).message().size() < 600);
    }
}
