// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// The same payment by hand on the same libraries: one deadline over the whole exchange, the server's name sent, its
// certificate verified, limits on the answer, strict reading of it. What tollgate does besides is left out: connections that
// are kept, several accounts, other transports, secrets that are overwritten.

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/system/error_code.hpp>

#define CRYPTOPP_ENABLE_NAMESPACE_WEAK 1
#include <cryptopp/md5.h>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;

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

std::string sign(std::map<std::string, std::string> const &parameters, std::string_view key)
{
    std::string text = "init_form";
    bool first = true;
    for (auto const &[name, value] : parameters) {
        if (!first) text += '&';
        first = false;
        text.append(name).append("=").append(value);
    }
    text += key;
    CryptoPP::Weak1::MD5 md5;
    unsigned char digest[CryptoPP::Weak1::MD5::DIGESTSIZE];
    md5.CalculateDigest(digest, reinterpret_cast<unsigned char const *>(text.data()), text.size());
    return hex_of(digest, sizeof digest);
}

std::string percent_encoded(std::string_view text)
{
    constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    constexpr char digits[] = "0123456789ABCDEF";
    std::string encoded;
    for (char const c : text) {
        if (plain.find(c) != plain.npos) {
            encoded += c;
        } else {
            auto const byte = static_cast<unsigned char>(c);
            encoded += '%';
            encoded += digits[byte >> 4];
            encoded += digits[byte & 0xF];
        }
    }
    return encoded;
}

std::string target_for(std::map<std::string, std::string> parameters, std::string_view key)
{
    parameters["sign"] = sign(parameters, key);
    std::string target = "/init_form";
    char before = '?';
    for (auto const &[name, value] : parameters) {
        target += before;
        target.append(percent_encoded(name)).append("=").append(percent_encoded(value));
        before = '&';
    }
    return target;
}

/// One exchange; the program ends with it.
class exchange {
public:
    exchange(std::string host, std::string target) : host_{std::move(host)}, target_{std::move(target)} {}

    std::optional<std::string> run(std::chrono::seconds within)
    {
        tls_.set_default_verify_paths();
        tls_.set_verify_mode(asio::ssl::verify_peer);
        stream_.emplace(io_, tls_);
        timer_.expires_after(within);
        timer_.async_wait([this](error_code ec) {
            if (ec) return;
            std::cerr << "the deadline has passed\n";
            resolver_.cancel();
            error_code ignored;
            stream_->next_layer().close(ignored);
        });
        resolver_.async_resolve(host_, "443",
                                [this](error_code ec, tcp::resolver::results_type const &found) {
                                    if (failed("resolve", ec)) return;
                                    connect(found);
                                });
        io_.run();
        return answer_;
    }

private:
    bool failed(char const *step, error_code ec)
    {
        if (!ec) return false;
        std::cerr << step << ": " << ec.message() << '\n';
        timer_.cancel();
        return true;
    }
    void connect(tcp::resolver::results_type const &where)
    {
        asio::async_connect(stream_->next_layer(), where, [this](error_code ec, tcp::endpoint const &) {
            if (failed("connect", ec)) return;
            shake_hands();
        });
    }
    void shake_hands()
    {
        stream_->next_layer().set_option(tcp::no_delay{true});
        SSL_set_tlsext_host_name(stream_->native_handle(), host_.c_str());
        stream_->set_verify_callback(asio::ssl::host_name_verification{host_});
        stream_->async_handshake(asio::ssl::stream_base::client, [this](error_code ec) {
            if (failed("handshake", ec)) return;
            write();
        });
    }
    void write()
    {
        request_.method(http::verb::get);
        request_.target(target_);
        request_.set(http::field::host, host_);
        request_.set(http::field::accept, "application/json");
        http::async_write(*stream_, request_, [this](error_code ec, std::size_t) {
            if (failed("write", ec)) return;
            read();
        });
    }
    void read()
    {
        parser_.body_limit(1024 * 1024);
        parser_.header_limit(16 * 1024);
        http::async_read(*stream_, buffer_, parser_, [this](error_code ec, std::size_t) {
            if (failed("read", ec)) return;
            timer_.cancel();
            if (parser_.get().result_int() == 200)
                answer_ = std::move(parser_.get().body());
            else
                std::cerr << "HTTP status " << parser_.get().result_int() << '\n';
        });
    }

    std::string host_, target_;
    asio::io_context io_{1};
    asio::ssl::context tls_{asio::ssl::context::tls_client};
    tcp::resolver resolver_{io_};
    asio::steady_timer timer_{io_};
    std::optional<asio::ssl::stream<tcp::socket>> stream_;
    boost::beast::flat_buffer buffer_;
    http::request<http::empty_body> request_;
    http::response_parser<http::string_body> parser_;
    std::optional<std::string> answer_;
};

} // namespace

int main()
{
    char const *const key = std::getenv("ONE_PAYMENT_KEY");
    if (key == nullptr) {
        std::cerr << "set ONE_PAYMENT_KEY\n";
        return 1;
    }
    std::string const target = target_for({{"partner_id", "1234"},
                                           {"project_id", "5678"},
                                           {"amount", "50.00"},
                                           {"description", "tea and biscuits"},
                                           {"success_url", "https://shop.example/thanks/A-1002"},
                                           {"failure_url", "https://shop.example/basket/A-1002"},
                                           {"user_data", "order-A-1002"}},
                                          key);
    auto const answer = exchange{"api.1payment.com", target}.run(std::chrono::seconds{30});
    if (!answer) return 1;

    boost::system::error_code ec;
    boost::json::value const parsed = boost::json::parse(*answer, ec);
    auto const *const object = parsed.if_object();
    if (ec || object == nullptr) {
        std::cerr << "the answer is no JSON object\n";
        return 1;
    }
    if (auto const *const code = object->if_contains("error_code")) {
        std::cerr << "refused: " << *code << '\n';
        return 1;
    }
    auto const *const url = object->if_contains("url");
    if (url == nullptr || !url->is_string()) {
        std::cerr << "the answer has no url\n";
        return 1;
    }
    std::cout << std::string_view{url->get_string()} << '\n';
}
