// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error(gcc): use of deleted function .*text_known_only_at_run_time_so_write_other
// first-error(clang): conversion function from 'const std::string' .*"method".* invokes a deleted function
// names-within-lines(gcc): 3 text_known_only_at_run_time_so_write_other
// names-within-lines(clang): 7 text_known_only_at_run_time_so_write_other
// first-error-line: here

#include <tollgate/providers/cactus.hpp>

#include <string>

namespace cactus = tollgate::cactus;

cactus::obtain_token order_by(std::string const &method)
{
    return {
        .site_login = "user-7",
        .request_id = "order-1042",
        .amount = 150'00,
        .currency = "KZT",
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
        .method = method, // <- here
#else
        .method = tollgate::other{method},
#endif
    };
}
