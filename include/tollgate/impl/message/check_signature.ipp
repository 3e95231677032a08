// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_MESSAGE_CHECK_SIGNATURE_IPP
#define TOLLGATE_IMPL_MESSAGE_CHECK_SIGNATURE_IPP

#include <tollgate/detail/message/check_signature.hpp>
#include <tollgate/detail/saturating_time.hpp>

#include <chrono>
#include <cstdint>
#include <optional>

namespace tollgate::inline v0::detail {

std::optional<time_problem> find_time_problem(signing::scheme_view by, std::chrono::seconds tolerance,
                                              signing::context const &over, digest_table const &digests,
                                              std::optional<std::chrono::sys_seconds> now)
{
    wiped_buffer text;
    std::int64_t seconds = 0;
    if (signing::signs_repeated(by, over, digests) || signing::evaluate(by, over, digests, text) ||
        !read_integer(text.view(), seconds) || seconds < 0)
        return time_problem{errc::timestamp_malformed};
    auto const judged_at =
        now ? *now : std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    auto const off = apart(std::chrono::seconds{seconds}, judged_at.time_since_epoch());
    if (off > tolerance || off < -tolerance)
        return time_problem{errc::timestamp_out_of_range, off, tolerance, seconds >= 100'000'000'000};
    return std::nullopt;
}

} // namespace tollgate::inline v0::detail

#endif
