// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_ENVIRONMENT_HPP
#define TOLLGATE_ENVIRONMENT_HPP

#include <tollgate/version.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace tollgate::inline v0 {

/**
 * \brief Which of its gateway's environments an account is for, by the name that the description's `hosts` have for it.
 * \details A member of an account: `required<"environment", environment> at`. It is never sent, and is no parameter of any message.
 * It has no default, so that nobody pays live by forgetting it. Whether the gateway has such an environment turns out when the account
 * is checked, or before a request is made.
 */
class environment {
public:
    explicit environment(std::string name) : name_{std::move(name)} {}

    [[nodiscard]] std::string_view name() const & noexcept { return name_; }
    [[nodiscard]] std::string name() && noexcept { return std::move(name_); }

    bool operator==(environment const &) const = default;

private:
    std::string name_;
};

} // namespace tollgate::inline v0

#endif
