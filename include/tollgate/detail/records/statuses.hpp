// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_RECORDS_STATUSES_HPP
#define TOLLGATE_DETAIL_RECORDS_STATUSES_HPP

#include <tollgate/config.hpp>

#include <tollgate/callback/merge.hpp>
#include <tollgate/detail/description/checks.hpp>
#include <tollgate/detail/format/lowering.hpp>
#include <tollgate/detail/records/sql_pool.hpp>
#include <tollgate/error.hpp>
#include <tollgate/provider.hpp>
#include <tollgate/records/payment_status.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// \file
/// How payments stand, by what callbacks and answers tell.

namespace tollgate::inline v0::detail {

template <class T>
consteval bool tells_by_signed_fields()
{
    if constexpr (has_status_order<T> && requires { T::tells::payment, T::tells::status; }) {
        auto const is_signed = [](std::string_view name) {
            return std::ranges::any_of(field_table_of<T>, [name](field_row const &row) {
                return row.name == name && row.kind == field_kind::value && !row.is_unsigned;
            });
        };
        return is_signed(T::tells::payment) && is_signed(T::tells::status);
    } else {
        return false;
    }
}

/// A callback or an answer that tells how a payment stands.
template <class T>
concept tells_status = tells_by_signed_fields<T>();

template <class T>
consteval bool tells_by_open_fields()
{
    if constexpr (tells_status<T>)
        return is_open_field<T>(T::tells::payment) && is_open_field<T>(T::tells::status);
    else
        return true;
}

template <class T>
consteval bool check_tells_status()
{
    static_assert(
        tells_status<T>,
        "tollgate: what tells a status that is written down must say by which of its signed fields, and which "
        "status follows which: declare `using tells = status_of<\"order_id\", \"status\">` and a "
        "`status_order` [tollgate.records.tells]");
    static_assert(
        tells_by_open_fields<T>(),
        "tollgate: the fields that tell a payment's status are written down as they are, so they may be neither "
        "`personal` nor `card_data`: take an order number that says nothing about a person "
        "[tollgate.records.told_id]");
    return true;
}

/// A status that was told, and of which payment.
struct told_status {
    std::string gateway;
    std::string account;
    std::string payment;
    std::int64_t status = 0;
    std::string_view told_by;
    merged<std::int64_t> (*merge)(std::int64_t known, std::int64_t arrived) = nullptr;
};

/// The field's text; empty if it was left out.
[[nodiscard]] TOLLGATE_DECL std::string text_of_field(std::span<parameter const> items,
                                                      std::string_view name);
/// An error if the payment or the status is missing, or the status is no number.
[[nodiscard]] TOLLGATE_DECL result<std::int64_t> status_in(std::string_view payment, std::string_view status,
                                                           std::string_view payment_name,
                                                           std::string_view status_name);

// Each of the changes is one statement that does nothing the second time.

/// Writes down what was told, if it follows what is known, or contradicts it.
[[nodiscard]] TOLLGATE_DECL result<merged<std::int64_t>> record_status(sql_pool &in, told_status const &told);
class sql_transaction;
/// The same within a transaction. Throws \ref sql_error.
[[nodiscard]] TOLLGATE_DECL merged<std::int64_t> record_status(sql_transaction &in, told_status const &told);
[[nodiscard]] TOLLGATE_DECL result<std::optional<payment_status_record>>
find_status(sql_pool &in, std::string_view gateway, std::string_view account, std::string_view payment);
[[nodiscard]] TOLLGATE_DECL result<std::vector<status_contradiction>> open_contradictions(sql_pool &in,
                                                                                          std::size_t most);
/// In one transaction: of several who close the same one, one decides.
[[nodiscard]] TOLLGATE_DECL result<merged<std::int64_t>>
close_contradiction(sql_pool &in, std::int64_t id, std::int64_t status, std::string_view reason);

} // namespace tollgate::inline v0::detail

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/records/statuses.ipp>
#endif

#endif
