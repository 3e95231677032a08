// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SANDBOX_GATEWAY_SIGNATURE_IPP
#define TOLLGATE_IMPL_SANDBOX_GATEWAY_SIGNATURE_IPP

#include <tollgate/private_key.hpp>
#include <tollgate/sandbox/gateway_signature.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tollgate::inline v0::sandbox::detail {

/// The scheme as the gateway evaluates it, who has the private half of the key.
[[nodiscard]] inline std::vector<signing::row> signing_rows(signing::scheme_view scheme)
{
    std::vector<signing::row> rows{scheme.begin(), scheme.end()};
    for (signing::row &r : rows)
        if (r.what == signing::op::public_key) r.what = signing::op::private_key;
    return rows;
}

[[nodiscard]] inline owned_header *find_header(std::vector<owned_header> &in, std::string_view name)
{
    auto const found =
        std::ranges::find_if(in, [name](owned_header const &h) { return equal_ignoring_case(h.name, name); });
    return found == in.end() ? nullptr : &*found;
}

void sign_in_header(header_signing const &how, tollgate::detail::account_texts const &texts,
                    tollgate::detail::digest_table const &digests, signed_content const &what,
                    std::vector<owned_header> &to)
{
    tollgate::detail::moment_texts const moment = tollgate::detail::texts_of_moment(nullptr);
    auto const names = [](signing::scheme_view in, std::string_view header) {
        return any_row(in, [header](signing::row const &r) {
            return r.what == signing::op::header && equal_ignoring_case(r.text, header);
        });
    };
    signing::scheme_view const ring = signing::find_keyring(how.scheme);
    signing::row const *before = nullptr; // which reads one part of the header
    for (signing::row const &r : how.scheme) {
        signing::row const *const around = std::exchange(before, &r);
        if (r.what != signing::op::header || find_header(to, r.text) != nullptr) continue;
        bool const is_key = !ring.empty() && names(part_of(ring, 1), r.text);
        bool const is_time = !how.time.empty() && names(how.time, r.text);
        std::string value;
        if (around != nullptr && around->map_is == signing::map_kind::part)
            value.append(around->after).append("=");
        value += is_key ? how.key_name : is_time ? moment.now : what.id;
        to.push_back({std::string{r.text}, std::move(value)});
    }
    signing::outside_values outside = how.outside != nullptr ? *how.outside : signing::outside_values{};
    outside.signers = how.signers;
    outside.account = how.key;
    outside.key_named = [](void const *key, std::string_view) {
        return static_cast<private_key const *>(key);
    };
    std::vector<header> const views = header_views(to);
    signing::context over{.headers = views, .body = what.body, .outside = &outside};
    texts.show_in(over);
    signing::signature made;
    if (signing::sign(signing_rows(how.scheme), over, digests, made)) return;
    owned_header *own = find_header(to, how.header);
    if (own == nullptr) own = &to.emplace_back(owned_header{std::string{how.header}, {}});
    own->value = how.with_signature(own->value, made.text());
}

} // namespace tollgate::inline v0::sandbox::detail

#endif
