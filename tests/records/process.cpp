// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include "process.hpp"

#include <charconv>
#include <csignal>
#include <iomanip>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tollgate::at_scale {

using namespace std::chrono_literals;

arguments::arguments(std::vector<std::string_view> const &given)
{
    for (std::string_view const one : given) {
        std::size_t const at = one.find('=');
        if (at == one.npos)
            throw std::invalid_argument{"`" + std::string{one} + "` is not of the form name=value"};
        set(std::string{one.substr(0, at)}, std::string{one.substr(at + 1)});
    }
}

arguments &arguments::set(std::string const &name, std::string value)
{
    all_.insert_or_assign(name, std::move(value));
    return *this;
}

arguments &arguments::set(std::string const &name, std::uint64_t value)
{
    return set(name, std::to_string(value));
}

std::string const &arguments::text(std::string_view name) const
{
    auto const found = all_.find(name);
    if (found == all_.end()) throw std::invalid_argument{"`" + std::string{name} + "=` is missing"};
    return found->second;
}

std::uint64_t arguments::number(std::string_view name) const
{
    std::string const &digits = text(name);
    std::uint64_t value = 0;
    auto const [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (failed != std::errc{} || end != digits.data() + digits.size())
        throw std::invalid_argument{std::string{name} + ": `" + digits + "` is no number"};
    return value;
}

std::vector<std::string> arguments::all() const
{
    std::vector<std::string> texts;
    for (auto const &[name, value] : all_)
        texts.push_back(name + "=" + value);
    return texts;
}

process::process(std::string const &role, arguments const &given)
{
    std::vector<std::string> texts{"tollgate_records_at_scale", role};
    for (std::string &each : given.all())
        texts.push_back(std::move(each));
    std::vector<char *> pointers;
    for (std::string &each : texts)
        pointers.push_back(each.data());
    pointers.push_back(nullptr);
    id_ = fork();
    if (id_ == -1) throw std::system_error{errno, std::generic_category(), "fork"};
    if (id_ != 0) return;
    // Other threads run here: only what is safe among them. A connection that the parent closes is to be closed.
    close_range(3, ~0U, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    execv("/proc/self/exe", pointers.data());
    _exit(127);
}

process::process(process &&other) noexcept : id_{std::exchange(other.id_, 0)} {}

process &process::operator=(process &&other) noexcept
{
    kill();
    id_ = std::exchange(other.id_, 0);
    return *this;
}

bool process::kill()
{
    if (id_ == 0) return false;
    ::kill(id_, SIGKILL);
    int status = 0;
    waitpid(std::exchange(id_, 0), &status, 0);
    return WIFSIGNALED(status);
}

bool process::has_ended()
{
    int status = 0;
    if (id_ == 0) return true;
    if (waitpid(id_, &status, WNOHANG) == 0) return false;
    id_ = 0;
    if (!judge(status)) throw std::runtime_error{"a process was killed by somebody else"};
    return true;
}

bool process::wait()
{
    int status = 0;
    if (id_ == 0) return true;
    waitpid(std::exchange(id_, 0), &status, 0);
    return judge(status);
}

bool process::judge(int status)
{
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) return false;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return true;
    throw std::runtime_error{"a process ended badly; its words are above"};
}

shared_progress::shared_progress(std::string const &file)
{
    int const opened = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (opened == -1 || ftruncate(opened, sizeof(progress)) != 0)
        throw std::system_error{errno, std::generic_category(), file};
    void *const at = mmap(nullptr, sizeof(progress), PROT_READ | PROT_WRITE, MAP_SHARED, opened, 0);
    close(opened);
    if (at == MAP_FAILED) throw std::system_error{errno, std::generic_category(), file};
    static_assert(std::atomic<std::uint64_t>::is_always_lock_free);
    at_ = static_cast<progress *>(at); // a new file is of zeros, which is a progress without any
}

shared_progress::~shared_progress()
{
    munmap(at_, sizeof(progress));
}

void shared_progress::await_readiness(process &of) const
{
    auto const until = std::chrono::steady_clock::now() + 1min;
    while (at_->is_ready == 0 && !of.has_ended()) {
        if (std::chrono::steady_clock::now() > until)
            throw std::runtime_error{"a process was not ready within a minute"};
        std::this_thread::sleep_for(1ms);
    }
}

soci_database database_at(std::string_view where)
{
    constexpr std::string_view file = "sqlite:";
    constexpr std::string_view server = "postgresql:";
    if (where.starts_with(file)) return soci_database::sqlite(std::string{where.substr(file.size())});
    if (where.starts_with(server)) return soci_database::postgresql(std::string{where.substr(server.size())});
    throw std::invalid_argument{"`" + std::string{where} + "` is no database"};
}

sql_rows query(soci_database const &database, std::string_view sql)
{
    return database.connect()->execute(sql, {});
}

void findings::say(std::string_view what) const
{
    auto const since =
        std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - begun_);
    std::ostringstream line; // at once, for several threads and programs write
    line << std::setw(4) << since.count() << " s  " << test_ << ": " << what << '\n';
    std::cout << line.str() << std::flush;
}

void findings::expect(bool holds, std::string_view what)
{
    if (holds) return;
    constexpr std::size_t most = 20;
    if (++failed_ <= most) say("FAILED: " + std::string{what});
    if (failed_ == most) say("... and so on");
}

void findings::progressed(std::size_t done, std::size_t of, std::string_view what)
{
    if (std::chrono::steady_clock::now() - said_ < 5s) return;
    said_ = std::chrono::steady_clock::now();
    say(std::to_string(done) + " of " + std::to_string(of) + " " + std::string{what});
}

void pause_up_to(random_engine &by, std::chrono::microseconds longest)
{
    std::this_thread::sleep_for(
        std::chrono::microseconds{random_below(by, static_cast<std::uint64_t>(longest.count()) + 1)});
}

} // namespace tollgate::at_scale
