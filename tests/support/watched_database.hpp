// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TESTS_SUPPORT_WATCHED_DATABASE_HPP
#define TOLLGATE_TESTS_SUPPORT_WATCHED_DATABASE_HPP

#include <tollgate/records/soci_database.hpp>

#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

namespace tollgate::test {

/// What happens around each statement of a \ref watched_database.
struct watch {
    std::function<void(std::string_view sql)> before = [](std::string_view) {};
    std::function<void(std::string_view sql)> after = [](std::string_view) {};
};

class watched_connection {
public:
    watched_connection(std::unique_ptr<tollgate::soci_connection> connection, std::shared_ptr<watch> by)
        : connection_{std::move(connection)},
          by_{std::move(by)}
    {
    }

    tollgate::sql_rows execute(std::string_view sql, std::span<tollgate::sql_value const> values)
    {
        by_->before(sql);
        auto rows = connection_->execute(sql, values);
        by_->after(sql);
        return rows;
    }
    soci::session &native() noexcept { return connection_->native(); }

private:
    std::unique_ptr<tollgate::soci_connection> connection_;
    std::shared_ptr<watch> by_;
};

/// A real database in which a test can make things go wrong, before a statement and after it.
struct watched_database {
    using connection = watched_connection;

    tollgate::soci_database database;
    std::shared_ptr<watch> by = std::make_shared<watch>();

    [[nodiscard]] std::unique_ptr<connection> connect() const
    {
        return std::make_unique<connection>(database.connect(), by);
    }
    [[nodiscard]] tollgate::sql_dialect dialect() const noexcept { return database.dialect(); }
};

} // namespace tollgate::test

#endif
