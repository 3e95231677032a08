// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_RECORDS_JOURNAL_IPP
#define TOLLGATE_IMPL_RECORDS_JOURNAL_IPP

#include <tollgate/detail/records/journal.hpp>

#include <tollgate/detail/error_sentences.hpp>
#include <tollgate/detail/format/json.hpp>
#include <tollgate/detail/format/random_bytes.hpp>
#include <tollgate/detail/records/row_text.hpp>
#include <tollgate/detail/text_writer.hpp>

#include <algorithm>
#include <thread>

namespace tollgate::inline v0::detail {

// A row and what it says.

/// The columns of a \ref payment_record, in the order in which \ref record_in reads them, and the token: `{columns}`.
inline constexpr std::string_view payment_columns =
    "CAST(id AS TEXT), gateway, account, operation, own_id, state, "
    "CASE WHEN lease_until >= {now} AND NOT (state = 'sending' AND changed_at > {ahead}) THEN '1' ELSE '0' "
    "END, CAST(attempt AS TEXT), CAST(asked AS TEXT), "
    "CAST(begun_at AS TEXT), CAST(changed_at AS TEXT), CAST(ask_at AS TEXT), CAST(errc AS TEXT), error, "
    "CAST(http_status AS TEXT), gateway_code, answer, answer_of, reason, digest, repeat_key, mark, message, "
    "CAST({now} - begun_at AS TEXT), holder";

[[nodiscard]] inline payment_state state_in(std::string_view text)
{
    using enum payment_state;
    for (payment_state const one : {sending, not_sent, accepted, refused, closed_paid, closed_not_paid})
        if (name_of(one) == text) return one;
    return unknown;
}
[[nodiscard]] inline outcome outcome_of(payment_state state)
{
    using enum payment_state;
    if (state == not_sent || state == closed_not_paid) return tollgate::not_sent{};
    if (state == refused) return tollgate::refused{};
    return tollgate::unknown{};
}

[[nodiscard]] inline payment_record record_in(sql_row const &row)
{
    payment_record r{.id = number_in(row[0]),
                     .gateway = row[1].value_or(""),
                     .account = row[2].value_or(""),
                     .operation = row[3].value_or(""),
                     .own_id = row[4].value_or(""),
                     .state = state_in(row[5].value_or("")),
                     .is_in_use = row[6] == "1",
                     .attempts = number_in(row[7]),
                     .questions = number_in(row[8]),
                     .begun_at = time_in(row[9]),
                     .changed_at = time_in(row[10]),
                     .age = std::chrono::milliseconds{number_in(row[23])},
                     .ask_at = {},
                     .why = {},
                     .answer = row[16],
                     .answer_of = row[17].value_or(""),
                     .reason = row[18],
                     .digest = row[19].value_or(""),
                     .repeat_key = row[20].value_or(""),
                     .mark = row[21].value_or(""),
                     .message = row[22]};
    if (row[11]) r.ask_at = time_in(row[11]);
    if (row[12]) {
        error why{static_cast<errc>(number_in(row[12])), outcome_of(r.state), row[13].value_or("")};
        if (row[14]) why = std::move(why).with_http_status(static_cast<unsigned>(number_in(row[14])));
        if (row[15]) why = std::move(why).with(gateway_statement{.code = *row[15], .message = {}});
        r.why = std::move(why);
    }
    return r;
}

// The statements. Each does nothing the second time.
//
// The clock is the database's, and may be put back. A lease that was taken before has lapsed, and a question put off before is due, or the
// order would be hidden for as long as the clock was put back.

/// SQLite refuses a second one: for a statement that returns rows it makes a table in memory, which costs as much as writing the row.
/// PostgreSQL writes what it refuses into its server's log, so there it is asked to do nothing, and to say whether it did.
inline constexpr std::string_view insert_order =
    "INSERT INTO tollgate_payment (gateway, account, operation, own_id, state, digest, attempt, holder, "
    "lease_until, begun_at, changed_at, repeat_key, mark, message) VALUES ($1, $2, $3, $4, 'sending', $5, 1, "
    "$6, {now} + CAST($7 AS BIGINT), {now}, {now}, $8, $9, $10) "
    "{unless_known}";
inline constexpr std::string_view find_order = "SELECT {columns} FROM tollgate_payment WHERE gateway = $1 "
                                               "AND account = $2 AND operation = $3 AND own_id = $4";
inline constexpr std::string_view take_over =
    "UPDATE tollgate_payment SET state = 'sending', digest = $1, holder = $2, attempt = attempt + 1, "
    "lease_until = {now} + CAST($3 AS BIGINT), changed_at = {now}, ask_at = NULL, errc = NULL, error = NULL, "
    "http_status = NULL, gateway_code = NULL, repeat_key = $4, mark = $5, message = $6, begun_at = {now} "
    "WHERE id = CAST($7 AS BIGINT) AND state = 'not_sent' RETURNING CAST(id AS TEXT)";
/// By its idempotency key, while the gateway keeps that, and nobody else sends it or asks for it: a question is known by its number.
/// If the clock has been put back since it was written down, which the times of all steps since show, nobody knows how old it is.
inline constexpr std::string_view take_order_again =
    "UPDATE tollgate_payment SET state = 'sending', holder = $1, attempt = attempt + 1, "
    "lease_until = {now} + CAST($2 AS BIGINT), changed_at = {now}, ask_at = NULL "
    "WHERE id = CAST($3 AS BIGINT) AND state = 'unknown' AND digest = $4 "
    "AND begun_at + CAST($5 AS BIGINT) >= {now} AND begun_at <= {ahead} "
    "AND (lease_until IS NULL OR lease_until < {now} OR asked = CAST($6 AS BIGINT)) "
    "AND NOT EXISTS (SELECT 1 FROM (SELECT at, lag(at) OVER (ORDER BY id) AS before "
    "FROM tollgate_payment_step WHERE id >= COALESCE((SELECT min(id) FROM tollgate_payment_step "
    "WHERE payment = tollgate_payment.id), 0)) step WHERE step.at > {ahead} OR step.before > step.at + 60000) "
    "RETURNING CAST(id AS TEXT)";
/// SQLite looks into the index of open orders only where a statement has its condition word by word.
inline constexpr std::string_view lapse_orders =
    "UPDATE tollgate_payment SET state = 'unknown', ask_at = {now}, changed_at = {now} "
    "WHERE state IN ('sending', 'unknown') AND state = 'sending' AND (lease_until < {now} OR changed_at > {ahead})";
/// By the order's key, as the index by holder leaves out what is closed. If it was accepted, also where a person has called it not paid
/// since: the gateway has it. The reason and the step stay. States are compared one by one, as in the tables.
inline constexpr std::string_view finish_order =
    "UPDATE tollgate_payment SET state = $1, errc = CAST($2 AS BIGINT), error = $3, "
    "http_status = CAST($4 AS BIGINT), gateway_code = $5, answer = $6, answer_of = $7, lease_until = NULL, "
    "ask_at = {now} + CAST($8 AS BIGINT), changed_at = {now} "
    "WHERE gateway = $9 AND account = $10 AND operation = $11 AND own_id = $12 AND holder = $13 "
    "AND (state = 'sending' OR state = 'unknown' OR state = $14)";
inline constexpr std::string_view withdraw_order =
    "UPDATE tollgate_payment SET state = 'not_sent', lease_until = NULL, ask_at = NULL, changed_at = {now} "
    "WHERE holder = $1 AND state IN ('sending', 'unknown')";
/// Of an order that was taken again: the attempt before may have been taken by the gateway.
inline constexpr std::string_view leave_open =
    "UPDATE tollgate_payment SET state = 'unknown', lease_until = NULL, ask_at = {now}, changed_at = {now} "
    "WHERE holder = $1 AND state IN ('sending', 'unknown')";
/// The names are joined with nothing so that their own index, which leads through all orders, is not taken.
inline constexpr std::string_view take_question =
    "UPDATE tollgate_payment SET lease_until = {now} + CAST($1 AS BIGINT), asked = asked + 1 "
    "WHERE id = (SELECT id FROM tollgate_payment WHERE state IN ('sending', 'unknown') AND state = 'unknown' "
    "AND gateway || '' = $2 AND account || '' = $3 AND operation || '' = $4 AND (ask_at <= {now} OR ask_at > {ahead} + CAST($5 AS BIGINT)) "
    "AND (lease_until IS NULL OR lease_until < {now} OR lease_until > {ahead} + CAST($6 AS BIGINT)) "
    "ORDER BY ask_at, id LIMIT 1 {skip_locked}) RETURNING {columns}";
inline constexpr std::string_view settle_order =
    "UPDATE tollgate_payment SET state = $1, errc = NULL, error = NULL, http_status = NULL, "
    "gateway_code = NULL, answer = $2, answer_of = $3, lease_until = NULL, ask_at = NULL, changed_at = {now} "
    "WHERE id = CAST($4 AS BIGINT) AND state = 'unknown'";
inline constexpr std::string_view ask_again =
    "UPDATE tollgate_payment SET errc = CAST($1 AS BIGINT), error = $2, http_status = CAST($3 AS BIGINT), "
    "gateway_code = $4, lease_until = NULL, ask_at = {now} + CAST($5 AS BIGINT) "
    "WHERE id = CAST($6 AS BIGINT) AND state = 'unknown' AND asked = CAST($7 AS BIGINT) "
    "AND attempt = CAST($8 AS BIGINT)";
inline constexpr std::string_view list_open =
    "SELECT {columns} FROM tollgate_payment WHERE state IN ('sending', 'unknown') "
    "AND (state = 'unknown' OR lease_until < {now} OR changed_at > {ahead}) ORDER BY begun_at, id LIMIT CAST($1 AS BIGINT)";
inline constexpr std::string_view close_order =
    "UPDATE tollgate_payment SET state = $1, reason = $2, lease_until = NULL, ask_at = NULL, changed_at = "
    "{now} "
    "WHERE id = CAST($3 AS BIGINT) AND (state = 'unknown' "
    "OR (state = 'sending' AND (lease_until < {now} OR changed_at > {ahead})) "
    "OR (state = $4 AND reason = $5)) RETURNING CAST(id AS TEXT)";

// What is written.

/// `errc`, `error`, `http_status`, `gateway_code`.
inline void add_error(std::vector<std::optional<std::string>> &values, std::optional<error> const &why)
{
    if (!why) return values.resize(values.size() + 4);
    values.emplace_back(std::to_string(static_cast<int>(why->code())));
    values.emplace_back(storable(why->message()));
    if (why->http_status() != 0)
        values.emplace_back(std::to_string(why->http_status()));
    else
        values.emplace_back();
    if (why->gateway() && !why->gateway()->code.empty())
        values.emplace_back(storable(why->gateway()->code));
    else
        values.emplace_back();
}

sql_rows journal::run(std::string_view sql, kept_values const &values)
{
    std::vector<sql_value> const views(values.begin(), values.end());
    std::string statement{sql};
    constexpr std::string_view columns = "{columns}";
    if (std::size_t const at = statement.find(columns); at != statement.npos)
        statement.replace(at, columns.size(), payment_columns);
    return pool_->run(statement, views);
}

/// Whether the same statement may be carried out later.
[[nodiscard]] inline bool may_pass(sql_error const &why) noexcept
{
    return why.failure() != sql_failure::constraint && why.failure() != sql_failure::other;
}

/// In the order in which they were kept. One that can never be written is given up: its order lapses, and is asked for.
///
/// One caller writes; who comes meanwhile waits, and what ends the attempt ends theirs: while a lock lasts, each of them would else wait for
/// it in turn, as long as the first.
void journal::write_kept()
{
    std::unique_lock lock{mutex_};
    while (is_writing_) {
        written_.wait(lock, [this, mine = attempt_] { return attempt_ != mine; });
        if (why_not_written_) throw sql_error{*why_not_written_};
    }
    if (kept_.empty()) return;
    is_writing_ = true;
    struct end_of_attempt {
        journal *of;
        std::unique_lock<std::mutex> *lock;
        ~end_of_attempt()
        {
            if (!lock->owns_lock()) lock->lock();
            of->is_writing_ = false;
            ++of->attempt_;
            of->written_.notify_all();
        }
    } const at_end{this, &lock};
    why_not_written_.reset();
    for (; !kept_.empty(); kept_.pop_front()) {
        kept_statement const &first = kept_.front(); // stays where it is when others are added
        lock.unlock();
        try {
            run(first.sql, first.values);
        } catch (sql_error const &why) {
            lock.lock();
            if (may_pass(why)) {
                why_not_written_ = why;
                failed_at_ = std::chrono::steady_clock::now();
                throw;
            }
            continue;
        }
        lock.lock();
    }
}

void journal::write_or_keep(std::string_view sql, kept_values values)
{
    bool is_behind_others = false;
    {
        std::scoped_lock lock{mutex_};
        is_behind_others = !kept_.empty();
        if (is_behind_others) kept_.push_back({sql, std::move(values)});
        bool const has_just_failed =
            failed_at_ && std::chrono::steady_clock::now() - *failed_at_ < std::chrono::seconds{1};
        // By who writes now, or before the next statement: an answer that has come does not wait for a lock that others waited for.
        if (is_writing_ || (is_behind_others && has_just_failed)) return;
    }
    try {
        if (is_behind_others)
            write_kept();
        else
            run(sql, values);
    } catch (sql_error const &why) {
        if (is_behind_others || !may_pass(why)) return;
        std::scoped_lock lock{mutex_};
        kept_.push_back({sql, std::move(values)});
    }
}

sameness compare_marks(payment_record const &known, order_to_record const &order)
{
    auto const maker = [](std::string_view mark) { return mark.substr(0, mark.find(':')); };
    if (std::ranges::find(order.marks, known.mark) != order.marks.end()) return sameness::same;
    for (std::string const &one : order.marks)
        if (maker(one) == maker(known.mark)) return sameness::other;
    return sameness::unknown;
}

bool is_another(payment_record const &known, order_to_record const &order)
{
    using enum payment_state;
    bool const is_undecided = known.state == unknown || known.state == sending;
    return known.digest != order.digest || (is_undecided && compare_marks(known, order) == sameness::other);
}

std::optional<sql_error> journal::insert(kept_values const &order)
{
    if (pool_->dialect() != sql_dialect::sqlite) {
        if (!run(insert_order, order).empty()) return std::nullopt;
        return sql_error{sql_failure::constraint, {}, "It is there."};
    }
    try {
        run(insert_order, order);
        return std::nullopt;
    } catch (sql_error const &why) {
        if (may_pass(why)) throw;
        return why;
    }
}

/// Of an attempt that did not begin with one.
inline constexpr std::int64_t no_question = -1;

bool journal::take_again(payment_record const &known, order_to_record const &order, std::string const &token,
                         std::chrono::milliseconds lease, std::int64_t question)
{
    std::string const kept = std::to_string(order.repeatable_for->count());
    return !run(take_order_again, {token, std::to_string(lease.count()), std::to_string(known.id),
                                   order.digest, kept, std::to_string(question)})
                .empty();
}

result<std::string> journal::take_by_key(payment_record const &asked, order_to_record const &order,
                                         std::chrono::milliseconds lease)
{
    if (!order.repeatable_for) return std::string{};
    std::string const token = new_token();
    try {
        if (take_again(asked, order, token, lease, asked.questions)) return token;
        order_key const &key = order.key;
        sql_rows const rows = run(find_order, {key.gateway, key.account, key.operation, key.own_id});
        // The connection broke after the statement had been carried out.
        bool const is_mine =
            !rows.empty() && rows[0].back() == token && record_in(rows[0]).state == payment_state::sending;
        return is_mine ? token : std::string{};
    } catch (sql_error const &why) {
        write_or_keep(leave_open, {token}); // it may have been taken, and will not be sent
        return as_error(why).without_outcome();
    }
}

result<begun> journal::begin(order_to_record const &order, std::chrono::milliseconds lease, deadline by)
{
    order_key const &key = order.key;
    std::string const &digest = order.digest;
    auto const unless_empty = [](std::string const &text) {
        return text.empty() ? std::nullopt : std::optional{text};
    };
    std::optional<std::string> const repeat_key = unless_empty(order.repeat_key);
    std::optional<std::string> const mark =
        order.marks.empty() ? std::nullopt : std::optional{order.marks.front()};
    std::string const token = new_token();
    std::string const lease_text = std::to_string(lease.count());
    try {
        write_kept();
    } catch (sql_error const &why) {
        return as_error(why);
    }
    // As it was before this attempt took it again, or may have: the statement can be carried out, and its answer lost.
    std::optional<payment_record> taken;
    try {
        kept_values const inserted{key.gateway, key.account, key.operation, key.own_id, digest,
                                   token,       lease_text,  repeat_key,    mark,       order.message};
        std::chrono::milliseconds pause{10};
        bool was_missing = false;
        while (true) {
            std::optional<sql_error> const why_not = insert(inserted);
            if (!why_not) return begun{.token = token};
            sql_rows const rows = run(find_order, {key.gateway, key.account, key.operation, key.own_id});
            if (rows.empty() && was_missing) throw *why_not;
            was_missing = rows.empty();
            if (rows.empty()) continue; // somebody deleted it
            payment_record known = record_in(rows[0]);
            // The connection broke after the statement had been carried out. What became of it since may be known otherwise.
            bool const is_mine = rows[0].back() == token && known.state == payment_state::sending;
            if (is_mine && taken && taken->id == known.id)
                return begun{.token = token, .known = std::move(taken)};
            if (is_mine) return begun{.token = token};
            if (known.state == payment_state::not_sent) {
                if (!run(take_over, {digest, token, lease_text, repeat_key, mark, order.message,
                                     std::to_string(known.id)})
                         .empty())
                    return begun{.token = token};
                continue;
            }
            if (known.state == payment_state::sending && !known.is_in_use) {
                run(lapse_orders, {});
                continue;
            }
            bool const is_same = !is_another(known, order);
            if (known.state == payment_state::unknown && is_same && order.repeatable_for) {
                taken = known;
                if (take_again(known, order, token, lease, no_question))
                    return begun{.token = token, .known = std::move(known)};
                // Another caller was quicker, or the gateway may have forgotten the key.
                sql_rows const now = run(find_order, {key.gateway, key.account, key.operation, key.own_id});
                if (now.empty() || now[0][5] != name_of(payment_state::unknown)) continue;
            }
            bool const is_waited_for = known.state == payment_state::sending && is_same;
            if (!is_waited_for || deadline::clock::now() >= by.at())
                return begun{.token = {}, .known = std::move(known)};
            std::this_thread::sleep_for(pause);
            pause = std::min(pause * 2, std::chrono::milliseconds{500});
        }
    } catch (sql_error const &why) {
        // It may be written down, and will not be sent.
        write_or_keep(taken ? leave_open : withdraw_order, {token});
        if (!taken) return as_error(why);
        return as_error(why)
            .with(outcome{tollgate::unknown{}})
            .with_addition(still_open_sentence)
            .with_tried_at(written_at(*taken));
    }
}

void journal::finish(std::string const &token, order_key const &key, order_outcome const &what,
                     std::optional<std::chrono::milliseconds> again)
{
    try {
        kept_values values{std::string{name_of(what.state)}};
        add_error(values, what.why);
        values.push_back(what.answer);
        values.emplace_back(what.answer_of);
        values.emplace_back(what.state == payment_state::unknown && again
                                ? std::optional{std::to_string(again->count())}
                                : std::nullopt);
        for (std::string const &text : {key.gateway, key.account, key.operation, key.own_id, token})
            values.emplace_back(text);
        bool const is_accepted = what.state == payment_state::accepted;
        values.emplace_back(is_accepted ? "closed_not_paid" : "unknown");
        write_or_keep(finish_order, std::move(values));
    } catch (...) {
        // A database's own exception, or no memory. The answer has come, and is given; the order lapses, and is asked for.
    }
}

result<void> journal::lapse()
{
    try {
        write_kept();
        run(lapse_orders, {});
        return {};
    } catch (sql_error const &why) {
        return as_error(why).without_outcome();
    }
}

result<std::optional<payment_record>> journal::next_to_ask(order_key const &key,
                                                           std::chrono::milliseconds lease,
                                                           std::chrono::milliseconds longest_pause)
{
    try {
        std::string const lasts = std::to_string(lease.count());
        sql_rows const rows = run(take_question, {lasts, key.gateway, key.account, key.operation,
                                                  std::to_string(longest_pause.count()), lasts});
        if (rows.empty()) return std::optional<payment_record>{};
        return std::optional{record_in(rows[0])};
    } catch (sql_error const &why) {
        return as_error(why).without_outcome();
    }
}

void journal::answered(payment_record const &asked, order_outcome const &what,
                       std::optional<std::chrono::milliseconds> again)
{
    kept_values values;
    if (what.state != payment_state::unknown) {
        values = {std::string{name_of(what.state)}, what.answer, what.answer_of, std::to_string(asked.id)};
        return write_or_keep(settle_order, std::move(values));
    }
    add_error(values, what.why);
    if (again)
        values.emplace_back(std::to_string(again->count()));
    else
        values.emplace_back();
    values.emplace_back(std::to_string(asked.id));
    // Where somebody asks again, or sends it again, by now, that says when to ask next.
    values.emplace_back(std::to_string(asked.questions));
    values.emplace_back(std::to_string(asked.attempts));
    write_or_keep(ask_again, std::move(values));
}

result<std::optional<payment_record>> journal::find(order_key const &key)
{
    try {
        write_kept();
        sql_rows const rows = run(find_order, {key.gateway, key.account, key.operation, key.own_id});
        if (rows.empty()) return std::optional<payment_record>{};
        return std::optional{record_in(rows[0])};
    } catch (sql_error const &why) {
        return as_error(why).without_outcome();
    }
}

result<std::vector<payment_record>> journal::open_ones(std::size_t most)
{
    try {
        write_kept();
        std::vector<payment_record> all;
        for (sql_row const &row : run(list_open, {std::to_string(most)}))
            all.push_back(record_in(row));
        return all;
    } catch (sql_error const &why) {
        return as_error(why).without_outcome();
    }
}

result<void> journal::close(std::int64_t id, payment_state found, std::string_view reason)
{
    if (reason.empty())
        return error{errc::empty_value, not_sent{},
                     "An order is closed with a reason: say what was found, and by whom."}
            .without_outcome();
    try {
        write_kept();
        std::string const state{name_of(found)};
        std::string const kept = storable(reason);
        if (!run(close_order, {state, kept, std::to_string(id), state, kept}).empty()) return {};
        return error{errc::not_open, not_sent{},
                     "Order " + std::to_string(id) +
                         " is not open: it is being sent, or what became of it is known already."}
            .without_outcome();
    } catch (sql_error const &why) {
        return as_error(why).without_outcome();
    }
}

// Texts.

std::string new_token()
{
    return in_hexadecimal(random_bytes());
}

std::string open_json(std::span<parameter const> items)
{
    std::vector<parameter> open;
    for (std::size_t i = 0; i != items.size();) {
        bool const is_masked = items[i].shown == visibility::masked;
        if (!is_masked) open.push_back(items[i]);
        i += is_masked ? nested(items, i).size() + 1 : 1;
    }
    return json_of(open);
}

std::string text_of_order(std::span<parameter const> items, std::span<std::string_view const> names)
{
    std::string text;
    for (std::size_t i = 0; i != items.size();) {
        parameter const &p = items[i];
        bool const is_named = p.name.empty() || std::ranges::find(names, p.name) != names.end();
        bool const counts = is_named && p.shown == visibility::open;
        if (counts) {
            std::string const depth = std::to_string(p.depth);
            std::string const kind = std::to_string(static_cast<int>(p.kind));
            for (std::string_view const part :
                 {std::string_view{depth}, std::string_view{kind}, p.name, p.text})
                text.append(std::to_string(part.size())).append(":").append(part);
        }
        i += counts ? 1 : nested(items, i).size() + 1;
    }
    return text;
}

error error_of_known(payment_record const &known)
{
    using enum payment_state;
    std::string const which = "The order `" + known.own_id + "`";
    switch (known.state) {
    case sending:
        return {errc::order_in_progress, tollgate::unknown{},
                which + " is being sent by another caller; ask the records for it later (`find`)."};
    case refused:
        return known.why
                   ? *known.why
                   : error{errc::refused_by_gateway, tollgate::refused{}, which + " was refused before."};
    case closed_paid:
        return {errc::not_repeatable, tollgate::unknown{}, which + " was closed by hand: it was paid."};
    case closed_not_paid:
        return {errc::not_repeatable, tollgate::not_sent{},
                which + " was closed by hand: it was not paid. Send it under a new id."};
    case accepted:
        return {errc::answer_not_kept, tollgate::unknown{},
                which +
                    " was accepted by the gateway before, and is not sent again; its answer cannot be given "
                    "again, as what may not be kept is part of it. Ask the gateway for it (`reconcile`)."};
    case not_sent:
    case unknown: break;
    }
    return {
        errc::not_repeatable, tollgate::unknown{},
        which +
            " was sent before, and what became of it is not known, so it is not sent again; `settle` asks "
            "the gateway for it, or repeats it by its key."};
}

error error_of_run()
{
    // Its text can hold the contents of rows.
    return error{
        errc::records_failed, tollgate::not_sent{},
        "An exception ended this run, one that is no `sql_error`; what it did not settle is asked for in the next."}
        .without_outcome();
}

} // namespace tollgate::inline v0::detail

#endif
