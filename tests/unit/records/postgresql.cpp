// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <support/postgresql.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace tollgate::test {

namespace {

/// In front of a program's name: the folder of the newest version's, which Debian keeps out of the path. `none` where there are none.
std::string find_programs()
{
    std::vector<fs::path> found;
    std::error_code none;
    for (auto const &version : fs::directory_iterator{"/usr/lib/postgresql", none})
        if (fs::exists(version.path() / "bin/initdb")) found.push_back(version.path() / "bin");
    if (!found.empty()) return std::ranges::max(found).string() + "/";
    bool const is_in_path = std::system("command -v initdb > /dev/null 2>&1") == 0;
    return is_in_path ? "" : "none";
}

/// The server does not run as root.
bool run(std::string const &command)
{
    std::string const as = getuid() == 0 ? "runuser -u postgres -- " : "";
    return std::system((as + command).c_str()) == 0;
}

} // namespace

postgresql &postgresql::get()
{
    static postgresql server;
    return server;
}

postgresql::postgresql() : programs_{find_programs()}
{
    bool const is_needed = std::getenv("TOLLGATE_NEEDS_POSTGRESQL") != nullptr;
    if (programs_ != "none") {
        char name[] = "/tmp/tollgate-postgresql-XXXXXX";
        folder_ = mkdtemp(name);
        if (getuid() == 0) static_cast<void>(std::system(("chown postgres " + folder_).c_str()));
        if (run(programs_ + "initdb -D " + folder_ + "/data -U records -A trust --no-sync > " + folder_ +
                "/initdb.log 2>&1")) {
            start();
            watch_over();
            return;
        }
        std::cerr << "initdb failed; see " << folder_ << "/initdb.log\n";
        folder_.clear();
    }
    if (is_needed) {
        std::cerr << "TOLLGATE_NEEDS_POSTGRESQL is set, and no PostgreSQL can be started\n";
        std::exit(1);
    }
    std::cerr << "SKIPPED: no PostgreSQL on this machine; the tests run with SQLite alone\n";
}

postgresql::~postgresql()
{
    if (folder_.empty()) return;
    close(held_);
    waitpid(watcher_, nullptr, 0);
}

/// Has another process stop the server when this one ends, however it ends.
void postgresql::watch_over()
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) std::exit(1); // or a server that is started again would hold it
    held_ = ends[1];
    watcher_ = fork();
    if (watcher_ != 0) return static_cast<void>(close(ends[0]));
    setsid();
    close(ends[1]);
    char none;
    while (read(ends[0], &none, 1) > 0)
        continue; // until nobody holds the other end
    stop();
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
    _exit(0);
}

void postgresql::start()
{
    if (run(programs_ + "pg_ctl -D " + folder_ + "/data -l " + folder_ + "/server.log -w start -o \"-k " +
            folder_ + " -c listen_addresses='' -c fsync=off\" > /dev/null"))
        return;
    std::cerr << "PostgreSQL does not start; see " << folder_ << "/server.log\n";
    std::exit(1);
}

void postgresql::stop()
{
    run(programs_ + "pg_ctl -D " + folder_ + "/data -m immediate -w stop > /dev/null");
}

std::string postgresql::new_schema()
{
    std::string const name = "test_" + std::to_string(++schemas_);
    run(programs_ + "psql -q -h " + folder_ + " -U records -d postgres -c 'CREATE SCHEMA " + name + "'");
    return "host=" + folder_ + " user=records dbname=postgres options='-c search_path=" + name + "'";
}

} // namespace tollgate::test
