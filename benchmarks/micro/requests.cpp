// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// From a message to a signed request in wire form.

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/hash/openssl.hpp>
#include <tollgate/request.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <cases.hpp>
#include <check.hpp>
#include <messages.hpp>
#include <string>
#include <utility>

namespace benchmarks {

namespace {

template <class Hash>
void add_form(works &to, std::string const &policy)
{
    auto const request = tollgate::make_request<Hash>(project(), form());
    require(request.has_value(), "a form's request cannot be made");
    to.push_back({"request form/tollgate/" + policy, [account = project(), message = form()] {
                      keep(tollgate::make_request<Hash>(account, message));
                  }});
    to.push_back({"request form in a buffer/tollgate/" + policy,
                  [account = project(), message = form(), room = std::string{}]() mutable {
                      auto made = tollgate::make_request<Hash>(account, message, std::move(room));
                      keep(made);
                      room = (*std::move(made)).release();
                  }});
    to.push_back({"request form/digest and copy/" + policy,
                  [text = std::string{signed_form}, wire = std::string{request->target()}] {
                      keep(Hash::template digest<tollgate::hash::md5>(text));
                      keep(std::string{wire});
                  }});
}

template <class Hash>
void add_order(works &to, std::string const &policy)
{
    auto const request = tollgate::make_request<Hash>(shop(), order());
    require(request.has_value(), "an order's request cannot be made");
    require(request->signature().text() == hex_of(Hash::template digest<tollgate::hash::sha1>(signed_order)),
            "tollgate signs another text for the order");
    to.push_back({"request order/tollgate/" + policy, [account = shop(), message = order()] {
                      keep(tollgate::make_request<Hash>(account, message));
                  }});
    to.push_back({"request order/digest and serialize/" + policy,
                  [text = std::string{signed_order}, ready = boost::json::parse(request->body())] {
                      keep(Hash::template digest<tollgate::hash::sha1>(text));
                      keep(boost::json::serialize(ready));
                  }});
}

} // namespace

void add_requests(works &to)
{
    add_form<tollgate::cryptopp_hash>(to, "cryptopp");
    add_form<tollgate::openssl_hash>(to, "openssl");
    add_order<tollgate::cryptopp_hash>(to, "cryptopp");
    add_order<tollgate::openssl_hash>(to, "openssl");
}

} // namespace benchmarks
