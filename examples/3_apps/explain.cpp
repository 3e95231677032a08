// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Why does this signature not match? Says so for a callback that was received, or for a request as it was sent.

#include <tollgate/explain.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/cactus.hpp>
#include <tollgate/providers/one_payment.hpp>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace {

using namespace tollgate;

constexpr std::string_view help = R"(Says why a signature does not match.

    explain --gateway NAME --kind KIND --body FILE

  --gateway  cactus or 1payment
  --kind     callback: FILE holds the body as received
             request:  FILE holds the JSON body, or the target (path and query), as sent
  --body     the file; its bytes count, a line break at its end included

The secret comes from the environment variable TOLLGATE_SECRET or, without it, from the first line of
standard input; it is never printed, nor is any value of the message. For a request of 1payment the
operation is `init_form`.

Exit codes: 0 the signature is right, 1 it is not, 2 the question could not be understood.
)";

using arguments = std::map<std::string_view, std::string_view>;

/// `--name value` pairs; empty where something else was written, or something is missing.
arguments read_arguments(int count, char const *const *texts)
{
    arguments given;
    for (int i = 1; i + 1 < count; i += 2)
        given[texts[i]] = texts[i + 1];
    bool const complete = count == 7 && given.size() == 3 && given.count("--gateway") != 0 &&
                          given.count("--kind") != 0 && given.count("--body") != 0;
    return complete ? given : arguments{};
}

result<secret> read_secret()
{
    if (auto from_environment = secret::from_environment("TOLLGATE_SECRET")) return from_environment;
    std::string line;
    std::getline(std::cin, line);
    auto read = secret::from_text(line);
    line.assign(line.size(), '\0');
    return read;
}

result<explanation> explain_cactus(secret key, bool callback, std::string_view body)
{
    cactus::account const account{.merchant_id = "unknown", .site_id = 0, .salt = std::move(key)};
    if (callback) return explain<cactus::invoice_callback>(account, body);
    return explain_sent<cactus::obtain_token>(account, body);
}

result<explanation> explain_one_payment(secret key, bool callback, std::string_view body)
{
    one_payment::account const account{.partner_id = 0, .project_id = 0, .api_key = std::move(key)};
    if (callback) return explain<one_payment::payment_callback>(account, body);
    return explain_sent<one_payment::init_form>(account, body);
}

int refuse(std::string_view why)
{
    std::cerr << why << '\n';
    return 2;
}

} // namespace

int main(int count, char **texts)
{
    if (count == 2 && std::string_view{texts[1]} == "--help") return std::cout << help, 0;
    arguments const given = read_arguments(count, texts);
    if (given.empty()) return refuse(help);

    std::map<std::string_view, result<explanation> (*)(secret, bool, std::string_view)> const gateways{
        {"cactus", explain_cactus}, {"1payment", explain_one_payment}};
    auto const gateway = gateways.find(given.at("--gateway"));
    if (gateway == gateways.end()) return refuse("--gateway must be cactus or 1payment");
    std::string_view const kind = given.at("--kind");
    if (kind != "callback" && kind != "request") return refuse("--kind must be callback or request");
    std::ifstream file{std::string{given.at("--body")}, std::ios::binary};
    if (!file) return refuse("--body must name a file that can be read");
    std::string const body{std::istreambuf_iterator<char>{file}, {}};

    auto key = read_secret();
    if (!key) return refuse("the secret must be in TOLLGATE_SECRET, or on standard input");
    auto const said = gateway->second(*key, kind == "callback", body);
    if (!said) return refuse(said.error().message());
    std::cout << *said;
    return said->matches ? 0 : 1;
}
