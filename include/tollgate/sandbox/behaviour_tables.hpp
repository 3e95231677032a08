// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_BEHAVIOUR_TABLES_HPP
#define TOLLGATE_SANDBOX_BEHAVIOUR_TABLES_HPP

#include <tollgate/detail/short_list.hpp>
#include <tollgate/detail/value_kind.hpp>
#include <tollgate/provider.hpp>
#include <tollgate/sandbox/ledger_entry.hpp>
#include <tollgate/sandbox/refusal.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <tuple>
#include <type_traits>

/// \file
/// What a simulated gateway does, as tables: its resources, what its messages do with them, and what it tells of them. Paths are names
/// joined by dots; texts may hold `{id}`, `{merchants_id}`, `{amount}`, `{received}`, `{refunded}`, `{left}`, `{currency}`, `{of}` (the entry that
/// it belongs to), `{of.path}` (a member of that one's document), `{payer}`, `{method}`, `{paid_by}`, `{page}`, `{remark}` and `{remark_code}` (why
/// it was declined), `{seconds}` and `{time}` (of the last change; also `{year}`, `{month}`, `{day}`,
/// `{hour}` and `{minute}`), `{seconds_created}` and `{time_created}`, and `{asked.path}`: a field of the
/// message that made it, or of the account that the message sends.

namespace tollgate::inline v0::sandbox {

/// States of an entry.
using states = short_list<entry_state>;

/// A member of a document that is a text, and which.
struct condition {
    std::string_view path{}; ///< Empty: it holds never.
    std::string_view text{};
    bool if_absent = false; ///< It holds without the member, too.
    bool always = false;    ///< It holds, whatever there is.
};

/// A member of a document, an answer or an event, which an entry has in some states. A later row goes before an earlier one.
struct member_row {
    std::string_view path;
    std::string_view text; ///< An empty object or list for these kinds.
    value_kind kind = value_kind::text;
    states in{};                       ///< None: in all.
    std::string_view only_with{};      ///< Another member that must be there and hold something.
    bool removed = false;              ///< It is taken away.
    condition only_if{.always = true}; ///< What another member must hold.
    bool only_once = false;            ///< What is there already stays.
};

/// What is told when an entry comes into a state.
struct event_row {
    states in;
    std::string_view type; ///< The event's.
    std::string_view summary{};
};

/// A means of payment that ends in one way, as gateways document them for tests.
struct trial_row {
    std::string_view means; ///< Empty: every one without a row of its own.
    entry_state to = entry_state::paid;
    refusal why{}; ///< Where it is declined. With the status 200 the document is the answer, and says why.
};

/// How something is refused that cannot be done with an entry as it stands.
struct refused_row {
    states in; ///< None: in all.
    refusal why;
    condition if_so{.always = true}; ///< Of its document.
};

/// An amount that is the sum of a list: of each element the price times the quantity.
struct sum_rule {
    std::string_view list{};
    std::string_view price{};
    std::string_view quantity{}; ///< 1 where an element has none.
    std::string_view currency{}; ///< The first element's counts.
};

/// A kind of thing that a gateway keeps: payments, orders, refunds.
struct resource {
    std::string_view name;
    std::string_view id_prefix{}; ///< In front of a number.
    std::string_view
        other_prefix{}; ///< In front of the id, where messages name it by that of something that belongs to it alone.
    entry_kind kind = entry_kind::invoice;
    entry_state opened = entry_state::pending;

    // Where its documents have what the books count; empty where they have none.
    std::string_view amount = "amount";
    std::string_view currency = "currency";
    std::string_view currency_unless{}; ///< Where a message gives none.
    value_kind amount_kind = value_kind::number;
    std::int64_t least =
        0; ///< The least that is taken, in the amount's last place; less is refused as too much is.
    std::string_view merchants_id{};
    /// The field of messages that holds the gateway's id and nothing else, as that of `merchants_id` holds the merchant's; others hold either.
    std::string_view own_id{};
    std::string_view description = "description";
    std::string_view success_url{};
    std::string_view failure_url{};
    std::string_view id_in_urls{};    ///< Stands in braces in these, in place of the id.
    std::string_view added_to_urls{}; ///< Is added to the query of these.
    bool returns_told = false;        ///< So is what was told, once the payer comes back.
    /// Has the address where what happens to one is told, if the sandbox can post there; else it goes where callbacks go anyway.
    std::string_view callback_url{};
    std::string_view payer{};        ///< As messages name them.
    std::string_view payer_unless{}; ///< Where a message names none.
    short_list<std::string_view>
        further{};            ///< Fields of messages that documents keep though no answer declares them.
    std::string_view means{}; ///< Of payment.
    std::string_view trial{}; ///< Goes before `means`, where it is in a row of `trials`.
    sum_rule sum{};           ///< In place of `amount`.

    std::span<member_row const> members{};
    std::span<event_row const> events{};
    std::span<member_row const> told{}; ///< What its document has otherwise where it is told.
    std::span<trial_row const> trials{};
    refusal
        unknown_means{}; ///< Of one that is in no row of `trials`; where it has no code and status 200, it pays.
    std::string_view error_at{}; ///< Where the document has why it was declined.
    refusal declined{};          ///< Why, where the payer declines on the page.
    std::string_view page{};     ///< Where the payer pays, such as `https://pay.example/{id}`.
    bool redirects = true;       ///< Whether the browser goes back to the shop by itself.
    bool tries_again = false;    ///< Whether a payer who was declined stays on the page, and may try again.
    bool ends_refunded = false;  ///< Whether it is another state that all was given back.
    bool parts_show = false;     ///< Whether it is another state that a part was taken, or given back.
    condition held{};            ///< When a payment is only authorized, until it is captured.
    std::string_view
        paid_by{}; ///< The resource of which one is opened when the payer pays this one, and then holds the money.
    bool also_declined = false;   ///< One is opened for a payment that the payer declines, too.
    std::string_view paid_with{}; ///< A member whose content that one takes over, and one that `takes` opens.
    std::string_view
        listed_by{}; ///< The resource whose documents list those that belong to an entry of it, whatever lies between.
    std::string_view listed_at{}; ///< Where.
    bool follows = false;         ///< Whether this one is paid when that one is captured.
    refusal missing{};            ///< How a message is refused that names none.
};

/// What a message does with a resource.
enum class act : unsigned char {
    opens,    ///< Makes one of the message's fields.
    shows,    ///< Of what is there.
    lists,    ///< The newest first; fields that are members choose.
    changes,  ///< Takes over fields.
    patches,  ///< Changes its document by a list of operations (RFC 6902).
    pays,     ///< Tries the payment, by its means.
    captures, ///< Takes what was authorized.
    ends,     ///< Closes it: `to`.
    takes,    ///< Opens one of the money of another entry, all of it or a part.
    refunds,  ///< Opens one that gives money of another entry back.
    reverses, ///< Closes what is authorized, as `ends`; gives back what was paid.
    shows_event,
    answers, ///< Nothing: the answer is what it has of the message, and what stands `beside`.
};

/// How a list is cut into pages, and what else its answer holds.
struct list_rule {
    std::string_view items{}; ///< Where the answer has them; empty for no list.
    std::string_view limit{}; ///< The field that says how many there may be.
    std::size_t limit_unless = 10;
    std::string_view after{}; ///< The field with the id behind which the page begins.
    std::string_view skip{};  ///< The field with how many are left out.
    std::string_view page{};  ///< The field with the page's number, from 1.
    /// Texts may hold `{more}`, `{count}`, `{total}`, `{pages}`, `{page}`, `{limit}` and `{last}`, the last one's id.
    std::span<member_row const> members{};
    std::string_view last{}; ///< Has the last one's id if there are more.
};

/// What a message does.
struct message_row {
    act does;
    std::string_view of; ///< The resource that it opens, shows, changes.
    short_list<std::string_view> by =
        "id"; ///< The message's fields that may name an entry, by the gateway's id or the merchant's.
    std::span<text_at const>
        usual{}; ///< What its fields are that it leaves out, where it has the objects around them.
    /// The message's field with the amount that it captures or gives back, in place of all; of nested ones the path.
    std::string_view amount{};
    bool all_of_it = false; ///< Of `captures`: less than was authorized is refused, too, as `too_much`.
    /// Of `refunds`: the message's field that repeats the amount of the entry; another one is refused as `too_much`.
    std::string_view whole_amount{};
    std::span<member_row const>
        members{};         ///< Of `opens`: members of the document besides the message's fields.
    bool replaces = false; ///< Of `changes`: objects are replaced as a whole.
    std::string_view
        refunded{}; ///< Of `refunds` and `takes`: the resource whose money it is; of `lists`: to an entry of which those belong that `by` names.
    /// Of `changes`, `captures`, `ends`, `reverses`: a resource of which one is opened that says what was done. It is the answer, and of it
    /// alone something is told.
    std::string_view opens{};
    /// Whether it can be done is told, and not answered: where it cannot, the one that says what was done is opened all the same, declined.
    bool decided_later = false;
    condition takes_last{};     ///< Of `takes`: when no more will be taken, though something is left.
    bool answers_of_it = false; ///< Of `takes`: the answer is that entry, and not the new one.
    std::string_view operations = "ops"; ///< Of `patches`: the message's list of them.
    condition if_so{};                   ///< Of `opens`: whether it also tries the payment.
    states from{}; ///< In which states it can be done; none: in all. Others are refused.
    entry_state to = entry_state::canceled; ///< Of `ends`.
    /// Of `refunds`: the state of what it opened once that has been the answer, such as a refund that was under way; none: it stays.
    std::optional<entry_state> then{};
    refusal otherwise{}; ///< In another state.
    std::span<refused_row const>
        refused{};      ///< Before that: the first that is so. Of `opens`: where its key is repeated.
    refusal missing{};  ///< Where there is no entry; as the resource says unless it has a code.
    refusal too_much{}; ///< For more than there is.
    refusal
        balance_too_low{}; ///< Of `refunds`: where the account has less; as `too_much` unless it has a code.
    refusal key_reused{}; ///< Of a key that came with another request; as the gateway's unless it has a code.
    std::string_view currency{}; ///< The message's field with the currency, where it must be the entry's.
    refusal other_currency{};
    refusal no_such_path{};               ///< Of `patches`: for an operation that cannot be done.
    unsigned status = 200;                ///< The answer's; one without a body for 204.
    short_list<std::string_view> only{};  ///< The document's members that the answer has; none: all.
    condition whole_if{};                 ///< Of the message: when it has all nevertheless.
    std::string_view inside{};            ///< Where the answer has the document; empty: it is the answer.
    std::span<member_row const> beside{}; ///< What the answer has beside it.
    bool beside_alone = false;            ///< The answer has nothing else.
    list_rule list{};
    bool needs_merchants_id_once =
        false; ///< Of `opens`: another one with this merchant's id is refused, as `otherwise`.
};

/// The form of what a gateway tells.
struct event_rule {
    std::string_view id_prefix = "event";
    std::string_view inside{}; ///< Where it has the document; `{resource}` is the resource's name.
    std::string_view
        also{}; ///< Where it has that of the entry that belongs to it or to which it belongs; likewise.
    std::span<member_row const>
        members{}; ///< Texts may also hold `{event}`, its type, `{summary}`, and `{event_id}`, its own. `only_with` is a member of the document.
    bool members_alone = false; ///< It has no document.
    /// Of each attempt, where signed headers hold neither the key's name nor a time that is looked at. Texts may hold `{time}`.
    std::span<text_at const> headers{};
    std::span<text_at const> beside_sealed{}; ///< Where it is sealed; texts may hold `{resource}`.
    bool are_tests = false; ///< Where the mark of a test stands beside the items: that they are.
    short_list<std::string_view> percent_encoded{}; ///< Members whose texts are percent-encoded in it.
};

/// A field of messages that documents have under another name.
struct renamed_field {
    std::string_view asked;
    std::string_view shown;
};

/// How a gateway writes a currency, and its letters (ISO 4217).
struct currency_code {
    std::string_view written;
    std::string_view letters;
};

/// A message and what it does.
template <message Message>
struct message_does {
    using type = Message;
    message_row row;
};
template <message Message>
[[nodiscard]] constexpr message_does<Message> row_for(message_row row)
{
    return {row};
}

} // namespace tollgate::inline v0::sandbox

#endif
