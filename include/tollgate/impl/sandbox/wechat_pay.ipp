// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SANDBOX_WECHAT_PAY_IPP
#define TOLLGATE_IMPL_SANDBOX_WECHAT_PAY_IPP

#include <tollgate/sandbox/key_pair.hpp>
#include <tollgate/sandbox/wechat_pay.hpp>

namespace tollgate::inline v0::sandbox {

private_key const &wechat_pay_platform_key()
{
    static private_key const made{key_pair::make().private_pem};
    return made;
}

#ifndef TOLLGATE_HEADER_ONLY
template class simulated_account_of<wechat_pay::account, cryptopp_hash>;
#endif

} // namespace tollgate::inline v0::sandbox

#endif
