// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include "till.hpp"

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/request.hpp>

namespace till {

std::string sign(tollgate::one_payment::account const &account, tollgate::one_payment::init_form const &order)
{
    return std::string{tollgate::make_request(account, order).value().signature().text()};
}

tollgate::result<tollgate::secret> forgotten_key()
{
    return tollgate::secret::from_environment("SHOP_HAS_FORGOTTEN_THIS_KEY");
}

void insist_on_the_forgotten_key()
{
    static_cast<void>(forgotten_key().value());
}

boost::system::error_code a_mismatch()
{
    return make_error_code(tollgate::errc::signature_mismatch);
}

} // namespace till
