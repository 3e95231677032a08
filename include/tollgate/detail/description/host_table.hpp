// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_DESCRIPTION_HOST_TABLE_HPP
#define TOLLGATE_DETAIL_DESCRIPTION_HOST_TABLE_HPP

#include <tollgate/config.hpp>
#include <tollgate/detail/compile_errors.hpp>
#include <tollgate/detail/error_sentences.hpp>
#include <tollgate/detail/field_table.hpp>
#include <tollgate/detail/format/authority.hpp>
#include <tollgate/detail/format/path_template.hpp>
#include <tollgate/error.hpp>
#include <tollgate/hosts.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

/// \file
/// Which host an account's requests go to, and below which path.

namespace tollgate::inline v0 {

template <class Account>
struct provider_traits;

} // namespace tollgate::inline v0

namespace tollgate::inline v0::detail {

/// Of an address without scheme, `gw.example:8443/v2`: what stands before the first slash, and what from there on.
[[nodiscard]] constexpr std::string_view host_in(std::string_view address) noexcept
{
    return address.substr(0, address.find('/'));
}
[[nodiscard]] constexpr std::string_view path_in(std::string_view address) noexcept
{
    return address.substr(host_in(address).size());
}

/// Whether endpoints' paths can follow.
[[nodiscard]] constexpr bool is_base_path(std::string_view path) noexcept
{
    return is_sendable_path(path) && path.find_first_of("?{}") == path.npos && !path.ends_with('/') &&
           path.find("//") == path.npos;
}

/// Whether requests can go to such an address.
[[nodiscard]] constexpr bool is_usable_address(std::string_view address)
{
    return find_authority(host_in(address), 443).has_value() && is_base_path(path_in(address));
}

/// The hosts of a gateway.
struct host_table {
    std::string_view fixed{};         ///< Host and base path, where no account decides.
    std::span<host_row const> rows{}; ///< Elsewhere.
    field_table const *account = nullptr;
    /// Which of the account's fields names the environment; \ref none where there is only one.
    std::size_t chosen_by = none;
    std::string_view environments{}; ///< For a sentence: `test`, `live`.

    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    [[nodiscard]] constexpr bool is_fixed() const noexcept { return rows.empty(); }
};

template <class Account>
concept has_fixed_host = std::convertible_to<decltype(provider_traits<Account>::host), std::string_view>;

constexpr bool is_host(std::string_view)
{
    return true;
}
template <signing::text_expression X>
constexpr bool is_host(X)
{
    return true;
}
template <host_text... Parts>
constexpr bool is_host(host_choice<Parts...>)
{
    return true;
}

/// One expression for all accounts.
template <class Account>
inline constexpr auto only_host_table = signing::table_of(provider_traits<Account>::host);
template <class Account>
inline constexpr std::array<host_row, 1> only_host_row{host_row{{}, only_host_table<Account>}};

template <class Account>
[[nodiscard]] constexpr std::span<host_row const> host_rows_of() noexcept
{
    using given = std::remove_cvref_t<decltype(provider_traits<Account>::host)>;
    if constexpr (has_fixed_host<Account>)
        return {};
    else if constexpr (is_host_choice<given>)
        return given::rows;
    else
        return only_host_row<Account>;
}

/// Which of an account's fields is an environment: how many there are, and the first one's place.
struct found_environment {
    std::size_t count = 0;
    std::size_t place = host_table::none;
    bool is_required = false;
};
[[nodiscard]] constexpr found_environment find_environment(field_table const &account) noexcept
{
    found_environment found;
    for (std::size_t i = 0; i != account.size; ++i) {
        field_row const &row = account.first[i];
        if (row.kind != field_kind::value || !row.value->is_environment) continue;
        if (found.count++ == 0) found = {1, i, row.is_required};
    }
    return found;
}

constexpr std::size_t copy_environments(std::span<host_row const> rows, char *to = nullptr)
{
    std::size_t size = 0;
    auto const put = [&](std::string_view text) {
        if (to != nullptr) std::ranges::copy(text, to + size);
        size += text.size();
    };
    for (host_row const &row : rows) {
        put(size == 0 ? "`" : ", `");
        put(row.environment);
        put("`");
    }
    return size;
}
template <class Account>
inline constexpr auto environment_names = [] {
    std::array<char, copy_environments(host_rows_of<Account>()) + 1> names{};
    copy_environments(host_rows_of<Account>(), names.data());
    return names;
}();

template <class Account>
inline constexpr host_table host_table_of = [] {
    host_table table{.account = &field_table_of<Account>};
    if constexpr (has_fixed_host<Account>) {
        table.fixed = provider_traits<Account>::host;
    } else {
        table.rows = host_rows_of<Account>();
        table.chosen_by = find_environment(*table.account).place;
        table.environments = {environment_names<Account>.data(), environment_names<Account>.size() - 1};
    }
    return table;
}();

/// The account's field of this name, if it has a text of which a host can be made; null if there is none.
[[nodiscard]] constexpr field_row const *find_host_field(field_table const &account, std::string_view name)
{
    for (field_row const &row : account)
        if (row.name == name && row.kind == field_kind::value && !row.value->is_unsent &&
            !is_container(row.value->sent_as))
            return &row;
    return nullptr;
}

/// Whether a fixed text behind a field of an account ends all hosts below one name: `.gw.example`, `-live.gw.example`. Behind
/// `gw.example`, `.example` and `-live.example` the field would choose whose name it is.
[[nodiscard]] constexpr bool is_host_end(std::string_view end) noexcept
{
    std::string_view const name = end.substr(0, end.find_first_of(":/"));
    bool const ends_a_label = name.starts_with('.') || name.starts_with('-');
    return ends_a_label && !name.ends_with('.') && std::ranges::count(name, '.') > 1;
}
/// Whether a host is made of fixed texts and fields, and its end is fixed, so that an account chooses a name below its gateway's and no
/// other.
[[nodiscard]] constexpr bool is_made_of_host_words(signing::scheme_view text)
{
    bool has_field = false;
    std::vector<char> end; // behind the last field
    for (signing::row const &r : text)
        switch (r.what) {
        case signing::op::literal: end.insert(end.end(), r.text.begin(), r.text.end()); break;
        case signing::op::account_field:
            has_field = true;
            end.clear();
            break;
        case signing::op::concat: break;
        default: return false;
        }
    return !has_field || is_host_end({end.data(), end.size()});
}
/// The account's field that a host names and the account does not have as a text; empty if there is none.
[[nodiscard]] constexpr std::string_view first_unknown_host_field(signing::scheme_view text,
                                                                  field_table const &account)
{
    for (signing::row const &r : text)
        if (r.what == signing::op::account_field && find_host_field(account, r.text) == nullptr)
            return r.text;
    return {};
}

/// Whether requests can go to a host, whatever letter the fields of the account are.
[[nodiscard]] constexpr bool is_usable_host(signing::scheme_view text)
{
    std::vector<char> sample;
    for (signing::row const &r : text) {
        if (r.what == signing::op::account_field) sample.push_back('x');
        if (r.what == signing::op::literal) sample.insert(sample.end(), r.text.begin(), r.text.end());
    }
    return is_usable_address({sample.data(), sample.size()});
}

/// Whether each environment has a name of its own.
[[nodiscard]] constexpr bool are_sound_environments(std::span<host_row const> rows)
{
    for (std::size_t i = 0; i != rows.size(); ++i) {
        if (rows[i].environment.empty()) return false;
        for (std::size_t j = 0; j != i; ++j)
            if (rows[j].environment == rows[i].environment) return false;
    }
    return true;
}

/// What is wrong with where an account's requests go, once its traits declare a host, and it is an aggregate of fields.
template <class A>
consteval fault find_host_fault()
{
    using id = fault_id;
    using given = std::remove_cvref_t<decltype(provider_traits<A>::host)>;
    constexpr field_table const &account = field_table_of<A>;
    constexpr found_environment chosen = find_environment(account);
    if constexpr (has_fixed_host<A>) {
        std::string_view const address = provider_traits<A>::host;
        // An empty one is of a gateway that is never asked anything.
        if (!address.empty() && !is_usable_address(address)) return {id::provider_host_name};
    } else {
        if constexpr (is_host_choice<given>)
            if (!given::is_sound || !are_sound_environments(given::rows)) return {id::provider_hosts};
        for (host_row const &row : host_rows_of<A>()) {
            if (auto const name = first_unknown_host_field(row.text, account); !name.empty())
                return {id::provider_host_text, name};
            if (!is_made_of_host_words(row.text)) return {id::provider_host_text, row.environment};
            if (!is_usable_host(row.text)) return {id::provider_host_name, row.environment};
        }
    }
    constexpr bool is_chosen = chosen.count == 1 && chosen.is_required;
    if (is_host_choice<given> ? !is_chosen : chosen.count != 0) return {id::provider_environment};
    return {};
}

/**
 * \brief Adds host and base path of an account's requests, where the account decides.
 * \details Gives what is wrong with the account:
 * \li errc::unknown_environment; the name is that of all environments, each quoted
 * \li errc::missing_account_field, errc::invalid_address for a field that is left out, or cannot be a part of a host's name
 */
[[nodiscard]] TOLLGATE_DECL std::optional<problem_with> write_host(host_table const &known,
                                                                   void const *account, std::string &to);

/// The same of any account, which cannot be used where something is wrong with it.
template <class Account>
[[nodiscard]] result<std::string> address_of(Account const &account)
{
    constexpr host_table const &known = host_table_of<Account>;
    std::string made{known.fixed};
    if constexpr (!has_fixed_host<Account>)
        if (auto const problem = write_host(known, &account, made))
            return error{problem->code, not_sent{}, sentence_for(*problem)}.without_outcome();
    return made;
}

} // namespace tollgate::inline v0::detail

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/description/host_table.ipp>
#endif

#endif
