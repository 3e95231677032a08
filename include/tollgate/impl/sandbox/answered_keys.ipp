// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SANDBOX_ANSWERED_KEYS_IPP
#define TOLLGATE_IMPL_SANDBOX_ANSWERED_KEYS_IPP

#include <tollgate/sandbox/answered_keys.hpp>

#include <utility>

namespace tollgate::inline v0::sandbox {

answered_keys::answered const *answered_keys::find(std::string const &key, clock::time_point now) const
{
    auto const found = all_.find(key);
    return found == all_.end() || found->second.until <= now ? nullptr : &found->second;
}

void answered_keys::keep(std::string key, answered what, clock::time_point now)
{
    std::erase_if(all_, [now](auto const &each) { return each.second.until <= now; });
    all_.insert_or_assign(std::move(key), std::move(what));
}

} // namespace tollgate::inline v0::sandbox

#endif
