// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_BENCHMARKS_SERVERS_HPP
#define TOLLGATE_BENCHMARKS_SERVERS_HPP

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <functional>
#include <options.hpp>
#include <string>
#include <string_view>

namespace benchmarks {

/// With this a server says where it is.
using reporter = std::function<void(std::string_view)>;

/// Runs a server in a process of its own until it goes. To be made before any thread.
class child_process {
public:
    explicit child_process(std::function<void(reporter const &)> const &serve)
    {
        int ends[2];
        require(::pipe(ends) == 0, "no pipe");
        id_ = ::fork();
        require(id_ >= 0, "no process");
        if (id_ == 0) {
            ::prctl(PR_SET_PDEATHSIG, SIGTERM);
            serve([&ends](std::string_view text) {
                require(::write(ends[1], text.data(), text.size()) == static_cast<ssize_t>(text.size()),
                        "the pipe is closed");
                ::close(ends[1]);
            });
            ::_exit(0);
        }
        ::close(ends[1]);
        char bytes[4096];
        for (ssize_t count = 0; (count = ::read(ends[0], bytes, sizeof bytes)) > 0;)
            report_.append(bytes, static_cast<std::size_t>(count));
        ::close(ends[0]);
        require(!report_.empty(), "a server did not start");
    }
    child_process(child_process const &) = delete;
    child_process &operator=(child_process const &) = delete;
    ~child_process()
    {
        ::kill(id_, SIGTERM);
        ::waitpid(id_, nullptr, 0);
    }

    [[nodiscard]] std::string const &report() const noexcept { return report_; }

private:
    pid_t id_ = 0;
    std::string report_;
};

/// HTTPS; reports its port, and on the following lines the CA's certificate.
void serve_tls(reporter const &ready);
/// HTTP on the way of callbacks; both report their port.
void serve_with_tollgate(reporter const &ready);
void serve_with_beast(reporter const &ready);

} // namespace benchmarks

#endif
