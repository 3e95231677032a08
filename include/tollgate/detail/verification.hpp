// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_VERIFICATION_HPP
#define TOLLGATE_DETAIL_VERIFICATION_HPP

#include <tollgate/core/secret.hpp>
#include <tollgate/detail/account_texts.hpp>
#include <tollgate/signing/verify.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <variant>

namespace tollgate::inline v0::detail {

/// Which of the account's keys made the signature (0 is the newest), or why none did.
using checked = std::variant<std::size_t, errc>;

/// Whether one of the signatures carried is the one that this key gives.
template <class Hash, class Rule>
[[nodiscard]] bool one_matches(Rule const &rule, signing::context const &over,
                               signing::candidates const &carried)
{
    return std::ranges::any_of(carried, [&](std::string_view given) {
        return !signing::malformed<decltype(rule.scheme)>(given) &&
               signing::verify<Hash>(rule.scheme, over, given);
    });
}

/**
 * \brief Checks the signature that a message carries, with each of the account's keys.
 * \details Over everything that arrived, known or not.
 * \tparam Message whose key signs
 */
template <class Hash, class Message, class Rule>
[[nodiscard]] checked check_signature(Rule const &rule, signing::context over,
                                      typename Message::account const &account)
{
    signing::candidates carried;
    if (auto const why = rule.read(over, carried)) return *why;
    if (carried.size() == 1)
        if (auto const why = signing::malformed<decltype(rule.scheme)>(carried.front())) return *why;
    for (std::size_t version = 0; version != key_for<Message>(account).versions(); ++version) {
        account_texts<Message> const texts{account, version};
        texts.show_in(over);
        if (one_matches<Hash>(rule, over, carried)) return version;
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
