// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_MESSAGE_ACCOUNT_ECHO_HPP
#define TOLLGATE_DETAIL_MESSAGE_ACCOUNT_ECHO_HPP

#include <tollgate/attributes.hpp>
#include <tollgate/detail/choice_of.hpp>
#include <tollgate/detail/description/checks.hpp>
#include <tollgate/detail/format/lowering.hpp>
#include <tollgate/detail/format/value_text.hpp>
#include <tollgate/detail/message/amounts.hpp>
#include <tollgate/field.hpp>

#include <algorithm>
#include <concepts>
#include <span>
#include <string_view>
#include <utility>
#include <variant>

/// \file
/// Whether a message that was received is about the account whose key verified it. Accounts of one merchant may share a key.

namespace tollgate::inline v0::detail {

template <class Received>
concept names_its_echoes = requires { typename Received::echoes_account; };

/// Whether a request has a field of its own in place of the account's.
template <class Sent, class Mine>
consteval bool is_given_by()
{
    if constexpr (std::same_as<Sent, void>)
        return false;
    else
        return holds_name(own_top_names<Sent>, Mine::name);
}

/**
 * \brief Whether a field of what is received is one of the account's: as its description says, else by its name.
 * \tparam Sent what was answered; `void` for a callback
 */
template <class Received, class Sent, class Mine, class Theirs>
consteval bool is_echoed()
{
    if constexpr (is_unsent<Mine> || is_given_by<Sent, Mine>())
        return false;
    else if constexpr (requires { typename Received::echoes_account::of_account; })
        return Received::echoes_account::joins(Theirs::name, Mine::name);
    else if constexpr (names_its_echoes<Received>)
        return Mine::name == Theirs::name && Received::echoes_account::has(Mine::name);
    else
        return Mine::name == Theirs::name;
}

/// Whether a field of the account says what its amounts are in. It does not tell which account it is.
template <class Account, class Mine>
consteval bool says_the_currency()
{
    if constexpr (names_its_currency<Account>)
        return is_currency_field<Account, Mine>();
    else
        return false;
}

template <class Field>
inline constexpr bool is_inferred_option = false;
template <fixed_string Name, class T, class... Attributes>
inline constexpr bool is_inferred_option<optional<Name, T, Attributes...>> =
    has_attribute<inferred, Attributes...>;

/**
 * \brief Whether a field of an answer may differ from the account's: a currency that the gateway does not document to be there.
 * \details The answer comes from the gateway itself, to a question about this account. What is guessed about it must not make a
 * payment that succeeded one that nobody knows of.
 */
template <class Sent, class Account, class Mine, class Theirs>
consteval bool may_differ()
{
    return !std::same_as<Sent, void> && says_the_currency<Account, Mine>() && is_inferred_option<Theirs>;
}

/// What a field says, as the text that it would be sent as; empty where it says nothing.
template <class Field>
[[nodiscard]] std::string_view text_in(Field const &field, parameter_list &kept)
{
    lowering{kept}.field(field);
    return kept.size() == 0 ? std::string_view{} : std::as_const(kept).items().front().text;
}

/// A number equals the same number in a text, as many gateways write it; a currency's code equals that in small letters.
template <class Account, class Mine, class Theirs>
[[nodiscard]] bool says_the_same(Mine const &mine, Theirs const &theirs)
{
    if constexpr (std::same_as<Mine, Theirs> && Mine::is_required)
        if (*mine == *theirs) return true; // nearly always
    parameter_list my_texts;
    std::string_view const my_text = text_in(mine, my_texts);
    if (my_text.empty()) return true;
    parameter_list their_texts;
    std::string_view const their_text = text_in(theirs, their_texts);
    if constexpr (says_the_currency<Account, Mine>())
        if (equal_ignoring_case(my_text, their_text)) return true;
    return their_text.empty() || my_text == their_text;
}

/// Looks at a message's fields, and into the alternatives that it holds, for one that another account's would be.
template <class Account, class Received, class Sent>
class echo_comparison {
public:
    explicit echo_comparison(Account const &account) : account_{account} {}

    template <class Message>
    void look_at(Message const &message)
    {
        unpack(message, [this](auto const &...fields) { (this->field(fields), ...); });
    }
    /// The name of the first field that differs; empty if none does.
    [[nodiscard]] std::string_view differing() const noexcept { return differing_; }

private:
    template <class Theirs>
    void field(Theirs const &theirs)
    {
        if constexpr (requires { Theirs::name; })
            compare(theirs);
        else if constexpr (requires { theirs.has_value(); })
            if (theirs.has_value())
                std::visit([this](auto const &chosen) { this->look_at(chosen); }, theirs.value());
    }
    /// Whether a callback holds something that nobody could compare. An answer is to a request of this account.
    template <class Theirs>
    [[nodiscard]] static bool is_unreadable(Theirs const &theirs)
    {
        if constexpr (std::same_as<Sent, void> && requires { theirs.unreadable(); })
            return theirs.unreadable();
        else
            return false;
    }
    template <class Theirs>
    void compare(Theirs const &theirs)
    {
        auto const with = [&]<class Mine>(Mine const &mine) {
            if constexpr (is_echoed<Received, Sent, Mine, Theirs>() &&
                          !may_differ<Sent, Account, Mine, Theirs>())
                if (differing_.empty() && (is_unreadable(theirs) || !says_the_same<Account>(mine, theirs)))
                    differing_ = Theirs::name;
        };
        unpack(account_, [&with](auto const &...mine) { (with(mine), ...); });
    }

    Account const &account_;
    std::string_view differing_;
};

/// The field in which what was received differs from the account; an empty name if there is none.
template <class Sent = void, class Account, class Received>
[[nodiscard]] std::string_view find_another_account(Account const &account, Received const &received)
{
    echo_comparison<Account, Received, Sent> search{account};
    search.look_at(received);
    return search.differing();
}

} // namespace tollgate::inline v0::detail

#endif
