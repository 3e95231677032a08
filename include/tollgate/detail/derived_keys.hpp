// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_DERIVED_KEYS_HPP
#define TOLLGATE_DETAIL_DERIVED_KEYS_HPP

#include <tollgate/version.hpp>

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>
#include <vector>

namespace tollgate::inline v0::detail {

/// How something was made of a secret: by these functions, one after the other. What the same functions made is the same.
struct way_of_deriving {
    std::array<void (*)(), 6> steps{};

    [[nodiscard]] bool operator==(way_of_deriving const &) const = default;
};

/**
 * \brief What was worked out of a secret and is used again and again, such as an HMAC keyed with it.
 * \details Kept until the secret goes; what is kept must overwrite itself.
 * \par Thread safety
 * All members may be called from several threads.
 */
class derived_keys {
public:
    derived_keys() = default;
    derived_keys(derived_keys const &) = delete;
    derived_keys &operator=(derived_keys const &) = delete;

    /**
     * \brief What is kept of those that were made so, made the first time; null if it cannot be made.
     * \tparam T what everything is that is made so
     * \param make gives a `std::unique_ptr<T const>`, which may be null; it asks for nothing that is kept here
     */
    template <class T>
    [[nodiscard]] T const *get(way_of_deriving const &way, auto make) const
    {
        std::scoped_lock const lock{mutex_};
        auto const known = std::ranges::find(kept_, way, &entry::way);
        if (known != kept_.end()) return static_cast<T const *>(known->value.get());
        std::shared_ptr<T const> value = make();
        if (value == nullptr) return nullptr;
        kept_.push_back({way, value});
        return value.get();
    }

private:
    struct entry {
        way_of_deriving way;
        std::shared_ptr<void const> value;
    };

    mutable std::mutex mutex_;
    mutable std::vector<entry> kept_;
};

} // namespace tollgate::inline v0::detail

#endif
