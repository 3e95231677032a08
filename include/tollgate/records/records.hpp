// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_RECORDS_RECORDS_HPP
#define TOLLGATE_RECORDS_RECORDS_HPP

#include <tollgate/detail/records/journal.hpp>
#include <tollgate/detail/records/sql_pool.hpp>
#include <tollgate/detail/records/work_threads.hpp>
#include <tollgate/records/schema.hpp>
#include <tollgate/records/sql.hpp>
#include <tollgate/secret.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <utility>

namespace tollgate::inline v0 {

/// How records are kept.
struct records_options {
    std::size_t connections = 8; ///< To the database, at most; at least 1.
    /// That wait for the database while a listener, or an executor, goes on. With one, handlers of \ref exactly_once run one after the other.
    std::size_t threads = 1;
    bool migrate = true; ///< Whether \ref records::prepare makes the tables, or only looks at their version.
    /// How long after its deadline an attempt counts as being sent, so that nobody asks for it.
    std::chrono::milliseconds grace = std::chrono::minutes{1};
    std::chrono::milliseconds first_pause =
        std::chrono::seconds{5}; ///< Before the second question about an order; then doubled.
    std::chrono::milliseconds longest_pause =
        std::chrono::hours{1};                                  ///< Between two questions about an order.
    std::chrono::milliseconds ask_for = std::chrono::hours{72}; ///< After this long an order is only listed.
    /**
     * \brief Keys the digest by which a message with an idempotency key is known again, masked fields included, when the process that
     * sent it is gone.
     * \details A digest without a key would tell card numbers to who tries them all. Without one, such a digest is kept of messages
     * alone in which every field is open; what masked fields another one differs in is then not known. The same for all processes on the
     * database; after a rotation a \ref secret holds the replaced ones, too.
     */
    std::optional<secret> digest_key{};
};

namespace detail {

struct records_access;

} // namespace detail

/**
 * \brief The records of a program, in a database: which orders were sent, which callbacks were handled.
 * \details Copies share the connections.
 * \par Thread safety
 * All members may be called from several threads, and from several processes on one database.
 */
template <sql_database Database>
class records {
public:
    explicit records(Database database, records_options options = {})
        : pool_{std::make_shared<detail::pool_of<Database>>(
              std::move(database), options.connections == 0 ? 1 : options.connections)},
          journal_{std::make_shared<detail::journal>(pool_)},
          threads_{detail::work_threads::make(options.threads)},
          options_{options}
    {
    }

    /**
     * \brief Makes the tables, or brings them to this version. Call it once at the program's start.
     * \par Errors
     * \li errc::records_unavailable if the database cannot be reached
     * \li errc::records_failed if the tables are of a newer version, or of an older one that may not be changed, or if the
     * database refuses
     */
    [[nodiscard]] result<void> prepare() { return detail::prepare_schema(*pool_, options_.migrate); }

    [[nodiscard]] records_options const &options() const noexcept { return options_; }

private:
    friend struct detail::records_access;

    std::shared_ptr<detail::sql_pool> pool_;
    std::shared_ptr<detail::journal> journal_;
    std::shared_ptr<detail::work_threads> threads_; ///< Its work uses the two above: it ends first.
    records_options options_;
};

namespace detail {

struct records_access {
    template <class Database>
    [[nodiscard]] static journal &journal_of(records<Database> const &of) noexcept
    {
        return *of.journal_;
    }
    template <class Database>
    [[nodiscard]] static std::shared_ptr<sql_pool> shared_pool_of(records<Database> const &of) noexcept
    {
        return of.pool_;
    }
    template <class Database>
    [[nodiscard]] static std::shared_ptr<work_threads> const &threads_of(records<Database> const &of) noexcept
    {
        return of.threads_;
    }
    template <class Database>
    [[nodiscard]] static sql_pool &pool_of(records<Database> const &of) noexcept
    {
        return *of.pool_;
    }
};

} // namespace detail

} // namespace tollgate::inline v0

#endif
