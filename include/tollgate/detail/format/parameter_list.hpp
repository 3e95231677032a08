// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_FORMAT_PARAMETER_LIST_HPP
#define TOLLGATE_DETAIL_FORMAT_PARAMETER_LIST_HPP

#include <tollgate/attributes.hpp>
#include <tollgate/config.hpp>
#include <tollgate/detail/text_arena.hpp>
#include <tollgate/detail/text_limits.hpp>
#include <tollgate/detail/value_kind.hpp>
#include <tollgate/errc.hpp>

#include <boost/container/small_vector.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>
#include <utility>

namespace tollgate::inline v0 {

/**
 * \brief One name and value of a message, sent or received.
 * \details Nested values follow their object or array in order, one level deeper; elements of an array have
 * no name.
 */
struct parameter {
    std::string_view name;
    std::string_view text; ///< The value's source text; empty for `null`, objects and arrays.
    value_kind kind = value_kind::text;
    visibility shown = visibility::open;
    unsigned short depth = 0;
    /// The name or the text is not UTF-8: it is signed as it came, and nothing that is declared is read from it.
    bool malformed = false;
    /// Its name stands twice in its object, or that of an object around it does: nobody can say which value counts, and
    /// nothing that is declared is read from it.
    bool repeated = false;
};

/// What becomes of a message in which a name stands twice in one object.
enum class repeated_names {
    refused, ///< It is refused.
    marked,  ///< All of that name are marked (`parameter::repeated`), with what is nested in them.
};

/// What becomes of a message in which a name or a text is not UTF-8.
enum class malformed_texts {
    refused, ///< It is refused.
    marked,  ///< They keep their bytes and are marked (`parameter::malformed`).
};

/// Why a message could not be signed or sent, and which parameter is to blame.
struct problem_with {
    errc code;
    std::string_view name;
    /// What the gateway takes, where the text is none of that: it has so many characters, or this one of them, from 1, is not taken.
    detail::text_limits const *limits = nullptr;
    std::size_t found = 0;
};

/**
 * \brief A message as a flat list: what signing, writing and reading work on.
 * \details Names and texts are views, into the message that was lowered, into the body that was parsed, or into texts that the list
 * keeps itself, and which stay where they are. Up to 64 parameters and 512 bytes of own text need no heap. When a list moves, its
 * own texts go with it.
 */
class parameter_list {
public:
    parameter_list() = default;
    parameter_list(parameter_list &&other) noexcept
        : items_{std::move(other.items_)},
          texts_{std::move(other.texts_)}
    {
        for (parameter &p : items_) {
            p.name = texts_.moved_from(other.texts_, p.name);
            p.text = texts_.moved_from(other.texts_, p.text);
        }
        other.items_.clear();
    }
    parameter_list &operator=(parameter_list &&) = delete;
    ~parameter_list() = default;

    /// Member by member: a processor waits for a copy in large pieces of what was just written in small ones.
    [[gnu::always_inline]] void add(parameter const &p)
    {
        parameter &added = items_.emplace_back();
        added.name = p.name;
        added.text = p.text;
        added.kind = p.kind;
        added.shown = p.shown;
        added.depth = p.depth;
        added.malformed = p.malformed;
        added.repeated = p.repeated;
    }
    void drop_last() { items_.pop_back(); }
    /// Leaves no parameter; own text stays where it is.
    void clear_items() noexcept { items_.clear(); }

    /// What the list keeps itself.
    [[nodiscard]] detail::text_arena &texts() noexcept { return texts_; }

    [[nodiscard]] std::span<parameter const> items() const noexcept { return {items_.data(), items_.size()}; }
    [[nodiscard]] std::span<parameter> items() noexcept { return {items_.data(), items_.size()}; }
    [[nodiscard]] std::size_t size() const noexcept { return items_.size(); }

private:
    boost::container::small_vector<parameter, 64> items_;
    detail::text_arena texts_;
};

/// The parameter of this name at the top level of the list, which is that of its first, or null.
[[nodiscard]] inline parameter const *find(std::span<parameter const> in, std::string_view name) noexcept
{
    for (parameter const &p : in)
        if (p.name.size() == name.size() && p.depth == in.front().depth && p.name == name) return &p;
    return nullptr;
}

/// What is nested in the parameter at this position: everything deeper that follows it.
[[nodiscard]] inline std::span<parameter const> nested(std::span<parameter const> in, std::size_t at) noexcept
{
    std::size_t end = at + 1;
    while (end != in.size() && in[end].depth > in[at].depth)
        ++end;
    return in.subspan(at + 1, end - at - 1);
}

namespace detail {

/// Whether a name occurs twice. The names may be put in another order.
[[nodiscard]] TOLLGATE_DECL bool has_duplicates(std::span<std::string_view> names);
/// Whether a name occurs twice among members of one object.
[[nodiscard]] TOLLGATE_DECL bool has_duplicates(std::span<parameter const> items);

/// Marks those of an object's members whose names occur twice among them.
/// \param members where they stand; they may be put in another order
TOLLGATE_DECL void mark_repeated(std::span<parameter> all, std::span<std::size_t> members);
/// Marks what is nested in what is marked: once for all levels, for a stranger nests as deep as he may.
TOLLGATE_DECL void mark_nested_in_repeated(std::span<parameter> all) noexcept;
/// Marks the members at the top level whose names occur twice among them, and what is nested in these.
TOLLGATE_DECL void mark_repeated(std::span<parameter> members);

/// Whether one of these, or of what is nested in them, is marked.
[[nodiscard]] inline bool has_repeated(std::span<parameter const> items) noexcept
{
    return std::ranges::any_of(items, &parameter::repeated);
}

} // namespace detail

} // namespace tollgate::inline v0

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/format/parameter_list.ipp>
#endif

#endif
