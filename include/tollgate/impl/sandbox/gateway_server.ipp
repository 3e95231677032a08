// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SANDBOX_GATEWAY_SERVER_IPP
#define TOLLGATE_IMPL_SANDBOX_GATEWAY_SERVER_IPP

#include <tollgate/detail/format/authority.hpp>
#include <tollgate/detail/net/server/request_path.hpp>
#include <tollgate/sandbox/answer_faults.hpp>
#include <tollgate/sandbox/gateway_server.hpp>
#include <tollgate/sandbox/payment_page.hpp>
#include <tollgate/sandbox/post.hpp>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <iterator>
#include <memory>
#include <utility>

namespace tollgate::inline v0::sandbox {

namespace detail {

/// Without its port; empty if it is none.
[[nodiscard]] inline std::string bare_host(std::string_view host)
{
    auto const read = tollgate::detail::read_authority(host, 443);
    return read ? read->host : std::string{};
}

/// What a program gives as the address of a gateway that it reaches without a name of its own: `https://localhost:8443`.
inline constexpr std::string_view loopback_hosts[] = {"localhost", "127.0.0.1"};

[[nodiscard]] inline bool is_loopback(std::string_view host)
{
    return std::ranges::find(loopback_hosts, bare_host(host)) != std::end(loopback_hosts);
}

/// `/path` for `https://host/path`.
[[nodiscard]] inline std::string path_in_url(std::string_view url)
{
    std::string_view const rest = without_scheme(url);
    return std::string{rest.substr(std::min(rest.find('/'), rest.size()))};
}

/// The payer's browser goes to the page of what it opened, or reads why nothing was.
[[nodiscard]] inline tollgate::detail::http_answer show_to_browser(gateway_answer const &given,
                                                                   std::string page)
{
    if (!given.page.empty()) return {.status = 303, .headers = {{"Location", std::move(page)}}};
    return {
        .status = given.status, .content_type = "text/html; charset=utf-8", .body = refusal_page(given.body)};
}

[[nodiscard]] inline boost::asio::ip::tcp::endpoint on_loopback(std::uint16_t port)
{
    return {boost::asio::ip::address_v4::loopback(), port};
}

} // namespace detail

gateway_server::gateway_server(options how, std::vector<simulated_account *> accounts)
    : how_{std::move(how)},
      accounts_{std::move(accounts)},
      urls_(accounts_.size()),
      server_{tollgate::detail::http_handler{
                  [this](tollgate::detail::http_request_view const &request) { return respond(request); }},
              {}},
      browsers_{[this](tollgate::detail::http_request_view const &request) { return browse(request); }, {}}
{
    auto const numbers = std::make_shared<std::atomic<std::uint64_t>>(0);
    for (simulated_account *const each : accounts_) {
        each->number_by(numbers);
        each->run_at(how_.time_scale);
    }
    server_identity const proof = identity();
    server_.use_tls(proof.certificate_pem, proof.private_key_pem).value();
    server_.start(detail::on_loopback(how_.port)).value();
    if (how_.pages_port != 0) {
        browsers_.start(detail::on_loopback(how_.pages_port)).value();
        is_open_for_browsers_ = true;
    }
}

gateway_server::~gateway_server()
{
    browsers_.stop();
    server_.stop();
    callbacks_.stop();
}

https_options gateway_server::client_options() const
{
    return {.ca_pem = authority_.certificate_pem(), .connect_to = server_.endpoint()};
}

void gateway_server::send_callbacks_to(std::size_t index, std::string url)
{
    static_cast<void>(callback_address(url).value());
    urls_[index] = std::move(url);
}

result<delivery> gateway_server::change(std::function<result<notice>(simulated_account &)> const &act)
{
    std::optional<result<delivery>> done;
    for (std::size_t index = 0; index != accounts_.size(); ++index) {
        if (done && (done->has_value() || done->error().code() != errc::missing_field)) break;
        auto made = act(*accounts_[index]);
        done = made ? deliver(index, *std::move(made)) : result<delivery>{made.error()};
    }
    return *std::move(done);
}

result<delivery> gateway_server::deliver(std::size_t index, notice what)
{
    std::string const &url = callback_url(index, what.about);
    if (what.body.empty()) return delivery{};
    if (url.empty())
        return error{errc::connect_failed, not_sent{},
                     "The sandbox was not told where callbacks go; call `send_callbacks_to` first."}
            .without_outcome();
    auto made = callbacks_.deliver(url, std::move(what.body), what.about.id, accounts_[index]->format());
    deliver_later(index, {.about = std::move(what.about), .body = {}, .further = std::move(what.further)});
    return made;
}

result<std::string> gateway_server::page_url(std::string_view page)
{
    bool is_there = false;
    for (simulated_account *const each : accounts_)
        is_there = is_there || each->look_at(page, false) || each->is_sent_by_browser_to(page);
    if (!is_there || without_scheme(page) == page)
        return error{errc::missing_field, not_sent{},
                     "The sandbox has no form at this address; open one first."}
            .without_outcome();
    std::scoped_lock lock{opening_browsers_};
    if (!is_open_for_browsers_)
        if (auto const started = browsers_.start(detail::on_loopback(0)); !started) return started.error();
    is_open_for_browsers_ = true;
    return "http://127.0.0.1:" + std::to_string(browsers_.endpoint().port()) + "/" +
           std::string{without_scheme(page)};
}

void gateway_server::deliver_later(std::size_t index, notice what)
{
    std::string const &url = callback_url(index, what.about);
    if (url.empty()) return;
    what.further.insert(what.further.begin(), std::move(what.body));
    for (std::string &body : what.further)
        if (!body.empty())
            callbacks_.deliver_later(url, std::move(body), what.about.id, accounts_[index]->format());
}

server_identity gateway_server::identity() const
{
    std::vector<std::string> hosts;
    for (simulated_account *const each : accounts_)
        hosts.push_back(detail::bare_host(each->host()));
    for (simulated_account *const each : accounts_)
        hosts.push_back(detail::bare_host(each->page_host()));
    hosts.insert(hosts.end(), std::begin(detail::loopback_hosts), std::end(detail::loopback_hosts));
    return authority_.issue(hosts);
}

boost::asio::awaitable<tollgate::detail::http_answer>
gateway_server::respond(tollgate::detail::http_request_view const &request)
{
    std::string const host = "https://" + detail::bare_host(request.host);
    // A page may be known by its query.
    for (std::string_view const at : {request.target, tollgate::detail::path_of(request.target)})
        if (auto page = visit(host + std::string{at}, request)) co_return *std::move(page);
    auto const fault = faults_.for_request();
    tollgate::detail::http_answer answer;
    if (!fault || fault->carried_out) answer = operate(request);
    if (!fault) co_return answer;
    sandbox::faults const now = faults_.chances();
    apply_fault(answer, fault->kind, how_.time_scale.of(now.pause));
    if (fault->kind == fault_kind::http_429)
        for (simulated_account const *const at : accounts_)
            if (at->is_at(host_for(*at, request))) answer.body = at->too_many();
    if (fault->kind == fault_kind::delay_answer) {
        boost::asio::steady_timer timer{co_await boost::asio::this_coro::executor,
                                        how_.time_scale.of(now.delay)};
        co_await timer.async_wait(boost::asio::use_awaitable);
    }
    co_return answer;
}

std::string_view gateway_server::host_for(simulated_account const &at,
                                          tollgate::detail::http_request_view const &request) const
{
    return accounts_.size() == 1 && detail::is_loopback(request.host) ? at.host() : request.host;
}

tollgate::detail::http_answer gateway_server::operate(tollgate::detail::http_request_view const &request)
{
    auto given =
        ask(request.method, host_for(*accounts_.front(), request),
            {.target = request.target, .body = request.body, .headers = request.headers}, asked_by::anybody);
    if (!given) return {.status = 404};
    if (given->is_for_browser) return detail::show_to_browser(*given, detail::path_in_url(given->page));
    return {.status = given->status, .body = std::move(given->body), .headers = std::move(given->headers)};
}

tollgate::detail::http_answer gateway_server::browse(tollgate::detail::http_request_view const &request)
{
    std::string_view const target = request.target;
    if (!target.starts_with('/')) return {.status = 404};
    std::size_t const path = std::min(target.find('/', 1), target.size());
    std::string const host = detail::bare_host(target.substr(1, path - 1));
    if (auto page = visit("https://" + host + std::string{target.substr(path)}, request))
        return *std::move(page);
    auto const given = ask(request.method, host,
                           {.target = target.substr(path), .body = request.body, .headers = request.headers},
                           asked_by::browser);
    if (!given) return {.status = 404};
    return detail::show_to_browser(*given, "/" + std::string{without_scheme(given->page)});
}

std::optional<gateway_answer> gateway_server::ask(std::string_view method, std::string_view host,
                                                  sent_parts const &sent, asked_by from)
{
    for (std::size_t index = 0; index != accounts_.size(); ++index) {
        auto given = accounts_[index]->answer(method, host, sent, from);
        if (!given) continue;
        for (notice &each : accounts_[index]->take_notices())
            deliver_later(index, std::move(each));
        return given;
    }
    return std::nullopt;
}

std::string const &gateway_server::callback_url(std::size_t index, entry const &about) const
{
    return !about.callback_url.empty() && callback_address(about.callback_url) ? about.callback_url
                                                                               : urls_[index];
}

void gateway_server::act(std::size_t index, std::string const &address, page_action what)
{
    simulated_account &at = *accounts_[index];
    if (what == page_action::lose_next_answer) return faults_.next_answer(fault_kind::drop_answer, true);
    if (what == page_action::limit_next_request) return faults_.next_answer(fault_kind::http_429, false);
    if (what == page_action::empty_balance) return at.set_balance(at.look_at(address, false)->currency, {});
    if (what == page_action::lapse_tokens) return at.lapse_tokens();
    bool const decides = what != page_action::tell_again && what != page_action::tell_forged;
    auto told =
        decides ? at.settle(address, what == page_action::decline ? final_state::declined : final_state::paid)
                : at.tell_again(address);
    if (!told) return;
    if (auto const fault = fault_of(what);
        fault && !told->body.empty() && !callback_url(index, told->about).empty())
        faults_.next_callback(*fault);
    deliver_later(index, *std::move(told));
}

/// A payer's visit to a page; nothing if there is no page at this address.
std::optional<tollgate::detail::http_answer>
gateway_server::visit(std::string const &address, tollgate::detail::http_request_view const &request)
{
    for (std::size_t index = 0; index != accounts_.size(); ++index) {
        simulated_account &at = *accounts_[index];
        auto const what = at.look_at(address, true);
        if (!what || without_scheme(what->page) != without_scheme(address)) continue;
        auto const wanted = request.method == "POST" ? action_in(request.body) : std::nullopt;
        if (wanted) act(index, address, *wanted);
        entry const now = *at.look_at(address, true);
        bool const decides = wanted == page_action::pay || wanted == page_action::decline;
        if (auto const back = way_back(now); now.redirects && decides && !is_open(now) && !back.empty())
            return tollgate::detail::http_answer{.status = 303, .headers = {{"Location", back}}};
        std::vector<delivery> told = callbacks_.deliveries();
        std::erase_if(told, [&now](delivery const &one) { return one.entry != now.id; });
        return tollgate::detail::http_answer{.content_type = "text/html; charset=utf-8",
                                             .body = payment_page(now, at.shown_amount(now), told)};
    }
    return std::nullopt;
}

} // namespace tollgate::inline v0::sandbox

#endif
