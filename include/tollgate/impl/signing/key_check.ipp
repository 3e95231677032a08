// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SIGNING_KEY_CHECK_IPP
#define TOLLGATE_IMPL_SIGNING_KEY_CHECK_IPP

#include <tollgate/signing/account_choice.hpp>
#include <tollgate/signing/evaluate.hpp>
#include <tollgate/signing/key_check.hpp>

#include <cstddef>
#include <optional>

namespace tollgate::inline v0::signing {

std::optional<problem_with> find_unusable_secret(scheme_view scheme, context const &over,
                                                 detail::digest_table const &digests)
{
    for (std::size_t at = 0; at < scheme.size(); ++at) {
        scheme_view const part = scheme.subspan(at, scheme[at].size);
        if (is_choice(part.front())) { // what the other pieces make of the secrets is nobody's
            scheme_view const piece = piece_for(part, over.account);
            if (piece.empty()) return problem_with{errc::invalid_account_field, part.front().text};
            if (auto const why = find_unusable_secret(piece, over, digests)) return why;
            at += part.size() - 1;
        } else if (may_lose_secret(part)) {
            wiped_buffer text;
            auto const why = evaluate(part, over, digests, text);
            if (why && why->code == errc::invalid_secret) return why;
            if (why || text.size() == 0) return problem_with{errc::invalid_secret, {}};
        } else if (part.front().what == op::hmac && part[1].what == op::map) {
            // A key that was made before is one that the secret gives.
            if (evaluator{over, digests}.kept_hmac(part) != nullptr) at += part[1].size;
        }
    }
    return std::nullopt;
}

} // namespace tollgate::inline v0::signing

#endif
