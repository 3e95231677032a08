// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_MESSAGE_ACCOUNT_TEXTS_IPP
#define TOLLGATE_IMPL_MESSAGE_ACCOUNT_TEXTS_IPP

#include <tollgate/detail/message/account_texts.hpp>

namespace tollgate::inline v0::detail {

[[nodiscard]] inline bool is_secret_row(field_row const &row) noexcept
{
    return row.value != nullptr && row.value->is_secret;
}

account_texts::account_texts(account_table const &known, void const *account, bool with_fields,
                             std::size_t version)
{
    if (with_fields) lowering{fields_}.aggregate(known.fields, account);
    void const *given[most_members];
    known.fields.show(account, given);
    for (std::size_t i = 0; i != known.fields.size; ++i)
        if (field_row const &row = known.fields.first[i]; is_secret_row(row) && given[i] != nullptr)
            secrets_.push_back({row.name, secret_access::text(*static_cast<secret const *>(given[i]))});
    if (known.key == account_table::none) return;
    void const *const own = given[known.key];
    secret const &key = *static_cast<secret const *>(own != nullptr ? own : given[known.key_fallback]);
    key_ = secret_access::text(key, version);
    derived_ = secret_access::derived(key, version);
}

account_texts::account_texts(account_table const &known) : key_{"[secret]"}
{
    for (field_row const &row : known.fields)
        if (is_secret_row(row))
            secrets_.push_back({row.name, key_});
        else if (row.value == nullptr || !row.value->is_unsent)
            fields_.add({.name = row.name, .text = row.name});
}

void account_texts::show_in(signing::context &over) const
{
    over.key = key_;
    over.derived = derived_;
    over.secrets = {secrets_.data(), secrets_.size()};
    over.account = fields_.items();
}

} // namespace tollgate::inline v0::detail

#endif
