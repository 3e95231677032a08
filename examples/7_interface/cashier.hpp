// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef SHOP_CASHIER_HPP
#define SHOP_CASHIER_HPP

#include <tollgate/any_transport.hpp>
#include <tollgate/error.hpp>
#include <tollgate/money.hpp>
#include <tollgate/secret.hpp>

#include <memory>
#include <string>

namespace shop {

/// Takes payments through two gateways, of which the rest of the program sees neither.
class cashier {
public:
    struct settings {
        tollgate::secret card_key;
        tollgate::secret transfer_salt;
    };

    cashier(settings const &with, tollgate::any_transport over);
    ~cashier();

    /// The page to which the payer is to be sent.
    [[nodiscard]] tollgate::result<std::string> pay_by_card(std::string const &order,
                                                            tollgate::decimal rubles);
    [[nodiscard]] tollgate::result<std::string> pay_by_transfer(std::string const &order,
                                                                tollgate::minor_units tiyin);

private:
    struct gateways;
    std::unique_ptr<gateways> gateways_;
};

} // namespace shop

#endif
