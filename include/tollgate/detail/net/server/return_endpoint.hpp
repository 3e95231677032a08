// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_NET_SERVER_RETURN_ENDPOINT_HPP
#define TOLLGATE_DETAIL_NET_SERVER_RETURN_ENDPOINT_HPP

#include <tollgate/browser_answer.hpp>
#include <tollgate/callback/options.hpp>
#include <tollgate/detail/callback/receiving.hpp>
#include <tollgate/detail/format/http_text.hpp>
#include <tollgate/detail/net/server/callback_server.hpp>
#include <tollgate/detail/net/server/request_path.hpp>

#include <boost/asio/awaitable.hpp>

#include <concepts>
#include <exception>
#include <functional>
#include <memory>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <vector>

namespace tollgate::inline v0::detail {

template <class Handler, class What>
concept waiting_page_handler =
    std::same_as<std::invoke_result_t<Handler &, What const &>, boost::asio::awaitable<browser_answer>>;

/// Gives the payer's page, or `boost::asio::awaitable<browser_answer>`.
template <class Handler, class What>
concept page_handler = std::invocable<Handler &, What const &> &&
                       (std::convertible_to<std::invoke_result_t<Handler &, What const &>, browser_answer> ||
                        waiting_page_handler<Handler, What>);

/// A payer's return is looked at as a callback is, and comes from anywhere.
template <class... Options>
inline constexpr bool are_return_options =
    are_options<option_kind::failed, Options...> && !has_option<option_kind::store, Options...> &&
    !has_option<option_kind::acknowledgement, Options...>;

/// What keeps a callback from being brought by a payer's browser.
template <class Return>
consteval bool check_return()
{
    constexpr bool is_brought = !asked_about<Return> && !has_items<Return> && !is_opaque<Return> &&
                                (comes_as_form<Return> || comes_only_as_form<Return>);
    if constexpr (!is_brought) report<Return, fault_id::callback_payer_return>();
    return is_brought;
}

/// Where a payer's browser comes back to.
/// \tparam Schemes a tuple of those that are tried too
template <class Return, class Hash, class Source, class Shown, class Otherwise, class Schemes>
class return_endpoint_for final : public callback_endpoint {
    static constexpr bool waits =
        waiting_page_handler<Shown, verified<Return>> || waiting_page_handler<Otherwise, error>;

public:
    return_endpoint_for(Source source, Shown shown, Otherwise otherwise, callback_options options,
                        Schemes besides)
        : source_{std::move(source)},
          shown_{std::move(shown)},
          otherwise_{std::move(otherwise)},
          options_{std::move(options)},
          besides_{std::move(besides)}
    {
    }

    void limit_bodies(body_limits limits) override
    {
        if (!options_.receiving.limits) options_.receiving.limits = limits;
    }
    [[nodiscard]] bool takes_get() const noexcept override { return true; }

    [[nodiscard]] callback_reply answer(http_request_view const &request, single_flight &,
                                        callback_observers const &observers) override
    {
        if constexpr (waits) {
            return wait(request, observers);
        } else {
            try {
                auto const received = receive(request);
                if (!received)
                    return refused(request, received.error(), otherwise_(received.error()), observers);
                return in_http(shown_(*received));
            } catch (...) {
                return failed(std::current_exception(), observers);
            }
        }
    }

private:
    /// The request stays where it is until it is answered.
    [[nodiscard]] boost::asio::awaitable<http_answer> wait(http_request_view const &request,
                                                           callback_observers const &observers)
    {
        std::exception_ptr failure;
        try {
            auto const received = receive(request);
            if (received) {
                browser_answer page;
                if constexpr (waiting_page_handler<Shown, verified<Return>>)
                    page = co_await shown_(*received);
                else
                    page = shown_(*received);
                co_return in_http(std::move(page));
            }
            browser_answer page;
            if constexpr (waiting_page_handler<Otherwise, error>)
                page = co_await otherwise_(received.error());
            else
                page = otherwise_(received.error());
            co_return refused(request, received.error(), std::move(page), observers);
        } catch (...) {
            failure = std::current_exception();
        }
        co_return failed(failure, observers);
    }

    [[nodiscard]] result<verified<Return>> receive(http_request_view const &request)
    {
        typename Return::account const *account = nullptr;
        if (request.method != "GET")
            return receive_with<Return, Hash>(source_, request.body, request.headers, options_.receiving,
                                              besides_, account);
        std::vector<header> headers = request.headers;
        std::erase_if(headers, [](header const &h) {
            return is_same_header(h.name, "Content-Type") || is_same_header(h.name, "Content-Encoding");
        });
        headers.push_back({"Content-Type", form_type});
        return receive_with<Return, Hash>(source_, query_in(request.target), headers, options_.receiving,
                                          besides_, account);
    }

    // What observers throw ends nothing but themselves: the payer waits for a page.

    [[nodiscard]] http_answer refused(http_request_view const &request, error const &why, browser_answer page,
                                      callback_observers const &observers) const
    {
        try {
            observers.tell_refused(request, why, page.status);
            options_.tell_refused(why);
        } catch (...) {
        }
        return in_http(std::move(page));
    }
    [[nodiscard]] http_answer failed(std::exception_ptr const &why, callback_observers const &observers) const
    {
        try {
            if (observers.failed) observers.failed(why);
            options_.tell_failed(why);
        } catch (...) {
        }
        return {.status = 500};
    }
    [[nodiscard]] static http_answer in_http(browser_answer page)
    {
        if (!fits_in_header(page.location) || !fits_in_header(page.content_type))
            throw std::invalid_argument{"tollgate: this cannot stand in a header of the payer's answer"};
        http_answer answer{.status = page.status,
                           .content_type = std::move(page.content_type),
                           .body = std::move(page.body)};
        answer.headers.push_back({"Cache-Control", "no-store"});
        if (!page.location.empty()) answer.headers.push_back({"Location", std::move(page.location)});
        return answer;
    }

    Source source_;
    Shown shown_;
    Otherwise otherwise_;
    callback_options options_;
    Schemes besides_;
};

template <class Return, class Hash, class Source, class Shown, class Otherwise, class... Options>
[[nodiscard]] std::unique_ptr<callback_endpoint>
make_return_endpoint(Source source, Shown shown, Otherwise otherwise, Options const &...options)
{
    if constexpr (!receivable<Return, Hash>) {
        check_callback<Return, Hash>();
        return nullptr;
    } else if constexpr (!check_return<Return>()) {
        return nullptr;
    } else {
        auto besides = schemes_in(options...);
        using endpoint = return_endpoint_for<Return, Hash, Source, Shown, Otherwise, decltype(besides)>;
        return std::make_unique<endpoint>(std::move(source), std::move(shown), std::move(otherwise),
                                          options_from<callback_options>(options...), std::move(besides));
    }
}

} // namespace tollgate::inline v0::detail

#endif
