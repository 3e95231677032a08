// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_MESSAGE_STATUS_QUERY_HPP
#define TOLLGATE_DETAIL_MESSAGE_STATUS_QUERY_HPP

#include <tollgate/callback.hpp>
#include <tollgate/callback/unconfirmed_callback.hpp>
#include <tollgate/detail/description/declared_paths.hpp>
#include <tollgate/detail/format/lowering.hpp>
#include <tollgate/request.hpp>
#include <tollgate/response.hpp>

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

/// \file
/// The second question: what a gateway is asked by an id, and whether its answer is about that id.

namespace tollgate::inline v0::detail {

template <class M>
concept has_reconciling_question = requires { typename M::reconciled_by::question; };

/// Asking must not move money, and the answer must say what it is about.
template <class Asks>
concept sound_question =
    Asks::question::endpoint::effect == effect::reads &&
    (holds_name(top_names<typename Asks::question::response>, Asks::told) ||
     kind_at(field_table_of<typename Asks::question::response>, Asks::told) == path_kind::value);

template <class M>
concept reconcilable = has_reconciling_question<M> && sound_question<typename M::reconciled_by>;
template <class C>
concept confirmable =
    has_confirming_question<C> && []<class... Asks>(std::type_identity<std::tuple<Asks...>>) {
        return (sound_question<Asks> && ...);
    }(std::type_identity<typename questions_of<C>::all>{});

template <class Asks>
consteval bool check_question()
{
    if constexpr (!sound_question<Asks>) report<Asks, fault_id::client_question>();
    return true;
}

template <class M>
consteval bool check_reconcilable()
{
    if constexpr (has_reconciling_question<M>)
        check_question<typename M::reconciled_by>();
    else
        report<M, fault_id::client_cannot_reconcile>();
    return true;
}

template <class C>
consteval bool check_confirmable()
{
    if constexpr (has_confirming_question<C>)
        []<class... Asks>(std::type_identity<std::tuple<Asks...>>) {
            static_cast<void>((check_question<Asks>() && ...));
        }(std::type_identity<typename questions_of<C>::all>{});
    else
        report<C, fault_id::client_cannot_confirm>();
    return true;
}

template <class Asks>
inline constexpr std::chrono::seconds timeout_of_question = timeout_of<typename Asks::question>;

/// What is wrong with an answer that is not about an id: `told` is where it says what it is about.
[[nodiscard]] inline std::optional<error> find_another_id(std::span<parameter const> answer,
                                                          std::string_view told, std::string_view id)
{
    if (parameter const *const about = signing::find_path(answer, told)) {
        if (about->text == id) return std::nullopt;
    } else if (auto const first = told.find(".0."); first != told.npos) {
        parameter const *const list = signing::find_path(answer, told.substr(0, first));
        bool const is_list = list != nullptr && list->kind == value_kind::array;
        if (is_list && nested(answer, static_cast<std::size_t>(list - answer.data())).empty())
            return error{errc::not_found_yet, unknown{}, not_found_sentence};
    }
    return error{errc::another_id, unknown{}, sentence_for_another_id(told)};
}

/// However a question fails, nothing was learned about the payment.
[[nodiscard]] inline error nothing_learned(error e)
{
    return std::move(e).with(outcome{unknown{}});
}

/// A question by an id, and how its answer is read.
template <class Asks, class Hash>
struct asking {
    using question = typename Asks::question;
    using answer = typename question::response;
    using account = typename question::account;

    std::string id;
    body_limits limits;    ///< Of the answer.
    tests_allowed tests{}; ///< Whether an answer counts by which the gateway only tests.
    std::shared_ptr<signing_sources const> sources{};

    [[nodiscard]] result<request<question, Hash>> request_of(account const &merchant) const
    {
        auto const message = Asks::about(id);
        if (!message) return message.error();
        return request_maker::make<Hash>(merchant, *message, sources.get(), {});
    }

    /// \param arrived anything with `status`, `headers` and `body`
    [[nodiscard]] result<answer> read(account const &merchant, auto const &arrived) const
    {
        auto read = read_response<question, Hash>(merchant, arrived.status, header_views(arrived.headers),
                                                  arrived.body, limits, tests, time_by(sources.get()));
        if (!read) return nothing_learned(read.error());
        lowered const parameters = lower(*read);
        if (auto another = find_another_id(parameters.items(), Asks::told, id)) return *std::move(another);
        return read;
    }

    /// For a client.
    [[nodiscard]] result<answer> operator()(account const &merchant, auto const &arrived) const
    {
        if (!arrived) return nothing_learned(arrived.error());
        return read(merchant, *arrived);
    }
};

/// What an unsigned callback claims. The bytes are a stranger's: what is read of them only ever becomes a question.
template <class Callback>
[[nodiscard]] result<unsigned_id> unsigned_id_in(unconfirmed_callback const &closed)
{
    using access = unconfirmed_callback_access;
    parameter_list parameters;
    // It was within its limits when it was received.
    body_limits const unlimited{.size = access::body(closed).size(), .depth = body_limits::most_depth};
    auto const marked = malformed_texts::marked;
    auto const repeated = repeated_names::marked;
    auto const unreadable = access::is_form(closed)
                                ? parse_form(access::body(closed), parameters, unlimited, marked, repeated)
                                : parse_json(access::body(closed), parameters, unlimited, marked, repeated);
    if (unreadable) return callback_error(*unreadable, sentence_for_body(*unreadable, "callback"));
    return find_unsigned_id<Callback>(std::as_const(parameters).items());
}

/// A question about what an unsigned callback claims.
template <class Callback, class Hash, class Asks>
struct confirming {
    using asks = asking<Asks, Hash>;
    using told = typename questions_of<Callback>::told;
    using answer = typename asks::answer;

    result<unsigned_id> claimed;
    tests_allowed tests;
    body_limits limits; ///< Of the answer.
    std::shared_ptr<signing_sources const> sources{};

    [[nodiscard]] result<request<typename asks::question, Hash>>
    request_of(typename asks::account const &merchant) const
    {
        if (!claimed) return claimed.error();
        return asks{claimed->id, limits, {}, sources}.request_of(merchant);
    }

    /// For a client.
    [[nodiscard]] result<verified<told>> operator()(typename asks::account const &merchant,
                                                    auto const &arrived) const
    {
        if (!arrived) return nothing_learned(arrived.error());
        auto read = asks{claimed->id, limits, with_tests, sources}.read(merchant, *arrived);
        if (!read) return read.error();
        // A claim to be a test is believed: who lies about it only harms himself.
        bool const claims_live = claimed->mark == test_mark::live;
        test_mark const mark = claims_live ? mark_of(arrived->body) : claimed->mark;
        if (mark != test_mark::live && !tests.allowed)
            return claims_live ? test_error(mark, answer_tests<answer>(), "answer")
                               : test_error(mark, test_rule_of<Callback>(), "callback");
        return verified_maker::make(told(*std::move(read)), arrived->body, verification::confirmation, 0,
                                    mark != test_mark::live);
    }

private:
    /// Of an answer that was read.
    [[nodiscard]] test_mark mark_of(std::string_view body) const
    {
        if constexpr (names_tests<answer>) {
            parameter_list parameters;
            if (parse_json(body, parameters, limits, malformed_texts::marked, repeated_names::marked))
                return test_mark::unclear;
            return read_test_mark(answer_tests<answer>(), std::as_const(parameters).items());
        } else {
            return test_mark::live;
        }
    }
};

} // namespace tollgate::inline v0::detail

#endif
