// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_EVENTS_HPP
#define TOLLGATE_EVENTS_HPP

#include <tollgate/detail/choice_of.hpp>
#include <tollgate/open_enum.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace tollgate::inline v0 {

/**
 * \brief What an event of one of these types is about; see \ref events.
 * \tparam Content an aggregate of fields
 * \tparam Names   types of events, as the gateway names them
 */
template <class Content, fixed_string... Names>
struct on {};

namespace problem {

/// Named by the compiler when a literal is no type of event that the description names for this content.
inline void this_is_no_type_of_event_that_is_described_for_this_content() {}

} // namespace problem

namespace detail {

/// The names of a path with dots between them: the first, and what is behind it.
template <fixed_string Path>
inline constexpr std::size_t size_of_first_name = std::min(Path.view().find('.'), Path.view().size());
template <fixed_string Path, std::size_t From, std::size_t Size>
[[nodiscard]] consteval auto part_of()
{
    char text[Size + 1]{};
    std::ranges::copy(Path.view().substr(From, Size), text);
    return fixed_string<Size + 1>{text};
}

/// The field at the end of a path, and the objects around it.
template <fixed_string Path, class Content, bool = (size_of_first_name<Path> != Path.view().size())>
struct content_at {
    using field = required<Path, Content>;
    [[nodiscard]] static constexpr auto &in(auto &of) noexcept { return field_access::value(of); }
};
template <fixed_string Path, class Content>
struct content_at<Path, Content, true> {
    static constexpr std::size_t size = size_of_first_name<Path>;
    using rest = content_at<part_of<Path, size + 1, Path.view().size() - size - 1>(), Content>;
    struct object {
        typename rest::field inside;
    };
    using field = required<part_of<Path, 0, size>(), object>;
    [[nodiscard]] static constexpr auto &in(auto &of) noexcept
    {
        return rest::in(field_access::value(of).inside);
    }
};

/// An event that is described.
template <fixed_string Type, fixed_string Path, class Names, class Content>
struct described_event {
    required<Type, Names, decides_alternative> type;
    typename content_at<Path, Content>::field content;
};
/// An event of another type.
template <fixed_string Type>
struct undescribed_event {
    required<Type, std::string> type;
    unlisted more;
};

template <class T>
struct event_alternative {
    static constexpr bool is_sound = false;
};
template <class Content, fixed_string... Names>
struct event_alternative<on<Content, Names...>> {
    static constexpr bool is_sound = std::is_aggregate_v<Content> && std::is_class_v<Content>;
    using content = Content;
    // By a name of its own: clang 22 does not expand the pack within the alias.
    using type = open_enum<Names...>;
    template <fixed_string Type, fixed_string Path>
    using event = described_event<Type, Path, type, Content>;
    static constexpr std::array<std::string_view, sizeof...(Names)> names{Names.view()...};
    [[nodiscard]] static constexpr bool has(std::string_view name) noexcept
    {
        return std::find(names.begin(), names.end(), name) != names.end();
    }
};

template <class... On>
consteval bool are_sound_events()
{
    if constexpr (sizeof...(On) == 0 || !(true && ... && event_alternative<On>::is_sound)) {
        return false;
    } else {
        std::vector<std::string_view> all;
        bool are_named = true;
        auto const add = [&](auto const &names) {
            are_named = are_named && !names.empty();
            all.insert(all.end(), names.begin(), names.end());
        };
        (add(event_alternative<On>::names), ...);
        std::ranges::sort(all);
        return are_named && are_different<typename event_alternative<On>::content...> &&
               std::ranges::find(all, std::string_view{}) == all.end() &&
               std::ranges::adjacent_find(all) == all.end();
    }
}

template <fixed_string Type, fixed_string Path, class... On>
consteval bool check_events()
{
    if constexpr (!are_sound_events<On...>()) report<declared_as<Type>, fault_id::field_events>();
    return true;
}

/// The \ref choice_of that events are.
template <fixed_string Type, fixed_string Path, class... On>
struct events_as_choice {
    static_assert(check_events<Type, Path, On...>());
    using type = basic_choice_of<true, typename event_alternative<On>::template event<Type, Path>...,
                                 undescribed_event<Type>>;
};

/// A type of event that the description names for a content.
template <class On>
class event_name {
public:
    template <std::size_t N>
    consteval event_name(char const (&name)[N]) : text_{name, N - 1}
    {
        if (!event_alternative<On>::has(text_))
            problem::this_is_no_type_of_event_that_is_described_for_this_content();
    }
    [[nodiscard]] constexpr std::string_view text() const noexcept { return text_; }

private:
    std::string_view text_;
};

/// Which of the alternatives has this content.
template <class Content, class... On>
consteval std::size_t index_of_content()
{
    std::array<bool, sizeof...(On)> const is_it{
        std::is_same_v<Content, typename event_alternative<On>::content>...};
    return static_cast<std::size_t>(std::ranges::find(is_it, true) - is_it.begin());
}
template <class Content, class... On>
concept content_of_events = (index_of_content<Content, On...>() < sizeof...(On));
template <class Content, class... On>
using on_of = std::tuple_element_t<index_of_content<Content, On...>(), std::tuple<On...>>;

} // namespace detail

/**
 * \brief What happened, and to what, as a gateway's events say it: the type of event decides what they hold.
 * \tparam Type the field that names the type, `type`
 * \tparam Path where the content stands, `data`, or in an object, `data.object`
 * \tparam On   contents, each \ref on the types of event that have it
 *
 *     events<"type", "data.object",
 *            on<payment_intent, "payment_intent.succeeded", "payment_intent.canceled">,
 *            on<refund, "refund.updated">> what;
 *
 * An event of a type that is described is read as its content, and is an error if the content is not as described. One of
 * any other type is no error: it is \ref undescribed, and to be acknowledged, for a gateway sends more types than a program handles, and
 * adds some. It is a \ref choice_of; where the content stands beside the type, write that one with \ref constant members.
 */
template <fixed_string Type, fixed_string Path, class... On>
class events : public detail::events_as_choice<Type, Path, On...>::type {
public:
    /// As which it is read and written.
    using choice = typename detail::events_as_choice<Type, Path, On...>::type;

    events() = delete;
    constexpr explicit events(detail::blank open) : choice{open} {}
    /// For tests and simulations: `{"refund.updated", refund{…}}`. The name is looked up while compiling.
    template <detail::content_of_events<On...> Content>
    constexpr events(std::type_identity_t<detail::event_name<detail::on_of<Content, On...>>> type,
                     Content content)
        : choice{made_of<event_of<Content>>(type.text(), std::move(content))}
    {
    }

    /// The type of event, as it stands on the wire.
    [[nodiscard]] constexpr std::string_view type() const &
    {
        return std::visit([](auto const &event) { return text_of(*event.type); }, this->value());
    }
    [[nodiscard]] std::string type() && { return std::string{std::as_const(*this).type()}; }
    /// What it is about; null if that is no `Content`.
    template <detail::content_of_events<On...> Content>
    [[nodiscard]] constexpr Content const *get_if() const noexcept
    {
        auto const *const event = choice::template get_if<event_of<Content>>();
        return event != nullptr ? &detail::content_at<Path, Content>::in(event->content) : nullptr;
    }
    /// Of an event of a type that is not described, all that it holds and nobody describes; null of a described one.
    [[nodiscard]] constexpr unlisted const *undescribed() const noexcept
    {
        auto const *const event = choice::template get_if<detail::undescribed_event<Type>>();
        return event != nullptr ? &event->more : nullptr;
    }

private:
    template <class Content>
    using event_of =
        typename detail::event_alternative<detail::on_of<Content, On...>>::template event<Type, Path>;

    template <class Event, class Content>
    [[nodiscard]] static constexpr Event made_of(std::string_view type, Content &&content)
    {
        using name = typename decltype(Event::type)::value_type;
        Event made = detail::blank_value<Event>();
        detail::field_access::value(made.type) = name::of(type);
        detail::content_at<Path, Content>::in(made.content) = std::move(content);
        return made;
    }
    static constexpr std::string_view text_of(std::string_view text) noexcept { return text; }
    template <fixed_string... Names>
    static constexpr std::string_view text_of(open_enum<Names...> const &name) noexcept
    {
        return name.text();
    }
};

} // namespace tollgate::inline v0

#endif
