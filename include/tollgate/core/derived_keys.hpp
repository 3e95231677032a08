// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_CORE_DERIVED_KEYS_HPP
#define TOLLGATE_CORE_DERIVED_KEYS_HPP

#include <tollgate/core/version.hpp>

#include <atomic>
#include <memory>
#include <utility>

namespace tollgate::inline v0::detail {

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
     * \brief What is kept under a kind, made the first time; null if it cannot be made.
     * \tparam Kind what tells it from everything else that is kept; one kind always is of one type
     * \param make gives a `std::unique_ptr`, which may be null
     */
    template <class Kind, class T, class Make>
    [[nodiscard]] T const *get(Make make) const
    {
        entry *const known = newest_.load(std::memory_order_acquire);
        for (entry *at = known; at != nullptr; at = at->older)
            if (at->kind == &mark_of<Kind>) return static_cast<entry_of<T> *>(at)->value.get();
        std::unique_ptr<T> value = make();
        if (value == nullptr) return nullptr;
        auto *const fresh = new entry_of<T>{&mark_of<Kind>, known, std::move(value)};
        while (!newest_.compare_exchange_weak(fresh->older, fresh, std::memory_order_acq_rel))
            ;
        return fresh->value.get();
    }

private:
    struct entry {
        entry(void const *of, entry *before) : kind{of}, older{before} {}
        entry(entry const &) = delete;
        entry &operator=(entry const &) = delete;
        virtual ~entry() = default;

        void const *kind;
        entry *older;
    };
    template <class T>
    struct entry_of final : entry {
        entry_of(void const *of, entry *before, std::unique_ptr<T> what)
            : entry{of, before},
              value{std::move(what)}
        {
        }

        std::unique_ptr<T> value;
    };

    // Its address is the kind. Not constant: linkers may lay equal constants on top of each other.
    template <class Kind>
    static inline char mark_of = 0;

    mutable std::atomic<entry *> newest_ = nullptr;
};

} // namespace tollgate::inline v0::detail

#endif
