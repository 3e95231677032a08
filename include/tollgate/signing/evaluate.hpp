// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_EVALUATE_HPP
#define TOLLGATE_SIGNING_EVALUATE_HPP

#include <tollgate/signing/selection.hpp>
#include <tollgate/signing/text_maps.hpp>

#include <algorithm>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

namespace tollgate::inline v0::signing {

/**
 * \brief Writes the text of an expression.
 * \details One overload for each node; instantiated once for each scheme, whatever the message. Signing, verifying and
 * printing all go through here. After a problem, what was written is meaningless.
 */
template <hash_policy Hash>
class evaluator {
public:
    evaluator(context const &over, detail::wiped_buffer &out) : over_{over}, out_{out} {}

    [[nodiscard]] std::optional<problem_with> const &problem() const noexcept { return problem_; }

    template <std::size_t N>
    void write(literal_node<N> const &node)
    {
        out_.append(node.text.view());
    }
    void write(source_node<source::operation>) { out_.append(over_.operation); }
    void write(source_node<source::key>) { out_.append(over_.key); }
    void write(source_node<source::method>) { out_.append(over_.method); }
    void write(source_node<source::path>) { out_.append(over_.path()); }
    void write(source_node<source::body>) { out_.append(over_.body); }
    void write(name_node) { out_.append(item_->name); }
    void write(value_node)
    {
        refuse_containers(item_->kind, item_->name);
        out_.append(item_->text);
    }
    template <fixed_string Name>
    void write(named_node<named::secret, Name>)
    {
        out_.append(over_.secret_named(Name.view()));
    }
    template <fixed_string Name>
    void write(named_node<named::account, Name>)
    {
        write_found(find(over_.account, Name.view()));
    }
    template <fixed_string Name>
    void write(named_node<named::field, Name>)
    {
        write_found(find_path(over_.fields, Name.view()));
    }
    template <fixed_string Name>
    void write(named_node<named::header, Name>)
    {
        out_.append(over_.header_named(Name.view()));
    }
    template <class L, class R>
    void write(concat_node<L, R> const &node)
    {
        write(node.left);
        write(node.right);
    }
    template <class X>
    void write(mapped_node<maps::lower, X> const &node) // in place: it stands at every name of some schemes
    {
        std::size_t const start = out_.size();
        write(node.of);
        std::ranges::transform(out_.from(start), out_.from(start).begin(), to_lower);
    }
    template <class Map, class X>
    void write(mapped_node<Map, X> const &node)
    {
        detail::wiped_buffer text;
        write_into(text, node.of);
        if (!Map::write(text.view(), out_)) problem_ = {errc::unsignable_value, Map::called};
    }
    template <auto Function, gives Result, class... X>
    void write(call_node<Function, Result, X...> const &node)
    {
        std::array<detail::wiped_buffer, sizeof...(X)> texts;
        [&]<std::size_t... I>(std::index_sequence<I...>)
        {
            (write_into(texts[I], std::get<I>(node.of)), ...);
            if (!Function(texts[I].view()..., out_)) problem_ = {errc::unsignable_value, "own function"};
        }
        (std::index_sequence_for<X...>{});
    }
    template <class Test, class Then, class Else>
    void write(when_empty_node<Test, Then, Else> const &node)
    {
        detail::wiped_buffer tested;
        write_into(tested, node.test);
        if (tested.size() == 0)
            write(node.then);
        else
            write(node.otherwise);
    }
    template <std::size_t N, class Item, class Set>
    void write(join_node<N, Item, Set> const &node)
    {
        selection chosen;
        choose(node.set, chosen);
        if (chosen.problem) problem_ = chosen.problem;
        item const *const outer = item_;
        for (item const &i : chosen.items) {
            if (&i != &chosen.items.front()) out_.append(node.separator.view());
            item_ = &i;
            write(node.item);
        }
        item_ = outer;
    }
    template <class Algorithm, class X>
    void write(digest_node<Algorithm, X> const &node)
    {
        detail::wiped_buffer text;
        write_into(text, node.of);
        append(Hash::template digest<Algorithm>(text.view()));
    }
    template <class Algorithm, class Key, class X>
    void write(hmac_node<Algorithm, Key, X> const &node)
    {
        detail::wiped_buffer key;
        detail::wiped_buffer text;
        write_into(key, node.key);
        write_into(text, node.of);
        append(typename Hash::template hmac<Algorithm>{key.view()}(text.view()));
    }

    /// The fields that a set holds, in its order.
    template <class Source>
    void choose(Source source, selection &to)
    {
        fill(source, over_, to);
    }
    template <class From, class Stage>
    void choose(staged<From, Stage> const &set, selection &to)
    {
        choose(set.from, to);
        if constexpr (requires { apply(set.stage, to); })
            apply(set.stage, to);
        else
            pass(set.stage, to);
    }

    /// The text of an expression for one field.
    template <class X>
    [[nodiscard]] std::string_view text_for(item const &at, X const &node, selection &keeping)
    {
        if constexpr (std::same_as<X, value_node>) return at.text;
        detail::wiped_buffer text;
        item const *const outer = std::exchange(item_, &at);
        write_into(text, node);
        item_ = outer;
        return keeping.keep(text.view());
    }

private:
    // Stages that evaluate expressions

    void apply(by_stage<name_node>, selection &through) { sort_by_name(through); }
    template <class By>
    void apply(by_stage<By> const &stage, selection &through)
    {
        struct ranked {
            std::pair<std::string_view, std::size_t> rank;
            item of;
        };
        boost::container::small_vector<ranked, 32> order;
        for (item const &i : through.items)
            order.push_back({{text_for(i, stage.by, through), order.size()}, i});
        std::ranges::sort(order, {}, &ranked::rank);
        std::ranges::transform(order, through.items.begin(), &ranked::of);
    }
    template <fixed_string Name, class X>
    void apply(plus_stage<Name, X> const &stage, selection &through)
    {
        item const nothing{};
        through.items.push_back({Name.view(), text_for(nothing, stage.value, through), {}});
    }

    template <fixed_string List, fixed_string Separator>
    void apply(chosen_stage<List, Separator>, selection &through)
    {
        choose_named(over_.fields, List.view(), Separator.view(), through);
    }

    void write_found(parameter const *found)
    {
        if (found == nullptr) return;
        refuse_containers(found->kind, found->name);
        out_.append(found->text);
    }
    /// Without a map, an object or array has no text that both sides would agree on.
    void refuse_containers(value_kind kind, std::string_view name)
    {
        if (kind == value_kind::object || kind == value_kind::array)
            problem_ = {errc::unsignable_value, name};
    }
    template <std::size_t Size>
    void append(std::array<unsigned char, Size> const &digest)
    {
        out_.append({reinterpret_cast<char const *>(digest.data()), Size});
    }
    template <class X>
    void write_into(detail::wiped_buffer &text, X const &node)
    {
        evaluator inner{over_, text};
        inner.item_ = item_;
        inner.write(node);
        if (inner.problem_) problem_ = inner.problem_;
    }

    context const &over_;
    detail::wiped_buffer &out_;
    item const *item_ = nullptr;
    std::optional<problem_with> problem_;
};

/// Evaluates an expression into a buffer.
template <hash_policy Hash, expression X>
[[nodiscard]] std::optional<problem_with> evaluate(X const &node, context const &over,
                                                   detail::wiped_buffer &out)
{
    evaluator<Hash> writer{over, out};
    writer.write(node);
    return writer.problem();
}

// The outermost digest of a scheme, under its encoding, prefix and suffix. A program's own function that makes bytes of
// text is one, too; what it signs is its last operand.

template <class... X>
using last_t = std::tuple_element_t<sizeof...(X) - 1, std::tuple<X...>>;

template <class X>
inline constexpr bool has_digest = false;
template <class A, class X>
inline constexpr bool has_digest<digest_node<A, X>> = true;
template <class A, class K, class X>
inline constexpr bool has_digest<hmac_node<A, K, X>> = true;
template <class M, class X>
inline constexpr bool has_digest<mapped_node<M, X>> = has_digest<X>;
template <auto F, gives Result, class... X>
inline constexpr bool has_digest<call_node<F, Result, X...>> = has_digest<last_t<X...>> ||
                                                               (Result == gives::bytes &&
                                                                text_expression<last_t<X...>>);
template <class L, class R>
inline constexpr bool has_digest<concat_node<L, R>> = has_digest<L> || has_digest<R>;

template <class A, class X>
[[nodiscard]] constexpr auto const &text_under(digest_node<A, X> const &node) noexcept
{
    return node.of;
}
template <class A, class K, class X>
[[nodiscard]] constexpr auto const &text_under(hmac_node<A, K, X> const &node) noexcept
{
    return node.of;
}
template <class M, class X>
[[nodiscard]] constexpr auto const &text_under(mapped_node<M, X> const &node) noexcept
{
    return text_under(node.of);
}
template <auto F, gives Result, class... X>
[[nodiscard]] constexpr auto const &text_under(call_node<F, Result, X...> const &node) noexcept
{
    auto const &last = std::get<sizeof...(X) - 1>(node.of);
    if constexpr (has_digest<last_t<X...>>)
        return text_under(last);
    else
        return last;
}
template <class L, class R>
[[nodiscard]] constexpr auto const &text_under(concat_node<L, R> const &node) noexcept
{
    if constexpr (has_digest<L>)
        return text_under(node.left);
    else
        return text_under(node.right);
}

/// The text under a scheme's outermost digest: what is signed.
template <text_expression Scheme>
    requires has_digest<Scheme>
[[nodiscard]] constexpr auto const &signed_text(Scheme const &scheme) noexcept
{
    return text_under(scheme);
}

} // namespace tollgate::inline v0::signing

#endif
