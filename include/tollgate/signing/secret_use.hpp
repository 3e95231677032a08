// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_SECRET_USE_HPP
#define TOLLGATE_SIGNING_SECRET_USE_HPP

#include <tollgate/signing/fold.hpp>
#include <tollgate/signing/text_maps.hpp>

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <vector>

/// \file
/// Whether one of the account's secrets takes part in what a scheme signs, whatever the message says.

namespace tollgate::inline v0::signing {

/// `key`, or a secret by its name.
template <class N>
inline constexpr bool is_secret_leaf = false;
template <>
inline constexpr bool is_secret_leaf<source_node<source::key>> = true;
template <fixed_string Name>
inline constexpr bool is_secret_leaf<named_node<named::secret, Name>> = true;

/// Whether a secret stands anywhere in an expression, set or stage.
template <class N>
inline constexpr bool holds_secret = any_node<N>([]<class P>() { return is_secret_leaf<P>; });

/// Maps that say of a text no more than how long it is, or nothing.
template <class Map>
inline constexpr bool forgets_text = false;
template <>
inline constexpr bool forgets_text<maps::byte_length> = true;
template <>
inline constexpr bool forgets_text<maps::first<0>> = true;

/// Maps that keep a piece of a text, which another part of the text can choose, or push out.
template <class Map>
inline constexpr bool keeps_piece = false;
template <std::size_t Count>
inline constexpr bool keeps_piece<maps::first<Count>> = true;
template <fixed_string Name>
inline constexpr bool keeps_piece<maps::part<Name>> = true;
template <fixed_string Name>
inline constexpr bool keeps_piece<maps::json_member<Name>> = true;

/// Whether an expression shows what a message says as it is, and not by a digest.
template <class N>
inline constexpr bool shows_message = any_part<N>([]<class P>() { return shows_message<P>; });
template <source From>
inline constexpr bool shows_message<source_node<From>> = From != source::key && From != source::operation;
template <named What, fixed_string Name>
inline constexpr bool shows_message<named_node<What, Name>> = What == named::field || What == named::header;
template <std::size_t N, class Item, class Set>
inline constexpr bool shows_message<join_node<N, Item, Set>> = true;
template <class A, class X>
inline constexpr bool shows_message<digest_node<A, X>> = false;
template <class A, class K, class X>
inline constexpr bool shows_message<hmac_node<A, K, X>> = false;
template <class S, class X>
inline constexpr bool shows_message<public_key_node<S, X>> = false;
template <auto F, class... X>
inline constexpr bool shows_message<call_node<F, gives::bytes, X...>> = false;

template <class N>
inline constexpr bool always_holds_secret =
    is_secret_leaf<N> || any_part<N>([]<class P>() { return always_holds_secret<P>; });

/**
 * \brief Whether a secret takes part in every text that an expression can give.
 * \details A message must not decide it. So the tested text of `when_empty` does not count, and both of the others must hold a secret;
 * a text of which a message chooses the piece that is kept does not count, nor does an order by a secret, nor a field that `plus` adds
 * and a filter leaves out again. What only a message at hand shows, that its own list leaves the secret's place out, or that there is
 * no field beside which the secret stands, the evaluator refuses.
 */
template <class Map, class X>
inline constexpr bool always_holds_secret<mapped_node<Map, X>> =
    !forgets_text<Map> && !(keeps_piece<Map> && shows_message<X>) && always_holds_secret<X>;
template <class Test, class Then, class Else>
inline constexpr bool always_holds_secret<when_empty_node<Test, Then, Else>> =
    always_holds_secret<Then> && always_holds_secret<Else>;
template <class By>
inline constexpr bool always_holds_secret<by_stage<By>> = false;

/// The names of the fields of a set that hold a secret in every message.
struct secret_places {
    using names = std::vector<std::string_view>;

    template <class Set>
    static constexpr void find(std::type_identity<Set>, names &)
    {
    }
    template <class From, class Stage>
    static constexpr void find(std::type_identity<staged<From, Stage>>, names &in)
    {
        find(std::type_identity<From>{}, in);
        filter<Stage>::pass(in);
    }

private:
    template <class Stage>
    struct filter {
        static constexpr void pass(names &) {}
    };
    template <fixed_string Name, class X>
    struct filter<plus_stage<Name, X>> {
        static constexpr void pass(names &in)
        {
            if (always_holds_secret<X>) in.push_back(Name.view());
        }
    };
    template <fixed_string... Names>
    struct filter<but_stage<Names...>> {
        static constexpr void pass(names &in)
        {
            std::erase_if(in, [](std::string_view one) { return ((one == Names.view()) || ...); });
        }
    };
    template <fixed_string Start>
    struct filter<starting_stage<Start>> {
        static constexpr void pass(names &in)
        {
            std::erase_if(in, [](std::string_view one) { return !one.starts_with(Start.view()); });
        }
    };
};

/// Whether the values of a set hold a secret in every message.
template <class Set>
inline constexpr bool has_secret_place = [] {
    secret_places::names all;
    secret_places::find(std::type_identity<Set>{}, all);
    return !all.empty();
}();

template <std::size_t N, class Item, class Set>
inline constexpr bool always_holds_secret<join_node<N, Item, Set>> =
    always_holds_secret<Item> || (holds_value<Item> && has_secret_place<Set>);

} // namespace tollgate::inline v0::signing

#endif
