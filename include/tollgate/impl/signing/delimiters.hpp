// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SIGNING_DELIMITERS_HPP
#define TOLLGATE_IMPL_SIGNING_DELIMITERS_HPP

#include <tollgate/signing/coverage.hpp>
#include <tollgate/signing/evaluate.hpp>
#include <tollgate/signing/scheme_table.hpp>
#include <tollgate/wiped_buffer.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace tollgate::inline v0::signing {

/// The part of a join's item that shows the value: `value` itself, or `percent_encode(value)`. The first one if there are several.
[[nodiscard]] constexpr scheme_view value_part(scheme_view item) noexcept
{
    scheme_view found;
    each_joined(item, [&found](scheme_view text) {
        if (found.empty() && holds_value(text)) found = text;
    });
    return found;
}

/// Maps after which letters are the same whatever their case.
[[nodiscard]] constexpr bool is_case_map(map_kind map) noexcept
{
    return map == map_kind::lower || map == map_kind::upper;
}

/**
 * \brief What stands between one value and the next in a join: `&` and `=` around a name, say.
 * \details Read off the join's item by walking it from left to right.
 */
class delimiters {
public:
    explicit delimiters(scheme_view join)
    {
        each_joined(part_of(join, 0), [this](scheme_view text) { pass(text); });
        text_ += join.front().text;
    }
    /// Of a value map that writes the members of objects.
    explicit delimiters(erased_value_map const &map)
        : text_{map.between_names},
          value_at_{text_.size()},
          names_{true},
          value_{true}
    {
        text_ += map.between_items;
    }

    /// Whether names and values take part; glued values cannot be told apart by anyone.
    [[nodiscard]] bool tells_names() const noexcept { return names_ && value_ && !end().empty(); }
    /// Whether a name ends where the text says so, and not where the value might begin as well.
    [[nodiscard]] bool ends_names() const noexcept { return value_at_ != name_at_; }
    /// What ends a value.
    [[nodiscard]] std::string_view end() const noexcept { return view().substr(value_at_); }
    /// What a value would hold if it went on as another field.
    [[nodiscard]] std::string before_value_of(std::string_view name) const
    {
        return before_name(name) + std::string{behind_name()};
    }
    /// What a value would hold if it went on as a field whose name begins so.
    [[nodiscard]] std::string before_name(std::string_view start) const
    {
        return std::string{end()} + text_.substr(0, name_at_) + as_signed(start);
    }
    /**
     * \brief Whether a name holds what ends a name or a value, so that it can be read as a whole field and the start of the next.
     * \details Counts as it is signed, and with what stands around it: `a` and `==` are `a=` and `=`.
     * \param between_alone where what stands behind a name is part of other names as well, as in the path of a member
     */
    [[nodiscard]] bool may_end_within(std::string_view name, bool between_alone) const
    {
        bool const is_signed_as_it_is = map_ == nullptr || maps_case_alone_;
        if (is_signed_as_it_is &&
            std::ranges::none_of(text_, [name](char c) { return name.find(c) != name.npos; }))
            return false; // nearly every name
        if (names_ && !value_ && !is_signed_as_it_is)
            return false; // the map may be there to tell names apart
        return ends_within(as_signed(name), between_alone);
    }
    /// Whether a name is signed with its value behind it, or without one.
    [[nodiscard]] bool shows_names() const noexcept { return names_; }
    /// Whether the scheme maps names, so that two can be signed alike.
    [[nodiscard]] bool maps_names() const noexcept { return map_ != nullptr; }
    [[nodiscard]] bool maps_case_alone() const noexcept { return maps_case_alone_; }
    /// Whether two names are not the same, but signed alike.
    [[nodiscard]] bool are_signed_alike(std::string_view a, std::string_view b) const
    {
        return a != b && (maps_case_alone_ ? equal_ignoring_case(a, b) : as_signed(a) == as_signed(b));
    }
    /// A name as the scheme writes it.
    [[nodiscard]] std::string as_signed(std::string_view name) const
    {
        if (map_ == nullptr) return std::string{name};
        wiped_buffer mapped;
        map_(name, mapped);
        return std::string{mapped.view()};
    }

private:
    [[nodiscard]] bool ends_within(std::string_view name, bool between_alone) const
    {
        std::string const before = std::string{end()} + text_.substr(0, name_at_);
        std::string_view const behind = behind_name();
        std::string const whole = before + std::string{name} + std::string{behind};
        std::size_t const ends = before.size() + name.size();
        auto const reaches_into_name = [&](std::string_view delimiter) {
            if (delimiter.empty()) return false;
            for (std::size_t at = whole.find(delimiter); at < ends; at = whole.find(delimiter, at + 1))
                if (at + delimiter.size() > before.size()) return true;
            return false;
        };
        return reaches_into_name(before) || (!between_alone && reaches_into_name(behind));
    }

    [[nodiscard]] std::string_view view() const noexcept { return text_; }
    [[nodiscard]] std::string_view behind_name() const noexcept
    {
        return view().substr(name_at_, value_at_ - name_at_);
    }
    void pass(scheme_view text)
    {
        row const &r = text.front();
        if (r.what == op::literal) {
            text_ += r.text;
        } else if (r.what == op::map && text[1].what == op::name) {
            map_ = r.map;
            maps_case_alone_ = is_case_map(r.map_is);
            pass_name();
        } else if (r.what == op::name) {
            pass_name();
        } else if (holds_value(text)) {
            if (!value_) value_at_ = text_.size();
            value_ = true;
        }
    }
    void pass_name()
    {
        bool const first = !names_ && !value_; // behind its value, a name tells nothing about where it began
        if (first) name_at_ = value_at_ = text_.size();
        names_ = !value_;
    }

    std::string text_; ///< All fixed text: before the name, between it and the value, and behind that.
    std::size_t name_at_ = 0, value_at_ = 0;
    erased_text_map map_ = nullptr;
    bool names_ = false, value_ = false, maps_case_alone_ = false;
};

} // namespace tollgate::inline v0::signing

#endif
