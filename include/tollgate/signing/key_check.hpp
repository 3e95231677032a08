// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_KEY_CHECK_HPP
#define TOLLGATE_SIGNING_KEY_CHECK_HPP

#include <tollgate/signing/coverage.hpp>
#include <tollgate/signing/evaluate.hpp>

#include <tuple>

namespace tollgate::inline v0::signing {

/// Whether an expression is made of the account's secrets and fixed text alone.
template <class X>
inline constexpr bool is_of_secrets = false;
template <std::size_t N>
inline constexpr bool is_of_secrets<literal_node<N>> = true;
template <>
inline constexpr bool is_of_secrets<source_node<source::key>> = true;
template <fixed_string Name>
inline constexpr bool is_of_secrets<named_node<named::secret, Name>> = true;
template <class L, class R>
inline constexpr bool is_of_secrets<concat_node<L, R>> = is_of_secrets<L> && is_of_secrets<R>;
template <class M, class X>
inline constexpr bool is_of_secrets<mapped_node<M, X>> = is_of_secrets<X>;

/**
 * \brief Finds an HMAC's key that the account's secret does not give: hexadecimal digits or base64 that do not decode, or
 * that decode to nothing.
 * \details Whoever signs with an empty key needs no secret, so this comes before any signature is compared.
 */
template <class Hash>
class key_check {
public:
    explicit key_check(context const &over) : over_{over} {}

    [[nodiscard]] bool failed() const noexcept { return failed_; }

    template <class X>
    void visit(X const &)
    {
    }
    template <class S, class X>
    void visit(public_key_node<S, X> const &node)
    {
        visit(node.of);
    }
    template <class L, class R>
    void visit(concat_node<L, R> const &node)
    {
        visit(node.left);
        visit(node.right);
    }
    template <class M, class X>
    void visit(mapped_node<M, X> const &node)
    {
        visit(node.of);
    }
    template <auto F, gives G, class... X>
    void visit(call_node<F, G, X...> const &node)
    {
        std::apply([this](auto const &...of) { (visit(of), ...); }, node.of);
    }
    template <class A, class K, class X>
    void visit(hmac_node<A, K, X> const &node)
    {
        if constexpr (is_of_secrets<K>) {
            if (kept_hmac<Hash, A>(node.key, over_) != nullptr) return;
            detail::wiped_buffer key;
            if (evaluate<Hash>(node.key, over_, key) || key.size() == 0) failed_ = true;
        } else {
            visit(node.key);
        }
    }

private:
    context const &over_;
    bool failed_ = false;
};

/**
 * \brief Whether a secret goes into what a scheme signs of a message.
 * \details Where it stands behind each field, say, it does not if the message has none of them: whoever writes such a
 * message can sign it.
 */
template <class Hash>
class secret_search {
public:
    explicit secret_search(context const &over) : over_{over} {}

    template <class X>
    [[nodiscard]] bool is_in(X const &)
    {
        return false;
    }
    [[nodiscard]] bool is_in(source_node<source::key> const &) { return true; }
    template <fixed_string Name>
    [[nodiscard]] bool is_in(named_node<named::secret, Name> const &)
    {
        return true;
    }
    template <class L, class R>
    [[nodiscard]] bool is_in(concat_node<L, R> const &node)
    {
        return is_in(node.left) || is_in(node.right);
    }
    template <class M, class X>
    [[nodiscard]] bool is_in(mapped_node<M, X> const &node)
    {
        return is_in(node.of);
    }
    template <auto F, gives G, class... X>
    [[nodiscard]] bool is_in(call_node<F, G, X...> const &node)
    {
        return std::apply([this](auto const &...of) { return (is_in(of) || ...); }, node.of);
    }
    template <class T, class A, class B>
    [[nodiscard]] bool is_in(when_empty_node<T, A, B> const &node)
    {
        return is_in(node.then) && is_in(node.otherwise);
    }
    template <std::size_t N, class Item, class Set>
    [[nodiscard]] bool is_in(join_node<N, Item, Set> const &node)
    {
        if constexpr (holds_secret<Set>) return true;
        if constexpr (holds_secret<Item>) {
            if (!is_in(node.item)) return false;
            selection own;
            detail::wiped_buffer unused;
            return !evaluator<Hash>{over_, unused}.chosen_by(node.set, own).empty();
        }
        return false;
    }
    template <class A, class X>
    [[nodiscard]] bool is_in(digest_node<A, X> const &node)
    {
        return is_in(node.of);
    }
    template <class A, class K, class X>
    [[nodiscard]] bool is_in(hmac_node<A, K, X> const &node)
    {
        return is_in(node.key) || is_in(node.of);
    }

private:
    context const &over_;
};

/// Whether the account's secret gives the scheme's keys.
template <class Hash, class Scheme>
[[nodiscard]] bool key_is_usable(Scheme const &scheme, context const &over)
{
    key_check<Hash> check{over};
    check.visit(scheme);
    return !check.failed();
}

} // namespace tollgate::inline v0::signing

#endif
