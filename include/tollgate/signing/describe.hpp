// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_DESCRIBE_HPP
#define TOLLGATE_SIGNING_DESCRIBE_HPP

#include <tollgate/signing/evaluate.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace tollgate::inline v0::signing {

/// What a node of a described scheme does.
enum class op {
    // leaves
    literal,
    operation,
    key,
    method,
    path,
    body,
    name,
    value,
    secret,
    account_field,
    field,
    header,
    // texts
    concat,
    map,
    call,
    when_empty,
    join,
    digest,
    hmac,
    public_key,
    // sets
    fields,
    listed,
    named_in,
    within,
    headers,
    query,
    but,
    starting,
    drop,
    by,
    plus,
    as,
    flattened,
    reversed,
    chosen,
};

/// Whether a node is done to a set, its first part, rather than being a text or a source of fields.
[[nodiscard]] constexpr bool is_stage(op what) noexcept
{
    return what >= op::but;
}

enum class algorithm { md5, sha1, sha256, sha384, sha512 };

/// A function without its type.
using erased_call = bool (*)(std::vector<std::string_view> const &, detail::wiped_buffer &);

/**
 * \brief One node of a scheme, as data.
 * \details `parts` are positions in the description's array: a concatenation's two sides; a map's, digest's or stage's
 * or public-key signature's operand; an HMAC's key and text; a join's item and set; a stage's set and, where it has one, its expression.
 */
struct node {
    op what{};
    std::vector<std::size_t> parts{};
    std::vector<std::string> names{}; ///< A literal's or separator's text, a word, a leaf's or stage's names.
    signing::algorithm digest{};
    lacking dropped{};
    bool is_unsent =
        false; ///< Of `plus`: a message that has a field of this name is refused. A mistake of `explain` may add one.
    erased_text_map map = nullptr;
    erased_call call = nullptr;
    erased_value_map const *values = nullptr;
};

/// A scheme as an array of nodes; the last one is the whole.
struct description {
    std::vector<node> nodes;

    [[nodiscard]] node const &whole() const { return nodes.back(); }
};

namespace describing {

template <class A>
inline constexpr algorithm algorithm_of = algorithm::md5;
template <>
inline constexpr algorithm algorithm_of<hash::sha1> = algorithm::sha1;
template <>
inline constexpr algorithm algorithm_of<hash::sha256> = algorithm::sha256;
template <>
inline constexpr algorithm algorithm_of<hash::sha384> = algorithm::sha384;
template <>
inline constexpr algorithm algorithm_of<hash::sha512> = algorithm::sha512;

/// A public-key scheme's word, and its digest; Ed25519 has one of its own.
template <class S>
struct public_key_words {
    static constexpr std::string_view word = "ed25519";
    static constexpr algorithm digest = algorithm::sha512;
};
template <class A>
struct public_key_words<hash::rsa_pkcs1<A>> {
    static constexpr std::string_view word = "rsa_pkcs1";
    static constexpr algorithm digest = algorithm_of<A>;
};
template <class A>
struct public_key_words<hash::rsa_pss<A>> {
    static constexpr std::string_view word = "rsa_pss";
    static constexpr algorithm digest = algorithm_of<A>;
};
template <class A>
struct public_key_words<hash::ecdsa<A>> {
    static constexpr std::string_view word = "ecdsa";
    static constexpr algorithm digest = algorithm_of<A>;
};

/// Adds a scheme's nodes from the leaves up; every function returns the position of what it added.
class writer {
public:
    explicit writer(std::vector<node> &to) : to_{to} {}

    template <std::size_t N>
    std::size_t add(literal_node<N> const &n)
    {
        return put({.what = op::literal, .names = {std::string{n.text.view()}}});
    }
    template <source From>
    std::size_t add(source_node<From> const &)
    {
        constexpr op ops[] = {op::operation, op::key, op::method, op::path, op::body, op::name, op::value};
        return put({.what = ops[static_cast<std::size_t>(From)]});
    }
    template <named What, fixed_string Name>
    std::size_t add(named_node<What, Name> const &)
    {
        constexpr op ops[] = {op::secret, op::account_field, op::field, op::header};
        return put({.what = ops[static_cast<std::size_t>(What)], .names = {std::string{Name.view()}}});
    }
    template <class L, class R>
    std::size_t add(concat_node<L, R> const &n)
    {
        std::size_t const left = add(n.left);
        std::size_t const right = add(n.right);
        return put({.what = op::concat, .parts = {left, right}});
    }
    template <class Map, class X>
    std::size_t add(mapped_node<Map, X> const &n)
    {
        std::size_t const of = add(n.of);
        return put({.what = op::map, .parts = {of}, .names = {std::string{Map::called}}, .map = Map::write});
    }
    template <auto Function, gives Result, class... X>
    std::size_t add(call_node<Function, Result, X...> const &n)
    {
        std::vector<std::size_t> parts;
        std::apply([&](auto const &...x) { (parts.push_back(add(x)), ...); }, n.of);
        return put(
            {.what = op::call, .parts = parts, .call = spread<Function>(std::index_sequence_for<X...>{})});
    }
    template <class Test, class Then, class Else>
    std::size_t add(when_empty_node<Test, Then, Else> const &n)
    {
        std::size_t const test = add(n.test);
        std::size_t const then = add(n.then);
        std::size_t const otherwise = add(n.otherwise);
        return put({.what = op::when_empty, .parts = {test, then, otherwise}});
    }
    template <std::size_t N, class Item, class Set>
    std::size_t add(join_node<N, Item, Set> const &n)
    {
        std::size_t const item = add(n.item);
        std::size_t const set = add(n.set);
        return put({.what = op::join, .parts = {item, set}, .names = {std::string{n.separator.view()}}});
    }
    template <class A, class X>
    std::size_t add(digest_node<A, X> const &n)
    {
        std::size_t const of = add(n.of);
        return put({.what = op::digest, .parts = {of}, .digest = algorithm_of<A>});
    }
    template <class A, class Key, class X>
    std::size_t add(hmac_node<A, Key, X> const &n)
    {
        std::size_t const key = add(n.key);
        std::size_t const of = add(n.of);
        return put({.what = op::hmac, .parts = {key, of}, .digest = algorithm_of<A>});
    }
    template <class S, class X>
    std::size_t add(public_key_node<S, X> const &n)
    {
        using as = public_key_words<S>;
        std::size_t const of = add(n.of);
        return put(
            {.what = op::public_key, .parts = {of}, .names = {std::string{as::word}}, .digest = as::digest});
    }

    std::size_t add(all_fields const &) { return put({.what = op::fields}); }
    template <fixed_string... Paths>
    std::size_t add(listed_fields<Paths...> const &)
    {
        return put({.what = op::listed, .names = {std::string{Paths.view()}...}});
    }
    template <fixed_string List>
    std::size_t add(fields_named_in<List> const &)
    {
        return put({.what = op::named_in, .names = {std::string{List.view()}}});
    }
    template <fixed_string Object>
    std::size_t add(fields_within<Object> const &)
    {
        return put({.what = op::within, .names = {std::string{Object.view()}}});
    }
    std::size_t add(all_headers const &) { return put({.what = op::headers}); }
    std::size_t add(query_fields const &) { return put({.what = op::query}); }
    template <class From, class Stage>
    std::size_t add(staged<From, Stage> const &n)
    {
        return add_stage(add(n.from), n.stage);
    }

private:
    template <fixed_string... Names>
    std::size_t add_stage(std::size_t from, but_stage<Names...> const &)
    {
        return put({.what = op::but, .parts = {from}, .names = {std::string{Names.view()}...}});
    }
    template <fixed_string Start>
    std::size_t add_stage(std::size_t from, starting_stage<Start> const &)
    {
        return put({.what = op::starting, .parts = {from}, .names = {std::string{Start.view()}}});
    }
    template <lacking What>
    std::size_t add_stage(std::size_t from, drop_stage<What> const &)
    {
        return put({.what = op::drop, .parts = {from}, .dropped = What});
    }
    template <class By>
    std::size_t add_stage(std::size_t from, by_stage<By> const &stage)
    {
        std::size_t const rank = add(stage.by);
        return put({.what = op::by, .parts = {from, rank}});
    }
    template <fixed_string Name, class X>
    std::size_t add_stage(std::size_t from, plus_stage<Name, X> const &stage)
    {
        std::size_t const value = add(stage.value);
        node n{.what = op::plus, .parts = {from, value}, .names = {std::string{Name.view()}}};
        n.is_unsent = true;
        return put(std::move(n));
    }
    template <fixed_string Before, fixed_string After>
    std::size_t add_stage(std::size_t from, flattened_stage<Before, After> const &)
    {
        return put({.what = op::flattened,
                    .parts = {from},
                    .names = {std::string{Before.view()}, std::string{After.view()}}});
    }
    std::size_t add_stage(std::size_t from, reversed_stage const &)
    {
        return put({.what = op::reversed, .parts = {from}});
    }
    template <fixed_string List, fixed_string Separator>
    std::size_t add_stage(std::size_t from, chosen_stage<List, Separator> const &)
    {
        return put({.what = op::chosen,
                    .parts = {from},
                    .names = {std::string{List.view()}, std::string{Separator.view()}}});
    }
    template <class Map>
    std::size_t add_stage(std::size_t from, as_stage<Map> const &)
    {
        return put({.what = op::as, .parts = {from}, .values = &erased<Map>});
    }

    template <auto Function, std::size_t... I>
    static erased_call spread(std::index_sequence<I...>)
    {
        return [](std::vector<std::string_view> const &texts, detail::wiped_buffer &out) {
            return Function(texts[I]..., out);
        };
    }

    std::size_t put(node n)
    {
        to_.push_back(std::move(n));
        return to_.size() - 1;
    }

    std::vector<node> &to_;
};

} // namespace describing

/// The tree of a scheme, as data that can be looked at, printed, changed and interpreted. Not for the hot path.
template <text_expression Scheme>
[[nodiscard]] description describe(Scheme const &scheme)
{
    description whole;
    describing::writer{whole.nodes}.add(scheme);
    return whole;
}

} // namespace tollgate::inline v0::signing

#endif
