// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef SHOP_OWN_HASH_HPP
#define SHOP_OWN_HASH_HPP

/// \file
/// A hash policy from elsewhere. It computes nothing worth the name: only who links neither library needs it here.

#include <tollgate/hash/policy.hpp>

#include <string>
#include <string_view>

namespace shop {

struct own_hash {
    template <tollgate::hash::algorithm Algorithm>
    static tollgate::hash::digest<Algorithm> digest(std::string_view text)
    {
        tollgate::hash::digest<Algorithm> sums{};
        for (std::size_t i = 0; i < text.size(); ++i) {
            auto &sum = sums[i % sums.size()];
            sum = static_cast<unsigned char>(sum * 31 + static_cast<unsigned char>(text[i]));
        }
        return sums;
    }

    template <tollgate::hash::algorithm Algorithm>
    class hmac {
    public:
        explicit hmac(std::string_view key) : key_{key} {}
        tollgate::hash::digest<Algorithm> operator()(std::string_view text) const
        {
            return digest<Algorithm>(key_ + std::string{text});
        }

    private:
        std::string key_;
    };
};

static_assert(tollgate::hash_policy<own_hash>);

} // namespace shop

#endif
