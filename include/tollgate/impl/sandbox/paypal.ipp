// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SANDBOX_PAYPAL_IPP
#define TOLLGATE_IMPL_SANDBOX_PAYPAL_IPP

#include <tollgate/sandbox/certificates.hpp>
#include <tollgate/sandbox/paypal.hpp>

namespace tollgate::inline v0::sandbox {

namespace paypal_parts {

/// Who signs events here.
[[nodiscard]] inline server_identity const &signer()
{
    static server_identity const made = signing_identity("tollgate sandbox events");
    return made;
}

} // namespace paypal_parts

std::string const &paypal_certificate_pem()
{
    return paypal_parts::signer().certificate_pem;
}

keyring paypal_certificates()
{
    return keyring{{std::string{paypal_certificate_url}, public_key{paypal_certificate_pem()}}};
}

private_key const &paypal_tables::signing_key(paypal::account const &)
{
    static private_key const made{paypal_parts::signer().private_key_pem};
    return made;
}

#ifndef TOLLGATE_HEADER_ONLY
template class simulated_account_of<paypal::account, cryptopp_hash>;
#endif

} // namespace tollgate::inline v0::sandbox

#endif
