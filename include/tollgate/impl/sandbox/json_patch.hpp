// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SANDBOX_JSON_PATCH_HPP
#define TOLLGATE_IMPL_SANDBOX_JSON_PATCH_HPP

#include <tollgate/sandbox/document.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace tollgate::inline v0::sandbox::detail {

/// The index of the element that has a member of this text, in a list; empty if there is none.
[[nodiscard]] inline std::string index_of(document const &in, std::string const &list, std::string_view name,
                                          std::string_view text)
{
    for (std::size_t i = 0;; ++i) {
        std::string const element = list + '.' + std::to_string(i);
        if (in.find(element) == nullptr) return {};
        if (in.text(element + '.' + std::string{name}) == text) return std::to_string(i);
    }
}

/// The path in a document that a JSON pointer names (RFC 6901); `@name=='text'` is the element of a list that has this member.
[[nodiscard]] inline std::optional<std::string> path_at(document const &in, std::string_view pointer)
{
    if (!pointer.starts_with('/')) return std::nullopt;
    std::string path;
    while (!pointer.empty()) {
        pointer.remove_prefix(1);
        std::string_view const given = pointer.substr(0, pointer.find('/'));
        pointer.remove_prefix(given.size());
        std::string step{given};
        if (std::size_t const is = given.find("=='");
            given.starts_with('@') && given.ends_with('\'') && is != given.npos && is + 3 < given.size())
            step = index_of(in, path, given.substr(1, is - 1), given.substr(is + 3, given.size() - is - 4));
        if (step.empty() || step.find('.') != step.npos) return std::nullopt;
        path.append(path.empty() ? "" : ".").append(step);
    }
    return path;
}

/// The document after a list of operations (RFC 6902): `add`, `replace` and `remove`; nothing if one of them cannot be done.
/// \param list where the operations are
[[nodiscard]] inline std::optional<document> patched(document what, document const &asked,
                                                     std::string_view list)
{
    for (std::size_t i = 0;; ++i) {
        std::string const operation = std::string{list} + '.' + std::to_string(i);
        if (asked.find(operation) == nullptr) return what;
        std::string_view const does = asked.text(operation + ".op");
        auto const path = path_at(what, asked.text(operation + ".path"));
        unlisted_field const *const value = asked.find(operation + ".value");
        bool const sets = does == "add" || does == "replace";
        if (!path || (!sets && does != "remove") || (sets && value == nullptr) ||
            (does != "add" && what.find(*path) == nullptr))
            return std::nullopt;
        if (!sets)
            what.erase(*path);
        else if (tollgate::detail::is_container(value->kind))
            what.set(*path, asked.inside(operation + ".value"), value->kind);
        else
            what.set(*path, value->text, value->kind);
    }
}

} // namespace tollgate::inline v0::sandbox::detail

#endif
