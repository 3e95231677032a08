// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_RECORDS_RECORDED_ORDER_HPP
#define TOLLGATE_DETAIL_RECORDS_RECORDED_ORDER_HPP

#include <tollgate/callback/identity.hpp>
#include <tollgate/detail/description/checks.hpp>
#include <tollgate/detail/description/idempotency.hpp>
#include <tollgate/detail/format/lowering.hpp>
#include <tollgate/detail/format/random_bytes.hpp>
#include <tollgate/detail/format/reading.hpp>
#include <tollgate/detail/message/status_query.hpp>
#include <tollgate/detail/records/journal.hpp>
#include <tollgate/hash/policy.hpp>
#include <tollgate/provider.hpp>
#include <tollgate/secret.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// \file
/// What of a message and its answer is written down.

namespace tollgate::inline v0::detail {

template <class M>
concept asks_by_own_id =
    requires { typename M::reconciled_by::question; } && holds_name(top_names<M>, M::reconciled_by::from);

/// A message that says by which of its fields it is known again.
template <class M>
concept has_own_id = has_identity<M> || asks_by_own_id<M> || is_keyed<M>;

/// A message of which the gateway can be asked, or that can be sent again, when its outcome is unknown.
template <class M>
concept can_be_settled = reconcilable<M> || is_keyed<M>;

/// The fields by which a message is known again: its identity, what the gateway is asked by, or its idempotency key.
template <has_own_id M>
inline constexpr auto own_id_names = [] {
    if constexpr (has_identity<M>)
        return M::identity::names;
    else if constexpr (asks_by_own_id<M>)
        return std::array<std::string_view, 1>{M::reconciled_by::from};
    else
        return std::array<std::string_view, 1>{find_key_row(field_table_of<M>)->name};
}();

template <class M>
consteval bool has_open_own_id()
{
    if constexpr (has_own_id<M>)
        return std::ranges::all_of(own_id_names<M>,
                                   [](std::string_view name) { return is_open_field<M>(name); });
    else
        return true;
}

template <class M>
consteval bool check_recordable()
{
    constexpr bool names_what_is_not_there = !first_unknown_identity<M>().empty();
    if constexpr (names_what_is_not_there) check_identity<M>();
    static_assert(
        has_own_id<M> || names_what_is_not_there,
        "tollgate: a message that is written down must say by which of its fields it is known again: "
        "declare `using identity = picks<\"order_id\">` [tollgate.records.identity]");
    static_assert(
        !has_own_id<M> || M::endpoint::effect == effect::creates,
        "tollgate: only a message that does something is written down: send a question by the client "
        "itself [tollgate.records.effect]");
    static_assert(
        has_open_own_id<M>(),
        "tollgate: the field by which a message is known again is written down as it is, so it may be neither "
        "`personal` nor `card_data`: take an order number that says nothing about a person "
        "[tollgate.records.own_id]");
    return true;
}

/// The one text, or as JSON where there are several fields; empty if one of them is not there.
[[nodiscard]] TOLLGATE_DECL std::string own_id_in(std::span<parameter const> items,
                                                  std::span<std::string_view const> names);

/// What is asked of a gateway, in the journal and in a message's digest: method and path, for two operations may have the same last piece.
/// `as_post_form` makes a POST of a GET that creates, of the same order, so both are called POST.
template <class Endpoint>
[[nodiscard]] std::string operation_name()
{
    bool const may_be_posted = Endpoint::effect == effect::creates && Endpoint::method == "GET";
    return std::string{may_be_posted ? "POST" : Endpoint::method} + ' ' + std::string{Endpoint::path};
}

/// Whose message it is, and what it is called. Without its own id.
/// \param owner the account's fields
template <class M>
[[nodiscard]] order_key key_without_id(lowered const &owner)
{
    return {.gateway = std::string{provider_traits<typename M::account>::name},
            .account = open_json(owner.items()),
            .operation = operation_name<typename M::endpoint>(),
            .own_id = {}};
}

/// For how long the same key may be sent again: as `client::retry` has it, and a century for what is kept for good.
template <class M>
[[nodiscard]] std::chrono::milliseconds repeatable_for() noexcept
{
    constexpr std::chrono::seconds longest = std::chrono::hours{24 * 36525};
    constexpr std::chrono::seconds kept = std::min(key_lifetime_of<M>(), longest);
    return kept - kept / 10;
}

/// Whether nobody may be kept from seeing any of it.
[[nodiscard]] TOLLGATE_DECL bool are_open(std::span<parameter const> items,
                                          std::span<std::string_view const> names);

/// See \ref order_to_record::marks. Each says first by which key it was made.
template <class Hash>
[[nodiscard]] std::vector<std::string> marks_of(std::uint64_t mark, bool is_open,
                                                std::optional<secret> const &key)
{
    std::vector<std::string> marks;
    if (mark == 0) return marks;
    std::string const text = std::to_string(mark);
    using keyed = typename Hash::template hmac<hash::sha256>;
    for (std::size_t i = 0; key && i != key->versions(); ++i) {
        keyed const by{secret_access::text(*key, i)};
        marks.push_back(in_hexadecimal(by("tollgate: which key")).substr(0, 16) + ':' +
                        in_hexadecimal(by("tollgate: a message " + text)));
    }
    if (is_open) marks.push_back("open:" + in_hexadecimal(Hash::template digest<hash::sha256>(text)));
    return marks;
}

/// \param mark of the signed request; 0 if it has none
template <class Hash, class M>
[[nodiscard]] result<order_to_record> order_of(typename M::account const &account, M const &message,
                                               [[maybe_unused]] std::uint64_t mark,
                                               [[maybe_unused]] std::optional<secret> const &digest_key)
{
    lowered const fields = lower(message);
    lowered const owner = lower(account);
    order_to_record order{.key = key_without_id<M>(owner), .digest = {}};
    if constexpr (is_keyed<M>) {
        order.repeat_key = key_in(field_table_of<M>, &message);
        if (!order.repeat_key.empty()) {
            order.repeatable_for = repeatable_for<M>();
            bool const is_open = are_open(fields.items(), open_names<M>) &&
                                 are_open(owner.items(), open_names<typename M::account>);
            order.marks = marks_of<Hash>(mark, is_open, digest_key);
            order.message = open_json(fields.items());
        }
    }
    order.key.own_id = own_id_in(fields.items(), own_id_names<M>);
    if (order.key.own_id.empty())
        return error{errc::missing_field, not_sent{},
                     "An order is known again by its " + quoted(own_id_names<M>.front()) +
                         ", which was left out; give each order an id of its own."};
    // What is not declared may be a card's number.
    std::string const text = order.key.operation + ' ' + text_of_order(fields.items(), open_names<M>);
    order.digest = in_hexadecimal(Hash::template digest<hash::sha256>(text));
    return order;
}

/// \tparam Endpoint of the message that was answered so
template <class Endpoint>
[[nodiscard]] order_outcome accepted_with(auto const &answer)
{
    lowered const fields = lower(answer);
    return {.state = payment_state::accepted,
            .why = {},
            .answer = open_json(fields.items()),
            .answer_of = operation_name<Endpoint>()};
}

/// What became of an attempt.
template <class M>
[[nodiscard]] order_outcome order_outcome_of(result<typename M::response> const &answer)
{
    using enum payment_state;
    if (answer) return accepted_with<typename M::endpoint>(*answer);
    error const &why = answer.error();
    bool const may_be_sent = why.is_not_sent() || (why.is_refused() && why.code() == errc::try_again_later);
    return {.state = may_be_sent        ? not_sent
                     : why.is_refused() ? refused
                                        : unknown,
            .why = why,
            .answer = {},
            .answer_of = {}};
}

/// The message that was written down, as far as its open fields tell it; nothing if they do not make one.
template <class M>
[[nodiscard]] std::optional<M> message_of(payment_record const &known)
{
    parameter_list fields;
    if (!known.message || parse_json(*known.message, fields)) return std::nullopt;
    reading read{std::as_const(fields).items()};
    auto message = read.template aggregate<M>();
    if (read.problem()) return std::nullopt;
    return message;
}

/// What is given to who sends an order again that was written down before.
template <class M>
[[nodiscard]] result<typename M::response> answer_of_known(payment_record const &known)
{
    if (known.state == payment_state::accepted && known.answer &&
        known.answer_of == operation_name<typename M::endpoint>()) {
        parameter_list fields;
        if (!parse_json(*known.answer, fields)) {
            reading read{std::as_const(fields).items()};
            auto answer = read.template aggregate<typename M::response>();
            if (!read.problem()) return answer;
        }
    }
    return error_of_known(known);
}

} // namespace tollgate::inline v0::detail

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/records/recorded_order.ipp>
#endif

#endif
