// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SANDBOX_STRIPE_IPP
#define TOLLGATE_IMPL_SANDBOX_STRIPE_IPP

#include <tollgate/sandbox/stripe.hpp>

namespace tollgate::inline v0::sandbox {

#ifndef TOLLGATE_HEADER_ONLY
template class simulated_account_of<stripe::account, cryptopp_hash>;
#endif

} // namespace tollgate::inline v0::sandbox

#endif
