// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include "gateway.hpp"

#include "harbour.hpp"

#include <tollgate/sandbox.hpp>

#include <chrono>
#include <fstream>
#include <optional>
#include <string_view>

template <>
struct tollgate::sandbox::behaviour<harbour::account> {
    using operations = operation_list<harbour::pay, harbour::pay_by_key, harbour::show_order>;
    using reports = harbour::paid;

    static constexpr std::string_view page_host = "pages.harbour.example";
    static constexpr bool refundable = false;
    static constexpr refusal bad_signature{"SIGNATURE", {}, 400};
    static constexpr refusal bad_request{"REQUEST", {}, 400};

    [[nodiscard]] static bool is_any(entry const &) { return true; }
    template <class Order>
    [[nodiscard]] static harbour::receipt pay(ledger &book, Order const &order)
    {
        entry const &made = book.open({.merchants_id = *order.order,
                                       .kind = entry_kind::invoice,
                                       .amount = decimal{order.amount->count()},
                                       .currency = "EUR"});
        return {.id = made.id, .order = *order.order};
    }
    [[nodiscard]] static reply<harbour::pay> answer(ledger &book, harbour::account const &,
                                                    harbour::pay const &order)
    {
        return pay(book, order);
    }
    [[nodiscard]] static reply<harbour::pay_by_key> answer(ledger &book, harbour::account const &,
                                                           harbour::pay_by_key const &order)
    {
        return pay(book, order);
    }
    [[nodiscard]] static reply<harbour::show_order> answer(ledger &book, harbour::account const &,
                                                           harbour::show_order const &asked)
    {
        entry const *const found = book.newest(*asked.order, is_any);
        if (found == nullptr) return refusal{"NOT_FOUND", {}, 404};
        return harbour::receipt{.id = found->id, .order = *asked.order};
    }
    [[nodiscard]] static refusal unknown_account(std::string_view) { return bad_request; }
    [[nodiscard]] static refusal bad_field(std::string_view) { return bad_request; }
    [[nodiscard]] static std::optional<reports> report(harbour::account const &, entry const &)
    {
        return std::nullopt;
    }
    [[nodiscard]] static std::string shown_amount(entry const &what) { return what.amount.text(); }
};

namespace tollgate::at_scale {

using namespace std::chrono_literals;

namespace {

constexpr sandbox::faults bad{.delay_answer = 60,
                              .drop_answer = 80,
                              .close_mid_answer = 40,
                              .slow_answer = 30,
                              .http_500 = 40,
                              .html_answer = 30,
                              .http_429 = 40,
                              .delay = 40ms,
                              .pause = 5ms};

} // namespace

struct gateway::played {
    sandbox::gateway<harbour::account> by;
};

gateway::gateway(std::string const &ca_file, std::uint64_t seed)
    : played_{new played{
          sandbox::gateway<harbour::account>{sandbox::options{.seed = seed, .faults = bad}, harbour::shop()}}}
{
    std::ofstream{ca_file} << played_->by.options().ca_pem;
}
gateway::~gateway() = default;

std::uint16_t gateway::port() const
{
    return played_->by.options().connect_to->port();
}

void gateway::fail(bool often)
{
    played_->by.set_faults(often ? bad : sandbox::faults{});
}

void gateway::drop_next_answer(bool carried_out)
{
    played_->by.next_answer(sandbox::fault_kind::drop_answer, carried_out);
}

std::map<std::string, std::size_t> gateway::books() const
{
    std::map<std::string, std::size_t> paid;
    for (sandbox::entry const &each : played_->by.entries<harbour::account>())
        ++paid[each.merchants_id];
    return paid;
}

std::size_t gateway::failures() const
{
    return played_->by.injected_faults().size();
}

} // namespace tollgate::at_scale
