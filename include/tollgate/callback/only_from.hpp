// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_CALLBACK_ONLY_FROM_HPP
#define TOLLGATE_CALLBACK_ONLY_FROM_HPP

#include <tollgate/callback/receive_options.hpp>
#include <tollgate/config.hpp>

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/address_v6.hpp>

#include <cstddef>
#include <initializer_list>
#include <ranges>
#include <string>
#include <string_view>
#include <vector>

namespace tollgate::inline v0 {

/**
 * \brief Lets a listener's path be used only from these addresses: `only_from({"185.71.76.0/27", "77.75.156.11", "2a02:5180::/32"})`.
 * \details Anything else is answered with 403, read no further, and told to `listener_options::on_unhandled`. It keeps strangers from
 * asking for answers; it proves nothing, for whoever sits at an address in between can use it. Behind a web server every peer is that
 * server: let it do the filtering there.
 * \par Errors
 * The constructors throw `std::invalid_argument` for what is no address and no range of addresses in CIDR notation.
 */
class only_from {
public:
    only_from(std::initializer_list<std::string_view> ranges) { add_all(ranges); }
    /// From a program's settings: any range of texts.
    template <std::ranges::input_range Texts>
    explicit only_from(Texts const &ranges)
    {
        add_all(ranges);
    }

    [[nodiscard]] TOLLGATE_DECL bool allows(boost::asio::ip::address const &peer) const;

private:
    /// Every address as one of IPv6, of IPv4 as ::ffff:a.b.c.d.
    struct address_range {
        boost::asio::ip::address_v6::bytes_type first;
        unsigned bits;
    };

    void add_all(auto const &ranges)
    {
        for (auto const &text : ranges)
            add(text);
    }
    TOLLGATE_DECL void add(std::string_view range);

    std::vector<address_range> ranges_;
};

namespace detail {

template <>
inline constexpr auto kind_of_option<only_from> = option_kind::addresses;

} // namespace detail

} // namespace tollgate::inline v0

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/callback/only_from.ipp>
#endif

#endif
