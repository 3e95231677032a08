// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_CALLBACK_MERGE_HPP
#define TOLLGATE_CALLBACK_MERGE_HPP

#include <tollgate/status_order.hpp>

#include <concepts>
#include <cstdint>

namespace tollgate::inline v0 {

/// How a status that has arrived stands to the one that is known.
enum class standing {
    newer,       ///< It follows the known one, and takes its place.
    repeated,    ///< It is the known one.
    older,       ///< The known one follows it: it came late.
    contradicts, ///< Neither follows the other, or the order does not list one of them. Ask the gateway.
};

/// What is known after a status has arrived.
template <class Status>
struct merged {
    Status status;
    standing arrived;

    [[nodiscard]] friend constexpr bool operator==(merged const &, merged const &) = default;
};

namespace detail {

template <class S>
concept status_number = requires(S s) { static_cast<std::int64_t>(s); };

template <class C>
concept has_status_order = requires { C::status_order.follows(std::int64_t{}, std::int64_t{}); };

} // namespace detail

/**
 * \brief Decides whether a status that has arrived may replace the one that is known.
 * \details Callbacks overtake each other. A status replaces another one only where the order says that it follows it, at
 * once or through others, so a final status stays. In an order with a circle, what arrives last wins inside of it.
 * \param order a table of steps: a gateway's own, or the merchant's where the gateway documents none
 */
template <std::size_t N, detail::status_number Status>
[[nodiscard]] constexpr merged<Status> merge(status_order<N> const &order, Status known, Status arrived)
{
    auto const from = static_cast<std::int64_t>(known);
    auto const to = static_cast<std::int64_t>(arrived);
    if (from == to) return {known, standing::repeated};
    if (order.follows(from, to)) return {arrived, standing::newer};
    return {known, order.follows(to, from) ? standing::older : standing::contradicts};
}

/// The same, by the order that the callback's description declares.
template <detail::has_status_order Callback, detail::status_number Status>
[[nodiscard]] constexpr merged<Status> merge(Status known, Status arrived)
{
    return merge(Callback::status_order, known, arrived);
}

} // namespace tollgate::inline v0

#endif
