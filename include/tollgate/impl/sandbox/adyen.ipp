// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SANDBOX_ADYEN_IPP
#define TOLLGATE_IMPL_SANDBOX_ADYEN_IPP

#include <tollgate/sandbox/adyen.hpp>

namespace tollgate::inline v0::sandbox {

#ifndef TOLLGATE_HEADER_ONLY
template class simulated_account_of<adyen::account, cryptopp_hash>;
#endif

} // namespace tollgate::inline v0::sandbox

#endif
