// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TESTS_SUPPORT_POSTGRESQL_HPP
#define TOLLGATE_TESTS_SUPPORT_POSTGRESQL_HPP

#include <string>

namespace tollgate::test {

/**
 * \brief A PostgreSQL server of the test's own, in a folder of its own, reached by a socket there. It ends with the program.
 * \details Started when it is first asked for. Without one on this machine `is_there` is false; where the environment says
 * TOLLGATE_NEEDS_POSTGRESQL, the program ends instead.
 */
class postgresql {
public:
    static postgresql &get();

    [[nodiscard]] bool is_there() const noexcept { return !folder_.empty(); }
    /// What libpq connects by, to a schema that is new and empty.
    [[nodiscard]] std::string new_schema();
    void stop();
    void start();

    postgresql(postgresql const &) = delete;
    postgresql &operator=(postgresql const &) = delete;
    ~postgresql();

private:
    postgresql();
    void watch_over();

    std::string programs_; ///< What stands in front of the names of the server's programs.
    std::string folder_;
    int schemas_ = 0;
    int held_ = -1; ///< Closed with this process.
    int watcher_ = 0;
};

} // namespace tollgate::test

#endif
