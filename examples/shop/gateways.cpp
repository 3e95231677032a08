// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include "gateways.hpp"

#include "catalogue.hpp"

#include <tollgate/callback/answer_callback.hpp>
#include <tollgate/check_account.hpp>
#include <tollgate/client.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/hash/cryptopp_ciphers.hpp>
#include <tollgate/https_transport.hpp>
#include <tollgate/providers/cactus.hpp>
#include <tollgate/providers/one_payment.hpp>
#include <tollgate/providers/redsys.hpp>
#include <tollgate/providers/stripe.hpp>
#include <tollgate/records.hpp>
#include <tollgate/records/soci_database.hpp>

#include <boost/asio/ip/tcp.hpp>

#include <soci/soci.h>

#include <chrono>
#include <cstdlib>
#include <ctime>
#include <random>
#include <stdexcept>
#include <type_traits>
#include <utility>

namespace shop {

namespace {

namespace cactus = tollgate::cactus;
namespace one_payment = tollgate::one_payment;
namespace redsys = tollgate::redsys;
namespace stripe = tollgate::stripe;
using namespace std::chrono_literals;

using records = tollgate::records<tollgate::soci_database>;
template <class Account>
using payments =
    tollgate::payments<Account, tollgate::https_transport, tollgate::cryptopp_hash, tollgate::soci_database>;

std::string from_environment(char const *name)
{
    char const *const value = std::getenv(name);
    if (value == nullptr) throw std::runtime_error{std::string{"set the environment variable "} + name};
    return value;
}

tollgate::soci_database database_of(settings const &how)
{
    return how.database.starts_with("postgresql://") ? tollgate::soci_database::postgresql(how.database)
                                                     : tollgate::soci_database::sqlite(how.database);
}

/// The one line that differs: in production requests go to the gateways, else to the sandbox.
tollgate::https_options network_for(settings const &how, unsigned short nth)
{
    if (how.production) return {};
    auto const port = static_cast<unsigned short>(how.sandbox_port + 2 * nth);
    return {.ca_file = how.sandbox_ca,
            .connect_to = boost::asio::ip::tcp::endpoint{boost::asio::ip::make_address("127.0.0.1"), port}};
}
/// In the sandbox a form's page is found in plain HTTP, beside its gateway's port.
std::string page_for_browser(std::string const &page, settings const &how, unsigned short nth)
{
    constexpr std::string_view scheme = "https://";
    if (how.production || !page.starts_with(scheme)) return page;
    return "http://127.0.0.1:" + std::to_string(how.sandbox_port + 2 * nth + 1) + "/" +
           page.substr(scheme.size());
}

cactus::account cactus_account(settings const &how)
{
    if (!how.production)
        return {.merchant_id = "merch_id", .site_id = 1, .salt = tollgate::secret{"test_salt"}};
    return {.merchant_id = from_environment("CACTUS_MERCHANT_ID"),
            .site_id = std::stoll(from_environment("CACTUS_SITE_ID")),
            .salt = tollgate::secret::from_environment("CACTUS_SALT").value()};
}
one_payment::account one_payment_account(settings const &how)
{
    if (!how.production)
        return {.partner_id = 1234, .project_id = 5678, .api_key = tollgate::secret{"test_api_key"}};
    return {.partner_id = std::stoll(from_environment("ONE_PAYMENT_PARTNER_ID")),
            .project_id = std::stoll(from_environment("ONE_PAYMENT_PROJECT_ID")),
            .api_key = tollgate::secret::from_environment("ONE_PAYMENT_KEY").value()};
}

stripe::account stripe_account(settings const &how)
{
    if (!how.production)
        return {.secret_key = tollgate::secret{"sk_test_sandbox"},
                .webhook_secret = tollgate::secret{"whsec_sandbox"}};
    return {.secret_key = tollgate::secret::from_environment("STRIPE_SECRET_KEY").value(),
            .webhook_secret = tollgate::secret::from_environment("STRIPE_WEBHOOK_SECRET").value()};
}

redsys::account redsys_account(settings const &how)
{
    if (!how.production)
        return {.merchant = "999008881",
                .terminal = "1",
                .at = tollgate::environment{"test"},
                .key = tollgate::secret{"sq7HjrUOBfKmC576ILgskD5srU870gJ7"},
                .version = "HMAC_SHA256_V1"};
    return {.merchant = from_environment("REDSYS_MERCHANT"),
            .terminal = from_environment("REDSYS_TERMINAL"),
            .at = tollgate::environment{"live"},
            .key = tollgate::secret::from_environment("REDSYS_KEY").value(),
            .version = "HMAC_SHA512_V2"}; // or HMAC_SHA256_V1, as the terminal is set
}

std::string random_text(std::string_view of, std::size_t size)
{
    static thread_local std::random_device random;
    std::uniform_int_distribution<std::size_t> which{0, of.size() - 1};
    std::string text;
    while (text.size() != size)
        text += of[which(random)];
    return text;
}

std::string small_letters(std::string text)
{
    for (char &c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

/// What a callback says of a payment.
struct told_of_payment {
    std::string own_id;
    std::int64_t received; ///< In minor units; 0 if it was declined.
    std::string paid_as{}; ///< As what the gateway knows the payment, where a refund needs that.
};
/// What a callback says of a refund.
struct told_of_refund {
    std::string paid_as; ///< As what the gateway knows the payment that is given back.
    refund_result what;
    std::optional<std::int64_t> amount{}; ///< In minor units, where it says so.
};
template <class Callback>
std::int64_t received_by(Callback const &told)
{
    auto const paid = told.paid();
    return paid ? paid->amount.count() : 0;
}

/// What a gateway's description cannot know: how this shop fills its form, and what it reads of its callback.
struct by_cactus {
    using account = cactus::account;
    using callback = cactus::invoice_callback;
    static constexpr std::string_view title = "Cactus";
    static constexpr bool can_be_asked = false;
    static constexpr bool opens_page_again = true;

    static cactus::obtain_token form(order const &of, std::string const &back)
    {
        return {.site_login = "guest",
                .request_id = of.own_id(),
                .amount = of.due,
                .currency = currency,
                .success_url = back,
                .fail_url = back};
    }
    static std::string page(cactus::payment_form const &opened) { return opened.page(); }
    static std::optional<told_of_payment> read(callback const &told)
    {
        return told_of_payment{told.request_id.value_or(""), received_by(told)};
    }
};
struct by_one_payment {
    using account = one_payment::account;
    using callback = one_payment::payment_callback;
    static constexpr std::string_view title = "1Payment";
    static constexpr bool can_be_asked = true;
    static constexpr bool opens_page_again = true;

    static one_payment::init_form form(order const &of, std::string const &back)
    {
        return {.amount =
                    tollgate::to_decimal(tollgate::minor_units{of.due}, tollgate::currency{currency}).value(),
                .description = "Order " + of.id,
                .success_url = back,
                .failure_url = back,
                .user_data = of.own_id()};
    }
    static std::string page(one_payment::form const &opened) { return opened.page(); }
    static std::optional<told_of_payment> read(callback const &told)
    {
        return told_of_payment{*told.user_data, received_by(told)};
    }
};
struct by_stripe {
    using account = stripe::account;
    using callback = stripe::event;
    static constexpr std::string_view title = "Stripe";
    static constexpr bool can_be_asked = true; // by the same key, which pays nothing twice
    static constexpr bool opens_page_again = true;

    static stripe::create_checkout_session form(order const &of, std::string const &back)
    {
        return {.once = tollgate::idempotency_key{of.own_id()},
                .line_items = std::vector{stripe::line_item{
                    .price = stripe::by_price_data{stripe::price_data{
                        .currency = small_letters(currency),
                        .unit_amount = tollgate::minor_units{of.due},
                        .product_data = stripe::product_data{.name = of.items}}},
                    .quantity = 1}},
                .success_url = back,
                .cancel_url = back,
                .client_reference_id = of.own_id()};
    }
    static std::string page(stripe::checkout_session const &opened) { return opened.url.value_or(""); }
    /// A payer who is declined stays on Stripe's page and may try another card: only a session's end is news. Of a slow way to pay
    /// the session is complete before it is paid.
    static std::optional<told_of_payment> read(callback const &told)
    {
        auto const *const session = told.what.get_if<stripe::checkout_session>();
        if (session == nullptr) return std::nullopt;
        bool const is_paid = session->payment_status == "paid";
        if (!is_paid && told.what.type() == "checkout.session.completed") return std::nullopt;
        return told_of_payment{session->client_reference_id.value_or(""),
                               is_paid ? session->amount_total.value_or(tollgate::minor_units{}).count() : 0,
                               session->payment_intent.value_or("")};
    }
    static refund_result read_refund(stripe::refund const &what)
    {
        if (what.status == "succeeded") return {status::refunded, "given back"};
        if (what.status == "failed" || what.status == "canceled")
            return {status::paid, "the gateway could not give it back: for a person to look at"};
        return {status::refunding, "is being given back"};
    }
    static std::optional<told_of_refund> read_refund_in(callback const &told)
    {
        auto const *const back = told.what.get_if<stripe::refund>();
        if (back == nullptr) return std::nullopt;
        return told_of_refund{back->payment_intent.value_or(""), read_refund(*back)};
    }
    static stripe::create_refund refund(order const &of)
    {
        return {.once = tollgate::idempotency_key{of.own_id() + "-refund"},
                .of = stripe::of_payment_intent{of.paid_as}};
    }
};

/// Redsys takes an order's number once, whatever became of it. An attempt has one number, so its page opens once: a second tab is refused.
/// What the shop knows the attempt by travels as the merchant's data.
struct by_redsys {
    using account = redsys::account;
    using callback = redsys::notification;
    static constexpr std::string_view name = "redsys"; // in the address of its callbacks
    static constexpr std::string_view title = "Redsys";
    static constexpr bool can_be_asked = false;
    static constexpr bool opens_page_again = false;
    static constexpr std::string_view currency_number = "398"; // the shop's, in ISO 4217

    /// Four digits, and eight digits or letters: the same for an attempt each time.
    static std::string number_of(order const &of)
    {
        auto const digest = tollgate::cryptopp_hash::digest<tollgate::hash::sha256>(of.own_id());
        std::string number;
        for (std::size_t i = 0; i != 12; ++i)
            number += "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[digest[i] % (i < 4 ? 10 : 36)];
        return number;
    }
    static redsys::payment_form posted_form(order const &of, std::string const &back,
                                            std::string const &callbacks)
    {
        return {.order = number_of(of),
                .amount = tollgate::minor_units{of.due},
                .currency = std::string{currency_number},
                .notified_at = callbacks,
                .success_url = back,
                .failure_url = back,
                .description = "Order " + of.id,
                .data = of.own_id()};
    }
    /// Captures and refunds are told of, too, and are no payments. That a second page was refused, for the repeated number, says
    /// nothing of the first, which may be open.
    static std::optional<told_of_payment> read(callback const &told)
    {
        if (told.type != "0" || told.currency != currency_number) return std::nullopt;
        if (told.response == "0913" || told.response == "9051") return std::nullopt;
        return told_of_payment{told.data.value_or(""), told.is_authorized() ? told.amount->count() : 0,
                               *told.order};
    }
    static std::optional<told_of_refund> read_refund_in(callback const &told)
    {
        if (told.type != "3" || !told.is_authorized()) return std::nullopt;
        return told_of_refund{*told.order, {status::refunded, "given back"}, told.amount->count()};
    }
    static refund_result read_refund(redsys::operation const &done)
    {
        if (done.is_authorized()) return {status::refunded, "given back"};
        return {status::paid, "the bank did not give it back: " + *done.response};
    }
    /// There is no key: this is sent once.
    static redsys::refund refund_once(order const &of)
    {
        return {.order = of.paid_as,
                .amount = tollgate::minor_units{of.due},
                .currency = std::string{currency_number}};
    }
};

std::string time_text(tollgate::payment_record::time_point at)
{
    std::time_t const seconds = std::chrono::system_clock::to_time_t(at);
    char text[32];
    std::tm parts{};
    std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", gmtime_r(&seconds, &parts));
    return text;
}

template <class By>
class described_gateway final : public gateway {
    using account = typename By::account;

public:
    described_gateway(account ours, records const &kept, settings const &how, unsigned short nth)
        : account_{std::move(ours)},
          kept_{kept},
          client_{account_, tollgate::https_transport{network_for(how, nth)}},
          payments_{client_, kept},
          how_{how},
          nth_{nth}
    {
        tollgate::check(account_).value();
    }

    std::string title() const override { return std::string{By::title}; }
    bool opens_page_again() const override { return By::opens_page_again; }

    way_to_pay open(order const &of, std::string const &shop_url) override
    {
        if constexpr (is_posted)
            return open_posted(of, shop_url);
        else
            return open_sent(of, shop_url);
    }

    bool can_refund() const override { return repeats_refund || refunds_once; }
    bool may_repeat_refund() const override { return repeats_refund; }

    refund_result refund(order const &of) override
    {
        if constexpr (repeats_refund) {
            auto const given_back = payments_.send(By::refund(of), 20s);
            if (given_back) return By::read_refund(*given_back);
            // Unknown: pressed again, or settled, it is sent with the same key, and gives nothing back twice.
            return {status::paid, "not given back: " + given_back.error().message()};
        } else if constexpr (refunds_once) {
            auto const given_back = client_.send(By::refund_once(of), 20s);
            if (given_back) return By::read_refund(*given_back);
            tollgate::error const &why = given_back.error();
            if (!why.is_unknown()) return {status::paid, "not given back: " + why.message()};
            return {status::refunding, "perhaps given back, for a person to look at: " + why.message()};
        } else {
            return {of.status, std::string{By::title} + " gives nothing back here"};
        }
    }

    web_answer hear(std::string const &body, headers const &with) override
    {
        std::vector<tollgate::header> received;
        for (auto const &[name, value] : with)
            received.push_back({name, value});
        auto const handle = [](tollgate::verified<typename By::callback> const &told, soci::session &sql) {
            if (auto const read = By::read(*told))
                order_book::told(sql, read->own_id, read->received, read->paid_as,
                                 read->received == 0 ? "declined" : "paid " + price_text(read->received));
            if constexpr (repeats_refund || refunds_once)
                if (auto const back = By::read_refund_in(*told))
                    order_book::told_of_refund(sql, back->paid_as, back->what.became, back->what.says,
                                               back->amount);
        };
        auto const answer = tollgate::answer_callback<typename By::callback>(
            account_, body, received, tollgate::exactly_once(kept_, handle),
            tollgate::tests_allowed{
                !how_.production}); // in Stripe's test mode, as the sandbox is, no money moves
        return {static_cast<int>(answer.status), std::string{answer.content_type}, answer.body};
    }

    std::size_t settle() override
    {
        if constexpr (By::can_be_asked) {
            auto const done = settle_all();
            return done ? done->settled : 0;
        } else {
            return 0;
        }
    }

    std::vector<unsettled_payment> unsettled() const override
    {
        std::vector<unsettled_payment> all;
        if (auto const open = payments_.unsettled(100))
            for (tollgate::payment_record const &one : *open)
                all.push_back({one.id, one.gateway, one.own_id, time_text(one.begun_at),
                               one.why ? one.why->message() : "not known yet"});
        return all;
    }

private:
    static constexpr bool is_posted = requires(order const &of) { By::posted_form(of, "", ""); };
    static constexpr bool repeats_refund = requires(order const &of) { By::refund(of); };
    static constexpr bool refunds_once = requires(order const &of) { By::refund_once(of); };

    way_to_pay open_sent(order const &of, std::string const &shop_url)
    {
        auto const opened = payments_.send(By::form(of, shop_url + "/orders/" + of.id), 20s);
        if (opened) return {page_for_browser(By::page(*opened), how_, nth_), {}};
        tollgate::error const &why = opened.error();
        // Somebody else opens it at this moment: the page is there as soon as it has.
        if (why.code() == tollgate::errc::order_in_progress) return {{}, why.message(), false};
        // No money moves before the payer has opened the form, and the address of this one is lost: he may have another.
        return {{}, why.message(), true};
    }
    /// The shop sends nothing: the payer's browser does.
    way_to_pay open_posted(order const &of, std::string const &shop_url)
    {
        auto const made = client_.page(By::posted_form(of, shop_url + "/orders/" + of.id,
                                                       shop_url + "/callbacks/" + std::string{By::name}));
        if (!made) return {{}, made.error().message(), false};
        tollgate::browser_page const page{page_for_browser(made->url(), how_, nth_), made->fields()};
        std::string const nonce = random_text("0123456789abcdef", 32);
        return {.page = {}, .why = {}, .html = page.html({.nonce = nonce}), .nonce = nonce};
    }

    auto settle_all()
    {
        using form = decltype(By::form(std::declval<order>(), std::string{}));
        if constexpr (repeats_refund)
            return payments_.template settle<form, decltype(By::refund(std::declval<order>()))>(10s);
        else
            return payments_.template settle<form>(10s);
    }

    account account_;
    records kept_;
    tollgate::client<account, tollgate::https_transport, tollgate::cryptopp_hash> client_;
    payments<account> payments_;
    settings how_;
    unsigned short nth_;
};

} // namespace

struct cashier::state {
    records kept;
    gateway_list gateways;
};

cashier::cashier(settings const &how) : state_{std::make_unique<state>(state{records{database_of(how)}, {}})}
{
    state_->kept.prepare().value();
    state_->gateways["1payment"] = std::make_unique<described_gateway<by_one_payment>>(
        one_payment_account(how), state_->kept, how, std::uint16_t{1});
    state_->gateways["cactus"] = std::make_unique<described_gateway<by_cactus>>(
        cactus_account(how), state_->kept, how, std::uint16_t{0});
    state_->gateways["redsys"] = std::make_unique<described_gateway<by_redsys>>(
        redsys_account(how), state_->kept, how, std::uint16_t{3});
    state_->gateways["stripe"] = std::make_unique<described_gateway<by_stripe>>(
        stripe_account(how), state_->kept, how, std::uint16_t{2});
}
cashier::~cashier() = default;

gateway_list const &cashier::gateways() const
{
    return state_->gateways;
}

std::vector<unsettled_payment> cashier::unsettled() const
{
    return state_->gateways.begin()->second->unsettled();
}

} // namespace shop
