// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SIGNING_TIME_AND_NONCE_IPP
#define TOLLGATE_IMPL_SIGNING_TIME_AND_NONCE_IPP

#include <tollgate/signing/time_and_nonce.hpp>

#include <boost/container/small_vector.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace tollgate::inline v0::signing {

using text_parts = boost::container::small_vector<scheme_view, 16>;

/// Whether a part's text is known before time, nonce and signature are.
[[nodiscard]] constexpr bool is_known_before(scheme_view part) noexcept
{
    return !any_row(part, [](row const &r) { return is_of_moment(r) || is_digest(r) || is_by_key(r); });
}

outside_values read_moment(scheme_view scheme, context const &over, detail::digest_table const &digests,
                           std::string_view carried)
{
    text_parts parts;
    each_joined(scheme, [&](scheme_view text) { parts.push_back(text); });
    outside_values found;
    std::string_view rest = carried;
    for (std::size_t i = 0; i != parts.size(); ++i) {
        if (is_known_before(parts[i])) {
            wiped_buffer text;
            if (evaluate(parts[i], over, digests, text) || !rest.starts_with(text.view())) return {};
            rest.remove_prefix(text.size());
            continue;
        }
        std::size_t size = rest.size();
        if (i + 1 != parts.size()) { // it ends where the next part begins
            wiped_buffer next;
            if (!is_known_before(parts[i + 1]) || evaluate(parts[i + 1], over, digests, next)) return {};
            size = rest.find(next.view());
            if (size == rest.npos || next.size() == 0) return {};
        }
        std::string_view const shown = rest.substr(0, size);
        op const what = parts[i].front().what;
        if (what == op::now || what == op::nonce) {
            std::string_view &to = what == op::now ? found.now : found.nonce;
            if (!to.empty() && to != shown) return {};
            to = shown;
        }
        rest.remove_prefix(size);
    }
    return rest.empty() ? found : outside_values{};
}

} // namespace tollgate::inline v0::signing

#endif
