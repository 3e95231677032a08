// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Callbacks behind CivetWeb: the body is read in pieces, up to a limit of the program's own.

#include "callbacks.hpp"

#include <civetweb.h>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

namespace {

constexpr std::size_t longest_body = 1024 * 1024;

/// False if the body is longer than that.
bool read_body(mg_connection *connection, std::string &to)
{
    char piece[4096];
    for (int size = 0; (size = mg_read(connection, piece, sizeof piece)) > 0;) {
        to.append(piece, static_cast<std::size_t>(size));
        if (to.size() > longest_body) return false;
    }
    return true;
}

int answer(mg_connection *connection, void *)
{
    mg_request_info const &request = *mg_get_request_info(connection);
    std::string body;
    if (std::string_view{request.request_method} != "POST" || !read_body(connection, body)) {
        mg_send_http_error(connection, 400, "%s", "");
        return 400;
    }
    std::vector<tollgate::header> headers;
    for (int i = 0; i != request.num_headers; ++i)
        headers.push_back({request.http_headers[i].name, request.http_headers[i].value});
    auto const given = answer_one_payment(body, headers);
    mg_printf(connection, "HTTP/1.1 %u %s\r\nContent-Type: %s\r\nContent-Length: %zu\r\n\r\n", given.status,
              mg_get_response_code_text(connection, static_cast<int>(given.status)),
              given.content_type.c_str(), given.body.size());
    mg_write(connection, given.body.data(), given.body.size());
    return static_cast<int>(given.status);
}

} // namespace

int main(int count, char **arguments)
{
    std::string const port = "127.0.0.1:" + std::string{count > 1 ? arguments[1] : "8080"};
    char const *options[] = {"listening_ports", port.c_str(), nullptr};
    mg_callbacks const none{};
    mg_context *const server = mg_start(&none, nullptr, options);
    if (server == nullptr) return 1;
    mg_set_request_handler(server, "/callbacks/1payment", answer, nullptr);
    while (true)
        std::this_thread::sleep_for(std::chrono::hours{1});
}
