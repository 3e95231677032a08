// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SIGNING_NAMED_SLOTS_HPP
#define TOLLGATE_IMPL_SIGNING_NAMED_SLOTS_HPP

#include <tollgate/detail/format/value_text.hpp>
#include <tollgate/signing/account_choice.hpp>
#include <tollgate/signing/context.hpp>
#include <tollgate/signing/evaluate.hpp>
#include <tollgate/signing/scheme_table.hpp>
#include <tollgate/wiped_buffer.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// \file
/// Values that a scheme writes one by one, each behind a text that names it, as in `"id:" + field<"id"> + ";ts:" + header<"ts">`. A value
/// that holds the text before another one goes on, for whoever reads it otherwise, as that one.

namespace tollgate::inline v0::signing {

/// Whether a row gives what the message says, and so whatever its sender likes.
[[nodiscard]] constexpr bool is_of_message(row const &r) noexcept
{
    return r.what == op::field || r.what == op::header || (r.what >= op::fields && !is_stage(r.what));
}
/// Whether nobody can write a text who is neither the gateway nor the merchant, or nothing is known of it here.
[[nodiscard]] constexpr bool is_apart(row const &r) noexcept
{
    return is_secret(r) || is_of_moment(r) || is_by_key(r) || r.what == op::body || r.what == op::target ||
           r.what == op::path || r.what == op::cipher;
}
/// Whether a text says a name: a mere separator stands in values of all kinds.
[[nodiscard]] constexpr bool says_name(std::string_view text) noexcept
{
    return std::ranges::any_of(text, [](char c) { return to_lower(c) >= 'a' && to_lower(c) <= 'z'; });
}

/// Whether values may stand one by one behind texts that name them. Of the pieces alone, since nearly all schemes have no such values.
[[nodiscard]] constexpr bool may_have_slots(scheme_view joined) noexcept
{
    std::size_t values = 0;
    bool is_named = false;
    each_joined(joined, [&](scheme_view text) {
        switch (text.front().what) {
        case op::literal: is_named = is_named || says_name(text.front().text); break;
        case op::operation:
        case op::method:
        case op::account_field: is_named = true; break;
        case op::field:
        case op::header:
        case op::join: ++values; break;
        case op::map:
        case op::call:
            ++values;
            is_named = true;
            break;
        case op::when_empty:
        case op::by_account:
            values += 2;
            is_named = true;
            break;
        default: break;
        }
    });
    return values > 1 && is_named;
}

/// A value that a scheme writes.
struct named_slot {
    scheme_view of;
    std::string before;       ///< The text that always stands directly before it.
    std::size_t part = 0;     ///< Values of other parts have something between that nobody else can write.
    bool is_optional = false; ///< Where a condition may leave it out.
};

/// The values that a scheme writes one by one, from left to right.
class named_slots {
public:
    named_slots(scheme_view text, context const &over, detail::digest_table const &digests)
        : over_{over},
          digests_{digests}
    {
        read(text);
    }

    /// The one that holds the text before another one, which can follow it; null if none does.
    /// \param numbers     the fields that hold no free text
    /// \param ignores_case whether letters are signed whatever their case
    [[nodiscard]] named_slot const *find_ambiguous(std::span<std::string_view const> numbers,
                                                   bool ignores_case) const
    {
        auto const can_be_longer = [numbers](named_slot const &one) {
            return one.of.front().what != op::field ||
                   std::ranges::find(numbers, one.of.front().text) == numbers.end();
        };
        for (auto at = all_.begin(); at != all_.end(); ++at) {
            wiped_buffer value;
            if (!is_among_others(*at) || evaluate(at->of, over_, digests_, value)) continue;
            auto const holds = [&](named_slot const &other) {
                return other.part == at->part && says_name(other.before) &&
                       contains(value.view(), other.before, ignores_case);
            };
            bool const follows = std::any_of(all_.begin(), at, [&](named_slot const &other) {
                return other.part == at->part && can_be_longer(other);
            });
            if (follows && holds(*at)) return &*at;
            for (auto next = std::next(at); next != all_.end(); ++next) {
                if (holds(*next)) return &*at;
                if (!next->is_optional) break;
            }
        }
        return nullptr;
    }

private:
    [[nodiscard]] bool is_among_others(named_slot const &one) const
    {
        return std::ranges::count(all_, one.part, &named_slot::part) > 1;
    }
    [[nodiscard]] static bool contains(std::string_view text, std::string_view sought, bool ignores_case)
    {
        auto const is_equal = [ignores_case](char a, char b) {
            return a == b || (ignores_case && to_lower(a) == to_lower(b));
        };
        return !std::ranges::search(text, sought, is_equal).empty();
    }

    void read(scheme_view of)
    {
        switch (of.front().what) {
        case op::concat: return each_joined(of, [this](scheme_view text) { read(text); });
        case op::when_empty: return read_condition(of);
        case op::by_account:
            if (scheme_view const piece = piece_for(of, over_.account); !piece.empty()) return read(piece);
            break;
        default: break;
        }
        if (any_row(of, is_apart)) return keep_apart();
        if (any_row(of, is_of_message)) {
            all_.push_back({of, std::exchange(before_, {}), part_, is_optional_});
            return;
        }
        wiped_buffer known;
        if (evaluate(of, over_, digests_, known)) return keep_apart();
        before_ += known.view();
    }
    void keep_apart()
    {
        before_.clear();
        ++part_;
    }
    /// What stands behind a condition has only that before it with which both of its texts end.
    void read_condition(scheme_view of)
    {
        std::string const outside = before_;
        bool const was_optional = std::exchange(is_optional_, true);
        read(part_of(of, 1));
        std::string const one = std::exchange(before_, outside);
        read(part_of(of, 2));
        is_optional_ = was_optional;
        auto const differ = std::mismatch(one.rbegin(), one.rend(), before_.rbegin(), before_.rend()).second;
        before_.erase(before_.begin(), differ.base());
    }

    context const &over_;
    detail::digest_table const &digests_;
    std::vector<named_slot> all_;
    std::string before_;
    std::size_t part_ = 0;
    bool is_optional_ = false;
};

} // namespace tollgate::inline v0::signing

#endif
