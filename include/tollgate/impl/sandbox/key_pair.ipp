// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SANDBOX_KEY_PAIR_IPP
#define TOLLGATE_IMPL_SANDBOX_KEY_PAIR_IPP

#include <tollgate/impl/sandbox/x509.hpp>
#include <tollgate/sandbox/key_pair.hpp>

namespace tollgate::inline v0::sandbox {

key_pair key_pair::make()
{
    auto const key = detail::make_rsa_key();
    detail::bio_pointer memory{BIO_new(BIO_s_mem())};
    detail::require(memory && PEM_write_bio_PUBKEY(memory.get(), key.get()) == 1, "write a key");
    return {detail::to_pem(key.get()), detail::text_in(memory.get())};
}

} // namespace tollgate::inline v0::sandbox

#endif
