// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_DOCUMENT_HPP
#define TOLLGATE_SANDBOX_DOCUMENT_HPP

#include <tollgate/detail/format/parameter_list.hpp>
#include <tollgate/unlisted.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tollgate::inline v0::sandbox {

/**
 * \brief An object as a gateway keeps it and shows it: a JSON object, whatever its members are.
 * \details Paths are names joined by dots; of a list's elements, their indices: `line_items.0.quantity`.
 * \par Thread safety
 * None of its own.
 */
class document {
public:
    document() = default;
    TOLLGATE_DECL explicit document(std::span<parameter const> fields);

    /// In their order, what is nested behind what holds it.
    [[nodiscard]] std::vector<unlisted_field> const &fields() const noexcept { return fields_; }
    [[nodiscard]] bool empty() const noexcept { return fields_.empty(); }
    /// Views into this.
    [[nodiscard]] TOLLGATE_DECL std::vector<parameter> parameters() const;

    /// Null if there is nothing.
    [[nodiscard]] TOLLGATE_DECL unlisted_field const *find(std::string_view path) const;
    /// Empty if there is nothing, and for objects, lists and `null`.
    [[nodiscard]] std::string_view text(std::string_view path) const
    {
        auto const *const found = find(path);
        return found == nullptr ? std::string_view{} : std::string_view{found->text};
    }
    /// What is in an object or a list; nothing if there is none.
    [[nodiscard]] TOLLGATE_DECL document inside(std::string_view path) const;

    /// Sets a value, with the objects and lists around it; an element that a list does not have comes behind its last.
    TOLLGATE_DECL void set(std::string_view path, std::string text, value_kind kind = value_kind::text);
    /// Sets an object or, with this kind, a list; with an empty path, takes over its members.
    TOLLGATE_DECL void set(std::string_view path, document const &members,
                           value_kind kind = value_kind::object);
    /// The elements of a list become these objects.
    TOLLGATE_DECL void set_list(std::string_view path, std::span<document const> elements);
    TOLLGATE_DECL void erase(std::string_view path);
    /// Gives a member at the top another name, if it is there.
    TOLLGATE_DECL void rename(std::string_view from, std::string_view to);
    /// Takes away all members but these.
    TOLLGATE_DECL void keep_only(std::span<std::string_view const> names);
    /// Takes over members, those of objects one by one. An empty text takes a member away.
    TOLLGATE_DECL void merge(document const &other);

private:
    [[nodiscard]] TOLLGATE_DECL std::optional<std::size_t> place_of(std::string_view path) const;
    /// Behind what is nested in it.
    [[nodiscard]] TOLLGATE_DECL std::size_t end_of(std::size_t place) const;
    /// With the objects around it; it holds nothing.
    TOLLGATE_DECL std::size_t make(std::string_view path);

    std::vector<unlisted_field> fields_;
};

} // namespace tollgate::inline v0::sandbox

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/sandbox/document.ipp>
#endif

#endif
