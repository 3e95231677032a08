// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// The sandbox as a program of its own: simulated gateways for a shop in any language, until it is interrupted.

#include <tollgate/sandbox.hpp>
#include <tollgate/sandbox/adyen.hpp>
#include <tollgate/sandbox/key_pair.hpp>
#include <tollgate/sandbox/paypal.hpp>
#include <tollgate/sandbox/paystack.hpp>
#include <tollgate/sandbox/razorpay.hpp>
#include <tollgate/sandbox/redsys.hpp>
#include <tollgate/sandbox/stripe.hpp>
#include <tollgate/sandbox/wechat_pay.hpp>
#include <tollgate/sandbox/yookassa.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace sandbox = tollgate::sandbox;
using namespace std::chrono_literals;

constexpr std::string_view help = R"(Plays payment gateways on this machine. No money moves.

    sandbox_server [--gateway NAME]... [--port N] [--ca FILE] [--callbacks URL]
                   [--faults NAME=CHANCE[,...]] [--seed N]

  --gateway    cactus, 1payment, stripe, razorpay, paystack, yookassa, redsys, wechat_pay, adyen or paypal; may be given
               several times; all unless given
  --port       of the first gateway's HTTPS server; 8443 unless given. Its pages for browsers are one above it, in
               plain HTTP; each further gateway takes the next two
  --ca         the file to write the certificate authority to, which a program must trust to connect;
               sandbox-ca.pem unless given. Keys that a gateway's SDK is given as files are written beside it
  --callbacks  where callbacks go, http:// on this machine: NAME is appended, http://127.0.0.1:8080/callbacks/cactus
  --faults     chances in a thousand: drop_answer=50,duplicate_callback=200. Answers: delay_answer, drop_answer,
               close_mid_answer, slow_answer, http_429, http_500, html_answer; callbacks: delay_callback, drop_callback,
               duplicate_callback, reorder_callbacks, corrupt_callback
  --seed       of the faults: with the same one the same things go wrong
)";

constexpr std::array<std::string_view, 10> known_gateways{"cactus",   "1payment", "stripe", "razorpay",
                                                          "paystack", "yookassa", "redsys", "wechat_pay",
                                                          "adyen",    "paypal"};

struct settings {
    std::set<std::string, std::less<>> gateways;
    std::uint16_t port = 8443;
    std::string ca_file = "sandbox-ca.pem";
    std::string callbacks;
    sandbox::options how{.callback_schedule = {1s, 2s, 5s, 10s, 30s}};
};

template <class Number>
Number read_number(std::string_view text)
{
    Number number{};
    auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failed != std::errc{} || end != text.data() + text.size())
        throw std::invalid_argument{"`" + std::string{text} + "` is no number here"};
    return number;
}

/// `drop_answer=50,http_500=10`
void read_faults(std::string_view text, sandbox::faults &to)
{
    while (!text.empty()) {
        std::string_view const one = text.substr(0, text.find(','));
        text.remove_prefix(std::min(one.size() + 1, text.size()));
        auto const fault = std::ranges::find(sandbox::fault_descriptions, one.substr(0, one.find('=')),
                                             &sandbox::fault_description::name);
        if (fault == sandbox::fault_descriptions.end() || one.find('=') == one.npos)
            throw std::invalid_argument{"`" + std::string{one} + "` is no fault with its chance"};
        to.*fault->chance = read_number<unsigned>(one.substr(one.find('=') + 1));
    }
}

settings read_arguments(std::vector<std::string_view> const &arguments)
{
    settings read;
    for (std::size_t i = 0; i != arguments.size(); i += 2) {
        std::string_view const name = arguments[i];
        if (i + 1 == arguments.size()) throw std::invalid_argument{std::string{name} + " needs a value"};
        std::string_view const value = arguments[i + 1];
        if (name == "--gateway" && std::ranges::find(known_gateways, value) != known_gateways.end())
            read.gateways.emplace(value);
        else if (name == "--port")
            read.port = read_number<std::uint16_t>(value);
        else if (name == "--ca")
            read.ca_file = value;
        else if (name == "--callbacks")
            read.callbacks = value;
        else if (name == "--faults")
            read_faults(value, read.how.faults);
        else if (name == "--seed")
            read.how.seed = read_number<std::uint64_t>(value);
        else
            throw std::invalid_argument{std::string{name} + " " + std::string{value} + " is not understood"};
    }
    if (read.gateways.empty()) read.gateways.insert(known_gateways.begin(), known_gateways.end());
    return read;
}

void write_file(std::filesystem::path const &path, std::string_view text)
{
    std::ofstream file;
    file.exceptions(std::ofstream::failbit | std::ofstream::badbit);
    file.open(path);
    file << text;
}

/// Starts one gateway after the other, each on its own ports.
class gateways {
public:
    explicit gateways(settings given) : given_{std::move(given)}, port_{given_.port} {}

    template <class Account>
    void play(std::string const &name, Account account, std::string_view keys)
    {
        if (!given_.gateways.contains(name)) return;
        given_.how.port = port_;
        given_.how.pages_port = static_cast<std::uint16_t>(port_ + 1);
        auto const played = std::make_shared<sandbox::gateway<Account>>(given_.how, std::move(account));
        if (!given_.callbacks.empty())
            played->template send_callbacks_to<Account>(given_.callbacks + "/" + name);
        authorities_ += played->options().ca_pem;
        std::cout << "\n"
                  << name << ": https://" << played->template host<Account>()
                  << " is played on 127.0.0.1:" << port_ << '\n'
                  << "  account    " << keys << '\n'
                  << "  pages      http://127.0.0.1:" << port_ + 1 << "/... for https://...\n"
                  << "  requests   " << played->history_url().value()
                  << " lists them, and why one was refused\n"
                  << "  callbacks  "
                  << (given_.callbacks.empty() ? "nowhere; give --callbacks" : given_.callbacks + "/" + name)
                  << '\n'
                  << "  try        curl --cacert " << given_.ca_file << " https://localhost:" << port_
                  << "/\n";
        running_.push_back(played);
        port_ = static_cast<std::uint16_t>(port_ + 2);
    }
    /// Once, when all are there.
    void write_authorities() const { write_file(given_.ca_file, authorities_); }
    /// A key as a file, for the shop's SDK; the path.
    [[nodiscard]] std::string write_key(std::string const &name, std::string_view pem) const
    {
        auto const path = std::filesystem::path{given_.ca_file}.replace_filename(name);
        write_file(path, pem);
        return path.string();
    }

private:
    settings given_;
    std::uint16_t port_;
    std::string authorities_;
    std::vector<std::shared_ptr<void>> running_;
};

/// With keys that are made for this run.
void play_wechat_pay(gateways &all)
{
    auto const own = sandbox::key_pair::make();
    auto const platform_keys = sandbox::wechat_pay_platform_keys();
    std::string const keys =
        "appid wxd678efh567hg6787, mchid 1900000001, serial_no 5157F09EFDC096DE15EBE81A47057A7232F1B8E1"
        ", api_v3_key sandbox-api-v3-key-of-32-letters, platform_serial " +
        platform_keys.keys().front().name + ", private_key " +
        all.write_key("wechat_pay_private_key.pem", own.private_pem) + ", platform_key " +
        all.write_key("wechat_pay_platform_key.pem", platform_keys.keys().front().key.text());
    all.play("wechat_pay",
             tollgate::wechat_pay::account{.appid = "wxd678efh567hg6787",
                                           .mchid = "1900000001",
                                           .serial_no = "5157F09EFDC096DE15EBE81A47057A7232F1B8E1",
                                           .private_key = tollgate::private_key{own.private_pem},
                                           .api_v3_key = tollgate::secret{"sandbox-api-v3-key-of-32-letters"},
                                           .platform_keys = platform_keys},
             keys);
}

/// Its events are signed with a key that is made for this run.
void play_paypal(gateways &all)
{
    std::string const keys =
        "client_id sandbox-client, client_secret sandbox-secret, webhook_id 8PT597110X687430LKGECATA"
        ", certificate " +
        all.write_key("paypal_certificate.pem", sandbox::paypal_certificate_pem());
    all.play("paypal",
             tollgate::paypal::account{.client_id = "sandbox-client",
                                       .client_secret = tollgate::secret{"sandbox-secret"},
                                       .environment = tollgate::environment{"sandbox"},
                                       .webhook_id = "8PT597110X687430LKGECATA",
                                       .certificates = sandbox::paypal_certificates()},
             keys);
}

void wait_for_interrupt()
{
    boost::asio::io_context loop;
    boost::asio::signal_set signals{loop, SIGINT, SIGTERM};
    signals.async_wait([](boost::system::error_code, int) {});
    loop.run();
}

} // namespace

int main(int count, char **texts)
try {
    std::vector<std::string_view> const arguments(texts + 1, texts + count);
    if (!arguments.empty() && arguments.front() == "--help") return std::cout << help, 0;
    settings const given = read_arguments(arguments);
    gateways all{given};
    all.play("cactus",
             tollgate::cactus::account{
                 .merchant_id = "merch_id", .site_id = 1, .salt = tollgate::secret{"test_salt"}},
             "merchant_id merch_id, site_id 1, salt test_salt");
    all.play("1payment",
             tollgate::one_payment::account{
                 .partner_id = 1234, .project_id = 5678, .api_key = tollgate::secret{"test_api_key"}},
             "partner_id 1234, project_id 5678, api_key test_api_key");
    all.play("stripe",
             tollgate::stripe::account{.secret_key = tollgate::secret{"sk_test_sandbox"},
                                       .webhook_secret = tollgate::secret{"whsec_sandbox"}},
             "secret_key sk_test_sandbox, webhook_secret whsec_sandbox");
    all.play("razorpay",
             tollgate::razorpay::account{.key_id = "rzp_test_sandbox",
                                         .key_secret = tollgate::secret{"sandbox-secret"},
                                         .webhook_secret = tollgate::secret{"sandbox-webhook"}},
             "key_id rzp_test_sandbox, key_secret sandbox-secret, webhook_secret sandbox-webhook");
    all.play("paystack", tollgate::paystack::account{.secret_key = tollgate::secret{"sk_test_sandbox"}},
             "secret_key sk_test_sandbox");
    all.play("yookassa",
             tollgate::yookassa::account{.shop_id = "500000", .secret_key = tollgate::secret{"test_sandbox"}},
             "shop_id 500000, secret_key test_sandbox");
    all.play("redsys",
             tollgate::redsys::account{.merchant = "999008881",
                                       .terminal = "1",
                                       .at = tollgate::environment{"test"},
                                       .key = tollgate::secret{"sq7HjrUOBfKmC576ILgskD5srU870gJ7"},
                                       .version = "HMAC_SHA256_V1"},
             "merchant 999008881, terminal 1, key sq7HjrUOBfKmC576ILgskD5srU870gJ7");
    if (given.gateways.contains("wechat_pay")) play_wechat_pay(all);
    all.play(
        "adyen",
        tollgate::adyen::account{
            .merchant_account = "SandboxECOM",
            .api_key = tollgate::secret{"sandbox-api-key"},
            .hmac_key = tollgate::secret{"5A4D0B7E5A4D0B7E5A4D0B7E5A4D0B7E5A4D0B7E5A4D0B7E5A4D0B7E5A4D0B7E"},
            .environment = tollgate::environment{"test"}},
        "merchant_account SandboxECOM, api_key sandbox-api-key, "
        "hmac_key 5A4D0B7E5A4D0B7E5A4D0B7E5A4D0B7E5A4D0B7E5A4D0B7E5A4D0B7E5A4D0B7E");
    if (given.gateways.contains("paypal")) play_paypal(all);
    all.write_authorities();
    std::cout << "\nto trust   " << given.ca_file << "\nin C++     tollgate::https_options{.ca_file = \""
              << given.ca_file << "\", .connect_to = tcp::endpoint{make_address(\"127.0.0.1\"), port}}\n"
              << "Ctrl+C ends it; the books are kept in memory." << std::endl;
    wait_for_interrupt();
} catch (std::invalid_argument const &why) {
    std::cerr << why.what() << "\n\n" << help;
    return 2;
} catch (std::exception const &why) {
    std::cerr << why.what() << '\n';
    return 1;
}
