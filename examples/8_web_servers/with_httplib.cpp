// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Callbacks behind cpp-httplib: `request.body` is the body as it came.

#include "callbacks.hpp"

#include <httplib.h>

#include <cstdlib>
#include <vector>

int main(int count, char **arguments)
{
    httplib::Server server;
    server.set_payload_max_length(1024 * 1024);
    server.Post("/callbacks/1payment", [](httplib::Request const &request, httplib::Response &response) {
        std::vector<tollgate::header> headers;
        for (auto const &[name, value] : request.headers)
            headers.push_back({name, value});
        auto const answer = answer_one_payment(request.body, headers);
        response.status = static_cast<int>(answer.status);
        response.set_content(answer.body, answer.content_type.c_str());
    });
    return server.listen("127.0.0.1", count > 1 ? std::atoi(arguments[1]) : 8080) ? 0 : 1;
}
