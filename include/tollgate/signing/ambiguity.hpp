// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_AMBIGUITY_HPP
#define TOLLGATE_SIGNING_AMBIGUITY_HPP

#include <tollgate/format/eight_bytes.hpp>
#include <tollgate/signing/coverage.hpp>
#include <tollgate/signing/evaluate.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace tollgate::inline v0::signing {

/// The names that a type of message can hold, at its top level and inside its objects.
struct declared_names {
    std::span<std::string_view const> top;
    std::span<std::string_view const> inner;
    bool hold_capitals = true; ///< Whether one of them may hold a capital letter.
    /// The names at the top level of fields that hold no free text: a gateway signs nothing else there than numbers, say.
    std::span<std::string_view const> numbers{};
};

[[nodiscard]] inline bool holds_capital(std::string_view name) noexcept
{
    using namespace detail::eight_bytes;
    return !none(name, [](std::uint64_t eight) { return within<'A', 'Z'>(eight) | above_ascii(eight); });
}

/// The part of a join's item that shows the value: `value` itself, or `percent_encode(value)`.
template <class X>
[[nodiscard]] constexpr X const &value_part(X const &node) noexcept
{
    return node;
}
template <class L, class R>
[[nodiscard]] constexpr auto const &value_part(concat_node<L, R> const &node) noexcept
{
    if constexpr (holds_value<L>)
        return value_part(node.left);
    else
        return value_part(node.right);
}

/// How many characters of fixed text a part of a scheme holds.
template <class X>
inline constexpr std::size_t literal_size = 0;
template <std::size_t N>
inline constexpr std::size_t literal_size<literal_node<N>> = N - 1;
template <class L, class R>
inline constexpr std::size_t literal_size<concat_node<L, R>> = literal_size<L> + literal_size<R>;
template <std::size_t N, class Item, class Set>
inline constexpr std::size_t literal_size<join_node<N, Item, Set>> = literal_size<Item> + N - 1;

/**
 * \brief What stands between one value and the next in a join: `&` and `=` around a name, say.
 * \details Read off the join's item by walking it from left to right.
 */
class delimiters {
public:
    /// \param room for as much fixed text as the join holds
    template <std::size_t N, class Item, class Set>
    delimiters(join_node<N, Item, Set> const &join, char *room) : text_{room}
    {
        walk(join.item);
        walk(literal_node{join.separator});
    }

    /// Whether names and values take part; glued values cannot be told apart by anyone.
    [[nodiscard]] bool tells_names() const noexcept { return names_ && value_ && !end().empty(); }
    /// Whether a name ends where the text says so, and not where the value might begin as well.
    [[nodiscard]] bool ends_names() const noexcept { return value_at_ != name_at_; }
    /// What ends a value.
    [[nodiscard]] std::string_view end() const noexcept { return {text_ + value_at_, size_ - value_at_}; }
    /// What a value would hold if it went on as another field.
    [[nodiscard, gnu::noinline]] std::string before_value_of(std::string_view name) const
    {
        std::string const before_name{std::string_view{text_, name_at_}};
        std::string_view const behind_name{text_ + name_at_, value_at_ - name_at_};
        return std::string{end()} + before_name + as_signed(name) + std::string{behind_name};
    }
    /// What a value would hold if it went on as a field whose name begins so.
    [[nodiscard, gnu::noinline]] std::string before_name(std::string_view start) const
    {
        return std::string{end()} + std::string{std::string_view{text_, name_at_}} + as_signed(start);
    }
    /**
     * \brief Whether a name holds what ends a name or a value, so that it can be read as a whole field and the start of the next.
     * \details Counts as it is signed, and with what stands around it: `a` and `==` are `a=` and `=`.
     * \param between_alone where what stands behind a name is part of other names as well, as in the path of a member
     */
    [[nodiscard]] bool may_end_within(std::string_view name, bool between_alone) const
    {
        bool const is_signed_as_it_is = map_ == nullptr || maps_case_alone_;
        if (is_signed_as_it_is && name.find_first_of({text_, size_}) == name.npos)
            return false; // nearly every name
        if (names_ && !value_ && !is_signed_as_it_is)
            return false; // the map may be there to tell names apart
        return ends_within(as_signed(name), between_alone);
    }
    /// Whether a name is signed with its value behind it, or without one.
    [[nodiscard]] bool shows_names() const noexcept { return names_; }
    /// Whether the scheme maps names, so that two can be signed alike.
    [[nodiscard]] bool maps_names() const noexcept { return map_ != nullptr; }
    [[nodiscard]] bool maps_case_alone() const noexcept { return maps_case_alone_; }
    /// Whether two names are not the same, but signed alike.
    [[nodiscard, gnu::noinline]] bool are_signed_alike(std::string_view a, std::string_view b) const
    {
        return a != b && (maps_case_alone_ ? equal_ignoring_case(a, b) : as_signed(a) == as_signed(b));
    }
    /// A name as the scheme writes it.
    [[nodiscard]] std::string as_signed(std::string_view name) const
    {
        if (map_ == nullptr) return std::string{name};
        detail::wiped_buffer mapped;
        map_(name, mapped);
        return std::string{mapped.view()};
    }

private:
    [[nodiscard, gnu::noinline]] bool ends_within(std::string_view name, bool between_alone) const
    {
        std::string const before = std::string{end()} + std::string{text_, name_at_};
        std::string_view const behind{text_ + name_at_, value_at_ - name_at_};
        std::string const whole = before + std::string{name} + std::string{behind};
        std::size_t const ends = before.size() + name.size();
        auto const reaches_into_name = [&](std::string_view delimiter) {
            if (delimiter.empty()) return false;
            for (std::size_t at = whole.find(delimiter); at < ends; at = whole.find(delimiter, at + 1))
                if (at + delimiter.size() > before.size()) return true;
            return false;
        };
        return reaches_into_name(before) || (!between_alone && reaches_into_name(behind));
    }

    template <class L, class R>
    void walk(concat_node<L, R> const &node)
    {
        walk(node.left);
        walk(node.right);
    }
    template <std::size_t N>
    void walk(literal_node<N> const &node)
    {
        std::memcpy(text_ + size_, node.text.view().data(), node.text.view().size());
        size_ += node.text.view().size();
    }
    template <class Map>
    void walk(mapped_node<Map, name_node> const &)
    {
        map_ = Map::write;
        maps_case_alone_ = std::same_as<Map, maps::lower> || std::same_as<Map, maps::upper>;
        walk(name_node{});
    }
    void walk(name_node)
    {
        bool const first = !names_ && !value_; // behind its value, a name tells nothing about where it began
        if (first) name_at_ = value_at_ = size_;
        names_ = !value_;
    }
    template <class X>
    void walk(X const &)
    {
        if (!holds_value<X>) return;
        if (!value_) value_at_ = size_;
        value_ = true;
    }

    char *text_; ///< All fixed text: before the name, between it and the value, and behind that.
    std::size_t size_ = 0, name_at_ = 0, value_at_ = 0;
    bool (*map_)(std::string_view, detail::wiped_buffer &) = nullptr;
    bool names_ = false, value_ = false, maps_case_alone_ = false;
};

/// Whether a set's last ordering is one by names alone: then only some names can follow another.
template <class Set>
inline constexpr bool orders_names = false;
template <class From, class Stage>
inline constexpr bool orders_names<staged<From, Stage>> = orders_names<From>;
template <class From, class Rank>
inline constexpr bool orders_names<staged<From, by_stage<Rank>>> = !holds_value<Rank>;
template <class From>
inline constexpr bool orders_names<staged<From, reversed_stage>> = false;
template <class From, fixed_string List, fixed_string Separator>
inline constexpr bool orders_names<staged<From, chosen_stage<List, Separator>>> = false;

/// The text by which such a set orders its names.
template <class From, class Stage>
[[nodiscard]] constexpr auto const &rank_in(staged<From, Stage> const &set) noexcept
{
    return rank_in(set.from);
}
template <class From, class Rank>
[[nodiscard]] constexpr auto const &rank_in(staged<From, by_stage<Rank>> const &set) noexcept
{
    return set.stage.by;
}

/// Whether a set's fields are members of an object.
template <class Set>
inline constexpr bool holds_members = false;
template <fixed_string Object>
inline constexpr bool holds_members<fields_within<Object>> = true;
template <class From, class Stage>
inline constexpr bool holds_members<staged<From, Stage>> = holds_members<From>;

/// Whether the scheme itself names a set's fields, so that no message can have others.
template <class Set>
inline constexpr bool names_its_fields = !paths_of<Set>.empty() && !flattening<Set>::is_done;

/**
 * \brief Finds what makes another message of the same type have the same signed text.
 * \details A value that holds a delimiter and a name that can stand there; a value with delimiters and no such name (an
 * ordinary URL with a query) is fine. Whoever reads the text otherwise may have any field of free text take in what stands
 * between, so that the name need not follow the field in whose value it is, only the first of these. And a name that holds a delimiter at all, unless it is declared so: the text up
 * to there is another field's. Costs one search for the delimiters per name and value unless there is one.
 */
template <hash_policy Hash>
class ambiguity_search {
public:
    ambiguity_search(context const &over, declared_names names) : over_{over}, names_{names} {}

    /// The name of the field whose value or name is ambiguous.
    [[nodiscard]] std::optional<std::string_view> const &found() const noexcept { return found_; }

    template <class X>
    void visit(X const &)
    {
    }
    template <class L, class R>
    void visit(concat_node<L, R> const &node)
    {
        visit(node.left);
        visit(node.right);
    }
    template <class Map, class X>
    void visit(mapped_node<Map, X> const &node)
    {
        bool const outer = loses_case_;
        loses_case_ = outer || std::same_as<Map, maps::lower> || std::same_as<Map, maps::upper>;
        visit(node.of);
        loses_case_ = outer;
    }
    template <class A, class X>
    void visit(digest_node<A, X> const &node)
    {
        bool const outer = std::exchange(loses_case_, false);
        visit(node.of);
        loses_case_ = outer;
    }
    template <class A, class K, class X>
    void visit(hmac_node<A, K, X> const &node)
    {
        bool const outer = std::exchange(loses_case_, false);
        visit(node.key);
        visit(node.of);
        loses_case_ = outer;
    }
    template <auto F, gives G, class... X>
    void visit(call_node<F, G, X...> const &node)
    {
        std::apply([this](auto const &...of) { (visit(of), ...); }, node.of);
    }
    template <class Test, class Then, class Else>
    void visit(when_empty_node<Test, Then, Else> const &node)
    {
        visit(node.otherwise);
    }
    template <std::size_t N, class Item, class Set>
    void visit(join_node<N, Item, Set> const &node)
    {
        char room[literal_size<join_node<N, Item, Set>> + 1];
        delimiters const between{node, room};
        selection own;
        detail::wiped_buffer unused;
        evaluator<Hash> reader{over_, unused};
        selection &chosen = reader.chosen_by(node.set, own);
        auto const names = holds_members<Set> ? names_.inner : names_.top;
        if (!names_its_fields<Set> && between.shows_names())
            for (parameter const &i : chosen)
                check_name(i.name, between, names, flattening<Set>::is_done);
        if constexpr (flattening<Set>::is_done)
            for (parameter const &p : over_.fields)
                check_path(p.name, names, flattening<Set>::before);
        if (between.tells_names()) {
            char const delimiter = between.end().front();
            for (parameter const &i : chosen) {
                std::string_view const text = reader.text_for(i, value_part(node.item), chosen);
                if (holds_none(text, delimiter)) continue; // nearly every value
                std::string_view const first = first_of_free_text(chosen, i);
                auto const follows = [&](std::string_view other) {
                    return can_follow(other, first, node.set, reader, chosen);
                };
                check(i.name, text, between, names, follows);
                if constexpr (flattening<Set>::is_done)
                    check_members(i.name, text, between, names, follows, flattening<Set>::before);
            }
            if (between.maps_names() || loses_case_)
                for (parameter const &i : chosen)
                    check_spelling(i.name, between, names);
        }
        visit_maps(node.set);
    }

private:
    /// The first field that can take in what stands behind it, up to the one at hand.
    [[nodiscard]] std::string_view first_of_free_text(selection const &chosen, parameter const &last) const
    {
        for (parameter const &i : chosen)
            if (&i == &last || std::ranges::find(names_.numbers, i.name) == names_.numbers.end())
                return i.name;
        return last.name;
    }

    /// Whether a field of this name can stand after the first.
    template <class Set>
    [[nodiscard]] bool can_follow(std::string_view other, std::string_view first, Set const &set,
                                  evaluator<Hash> &reader, selection &keeping)
    {
        if constexpr (orders_names<Set>) {
            auto const &rank = rank_in(set);
            if constexpr (!std::same_as<decltype(rank), name_node const &>)
                return other != first && reader.text_for({.name = other, .text = {}}, rank, keeping) >=
                                             reader.text_for({.name = first, .text = {}}, rank, keeping);
            return other > first;
        } else {
            return other != first;
        }
    }

    void check(std::string_view name, std::string_view text, delimiters const &between,
               std::span<std::string_view const> names, auto follows)
    {
        if (text.find(between.end()) == text.npos) return;
        for (std::string_view const other : names)
            if (follows(other) && text.find(between.before_value_of(other)) != text.npos) blame(name);
    }

    /// The same for members of an object or a list, whose names begin with that of what holds them.
    void check_members(std::string_view name, std::string_view text, delimiters const &between,
                       std::span<std::string_view const> names, auto follows, std::string_view before_member)
    {
        for (std::string_view const other : names)
            if (follows(other) &&
                text.find(between.before_name(other) + std::string{before_member}) != text.npos)
                blame(name);
    }

    /// A name that ends within itself hides the field whose whole text is in it.
    void check_name(std::string_view name, delimiters const &between, std::span<std::string_view const> names,
                    bool is_path)
    {
        if (between.may_end_within(name, is_path) && std::ranges::find(names, name) == names.end())
            blame(name);
    }

    /// A name that reads as the path to a member of a declared field hides that member.
    void check_path(std::string_view name, std::span<std::string_view const> names,
                    std::string_view before_member)
    {
        if (before_member.empty() || name.find(before_member) == name.npos) return;
        for (std::string_view const other : names)
            if (name.starts_with(other) && name.substr(other.size()).starts_with(before_member) &&
                std::ranges::find(names, name) == names.end())
                blame(name);
    }

    /// Only what stands in the message outlives the selection: a path is blamed by the name with which it begins.
    [[gnu::noinline]] void blame(std::string_view name)
    {
        auto const is_it = [name](std::string_view own) {
            return own.data() == name.data() && own.size() == name.size();
        };
        found_ = "";
        for (header const &h : over_.headers)
            if (is_it(h.name)) found_ = h.name;
        for (parameter const &p : over_.fields)
            if (is_it(p.name) || (name.starts_with(p.name) && p.name.size() > found_->size()))
                found_ = p.name;
    }

    [[nodiscard]] static bool holds_none(std::string_view text, char sought) noexcept
    {
        using namespace detail::eight_bytes;
        std::uint64_t const pattern = static_cast<unsigned char>(sought) * in_each;
        return none(text, [pattern](std::uint64_t eight) { return below<1>(eight ^ pattern); });
    }

    /// Another spelling of a declared name signs alike, and would hide the field from its reader.
    void check_spelling(std::string_view name, delimiters const &between,
                        std::span<std::string_view const> names)
    {
        bool const by_case_alone = between.maps_case_alone() || !between.maps_names();
        if (by_case_alone && !names_.hold_capitals && !holds_capital(name)) return;
        for (std::string_view const declared : names)
            if ((between.maps_names() && between.are_signed_alike(declared, name)) ||
                (loses_case_ && declared != name && equal_ignoring_case(declared, name)))
                found_ = declared;
    }

    template <class S>
    void visit_maps(S const &)
    {
    }
    template <class From, class Stage>
    void visit_maps(staged<From, Stage> const &set)
    {
        visit_maps(set.from);
    }
    /// A map that writes an object's own names has delimiters of its own.
    template <class From, class Map>
        requires requires { Map::between_items; }
    void visit_maps(staged<From, as_stage<Map>> const &set)
    {
        constexpr concat_node item{concat_node{name_node{}, literal_node{Map::between_names}}, value_node{}};
        join_node const as_join{Map::between_items, item, set.from};
        char room[literal_size<std::remove_const_t<decltype(as_join)>> + 1];
        delimiters const between{as_join, room};
        for (std::size_t i = 0; i != over_.fields.size(); ++i)
            if (parameter const &p = over_.fields[i]; p.depth != 0) {
                check(p.name, p.text, between, names_.inner,
                      [&](std::string_view other) { return other > first_beside(i); });
                check_name(p.name, between, names_.inner, false);
            }
    }
    /// The first name, in their order, of the object in which a field stands.
    [[nodiscard]] std::string_view first_beside(std::size_t place) const noexcept
    {
        unsigned const depth = over_.fields[place].depth;
        while (over_.fields[place - 1].depth >= depth)
            --place;
        std::string_view first = over_.fields[place].name;
        for (; place != over_.fields.size() && over_.fields[place].depth >= depth; ++place)
            if (over_.fields[place].depth == depth) first = std::min(first, over_.fields[place].name);
        return first;
    }

    context const &over_;
    declared_names names_;
    std::optional<std::string_view> found_;
    bool loses_case_ = false; ///< Whether a map around what is looked at makes letters equal.
};

/// Maps that give every text another text.
template <class Map>
inline constexpr bool keeps_apart = false;
template <>
inline constexpr bool keeps_apart<maps::percent_encode> = true;
template <>
inline constexpr bool keeps_apart<maps::form_encode> = true;
template <>
inline constexpr bool keeps_apart<maps::dotnet_encode> = true;
template <>
inline constexpr bool keeps_apart<maps::json_text> = true;
template <>
inline constexpr bool keeps_apart<maps::reverse> = true;
template <>
inline constexpr bool keeps_apart<maps::raw> = true;
template <fixed_string Characters>
inline constexpr bool keeps_apart<maps::escape<Characters>> = true;
template <bool Upper>
inline constexpr bool keeps_apart<maps::hexadecimal<Upper>> = true;
template <bool Url>
inline constexpr bool keeps_apart<maps::base64<Url>> = true;

/// Whether an item shows the value once, so that it can be read back.
template <class X>
inline constexpr bool shows_value = !holds_value<X> || std::same_as<X, value_node>;
template <class Map, class X>
inline constexpr bool shows_value<mapped_node<Map, X>> =
    !holds_value<X> || (keeps_apart<Map> && shows_value<X>);
template <class L, class R>
inline constexpr bool shows_value<concat_node<L, R>> =
    shows_value<L> && shows_value<R> && !(holds_value<L> && holds_value<R>);

/// Whether the fields' names are those of the message, which are known.
template <class Set>
inline constexpr bool has_plain_names = !std::same_as<Set, all_headers>;
template <class From, class Stage>
inline constexpr bool has_plain_names<staged<From, Stage>> = has_plain_names<From>;
template <class From, fixed_string Before, fixed_string After>
inline constexpr bool has_plain_names<staged<From, flattened_stage<Before, After>>> = false;

/// Reads off a scheme how many of its parts change from message to message, and whether each can be read back.
class apartness {
public:
    [[nodiscard]] bool holds() const noexcept { return parts_ <= 1 && clear_; }

    template <std::size_t N>
    void look(literal_node<N> const &)
    {
    }
    void look(source_node<source::operation>) {}
    void look(source_node<source::key>) {}
    template <fixed_string Name>
    void look(named_node<named::secret, Name>)
    {
    }
    template <fixed_string Name>
    void look(named_node<named::account, Name>)
    {
    }
    template <source From>
    void look(source_node<From>)
    {
        ++parts_;
    }
    template <named What, fixed_string Name>
    void look(named_node<What, Name>)
    {
        ++parts_;
    }
    template <class L, class R>
    void look(concat_node<L, R> const &node)
    {
        look(node.left);
        look(node.right);
    }
    template <class Map, class X>
    void look(mapped_node<Map, X> const &node)
    {
        look(node.of);
        if (!keeps_apart<Map> && parts_ != 0) clear_ = false;
    }
    template <class A, class X>
    void look(digest_node<A, X> const &node)
    {
        look(node.of);
    }
    template <class A, class K, class X>
    void look(hmac_node<A, K, X> const &node)
    {
        look(node.key);
        look(node.of);
    }
    template <auto F, gives G, class... X>
    void look(call_node<F, G, X...> const &node)
    {
        std::apply([this](auto const &...of) { (look(of), ...); }, node.of);
        if (parts_ != 0) clear_ = false; // who knows what it does
    }
    template <class Test, class Then, class Else>
    void look(when_empty_node<Test, Then, Else> const &)
    {
        clear_ = false;
    }
    template <std::size_t N, class Item, class Set>
    void look(join_node<N, Item, Set> const &node)
    {
        ++parts_;
        char room[literal_size<join_node<N, Item, Set>> + 1];
        delimiters const between{node, room};
        if (!between.tells_names() || !between.ends_names() || !shows_value<Item> || !has_plain_names<Set>)
            clear_ = false;
    }

private:
    unsigned parts_ = 0;
    bool clear_ = true;
};

/**
 * \brief Whether two different messages of one type never share a text under this scheme's digest, as long as values that
 * \ref ambiguity_search finds are refused.
 * \details True where one part of the text changes from message to message, and names and separators, the same maps
 * read backwards, or the lack of any neighbour tell where each value ends. Messages differ when a field that is signed
 * does: one that the scheme leaves out, because it is empty, say, makes no difference. False where values are glued or
 * change places with their neighbours; which does not make the scheme useless, but tells whoever verifies to read nothing
 * but what he can hold against his own records.
 */
template <text_expression Scheme>
    requires has_digest<Scheme>
[[nodiscard]] bool is_always_telling(Scheme const &scheme)
{
    apartness parts;
    parts.look(signed_text(scheme));
    return parts.holds();
}

} // namespace tollgate::inline v0::signing

#endif
