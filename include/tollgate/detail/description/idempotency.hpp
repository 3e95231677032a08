// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_DESCRIPTION_IDEMPOTENCY_HPP
#define TOLLGATE_DETAIL_DESCRIPTION_IDEMPOTENCY_HPP

#include <tollgate/detail/field_table.hpp>
#include <tollgate/idempotency_key.hpp>
#include <tollgate/provider.hpp>

#include <algorithm>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

/// \file
/// Messages that hold an idempotency key: which, for how long the gateway keeps it, and what is wrong with their descriptions.

namespace tollgate::inline v0::detail {

/// How many idempotency keys an aggregate can hold, those inside its objects, lists and choices too.
[[nodiscard]] constexpr std::size_t count_idempotency_keys(field_table const &of)
{
    std::size_t count = 0;
    for (field_row const &row : of) {
        for (value_table const *value = row.value; value != nullptr; value = value->element) {
            if (value->is_idempotency_key) ++count;
            if (value->inside != nullptr) count += count_idempotency_keys(*value->inside);
        }
        for (field_table const *one : row.alternatives)
            count += count_idempotency_keys(*one);
    }
    return count;
}

/// The field that holds a message's key; null if there is none. Its place in the table is its place among the members.
[[nodiscard]] constexpr field_row const *find_key_row(field_table const &of)
{
    auto const found = std::find_if(of.begin(), of.end(), [](field_row const &row) {
        return row.value != nullptr && row.value->is_idempotency_key;
    });
    return found == of.end() ? nullptr : found;
}

/// Whether a message has a field for a key. An optional one may be left out.
template <class M>
inline constexpr bool is_keyed = find_key_row(field_table_of<M>) != nullptr;

/// The key that a message holds; empty if it holds none.
[[nodiscard]] inline std::string_view key_in(field_table const &of, void const *message)
{
    field_row const *const row = find_key_row(of);
    if (row == nullptr) return {};
    void const *values[most_members];
    of.show(message, values);
    void const *const given = values[row - of.begin()];
    return given == nullptr ? std::string_view{}
                            : std::string_view{*static_cast<idempotency_key const *>(given)};
}

/// By which a request is known again: FNV-1a over texts, each with an end.
class text_mark {
public:
    void add(std::string_view text) noexcept
    {
        for (char const c : text)
            add(static_cast<unsigned char>(c));
        add(0);
    }
    /// Never 0.
    [[nodiscard]] std::uint64_t value() const noexcept { return value_ == 0 ? 1 : value_; }

private:
    void add(unsigned char byte) noexcept { value_ = (value_ ^ byte) * 0x100000001b3; }

    std::uint64_t value_ = 0xcbf29ce484222325;
};

// For how long a key is kept: as the message says, or else its gateway

template <class D>
concept says_how_long_keys_are_kept = requires {
    { &D::key_lifetime } -> static_member;
};

template <class M>
[[nodiscard]] consteval std::chrono::seconds key_lifetime_of()
{
    if constexpr (says_how_long_keys_are_kept<M>)
        return M::key_lifetime;
    else if constexpr (requires { provider_traits<typename M::account>::key_lifetime; })
        return provider_traits<typename M::account>::key_lifetime;
    else
        return std::chrono::seconds{0};
}

/// \param kept for how long the gateway keeps a key
[[nodiscard]] constexpr fault find_idempotency_fault(field_table const &own, field_table const &account,
                                                     effect what, std::chrono::seconds kept)
{
    using id = fault_id;
    std::size_t const count = count_idempotency_keys(own);
    if (count_idempotency_keys(account) != 0) return {id::message_key};
    if (count > 1 || (count == 1 && find_key_row(own) == nullptr)) return {id::message_key};
    if (count == 0) return {};
    if (what == effect::reads) return {id::message_key_reads};
    if (kept <= std::chrono::seconds{0}) return {id::message_key_lifetime};
    return {};
}

} // namespace tollgate::inline v0::detail

#endif
