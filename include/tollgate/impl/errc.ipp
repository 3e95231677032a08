// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_ERRC_IPP
#define TOLLGATE_IMPL_ERRC_IPP

#include <tollgate/errc.hpp>

#include <string>

namespace tollgate::inline v0 {

namespace detail {

/// The fixed id makes the category equal to itself across shared libraries.
class category final : public boost::system::error_category {
public:
    constexpr category() noexcept : error_category(0x7011'6a7e'c0de'0001) {}

    [[nodiscard]] char const *name() const noexcept override { return "tollgate"; }
    [[nodiscard]] std::string message(int code) const override
    {
        return std::string{name_of(static_cast<errc>(code))};
    }
};

inline constexpr category category_instance{};

} // namespace detail

std::ostream &operator<<(std::ostream &out, errc code)
{
    return out << name_of(code);
}

boost::system::error_category const &error_category() noexcept
{
    return detail::category_instance;
}

} // namespace tollgate::inline v0

#endif
