// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// expect-error: this_choice_has_required_parameters_so_write_its_type_with_them
// first-error: (this_choice_has_required_parameters|call to consteval function)
// names-within-lines(gcc 12): 7 this_choice_has_required_parameters
// names-within-lines(gcc 13+): 10 this_choice_has_required_parameters
// names-within-lines(clang): 5 this_choice_has_required_parameters
// first-error-line(gcc 14+): here
// first-error-line(clang): here

#include <tollgate/providers/cactus.hpp>

namespace cactus = tollgate::cactus;

cactus::obtain_token const order{
    .site_login = "user-7",
    .request_id = "order-1042",
    .amount = 150'00,
    .currency = "KZT",
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    .method = "cis_transfer", // <- here
#else
    .method = "card",
#endif
};
