// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_REPEATED_HPP
#define TOLLGATE_SIGNING_REPEATED_HPP

#include <tollgate/core/wiped_buffer.hpp>
#include <tollgate/format/parameter.hpp>
#include <tollgate/signing/evaluate.hpp>
#include <tollgate/signing/fold.hpp>

#include <cstddef>
#include <string_view>

namespace tollgate::inline v0::signing {

/**
 * \brief Finds a name that stands twice among what a scheme signs of a message's fields.
 * \details Whoever signed may have read the first value of that name, or the last, or both. A body that is signed as bytes says
 * the same to everyone.
 */
template <hash_policy Hash>
class repeated_search {
public:
    explicit repeated_search(context const &over) : over_{over}
    {
        over_.remembered = nullptr; // what is chosen here may lack the key
    }

    [[nodiscard]] bool found() const noexcept { return found_; }

    template <class Node>
    void operator()(Node const &)
    {
    }
    template <fixed_string Path>
    void operator()(named_node<named::field, Path> const &)
    {
        look_at(Path.view());
    }
    template <fixed_string Object>
    void operator()(fields_within<Object> const &)
    {
        look_at(Object.view());
    }
    template <fixed_string List>
    void operator()(fields_named_in<List> const &)
    {
        look_at(List.view());
    }
    template <fixed_string List, fixed_string Separator>
    void operator()(chosen_stage<List, Separator> const &)
    {
        look_at(List.view());
    }
    template <std::size_t N, class Item, class Set>
    void operator()(join_node<N, Item, Set> const &node)
    {
        selection own;
        detail::wiped_buffer unused;
        evaluator<Hash> reader{over_, unused};
        selection const &chosen = reader.chosen_by(node.set, own);
        if (chosen.problem) found_ = true; // what it could not choose or write may be gone from it
        for (parameter const &p : chosen)
            found_ = found_ || chosen.holds_repeated(p);
    }

private:
    void look_at(std::string_view path)
    {
        parameter const *const at = find_path(over_.fields, path);
        found_ = found_ || (at != nullptr && at->repeated);
    }

    context over_;
    bool found_ = false;
};

/// Whether a name stands twice among what a scheme signs of a message's fields.
template <hash_policy Hash, class Scheme>
[[nodiscard]] bool signs_repeated(Scheme const &scheme, context const &over)
{
    if (!detail::has_repeated(over.fields)) return false; // nearly always
    repeated_search<Hash> search{over};
    each_node(scheme, search);
    return search.found();
}

} // namespace tollgate::inline v0::signing

#endif
