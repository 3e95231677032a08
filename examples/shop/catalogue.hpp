// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef SHOP_CATALOGUE_HPP
#define SHOP_CATALOGUE_HPP

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace shop {

/// What everything costs, and what it is paid in.
inline constexpr char currency[] = "KZT";

struct product {
    std::string_view id;
    std::string_view name;
    std::string_view about;
    std::int64_t price; ///< In minor units.
};

inline constexpr std::array products{
    product{"tea", "Mountain tea", "Whole leaves, picked in May. 100 g.", 3'200'00},
    product{"mug", "Enamel mug", "White with a blue rim. Survives campfires.", 4'500'00},
    product{"map", "Hiking map", "Trails around the lake, printed on cloth.", 2'750'00},
    product{"lamp", "Reading lamp", "Warm light, folds flat, charges by USB.", 12'900'00},
};

[[nodiscard]] constexpr product const *find_product(std::string_view id)
{
    for (product const &one : products)
        if (one.id == id) return &one;
    return nullptr;
}

/// `3,200.00 KZT`
[[nodiscard]] inline std::string price_text(std::int64_t minor_units)
{
    std::string digits = std::to_string(minor_units / 100);
    for (std::size_t at = digits.size(); at > 3; at -= 3)
        digits.insert(at - 3, ",");
    std::string const cents = std::to_string(minor_units % 100);
    return digits + "." + (cents.size() == 1 ? "0" : "") + cents + " " + currency;
}

} // namespace shop

#endif
