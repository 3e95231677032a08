// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_CALLBACK_IDENTITY_HPP
#define TOLLGATE_CALLBACK_IDENTITY_HPP

#include <tollgate/callback.hpp>
#include <tollgate/detail/format/lowering.hpp>

#include <boost/core/type_name.hpp>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace tollgate::inline v0 {

namespace detail {

/// Whether a callback names fields of its own by which it is known again.
template <class C>
inline constexpr bool names_identity = [] {
    if constexpr (requires { requires !C::identity::names.empty(); })
        return first_unknown_identity<C>().empty();
    else
        return false;
}();
/// One of several answers of the gateway's.
template <class... Answers>
inline constexpr bool names_identity<std::variant<Answers...>> = (names_identity<Answers> && ...);
template <class C>
concept has_identity = names_identity<C>;

/// Writes texts one after the other, each with its length before it: no two lists of texts look alike.
class identity_writer {
public:
    void add(std::string_view text) { text_.append(std::to_string(text.size())).append(":").append(text); }
    /// Without a length: a field that did not arrive differs from an empty one. A number counts as what it is worth: a
    /// repetition may write `50` as `50.00`.
    void add(parameter const *field)
    {
        if (field == nullptr) return void(text_ += '-');
        std::string_view text = field->text;
        if (field->kind == value_kind::number && text.find('.') != text.npos)
            text = text.substr(0, text.find_last_not_of(text.ends_with('0') ? "0" : "") + 1);
        if (field->kind == value_kind::number && text.ends_with('.')) text.remove_suffix(1);
        add(text);
    }
    [[nodiscard]] std::string take() { return std::move(text_); }

private:
    std::string text_;
};

/// The type's own name, the same with every compiler; a template's whole name.
[[nodiscard]] inline std::string unqualified(std::string full)
{
    std::size_t const colons = full.find('<') == full.npos ? full.rfind("::") : full.npos;
    return colons == full.npos ? full : full.substr(colons + 2);
}

template <class Told, fixed_string... Names>
void add_picked(std::span<parameter const> from, picks<Names...>, identity_writer &to)
{
    auto const add = [&](std::string_view name) {
        parameter const *const found = signing::find_path(from, name);
        if constexpr (requires { typename Told::same_identity; })
            if (found != nullptr && name == Told::same_identity::name)
                return to.add(Told::same_identity::meant_by(found->text));
        to.add(found);
    };
    (add(Names.view()), ...);
}

/// Why a callback cannot be known again: it does not say by what, or by what it does not declare.
template <class C>
inline constexpr fault identity_fault_of = [] {
    constexpr std::string_view unknown_name = first_unknown_identity<C>();
    if (has_identity<C>) return fault{};
    if (unknown_name.empty()) return fault{fault_id::callback_identity};
    return fault{fault_id::callback_identity_name, unknown_name};
}();
template <class C>
consteval void check_identity()
{
    if constexpr (identity_fault_of<C>.is_there())
        report<blamed<identity_fault_of<C>, C>, identity_fault_of<C>.id>();
}

/// \param told a callback, or the gateway's answer about one, which need not say whose it is
template <class Account, class Told>
[[nodiscard]] std::string identity_text(Account const &account, Told const &told)
{
    check_identity<Told>();
    lowered const owner = lower(account);

    identity_writer text;
    text.add(provider_traits<Account>::name);
    text.add(unqualified(boost::core::type_name<Told>()));
    text.add(std::to_string(owner.items().size()));
    for (parameter const &field : owner.items())
        text.add(field.text);
    if constexpr (has_identity<Told>) {
        lowered const fields = lower(told);
        add_picked<Told>(fields.items(), typename Told::identity{}, text);
    }
    return text.take();
}

template <class Account, class... Answers>
[[nodiscard]] std::string identity_text(Account const &account, std::variant<Answers...> const &told)
{
    return std::visit([&account](auto const &answer) { return identity_text(account, answer); }, told);
}

} // namespace detail

/**
 * \brief The text by which a callback is known again: equal for repetitions, different for everything else.
 * \details Made of the gateway's name, the callback's type, the account's fields (never a secret) and the fields that
 * the callback declares as its `identity`: those that distinguish one event from another, its amount among them where the same
 * status can come for several, such as partial refunds. A new key leaves it as it is; another account changes it. Accounts that have
 * no field but their secret look alike: give each a store of its own.
 */
template <class Callback>
[[nodiscard]] std::string identity_of(typename Callback::account const &account, Callback const &callback)
{
    return detail::identity_text(account, callback);
}
/// Of what a gateway answered to a question about a callback: by the fields that the answer declares as its `identity`.
template <class Answer, account Account>
    requires(!detail::has_account<Answer>)
[[nodiscard]] std::string identity_of(Account const &account, Answer const &answer)
{
    return detail::identity_text(account, answer);
}

} // namespace tollgate::inline v0

#endif
