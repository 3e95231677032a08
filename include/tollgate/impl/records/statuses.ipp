// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_RECORDS_STATUSES_IPP
#define TOLLGATE_IMPL_RECORDS_STATUSES_IPP

#include <tollgate/detail/records/statuses.hpp>

#include <tollgate/detail/error_sentences.hpp>
#include <tollgate/detail/records/callback_claims.hpp>
#include <tollgate/detail/records/row_text.hpp>

#include <charconv>
#include <system_error>

namespace tollgate::inline v0::detail {

inline constexpr std::string_view insert_status =
    "INSERT INTO tollgate_status (gateway, account, payment, status, told_by, first_at, changed_at) "
    "VALUES ($1, $2, $3, CAST($4 AS BIGINT), $5, {now}, {now}) "
    "ON CONFLICT (gateway, account, payment) DO NOTHING RETURNING CAST(id AS TEXT)";
inline constexpr std::string_view find_status_row =
    "SELECT CAST(id AS TEXT), CAST(status AS TEXT), told_by, CAST(first_at AS TEXT), "
    "CAST(changed_at AS TEXT) FROM tollgate_status WHERE gateway = $1 AND account = $2 AND payment = $3";
inline constexpr std::string_view replace_status =
    "UPDATE tollgate_status SET status = CAST($1 AS BIGINT), told_by = $2, changed_at = {now} "
    "WHERE id = CAST($3 AS BIGINT) AND status = CAST($4 AS BIGINT) RETURNING CAST(id AS TEXT)";
inline constexpr std::string_view insert_contradiction =
    "INSERT INTO tollgate_contradiction (payment, known, known_by, told, told_by, at) "
    "VALUES (CAST($1 AS BIGINT), CAST($2 AS BIGINT), $3, CAST($4 AS BIGINT), $5, {now}) "
    "ON CONFLICT (payment, known, told) DO NOTHING";
inline constexpr std::string_view list_contradictions =
    "SELECT CAST(c.id AS TEXT), s.gateway, s.account, s.payment, CAST(c.known AS TEXT), c.known_by, "
    "CAST(c.told AS TEXT), c.told_by, CAST(c.at AS TEXT) FROM tollgate_contradiction c "
    "JOIN tollgate_status s ON s.id = c.payment WHERE c.closed_at IS NULL "
    "ORDER BY c.at, c.id LIMIT CAST($1 AS BIGINT)";
inline constexpr std::string_view close_one_contradiction =
    "UPDATE tollgate_contradiction SET closed_at = {now}, reason = $1 "
    "WHERE id = CAST($2 AS BIGINT) AND closed_at IS NULL RETURNING CAST(id AS TEXT)";
/// Only while the payment stands as it did when the contradiction came up.
inline constexpr std::string_view decide_status =
    "UPDATE tollgate_status SET status = CAST($1 AS BIGINT), told_by = 'person', changed_at = {now} "
    "WHERE id = (SELECT payment FROM tollgate_contradiction WHERE id = CAST($2 AS BIGINT)) "
    "AND status = (SELECT known FROM tollgate_contradiction WHERE id = CAST($3 AS BIGINT)) "
    "RETURNING CAST(id AS TEXT)";
inline constexpr std::string_view find_closed =
    "SELECT CAST(s.status AS TEXT), c.reason FROM tollgate_contradiction c "
    "JOIN tollgate_status s ON s.id = c.payment WHERE c.id = CAST($1 AS BIGINT)";

std::string text_of_field(std::span<parameter const> items, std::string_view name)
{
    parameter const *const found = find(items, name);
    return found == nullptr || is_container(found->kind) ? std::string{} : std::string{found->text};
}

result<std::int64_t> status_in(std::string_view payment, std::string_view status,
                               std::string_view payment_name, std::string_view status_name)
{
    if (payment.empty() || status.empty())
        return error{errc::missing_field, not_sent{},
                     "What tells a status must hold its " +
                         quoted(payment.empty() ? payment_name : status_name) + ", which was left out."}
            .without_outcome();
    std::int64_t number = 0;
    auto const read = std::from_chars(status.data(), status.data() + status.size(), number);
    if (read.ec != std::errc{} || read.ptr != status.data() + status.size())
        return error{errc::field_not_convertible, not_sent{},
                     "A status that is written down is a whole number, and that of " + quoted(status_name) +
                         " is none."}
            .without_outcome();
    return number;
}

/// \param in what runs a statement: each by itself, or all in one transaction
[[nodiscard]] inline merged<std::int64_t> record_status_by(auto &in, told_status const &told)
{
    std::string const status = std::to_string(told.status);
    std::string const payment = storable(told.payment);
    sql_value const inserted[] = {told.gateway, told.account, payment, status, told.told_by};
    sql_value const which[] = {told.gateway, told.account, payment};
    while (true) {
        if (!in.run(insert_status, inserted).empty()) return {told.status, standing::newer};
        sql_rows const rows = in.run(find_status_row, which);
        if (rows.empty()) continue; // somebody deleted it
        std::string const id = rows[0][0].value_or("");
        std::string const known = rows[0][1].value_or("");
        std::string const known_by = rows[0][2].value_or("");
        merged<std::int64_t> const now = told.merge(number_in(rows[0][1]), told.status);
        if (now.arrived == standing::contradicts) {
            sql_value const values[] = {id, known, known_by, status, told.told_by};
            in.run(insert_contradiction, values);
        }
        if (now.arrived != standing::newer) return now;
        // Not if another one was quicker.
        sql_value const values[] = {status, told.told_by, id, known};
        if (!in.run(replace_status, values).empty()) return now;
    }
}

result<merged<std::int64_t>> record_status(sql_pool &in, told_status const &told)
{
    try {
        return record_status_by(in, told);
    } catch (sql_error const &why) {
        return as_error(why).without_outcome();
    }
}

merged<std::int64_t> record_status(sql_transaction &in, told_status const &told)
{
    return record_status_by(in, told);
}

result<std::optional<payment_status_record>> find_status(sql_pool &in, std::string_view gateway,
                                                         std::string_view account, std::string_view payment)
{
    std::string const id = storable(payment);
    sql_value const which[] = {gateway, account, id};
    try {
        sql_rows const rows = in.run(find_status_row, which);
        if (rows.empty()) return std::optional<payment_status_record>{};
        sql_row const &row = rows[0];
        return std::optional{payment_status_record{.id = number_in(row[0]),
                                                   .gateway = std::string{gateway},
                                                   .account = std::string{account},
                                                   .payment = std::string{payment},
                                                   .status = number_in(row[1]),
                                                   .told_by = row[2].value_or(""),
                                                   .first_at = time_in(row[3]),
                                                   .changed_at = time_in(row[4])}};
    } catch (sql_error const &why) {
        return as_error(why).without_outcome();
    }
}

result<std::vector<status_contradiction>> open_contradictions(sql_pool &in, std::size_t most)
{
    std::string const limit = std::to_string(most);
    sql_value const values[] = {limit};
    try {
        std::vector<status_contradiction> all;
        for (sql_row const &row : in.run(list_contradictions, values))
            all.push_back({.id = number_in(row[0]),
                           .gateway = row[1].value_or(""),
                           .account = row[2].value_or(""),
                           .payment = row[3].value_or(""),
                           .known = number_in(row[4]),
                           .known_by = row[5].value_or(""),
                           .told = number_in(row[6]),
                           .told_by = row[7].value_or(""),
                           .at = time_in(row[8])});
        return all;
    } catch (sql_error const &why) {
        return as_error(why).without_outcome();
    }
}

/// In one transaction, which ends with the connection where a statement fails. Nothing if it is not open.
[[nodiscard]] inline std::optional<merged<std::int64_t>> close_by(any_connection &by, sql_dialect dialect,
                                                                  std::string_view id, std::int64_t status,
                                                                  std::string_view reason)
{
    std::string const found = std::to_string(status);
    sql_value const closed[] = {reason, id};
    sql_value const decided[] = {found, id, id};
    sql_value const which[] = {id};
    auto const run = [&](std::string_view sql, std::span<sql_value const> values) {
        return by.execute(in_dialect(dialect, sql), values);
    };
    static_cast<void>(by.execute(begin_transaction(dialect), {}));
    bool const is_mine = !run(close_one_contradiction, closed).empty();
    bool const is_set = is_mine && !run(decide_status, decided).empty();
    sql_rows const rows = run(find_closed, which);
    static_cast<void>(by.execute("COMMIT", {}));
    if (rows.empty()) return std::nullopt;
    std::int64_t const now = number_in(rows[0][0]);
    if (is_set) return merged<std::int64_t>{now, standing::newer};
    if (is_mine) return merged<std::int64_t>{now, now == status ? standing::repeated : standing::older};
    // By the same call, of which the answer was lost.
    bool const is_same = rows[0][1] == reason && now == status;
    return is_same ? std::optional{merged<std::int64_t>{now, standing::repeated}} : std::nullopt;
}

result<merged<std::int64_t>> close_contradiction(sql_pool &in, std::int64_t id, std::int64_t status,
                                                 std::string_view reason)
{
    if (reason.empty())
        return error{errc::empty_value, not_sent{},
                     "A contradiction is closed with a reason: say what was found, and by whom."}
            .without_outcome();
    std::string const number = std::to_string(id);
    std::string const kept = storable(reason);
    sql_attempts attempts{in};
    while (true) {
        try {
            auto leased = in.take();
            auto const closed = close_by(*leased, in.dialect(), number, status, kept);
            leased.give_back();
            if (closed) return *closed;
            return error{errc::not_open, not_sent{},
                         "Contradiction " + number + " is not open: it was closed before, or there is none."}
                .without_outcome();
        } catch (sql_error const &why) { // the connection is closed, and its transaction with it
            if (!attempts.may_try_again(why)) return as_error(why).without_outcome();
        }
    }
}

} // namespace tollgate::inline v0::detail

#endif
