// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TESTS_SUPPORT_MAILBOX_HPP
#define TOLLGATE_TESTS_SUPPORT_MAILBOX_HPP

#include <mutex>
#include <utility>
#include <vector>

namespace tollgate::test {

/// What one thread puts in, another one reads.
template <class T>
class mailbox {
public:
    void put(T what)
    {
        std::scoped_lock lock{mutex_};
        content_.push_back(std::move(what));
    }
    [[nodiscard]] std::vector<T> all() const
    {
        std::scoped_lock lock{mutex_};
        return content_;
    }

private:
    mutable std::mutex mutex_;
    std::vector<T> content_;
};

} // namespace tollgate::test

#endif
