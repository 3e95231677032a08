// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TRANSPORT_DETAIL_UNIQUE_CALLBACK_HPP
#define TOLLGATE_TRANSPORT_DETAIL_UNIQUE_CALLBACK_HPP

#include <tollgate/core/version.hpp>

#include <memory>
#include <type_traits>
#include <utility>

namespace tollgate::inline v0::detail {

/// A function that is called at most once and need not be copyable, as completion handlers are.
template <class... Arguments>
class unique_callback {
public:
    unique_callback() = default;
    template <class Function>
        requires(!std::is_same_v<std::decay_t<Function>, unique_callback>)
    unique_callback(Function &&function)
        : target_{std::make_unique<target_of<std::decay_t<Function>>>(std::forward<Function>(function))}
    {
    }

    /// Whether it is still to be called.
    [[nodiscard]] bool is_pending() const noexcept { return target_ != nullptr; }

    void operator()(Arguments... arguments)
    {
        auto const once = std::move(target_);
        once->call(std::move(arguments)...);
    }

private:
    struct target {
        virtual ~target() = default;
        virtual void call(Arguments... arguments) = 0;
    };
    template <class Function>
    struct target_of final : target {
        explicit target_of(Function from) : function{std::move(from)} {}
        void call(Arguments... arguments) override { function(std::move(arguments)...); }
        Function function;
    };

    std::unique_ptr<target> target_;
};

} // namespace tollgate::inline v0::detail

#endif
