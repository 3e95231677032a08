// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_ONE_PAYMENT_HPP
#define TOLLGATE_SANDBOX_ONE_PAYMENT_HPP

#include <tollgate/providers/one_payment.hpp>
#include <tollgate/sandbox/behaviour.hpp>

#include <string>

namespace tollgate::inline v0::sandbox {

/// 1Payment as documented; error codes as public integrations list them, times and currency made up.
template <>
struct behaviour<one_payment::account> {
    using opens = one_payment::init_form;
    using reports = one_payment::payment_callback;

    static constexpr refusal bad_signature{.code = "2"};
    static constexpr refusal bad_request{.code = "1"};

    [[nodiscard]] static std::string page(one_payment::account const &, std::string const &id)
    {
        return "https://merchant.1payment.com/" + id;
    }
    [[nodiscard]] static one_payment::form form(std::string const &, std::string const &page)
    {
        return {.url = page};
    }
    [[nodiscard]] static one_payment::payment_callback
    report(one_payment::account const &account, opens const &order, std::string const &id, fate what)
    {
        bool const paid = what == fate::paid;
        return {.payment_type = "card",
                .order_id = id,
                .project_id = account.project_id.value(),
                .status = paid ? one_payment::status::success : one_payment::status::failure,
                .status_description = paid ? "SUCCESS" : "FAILURE",
                .init_time = "2026-01-01 12:00:00",
                .status_time = "2026-01-01 12:00:05",
                .merchant_price = order.amount.value(),
                .user_price = order.amount.value(),
                .currency = "RUB",
                .card_mask = "411111******1111",
                .user_data = order.user_data.value()};
    }
};

} // namespace tollgate::inline v0::sandbox

#endif
