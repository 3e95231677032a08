// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_RECEIVED_LIST_HPP
#define TOLLGATE_SIGNING_RECEIVED_LIST_HPP

#include <tollgate/format/parameter.hpp>
#include <tollgate/signing/fold.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>

/// \file
/// Schemes in which the message itself says which of its fields are signed.

namespace tollgate::inline v0::signing {

/// Whether a node takes the fields that the message lists.
template <class N>
inline constexpr bool is_list = false;
template <fixed_string List>
inline constexpr bool is_list<fields_named_in<List>> = true;
template <fixed_string List, fixed_string Separator>
inline constexpr bool is_list<chosen_stage<List, Separator>> = true;

/// Whether the message says which of its fields a scheme signs.
template <class X>
inline constexpr bool has_list = any_node<X>([]<class N>() { return is_list<N>; });

/// Whether a node is a join that shows the values of fields that the message lists.
template <class N>
inline constexpr bool is_listing_join = false;
template <std::size_t N, class Item, class Set>
inline constexpr bool is_listing_join<join_node<N, Item, Set>> = holds_value<Item> && has_list<Set>;

/// Whether a list of names holds this one.
[[nodiscard]] constexpr bool lists(std::string_view names, std::string_view name,
                                   std::string_view separator = ",") noexcept
{
    while (!names.empty()) {
        std::string_view const one = names.substr(0, names.find(separator));
        if (one == name) return true;
        names.remove_prefix(std::min(names.size(), one.size() + separator.size()));
    }
    return false;
}

/// Whether all lists of a set hold a name.
class list_search {
public:
    list_search(std::span<parameter const> fields, std::string_view name) : fields_{fields}, name_{name} {}

    [[nodiscard]] bool found_in_all() const noexcept { return found_; }

    template <class N>
    void operator()(N const &)
    {
    }
    template <fixed_string List>
    void operator()(fields_named_in<List> const &)
    {
        look_in(List.view(), ",");
    }
    template <fixed_string List, fixed_string Separator>
    void operator()(chosen_stage<List, Separator> const &)
    {
        look_in(List.view(), Separator.view());
    }

private:
    void look_in(std::string_view list_name, std::string_view separator)
    {
        parameter const *const list = find(fields_, list_name);
        found_ = found_ && list != nullptr && lists(list->text, name_, separator);
    }

    std::span<parameter const> fields_;
    std::string_view name_;
    bool found_ = true;
};

/// Whether the lists of one of a scheme's joins hold a name, and the join shows the values of what they name.
template <class Scheme>
[[nodiscard]] bool is_listed(Scheme const &scheme, std::span<parameter const> fields, std::string_view name)
{
    bool found = false;
    auto const look = [&]<class N>(N const &node) {
        if constexpr (is_listing_join<N>) {
            list_search search{fields, name};
            each_node(node.set, search);
            found = found || search.found_in_all();
        }
    };
    each_node(scheme, look);
    return found;
}

} // namespace tollgate::inline v0::signing

#endif
