// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_FORMAT_HTTP_DATE_IPP
#define TOLLGATE_IMPL_FORMAT_HTTP_DATE_IPP

#include <tollgate/detail/format/http_date.hpp>

#include <tollgate/detail/format/value_text.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>

namespace tollgate::inline v0::detail {

/// The number that a text of one to ten digits is.
[[nodiscard]] inline std::optional<std::int64_t> digits_of(std::string_view text)
{
    std::int64_t number = 0;
    bool const is_plain =
        !text.empty() && text.size() <= 10 && text.find_first_not_of("0123456789") == text.npos;
    if (!is_plain) return std::nullopt;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

/// `08:49:37`
[[nodiscard]] inline std::optional<std::chrono::seconds> time_of_day(std::string_view text)
{
    if (text.size() != 8 || text[2] != ':' || text[5] != ':') return std::nullopt;
    auto const hours = digits_of(text.substr(0, 2));
    auto const minutes = digits_of(text.substr(3, 2));
    auto const seconds = digits_of(text.substr(6, 2));
    // 60 is a leap second.
    if (!hours || !minutes || !seconds || *hours > 23 || *minutes > 59 || *seconds > 60) return std::nullopt;
    return std::chrono::hours{*hours} + std::chrono::minutes{*minutes} + std::chrono::seconds{*seconds};
}

[[nodiscard]] inline std::optional<unsigned> month_of(std::string_view name)
{
    constexpr std::string_view names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    auto const found = std::ranges::find(names, name);
    if (found == std::end(names)) return std::nullopt;
    return static_cast<unsigned>(found - std::begin(names)) + 1;
}

std::optional<std::chrono::sys_seconds> read_http_date(std::string_view text)
{
    // "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"
    std::array<std::string_view, 7> parts{};
    std::size_t count = 0;
    for (std::size_t at = 0; count != parts.size();) {
        at = text.find_first_not_of(" ,-", at);
        if (at == text.npos) break;
        std::size_t const end = std::min(text.find_first_of(" ,-", at), text.size());
        parts[count++] = text.substr(at, end - at);
        at = end;
    }
    bool const is_old = count == 5; // the form of `asctime`
    if (!is_old && (count != 6 || parts[5] != "GMT")) return std::nullopt;
    auto const day = digits_of(parts[is_old ? 2 : 1]);
    auto const month = month_of(parts[is_old ? 1 : 2]);
    auto year = digits_of(parts[is_old ? 4 : 3]);
    auto const time = time_of_day(parts[is_old ? 3 : 4]);
    if (!day || !month || !year || !time || *day > 31 || *year > 9999) return std::nullopt;
    if (!is_old && parts[3].size() == 2) *year += *year < 70 ? 2000 : 1900;
    std::chrono::year_month_day const date{std::chrono::year{static_cast<int>(*year)},
                                           std::chrono::month{*month},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok()) return std::nullopt;
    return std::chrono::sys_days{date} + *time;
}

/// The value of a header that stands once.
[[nodiscard]] inline std::optional<std::string_view> only_value_of(std::span<header const> headers,
                                                                   std::string_view name)
{
    std::optional<std::string_view> found;
    for (header const &h : headers) {
        if (!equal_ignoring_case(h.name, name)) continue;
        if (found) return std::nullopt;
        found = h.value;
    }
    return found;
}

std::optional<std::chrono::seconds> read_retry_after(std::span<header const> headers,
                                                     std::chrono::system_clock::time_point now)
{
    auto const text = only_value_of(headers, "Retry-After");
    if (!text) return std::nullopt;
    if (auto const seconds = digits_of(*text)) return std::chrono::seconds{*seconds};
    auto const until = read_http_date(*text);
    if (!until) return std::nullopt;
    auto from = std::chrono::floor<std::chrono::seconds>(now);
    if (auto const date = only_value_of(headers, "Date")) from = read_http_date(*date).value_or(from);
    return std::max(*until - from, std::chrono::seconds{0});
}

} // namespace tollgate::inline v0::detail

#endif
