// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_EVALUATE_HPP
#define TOLLGATE_SIGNING_EVALUATE_HPP

#include <tollgate/signing/choosing.hpp>
#include <tollgate/signing/plain_item.hpp>
#include <tollgate/signing/secret_use.hpp>
#include <tollgate/signing/selection.hpp>
#include <tollgate/signing/text_maps.hpp>

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

namespace tollgate::inline v0::signing {

/// Whether an expression is made of the account's key by maps alone, so that its type says all about it.
template <class X>
inline constexpr bool is_key_mapped = false;
template <>
inline constexpr bool is_key_mapped<source_node<source::key>> = true;
template <class M, class X>
inline constexpr bool is_key_mapped<mapped_node<M, X>> = is_key_mapped<X>;

/**
 * \brief The HMAC under such a key, keyed once for as long as the account's secret lives.
 * \details Null if nothing is kept, if the key is another one, or if the secret does not give it.
 */
template <class Hash, class Algorithm, class Key>
[[nodiscard]] typename Hash::template hmac<Algorithm> const *kept_hmac(Key const &key, context const &over);

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
        std::string_view const text = node.text.view();
        if (!text.empty()) std::memcpy(out_.extend(text.size()), text.data(), text.size()); // a constant size
    }
    void write(source_node<source::operation>) { put(over_.operation); }
    void write(source_node<source::key>) { put_secret("key", over_.key); }
    void write(source_node<source::method>) { put(over_.method); }
    void write(source_node<source::path>) { put(over_.path()); }
    void write(source_node<source::body>) { put(over_.body); }
    void write(name_node) { put(item_->name); }
    [[gnu::noinline]] void write(value_node)
    {
        refuse_containers(item_->kind, item_->name);
        put(item_->text);
    }
    template <fixed_string Name>
    void write(named_node<named::secret, Name>)
    {
        put_secret(Name.view(), over_.secret_named(Name.view()));
    }
    template <fixed_string Name>
    void write(named_node<named::account, Name>)
    {
        write_of_account(find(over_.account, Name.view()), Name.view());
    }
    template <fixed_string Name>
    void write(named_node<named::field, Name>)
    {
        write_found(find_path(over_.fields, Name.view()));
    }
    template <fixed_string Name>
    void write(named_node<named::header, Name>)
    {
        put_header(Name.view());
    }
    template <class L, class R>
    void write(concat_node<L, R> const &node)
    {
        write(node.left);
        write(node.right);
    }
    template <class X>
    void write(mapped_node<maps::lower, X> const &node)
    {
        put_lower(part_of(node.of));
    }
    template <class Map, class X>
    void write(mapped_node<Map, X> const &node)
    {
        put_mapped<Map>(part_of(node.of));
    }
    template <class Map, class Algorithm, class X>
    void write(mapped_node<Map, digest_node<Algorithm, X>> const &node)
    {
        put_encoded<Map>(digest_of(node.of));
    }
    template <class Map, class Algorithm, class Key, class X>
    void write(mapped_node<Map, hmac_node<Algorithm, Key, X>> const &node)
    {
        put_encoded<Map>(hmac_of(node.of));
    }
    template <auto Function, gives Result, class... X>
    void write(call_node<Function, Result, X...> const &node)
    {
        std::array<detail::wiped_buffer, sizeof...(X)> texts;
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            (write_into(texts[I], part_of(std::get<I>(node.of))), ...);
            if (!Function(texts[I].view()..., out_)) problem_ = {errc::unsignable_value, "own function"};
        }(std::index_sequence_for<X...>{});
    }
    template <class Test, class Then, class Else>
    void write(when_empty_node<Test, Then, Else> const &node)
    {
        if (is_empty(part_of(node.test)))
            write(node.then);
        else
            write(node.otherwise);
    }
    template <std::size_t N, class Item, class Set>
    void write(join_node<N, Item, Set> const &node)
    {
        if constexpr (is_plain_item<Item>)
            put_plain_join(literal_node{node.separator}, node.item, set_part_of(node.set));
        else
            put_join(node.separator.view(), part_of(node.item), set_part_of(node.set), holds_secret<Item>);
    }
    template <class Algorithm, class X>
    void write(digest_node<Algorithm, X> const &node)
    {
        put_encoded<maps::raw>(digest_of(node));
    }
    template <class Algorithm, class Key, class X>
    void write(hmac_node<Algorithm, Key, X> const &node)
    {
        put_encoded<maps::raw>(hmac_of(node));
    }

    /// The fields that a set holds: those that were chosen before, where they are remembered, or else put into `own`.
    template <class Set>
    [[nodiscard]] selection &chosen_by(Set const &set, selection &own)
    {
        return chosen_by(set_part_of(set), own);
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
    [[nodiscard]] std::string_view text_for(parameter const &at, X const &node, selection &keeping)
    {
        if constexpr (std::same_as<X, value_node>) return at.text;
        return text_for(at, part_of(node), keeping);
    }

private:
    // A program has many schemes. What they have in common is done once, in functions that are not inlined and that take
    // a scheme's parts without their types.

    struct part {
        void (*write)(evaluator &, void const *);
        void const *node;
    };
    struct set_part {
        void (*choose)(evaluator &, void const *, selection &);
        void const *set;
    };
    template <class X>
    [[nodiscard]] static part part_of(X const &node)
    {
        return {[](evaluator &self, void const *of) { self.write(*static_cast<X const *>(of)); }, &node};
    }
    template <class Set>
    [[nodiscard]] static set_part set_part_of(Set const &set)
    {
        return {[](evaluator &self, void const *of, selection &to) {
                    self.choose(*static_cast<Set const *>(of), to);
                },
                &set};
    }
    [[nodiscard, gnu::noinline]] selection &chosen_by(set_part set, selection &own)
    {
        last_choice *const last = over_.remembered;
        if (last != nullptr && last->set == set.set) return last->chosen;
        bool const keeps = last != nullptr && last->set == nullptr;
        if (keeps) last->set = set.set;
        selection &to = keeps ? last->chosen : own;
        set.choose(*this, set.set, to);
        if (problem_ && !to.problem) to.problem = problem_; // whoever is shown this choice again must know
        return to;
    }

    // Stages that evaluate expressions

    void apply(by_stage<name_node>, selection &through) { sort_by_name(through); }
    template <class By>
    void apply(by_stage<By> const &stage, selection &through)
    {
        order_by(part_of(stage.by), through);
    }
    template <fixed_string Name, class X>
    void apply(plus_stage<Name, X> const &stage, selection &through)
    {
        parameter const nothing{};
        add_unsent(over_.fields, Name.view(), text_for(nothing, stage.value, through), through);
    }

    template <fixed_string List, fixed_string Separator>
    void apply(chosen_stage<List, Separator>, selection &through)
    {
        choose_named(over_.fields, List.view(), Separator.view(), through);
    }

    [[gnu::noinline]] void write_found(parameter const *found)
    {
        if (found == nullptr) return;
        refuse_containers(found->kind, found->name);
        put(found->text);
    }
    [[gnu::noinline]] void write_of_account(parameter const *found, std::string_view name)
    {
        if (found == nullptr) problem_ = {errc::missing_account_field, name};
        write_found(found);
    }
    /// A secret is never empty, so an empty text is one that the account does not have.
    [[gnu::noinline]] void put_secret(std::string_view name, std::string_view text)
    {
        if (text.empty()) problem_ = {errc::invalid_secret, name};
        put(text);
    }
    [[gnu::noinline]] void put_header(std::string_view name)
    {
        auto const found = over_.find_header(name);
        if (found.is_twice) problem_ = {errc::duplicate_field, name};
        put(found.value);
    }
    /// Without a map, an object or array has no text that both sides would agree on.
    void refuse_containers(value_kind kind, std::string_view name)
    {
        if (detail::is_container(kind)) problem_ = {errc::unsignable_value, name};
    }
    [[gnu::noinline]] void put(std::string_view text) { out_.append(text); }
    [[gnu::noinline]] void put_lower(part of) // in place: it stands at every name of some schemes
    {
        std::size_t const start = out_.size();
        of.write(*this, of.node);
        std::ranges::transform(out_.from(start), out_.from(start).begin(), to_lower);
    }
    template <class Map>
    [[gnu::noinline]] void put_mapped(part of)
    {
        detail::wiped_buffer text;
        write_into(text, of);
        if (!Map::write(text.view(), out_)) problem_ = {errc::unsignable_value, Map::called};
    }
    // A body alone is digested where it stands.
    template <class Algorithm, class X>
    [[nodiscard]] hash::digest<Algorithm> digest_of(digest_node<Algorithm, X> const &node)
    {
        if constexpr (std::same_as<X, source_node<source::body>>)
            return Hash::template digest<Algorithm>(over_.body);
        else
            return digest_of<Algorithm>(part_of(node.of));
    }
    template <class Algorithm, class Key, class X>
    [[nodiscard]] hash::digest<Algorithm> hmac_of(hmac_node<Algorithm, Key, X> const &node)
    {
        auto const *const keyed = kept_hmac<Hash, Algorithm>(node.key, over_);
        if (keyed == nullptr) return hmac_of<Algorithm>(part_of(node.key), part_of(node.of));
        if constexpr (std::same_as<X, source_node<source::body>>)
            return (*keyed)(over_.body);
        else
            return hmac_of<Algorithm>(*keyed, part_of(node.of));
    }
    template <class Algorithm>
    [[nodiscard, gnu::noinline]] hash::digest<Algorithm> digest_of(part of)
    {
        detail::wiped_buffer text;
        write_into(text, of);
        return Hash::template digest<Algorithm>(text.view());
    }
    template <class Algorithm>
    [[nodiscard, gnu::noinline]] hash::digest<Algorithm> hmac_of(part keyed_by, part of)
    {
        detail::wiped_buffer key;
        write_into(key, keyed_by);
        if (key.size() == 0)
            problem_ = {errc::invalid_secret, {}}; // whoever keys with nothing needs no secret
        return hmac_of<Algorithm>(typename Hash::template hmac<Algorithm>{key.view()}, of);
    }
    template <class Algorithm>
    [[nodiscard, gnu::noinline]] hash::digest<Algorithm>
    hmac_of(typename Hash::template hmac<Algorithm> const &keyed, part of)
    {
        detail::wiped_buffer text;
        write_into(text, of);
        return keyed(text.view());
    }
    template <class Map, std::size_t Size>
    [[gnu::noinline]] void put_encoded(std::array<unsigned char, Size> const &digest)
    {
        if (!Map::write({reinterpret_cast<char const *>(digest.data()), Size}, out_))
            problem_ = {errc::unsignable_value, Map::called};
    }
    [[gnu::noinline]] void put_join(std::string_view separator, part one, set_part set, bool holds_a_secret)
    {
        selection own;
        selection const &chosen = chosen_by(set, own);
        if (chosen.problem) problem_ = chosen.problem;
        if (holds_a_secret && chosen.empty()) problem_ = {errc::field_not_signed, {}};
        parameter const *const outer = item_;
        bool follows = false;
        for (parameter const &p : chosen) {
            if (std::exchange(follows, true)) out_.append(separator);
            item_ = &p;
            one.write(*this, one.node);
        }
        item_ = outer;
    }
    /// What is plain is measured, and then written in one go: no place is looked up from one piece to the next.
    template <class Separator, class Item>
    [[gnu::noinline]] void put_plain_join(Separator const &separator, Item const &one, set_part set)
    {
        selection own;
        selection const &chosen = chosen_by(set, own);
        if (chosen.problem) problem_ = chosen.problem;
        if (chosen.empty()) return;
        std::size_t size = 0;
        for (parameter const &p : chosen) {
            if constexpr (holds_value<Item>) refuse_containers(p.kind, p.name);
            size += plain_item::size_of(one, p) + plain_item::size_of(separator, p);
        }
        char *to = out_.extend(size + detail::eight_bytes::overrun);
        for (parameter const &p : chosen)
            to = plain_item::write(separator, p, plain_item::write(one, p, to));
        out_.end_at(to - separator.text.view().size()); // none behind the last one
    }
    [[nodiscard, gnu::noinline]] bool is_empty(part tested)
    {
        detail::wiped_buffer text;
        auto const problem = problem_;
        write_into(text, tested);
        // What the account leaves out is empty, and the scheme says what then stands there.
        if (problem_ && problem_->code == errc::missing_account_field) problem_ = problem;
        return text.size() == 0;
    }
    [[nodiscard, gnu::noinline]] std::string_view text_for(parameter const &at, part of, selection &keeping)
    {
        detail::wiped_buffer text;
        parameter const *const outer = std::exchange(item_, &at);
        write_into(text, of);
        item_ = outer;
        return keeping.keep(text.view());
    }
    [[gnu::noinline]] void order_by(part by, selection &through)
    {
        boost::container::small_vector<std::string_view, 32> ranks;
        for (parameter const &p : through)
            ranks.push_back(text_for(p, by, through));
        through.order_by(ranks);
    }
    [[gnu::noinline]] void write_into(detail::wiped_buffer &text, part of)
    {
        evaluator inner{over_, text};
        inner.item_ = item_;
        of.write(inner, of.node);
        if (inner.problem_) problem_ = inner.problem_;
    }

    context const &over_;
    detail::wiped_buffer &out_;
    parameter const *item_ = nullptr;
    std::optional<problem_with> problem_;
};

/// Evaluates an expression into a buffer, and gives what is wrong; nothing if all is well. A program asks \ref signed_text_of.
template <hash_policy Hash, expression X>
[[nodiscard]] std::optional<problem_with> evaluate(X const &node, context const &over,
                                                   detail::wiped_buffer &out)
{
    evaluator<Hash> writer{over, out};
    writer.write(node);
    return writer.problem();
}
/// \cond
template <class Hash, class Algorithm, class Key>
typename Hash::template hmac<Algorithm> const *kept_hmac([[maybe_unused]] Key const &key, context const &over)
{
    using keyed = typename Hash::template hmac<Algorithm>;
    if constexpr (is_key_mapped<Key>) {
        if (over.derived == nullptr) return nullptr;
        struct kind;
        return over.derived->template get<kind, keyed>([&]() -> std::unique_ptr<keyed> {
            detail::wiped_buffer text;
            if (evaluate<Hash>(key, over, text) || text.size() == 0) return nullptr;
            return std::make_unique<keyed>(text.view());
        });
    } else {
        return nullptr;
    }
}
/// \endcond
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
template <class S, class X>
inline constexpr bool has_digest<public_key_node<S, X>> = true;
template <class M, class X>
inline constexpr bool has_digest<mapped_node<M, X>> = has_digest<X>;
template <auto F, gives Result, class... X>
inline constexpr bool has_digest<call_node<F, Result, X...>> =
    has_digest<last_t<X...>> || (Result == gives::bytes && text_expression<last_t<X...>>);
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
template <class S, class X>
[[nodiscard]] constexpr auto const &text_under(public_key_node<S, X> const &node) noexcept
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
