// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_KEY_CHECK_HPP
#define TOLLGATE_SIGNING_KEY_CHECK_HPP

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
