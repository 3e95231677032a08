// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_MESSAGE_HEADER_VALUES_HPP
#define TOLLGATE_DETAIL_MESSAGE_HEADER_VALUES_HPP

#include <tollgate/config.hpp>
#include <tollgate/detail/description/header_table.hpp>
#include <tollgate/detail/format/parameter_list.hpp>
#include <tollgate/detail/message/account_texts.hpp>
#include <tollgate/detail/text_arena.hpp>
#include <tollgate/hash/digest_functions.hpp>
#include <tollgate/header.hpp>

#include <boost/container/small_vector.hpp>

#include <optional>
#include <span>
#include <string_view>

namespace tollgate::inline v0::detail {

/// A request's headers beside those that its type decides. Values stay where they are, and are overwritten when they go.
class header_values {
public:
    /// \param name lives for as long as the program
    void add(std::string_view name, std::string_view value) { all_.push_back({name, texts_.keep(value)}); }
    void add(std::span<parameter const> fields)
    {
        for (parameter const &p : fields)
            add(p.name, p.text);
    }
    [[nodiscard]] std::span<header const> all() const noexcept { return {all_.data(), all_.size()}; }

private:
    text_arena texts_;
    boost::container::small_vector<header, 4> all_;
};

/// Adds the headers that a gateway wants with every request, or gives what is wrong with the account.
[[nodiscard]] TOLLGATE_DECL std::optional<problem_with>
add_sent_headers(std::span<header_row const> rows, account_table const &known, void const *account,
                 digest_table const &digests, header_values &to);

} // namespace tollgate::inline v0::detail

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/message/header_values.ipp>
#endif

#endif
