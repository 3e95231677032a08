// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_EXPLAIN_CANDIDATE_HPP
#define TOLLGATE_IMPL_EXPLAIN_CANDIDATE_HPP

#include <tollgate/explanation.hpp>
#include <tollgate/impl/explain/scheme_tree.hpp>
#include <tollgate/signing/context.hpp>

#include <algorithm>
#include <deque>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// How `explain` works: copies of a scheme and its message are changed as a mistake would have it, and signed.
namespace tollgate::inline v0::signing::explaining {

using text_edit = erased_text_map;

/// The text after an edit; the text itself where the edit does not apply. Not for secrets.
[[nodiscard]] inline std::string edited(text_edit edit, std::string_view text)
{
    wiped_buffer out;
    return std::string{edit(text, out) ? out.view() : text};
}

/// Which map an edit is, where it is one that a scheme may have, too.
[[nodiscard]] inline map_kind kind_of(text_edit map) noexcept
{
    if (map == &maps::lower::write) return map_kind::lower;
    if (map == &maps::upper::write) return map_kind::upper;
    if (map == &maps::raw::write) return map_kind::raw;
    if (map == &maps::percent_encode::write) return map_kind::percent_encode;
    if (map == &maps::form_encode::write) return map_kind::form_encode;
    if (map == &maps::hexadecimal<false>::write) return map_kind::hex;
    if (map == &maps::hexadecimal<true>::write) return map_kind::upper_hex;
    if (map == &maps::base64<false>::write) return map_kind::base64;
    if (map == &maps::base64<true>::write) return map_kind::base64url;
    return map_kind::other;
}
/// Puts an edit in place of a map, if there is one.
inline void set_map(node &to, text_edit edit)
{
    to.map = edit;
    to.map_is = kind_of(edit);
}

/// Where a node stands in a scheme.
struct place {
    std::size_t at;
    std::size_t parent = 0;
    bool digested = false; ///< Under a digest or an HMAC.
    bool keyed = false;    ///< In the key of an HMAC.
    bool in_item = false;  ///< In what a join repeats.
    bool in_rank = false;  ///< In what a set is ordered by.
};

/**
 * \brief A scheme and a message that can be changed.
 * \details The last node is a shell around the scheme, so that every node of the scheme itself keeps its position
 * when others are added. Secrets stay where they are: only their views are copied.
 */
class trial {
public:
    scheme_tree scheme;
    context over;
    std::vector<parameter> fields;
    std::vector<named_text> secrets;
    std::vector<header> headers;
    std::vector<parameter> account;
    std::string_view other_public_key{};       ///< In place of the account's own, if not empty.
    std::size_t kept = std::string_view::npos; ///< How much of the signature's text is left.

    trial(scheme_view of, context const &with)
        : scheme{tree_of(of)},
          over{with},
          fields(with.fields.begin(), with.fields.end()),
          secrets(with.secrets.begin(), with.secrets.end()),
          headers(with.headers.begin(), with.headers.end()),
          account(with.account.begin(), with.account.end())
    {
        over.derived = nullptr; // what was made of the right key
        over.remembered = nullptr;
        node shell{
            .what = op::map, .parts = {scheme.nodes.size() - 1}, .names = {std::string{maps::raw::called}}};
        set_map(shell, maps::raw::write);
        scheme.nodes.push_back(std::move(shell));
    }

    [[nodiscard]] context shown() const
    {
        context all = over;
        all.fields = fields;
        all.secrets = secrets;
        all.headers = headers;
        all.account = account;
        return all;
    }

    /// Keeps a text of the message for as long as any copy of this trial lives.
    [[nodiscard]] std::string_view keep(std::string text) { return texts_->emplace_back(std::move(text)); }

    [[nodiscard]] node &at(std::size_t position) { return scheme.nodes[position]; }
    [[nodiscard]] node const &at(std::size_t position) const { return scheme.nodes[position]; }
    [[nodiscard]] std::size_t root() const { return scheme.whole().parts[0]; }

    std::size_t add(node n)
    {
        scheme.nodes.insert(scheme.nodes.end() - 1, std::move(n));
        return scheme.nodes.size() - 2;
    }
    std::size_t literal(std::string text) { return add({.what = op::literal, .names = {std::move(text)}}); }

    /// A copy of a node and of all that is under it.
    std::size_t clone(std::size_t position)
    {
        node copy = at(position);
        for (std::size_t &part : copy.parts)
            part = clone(part);
        return add(std::move(copy));
    }

    /// Puts a node around another, in its place; the inner one becomes its first part.
    void wrap(std::size_t position, node outer)
    {
        std::size_t const inner = add(node{at(position)});
        outer.parts.insert(outer.parts.begin(), inner);
        at(position) = std::move(outer);
    }
    void wrap(std::size_t position, text_edit edit)
    {
        node outer{.what = op::map, .names = {"mistake"}};
        set_map(outer, edit);
        wrap(position, std::move(outer));
    }
    /// Puts another node after or before one, in its place.
    void append(std::size_t position, std::size_t after)
    {
        wrap(position, node{.what = op::concat, .parts = {after}});
    }
    void prepend(std::size_t position, std::size_t before)
    {
        append(position, before);
        std::swap(at(position).parts[0], at(position).parts[1]);
    }
    /// Makes a text empty; a map do nothing; a stage let everything pass.
    void blank(std::size_t position) { at(position) = {.what = op::literal, .names = {""}}; }
    void disable(std::size_t position) { set_map(at(position), maps::raw::write); }
    void take_out(std::size_t stage) { at(stage) = node{at(at(stage).parts[0])}; }

    /// All nodes, parents first, from left to right.
    [[nodiscard]] std::vector<place> places() const { return places_under(root()); }
    [[nodiscard]] std::vector<place> places_under(std::size_t top) const
    {
        std::vector<place> found;
        walk({.at = top}, found);
        return found;
    }

    /// The outermost digest or HMAC, and the text that it is computed over.
    [[nodiscard]] std::size_t digest() const
    {
        for (place const &p : places())
            if (is_digest(at(p.at).what)) return p.at;
        return root();
    }
    [[nodiscard]] std::size_t digested_text() const
    {
        node const &n = at(digest());
        if (n.what == op::digest || n.what == op::public_key || n.what == op::private_key) return n.parts[0];
        return n.what == op::hmac ? n.parts[1] : digest();
    }
    [[nodiscard]] static bool is_digest(op what) noexcept
    {
        return what == op::digest || what == op::hmac || what == op::public_key || what == op::private_key;
    }
    /// Whether only the gateway can make the signature.
    [[nodiscard]] bool is_verify_only() const { return at(digest()).what == op::public_key; }
    [[nodiscard]] static bool is_secret(op what) noexcept { return what == op::key || what == op::secret; }

private:
    void walk(place here, std::vector<place> &to) const
    {
        to.push_back(here);
        node const &n = at(here.at);
        for (std::size_t i = 0; i != n.parts.size(); ++i)
            walk({.at = n.parts[i],
                  .parent = here.at,
                  .digested = here.digested || is_digest(n.what),
                  .keyed = here.keyed || (n.what == op::hmac && i == 0),
                  .in_item = here.in_item || (n.what == op::join && i == 0),
                  .in_rank = here.in_rank || (n.what == op::by && i == 1)},
                 to);
    }

    std::shared_ptr<std::deque<std::string>> texts_ = std::make_shared<std::deque<std::string>>();
};

/// One way in which a mistake can be made: what it is about, and what it changes.
struct variant {
    std::string parameter;
    std::function<void(trial &)> make;
};
using variants = std::vector<variant>;

/// What the other side may know besides.
struct surroundings {
    std::string_view received;
    std::span<named_text const> other_keys;
    signing::public_key_verifier const &verify;
};

/// What the ways of a mistake are made with; each uses what it needs.
struct means {
    text_edit edit = nullptr;
    std::string_view before{};
    std::string_view after{};
    op node{};
    algorithm digest{};
};

/// A mistake: its sentence, and the ways in which it can be made here. Rows of tables, so that another mistake of a known
/// kind costs a program that asks for an explanation no other function.
struct entry {
    mistake id;
    std::string_view sentence;
    variants (*ways)(trial const &, surroundings const &, means const &);
    means with{};
};

using node_test = std::function<bool(trial const &, place const &)>;
using node_change = std::function<void(trial &, std::size_t)>;

/// One way, without a parameter.
[[nodiscard]] inline variants one_way(std::function<void(trial &)> make)
{
    return {{{}, std::move(make)}};
}

/// A change for each node of some kind, all made together.
[[nodiscard]] inline std::function<void(trial &)> everywhere(node_test is_meant, node_change change)
{
    return [is_meant = std::move(is_meant), change = std::move(change)](trial &t) {
        for (place const &p : t.places())
            if (is_meant(t, p)) change(t, p.at);
    };
}

/// A name as it may be printed: short, in UTF-8, and without control characters.
[[nodiscard]] inline std::string printable(std::string_view name)
{
    constexpr std::size_t longest = 64;
    std::string shown = detail::as_utf8(name.substr(0, longest));
    for (char &c : shown)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = '?';
    return name.size() > longest ? shown + "..." : shown;
}
[[nodiscard]] inline std::string listing(std::vector<std::string_view> const &names)
{
    constexpr std::size_t most = 4;
    std::string list;
    for (std::size_t i = 0; i != std::min(most, names.size()); ++i)
        list += (i == 0 ? "`" : ", `") + printable(names[i]) + "`";
    return names.size() > most ? list + " ..." : list;
}

} // namespace tollgate::inline v0::signing::explaining

#endif
