// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_DESCRIBED_BEHAVIOUR_HPP
#define TOLLGATE_SANDBOX_DESCRIBED_BEHAVIOUR_HPP

#include <tollgate/detail/field_table.hpp>
#include <tollgate/detail/format/lowering.hpp>
#include <tollgate/header.hpp>
#include <tollgate/request.hpp>
#include <tollgate/sandbox/behaviour.hpp>
#include <tollgate/sandbox/behaviour_tables.hpp>
#include <tollgate/sandbox/document.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace tollgate::inline v0::sandbox {

/// A gateway's tables, and what follows from them.
struct gateway_tables {
    std::span<resource const> resources;
    event_rule events;
    /// For each resource, the names of its documents' members, as the answers declare them: what a message's fields become.
    std::vector<std::vector<std::string_view>> shown;
};

namespace detail {

/// Adds the names that an answer declares at a path.
TOLLGATE_DECL void add_names_at(tollgate::detail::field_table const &answer, std::string_view path,
                                std::vector<std::string_view> &to);

/// Does what a row says.
/// \param asked the message
[[nodiscard]] TOLLGATE_DECL document_reply carry_out(ledger &book, gateway_tables const &by,
                                                     message_row const &row, document const &asked);
/// Why a message that was carried out once, and comes again with its key, is refused now; null if it is answered as it was.
[[nodiscard]] TOLLGATE_DECL refusal const *refused_again(ledger &book, gateway_tables const &by,
                                                         message_row const &row, document const &asked);
/// An entry came into another state: its document follows, the payment is opened that belongs to it, and all is told.
TOLLGATE_DECL void enter_state(ledger &book, gateway_tables const &by, entry &what);

/// Adds what stands beside what is sealed.
/// \param at       where that is
/// \param resource of which something is told
TOLLGATE_DECL void set_beside_sealed(event_rule const &rule, std::string_view at, std::string_view resource,
                                     document &event);

/// An address with a further query; an empty one stays so.
[[nodiscard]] TOLLGATE_DECL std::string with_query(std::string const &url, std::string_view query);

[[nodiscard]] TOLLGATE_DECL std::string shown_amount(entry const &what, bool is_minor,
                                                     std::span<currency_code const> codes);

/// The headers of an attempt to tell something, as of now.
[[nodiscard]] TOLLGATE_DECL std::vector<owned_header> headers_of_event(event_rule const &rule);

template <class... Messages>
[[nodiscard]] operation_list<Messages...> operations_in(std::tuple<message_does<Messages>...> const &);

} // namespace detail

/**
 * \brief A gateway's behaviour that is nothing but tables.
 * \details `template <> struct behaviour<stripe::account> : described_behaviour<stripe_tables> {};`
 *
 * | member of `Tables` | meaning |
 * |---|---|
 * | `account`, `reports` | the account, and the callback whose scheme signs events |
 * | `resources` | an array of `resource` |
 * | `messages` | a `std::tuple` of what `row_for` gives, for each of the gateway's messages |
 * | `events` | an \ref event_rule |
 * | `page_host`, `bad_signature`, `bad_request`, `bad_credentials`, `bad_token`, `key_reused`, `too_many`, `taken_within`, `signing_key`, `unknown_account`, `bad_field` | as in \ref behaviour |
 * | `are_minor` | whether amounts are in minor units |
 * | `taken_as` | optional: an array of \ref renamed_field |
 * | `currency_codes` | optional: an array of \ref currency_code, where currencies are not written in letters |
 *
 * A message's fields, and those of its account that travel with it, become members of the document that it makes, where the gateway's
 * answers declare members of the same name, or of that in `taken_as`. A message that the payer's browser sends opens a page.
 */
template <class Tables>
struct described_behaviour : Tables {
    using account_type = typename Tables::account;
    using operations = decltype(detail::operations_in(Tables::messages));
    static constexpr bool refundable = false;
    static constexpr bool is_described = true;

    [[nodiscard]] static gateway_tables const &tables()
    {
        static gateway_tables const made = make_tables();
        return made;
    }
    template <message Message>
    [[nodiscard]] static document_reply answer(ledger &book, account_type const &who, Message const &message)
    {
        return detail::carry_out(book, tables(), row_of<Message>(), as_asked(who, message));
    }
    /// Why a message that was carried out once, and comes again with its key, is refused now; null if it is answered as it was.
    template <message Message>
    [[nodiscard]] static refusal const *refused_again(ledger &book, account_type const &who,
                                                      Message const &message)
    {
        return detail::refused_again(book, tables(), row_of<Message>(), as_asked(who, message));
    }
    /// What a message does.
    template <message Message>
    [[nodiscard]] static constexpr message_row const &row_of()
    {
        return std::get<message_does<Message>>(Tables::messages).row;
    }
    [[nodiscard]] static std::string shown_amount(entry const &what)
    {
        std::span<currency_code const> codes;
        if constexpr (requires { Tables::currency_codes; }) codes = Tables::currency_codes;
        return detail::shown_amount(what, Tables::are_minor, codes);
    }

private:
    /// The message's fields, and those of the account that are sent with it.
    template <message Message>
    [[nodiscard]] static document as_asked(account_type const &who, Message const &message)
    {
        parameter_list asked;
        tollgate::detail::lowering into{asked};
        into.message(message);
        tollgate::detail::lower_sent(tollgate::detail::message_table_of<Message>, &who, into);
        document made{std::as_const(asked).items()};
        if constexpr (requires { Tables::taken_as; })
            for (renamed_field const &each : Tables::taken_as)
                made.rename(each.asked, each.shown);
        return made;
    }
    [[nodiscard]] static gateway_tables make_tables()
    {
        gateway_tables made{Tables::resources, Tables::events, {}};
        made.shown.resize(made.resources.size());
        std::apply([&made]<class... Messages>(
                       message_does<Messages> const &...each) { (add_names<Messages>(made, each.row), ...); },
                   Tables::messages);
        return made;
    }
    template <class Message>
    static void add_names(gateway_tables &to, message_row const &row)
    {
        std::string_view const answered = row.answers_of_it   ? row.refunded
                                          : row.opens.empty() ? row.of
                                                              : row.opens;
        for (std::size_t which = 0; which != to.resources.size(); ++which)
            if (to.resources[which].name == answered && row.list.items.empty())
                detail::add_names_at(tollgate::detail::field_table_of<typename Message::response>, row.inside,
                                     to.shown[which]);
    }
};

} // namespace tollgate::inline v0::sandbox

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/sandbox/described_behaviour.ipp>
#endif

#endif
