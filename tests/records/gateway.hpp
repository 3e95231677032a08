// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TESTS_RECORDS_GATEWAY_HPP
#define TOLLGATE_TESTS_RECORDS_GATEWAY_HPP

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>

namespace tollgate::at_scale {

/// The sandbox playing \ref harbour in this process.
class gateway {
public:
    /// \param ca_file where the certificate authority is written to, which workers trust
    /// \param seed    of what goes wrong, while it does
    gateway(std::string const &ca_file, std::uint64_t seed);
    gateway(gateway const &) = delete;
    gateway &operator=(gateway const &) = delete;
    ~gateway();

    [[nodiscard]] std::uint16_t port() const;
    /// Answers are dropped, cut off, late, or make no sense; or all is well.
    void fail(bool often);
    /// No answer comes to the next request.
    void drop_next_answer(bool carried_out);
    /// How often each order was paid.
    [[nodiscard]] std::map<std::string, std::size_t> books() const;
    /// How many requests something went wrong with.
    [[nodiscard]] std::size_t failures() const;

private:
    struct played;
    std::unique_ptr<played> played_;
};

} // namespace tollgate::at_scale

#endif
