// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_VERIFICATION_HPP
#define TOLLGATE_DETAIL_VERIFICATION_HPP

#include <tollgate/core/secret.hpp>
#include <tollgate/detail/account_texts.hpp>
#include <tollgate/detail/sentences.hpp>
#include <tollgate/signing/received_list.hpp>
#include <tollgate/signing/verify.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <variant>

namespace tollgate::inline v0::detail {

/// Which of the account's keys made the signature (0 is the newest), or why none did.
using checked = std::variant<std::size_t, errc>;

/// Whether an expression is made of the account's secrets and fixed text alone.
template <class X>
inline constexpr bool is_of_secrets = false;
template <std::size_t N>
inline constexpr bool is_of_secrets<signing::literal_node<N>> = true;
template <>
inline constexpr bool is_of_secrets<signing::source_node<signing::source::key>> = true;
template <fixed_string Name>
inline constexpr bool is_of_secrets<signing::named_node<signing::named::secret, Name>> = true;
template <class L, class R>
inline constexpr bool is_of_secrets<signing::concat_node<L, R>> = is_of_secrets<L> && is_of_secrets<R>;
template <class M, class X>
inline constexpr bool is_of_secrets<signing::mapped_node<M, X>> = is_of_secrets<X>;

/**
 * \brief Finds an HMAC's key that the account's secret does not give: hexadecimal digits or base64 that do not decode, or
 * that decode to nothing.
 * \details Whoever signs with an empty key needs no secret, so this comes before any signature is compared.
 */
template <class Hash>
class key_check {
public:
    explicit key_check(signing::context const &over) : over_{over} {}

    [[nodiscard]] bool failed() const noexcept { return failed_; }

    template <class X>
    void visit(X const &)
    {
    }
    template <class L, class R>
    void visit(signing::concat_node<L, R> const &node)
    {
        visit(node.left);
        visit(node.right);
    }
    template <class M, class X>
    void visit(signing::mapped_node<M, X> const &node)
    {
        visit(node.of);
    }
    template <auto F, signing::gives G, class... X>
    void visit(signing::call_node<F, G, X...> const &node)
    {
        std::apply([this](auto const &...of) { (visit(of), ...); }, node.of);
    }
    template <class A, class K, class X>
    void visit(signing::hmac_node<A, K, X> const &node)
    {
        if constexpr (is_of_secrets<K>) {
            wiped_buffer key;
            if (signing::evaluate<Hash>(node.key, over_, key) || key.size() == 0) failed_ = true;
        } else {
            visit(node.key);
        }
    }

private:
    signing::context const &over_;
    bool failed_ = false;
};

/// Whether the account's secret gives the scheme's keys.
template <class Hash, class Scheme>
[[nodiscard]] bool key_is_usable(Scheme const &scheme, signing::context const &over)
{
    key_check<Hash> check{over};
    check.visit(scheme);
    return !check.failed();
}

/// Whether one of the signatures carried is the one that this key gives.
template <class Hash, class Rule>
[[nodiscard]] bool one_matches(Rule const &rule, signing::context const &over,
                               signing::candidates const &carried)
{
    return std::ranges::any_of(carried, [&](std::string_view given) {
        return !signing::malformed<decltype(rule.scheme)>(given) &&
               signing::verify<Hash>(rule.scheme, over, given);
    });
}

/**
 * \brief Checks the signature that a message carries, with each of the account's keys.
 * \details Over everything that arrived, known or not.
 * \tparam Message whose key signs
 */
template <class Hash, class Message, class Rule>
[[nodiscard]] checked check_signature(Rule const &rule, signing::context over,
                                      typename Message::account const &account)
{
    signing::candidates carried;
    if (auto const why = rule.read(over, carried)) return *why;
    if (carried.size() == 1)
        if (auto const why = signing::malformed<decltype(rule.scheme)>(carried.front())) return *why;
    errc verdict = errc::signature_mismatch;
    for (std::size_t version = 0; version != key_for<Message>(account).versions(); ++version) {
        account_texts<Message> const texts{account, version};
        texts.show_in(over);
        if (!key_is_usable<Hash>(rule.scheme, over))
            verdict = errc::invalid_secret;
        else if (one_matches<Hash>(rule, over, carried))
            return version;
    }
    return verdict;
}

/// About what \ref check_signature found.
[[nodiscard]] inline std::string sentence_for_check(errc code, std::string_view what)
{
    if (code == errc::invalid_secret)
        return "The account's secret is not in the form that this gateway gives out, so the " +
               std::string{what} + " cannot be verified; copy the secret again, whole and without blanks.";
    if (code == errc::duplicate_field) return sentence_for_body(code, what);
    return sentence_for_signature(code, what);
}

/**
 * \brief The problem with what was received, if its signed text could be another message's.
 * \tparam Message whose names count
 */
template <class Hash, class Message, class Rule>
[[nodiscard]] std::optional<problem_with> find_ambiguity(Rule const &rule,
                                                         std::span<parameter const> received)
{
    signing::context const over{received, {}, {}};
    signing::ambiguity_search<Hash> search{over, declared<Message>()};
    search.visit(signing::signed_text(rule.scheme));
    if (!search.found()) return std::nullopt;
    return problem_with{errc::ambiguous_value, *search.found()};
}

/**
 * \brief Finds a header that holds the separator which ends it in the signed text, `.` in `header<"id"> + "." + body`, say.
 * \details Ended there, the same text would be another message's. Matters where the body may begin with anything.
 */
class split_header_search {
public:
    explicit split_header_search(signing::context const &over) : over_{over} {}

    [[nodiscard]] std::string_view found() const noexcept { return found_; }

    template <class X>
    void visit(X const &)
    {
        last_ = {};
    }
    template <fixed_string Name>
    void visit(signing::named_node<signing::named::header, Name>)
    {
        last_ = Name.view();
    }
    template <std::size_t N>
    void visit(signing::literal_node<N> const &node)
    {
        std::string_view const separator = node.text.view();
        if (!last_.empty() && !separator.empty() &&
            over_.header_named(last_).find(separator) != separator.npos)
            found_ = last_;
        last_ = {};
    }
    template <class L, class R>
    void visit(signing::concat_node<L, R> const &node)
    {
        visit(node.left);
        visit(node.right);
    }

private:
    signing::context const &over_;
    std::string_view last_; ///< The header that the text just visited ends with.
    std::string_view found_;
};

/// The problem with the headers of a message whose body is not looked into.
template <class Rule>
[[nodiscard]] std::optional<problem_with> find_split_header(Rule const &rule, signing::context const &over)
{
    split_header_search search{over};
    search.visit(signing::signed_text(rule.scheme));
    if (search.found().empty()) return std::nullopt;
    return problem_with{errc::ambiguous_value, search.found()};
}

/**
 * \brief A required field that the message's own list of signed fields leaves out: anyone could have set it.
 * \tparam Message whose required fields count
 */
template <class Message, class Rule>
[[nodiscard]] std::optional<problem_with> find_unsigned(Rule const &, std::span<parameter const> received)
{
    constexpr std::string_view list_name = signing::received_list<decltype(Rule::scheme)>;
    std::optional<problem_with> unsigned_field;
    if constexpr (!list_name.empty()) {
        parameter const *const list = find(received, list_name);
        auto const look = [&](std::string_view name, bool needed) {
            if (needed && (list == nullptr || !signing::lists(list->text, name)))
                unsigned_field = {errc::field_not_signed, name};
        };
        [&look]<class... F>(field_list<F...>) { (look(F::name, F::is_required), ...); }(fields_of<Message>{});
    }
    return unsigned_field;
}

} // namespace tollgate::inline v0::detail

#endif
