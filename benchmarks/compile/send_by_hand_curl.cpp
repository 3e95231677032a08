// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// The same payment by hand on libcurl, nlohmann/json and OpenSSL, as a shop would write it: one deadline over the whole exchange,
// the certificate verified as libcurl does by itself, a limit on the answer, strict reading of it.

#include <curl/curl.h>
#include <nlohmann/json.hpp>
#include <openssl/evp.h>

#include <cstdlib>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace {

std::string hex_of(unsigned char const *bytes, std::size_t size)
{
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (std::size_t i = 0; i != size; ++i) {
        text += digits[bytes[i] >> 4];
        text += digits[bytes[i] & 0xF];
    }
    return text;
}

std::optional<std::string> sign(std::map<std::string, std::string> const &parameters, std::string_view key)
{
    std::string text = "init_form";
    bool first = true;
    for (auto const &[name, value] : parameters) {
        if (!first) text += '&';
        first = false;
        text.append(name).append("=").append(value);
    }
    text += key;
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    if (EVP_Digest(text.data(), text.size(), digest, &size, EVP_md5(), nullptr) != 1) return std::nullopt;
    return hex_of(digest, size);
}

using easy_handle = std::unique_ptr<CURL, decltype([](CURL *handle) { curl_easy_cleanup(handle); })>;
using header_list =
    std::unique_ptr<curl_slist, decltype([](curl_slist *list) { curl_slist_free_all(list); })>;

std::optional<std::string> target_for(CURL *curl, std::map<std::string, std::string> parameters,
                                      std::string_view key)
{
    auto const signature = sign(parameters, key);
    if (!signature) return std::nullopt;
    parameters["sign"] = *signature;
    std::string target = "/init_form";
    char before = '?';
    for (auto const &[name, value] : parameters) {
        char *const encoded = curl_easy_escape(curl, value.data(), static_cast<int>(value.size()));
        if (encoded == nullptr) return std::nullopt;
        target += before;
        target.append(name).append("=").append(encoded);
        curl_free(encoded);
        before = '&';
    }
    return target;
}

std::size_t append(char *bytes, std::size_t, std::size_t count, void *to)
{
    constexpr std::size_t limit = 1024 * 1024;
    auto &body = *static_cast<std::string *>(to);
    if (count > limit - body.size()) return 0;
    body.append(bytes, count);
    return count;
}

std::optional<std::string> get(CURL *curl, std::string const &url)
{
    std::string body;
    header_list const headers{curl_slist_append(nullptr, "Accept: application/json")};
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https");
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, 30'000L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, append);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
    CURLcode const code = curl_easy_perform(curl);
    if (code != CURLE_OK) {
        std::cerr << curl_easy_strerror(code) << '\n';
        return std::nullopt;
    }
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    if (status != 200) {
        std::cerr << "HTTP status " << status << '\n';
        return std::nullopt;
    }
    return body;
}

} // namespace

int main()
{
    char const *const key = std::getenv("ONE_PAYMENT_KEY");
    if (key == nullptr) {
        std::cerr << "set ONE_PAYMENT_KEY\n";
        return 1;
    }
    easy_handle const curl{curl_easy_init()};
    if (!curl) return 1;
    auto const target = target_for(curl.get(),
                                   {{"partner_id", "1234"},
                                    {"project_id", "5678"},
                                    {"amount", "50.00"},
                                    {"description", "tea and biscuits"},
                                    {"success_url", "https://shop.example/thanks/A-1002"},
                                    {"failure_url", "https://shop.example/basket/A-1002"},
                                    {"user_data", "order-A-1002"}},
                                   key);
    if (!target) return 1;
    auto const answer = get(curl.get(), "https://api.1payment.com" + *target);
    if (!answer) return 1;

    auto const parsed = nlohmann::json::parse(*answer, nullptr, false);
    if (!parsed.is_object()) {
        std::cerr << "the answer is no JSON object\n";
        return 1;
    }
    if (auto const code = parsed.find("error_code"); code != parsed.end()) {
        std::cerr << "refused: " << *code << '\n';
        return 1;
    }
    auto const url = parsed.find("url");
    if (url == parsed.end() || !url->is_string()) {
        std::cerr << "the answer has no url\n";
        return 1;
    }
    std::cout << url->get<std::string>() << '\n';
}
