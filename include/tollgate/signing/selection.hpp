// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_SELECTION_HPP
#define TOLLGATE_SIGNING_SELECTION_HPP

#include <tollgate/detail/format/parameter_list.hpp>
#include <tollgate/detail/format/value_text.hpp>
#include <tollgate/detail/wiping_memory.hpp>
#include <tollgate/wipe.hpp>
#include <tollgate/wiped_buffer.hpp>

#include <boost/container/small_vector.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstring>
#include <functional>
#include <memory_resource>
#include <new>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace tollgate::inline v0::signing {

/// A field as value maps see it.
struct item {
    std::string_view name;
    std::string_view text;
    std::span<parameter const> nested{}; ///< What an object or array holds, until a map made text of it.
    value_kind kind = value_kind::text;
};

/**
 * \brief How a gateway writes the values that are not plain text.
 *
 * | expression | meaning |
 * |---|---|
 * | `M::leaves(item)` | whether the item's source text is signed as it stands |
 * | `M::write(item, out)` | writes the text otherwise; `false` if the gateway documents none for such a value |
 */
template <class M>
concept value_map = requires(item const &i, wiped_buffer &out) {
    { M::leaves(i) } -> std::same_as<bool>;
    { M::write(i, out) } -> std::same_as<bool>;
};

/// A value map without its type.
struct erased_value_map {
    bool (*leaves)(item const &);
    bool (*write)(item const &, wiped_buffer &);
    /// What a map that writes the members of objects puts behind a name, and between two members or elements.
    std::string_view between_names{}, between_items{};
    bool joins_items = false; ///< Whether it has these.
    std::optional<std::string_view>
        null_text{}; ///< What it writes for `null`, if that is a text as any other.
};

template <value_map Map>
inline constexpr erased_value_map erased = [] {
    erased_value_map map{[](item const &i) { return Map::leaves(i); }, Map::write};
    if constexpr (requires { Map::between_items; }) {
        map.joins_items = true;
        map.between_names = Map::between_names.view();
        map.between_items = Map::between_items.view();
    }
    if constexpr (requires { Map::null_text; }) map.null_text = Map::null_text;
    return map;
}();

/**
 * \brief The fields that take part, in order.
 * \details They are shown where they stand in the message; those that were made on the way live here.
 */
class selection {
    /// One that was made here.
    struct made_parameter : parameter {
        parameter const *original; ///< The one in the message of which it was made, where that is known.
    };
    using pointers = boost::container::small_vector<parameter const *, 32>;

    struct iterator {
        parameter const *const *at;

        [[nodiscard]] parameter const &operator*() const noexcept { return **at; }
        iterator &operator++() noexcept
        {
            ++at;
            return *this;
        }
        [[nodiscard]] bool operator==(iterator const &) const = default;
    };

public:
    std::span<parameter const> message; ///< In which those that were not made here stand.
    std::optional<problem_with> problem;
    bool ignores_case = false; ///< Whether names are the same whatever their case: those of headers are.

    selection() {} // leaves the inline bytes unset
    selection(selection const &) = delete;
    selection &operator=(selection const &) = delete;
    /// Overwrites what was made: it may hold a key, as that of `plus` does.
    ~selection() { wipe(inline_, inline_used_); }

    [[nodiscard]] bool empty() const noexcept { return chosen_.empty(); }
    [[nodiscard]] std::size_t size() const noexcept { return chosen_.size(); }
    [[nodiscard]] iterator begin() const noexcept { return {chosen_.data()}; }
    [[nodiscard]] iterator end() const noexcept { return {chosen_.data() + chosen_.size()}; }

    [[nodiscard]] bool stands_in_message(parameter const &p) const noexcept
    {
        return std::ranges::less_equal{}(message.data(), &p) &&
               std::ranges::less{}(&p, message.data() + message.size());
    }
    /// The one in the message of which one that does not stand there was made; null where that is not known.
    [[nodiscard]] static parameter const *original_of_made(parameter const &p) noexcept
    {
        return static_cast<made_parameter const &>(p).original;
    }
    /// What an object or array holds.
    [[nodiscard]] TOLLGATE_DECL std::span<parameter const> inside(parameter const &p) const noexcept;
    /// Whether a name stands twice in it, or its own does.
    [[nodiscard]] bool holds_repeated(parameter const &p) const noexcept
    {
        return p.repeated || detail::has_repeated(inside(p));
    }
    [[nodiscard]] item item_of(parameter const &p) const noexcept
    {
        return {p.name, p.text, inside(p), p.kind};
    }

    [[nodiscard]] bool is_same(std::string_view a, std::string_view b) const noexcept
    {
        return a == b || (ignores_case && equal_ignoring_case(a, b));
    }
    [[nodiscard]] bool is_named(parameter const &p, std::string_view name) const noexcept
    {
        return is_same(p.name, name);
    }
    /// Whether one of this name takes part.
    [[nodiscard]] bool holds(std::string_view name) const noexcept
    {
        return std::ranges::any_of(chosen_, [&](parameter const *p) { return is_named(*p, name); });
    }
    /// The names of those that \ref add_unsent added.
    [[nodiscard]] std::span<std::string_view const> unsent() const noexcept { return unsent_; }

    /// One more, which stays where it stands.
    void add(parameter const &p) { chosen_.push_back(&p); }
    /// One more, under another name, which must stay where it is.
    void add_as(std::string_view name, parameter const &p) { chosen_.push_back(made(name, p, &p)); }
    /// One more, made of texts that stay where they are.
    void add(std::string_view name, std::string_view text)
    {
        chosen_.push_back(made(name, {.name = {}, .text = text}));
    }
    /// What an object, a list or a message holds, of the highest level; \ref message from then on.
    void add_members(std::span<parameter const> of)
    {
        message = of;
        for (std::size_t i = 0; i != of.size(); i += nested(of, i).size() + 1)
            add(of[i]);
    }
    /// One more, made of texts that stay where they are, that is signed, but not sent.
    void add_unsent(std::string_view name, std::string_view text)
    {
        add(name, text);
        unsent_.push_back(name);
    }
    /// Instead of the one at this place, a text of the same name.
    void replace(std::size_t place, std::string_view text)
    {
        parameter const &before = *chosen_[place];
        chosen_[place] = made(before.name, {.name = {}, .text = text, .repeated = holds_repeated(before)},
                              stands_in_message(before) ? &before : nullptr);
    }
    [[nodiscard]] parameter const &operator[](std::size_t place) const noexcept { return *chosen_[place]; }
    /// Leaves nothing in.
    [[nodiscard]] pointers take_out() { return std::exchange(chosen_, {}); }

    void drop_if(auto predicate)
    {
        auto const is_dropped = [&](parameter const *p) { return predicate(*p); };
        chosen_.erase(std::remove_if(chosen_.begin(), chosen_.end(), is_dropped), chosen_.end());
    }
    void reverse() noexcept { std::reverse(chosen_.begin(), chosen_.end()); }
    /// Orders byte by byte by texts, one for each; equal ones keep their order.
    TOLLGATE_DECL void order_by(std::span<std::string_view const> ranks);
    /// The same, by the names.
    TOLLGATE_DECL void order_by_name();

    /// Keeps a copy for as long as the selection lives.
    [[nodiscard]] TOLLGATE_DECL std::string_view keep(std::string_view text);

    /// How many characters are kept.
    [[nodiscard]] std::size_t kept() const noexcept { return kept_; }

private:
    TOLLGATE_DECL void order_ignoring_case();
    [[nodiscard]] TOLLGATE_DECL void *allocate(std::size_t size, std::size_t alignment);
    [[nodiscard]] TOLLGATE_DECL parameter const *made(std::string_view name, parameter like,
                                                      parameter const *original = nullptr);

    pointers chosen_;
    boost::container::small_vector<std::string_view, 2> unsent_;
    std::size_t kept_ = 0;
    std::size_t inline_used_ = 0;
    std::byte inline_[4096]; // as much as a wiped_buffer takes without the heap
    std::optional<std::pmr::monotonic_buffer_resource> arena_; // most messages are signed as they stand
};

/**
 * \brief What one set of a scheme held: a message is signed, and searched for ambiguities, over the same choice.
 * \details For one scheme, one message and one key.
 */
struct last_choice {
    std::optional<std::size_t> set{}; ///< Its place in the scheme's table.
    selection chosen{};
};

} // namespace tollgate::inline v0::signing

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/signing/selection.ipp>
#endif

#endif
