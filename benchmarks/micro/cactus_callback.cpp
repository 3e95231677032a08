// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// A callback whose fields are signed: all of them are verified and read into the message.

#include <tollgate/callback.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/hash/openssl.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <cases.hpp>
#include <check.hpp>
#include <messages.hpp>
#include <string>

namespace benchmarks {

namespace {

using tollgate::cactus::invoice_callback;

template <class Hash>
void add_invoice(works &to, std::string const &policy)
{
    std::string const signature = hex_of(Hash::template digest<tollgate::hash::sha1>(signed_invoice));
    std::string const body = std::string{invoice_members} + R"("signature":")" + signature + "\"}";
    require(tollgate::receive<invoice_callback, Hash>(shop(), body).has_value(),
            "an invoice is not verified");

    to.push_back({"cactus callback/tollgate/" + policy, [account = shop(), body] {
                      keep(tollgate::receive<invoice_callback, Hash>(account, body));
                  }});
    to.push_back({"cactus callback/parse and digest/" + policy, [body, text = std::string{signed_invoice}] {
                      keep(boost::json::parse(body));
                      keep(Hash::template digest<tollgate::hash::sha1>(text));
                  }});
}

} // namespace

void add_cactus_callback(works &to)
{
    add_invoice<tollgate::cryptopp_hash>(to, "cryptopp");
    add_invoice<tollgate::openssl_hash>(to, "openssl");
}

} // namespace benchmarks
