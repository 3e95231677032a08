// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SIGNING_PUBLIC_KEY_SIGNATURE_IPP
#define TOLLGATE_IMPL_SIGNING_PUBLIC_KEY_SIGNATURE_IPP

#include <tollgate/signing/evaluate.hpp>
#include <tollgate/signing/public_key_signature.hpp>

#include <string_view>

namespace tollgate::inline v0::signing {

bool read_carried(scheme_view scheme, context const &over, detail::digest_table const &digests,
                  std::string_view carried, wiped_buffer &to, inverse_by_row inverse)
{
    switch (scheme.front().what) {
    case op::public_key: to.append(carried); return !carried.empty();
    case op::map: {
        erased_text_map const undo = inverse(scheme.front());
        wiped_buffer decoded;
        return undo != nullptr && undo(carried, decoded) &&
               read_carried(part_of(scheme, 0), over, digests, decoded.view(), to, inverse);
    }
    case op::concat: {
        bool const comes_first = holds_public_key(part_of(scheme, 0));
        wiped_buffer around;
        if (evaluate(part_of(scheme, comes_first ? 1 : 0), over, digests, around)) return false;
        if (!(comes_first ? carried.ends_with(around.view()) : carried.starts_with(around.view())))
            return false;
        carried.remove_prefix(comes_first ? 0 : around.size());
        carried.remove_suffix(comes_first ? around.size() : 0);
        return read_carried(part_of(scheme, comes_first ? 0 : 1), over, digests, carried, to, inverse);
    }
    default: return false;
    }
}

} // namespace tollgate::inline v0::signing

#endif
