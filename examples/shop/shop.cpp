// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// A small web shop on cpp-httplib: pages, cart, checkout. Payments and what is written down of them are in gateways.cpp, orders in
// orders.cpp.

#include "catalogue.hpp"
#include "gateways.hpp"
#include "orders.hpp"
#include "templates.hpp"

#include <httplib.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <exception>
#include <iostream>
#include <random>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace shop;
using namespace std::chrono_literals;

constexpr char const *help = R"(A shop that takes payments.

    shop [--port N] [--pages FOLDER] [--database FILE|postgresql://...] [--production]
         [--sandbox-ca FILE] [--sandbox-port N]

  --port          where the shop is found, on this machine; 8080 unless given
  --database      a file of SQLite's, or a PostgreSQL for several shops; shop.sqlite unless given
  --production    real gateways. Accounts come from the environment: CACTUS_MERCHANT_ID, CACTUS_SITE_ID, CACTUS_SALT,
                  ONE_PAYMENT_PARTNER_ID, ONE_PAYMENT_PROJECT_ID, ONE_PAYMENT_KEY, STRIPE_SECRET_KEY,
                  STRIPE_WEBHOOK_SECRET, REDSYS_MERCHANT, REDSYS_TERMINAL, REDSYS_KEY; SHOP_URL says where payers
                  and gateways find the shop
  --sandbox-ca    of sandbox_server: the file of its authority, and the port of its first gateway
)";

/// The cart is a cookie: the id that the order will have, and how many of what. So two tabs with one cart are one order.
struct cart {
    std::string id;
    std::map<std::string, int> items; ///< By the product's id.

    [[nodiscard]] std::int64_t due() const
    {
        std::int64_t sum = 0;
        for (auto const &[product_id, count] : items)
            sum += find_product(product_id)->price * count;
        return sum;
    }
    [[nodiscard]] std::string text() const
    {
        std::string listed;
        for (auto const &[product_id, count] : items)
            listed += (listed.empty() ? "" : ", ") + std::to_string(count) + " x " +
                      std::string{find_product(product_id)->name};
        return listed;
    }
    [[nodiscard]] std::string cookie() const
    {
        std::string all = id;
        for (auto const &[product_id, count] : items)
            all += "." + product_id + "-" + std::to_string(count);
        return all;
    }
};

constexpr int most_of_one = 9;

std::string make_id()
{
    static thread_local std::random_device random;
    char text[17];
    std::snprintf(text, sizeof text, "%08x%08x", random(), random());
    return text;
}
bool is_id(std::string_view text)
{
    return text.size() == 16 && text.find_first_not_of("0123456789abcdef") == text.npos;
}

std::string_view cookie_of(std::string const &all, std::string_view name)
{
    std::size_t const at = all.find(std::string{name} + "=");
    if (at == all.npos) return {};
    return std::string_view{all}.substr(at + name.size() + 1, all.find(';', at) - at - name.size() - 1);
}

/// What a browser sends back is looked at as anything that a stranger sends.
cart read_cart(httplib::Request const &request)
{
    std::string const all = request.get_header_value("Cookie");
    std::string_view rest = cookie_of(all, "cart");
    cart read;
    std::string_view const id = rest.substr(0, rest.find('.'));
    if (!is_id(id)) return {make_id(), {}};
    read.id = id;
    rest.remove_prefix(id.size());
    while (!rest.empty()) {
        rest.remove_prefix(1);
        std::string_view const one = rest.substr(0, rest.find('.'));
        rest.remove_prefix(one.size());
        std::size_t const dash = one.find('-');
        if (dash == one.npos || one.size() != dash + 2) continue;
        int const count = one[dash + 1] - '0';
        std::string_view const product_id = one.substr(0, dash);
        if (find_product(product_id) != nullptr && count >= 1 && count <= most_of_one)
            read.items[std::string{product_id}] = count;
    }
    return read;
}
void keep(cart const &what, httplib::Response &in)
{
    in.set_header("Set-Cookie", "cart=" + what.cookie() + "; Path=/; HttpOnly; SameSite=Lax; Max-Age=604800");
}

/// Set by a signal: what waits is to come to its end.
std::atomic<bool> is_ending = false;

class web_shop {
public:
    web_shop(settings const &how, std::string url, std::filesystem::path const &pages)
        : cashier_{how},
          orders_{how.database},
          pages_{pages},
          url_{std::move(url)}
    {
    }

    void serve(httplib::Server &server)
    {
        using httplib::Request;
        using httplib::Response;
        server.Get("/", [this](Request const &request, Response &to) { show_catalogue(request, to); });
        server.Post("/cart", [this](Request const &request, Response &to) { change_cart(request, to); });
        server.Get("/cart", [this](Request const &request, Response &to) { show_cart(request, to); });
        server.Post("/checkout", [this](Request const &request, Response &to) { check_out(request, to); });
        server.Get(R"(/orders/([0-9a-f]{16}))", [this](Request const &request, Response &to) {
            with_order(request, to, [&](order const &one) { show_order(request, one, to); });
        });
        server.Get(R"(/orders/([0-9a-f]{16})/pay)", [this](Request const &request, Response &to) {
            with_order(request, to, [&](order const &one) { go_to_gateway(request, one, to); });
        });
        server.Post(R"(/orders/([0-9a-f]{16})/again)", [this](Request const &request, Response &to) {
            with_order(request, to, [&](order const &one) { pay_again(request, one, to); });
        });
        server.Get(R"(/orders/([0-9a-f]{16})/events)", [this](Request const &request, Response &to) {
            with_order(request, to, [&](order const &one) { follow(request, one, to); });
        });
        server.Get("/merchant", [this](Request const &request, Response &to) { show_orders(request, to); });
        server.Post(R"(/merchant/refund/([0-9a-f]{16}))", [this](Request const &request, Response &to) {
            if (is_from_here(request, to))
                with_order(request, to, [&](order const &one) { refund(one, to); });
        });
        server.Post("/merchant/settle", [this](Request const &request, Response &to) {
            if (!is_from_here(request, to)) return;
            settle();
            to.set_redirect("/merchant", 303);
        });
        server.Post(R"(/callbacks/([a-z0-9]+))",
                    [this](Request const &request, Response &to) { hear(request, to); });
        for (auto const &[name, type] : {std::pair{"style.css", "text/css"},
                                         {"follow.js", "text/javascript"},
                                         {"icon.svg", "image/svg+xml"}})
            server.Get("/" + std::string{name},
                       [this, file = name, kind = type](Request const &, Response &to) {
                           to.set_content(pages_.file(file), kind);
                       });
        for (product const &one : products)
            server.Get("/pictures/" + std::string{one.id} + ".svg",
                       [this, &one](Request const &, Response &to) {
                           to.set_content(pages_.file(std::string{one.id} + ".svg"), "image/svg+xml");
                       });
        server.set_post_routing_handler([](Request const &, Response &to) {
            if (!to.has_header("Content-Security-Policy"))
                to.set_header("Content-Security-Policy",
                              "default-src 'self'; base-uri 'none'; frame-ancestors 'none'");
            to.set_header("X-Content-Type-Options", "nosniff");
            to.set_header("Referrer-Policy", "same-origin");
        });
        server.set_error_handler([this](Request const &request, Response &to) {
            if (to.body.empty() && !request.path.starts_with("/callbacks/"))
                say(request, to, to.status, "There is nothing here",
                    "The page was not found, or something went wrong.");
        });
        server.set_exception_handler(
            [this](Request const &request, Response &to, std::exception_ptr const &why) {
                std::string told = "unknown";
                try {
                    std::rethrow_exception(why);
                } catch (std::exception const &known) {
                    told = known.what();
                } catch (...) {
                }
                std::cerr << request.method << ' ' << request.path << ": " << told << std::endl;
                say(request, to, 500, "This did not work",
                    "Please try again in a moment; nothing is paid twice.");
            });
    }

    std::size_t settle()
    {
        std::size_t settled = 0;
        for (auto const &[name, one] : cashier_.gateways())
            settled += one->settle();
        return settled;
    }

private:
    void show(httplib::Request const &request, httplib::Response &to, std::string const &title,
              std::string main, std::string head = {})
    {
        cart const now = read_cart(request);
        int count = 0;
        for (auto const &[product_id, of_it] : now.items)
            count += of_it;
        to.set_header("Cache-Control", "no-store");
        std::string const cookies = request.get_header_value("Cookie");
        std::string const last{cookie_of(cookies, "order")};
        std::string const last_order =
            is_id(last) ? pages_.fill("last_order.html", {{"order", last}}) : std::string{};
        to.set_content(pages_.fill("layout.html", {{"title", title},
                                                   {"main", std::move(main)},
                                                   {"head", std::move(head)},
                                                   {"last_order", last_order},
                                                   {"in_cart", std::to_string(count)}}),
                       "text/html; charset=utf-8");
    }
    void say(httplib::Request const &request, httplib::Response &to, int status, std::string const &title,
             std::string const &text)
    {
        show(request, to, title, pages_.fill("message.html", {{"title", title}, {"text", text}}));
        to.status = status;
    }
    /// The browser of one of the shop's people may be made to send a form by another site's page, with his password.
    bool is_from_here(httplib::Request const &request, httplib::Response &to)
    {
        std::string const origin = request.get_header_value("Origin");
        if (origin.empty() || origin == url_ || origin == "http://" + request.get_header_value("Host"))
            return true;
        say(request, to, 403, "This came from another page",
            "Open the table of orders and press the button there.");
        return false;
    }
    void with_order(httplib::Request const &request, httplib::Response &to, auto const &act)
    {
        if (auto const found = orders_.find(request.matches[1]))
            act(*found);
        else
            say(request, to, 404, "There is no such order", "Look at the address again.");
    }

    void show_catalogue(httplib::Request const &request, httplib::Response &to)
    {
        std::string cards;
        for (product const &one : products)
            cards += pages_.fill("product.html", {{"id", std::string{one.id}},
                                                  {"name", std::string{one.name}},
                                                  {"about", std::string{one.about}},
                                                  {"price", price_text(one.price)}});
        show(request, to, "Lake shop", pages_.fill("catalogue.html", {{"products", cards}}));
    }

    void change_cart(httplib::Request const &request, httplib::Response &to)
    {
        cart now = read_cart(request);
        std::string const id = request.get_param_value("product");
        if (find_product(id) != nullptr) {
            int &count = now.items[id];
            std::string const wanted = request.get_param_value("count");
            bool const is_digit = wanted.size() == 1 && wanted[0] >= '0' && wanted[0] <= '9';
            count = is_digit ? wanted[0] - '0' : std::min(count + 1, most_of_one);
            if (count == 0) now.items.erase(id);
        }
        keep(now, to);
        to.set_redirect("/cart", 303);
    }

    std::string gateway_choice(std::string const &chosen)
    {
        std::string all;
        for (auto const &[name, one] : cashier_.gateways())
            all += pages_.fill(
                "gateway.html",
                {{"name", name}, {"title", one->title()}, {"checked", name == chosen ? "checked" : ""}});
        return all;
    }

    void show_cart(httplib::Request const &request, httplib::Response &to)
    {
        cart const now = read_cart(request);
        keep(now, to);
        if (now.items.empty())
            return say(request, to, 200, "Your cart is empty",
                       "Put something into it first; what you have ordered is under `My order`.");
        std::string rows;
        for (auto const &[id, count] : now.items) {
            product const &one = *find_product(id);
            std::string options;
            for (int i = 0; i <= most_of_one; ++i)
                options += "<option" + std::string{i == count ? " selected" : ""} + ">" + std::to_string(i) +
                           "</option>";
            rows += pages_.fill("cart_row.html", {{"id", id},
                                                  {"name", std::string{one.name}},
                                                  {"options", options},
                                                  {"price", price_text(one.price * count)}});
        }
        show(request, to, "Cart",
             pages_.fill("cart.html", {{"rows", rows},
                                       {"due", price_text(now.due())},
                                       {"order", now.id},
                                       {"gateways", gateway_choice(cashier_.gateways().begin()->first)}}));
    }

    /// Ordering twice, from two tabs, by a double click or by going back, gives the same order: the cart's id is the order's.
    void check_out(httplib::Request const &request, httplib::Response &to)
    {
        cart const now = read_cart(request);
        std::string const id = request.get_param_value("order");
        std::string const by = request.get_param_value("gateway");
        if (!is_id(id) || !cashier_.gateways().contains(by))
            return say(request, to, 400, "This cart cannot be ordered", "Open the cart again.");
        if (!orders_.find(id)) {
            if (id != now.id || now.items.empty())
                return say(request, to, 409, "This cart is not there any more", "Open the cart again.");
            orders_.place({.id = id, .placed_at = {}, .gateway = by, .items = now.text(), .due = now.due()});
        }
        keep({make_id(), {}}, to);
        to.set_header("Set-Cookie", "order=" + id + "; Path=/; HttpOnly; SameSite=Lax; Max-Age=604800");
        to.set_redirect("/orders/" + id + "/pay", 303);
    }

    void go_to_gateway(httplib::Request const &request, order const &one, httplib::Response &to)
    {
        std::string const own_page = "/orders/" + one.id;
        if (one.status != status::placed) return to.set_redirect(own_page, 303);
        way_to_pay const way = cashier_.gateways().at(one.gateway)->open(one, url_);
        if (!way.page.empty()) return to.set_redirect(way.page, 303);
        if (way.is_open()) return hand_over_form(way, to);
        orders_.note(one.id, "the gateway could not be reached: " + way.why);
        show_order(request, one, to,
                   way.may_try_again ? "The payment page could not be opened. Please try again."
                                     : "The payment page is being opened. Reload this page.",
                   way.may_try_again);
    }

    /// The browser posts it to the gateway by itself, and may run nothing but that.
    static void hand_over_form(way_to_pay const &way, httplib::Response &to)
    {
        to.set_header("Cache-Control", "no-store");
        to.set_header("Content-Security-Policy", "default-src 'none'; script-src 'nonce-" + way.nonce +
                                                     "'; base-uri 'none'; frame-ancestors 'none'");
        to.set_content(way.html, "text/html; charset=utf-8");
    }

    bool page_opens_once(order const &one) const
    {
        return one.status == status::placed && !cashier_.gateways().at(one.gateway)->opens_page_again();
    }
    /// Where a payment page is open, the payer is led there: with a second one he could pay twice. If he cannot be, he has been told so.
    bool may_set_out_again(order const &one)
    {
        if (one.status == status::declined || page_opens_once(one)) return true;
        if (one.status != status::placed) return false;
        way_to_pay const way = cashier_.gateways().at(one.gateway)->open(one, url_);
        return !way.is_open() && way.may_try_again;
    }
    void pay_again(httplib::Request const &request, order const &one, httplib::Response &to)
    {
        std::string const by = request.get_param_value("gateway");
        if (!cashier_.gateways().contains(by))
            return say(request, to, 400, "There is no such gateway", "Go back.");
        // The number that the page showed: a form that is sent twice sets out once.
        if (may_set_out_again(one) && request.get_param_value("attempt") == std::to_string(one.attempt))
            orders_.try_again(one, by);
        to.set_redirect("/orders/" + one.id + "/pay", 303);
    }

    void show_order(httplib::Request const &request, order const &one, httplib::Response &to,
                    std::string hint = {}, bool may_try_again = false)
    {
        bool const opens_once = page_opens_once(one);
        if (opens_once && hint.empty())
            hint =
                "The payment page opens once. If you closed it without paying, pay again below; do not pay on "
                "the earlier page as well.";
        std::string lines;
        for (history_line const &line : orders_.history(one.id))
            lines += pages_.fill("history.html", {{"at", line.at}, {"what", line.what}});
        bool const is_open = one.status == status::placed;
        bool const may_pay = may_try_again || opens_once || one.status == status::declined;
        std::string const again =
            may_pay ? pages_.fill("pay_again.html", {{"order", one.id},
                                                     {"attempt", std::to_string(one.attempt)},
                                                     {"gateways", gateway_choice(one.gateway)}})
                    : std::string{};
        std::string const go_on =
            is_open && hint.empty() ? pages_.fill("go_on.html", {{"order", one.id}}) : std::string{};
        show(request, to, "Order " + one.id,
             pages_.fill("order.html", {{"order", one.id},
                                        {"items", one.items},
                                        {"due", price_text(one.due)},
                                        {"status", one.status},
                                        {"says", what_to_say(one)},
                                        {"hint", hint},
                                        {"history", lines},
                                        {"go_on", go_on},
                                        {"again", again}}),
             is_open ? pages_.fill("follow.html", {}) : std::string{});
    }
    static std::string what_to_say(order const &one)
    {
        if (one.status == status::paid) return "Paid. Thank you! We pack it today.";
        if (one.status == status::refunding) return "Your money is on its way back to you.";
        if (one.status == status::refunded) return "We have given your money back.";
        if (one.status == status::declined) return "The payment was declined; nothing was paid.";
        if (one.status == status::part_paid)
            return "Another amount came in than was due. We will write to you.";
        return "Not paid yet. This page follows by itself.";
    }

    /// Server-sent events: one when the status is another than the page shows, then the end.
    void follow(httplib::Request const &request, order const &one, httplib::Response &to)
    {
        std::string const shown = request.get_param_value("shown");
        auto const until = std::chrono::steady_clock::now() + 60s;
        to.set_header("Cache-Control", "no-store");
        to.set_chunked_content_provider(
            "text/event-stream", [this, one, shown, until](std::size_t, httplib::DataSink &sink) {
                auto const now = orders_.find(one.id);
                bool const changed = !now || now->status != shown;
                std::string const event =
                    changed ? "event: status\ndata: " + (now ? now->status : "") + "\n\n" : ":\n\n";
                if (!sink.write(event.data(), event.size())) return false;
                if (changed || std::chrono::steady_clock::now() > until || is_ending)
                    sink.done();
                else
                    std::this_thread::sleep_for(300ms);
                return true;
            });
    }

    /// For the shop's own people; the server listens on this machine alone.
    void show_orders(httplib::Request const &request, httplib::Response &to)
    {
        std::string rows;
        for (order const &one : orders_.latest(50))
            rows += pages_.fill("orders_row.html", {{"order", one.id},
                                                    {"placed_at", one.placed_at},
                                                    {"items", one.items},
                                                    {"due", price_text(one.due)},
                                                    {"gateway", one.gateway},
                                                    {"status", one.status},
                                                    {"refund", refund_button(one)}});
        std::string open;
        for (unsettled_payment const &one : cashier_.unsettled())
            open += pages_.fill(
                "unsettled_row.html",
                {{"gateway", one.gateway}, {"own_id", one.own_id}, {"since", one.since}, {"why", one.why}});
        std::string const nothing = "<tr><td colspan=\"4\">None.</td></tr>";
        show(request, to, "Orders",
             pages_.fill("orders.html", {{"rows", rows}, {"unsettled", open.empty() ? nothing : open}}));
    }

    bool may_be_refunded(order const &one) const
    {
        return one.status == status::paid && cashier_.gateways().at(one.gateway)->can_refund();
    }
    std::string refund_button(order const &one) const
    {
        return may_be_refunded(one) ? pages_.fill("refund.html", {{"order", one.id}}) : std::string{};
    }
    /// Pressed twice, by two people, or again after a crash, it gives back once: the refund's key is the order's. Where the gateway
    /// knows no keys, the order is marked before anything is sent, and nothing is sent for one that is.
    void refund(order const &one, httplib::Response &to)
    {
        to.set_redirect("/merchant", 303);
        if (!may_be_refunded(one)) return;
        gateway &by = *cashier_.gateways().at(one.gateway);
        std::optional<order> const now = by.may_repeat_refund() ? one : orders_.begin_refund(one.id);
        if (!now) return;
        refund_result const what = by.refund(*now);
        if (what.became == now->status)
            orders_.note(one.id, what.says);
        else
            orders_.give_back(one.id, what.became, what.says);
    }

    void hear(httplib::Request const &request, httplib::Response &to)
    {
        auto const by = cashier_.gateways().find(request.matches[1].str());
        if (by == cashier_.gateways().end()) return void(to.status = 404);
        headers with;
        for (auto const &[name, value] : request.headers)
            with.emplace_back(name, value);
        web_answer const answer = by->second->hear(request.body, with);
        to.status = answer.status;
        to.set_content(answer.body, answer.content_type.c_str());
    }

    cashier cashier_;
    order_book orders_;
    templates pages_;
    std::string url_;
};

struct arguments {
    settings how;
    int port = 8080;
    std::string pages = "pages";
};

arguments read_arguments(std::vector<std::string> const &given)
{
    arguments read;
    for (std::size_t i = 0; i != given.size(); ++i) {
        std::string const &name = given[i];
        if (name == "--production") {
            read.how.production = true;
            continue;
        }
        if (i + 1 == given.size()) throw std::invalid_argument{name + " needs a value, or is not understood"};
        std::string const &value = given[++i];
        if (name == "--port")
            read.port = std::stoi(value);
        else if (name == "--pages")
            read.pages = value;
        else if (name == "--database")
            read.how.database = value;
        else if (name == "--sandbox-ca")
            read.how.sandbox_ca = value;
        else if (name == "--sandbox-port")
            read.how.sandbox_port = static_cast<unsigned short>(std::stoi(value));
        else
            throw std::invalid_argument{name + " is not understood"};
    }
    return read;
}

httplib::Server *running = nullptr;

} // namespace

int main(int count, char **texts)
try {
    std::vector<std::string> const given(texts + 1, texts + count);
    if (!given.empty() && given.front() == "--help") return std::cout << help, 0;
    arguments const read = read_arguments(given);
    char const *const public_url = std::getenv("SHOP_URL");
    std::string const url = read.how.production && public_url != nullptr
                                ? std::string{public_url}
                                : "http://127.0.0.1:" + std::to_string(read.port);
    web_shop shop{read.how, url, read.pages};

    httplib::Server server;
    server.new_task_queue = [] {
        return new httplib::ThreadPool{32};
    }; // followers of orders each hold a thread
    server.set_payload_max_length(64 * 1024);
    shop.serve(server);
    if (!server.bind_to_port("127.0.0.1", read.port))
        throw std::runtime_error{"port " + std::to_string(read.port) + " cannot be opened"};

    std::thread settler{[&shop] { // what a crash or a silent gateway left open is asked for
        for (int seconds = 0; !is_ending; ++seconds) {
            if (seconds % 10 == 0) try {
                    shop.settle();
                } catch (std::exception const &why) {
                    std::cerr << "settling: " << why.what() << std::endl;
                }
            std::this_thread::sleep_for(1s);
        }
    }};
    running = &server;
    for (int const signal : {SIGINT, SIGTERM})
        std::signal(signal, [](int) {
            is_ending = true;
            running->stop();
        });
    std::cout << "The shop is open: " << url << "\nIts orders:       " << url << "/merchant" << std::endl;
    server.listen_after_bind();
    is_ending = true;
    settler.join();
} catch (std::invalid_argument const &why) {
    std::cerr << why.what() << "\n\n" << help;
    return 2;
} catch (std::exception const &why) {
    std::cerr << why.what() << '\n';
    return 1;
}
