// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_VERIFICATION_HPP
#define TOLLGATE_DETAIL_VERIFICATION_HPP

#include <tollgate/core/secret.hpp>
#include <tollgate/detail/description.hpp>
#include <tollgate/signing/verify.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <variant>

namespace tollgate::inline v0::detail {

/// Which of the account's keys made the signature (0 is the newest), or why none did.
using checked = std::variant<std::size_t, errc>;

/**
 * \brief Checks the signature among what was received, with each of the account's keys.
 * \details Over all fields that arrived, known or not.
 */
template <class Hash, class Rule>
[[nodiscard]] checked check_signature(Rule const &rule, std::span<parameter const> received,
                                      secret const &key)
{
    parameter const *const given = find(received, rule.field);
    if (given == nullptr || given->kind == value_kind::null) return errc::signature_missing;
    if (given->kind != value_kind::text) return errc::signature_malformed;
    if (given->text.empty()) return errc::signature_missing;
    if (auto const why = signing::malformed<decltype(rule.scheme)>(given->text)) return *why;
    for (std::size_t version = 0; version != key.versions(); ++version) {
        signing::context const over{received, {}, secret_access::text(key, version)};
        if (signing::verify<Hash>(rule.scheme, over, given->text)) return version;
    }
    return errc::signature_mismatch;
}

/**
 * \brief The problem with what was received, if its signed text could be another message's.
 * \tparam Message whose names count
 */
template <class Hash, class Message, class Rule>
[[nodiscard]] std::optional<problem_with> find_ambiguity(Rule const &rule,
                                                         std::span<parameter const> received)
{
    signing::context const over{received, {}, {}};
    signing::ambiguity_search<Hash> search{over, declared<Message>()};
    search.visit(signing::signed_text(rule.scheme));
    if (!search.found()) return std::nullopt;
    return problem_with{errc::ambiguous_value, *search.found()};
}

} // namespace tollgate::inline v0::detail

#endif
