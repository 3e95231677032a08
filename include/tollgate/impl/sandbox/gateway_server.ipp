// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SANDBOX_GATEWAY_SERVER_IPP
#define TOLLGATE_IMPL_SANDBOX_GATEWAY_SERVER_IPP

#include <tollgate/detail/description/host_table.hpp>
#include <tollgate/detail/format/authority.hpp>
#include <tollgate/detail/net/server/request_path.hpp>
#include <tollgate/sandbox/answer_faults.hpp>
#include <tollgate/sandbox/gateway_server.hpp>
#include <tollgate/sandbox/history_page.hpp>
#include <tollgate/sandbox/http_post.hpp>
#include <tollgate/sandbox/payment_page.hpp>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <iterator>
#include <memory>
#include <span>
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

/// Where the sandbox's plain HTTP has a page, whatever scheme the gateway's address of it has.
[[nodiscard]] inline std::string local_path(std::string_view page)
{
    return std::string{"/"}.append(without_scheme(page));
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
    auto made = browsers_url();
    if (made) made->append(detail::local_path(page));
    return made;
}

result<std::string> gateway_server::history_url()
{
    auto made = browsers_url();
    if (made) made->append(history_path);
    return made;
}

result<std::string> gateway_server::browsers_url()
{
    std::scoped_lock lock{opening_browsers_};
    if (!is_open_for_browsers_)
        if (auto const started = browsers_.start(detail::on_loopback(0)); !started) return started.error();
    is_open_for_browsers_ = true;
    return "http://127.0.0.1:" + std::to_string(browsers_.endpoint().port());
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
    if (auto page = visit(host + std::string{request.target}, request, false)) co_return *std::move(page);
    // A page may be known with its query, or without.
    std::string_view const path = tollgate::detail::path_of(request.target);
    if (path != request.target)
        if (auto page = visit(host + std::string{path}, request, false)) co_return *std::move(page);
    auto const fault = faults_.for_request();
    logged_request made = to_be_logged(request, request.host, request.target);
    tollgate::detail::http_answer answer;
    if (!fault || fault->carried_out) answer = operate(request, made);
    made.facts.fault = fault;
    answer = written_down(std::move(made), std::move(answer));
    if (!fault) co_return answer;
    sandbox::faults const now = faults_.chances();
    apply_fault(answer, fault->kind, how_.time_scale.of(now.pause));
    if (fault->kind == fault_kind::http_429)
        for (simulated_account const *const at : accounts_)
            if (at->is_at(host_for(request))) answer.body = at->too_many();
    if (fault->kind == fault_kind::delay_answer) {
        boost::asio::steady_timer timer{co_await boost::asio::this_coro::executor,
                                        how_.time_scale.of(now.delay)};
        co_await timer.async_wait(boost::asio::use_awaitable);
    }
    co_return answer;
}

std::string_view gateway_server::host_for(tollgate::detail::http_request_view const &request) const
{
    return accounts_.size() == 1 && detail::is_loopback(request.host) ? accounts_.front()->host()
                                                                      : request.host;
}

logged_request gateway_server::to_be_logged(tollgate::detail::http_request_view const &request,
                                            std::string_view host, std::string_view target) const
{
    logged_request made{.facts = {.at = std::chrono::system_clock::now(),
                                  .method = std::string{request.method},
                                  .host = std::string{host},
                                  .path = std::string{tollgate::detail::path_of(target)}},
                        .account = accounts_.size(),
                        .target = std::string{target}};
    made.facts.is_too_long = request.body.size() > how_.shown_body;
    if (!made.facts.is_too_long) made.body = request.body;
    for (header const &h : request.headers)
        made.headers.push_back({std::string{h.name}, std::string{h.value}});
    return made;
}

tollgate::detail::http_answer gateway_server::written_down(logged_request made,
                                                           tollgate::detail::http_answer answer)
{
    made.facts.status = answer.status;
    if (!made.facts.is_done() && answer.content_type == "application/json") made.facts.answer = answer.body;
    requests_.add(std::move(made));
    return answer;
}

tollgate::detail::http_answer gateway_server::operate(tollgate::detail::http_request_view const &request,
                                                      logged_request &made)
{
    auto given = ask(request.method, host_for(request),
                     {.target = request.target, .body = request.body, .headers = request.headers},
                     asked_by::anybody, made);
    if (!given) return {.status = 404};
    if (given->is_for_browser)
        return detail::show_to_browser(*given,
                                       std::string{tollgate::detail::path_in(without_scheme(given->page))});
    return {.status = given->status, .body = std::move(given->body), .headers = std::move(given->headers)};
}

tollgate::detail::http_answer gateway_server::browse(tollgate::detail::http_request_view const &request)
{
    if (!request.target.starts_with('/')) return {.status = 404};
    std::string_view const address = request.target.substr(1);
    std::string const host = detail::bare_host(tollgate::detail::host_in(address));
    std::string_view const target = tollgate::detail::path_in(address);
    if (auto page = visit("https://" + host + std::string{target}, request, true)) return *std::move(page);
    logged_request made = to_be_logged(request, host, target);
    auto const given =
        ask(request.method, host, {.target = target, .body = request.body, .headers = request.headers},
            asked_by::browser, made);
    if (!given) return {.status = 404};
    return written_down(std::move(made), detail::show_to_browser(*given, detail::local_path(given->page)));
}

std::optional<gateway_answer> gateway_server::ask(std::string_view method, std::string_view host,
                                                  sent_parts const &sent, asked_by from, logged_request &made)
{
    for (std::size_t index = 0; index != accounts_.size(); ++index) {
        auto given = accounts_[index]->answer(method, host, sent, from);
        if (!given) continue;
        made.account = index;
        made.facts.finding = given->finding;
        for (notice &each : accounts_[index]->take_notices())
            deliver_later(index, std::move(each));
        return given;
    }
    made.facts.finding = {request_verdict::no_operation};
    return std::nullopt;
}

std::string const &gateway_server::callback_url(std::size_t index, entry const &about) const
{
    return !about.callback_url.empty() && callback_address(about.callback_url) ? about.callback_url
                                                                               : urls_[index];
}

history gateway_server::history_of(entry const *about)
{
    history made;
    for (logged_request &each : requests_.all()) {
        std::string const &opened = each.facts.finding.entry;
        bool const is_meant =
            about == nullptr || (!opened.empty() && (opened == about->id || opened == about->of));
        if (!is_meant) continue;
        request_report &report = made.requests.emplace_back(request_report{.facts = each.facts});
        if (each.account == accounts_.size()) continue;
        simulated_account &at = *accounts_[each.account];
        if (auto const found = opened.empty() ? std::nullopt : at.look_at(opened, false))
            report.page = found->page;
        if (each.facts.is_too_long) continue;
        if (each.report == nullptr) {
            std::vector<header> const headers = header_views(each.headers);
            each.report = std::make_shared<message_report>(at.report_request(
                each.facts.method, {.target = each.target, .body = each.body, .headers = headers},
                each.facts.finding.verdict != request_verdict::access_token));
            requests_.keep_report(each.facts.number, each.report);
        }
        report.message = *each.report;
    }
    std::vector<delivery> told = callbacks_.deliveries();
    std::erase_if(told, [about](delivery const &one) { return about != nullptr && one.entry != about->id; });
    std::size_t const shown = std::min(told.size(), how_.shown_callbacks);
    for (delivery &each : std::span{told}.last(shown)) {
        auto const at = std::ranges::find_if(accounts_, [&each](simulated_account *one) {
            return one->look_at(each.entry, false).has_value();
        });
        delivery_report &report = made.told.emplace_back();
        std::vector<header> const headers = header_views(each.headers);
        if (at != accounts_.end()) report.message = (*at)->report_callback(each.body, headers);
        report.attempt = std::move(each);
    }
    made.pending = callbacks_.pending();
    std::erase_if(made.pending, [about](pending_delivery const &one) {
        return about != nullptr && one.entry != about->id;
    });
    return made;
}

void gateway_server::act(std::size_t index, std::string const &address, page_action what)
{
    simulated_account &at = *accounts_[index];
    if (what == page_action::lose_next_answer) return faults_.next_answer(fault_kind::drop_answer, true);
    if (what == page_action::limit_next_request) return faults_.next_answer(fault_kind::http_429, false);
    if (what == page_action::empty_balance) return at.set_balance(at.look_at(address, false)->currency, {});
    if (what == page_action::lapse_tokens) return at.lapse_tokens();
    if (what == page_action::late_next_answer) return faults_.next_answer(fault_kind::delay_answer, true);
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

/// A visit to a page; nothing if there is no page at this address.
std::optional<tollgate::detail::http_answer>
gateway_server::visit(std::string address, tollgate::detail::http_request_view const &request,
                      bool is_for_browsers)
{
    // What the pages' own links add.
    bool const follows = request.target.ends_with("?follow") || request.target.ends_with("&follow");
    for (std::string_view const added : {"?follow", "&follow", "?"})
        if (address.ends_with(added)) address.resize(address.size() - added.size());
    auto const shown = [](std::string page, bool comes_again) {
        tollgate::detail::http_answer made{.content_type = "text/html; charset=utf-8",
                                           .body = std::move(page)};
        if (comes_again) made.headers.push_back({"Refresh", "2"});
        return made;
    };
    if (request.method == "GET" && tollgate::detail::path_of(request.target) == history_path) {
        history known = everything();
        if (is_for_browsers)
            for (request_report &each : known.requests)
                if (!each.page.empty()) each.page = detail::local_path(each.page);
        return shown(history_page(known), follows);
    }
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
        history const known = history_of(&now);
        return shown(payment_page(now, at.shown_amount(now), known), follows && !known.pending.empty());
    }
    return std::nullopt;
}

} // namespace tollgate::inline v0::sandbox

#endif
