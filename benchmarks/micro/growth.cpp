// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// How the cost grows with the number of fields and with the size.

#include <tollgate/callback.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/request.hpp>

#include <cases.hpp>
#include <check.hpp>
#include <map>
#include <messages.hpp>
#include <string>
#include <utility>

namespace benchmarks {

namespace {

// Names have no order of their own, as a gateway's have none.
#define FIVE(tens)                                                                                           \
    tollgate::required<"d_" #tens, std::string> d##tens;                                                     \
    tollgate::required<"a_" #tens, std::string> a##tens;                                                     \
    tollgate::required<"e_" #tens, std::string> e##tens;                                                     \
    tollgate::required<"c_" #tens, std::string> c##tens;                                                     \
    tollgate::required<"b_" #tens, std::string> b##tens;
#define TWENTY(tens) FIVE(tens##0) FIVE(tens##1) FIVE(tens##2) FIVE(tens##3)
#define USES                                                                                                 \
    using account = tollgate::one_payment::account;                                                          \
    using endpoint = tollgate::get<"/grow">;                                                                 \
    using response = tollgate::one_payment::form;                                                            \
    using from_account = tollgate::picks<>;

struct message_of_5 {
    FIVE(0)
    USES
};
struct message_of_20 {
    TWENTY(0)
    USES
};
struct message_of_60 {
    TWENTY(0)
    TWENTY(1)
    TWENTY(2)
    USES
};

template <class Message>
Message filled()
{
    return []<std::size_t... I>(std::index_sequence<I...>) {
        return Message{(static_cast<void>(I), "some twenty letters")...};
    }(std::make_index_sequence<tollgate::field_count<Message>>{});
}

template <class Message>
void add_message(works &to)
{
    require(tollgate::make_request(project(), filled<Message>()).has_value(),
            "a long message cannot be sent");
    to.push_back({"growth of messages/tollgate/fields/" + std::to_string(tollgate::field_count<Message>),
                  [account = project(), message = filled<Message>()] {
                      keep(tollgate::make_request(account, message));
                  }});
}

/// Of everything that comes, one field is read; all of them are signed.
struct any_callback {
    tollgate::required<"y10000", std::string> y10000;
    using account = tollgate::one_payment::account;
};

/// A callback of so many fields besides its signature, with values of so many characters.
std::string callback_of(std::size_t fields, std::size_t characters)
{
    std::string const value(characters, 'v');
    std::map<std::string, std::string> sorted;
    std::string members;
    for (std::size_t i = 0; i != fields; ++i) {
        std::string const name = "y" + std::to_string(10000 + i * 7919 % 10007); // in no order
        members += "\"" + name + "\":\"" + value + "\",";
        sorted[name] = value;
    }
    std::string text;
    for (auto const &[name, of] : sorted)
        text += (text.empty() ? "" : "&") + name + "=" + of;
    auto const digest = tollgate::cryptopp_hash::digest<tollgate::hash::md5>(text + api_key);
    return "{" + members + R"("sign":")" + hex_of(digest) + "\"}";
}

void add_body(works &to, std::string const &kind, std::size_t count, std::string body)
{
    auto const received = tollgate::receive<any_callback>(project(), body);
    require(received.has_value(), "a long body is not verified");
    to.push_back({"growth of bodies/tollgate/" + kind + "/" + std::to_string(count),
                  [account = project(), body = std::move(body)] {
                      keep(tollgate::receive<any_callback>(account, body));
                  }});
}

} // namespace

void add_growth(works &to)
{
    add_message<message_of_5>(to);
    add_message<message_of_20>(to);
    add_message<message_of_60>(to);
    for (std::size_t const fields : {5u, 20u, 60u, 200u})
        add_body(to, "fields", fields, callback_of(fields, 20));
    for (std::size_t const bytes : {1'000u, 10'000u, 100'000u, 1'000'000u})
        add_body(to, "bytes", bytes, callback_of(20, bytes / 20 - 13));
}

} // namespace benchmarks
