// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Records at scale: see run.sh, which starts this.

#include "books.hpp"
#include "worker.hpp"

#include <support/folder.hpp>
#include <support/postgresql.hpp>

#include <tollgate/records/records.hpp>

#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace tollgate::at_scale;

/// An empty database with the tables.
std::string prepared(std::string where)
{
    tollgate::records{database_at(where)}.prepare().value();
    return where;
}
std::string of_postgresql()
{
    tollgate::test::postgresql &server = tollgate::test::postgresql::get();
    if (!server.is_there()) throw std::runtime_error{"this needs PostgreSQL"};
    return prepared("postgresql:" + server.new_schema());
}

bool run(std::string_view test, arguments const &given)
{
    tollgate::test::folder const here{given.text("folder")};
    std::string const folder = here.file("");
    if (test == "killed-anywhere-sqlite")
        return run_killed_anywhere(given, "SQLite", prepared("sqlite:" + here.file("records.db")), folder);
    if (test == "killed-anywhere-postgresql")
        return run_killed_anywhere(given, "PostgreSQL", of_postgresql(), folder);
    if (test == "two-at-once") return run_two_at_once(given, of_postgresql(), folder);
    if (test == "hostile-callbacks") return run_hostile_callbacks(given, of_postgresql(), folder);
    throw std::invalid_argument{"there is no test `" + std::string{test} + "`"};
}

} // namespace

int main(int count, char **texts)
{
    std::vector<std::string_view> given(texts + 1, texts + count);
    try {
        if (given.empty()) throw std::invalid_argument{"which test?"};
        std::string_view const what = given.front();
        given.erase(given.begin());
        arguments const how{given};
        if (what == "worker")
            take_payments(how);
        else if (what == "listener")
            listen_for_callbacks(how);
        else
            return run(what, how) ? 0 : 1;
        return 0;
    } catch (std::exception const &why) {
        std::cerr << "tollgate_records_at_scale: " << why.what() << '\n';
        return 2;
    }
}
