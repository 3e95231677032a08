// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TESTS_SDK_OURS_HPP
#define TESTS_SDK_OURS_HPP

#include <tollgate/callback.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/page_range.hpp>
#include <tollgate/request.hpp>
#include <tollgate/response.hpp>
#include <tollgate/testing.hpp>

#include <boost/json.hpp>

#include <chrono>
#include <concepts>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// \file
/// What this library sends, reads, signs and accepts of each gateway, under the names that the judges have for it.

namespace ours {

namespace json = boost::json;

/// What was read of an answer: each value where the answer has it, `{"data.reference", "order-17"}`.
using read_values = std::vector<std::pair<std::string, json::value>>;

/// A delivery as it arrives at a web server.
struct delivery {
    std::string method;
    std::string target;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    std::optional<tollgate::moment> now{};
};

struct wire_answer {
    unsigned status;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
};

struct sent {
    std::string call;
    std::string example;
    json::object request;
};

struct gateway {
    std::vector<sent> requests;
    std::map<std::string, std::function<json::object(wire_answer const &)>> answers;
    std::vector<std::pair<std::string, json::object>> deliveries;
    /// By the callback's name; what has none of its own is received as the empty one says.
    std::map<std::string, std::function<json::object(delivery const &)>> callbacks;
};

[[nodiscard]] inline json::object object_of(std::span<std::pair<std::string, std::string> const> headers)
{
    json::object all;
    for (auto const &[name, value] : headers) {
        std::string lower = name;
        for (char &c : lower)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        all[lower] = value;
    }
    return all;
}

[[nodiscard]] inline json::object object_of(tollgate::error const &e)
{
    json::object made{{"code", name_of(e.code())}, {"sentence", e.message()}};
    if (e.has_outcome()) made["outcome"] = name_of(e.outcome());
    if (e.gateway()) made["gateway"] = {{"code", e.gateway()->code}, {"message", e.gateway()->message}};
    return made;
}

/// A request, as the judges write theirs.
[[nodiscard]] inline json::object sent_object(std::string_view method, std::string_view host,
                                              std::string_view target,
                                              std::span<std::pair<std::string, std::string> const> headers,
                                              std::string_view body)
{
    std::size_t const question = target.find('?');
    return {{"method", method},
            {"host", host},
            {"path", target.substr(0, question)},
            {"query", question == target.npos ? "" : target.substr(question + 1)},
            {"headers", object_of(headers)},
            {"body", body}};
}

/// The time and the nonce that the judges sign with.
inline tollgate::signing_sources const judges_moment{
    .now = [] { return std::chrono::system_clock::time_point{std::chrono::seconds{1700000000}}; },
    .nonce = [] { return std::string{"593BEC0C930BF1AFEB40B4A08C8FB242"}; }};

/// Why a delivery, or the first of its items that is not genuine, is refused.
template <class Callback>
std::optional<tollgate::error> why_refused(typename Callback::account const &account, std::string_view body,
                                           std::vector<tollgate::header> const &headers, tollgate::moment now)
{
    if constexpr (requires { typename Callback::items; }) {
        auto const received =
            tollgate::receive_each<Callback>(account, body, headers, now, tollgate::with_tests);
        if (!received) return received.error();
        for (auto const &item : *received)
            if (!item) return item.error();
    } else {
        auto const received = tollgate::receive<Callback>(account, body, headers, now, tollgate::with_tests);
        if (!received) return received.error();
    }
    return std::nullopt;
}

/// Writes down what is said of one gateway.
template <class Account>
class describing {
public:
    describing(gateway &to, Account account) : to_{to}, account_{std::move(account)} {}

    template <class Message>
    void sends(std::string call, std::string example, Message const &message)
    {
        auto const made = tollgate::make_request(account_, message, judges_moment);
        if (!made) {
            to_.requests.push_back(
                {std::move(call), std::move(example), {{"error", object_of(made.error())}}});
            return;
        }
        std::vector<std::pair<std::string, std::string>> headers;
        for (tollgate::header const &each : made->headers())
            headers.emplace_back(each.name, each.value);
        to_.requests.push_back(
            {std::move(call), std::move(example),
             sent_object(made->method(), made->host(), made->target(), headers, made->body())});
    }

    /// The message that asks for the page behind an answer.
    template <class Message>
    void sends_next(std::string call, std::string example, Message const &message, std::string_view answer)
    {
        auto const page =
            tollgate::read_response<Message>(account_, 200, answer, {}, tollgate::with_tests).value();
        sends(std::move(call), std::move(example),
              tollgate::next_page(account_, message, page).value().value());
    }

    /// How an answer to a message is read, and what of it is compared.
    template <class Message>
    void reads(std::string call, std::function<read_values(typename Message::response const &)> show)
    {
        to_.answers[std::move(call)] = [account = account_, show = std::move(show)](wire_answer const &came) {
            std::vector<tollgate::header> const headers = tollgate::header_views(came.headers);
            auto const read = tollgate::read_response<Message>(
                account, came.status, headers, came.body, {}, tollgate::with_tests,
                tollgate::moment{std::chrono::floor<std::chrono::seconds>(judges_moment.now())});
            if (!read) return json::object{{"error", object_of(read.error())}};
            json::object values;
            for (auto &[where, value] : show(*read))
                values[where] = std::move(value);
            return json::object{{"values", std::move(values)}};
        };
    }

    /// How a delivery is received; the name is the judge's, and empty for all that have none of their own.
    template <class Callback>
    void receives(std::string callback = {})
    {
        to_.callbacks[std::move(callback)] = [account = account_](delivery const &came) {
            bool const is_get = came.method == "GET";
            std::size_t const question = came.target.find('?');
            std::string const query =
                question == came.target.npos ? std::string{} : came.target.substr(question + 1);
            std::vector<tollgate::header> const headers = tollgate::header_views(came.headers);
            auto const why = why_refused<Callback>(account, is_get ? query : came.body, headers,
                                                   came.now.value_or(tollgate::moment{}));
            if (!why) return json::object{{"ours", "accepts"}};
            bool const asks = why->unsigned_callback() != nullptr;
            return json::object{{"ours", asks ? "asks" : "refuses"}, {"why", object_of(*why)}};
        };
    }

    /// A delivery that this library signed, as the gateway would.
    void delivers(std::string callback, tollgate::result<tollgate::signed_message> const &made,
                  std::string target, std::optional<std::int64_t> now = std::nullopt)
    {
        tollgate::signed_message const message = made.value();
        json::object to_judge{{"delivery", json::object{{"method", "POST"},
                                                        {"target", std::move(target)},
                                                        {"headers", object_of(message.headers)},
                                                        {"body", message.body}}}};
        if (now) to_judge["now"] = *now;
        to_.deliveries.emplace_back(std::move(callback), std::move(to_judge));
    }

    [[nodiscard]] Account const &account() const { return account_; }

private:
    gateway &to_;
    Account account_;
};

/// A message that was signed as JSON, as a form with the same texts.
[[nodiscard]] inline tollgate::result<tollgate::signed_message>
as_form(tollgate::result<tollgate::signed_message> const &made)
{
    if (!made) return made;
    tollgate::signed_message form{{}, {{"Content-Type", "application/x-www-form-urlencoded"}}};
    json::value const texts = json::parse(made->body);
    for (auto const &[name, value] : texts.as_object())
        form.body.append(form.body.empty() ? "" : "&").append(name).append("=").append(value.as_string());
    return form;
}

/// A value as JSON has it; null for one that lacks.
template <class Field>
[[nodiscard]] json::value shown(Field const &field)
{
    using value = typename Field::value_type;
    if constexpr (!Field::is_required)
        if (!field.has_value()) return nullptr;
    if constexpr (requires { field->text(); })
        return json::value(std::string{field->text()});
    else if constexpr (std::same_as<value, tollgate::minor_units>)
        return field->count();
    else
        return json::value_from(*field);
}

void describe_adyen(gateway &to);
void describe_paypal(gateway &to);
void describe_paystack(gateway &to);
void describe_razorpay(gateway &to);
void describe_redsys(gateway &to);
void describe_stripe(gateway &to);
void describe_wechat(gateway &to);
void describe_yookassa(gateway &to);

} // namespace ours

#endif
