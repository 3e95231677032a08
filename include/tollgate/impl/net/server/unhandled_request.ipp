// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_NET_SERVER_UNHANDLED_REQUEST_IPP
#define TOLLGATE_IMPL_NET_SERVER_UNHANDLED_REQUEST_IPP

#include <tollgate/exchange_event.hpp>
#include <tollgate/unhandled_request.hpp>

namespace tollgate::inline v0 {

std::ostream &operator<<(std::ostream &out, unhandled_request const &what)
{
    using detail::in_one_line;
    out << name_of(what.reason);
    if (what.status != 0) out << " status=" << what.status;
    if (!what.method.empty()) out << ' ' << in_one_line{what.method} << ' ' << in_one_line{what.path};
    out << " from " << what.peer;
    if (what.failure != nullptr) out << " error=" << name_of(what.failure->code());
    if (what.cause) out << " cause=\"" << what.cause.message() << '"';
    return out;
}

} // namespace tollgate::inline v0

#endif
