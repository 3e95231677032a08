// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_NET_SERVER_CALLBACK_SERVER_IPP
#define TOLLGATE_IMPL_NET_SERVER_CALLBACK_SERVER_IPP

#include <tollgate/detail/net/server/callback_server.hpp>
#include <tollgate/detail/net/server/request_path.hpp>

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace tollgate::inline v0::detail {

[[nodiscard]] inline server_limits limits_of(listener_options const &options)
{
    return {.body = options.body_limit,
            .header = options.header_limit,
            .timeout = options.timeout,
            .connections = options.connections,
            .requests = options.requests_per_connection,
            .grace = options.grace,
            .threads = options.threads};
}

/// How much of a body the endpoints read.
[[nodiscard]] inline body_limits body_limits_of(listener_options const &options) noexcept
{
    return {.size = options.body_limit,
            .fields = options.field_limit,
            .depth = options.depth_limit,
            .signatures = options.signature_limit};
}

void callback_observers::tell_refused(http_request_view const &request, error const &why,
                                      unsigned status) const
{
    tell(unhandled, unhandled_request{.reason = unhandled_reason::refused_callback,
                                      .status = status,
                                      .method = request.method,
                                      .path = without_query(request.target),
                                      .peer = request.peer,
                                      .failure = &why});
    if (refused) refused(why);
}

/// What is behind a path, and who may use it.
struct callback_route {
    std::unique_ptr<callback_endpoint> endpoint;
    std::optional<only_from> from;
};

/// A listener's paths. The connections own them too: with the program's executor they may outlive the listener.
struct callback_routes {
    std::map<std::string, callback_route, std::less<>> endpoints;
    callback_observers observers{};
    std::optional<callback_answer> answer_to_get{};
    single_flight being_handled{};

    [[nodiscard]] http_reply answer(http_request_view const &request)
    {
        auto const found = endpoints.find(route_of(request.target));
        if (found == endpoints.end()) return answer_unhandled(request, unhandled_reason::unknown_path, 404);
        auto const &[endpoint, from] = found->second;
        if (from && !from->allows(request.peer.address()))
            return answer_unhandled(request, unhandled_reason::refused_address, 403);
        bool const is_taken = request.method == "POST" || (request.method == "GET" && endpoint->takes_get());
        if (!is_taken && answer_to_get && (request.method == "GET" || request.method == "HEAD")) {
            tell_unhandled(request, unhandled_reason::address_check, answer_to_get->status);
            return in_http(*answer_to_get);
        }
        if (!is_taken) {
            auto refused = answer_unhandled(request, unhandled_reason::method_not_allowed, 405);
            refused.headers.push_back({"Allow", answer_to_get           ? "GET, HEAD, POST"
                                                : endpoint->takes_get() ? "GET, POST"
                                                                        : "POST"});
            return refused;
        }
        try {
            callback_reply given = endpoint->answer(request, being_handled, observers);
            if (auto *const page = std::get_if<http_answer>(&given)) return std::move(*page);
            if (auto *const page = std::get_if<boost::asio::awaitable<http_answer>>(&given))
                return std::move(*page);
            if (auto *const later = std::get_if<boost::asio::awaitable<callback_answer>>(&given))
                return wait_for(std::move(*later));
            return in_http(std::get<callback_answer>(std::move(given)));
        } catch (...) { // an observer's exception
            return http_answer{.status = 500};
        }
    }

    void tell_unhandled(unhandled_bytes const &what) const
    {
        // In the order of `unhandled_bytes::kind`.
        constexpr unhandled_reason reasons[] = {
            unhandled_reason::accept_failed,    unhandled_reason::handshake_failed,
            unhandled_reason::connection_ended, unhandled_reason::malformed,
            unhandled_reason::header_too_large, unhandled_reason::body_too_large};
        tell(observers.unhandled, unhandled_request{.reason = reasons[static_cast<std::size_t>(what.what)],
                                                    .status = what.status,
                                                    .method = what.method,
                                                    .path = without_query(what.target),
                                                    .peer = what.peer,
                                                    .cause = what.cause});
    }

private:
    void tell_unhandled(http_request_view const &request, unhandled_reason why, unsigned status) const
    {
        tell(observers.unhandled, unhandled_request{.reason = why,
                                                    .status = status,
                                                    .method = request.method,
                                                    .path = without_query(request.target),
                                                    .peer = request.peer});
    }
    [[nodiscard]] http_answer answer_unhandled(http_request_view const &request, unhandled_reason why,
                                               unsigned status) const
    {
        tell_unhandled(request, why, status);
        return {.status = status};
    }
    [[nodiscard]] static http_answer in_http(callback_answer given)
    {
        return {.status = given.status,
                .content_type = std::move(given.content_type),
                .body = std::move(given.body)};
    }
    [[nodiscard]] static boost::asio::awaitable<http_answer>
    wait_for(boost::asio::awaitable<callback_answer> later)
    {
        http_answer answered{.status = 500};
        try {
            answered = in_http(co_await std::move(later));
        } catch (...) { // an observer's exception, or the end of the grace
        }
        co_return answered;
    }
};

[[nodiscard]] inline std::shared_ptr<callback_routes> make_routes(listener_options const &options)
{
    auto made = std::make_shared<callback_routes>();
    made->answer_to_get = options.answer_to_get;
    made->observers.unhandled = options.on_unhandled;
    return made;
}

[[nodiscard]] inline http_handler answer_by(std::shared_ptr<callback_routes> routes)
{
    return [routes = std::move(routes)](http_request_view const &request) { return routes->answer(request); };
}

[[nodiscard]] inline unhandled_bytes_observer observe_by(std::shared_ptr<callback_routes> routes)
{
    if (!routes->observers.unhandled) return {};
    return [routes = std::move(routes)](unhandled_bytes const &what) { routes->tell_unhandled(what); };
}

callback_server::callback_server(boost::asio::any_io_executor executor, listener_options options)
    : options_{std::move(options)},
      routes_{make_routes(options_)},
      server_{std::move(executor), answer_by(routes_), limits_of(options_), observe_by(routes_)}
{
}

void callback_server::add(std::string_view path, std::unique_ptr<callback_endpoint> endpoint,
                          std::optional<only_from> from)
{
    endpoint->limit_bodies(body_limits_of(options_));
    std::string route = route_of(path);
    if (!routes_->endpoints.try_emplace(route, callback_route{std::move(endpoint), std::move(from)}).second)
        taken_twice_ = std::move(route);
}

callback_observers &callback_server::observers()
{
    return routes_->observers;
}

result<void> callback_server::start()
{
    if (!taken_twice_.empty())
        return error{errc::invalid_address, not_sent{},
                     "Two types of callbacks are received at the path `" + taken_twice_ +
                         "`, as it is without slashes that change nothing; give each a path of its own."}
            .without_outcome();
    if (auto const &proof = options_.tls) {
        auto const used = server_.use_tls(proof->chain_pem, secret_access::text(proof->private_key_pem));
        if (!used) return used;
    }
    return server_.start({options_.address, options_.port});
}

std::uint16_t callback_server::port() const
{
    return server_.endpoint().port();
}

std::string callback_server::url(std::string_view path) const
{
    std::string const address = options_.address.to_string();
    std::string const host = options_.address.is_v6() ? '[' + address + ']' : address;
    return (options_.tls ? "https://" : "http://") + host + ":" + std::to_string(port()) + std::string{path};
}

} // namespace tollgate::inline v0::detail

#endif
