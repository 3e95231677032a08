// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_RECORDS_ORDER_HPP
#define TOLLGATE_DETAIL_RECORDS_ORDER_HPP

#include <tollgate/callback/identity.hpp>
#include <tollgate/detail/description.hpp>
#include <tollgate/detail/format/lowering.hpp>
#include <tollgate/detail/format/random_bytes.hpp>
#include <tollgate/detail/format/reading.hpp>
#include <tollgate/detail/records/journal.hpp>
#include <tollgate/detail/repeated_by_key.hpp>
#include <tollgate/hash/policy.hpp>
#include <tollgate/provider.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
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
concept asks_by_own_id = requires { typename M::reconciled_by::question; } &&
                         std::ranges::find(top_names<M>, M::reconciled_by::from) != top_names<M>.end();

/// A message that says by which of its fields it is known again.
template <class M>
concept has_own_id = has_identity<M> || asks_by_own_id<M>;

template <class M>
consteval bool check_recordable()
{
    static_assert(
        has_own_id<M>,
        "tollgate: a message that is written down must say by which of its fields it is known again: "
        "declare `using identity = picks<\"order_id\">` [tollgate.records.identity]");
    static_assert(
        !has_own_id<M> || M::endpoint::effect == effect::creates,
        "tollgate: only a message that does something is written down: send a question by the client "
        "itself [tollgate.records.effect]");
    return true;
}

/// The fields by which a message is known again.
template <has_own_id M>
[[nodiscard]] std::vector<std::string_view> own_id_names()
{
    if constexpr (has_identity<M>)
        return {M::identity::names.begin(), M::identity::names.end()};
    else
        return {M::reconciled_by::from};
}

/// The one text, or as JSON where there are several fields; empty if one of them is not there.
[[nodiscard]] TOLLGATE_DECL std::string own_id_in(std::span<parameter const> items,
                                                  std::span<std::string_view const> names);

/// Whose message it is, and what it is called. Without its own id.
template <class M>
[[nodiscard]] order_key key_without_id(typename M::account const &account)
{
    lowered const owner = lower(account);
    return {.gateway = std::string{provider_traits<typename M::account>::name},
            .account = open_json(owner.items()),
            .operation = std::string{M::endpoint::operation},
            .own_id = {}};
}

/// For how long the same key may be sent again: as `client::retry` has it, and a century for what is kept for good.
template <class M>
[[nodiscard]] std::chrono::milliseconds repeatable_for() noexcept
{
    constexpr std::chrono::seconds longest = std::chrono::hours{24 * 36525};
    constexpr std::chrono::seconds kept = std::min(key_kept_of<M>(), longest);
    return kept - kept / 10;
}

template <class Hash, class M>
[[nodiscard]] result<order_to_record> order_of(typename M::account const &account, M const &message)
{
    lowered const fields = lower(message);
    order_to_record order{.key = key_without_id<M>(account), .digest = {}};
    if constexpr (is_keyed<M>) {
        order.repeat_key = key_in(field_table_of<M>, &message);
        if (!order.repeat_key.empty()) order.repeatable_for = repeatable_for<M>();
    }
    std::vector<std::string_view> const names = own_id_names<M>();
    order.key.own_id = own_id_in(fields.items(), names);
    if (order.key.own_id.empty())
        return error{errc::missing_field, not_sent{},
                     "An order is known again by its " + quoted(names.front()) +
                         ", which was left out; give each order an id of its own."};
    // With path and method: two operations may have the same last piece, and the same fields. `as_post_form` makes a POST of a GET, of
    // the same order. What is not declared may be a card's number.
    constexpr std::string_view method = M::endpoint::method == "GET" ? "POST" : M::endpoint::method;
    std::string const text = std::string{method} + ' ' + std::string{M::endpoint::path} + ' ' +
                             text_of_order(fields.items(), open_names<M>);
    order.digest = in_hexadecimal(Hash::template digest<hash::sha256>(text));
    return order;
}

/// What became of an attempt.
template <class M>
[[nodiscard]] order_outcome order_outcome_of(result<typename M::response> const &answer)
{
    using enum payment_state;
    if (answer) {
        lowered const fields = lower(*answer);
        return {.state = accepted,
                .why = {},
                .answer = open_json(fields.items()),
                .answer_of = std::string{M::endpoint::operation}};
    }
    error const &why = answer.error();
    bool const may_be_sent = why.is_not_sent() || (why.is_refused() && why.code() == errc::again_later);
    return {.state = may_be_sent        ? not_sent
                     : why.is_refused() ? refused
                                        : unknown,
            .why = why,
            .answer = {},
            .answer_of = {}};
}

/// What is given to who sends an order again that was written down before.
template <class M>
[[nodiscard]] result<typename M::response> answer_of_known(payment_record const &known)
{
    if (known.state == payment_state::accepted && known.answer && known.answer_of == M::endpoint::operation) {
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
#include <tollgate/impl/records/order.ipp>
#endif

#endif
