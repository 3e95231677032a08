// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_MESSAGE_MESSAGE_TABLE_HPP
#define TOLLGATE_DETAIL_MESSAGE_MESSAGE_TABLE_HPP

#include <tollgate/detail/description/checks.hpp>
#include <tollgate/detail/description/header_table.hpp>
#include <tollgate/detail/description/host_table.hpp>
#include <tollgate/detail/description/message_names.hpp>
#include <tollgate/detail/description/scheme_checks.hpp>
#include <tollgate/detail/message/account_texts.hpp>
#include <tollgate/detail/message/amounts.hpp>
#include <tollgate/enclosed.hpp>
#include <tollgate/endpoint.hpp>
#include <tollgate/header.hpp>
#include <tollgate/signing/account_choice.hpp>
#include <tollgate/signing/ambiguity.hpp>
#include <tollgate/signing/key_check.hpp>
#include <tollgate/signing/message_listed_fields.hpp>

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

/// \file
/// A message that is sent, as one constant table: all that its type decides.

namespace tollgate::inline v0::detail {

/// The base path of a gateway and the path of an endpoint, where no account decides.
template <class M>
inline constexpr auto fixed_path_text = [] {
    constexpr std::string_view base = path_in(host_table_of<typename M::account>.fixed);
    std::array<char, base.size() + M::endpoint::path.size()> text{};
    std::ranges::copy(M::endpoint::path, std::ranges::copy(base, text.begin()).out);
    return text;
}();

/// Which of a message's own fields travel where. All are empty where each travels as is usual.
struct places {
    std::span<bool const> usual{};
    std::span<bool const> path{};
    std::span<bool const> query{}; ///< Beside a body.
    std::span<bool const> header{};

    [[nodiscard]] constexpr bool are_usual() const noexcept { return usual.empty(); }
};
template <class M>
inline constexpr places places_of = [] {
    constexpr auto has_field = [](place at) {
        return has_field_at(at, M::endpoint::form, field_table_of<M>);
    };
    if constexpr (!has_field(place::path) && !has_field(place::query) && !has_field(place::header))
        return places{};
    else
        return places{travels_at<M, place::usual>, travels_at<M, place::path>, travels_at<M, place::query>,
                      travels_at<M, place::header>};
}();

/// A message that is sent, as far as its type decides.
struct message_table {
    top_fields fields;
    account_table account;
    host_table const &hosts;
    wire_form form;
    bool has_brackets; ///< See \ref detail::has_brackets.
    std::string_view method;
    std::string_view path; ///< Without the base path where the account decides it.
    std::string_view operation;
    std::span<header const> headers;
    std::string_view open_name; ///< See \ref open_name_in.
    enclosed_message enclosed{};
    enclosed_forms const *enclosed_as = nullptr;
    detail::places places{};
    std::span<header_row const> sent_headers{};
    std::string_view list_name{}; ///< Of a body that is a list; empty: it is an object.
    amounts_rule (*amounts)(void const *account) = nullptr;
    signing::declared_names names{};
    signing::scheme_view scheme{}; ///< Empty: it is not signed.
    signing::scheme_view signed_text{};
    std::string_view
        chosen_by{}; ///< The account's field that chooses pieces of the scheme; empty if none does.
    bool shows_account = false;
    bool may_lack_secret = false;        ///< What it need not be asked then is known while compiling.
    bool has_list = false;               ///< The message lists what is signed.
    std::string_view signature_field{};  ///< Empty: the signature is no parameter.
    std::string_view signature_header{}; ///< Empty: the signature is in no header.
};

template <class M>
inline constexpr message_table message_table_of = [] {
    using endpoint = typename M::endpoint;
    using rule = request_rule_t<M>;
    message_table table{.fields = top_fields_of<M>,
                        .account = account_table_of<M>,
                        .hosts = host_table_of<typename M::account>,
                        .form = endpoint::form,
                        .has_brackets = has_brackets<M>,
                        .method = endpoint::method,
                        .path = {fixed_path_text<M>.data(), fixed_path_text<M>.size()},
                        .operation = endpoint::operation,
                        .headers = headers_sent<typename M::account, endpoint::form>,
                        .open_name = open_name_in(field_table_of<M>),
                        .enclosed = enclosed_of<M>,
                        .enclosed_as = &enclosed_forms_of<M>,
                        .places = places_of<M>,
                        .sent_headers = header_rows_of<M>(),
                        .list_name = list_name_in(field_table_of<M>),
                        .amounts = amounts_rule_at<typename M::account>};
    if constexpr (rule::is_signed) {
        table.names = declared<M>();
        table.names.are_all = table.open_name.empty();
        table.scheme = request_table<M>;
        table.signed_text = signing::text_under_digest(table.scheme);
        table.chosen_by = signing::field_that_chooses(table.scheme);
        table.shows_account = shows_account<rule>;
        table.may_lack_secret = signing::may_lack_secret(table.scheme);
        table.has_list = signing::has_list(table.scheme);
        if constexpr (requires { rule::field; })
            table.signature_field = rule::field;
        else
            table.signature_header = rule::header;
    }
    return table;
}();

} // namespace tollgate::inline v0::detail

#endif
