// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Of a signed answer counts what its signature covers, of refusals too: after one that anyone could have made up, a payer would
// pay twice.

#include <tollgate/response.hpp>

#include <tollgate/hash/cryptopp.hpp>

#include <doctest/doctest.h>
#include <support/digest.hpp>
#include <support/gateway_bodies.hpp>
#include <support/unsigned_gateway.hpp>

#include <string>
#include <string_view>

namespace twite {

struct account {
    tollgate::required<"key", tollgate::secret> key;
};

} // namespace twite

template <>
struct tollgate::provider_traits<twite::account> : tollgate::test::unsigned_gateway {
    static constexpr refusal_rule refusal{.flag = "ok",
                                          .code = "error.code",
                                          .message = "text",
                                          .flag_may_lack = true,
                                          .not_found = "none",
                                          .open_codes = "busy"};
};

namespace twite {

using namespace tollgate::signing::words;
using tollgate::optional;
using tollgate::required;

inline constexpr auto pairs = name + "=" + value;
inline constexpr auto all =
    in_field<"sign">(hex(md5(join("&", pairs, fields | but<"sign"> | by_name) + key)));
inline constexpr auto scalars_alone =
    in_field<"sign">(hex(md5(join("&", pairs, fields | but<"sign"> | scalars | by_name) + key)));
inline constexpr auto some =
    in_field<"sign">(hex(md5(join("&", pairs, tollgate::signing::words::listed<"id", "ok">) + key)));

struct payment {
    optional<"id", std::string> id{};
    optional<"amount", std::string> amount{};
    optional<"note", std::string> note{};
};
struct full_payment {
    required<"id", std::string> id;
    required<"amount", std::string> amount;
};
template <auto const &Rule, class Response = payment>
struct pay {
    using account = twite::account;
    using endpoint = tollgate::post_json<"/pay">;
    using response = Response;
    static constexpr auto response_signature = Rule;
};

} // namespace twite

namespace {

using namespace twite;
using tollgate::errc;
namespace test = tollgate::test;

template <class Message>
auto read(std::string const &members, std::string const &signed_text)
{
    twite::account const shop{.key = tollgate::secret{"k"}};
    return tollgate::read_response<Message>(
        shop, 200, test::signed_with(members, "sign", test::md5_hex(signed_text + "k")));
}

template <class Read>
void check_doubtful(Read const &got, errc code)
{
    REQUIRE(got.has_error());
    CHECK(tollgate::name_of(got.error().code()) == tollgate::name_of(code));
    CHECK(got.error().is_unknown());
    if (auto const said = got.error().gateway()) CHECK_FALSE(said->verified);
}

} // namespace

TEST_SUITE("tollgate.signing.signed_answers")
{
    TEST_CASE("signed answer: a refusal that the signature does not cover is none")
    {
        check_doubtful(read<pay<some>>(R"("id":"7","error":{"code":"5"},"text":"no")", "id=7&ok="),
                       errc::field_not_signed);
        check_doubtful(read<pay<scalars_alone>>(R"("id":"7","error":{"code":"5"})", "id=7"),
                       errc::field_not_signed);
        check_doubtful(read<pay<some>>(R"("id":"7","error":{"code":"busy"})", "id=7&ok="),
                       errc::field_not_signed);
        auto const refused = read<pay<some>>(R"("id":"7","ok":false)", "id=7&ok=false");
        REQUIRE(refused.has_error());
        CHECK(refused.error().is_refused());
        CHECK(refused.error().gateway().value().verified);
    }

    TEST_CASE("signed answer: nor is a success, whose code or flag anyone could have set")
    {
        check_doubtful(read<pay<some>>(R"("id":"7","error":{"code":"0"})", "id=7&ok="),
                       errc::field_not_signed);
        CHECK(read<pay<some>>(R"("id":"7","ok":true,"error":{"code":"0"})", "id=7&ok=true").has_value());
    }

    TEST_CASE("signed answer: what the signature does not cover of a refusal is shown as unverified")
    {
        auto const refused = read<pay<some>>(
            R"("id":"7","ok":false,"text":"paid already","error":{"code":"none"})", "id=7&ok=false");
        REQUIRE(refused.has_error());
        CHECK(refused.error().code() == errc::refused_by_gateway); // and not `not_found_yet`
        CHECK(refused.error().is_refused());
        CHECK(refused.error().gateway().value().message == "paid already");
        CHECK_FALSE(refused.error().gateway().value().verified);
    }

    TEST_CASE("signed answer: a member that the signature does not cover is not read")
    {
        auto const got = read<pay<some>>(R"("id":"7","ok":true,"amount":"5")", "id=7&ok=true");
        REQUIRE(got.has_value());
        CHECK(got->id == "7");
        CHECK_FALSE(got->amount.has_value());
        check_doubtful(read<pay<some, full_payment>>(R"("id":"7","ok":true,"amount":"5")", "id=7&ok=true"),
                       errc::field_not_signed);
    }

    TEST_CASE("signed answer: a refusal, or a success, does not come out of what somebody typed in")
    {
        // Signed for the identifier `7&ok=false&text=`, with `ok` true.
        std::string const text = "id=7&ok=false&text=&ok=true";
        check_doubtful(read<pay<all>>(R"("id":"7","ok":false,"text":"&ok=true")", text),
                       errc::ambiguous_value);
        check_doubtful(read<pay<all>>(R"("id":"7&ok=false&text=","ok":true)", text), errc::ambiguous_value);
        check_doubtful(
            read<pay<all>>(R"("id":"7","ok":true,"text":"&ok=false")", "id=7&ok=true&text=&ok=false"),
            errc::ambiguous_value);
        CHECK(read<pay<all>>(R"("id":"7","ok":false,"text":"&a=true")", "id=7&ok=false&text=&a=true")
                  .error()
                  .is_refused());
    }
}
