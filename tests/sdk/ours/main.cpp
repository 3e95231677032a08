// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// What this library sends, reads, signs and accepts, as lines of JSON for compare.mjs. Nothing leaves this machine.
//
//   ours requests     each message: what would be sent
//   ours deliveries   callbacks that this library signed
//   ours judge        for each line of the input, what becomes of it: { gateway, call, answer: { status, headers, body } } or
//                     { gateway, callback, delivery: { method, target, headers, body }, now }

#include "ours.hpp"

#include <iostream>
#include <map>
#include <string>
#include <string_view>

namespace {

namespace json = boost::json;

std::map<std::string, ours::gateway> describe_all()
{
    std::map<std::string, ours::gateway> all;
    ours::describe_adyen(all["adyen"]);
    ours::describe_paypal(all["paypal"]);
    ours::describe_paystack(all["paystack"]);
    ours::describe_razorpay(all["razorpay"]);
    ours::describe_redsys(all["redsys"]);
    ours::describe_stripe(all["stripe"]);
    ours::describe_wechat(all["wechat"]);
    ours::describe_yookassa(all["yookassa"]);
    return all;
}

std::string text_in(json::object const &of, std::string_view name)
{
    json::value const *const found = of.if_contains(name);
    return found != nullptr && found->is_string() ? std::string{found->as_string()} : std::string{};
}
std::vector<std::pair<std::string, std::string>> headers_in(json::object const &of)
{
    std::vector<std::pair<std::string, std::string>> all;
    if (json::value const *const found = of.if_contains("headers"))
        for (auto const &[name, value] : found->as_object())
            all.emplace_back(name,
                             value.is_string() ? std::string{value.as_string()} : json::serialize(value));
    return all;
}

void say(std::string const &gateway, json::object line)
{
    line["gateway"] = gateway;
    std::cout << json::serialize(line) << '\n';
}

json::object judged(ours::gateway const &by, json::object const &question)
{
    if (json::value const *const answer = question.if_contains("answer")) {
        json::object const &came = answer->as_object();
        auto const how = by.answers.find(text_in(question, "call"));
        if (how == by.answers.end()) return {};
        return how->second(
            {came.at("status").to_number<unsigned>(), headers_in(came), text_in(came, "body")});
    }
    json::object const &came = question.at("delivery").as_object();
    auto how = by.callbacks.find(text_in(question, "callback"));
    if (how == by.callbacks.end()) how = by.callbacks.find("");
    if (how == by.callbacks.end()) return {};
    ours::delivery arrived{text_in(came, "method"), text_in(came, "target"), headers_in(came),
                           text_in(came, "body")};
    if (json::value const *const now = question.if_contains("now"); now != nullptr && now->is_number())
        arrived.now =
            tollgate::moment{std::chrono::sys_seconds{std::chrono::seconds{now->to_number<std::int64_t>()}}};
    return how->second(arrived);
}

} // namespace

int main(int count, char **texts)
{
    std::string_view const what = count == 2 ? texts[1] : "";
    auto const all = describe_all();
    if (what == "requests") {
        for (auto const &[name, of] : all)
            for (ours::sent const &each : of.requests)
                say(name, {{"call", each.call}, {"example", each.example}, {"sent", each.request}});
    } else if (what == "deliveries") {
        for (auto const &[name, of] : all)
            for (auto const &[callback, delivery] : of.deliveries) {
                json::object line = delivery;
                line["callback"] = callback;
                say(name, std::move(line));
            }
    } else if (what == "judge") {
        for (std::string line; std::getline(std::cin, line);) {
            json::object const question = json::parse(line).as_object();
            std::string const name = text_in(question, "gateway");
            say(name, judged(all.at(name), question));
        }
    } else {
        std::cerr << "usage: ours requests | deliveries | judge\n";
        return 2;
    }
    return std::cout.flush() ? 0 : 1;
}
