// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// expect-error: this_is_no_active_iso_4217_code_so_give_its_decimal_places_too
// first-error: (this_is_no_active_iso_4217_code|call to consteval function)
// first-error-line(clang): here

#include <tollgate/currency.hpp>

auto const due = tollgate::to_minor(tollgate::decimal{"1.50"},
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
                                    tollgate::currency{"USDT"} // <- here
#else
                                    tollgate::currency{"USDT", 6}
#endif
);
