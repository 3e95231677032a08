// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_RECORDS_JOURNAL_HPP
#define TOLLGATE_DETAIL_RECORDS_JOURNAL_HPP

#include <tollgate/config.hpp>

#include <tollgate/detail/format/parameter_list.hpp>
#include <tollgate/detail/records/sql_pool.hpp>
#include <tollgate/error.hpp>
#include <tollgate/records/payment_record.hpp>
#include <tollgate/transport.hpp>

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tollgate::inline v0::detail {

/// Whose order it is, and which. Together they stand in the tables once.
struct order_key {
    std::string gateway;
    std::string account;
    std::string operation;
    std::string own_id;
};

/// What became of an attempt to send, or of a question.
struct order_outcome {
    payment_state state = payment_state::unknown;
    std::optional<tollgate::error> why{};
    std::optional<std::string> answer{};
    std::string answer_of{};
};

/// What is written down of an order.
struct order_to_record {
    order_key key;
    std::string digest;
    std::string repeat_key{}; ///< Its idempotency key, if it has one.
    /// By which the message is known again under the same key: the first is kept, and each may be what was kept. None where one could
    /// tell what may not be kept.
    std::vector<std::string> marks{};
    std::optional<std::string> message{}; ///< Its open fields as JSON, where it may be sent again by its key.
    /// For how long since it was written down the same key may be sent again, where its outcome is unknown.
    std::optional<std::chrono::milliseconds> repeatable_for{};
};

/// Whether two marks are of the same message; `unknown` if they were made by different keys, or one is missing.
enum class sameness { unknown, same, other };
[[nodiscard]] TOLLGATE_DECL sameness compare_marks(payment_record const &known, order_to_record const &order);
/// Whether what is known under an order's id is another one. What differs in masked fields alone counts as the same once the gateway
/// has decided.
[[nodiscard]] TOLLGATE_DECL bool is_another(payment_record const &known, order_to_record const &order);

/// Whether an order is to be sent by whoever asked.
struct begun {
    std::string token; ///< Of this attempt; empty if it is not to be sent.
    std::optional<payment_record>
        known{}; ///< What is known of it, if it is not, or if it is sent again by its key.
};

/**
 * \brief The journal of payments in a database.
 * \details Each change is one statement that can be carried out twice, so a connection that breaks leaves no doubt. What could not be
 * written is kept and written before the next statement.
 * \par Thread safety
 * All members may be called from several threads.
 */
class journal {
public:
    explicit journal(std::shared_ptr<sql_pool> pool) : pool_{std::move(pool)} {}

    /**
     * \brief Writes an order down as being sent, unless it was before; waits while another sends it.
     * \param lease for how long it counts as being sent
     */
    [[nodiscard]] TOLLGATE_DECL result<begun> begin(order_to_record const &order,
                                                    std::chrono::milliseconds lease, deadline by);
    /// Writes down what became of it, now or as soon as the database is back. Throws nothing: what cannot be written lapses.
    /// \param again when to ask for it, if it is unknown; never, if not given
    TOLLGATE_DECL void finish(std::string const &token, order_key const &key, order_outcome const &what,
                              std::optional<std::chrono::milliseconds> again = std::chrono::milliseconds{0});

    /// Calls what dead processes left `unknown`.
    [[nodiscard]] TOLLGATE_DECL result<void> lapse();
    /// Takes one unknown order whose question is due, if there is one.
    /// \param key           without an own id
    /// \param longest_pause between two questions; one that is due later was put off by a clock that has been put back since
    [[nodiscard]] TOLLGATE_DECL result<std::optional<payment_record>>
    next_to_ask(order_key const &key, std::chrono::milliseconds lease,
                std::chrono::milliseconds longest_pause);
    /// Takes an order by its key of which a question was taken, to send it again; gives the token of this attempt, empty if it is not to
    /// be sent.
    [[nodiscard]] TOLLGATE_DECL result<std::string>
    take_by_key(payment_record const &asked, order_to_record const &order, std::chrono::milliseconds lease);
    /// \param again when to ask next, if the answer did not settle it; never, if not given
    TOLLGATE_DECL void answered(payment_record const &asked, order_outcome const &what,
                                std::optional<std::chrono::milliseconds> again);

    [[nodiscard]] TOLLGATE_DECL result<std::optional<payment_record>> find(order_key const &key);
    [[nodiscard]] TOLLGATE_DECL result<std::vector<payment_record>> open_ones(std::size_t most);
    [[nodiscard]] TOLLGATE_DECL result<void> close(std::int64_t id, payment_state found,
                                                   std::string_view reason);

private:
    using kept_values = std::vector<std::optional<std::string>>;
    struct kept_statement {
        std::string_view sql;
        kept_values values;
    };

    TOLLGATE_DECL sql_rows run(std::string_view sql, kept_values const &values);
    /// Writes an order down for the first time; gives why not, if it is there or refused for good.
    [[nodiscard]] TOLLGATE_DECL std::optional<sql_error> insert(kept_values const &order);
    /// Takes an unknown order again. Of several who try at once, one does.
    [[nodiscard]] TOLLGATE_DECL bool take_again(payment_record const &known, order_to_record const &order,
                                                std::string const &token, std::chrono::milliseconds lease,
                                                std::int64_t question);
    TOLLGATE_DECL void write_kept();
    /// Writes it, or keeps it where others are kept or the database is away.
    TOLLGATE_DECL void write_or_keep(std::string_view sql, kept_values values);

    std::shared_ptr<sql_pool> pool_;
    std::mutex mutex_;
    std::deque<kept_statement> kept_;
    bool is_writing_ = false;                    ///< What is kept, by one of the callers.
    std::uint64_t attempt_ = 0;                  ///< To write it: how many have ended.
    std::optional<sql_error> why_not_written_{}; ///< What ended the last one.
    std::optional<std::chrono::steady_clock::time_point> failed_at_{}; ///< When that was.
    std::condition_variable written_;
};

/// When an order was written down, by this process's clock.
[[nodiscard]] inline std::chrono::system_clock::time_point written_at(payment_record const &known)
{
    return std::chrono::system_clock::now() - known.age;
}

/// 128 random bits, hexadecimal.
[[nodiscard]] TOLLGATE_DECL std::string new_token();

/// As JSON, without what is masked and what is nested in that.
[[nodiscard]] TOLLGATE_DECL std::string open_json(std::span<parameter const> items);

/// A text that differs where two orders differ in a field of these names.
[[nodiscard]] TOLLGATE_DECL std::string text_of_order(std::span<parameter const> items,
                                                      std::span<std::string_view const> names);

/// Why an order that was written down before is not sent, where no answer is kept.
[[nodiscard]] TOLLGATE_DECL error error_of_known(payment_record const &known);

/// Of a run of questions that an exception ended.
[[nodiscard]] TOLLGATE_DECL error error_of_run();

} // namespace tollgate::inline v0::detail

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/records/journal.ipp>
#endif

#endif
