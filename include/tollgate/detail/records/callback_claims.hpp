// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_RECORDS_CALLBACK_CLAIMS_HPP
#define TOLLGATE_DETAIL_RECORDS_CALLBACK_CLAIMS_HPP

#include <tollgate/config.hpp>

#include <tollgate/callback/store.hpp>
#include <tollgate/detail/records/sql_pool.hpp>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace tollgate::inline v0::detail {

/// A callback's identity and the digest that stands for it in the table: an identity may be longer than an index takes.
struct callback_key {
    std::string digest;
    std::string_view identity;
};

/**
 * \brief Which callbacks are being handled and which were, in a database.
 * \par Thread safety
 * All members may be called from several threads.
 */
class callback_claims {
public:
    explicit callback_claims(std::shared_ptr<sql_pool> pool) : pool_{std::move(pool)} {}

    // Each throws sql_error.
    [[nodiscard]] TOLLGATE_DECL tollgate::claim begin(callback_key const &key,
                                                      std::chrono::milliseconds lease);
    TOLLGATE_DECL void commit(callback_key const &key);
    TOLLGATE_DECL void abort(callback_key const &key);
    TOLLGATE_DECL void forget(std::chrono::milliseconds age);

private:
    std::shared_ptr<sql_pool> pool_;
    std::mutex mutex_;
    std::map<std::string, std::string, std::less<>> tokens_; ///< By digest.
};

/// A transaction on a connection of its own. Without \ref commit it is rolled back.
class sql_transaction {
public:
    /// Throws \ref sql_error.
    TOLLGATE_DECL explicit sql_transaction(sql_pool &pool);
    sql_transaction(sql_transaction const &) = delete;
    sql_transaction &operator=(sql_transaction const &) = delete;
    TOLLGATE_DECL ~sql_transaction();

    [[nodiscard]] any_connection &connection() const noexcept { return **lease_; }
    /// One statement, in words that \ref in_dialect puts into the dialect's. Throws \ref sql_error.
    TOLLGATE_DECL sql_rows run(std::string_view sql, std::span<sql_value const> values);
    /// Calls the callback handled, unless it was; `first` if it was not. Waits for another transaction that does the same.
    [[nodiscard]] TOLLGATE_DECL tollgate::claim mark_handled(callback_key const &key);
    /// Of what was called handled. Throws \ref sql_error; if the connection broke, nobody knows whether it was done.
    TOLLGATE_DECL void commit();

private:
    sql_pool *pool_;
    std::optional<sql_pool::lease> lease_;
    std::string digest_; ///< Of the callback that was called handled.
};

} // namespace tollgate::inline v0::detail

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/records/callback_claims.ipp>
#endif

#endif
