// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error(gcc): use of deleted function .*the_signature_does_not_cover_this_field_so_write_unsigned_value
// first-error(clang): call to deleted member function 'value'
// names-within-lines(gcc): 3 the_signature_does_not_cover_this_field_so_write_unsigned_value
// names-within-lines(clang): 7 the_signature_does_not_cover_this_field_so_write_unsigned_value
// first-error-line: here

#include "support/acme.hpp"

struct paid {
    acme::required<"order_id", std::string> order_id;
    acme::required<"note", std::string, tollgate::unsigned_field> note;

    using account = acme::account;
    static constexpr auto callback_signature = [] {
        using namespace tollgate::signing::words;
        return in_field<"sign">(hex(sha256(field<"order_id"> + key)));
    }();
};

std::string note_of(tollgate::verified<paid> const &told)
{
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    return told->note.value(); // <- here
#else
    return told->note.unsigned_value();
#endif
}
