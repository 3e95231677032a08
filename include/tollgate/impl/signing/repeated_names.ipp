// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SIGNING_REPEATED_NAMES_IPP
#define TOLLGATE_IMPL_SIGNING_REPEATED_NAMES_IPP

#include <tollgate/signing/evaluate.hpp>
#include <tollgate/signing/repeated_names.hpp>

#include <cstddef>

namespace tollgate::inline v0::signing {

bool signs_repeated(scheme_view scheme, context over, detail::digest_table const &digests)
{
    if (!detail::has_repeated(over.fields)) return false; // nearly always
    over.remembered = nullptr;                            // what is chosen here may lack the key
    auto const is_in_join = [&](row const &r) {
        selection own;
        evaluator reader{over, digests};
        scheme_view const join = scheme.subspan(static_cast<std::size_t>(&r - scheme.data()), r.size);
        selection const &chosen = reader.chosen_by(part_of(join, 1), own);
        if (chosen.problem) return true; // what it could not choose or write may be gone from it
        for (parameter const &p : chosen)
            if (chosen.holds_repeated(p)) return true;
        return false;
    };
    return any_row(scheme, [&](row const &r) {
        switch (r.what) {
        case op::field:
        case op::within:
        case op::named_in:
        case op::chosen: {
            parameter const *const at = find_path(over.fields, r.text);
            return at != nullptr && at->repeated;
        }
        case op::join: return is_in_join(r);
        default: return false;
        }
    });
}

} // namespace tollgate::inline v0::signing

#endif
