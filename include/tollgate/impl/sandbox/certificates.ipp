// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SANDBOX_CERTIFICATES_IPP
#define TOLLGATE_IMPL_SANDBOX_CERTIFICATES_IPP

#include <tollgate/impl/sandbox/x509.hpp>
#include <tollgate/sandbox/certificates.hpp>

#include <memory>
#include <utility>

namespace tollgate::inline v0::sandbox {

namespace detail {

struct authority_state {
    key_pointer key = make_key();
    certificate_pointer certificate = make_certificate("tollgate sandbox authority", key.get(), validity{});
};

} // namespace detail

authority::authority()
{
    auto made = std::make_shared<detail::authority_state>();
    auto *self = made->certificate.get();
    detail::add_extension(self, self, NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
    detail::add_extension(self, self, NID_key_usage, "critical,keyCertSign,cRLSign");
    detail::add_extension(self, self, NID_subject_key_identifier, "hash");
    detail::sign(self, self, made->key.get());
    state_ = std::move(made);
}

std::string authority::certificate_pem() const
{
    return detail::to_pem(state_->certificate.get());
}

server_identity authority::issue(std::span<std::string const> hosts, validity when) const
{
    auto const key = detail::make_key();
    auto const made = detail::make_certificate("tollgate sandbox server", key.get(), when);
    auto *const issuer = state_->certificate.get();
    detail::extend_for_server(made.get(), issuer, hosts);
    detail::add_extension(made.get(), issuer, NID_authority_key_identifier, "keyid");
    detail::sign(made.get(), issuer, state_->key.get());
    return {detail::to_pem(made.get()), detail::to_pem(key.get())};
}

server_identity authority::issue(std::string const &host, validity when) const
{
    return issue(std::span{&host, 1}, when);
}

server_identity signing_identity(std::string const &name, validity when)
{
    auto const key = detail::make_rsa_key();
    auto const made = detail::make_certificate(name, key.get(), when);
    detail::add_extension(made.get(), made.get(), NID_key_usage, "critical,digitalSignature");
    detail::sign(made.get(), made.get(), key.get());
    return {detail::to_pem(made.get()), detail::to_pem(key.get())};
}

server_identity self_signed(std::string const &host, validity when)
{
    auto const key = detail::make_key();
    auto const made = detail::make_certificate("tollgate sandbox self-signed", key.get(), when);
    detail::extend_for_server(made.get(), made.get(), std::span{&host, 1});
    detail::sign(made.get(), made.get(), key.get());
    return {detail::to_pem(made.get()), detail::to_pem(key.get())};
}

} // namespace tollgate::inline v0::sandbox

#endif
