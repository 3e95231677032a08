// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_AMBIGUITY_HPP
#define TOLLGATE_SIGNING_AMBIGUITY_HPP

#include <tollgate/hash/digest_functions.hpp>
#include <tollgate/signing/context.hpp>
#include <tollgate/signing/scheme_table.hpp>

#include <optional>
#include <span>
#include <string_view>

namespace tollgate::inline v0::signing {

/// The names that a type of message can hold, at its top level and inside its objects.
struct declared_names {
    std::span<std::string_view const> top;
    std::span<std::string_view const> inner;
    bool hold_capitals = true; ///< Whether one of them may hold a capital letter.
    /// The names at the top level of fields that hold no free text: a gateway signs nothing else there than numbers, say.
    std::span<std::string_view const> numbers{};
    /// Whether a message has no other names at its top level: one that is sent, unless a program gives names at run time.
    bool are_all = false;
};

/// The name of the field whose value or name makes the text of this scheme that of another message as well.
[[nodiscard]] TOLLGATE_DECL std::optional<std::string_view>
find_ambiguity(scheme_view text, context const &over, detail::digest_table const &digests,
               declared_names names);

} // namespace tollgate::inline v0::signing

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/signing/ambiguity.ipp>
#endif

#endif
