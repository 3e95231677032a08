// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_CALLBACK_UNCONFIRMED_CALLBACK_HPP
#define TOLLGATE_CALLBACK_UNCONFIRMED_CALLBACK_HPP

#include <tollgate/version.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace tollgate::inline v0 {

namespace detail {
struct unconfirmed_callback_access;
}

/**
 * \brief A callback that nobody signed, kept closed: a program cannot read it, only have the gateway confirm it.
 * \details `client::confirm` asks the gateway for what this claims. Copies share the bytes.
 * \par Thread safety
 * Nothing in it changes.
 */
class unconfirmed_callback {
private:
    friend struct detail::unconfirmed_callback_access;

    struct content {
        std::string body;
        bool is_form;
    };

    explicit unconfirmed_callback(content what) : content_{std::make_shared<content const>(std::move(what))}
    {
    }

    std::shared_ptr<content const> content_;
};

namespace detail {

/// The only access to a closed callback's bytes.
struct unconfirmed_callback_access {
    [[nodiscard]] static unconfirmed_callback close(std::string_view body, bool is_form)
    {
        return unconfirmed_callback{{std::string{body}, is_form}};
    }
    [[nodiscard]] static std::string_view body(unconfirmed_callback const &closed) noexcept
    {
        return closed.content_->body;
    }
    [[nodiscard]] static bool is_form(unconfirmed_callback const &closed) noexcept
    {
        return closed.content_->is_form;
    }
};

} // namespace detail

} // namespace tollgate::inline v0

#endif
