// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_KEY_CHECK_HPP
#define TOLLGATE_SIGNING_KEY_CHECK_HPP

#include <tollgate/signing/evaluate.hpp>
#include <tollgate/signing/fold.hpp>
#include <tollgate/signing/secret_use.hpp>

#include <optional>

namespace tollgate::inline v0::signing {

/// Leaves whose text another message, or another account, can have otherwise.
template <class N>
inline constexpr bool is_of_message = false;
template <source From>
inline constexpr bool is_of_message<source_node<From>> = From != source::key;
template <named What, fixed_string Name>
inline constexpr bool is_of_message<named_node<What, Name>> = What != named::secret;
template <std::size_t N, class Item, class Set>
inline constexpr bool is_of_message<join_node<N, Item, Set>> = true;

/// Whether an expression is made of the account's secrets, and of fixed text beside them, alone.
template <class X>
inline constexpr bool is_of_secrets =
    holds_secret<X> && !any_node<X>([]<class N>() { return is_of_message<N>; });

/// Maps that make no text empty, and refuse none.
template <class Map>
inline constexpr bool always_gives_text = false;
template <>
inline constexpr bool always_gives_text<maps::lower> = true;
template <>
inline constexpr bool always_gives_text<maps::upper> = true;
template <>
inline constexpr bool always_gives_text<maps::reverse> = true;
template <>
inline constexpr bool always_gives_text<maps::collapse> = true;
template <>
inline constexpr bool always_gives_text<maps::raw> = true;
template <>
inline constexpr bool always_gives_text<maps::json_text> = true;
template <>
inline constexpr bool always_gives_text<maps::percent_encode> = true;
template <>
inline constexpr bool always_gives_text<maps::form_encode> = true;
template <>
inline constexpr bool always_gives_text<maps::dotnet_encode> = true;
template <fixed_string Characters>
inline constexpr bool always_gives_text<maps::escape<Characters>> = true;
template <bool Upper>
inline constexpr bool always_gives_text<maps::hexadecimal<Upper>> = true;
template <bool Url>
inline constexpr bool always_gives_text<maps::base64<Url>> = true;

/// Whether a part of a scheme makes of secrets alone what might be nothing.
template <class N>
inline constexpr bool may_lose_secret = false;
template <class Map, class X>
inline constexpr bool may_lose_secret<mapped_node<Map, X>> = is_of_secrets<X> && !always_gives_text<Map>;
template <auto Function, gives Result, class... X>
inline constexpr bool may_lose_secret<call_node<Function, Result, X...>> =
    is_of_secrets<call_node<Function, Result, X...>>;
template <fixed_string Name>
inline constexpr bool may_lose_secret<named_node<named::secret, Name>> = true; // an optional one

/**
 * \brief Finds what the account's secrets do not give: a secret that was left out, hexadecimal digits or base64 that do not decode, or a
 * map that leaves nothing of a secret.
 * \details Whoever signs with an empty secret needs none, so this comes before any signature is made or compared.
 */
template <class Hash>
class key_check {
public:
    explicit key_check(context const &over) : over_{over} {}

    [[nodiscard]] std::optional<problem_with> const &problem() const noexcept { return problem_; }

    template <class N>
    void visit(N const &node)
    {
        if constexpr (any_node<N>([]<class P>() { return may_lose_secret<P>; })) {
            if constexpr (may_lose_secret<N>) look_at(node);
            each_part(node, [this](auto const &part) { this->visit(part); });
        }
    }
    /// A key that was made before is one that the secret gives.
    template <class A, class K, class X>
    void visit(hmac_node<A, K, X> const &node)
    {
        if constexpr (any_node<K>([]<class P>() { return may_lose_secret<P>; }))
            if (!is_key_mapped<K> || kept_hmac<Hash, A>(node.key, over_) == nullptr) visit(node.key);
        visit(node.of);
    }

private:
    template <class N>
    void look_at(N const &node)
    {
        detail::wiped_buffer text;
        auto const why = evaluate<Hash>(node, over_, text);
        if (problem_ || (!why && text.size() != 0)) return;
        problem_ = why && why->code == errc::invalid_secret ? *why : problem_with{errc::invalid_secret, {}};
    }

    context const &over_;
    std::optional<problem_with> problem_;
};

/// Why the account's secrets do not give what the scheme needs of them.
template <class Hash, class Scheme>
[[nodiscard]] std::optional<problem_with> find_unusable_secret(Scheme const &scheme, context const &over)
{
    key_check<Hash> check{over};
    check.visit(scheme);
    return check.problem();
}

} // namespace tollgate::inline v0::signing

#endif
