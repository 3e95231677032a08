// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// headers-alone
// first-error: tollgate: signing needs a hash policy: include <tollgate/hash/cryptopp.hpp>.*\[tollgate\.hash\.policy\]

#ifndef TOLLGATE_EXPECT_COMPILE_ERROR
#include <tollgate/hash/cryptopp.hpp>
#endif
#include <tollgate/providers/cactus.hpp>
#include <tollgate/request.hpp>

namespace cactus = tollgate::cactus;

auto sign(cactus::account const &merchant, cactus::obtain_token const &order)
{
    return tollgate::make_request(merchant, order);
}
