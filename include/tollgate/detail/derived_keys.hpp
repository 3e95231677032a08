// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_DERIVED_KEYS_HPP
#define TOLLGATE_DETAIL_DERIVED_KEYS_HPP

#include <tollgate/version.hpp>

#include <array>
#include <atomic>
#include <memory>
#include <utility>

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
 * All members may be called from several threads. Two that come first at once may each keep the same.
 */
class derived_keys {
public:
    derived_keys() = default;
    derived_keys(derived_keys const &) = delete;
    derived_keys &operator=(derived_keys const &) = delete;
    ~derived_keys()
    {
        for (entry *at = newest_; at != nullptr;)
            delete std::exchange(at, at->older);
    }

    /**
     * \brief What is kept of those that were made so, made the first time; null if it cannot be made.
     * \tparam T what everything is that is made so
     * \param make gives a `std::unique_ptr<T const>`, which may be null
     */
    template <class T>
    [[nodiscard]] T const *get(way_of_deriving const &way, auto make) const
    {
        entry *const known = newest_.load(std::memory_order_acquire);
        for (entry *at = known; at != nullptr; at = at->older)
            if (at->way == way) return static_cast<entry_of<T> *>(at)->value.get();
        std::unique_ptr<T const> value = make();
        if (value == nullptr) return nullptr;
        auto *const fresh = new entry_of<T>{way, known, std::move(value)};
        while (!newest_.compare_exchange_weak(fresh->older, fresh, std::memory_order_acq_rel))
            ;
        return fresh->value.get();
    }

private:
    struct entry {
        entry(way_of_deriving const &how, entry *before) : way{how}, older{before} {}
        entry(entry const &) = delete;
        entry &operator=(entry const &) = delete;
        virtual ~entry() = default;

        way_of_deriving way;
        entry *older;
    };
    template <class T>
    struct entry_of final : entry {
        entry_of(way_of_deriving const &how, entry *before, std::unique_ptr<T const> what)
            : entry{how, before},
              value{std::move(what)}
        {
        }

        std::unique_ptr<T const> value;
    };

    mutable std::atomic<entry *> newest_ = nullptr;
};

} // namespace tollgate::inline v0::detail

#endif
