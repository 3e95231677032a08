// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_ISSUED_TOKENS_HPP
#define TOLLGATE_SANDBOX_ISSUED_TOKENS_HPP

#include <tollgate/detail/format/value_text.hpp>
#include <tollgate/header.hpp>
#include <tollgate/signing_sources.hpp>

#include <chrono>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace tollgate::inline v0::sandbox {

/**
 * \brief The access tokens that a simulated gateway gave.
 * \par Thread safety
 * None of its own.
 */
class issued_tokens {
public:
    using clock = std::chrono::steady_clock;

    /// A new one. Also forgets those whose time is over.
    [[nodiscard]] std::string give(clock::time_point until, clock::time_point now)
    {
        std::erase_if(all_, [now](auto const &each) { return each.second <= now; });
        std::string made = "sandbox-" + tollgate::detail::random_nonce();
        all_.emplace(made, until);
        return made;
    }
    /// None of them is taken any more.
    void lapse() { all_.clear(); }
    /// Whether a request carries one that is still taken.
    [[nodiscard]] bool are_shown_by(std::span<header const> headers, clock::time_point now) const
    {
        constexpr std::string_view scheme = "Bearer ";
        std::string_view shown;
        int count = 0;
        for (header const &each : headers)
            if (equal_ignoring_case(each.name, "Authorization")) {
                shown = each.value;
                ++count;
            }
        if (count != 1 || !shown.starts_with(scheme)) return false;
        auto const found = all_.find(shown.substr(scheme.size()));
        return found != all_.end() && found->second > now;
    }

private:
    std::map<std::string, clock::time_point, std::less<>> all_;
};

} // namespace tollgate::inline v0::sandbox

#endif
