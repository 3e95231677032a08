// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_GATEWAY_SIGNATURE_HPP
#define TOLLGATE_SANDBOX_GATEWAY_SIGNATURE_HPP

#include <tollgate/callback.hpp>
#include <tollgate/detail/format/lowering.hpp>
#include <tollgate/detail/message/check_signature.hpp>
#include <tollgate/detail/message/outside_values.hpp>
#include <tollgate/request.hpp>
#include <tollgate/sandbox/behaviour.hpp>
#include <tollgate/sandbox/gateway_answer.hpp>
#include <tollgate/signing_sources.hpp>

#include <cstddef>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

/// \file
/// What a gateway signs: its answers and its callbacks.

namespace tollgate::inline v0::sandbox {

namespace detail {

/// The fields with a text at a path: a field, or a member of an object, which is made if it is not there.
[[nodiscard]] inline std::vector<parameter> with_text_at(std::span<parameter const> fields,
                                                         std::string_view path, std::string_view text)
{
    std::vector<parameter> made(fields.begin(), fields.end());
    std::size_t first = 0;
    std::size_t size = made.size();
    unsigned short depth = 0;
    for (std::size_t dot = path.find('.'); dot != path.npos; dot = path.find('.')) {
        std::span<parameter const> const in = std::span{std::as_const(made)}.subspan(first, size);
        parameter const *const object = find(in, path.substr(0, dot));
        if (object != nullptr) {
            auto const place = static_cast<std::size_t>(object - in.data());
            size = nested(in, place).size();
            first += place + 1;
        } else {
            made.insert(
                made.begin() + static_cast<std::ptrdiff_t>(first + size),
                {.name = path.substr(0, dot), .text = {}, .kind = value_kind::object, .depth = depth});
            first += size + 1;
            size = 0;
        }
        ++depth;
        path.remove_prefix(dot + 1);
    }
    made.insert(made.begin() + static_cast<std::ptrdiff_t>(first + size),
                {.name = path, .text = text, .depth = depth});
    return made;
}

/// The signature of these fields; false if the scheme gives none.
template <class Message, class Hash, class Rule>
[[nodiscard]] bool sign_fields(typename Message::account const &account, std::span<parameter const> fields,
                               Rule const &rule, signing::signature &made)
{
    auto const texts = tollgate::detail::texts_of<Message>(account);
    signing::context over{.fields = fields};
    texts.show_in(over);
    return !signing::sign<Hash>(rule.scheme, over, made);
}

/// Empty if the scheme gives no signature.
/// \tparam Message whose key signs
/// \tparam AsForm  whether it is written percent-encoded
template <class Message, class Hash, bool AsForm = false, class Rule>
[[nodiscard]] std::string sign_and_write(typename Message::account const &account, parameter_list &fields,
                                         Rule const &rule)
{
    signing::signature made;
    parameter_list enclosing;
    constexpr bool is_enclosed = tollgate::detail::is_enclosed<Message>;
    if constexpr (is_enclosed) {
        enclosed_message const *const how = tollgate::detail::enclosed_for<Message>(account);
        if (how == nullptr) return {};
        tollgate::detail::enclose(*how, std::as_const(fields).items(), enclosing);
    }
    parameter_list &sent = is_enclosed ? enclosing : fields;
    if constexpr (Rule::is_signed) {
        auto const texts = tollgate::detail::texts_of<Message>(account);
        signing::context over{.fields = std::as_const(sent).items(),
                              .outside = tollgate::detail::ciphers_for<Hash, Rule>};
        if (is_enclosed) over.placed = std::as_const(fields).items();
        texts.show_in(over);
        if constexpr (requires { rule.field; }) { // another one stands in a header, and is made of the text
            if (signing::sign<Hash>(rule.scheme, over, made)) return {};
            sent.add({.name = rule.field, .text = made.text()});
        }
    }
    auto const all = std::as_const(sent).items();
    if constexpr (AsForm) return tollgate::detail::query_of(all);
    return tollgate::detail::json_of(all);
}

/// The tokens of a header that holds several signatures.
template <class Rule>
struct tokens_of_header {
    static constexpr std::string_view separator{};
    static constexpr std::string_view start{};
};
template <fixed_string Header, fixed_string Separator, fixed_string Start, class Scheme>
struct tokens_of_header<signing::header_list_signature<Header, Separator, Start, Scheme>> {
    static constexpr std::string_view separator = Separator.view();
    static constexpr std::string_view start = Start.view();
};

/// What a header holds once a signature stands behind what it held.
template <class Rule>
[[nodiscard]] std::string with_signature(std::string_view held, std::string_view signature)
{
    using tokens = tokens_of_header<Rule>;
    std::string all{held};
    if (!all.empty()) all += tokens::separator;
    return all.append(tokens::start).append(signature);
}

/// How an answer or a callback is signed in a header.
struct header_signing {
    std::string_view header;
    signing::scheme_view scheme;
    std::string (*with_signature)(std::string_view held, std::string_view signature);
    signing::scheme_view time{};      ///< What reads when it was signed; empty if nothing does.
    std::string_view key_name{};      ///< Of the keyring's key that signs.
    private_key const *key = nullptr; ///< The gateway's own, where a public key verifies.
    tollgate::detail::signing_table const *signers = nullptr;
    signing::outside_values const *outside = nullptr;
};
/// What is signed in a header.
struct signed_content {
    std::string_view body;
    std::string id; ///< What the headers hold that name neither time nor key.
};
/// Adds the headers that the scheme names, as of now, and the signature; that only if the scheme gives one.
TOLLGATE_DECL void sign_in_header(header_signing const &how, tollgate::detail::account_texts const &texts,
                                  tollgate::detail::digest_table const &digests, signed_content const &what,
                                  std::vector<owned_header> &to);

/// \tparam Described the message that is answered, or the callback
/// \tparam Rule      of the answer or the callback
/// \param scheme     the rule's table
template <class Described, class Rule, class Hash>
void sign_in_header(typename Described::account const &account, signing::scheme_view scheme,
                    signed_content const &what, std::vector<owned_header> &to)
{
    namespace inner = tollgate::detail;
    header_signing how{.header = Rule::header,
                       .scheme = scheme,
                       .with_signature = &with_signature<Rule>,
                       .outside = inner::ciphers_for<Hash, Rule>};
    if constexpr (inner::has_signed_at<Described>)
        how.time =
            signing::shape_of<std::remove_cvref_t<decltype(inner::names_signed_at<Described>::signed_at.at)>>;
    if constexpr (inner::by_public_key<Rule>) {
        how.key = &behaviour<typename Described::account>::signing_key(account);
        how.signers = &inner::signing_functions_of<Hash>;
    }
    if constexpr (inner::by_keyring<Rule>) {
        auto const *const ring = static_cast<keyring const *>(inner::find_given(
            inner::field_table_of<typename Described::account>, &account,
            signing::find_keyring(how.scheme).front().after, &inner::value_table::is_keyring));
        if (ring != nullptr) how.key_name = ring->keys().front().name;
    }
    auto const texts = inner::texts_of<Described>(account);
    sign_in_header(how, texts, inner::digests_of<Hash>, what, to);
}

template <class Message, class Hash>
void sign_answer(typename Message::account const &account, gateway_answer &to)
{
    using rule = tollgate::detail::response_rule_t<Message>;
    if constexpr (requires { rule::header; })
        sign_in_header<Message, rule, Hash>(account, tollgate::detail::response_table<Message>,
                                            {.body = to.body, .id = tollgate::detail::random_nonce()},
                                            to.headers);
}

/// A callback with several items as the gateway sends it, each signed, of the fields of each item; empty if the scheme gives no signature.
/// \param are_tests what the mark beside them says, where there is one
template <class Hash, callback Callback>
[[nodiscard]] std::string write_items(typename Callback::account const &account,
                                      std::span<std::span<parameter const> const> items,
                                      bool are_tests = false)
{
    namespace in = tollgate::detail;
    std::vector<parameter> all;
    constexpr test_rule tests = in::test_rule_of<Callback>();
    auto const &marks = are_tests ? tests.test : tests.live;
    if (tests.outside_items && !marks.empty()) all = with_text_at({}, tests.field, *marks.begin());
    all.push_back({.name = Callback::items::list, .text = {}, .kind = value_kind::array});
    std::deque<signing::signature> signatures;
    constexpr unsigned short inside = Callback::items::item.empty() ? 2 : 3;
    for (std::span<parameter const> const fields : items) {
        signing::signature &made = signatures.emplace_back();
        constexpr auto const &rule = in::callback_rule<Callback>;
        if (!sign_fields<Callback, Hash>(account, fields, rule, made)) return {};
        all.push_back({.name = {}, .text = {}, .kind = value_kind::object, .depth = 1});
        if (inside == 3)
            all.push_back(
                {.name = Callback::items::item, .text = {}, .kind = value_kind::object, .depth = 2});
        for (parameter each : with_text_at(fields, rule.field, made.text())) {
            each.depth = static_cast<unsigned short>(each.depth + inside);
            all.push_back(each);
        }
    }
    return in::json_of(all);
}

} // namespace detail

/// A callback with several items as the gateway sends it, each signed; empty if the scheme gives no signature.
template <class Hash, callback Callback>
[[nodiscard]] std::string write_signed_items(typename Callback::account const &account,
                                             std::span<Callback const> items)
{
    std::deque<tollgate::detail::lowered> lowered; // the texts
    std::vector<std::span<parameter const>> fields;
    for (Callback const &item : items)
        fields.push_back(
            std::as_const(lowered.emplace_back(tollgate::detail::lower(item)).parameters).items());
    return detail::write_items<Hash, Callback>(account, fields);
}

/// A callback of these fields as the gateway sends it, and signed where the signature stands in it.
/// \param is_test what the mark beside the items says, where there is one
template <class Hash, callback Callback>
[[nodiscard]] std::string write_signed_fields(typename Callback::account const &account,
                                              std::span<parameter const> fields,
                                              [[maybe_unused]] bool is_test = false)
{
    if constexpr (tollgate::detail::has_items<Callback>) {
        return detail::write_items<Hash, Callback>(account, {&fields, 1}, is_test);
    } else {
        parameter_list all;
        for (parameter const &each : fields)
            all.add(each);
        return detail::sign_and_write<Callback, Hash, tollgate::detail::comes_only_as_form<Callback>>(
            account, all, tollgate::detail::callback_rule<Callback>);
    }
}

/// A callback as the gateway sends it.
template <class Hash, callback Callback>
[[nodiscard]] std::string write_signed(typename Callback::account const &account, Callback const &what)
{
    if constexpr (tollgate::detail::has_items<Callback>) {
        return write_signed_items<Hash, Callback>(account, {&what, 1});
    } else {
        auto fields = tollgate::detail::lower(what);
        return detail::sign_and_write<Callback, Hash, tollgate::detail::comes_only_as_form<Callback>>(
            account, fields.parameters, tollgate::detail::callback_rule<Callback>);
    }
}

/// The headers that sign a callback, as of now; none where its signature stands in a field, or nobody signs it.
/// \param body as \ref write_signed gives it
/// \param id   what the headers hold that name neither time nor key
/// \param own  further ones, which may be signed
template <class Hash, callback Callback>
[[nodiscard]] std::vector<owned_header> sign_callback(typename Callback::account const &account,
                                                      std::string_view body, std::string const &id,
                                                      std::vector<owned_header> own = {})
{
    using rule = tollgate::detail::callback_rule_t<Callback>;
    if constexpr (requires { rule::header; })
        detail::sign_in_header<Callback, rule, Hash>(account, tollgate::detail::callback_table<Callback>,
                                                     {.body = body, .id = id}, own);
    return own;
}

} // namespace tollgate::inline v0::sandbox

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/sandbox/gateway_signature.ipp>
#endif

#endif
