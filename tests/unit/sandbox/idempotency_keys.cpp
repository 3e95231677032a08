// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// A simulated gateway that takes idempotency keys, and whose refusals stand inside objects and lists.

#include <tollgate/sandbox.hpp>

#include <tollgate/client.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace ruff {

struct account {
    tollgate::required<"shop", std::string> shop;
    tollgate::required<"key", tollgate::secret> key;
};

inline constexpr auto signed_by_key = [] {
    using namespace tollgate::signing::words;
    return in_field<"sign">(hex(sha256(field<"id"> + key)));
}();

} // namespace ruff

template <>
struct tollgate::provider_traits<ruff::account> {
    static constexpr std::string_view name = "Ruff";
    static constexpr std::string_view host = "ruff.example";
    static constexpr auto request_signature = signing::words::not_signed;
    static constexpr auto response_signature = signing::words::not_signed;
    static constexpr auto callback_signature = ruff::signed_by_key;
    static constexpr refusal_rule refusal{.flag = "meta.ok",
                                          .code = {"details.0.issue", "name"},
                                          .message = {"details.0.description", "message"},
                                          .flag_may_lack = true,
                                          .refused_at = {400, 402, 404},
                                          .again_at = {429},
                                          .not_found_at = {404}};
    static constexpr acknowledgement acknowledged{};
    static constexpr std::chrono::seconds timeout{30};
    static constexpr auto key_lifetime = std::chrono::hours{10};
    using from_account = picks<>;
};

namespace ruff {

struct receipt {
    tollgate::required<"id", std::string> id;
};
struct pay {
    tollgate::required<"Idempotency-Key", tollgate::idempotency_key, tollgate::as_header> once;
    tollgate::required<"amount", tollgate::minor_units> amount;

    using account = ruff::account;
    using endpoint = tollgate::post_json<"/pay">;
    using response = receipt;
};
struct show {
    tollgate::required<"id", std::string, tollgate::in_path> id;

    using account = ruff::account;
    using endpoint = tollgate::get<"/payments/{id}", tollgate::effect::reads>;
    using response = receipt;
};
struct report {
    tollgate::required<"id", std::string> id;

    using account = ruff::account;
};

} // namespace ruff

template <>
struct tollgate::sandbox::behaviour<ruff::account> {
    using operations = operation_list<ruff::pay, ruff::show>;
    using reports = ruff::report;

    static constexpr std::string_view page_host = "pages.ruff.example";
    static constexpr bool refundable = false;
    static constexpr refusal bad_signature{"SIGNATURE", "Wrong.", 400};
    static constexpr refusal bad_request{"REQUEST", "Wrong.", 400};
    static constexpr refusal key_reused{"KEY_REUSED", "The key came with another request.", 400};

    [[nodiscard]] static reply<ruff::pay> answer(ledger &book, ruff::account const &, ruff::pay const &order)
    {
        if (order.amount->count() > 1000) return refusal{"DECLINED", "Too much.", 402};
        entry const &made = book.open({.merchants_id = order.once->text(),
                                       .kind = entry_kind::form,
                                       .amount = decimal{order.amount->count()},
                                       .currency = "EUR",
                                       .method = {},
                                       .payer = {}});
        return ruff::receipt{.id = made.id};
    }
    [[nodiscard]] static reply<ruff::show> answer(ledger &book, ruff::account const &,
                                                  ruff::show const &asked)
    {
        if (book.find(*asked.id) == nullptr) return refusal{"NO_SUCH_PAYMENT", "Not here.", 404};
        return ruff::receipt{.id = *asked.id};
    }
    [[nodiscard]] static refusal unknown_account(std::string_view) { return bad_request; }
    [[nodiscard]] static refusal bad_field(std::string_view) { return bad_request; }
    [[nodiscard]] static std::optional<reports> report(ruff::account const &, entry const &)
    {
        return std::nullopt;
    }
    [[nodiscard]] static std::string shown_amount(entry const &what) { return what.amount.text(); }
};

namespace {

namespace sandbox = tollgate::sandbox;
using namespace std::chrono_literals;
using tollgate::errc;
using tollgate::idempotency_key;

ruff::account shop()
{
    return {.shop = "s7", .key = tollgate::secret{"k"}};
}
ruff::pay payment(std::string_view key, std::int64_t amount = 5)
{
    return {.once = idempotency_key{key}, .amount = amount};
}

struct world {
    explicit world(sandbox::time_scale scale = {}) : gateway{sandbox::options{.time_scale = scale}, shop()} {}

    [[nodiscard]] std::size_t paid() const { return gateway.entries<ruff::account>().size(); }

    sandbox::gateway<ruff::account> gateway;
    tollgate::client<ruff::account> client{shop(), gateway.transport()};
};

} // namespace

TEST_SUITE("tollgate.sandbox.idempotency_keys")
{
    TEST_CASE("sandbox: an answer that was lost is given again to the same key, and nothing is paid twice")
    {
        world w;
        w.gateway.next_answer(sandbox::fault_kind::drop_answer, true);
        auto const lost = w.client.send(payment("order-1"));
        REQUIRE(lost.has_error());
        CHECK(lost.error().is_unknown());
        CHECK(w.paid() == 1);
        auto const again = w.client.retry(payment("order-1"), lost.error());
        REQUIRE(again.has_value());
        CHECK(w.paid() == 1);
        CHECK(again->id == w.gateway.entries<ruff::account>().back().id);
        CHECK(w.client.send(ruff::show{.id = *again->id}).value().id == again->id);
        // Another key, another payment.
        CHECK(w.client.send(payment("order-2")).value().id != again->id);
        CHECK(w.paid() == 2);
    }

    TEST_CASE("sandbox: the same key with another request is refused, and a refusal is kept, too")
    {
        world w;
        CHECK(w.client.send(payment("order-1")).has_value());
        auto const other = w.client.send(payment("order-1", 6));
        REQUIRE(other.has_error());
        CHECK(other.error().is_refused());
        CHECK(other.error().gateway().value().code == "KEY_REUSED");
        CHECK(other.error().gateway()->message == "The key came with another request.");
        for (int i = 0; i != 2; ++i) {
            auto const declined = w.client.send(payment("order-2", 5000));
            REQUIRE(declined.has_error());
            CHECK(declined.error().http_status() == 402);
            CHECK(declined.error().gateway().value().code == "DECLINED");
            CHECK(declined.error().message().find("take another key") != std::string::npos);
        }
        CHECK(w.client.send(payment("order-2", 50)).error().gateway().value().code == "KEY_REUSED");
        CHECK(w.paid() == 1);
    }

    TEST_CASE("sandbox: a key is forgotten by the sandbox's own clock, and then pays again")
    {
        world w{{1, 36'000'000}}; // ten hours are a millisecond
        CHECK(w.client.send(payment("order-1")).has_value());
        std::this_thread::sleep_for(2ms);
        CHECK(w.client.send(payment("order-1")).has_value());
        CHECK(w.paid() == 2);
    }

    TEST_CASE("sandbox: too many requests: nothing is done, and the same request is taken later")
    {
        world w;
        w.gateway.next_answer(sandbox::fault_kind::http_429, true);
        auto const busy = w.client.send(payment("order-1"));
        REQUIRE(busy.has_error());
        CHECK(busy.error().code() == errc::try_again_later);
        CHECK(busy.error().is_refused());
        CHECK(busy.error().retry_after() == 1s);
        CHECK(w.paid() == 0);
        CHECK(w.client.retry(payment("order-1"), busy.error()).has_value());
        CHECK(w.paid() == 1);
        CHECK(w.gateway.injected_faults() ==
              std::vector<sandbox::injected_fault>{{1, 0, sandbox::fault_kind::http_429, false}});
    }

    TEST_CASE("sandbox: answered keys are kept until their time is over")
    {
        sandbox::answered_keys keys;
        sandbox::answered_keys::clock::time_point const now{1h};
        keys.keep("a", {"ask", {200, "yes"}, now + 1s}, now);
        REQUIRE(keys.find("a", now) != nullptr);
        CHECK(keys.find("a", now)->answer.body == "yes");
        CHECK(keys.find("a", now + 1s - 1ns) != nullptr);
        CHECK(keys.find("a", now + 1s) == nullptr);
        CHECK(keys.find("b", now) == nullptr);
        keys.keep("a", {"ask", {200, "again"}, now + 3s}, now + 2s);
        CHECK(keys.find("a", now + 2s)->answer.body == "again");
    }

    TEST_CASE("sandbox: a refusal stands where the description says, and has its status")
    {
        world w;
        auto const gone = w.client.send(ruff::show{.id = "none"});
        REQUIRE(gone.has_error());
        CHECK(gone.error().code() == errc::not_found_yet);
        CHECK(gone.error().http_status() == 404);
        CHECK(gone.error().gateway().value().code == "NO_SUCH_PAYMENT");
        CHECK(gone.error().gateway()->message == "Not here.");
        tollgate::parameter_list fields;
        tollgate::refusal_rule const rule{.flag = "meta.ok", .code = "error.code", .message = "error.text"};
        sandbox::detail::add_refusal(rule, {"17", "no", 400}, fields);
        CHECK(tollgate::detail::json_of(std::as_const(fields).items()) ==
              R"({"meta":{"ok":false},"error":{"code":17,"text":"no"}})");
    }
}
