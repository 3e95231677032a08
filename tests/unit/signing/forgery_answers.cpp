// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Whoever has no secret never has an answer read, as a success or as a refusal, that the gateway did not sign.
// support/forgery_run.hpp says how a run is repeated.

#include <tollgate/response.hpp>

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/hash/openssl.hpp>
#include <tollgate/providers/cactus.hpp>

#include <doctest/doctest.h>
#include <support/forged_payments.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace citril {

using namespace serin;

inline constexpr auto some =
    join("&", name + "=" + value, tollgate::signing::words::listed<"id", "amount", "ok">);
inline constexpr auto by_some = in_field<"sign">(hex(sha256(some + key)));

struct payment {
    optional<"id", std::string> id{};
    optional<"amount", std::string> amount{};
};
template <auto const &Rule>
struct pay {
    using account = citril::account;
    using endpoint = tollgate::post_json<"/pay">;
    using response = payment;
    static constexpr auto response_signature = Rule;
};

} // namespace citril

namespace {

using namespace citril;
namespace cactus = tollgate::cactus;
namespace test = tollgate::test;
using test::forgery_target;
using tollgate::cryptopp_hash;
using tollgate::openssl_hash;

/// A refusal counts as something that was verified, with what the gateway said of it if that was. A statement without a word says
/// nothing: whoever takes away a text that the signature does not cover leaves the same refusal.
template <class Message, class Hash, class Account>
auto reads_answer(Account const &account)
{
    return [account](std::string const &body, headers_of const &) -> std::optional<std::string> {
        auto const answer = tollgate::read_response<Message, Hash>(account, 200, body);
        if (answer) return "success " + test::reading_of::text(*answer);
        tollgate::error const &why = answer.error();
        bool const is_open = why.code() == tollgate::errc::undecided_by_gateway;
        if (!why.is_refused() && !is_open) return std::nullopt;
        std::string const kind = is_open ? "open " : "refused ";
        auto const &said = why.gateway();
        bool const says_more = said && said->verified && !(said->code.empty() && said->message.empty());
        return says_more ? kind + said->code + "|" + said->message : kind;
    };
}

template <auto const &Rule, class Hash = cryptopp_hash>
forgery_target answer_under(std::string name)
{
    forgery_target made = about_payments(std::move(name));
    sign_by<Hash>(made, Rule);
    made.read = reads_answer<pay<Rule>, Hash>(shop);
    return made;
}

std::vector<forgery_target> answers()
{
    std::vector<forgery_target> all{answer_under<by_md5>("answer, md5"),
                                    answer_under<by_hmac>("answer, hmac"),
                                    answer_under<by_ended>("answer, ended"),
                                    answer_under<by_some>("answer, listed"),
                                    answer_under<by_backwards>("answer, other order"),
                                    answer_under<by_hmac, openssl_hash>("answer, OpenSSL")};
    all[3].values[3] = {""}; // the signature would not cover a code, so the gateway sends none
    forgery_target form = about_payments("cactus, obtain_token");
    form.names = {"key", "redirect_url", "success", "message"};
    form.values = {{R"("tok")", R"("tok;message:x")", ""},
                   {R"("https://pay.example/tok?a=1&b=2")", R"("https://pay.example/")", ""},
                   {"true", "false"},
                   {"", R"("No such site")", R"("x;a:b")"}};
    form.signature_field = "signature";
    sign_by<cryptopp_hash>(form, tollgate::detail::response_rule<cactus::obtain_token>);
    form.read = reads_answer<cactus::obtain_token, cryptopp_hash>(
        cactus::account{.merchant_id = "m", .site_id = 1, .salt = tollgate::secret{test::genuine_key}});
    all.push_back(std::move(form));
    return all;
}

} // namespace

TEST_SUITE("tollgate.signing.forgery")
{
    TEST_CASE("an answer that the gateway did not sign: is never read as a success, nor as a refusal")
    {
        auto const targets = answers();
        test::attack_all(targets, test::attempts_in_all() / 25 / targets.size());
    }
}
