// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_CALLBACK_ONLY_FROM_IPP
#define TOLLGATE_IMPL_CALLBACK_ONLY_FROM_IPP

#include <tollgate/callback/only_from.hpp>
#include <tollgate/detail/format/value_text.hpp>

#include <boost/system/error_code.hpp>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>

namespace tollgate::inline v0 {

namespace detail {

[[nodiscard]] inline boost::asio::ip::address_v6 as_v6(boost::asio::ip::address const &of)
{
    namespace ip = boost::asio::ip;
    return of.is_v4() ? ip::make_address_v6(ip::v4_mapped, of.to_v4()) : of.to_v6();
}

} // namespace detail

void only_from::add(std::string_view range)
{
    namespace ip = boost::asio::ip;
    auto const refuse = [range] {
        throw std::invalid_argument{
            "`only_from` takes addresses and ranges of addresses, as `185.71.76.0/27`; `" +
            std::string{range} + "` is neither."};
    };
    std::size_t const slash = range.find('/');
    boost::system::error_code failed;
    auto const address = ip::make_address(std::string{range.substr(0, slash)}, failed);
    if (failed) refuse();
    unsigned const most = address.is_v4() ? 32 : 128;
    unsigned bits = most;
    if (slash != range.npos && (!detail::read_integer(range.substr(slash + 1), bits) || bits > most))
        refuse();
    address_range added{detail::as_v6(address).to_bytes(), bits + (128 - most)};
    for (unsigned bit = added.bits; bit != 128; ++bit) // `10.0.0.1/8` means what it is in
        added.first[bit / 8] &= static_cast<unsigned char>(~(0x80U >> bit % 8));
    ranges_.push_back(added);
}

bool only_from::allows(boost::asio::ip::address const &peer) const
{
    auto const bytes = detail::as_v6(peer).to_bytes();
    return std::ranges::any_of(ranges_, [&bytes](address_range const &range) {
        for (unsigned bit = 0; bit != range.bits; ++bit)
            if ((bytes[bit / 8] ^ range.first[bit / 8]) & (0x80U >> bit % 8)) return false;
        return true;
    });
}

} // namespace tollgate::inline v0

#endif
