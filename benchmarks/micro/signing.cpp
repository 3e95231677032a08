// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// From a message to its signature, and HMAC schemes over a body.

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/hash/openssl.hpp>
#include <tollgate/request.hpp>

#include <cases.hpp>
#include <check.hpp>
#include <iomanip>
#include <map>
#include <messages.hpp>
#include <sstream>
#include <string>
#include <utility>

namespace benchmarks {

namespace {

using tollgate::one_payment::init_form;
namespace signing = tollgate::signing;

/// Everything that `make_request` does but the wire text.
template <class Hash>
signing::signature sign(tollgate::one_payment::account const &account, init_form const &message)
{
    tollgate::parameter_list parameters;
    require(!tollgate::detail::lower_request(account, message, parameters), "the form cannot be lowered");
    signing::context const over{.fields = std::as_const(parameters).items(),
                                .operation = "init_form",
                                .method = "GET",
                                .target = "/init_form"};
    signing::signature made;
    require(!tollgate::detail::sign_request<Hash, init_form>(account, over, made),
            "the form cannot be signed");
    return made;
}

struct plain_form {
    int partner_id = 1234;
    int project_id = 5678;
    std::string amount = "50.00";
    std::string description = "tea and biscuits";
    std::string success_url = "https://shop.example/thanks/A-1002";
    std::string failure_url = "https://shop.example/basket/A-1002";
    std::string user_data = "order-A-1002";
};

/// The same as it is often written: a map to sort the parameters, streams to write the text and the digits.
template <class Hash>
std::string sign_with_streams(plain_form const &form, std::string const &key)
{
    std::map<std::string, std::string> parameters;
    parameters["partner_id"] = std::to_string(form.partner_id);
    parameters["project_id"] = std::to_string(form.project_id);
    parameters["amount"] = form.amount;
    parameters["description"] = form.description;
    parameters["success_url"] = form.success_url;
    parameters["failure_url"] = form.failure_url;
    parameters["user_data"] = form.user_data;
    std::ostringstream text;
    text << "init_form";
    bool first = true;
    for (auto const &[name, value] : parameters) {
        if (!first) text << "&";
        first = false;
        text << name << "=" << value;
    }
    text << key;
    auto const digest = Hash::template digest<tollgate::hash::md5>(text.str());
    std::ostringstream digits;
    for (unsigned char const byte : digest)
        digits << std::hex << std::setw(2) << std::setfill('0') << static_cast<int>(byte);
    return digits.str();
}

template <class Hash>
void add_form(works &to, std::string const &policy)
{
    auto const expected = hex_of(Hash::template digest<tollgate::hash::md5>(signed_form));
    require(sign<Hash>(project(), form()).text() == expected,
            "tollgate signs another text than the one written by hand");
    require(sign_with_streams<Hash>({}, api_key) == expected, "the streams sign another text");

    to.push_back({"sign/tollgate/" + policy,
                  [account = project(), message = form()] { keep(sign<Hash>(account, message)); }});
    to.push_back({"sign/digest/" + policy, [text = std::string{signed_form}] {
                      keep(Hash::template digest<tollgate::hash::md5>(text));
                  }});
    to.push_back({"sign/streams/" + policy, [message = plain_form{}, key = std::string{api_key}] {
                      keep(sign_with_streams<Hash>(message, key));
                  }});
}

constexpr auto hmac_scheme = [] {
    using namespace signing::words;
    return hex(hmac_sha256(key, body));
}();

template <class Hash>
void add_hmac(works &to, std::string const &policy, std::size_t size)
{
    using keyed = typename Hash::template hmac<tollgate::hash::sha256>;
    std::string const body(size, 'x');
    std::string const suffix = policy + "/" + std::to_string(size);
    to.push_back({"hmac/tollgate/" + suffix, [body, key = tollgate::secret{api_key}] {
                      signing::signature made;
                      signing::context const over{.key = api_key,
                                                  .derived = tollgate::detail::secret_access::derived(key, 0),
                                                  .body = body};
                      require(!signing::sign<Hash>(hmac_scheme, over, made), "a body cannot be signed");
                      keep(made);
                  }});
    to.push_back({"hmac/digest/" + suffix, [body, by = keyed{api_key}] { keep(by(body)); }});
}

} // namespace

void add_signing(works &to)
{
    add_form<tollgate::cryptopp_hash>(to, "cryptopp");
    add_form<tollgate::openssl_hash>(to, "openssl");
    for (std::size_t const size : {200u, 1000u}) {
        add_hmac<tollgate::cryptopp_hash>(to, "cryptopp", size);
        add_hmac<tollgate::openssl_hash>(to, "openssl", size);
    }
}

} // namespace benchmarks
