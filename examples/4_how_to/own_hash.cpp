// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Digests from somewhere else: here from OpenSSL's own one-line functions, in place of Crypto++.

#include <tollgate/hash/policy.hpp>
#include <tollgate/providers/one_payment.hpp>
#include <tollgate/request.hpp>
#include <tollgate/wipe.hpp>

#include <openssl/evp.h>

#include <cstddef>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace one_payment = tollgate::one_payment;

namespace {

void check(bool done)
{
    if (!done) throw std::runtime_error{"OpenSSL does not know the algorithm"};
}

struct shop_hash {
    template <tollgate::hash::algorithm A>
    static tollgate::hash::digest<A> digest(std::string_view text)
    {
        tollgate::hash::digest<A> out;
        std::size_t size = out.size();
        check(EVP_Q_digest(nullptr, name_of<A>(), nullptr, text.data(), text.size(), out.data(), &size) == 1);
        return out;
    }

    template <tollgate::hash::algorithm A>
    class hmac {
    public:
        explicit hmac(std::string_view key) : key_{key} {}
        hmac(hmac const &) = delete;
        ~hmac() { tollgate::wipe(key_.data(), key_.size()); }

        tollgate::hash::digest<A> operator()(std::string_view text) const
        {
            tollgate::hash::digest<A> out;
            std::size_t size = out.size();
            auto const *const bytes = reinterpret_cast<unsigned char const *>(text.data());
            check(EVP_Q_mac(nullptr, "HMAC", nullptr, name_of<A>(), nullptr, key_.data(), key_.size(), bytes,
                            text.size(), out.data(), out.size(), &size) != nullptr);
            return out;
        }

    private:
        std::string key_;
    };

private:
    template <class A>
    static char const *name_of()
    {
        return A::name.data(); // `SHA-256` and its like: the names are OpenSSL's too
    }
};

static_assert(tollgate::hash_policy<shop_hash>);

} // namespace

int main()
{
    one_payment::account const account{
        .partner_id = 1234, .project_id = 5678, .api_key = tollgate::secret{"test_api_key"}};
    one_payment::init_form const form{
        .amount = tollgate::decimal{"50.00"}, .description = "tea & biscuits", .user_data = "order-777"};

    auto const request = tollgate::make_request<shop_hash>(account, form);
    std::cout << request->signature().text() << '\n';
    return request->signature().text() == "2ef81a82e9975149721e6f2745f74134" ? 0 : 1;
}
