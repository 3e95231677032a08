// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_EVALUATE_HPP
#define TOLLGATE_SIGNING_EVALUATE_HPP

#include <tollgate/format/text.hpp>
#include <tollgate/signing/nodes.hpp>
#include <tollgate/signing/selection.hpp>

#include <algorithm>
#include <optional>
#include <span>
#include <string_view>

namespace tollgate::inline v0::signing {

/// What a scheme is evaluated over.
struct context {
    std::span<parameter const> fields;
    std::string_view operation; ///< Empty for callbacks and answers.
    std::string_view key;
};

/**
 * \brief Writes the text of an expression.
 * \details One overload for each node; instantiated once for each scheme, whatever the message. Signing,
 * verifying and printing all go through here. After a problem, what was written is meaningless.
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
    void write(operation_node const &) { out_.append(over_.operation); }
    void write(key_node const &) { out_.append(over_.key); }
    void write(name_node const &) { out_.append(item_->name); }
    void write(value_node const &)
    {
        // Without a map, an object or array has no text that both sides would agree on.
        if (!item_->nested.empty() || item_->kind == value_kind::object || item_->kind == value_kind::array)
            problem_ = {errc::unsignable_value, item_->name};
        out_.append(item_->text);
    }
    template <class L, class R>
    void write(concat_node<L, R> const &node)
    {
        write(node.left);
        write(node.right);
    }
    template <class X>
    void write(lower_node<X> const &node)
    {
        std::size_t const start = out_.size();
        write(node.of);
        std::ranges::transform(out_.from(start), out_.from(start).begin(), to_lower);
    }
    template <std::size_t N, class Item, class Set>
    void write(join_node<N, Item, Set> const &node)
    {
        selection chosen;
        choose(node.set, chosen);
        if (chosen.problem) {
            problem_ = chosen.problem;
            return;
        }
        item const *const outer = item_;
        for (item const &i : chosen.items) {
            if (&i != &chosen.items.front()) out_.append(node.separator.view());
            item_ = &i;
            write(node.item);
        }
        item_ = outer;
    }
    template <letters Case, class X>
    void write(hex_node<Case, X> const &node)
    {
        constexpr char const *digits = Case == letters::lower ? "0123456789abcdef" : "0123456789ABCDEF";
        auto const bytes = compute(node.of);
        char *to = out_.extend(bytes.size() * 2);
        for (unsigned char const byte : bytes) {
            *to++ = digits[byte >> 4];
            *to++ = digits[byte & 0xF];
        }
    }

    /// The fields that a set holds, in its order.
    void choose(all_fields, selection &to) const
    {
        for (std::size_t i = 0; i != over_.fields.size(); ++i) {
            parameter const &p = over_.fields[i];
            if (p.depth == 0) to.items.push_back({p.name, p.text, nested(over_.fields, i), p.kind});
        }
    }
    template <class From, class Stage>
    void choose(staged<From, Stage> const &set, selection &to) const
    {
        choose(set.from, to);
        pass(set.stage, to);
    }

private:
    template <class Algorithm, class X>
    [[nodiscard]] hash::digest<Algorithm> compute(digest_node<Algorithm, X> const &node)
    {
        detail::wiped_buffer text;
        write_into(text, node.of);
        return Hash::template digest<Algorithm>(text.view());
    }
    template <class Algorithm, class Key, class X>
    [[nodiscard]] hash::digest<Algorithm> compute(hmac_node<Algorithm, Key, X> const &node)
    {
        detail::wiped_buffer key;
        detail::wiped_buffer text;
        write_into(key, node.key);
        write_into(text, node.of);
        return typename Hash::template hmac<Algorithm>{key.view()}(text.view());
    }
    template <class X>
    void write_into(detail::wiped_buffer &text, X const &node)
    {
        evaluator inner{over_, text};
        inner.item_ = item_;
        inner.write(node);
        if (inner.problem_) problem_ = inner.problem_;
    }

    template <fixed_string Name>
    static void pass(but_stage<Name>, selection &through)
    {
        drop_if(through, [](item const &i) { return i.name == Name.view(); });
    }
    static void pass(nonblank_stage, selection &through)
    {
        drop_if(through, [](item const &i) {
            return i.nested.empty() && i.text.find_first_not_of(" \t\r\n\v\f") == i.text.npos;
        });
    }
    static void pass(nonnull_stage, selection &through)
    {
        drop_if(through, [](item const &i) { return i.kind == value_kind::null; });
    }
    static void pass(by_name_stage, selection &through) { std::ranges::sort(through.items, {}, &item::name); }
    template <value_map Map>
    static void pass(as_stage<Map>, selection &through)
    {
        for (item &i : through.items) {
            if (Map::leaves(i)) continue;
            detail::wiped_buffer text;
            if (!Map::write(i, text)) through.problem = {errc::unsignable_value, i.name};
            i = {i.name, through.keep(text.view()), {}, value_kind::text};
        }
    }
    static void drop_if(selection &from, auto predicate)
    {
        from.items.erase(std::ranges::remove_if(from.items, predicate).begin(), from.items.end());
    }

    context const &over_;
    detail::wiped_buffer &out_;
    item const *item_ = nullptr;
    std::optional<problem_with> problem_;
};

/// The text under a scheme's outermost digest: what is signed.
template <letters Case, class Algorithm, class X>
[[nodiscard]] constexpr X const &signed_text(hex_node<Case, digest_node<Algorithm, X>> const &scheme) noexcept
{
    return scheme.of.of;
}
template <letters Case, class Algorithm, class Key, class X>
[[nodiscard]] constexpr X const &
signed_text(hex_node<Case, hmac_node<Algorithm, Key, X>> const &scheme) noexcept
{
    return scheme.of.of;
}

/// Evaluates an expression into a buffer.
template <hash_policy Hash, text_expression X>
[[nodiscard]] std::optional<problem_with> evaluate(X const &expression, context const &over,
                                                   detail::wiped_buffer &out)
{
    evaluator<Hash> writer{over, out};
    writer.write(expression);
    return writer.problem();
}

} // namespace tollgate::inline v0::signing

#endif
