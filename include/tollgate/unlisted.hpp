// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_UNLISTED_HPP
#define TOLLGATE_UNLISTED_HPP

#include <tollgate/detail/value_kind.hpp>
#include <tollgate/field.hpp>

#include <cstddef>
#include <initializer_list>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tollgate::inline v0 {

/// A field that no type names, or that its type could not hold, as received, or as given at run time.
struct unlisted_field {
    std::string name; ///< Empty for an element of an array.
    std::string text; ///< Its source text; empty for `null`, objects and arrays.
    value_kind kind = value_kind::text;
    unsigned short depth = 0; ///< What is nested in an object or array follows it, one deeper.

    bool operator==(unlisted_field const &) const = default;
};

/**
 * \brief All fields of an answer that its type does not name, as received: `unlisted more{};`
 * \details For what a gateway sends and does not document, and for what it sends in another shape than it documents:
 * optional fields that are `unreadable()`, and fields of alternatives that were not chosen. Its signature, and what says whether it refuses, are not
 * among them. Bytes that are not UTF-8 are U+FFFD.
 * \par Security
 * What it holds is unknown, and may be personal or a card's: it cannot be printed as a whole.
 */
class unlisted : public detail::field_tag {
public:
    static constexpr bool is_required = false;

    unlisted() = default;
    unlisted(std::initializer_list<unlisted_field> fields) : value_{fields} {}
    explicit unlisted(detail::blank) {}

    /// The field of this name at the top level, or null.
    [[nodiscard]] unlisted_field const *find(std::string_view name) const noexcept
    {
        for (unlisted_field const &f : value_)
            if (f.depth == 0 && f.name == name) return &f;
        return nullptr;
    }
    [[nodiscard]] auto begin() const noexcept { return value_.begin(); }
    [[nodiscard]] auto end() const noexcept { return value_.end(); }
    /// How many fields and elements there are, at all levels.
    [[nodiscard]] std::size_t size() const noexcept { return value_.size(); }
    [[nodiscard]] bool empty() const noexcept { return value_.empty(); }

    friend std::ostream &operator<<(std::ostream &, unlisted const &) = delete;

private:
    friend struct detail::field_access;

    std::vector<unlisted_field> value_;
};

} // namespace tollgate::inline v0

#endif
