// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// The same bytes through libcurl's easy interface, which keeps its connection.

#include <curl/curl.h>

#include <memory>
#include <options.hpp>
#include <senders.hpp>
#include <string>

namespace benchmarks {

namespace {

std::size_t append(char *bytes, std::size_t, std::size_t count, void *to)
{
    static_cast<std::string *>(to)->append(bytes, count);
    return count;
}

struct easy_handle {
    CURL *curl = curl_easy_init();
    curl_slist *connect_to = nullptr;
    curl_slist *headers = nullptr;
    std::string url;
    std::string ca_pem;
    std::string body;

    easy_handle() = default;
    easy_handle(easy_handle const &) = delete;
    easy_handle &operator=(easy_handle const &) = delete;
    ~easy_handle()
    {
        curl_easy_cleanup(curl);
        curl_slist_free_all(connect_to);
        curl_slist_free_all(headers);
    }
};

} // namespace

sender curl_sender(server const &at, std::string const &target)
{
    auto held = std::make_shared<easy_handle>();
    held->url = std::string{"https://"} + host + target;
    held->ca_pem = at.ca_pem;
    held->connect_to =
        curl_slist_append(nullptr, (std::string{host} + ":443:127.0.0.1:" + std::to_string(at.port)).c_str());
    held->headers = curl_slist_append(nullptr, "Accept: application/json");
    held->headers = curl_slist_append(held->headers, "Accept-Encoding: identity");
    curl_blob ca{held->ca_pem.data(), held->ca_pem.size(), CURL_BLOB_NOCOPY};
    curl_easy_setopt(held->curl, CURLOPT_URL, held->url.c_str());
    curl_easy_setopt(held->curl, CURLOPT_CONNECT_TO, held->connect_to);
    curl_easy_setopt(held->curl, CURLOPT_HTTPHEADER, held->headers);
    curl_easy_setopt(held->curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(held->curl, CURLOPT_CAINFO_BLOB, &ca);
    curl_easy_setopt(held->curl, CURLOPT_USERAGENT, "by hand/1.0");
    curl_easy_setopt(held->curl, CURLOPT_TIMEOUT_MS, 30'000L);
    curl_easy_setopt(held->curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(held->curl, CURLOPT_WRITEFUNCTION, append);
    curl_easy_setopt(held->curl, CURLOPT_WRITEDATA, &held->body);
    return [held] {
        held->body.clear();
        CURLcode const code = curl_easy_perform(held->curl);
        require(code == CURLE_OK, curl_easy_strerror(code));
        long status = 0;
        curl_easy_getinfo(held->curl, CURLINFO_RESPONSE_CODE, &status);
        require(status == 200 && held->body == answer_body, "libcurl: another answer");
    };
}

} // namespace benchmarks
