// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_SPLIT_HEADER_HPP
#define TOLLGATE_SIGNING_SPLIT_HEADER_HPP

#include <tollgate/signing/context.hpp>
#include <tollgate/signing/nodes.hpp>

#include <string_view>

namespace tollgate::inline v0::signing {

/**
 * \brief Finds a header that holds the separator which ends it in the signed text, `.` in `header<"id"> + "." + body`, say.
 * \details Ended there, the same text would be another message's. Matters where the body may begin with anything.
 */
class split_header_search {
public:
    explicit split_header_search(context const &over) : over_{over} {}

    [[nodiscard]] std::string_view found() const noexcept { return found_; }

    template <class X>
    void visit(X const &)
    {
        last_ = {};
    }
    template <fixed_string Name>
    void visit(named_node<named::header, Name>)
    {
        last_ = Name.view();
    }
    template <std::size_t N>
    void visit(literal_node<N> const &node)
    {
        std::string_view const separator = node.text.view();
        if (!last_.empty() && !separator.empty() &&
            over_.header_named(last_).find(separator) != separator.npos)
            found_ = last_;
        last_ = {};
    }
    template <class L, class R>
    void visit(concat_node<L, R> const &node)
    {
        visit(node.left);
        visit(node.right);
    }

private:
    context const &over_;
    std::string_view last_; ///< The header that the text just visited ends with.
    std::string_view found_;
};

} // namespace tollgate::inline v0::signing

#endif
