// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_MESSAGE_ACCOUNT_TEXTS_HPP
#define TOLLGATE_DETAIL_MESSAGE_ACCOUNT_TEXTS_HPP

#include <tollgate/config.hpp>
#include <tollgate/detail/description/checks.hpp>
#include <tollgate/detail/format/lowering.hpp>
#include <tollgate/signing/account_choice.hpp>
#include <tollgate/signing/context.hpp>

#include <boost/container/small_vector.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace tollgate::inline v0::detail {

/// An account's fields, and which of its secrets is the one called `key` for a message.
struct account_table {
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    field_table const &fields;
    std::size_t key = none; ///< Its row.
    std::size_t key_fallback =
        none; ///< That of the secret that takes its place where an account leaves it out.
};

[[nodiscard]] constexpr account_table account_table_by(field_table const &fields,
                                                       key_names const &by) noexcept
{
    account_table table{fields};
    for (std::size_t i = 0; i != fields.size; ++i)
        if (is_key(fields.first[i], by))
            table.key = i;
        else if (is_key_fallback(fields.first[i], by))
            table.key_fallback = i;
    return table;
}
template <class M>
inline constexpr account_table account_table_of{field_table_of<typename M::account>};
template <has_key M>
inline constexpr account_table account_table_of<M> =
    account_table_by(field_table_of<typename M::account>, key_names_of<M>);

/// What a scheme can use of an account: its secrets by name, the one called `key`, and its other fields.
class account_texts {
public:
    /// \param with_fields whether the other fields are there; most schemes show none, and making texts of them takes time
    /// \param version     which of the key's versions; the other secrets show their newest
    TOLLGATE_DECL account_texts(account_table const &known, void const *account, bool with_fields = true,
                                std::size_t version = 0);

    /// The same with every secret as `[secret]` and every other field as its name in brackets, for printing.
    TOLLGATE_DECL explicit account_texts(account_table const &known);

    TOLLGATE_DECL void show_in(signing::context &over) const;

private:
    boost::container::small_vector<signing::named_text, 8> secrets_;
    parameter_list fields_;
    std::string_view key_;
    derived_keys const *derived_ = nullptr;
};

/// Of an account, for a message.
template <class M>
[[nodiscard]] account_texts texts_of(typename M::account const &account, bool with_fields = true,
                                     std::size_t version = 0)
{
    return account_texts{account_table_of<M>, &account, with_fields, version};
}

/// A rule's scheme for an account: with the pieces that this one chooses.
template <class M, class Rule>
[[nodiscard]] auto scheme_for([[maybe_unused]] typename M::account const &account, signing::scheme_view whole)
{
    if constexpr (is_by_account<Rule>)
        return signing::chosen_scheme{whole, text_said(field_table_of<typename M::account>, &account,
                                                       signing::field_that_chooses(whole))};
    else
        return whole;
}
/// How an account's messages are enclosed; null if it says what no description does.
template <class M>
[[nodiscard]] enclosed_message const *enclosed_for(typename M::account const &account)
{
    constexpr enclosed_forms const &forms = enclosed_forms_of<M>;
    return forms.form_for(text_said(field_table_of<typename M::account>, &account, forms.by));
}
/// The problem with what arrived enclosed if it names another version of its signature than the account.
/// \param outside what stands beside the field that encloses
template <class M>
[[nodiscard]] std::optional<problem_with> find_other_version_for(typename M::account const &account,
                                                                 std::span<parameter const> outside)
{
    constexpr enclosed_forms const &forms = enclosed_forms_of<M>;
    return find_other_version(forms, text_said(field_table_of<typename M::account>, &account, forms.by),
                              outside);
}

} // namespace tollgate::inline v0::detail

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/message/account_texts.ipp>
#endif

#endif
