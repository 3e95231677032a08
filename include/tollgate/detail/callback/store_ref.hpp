// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_CALLBACK_STORE_REF_HPP
#define TOLLGATE_DETAIL_CALLBACK_STORE_REF_HPP

#include <tollgate/callback/store.hpp>

#include <concepts>
#include <functional>
#include <string_view>
#include <utility>

namespace tollgate::inline v0::detail {

/// What has threads of its own, on which a listener has it work.
template <class T>
concept runs_blocking_work =
    requires(T &it, std::function<void()> work) { it.run_blocking(std::move(work)); };

/// A store of any type, or none: then each callback is handled as often as it arrives.
class callback_store_ref {
public:
    callback_store_ref() = default;
    template <callback_store Store>
        requires(!std::same_as<Store, callback_store_ref>)
    explicit callback_store_ref(Store &store) noexcept : store_{&store},
                                                         functions_{&functions_of<Store>}
    {
    }

    [[nodiscard]] explicit operator bool() const noexcept { return store_ != nullptr; }
    [[nodiscard]] claim begin(std::string_view identity) const { return functions_->begin(store_, identity); }
    void commit(std::string_view identity) const { functions_->commit(store_, identity); }
    void abort(std::string_view identity) const { functions_->abort(store_, identity); }

    /// Whether a listener asks it on other threads than its own.
    [[nodiscard]] bool runs_blocking() const noexcept
    {
        return functions_ != nullptr && functions_->run_blocking != nullptr;
    }
    void run_blocking(std::function<void()> work) const { functions_->run_blocking(store_, std::move(work)); }

private:
    struct functions {
        claim (*begin)(void *store, std::string_view identity);
        void (*commit)(void *store, std::string_view identity);
        void (*abort)(void *store, std::string_view identity);
        void (*run_blocking)(void *store, std::function<void()> work);
    };
    template <class Store>
    [[nodiscard]] static constexpr auto runner_of() noexcept -> void (*)(void *, std::function<void()>)
    {
        if constexpr (runs_blocking_work<Store>)
            return [](void *store, std::function<void()> work) {
                static_cast<Store *>(store)->run_blocking(std::move(work));
            };
        else
            return nullptr;
    }
    template <class Store>
    static constexpr functions functions_of{
        [](void *store, std::string_view identity) { return static_cast<Store *>(store)->begin(identity); },
        [](void *store, std::string_view identity) { static_cast<Store *>(store)->commit(identity); },
        [](void *store, std::string_view identity) { static_cast<Store *>(store)->abort(identity); },
        runner_of<Store>()};

    void *store_ = nullptr;
    functions const *functions_ = nullptr;
};

} // namespace tollgate::inline v0::detail

#endif
