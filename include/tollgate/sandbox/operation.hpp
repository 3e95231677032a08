// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_OPERATION_HPP
#define TOLLGATE_SANDBOX_OPERATION_HPP

#include <tollgate/callback.hpp>
#include <tollgate/detail/format/lowering.hpp>
#include <tollgate/detail/format/reading.hpp>
#include <tollgate/detail/message/check_signature.hpp>
#include <tollgate/detail/message/outside_values.hpp>
#include <tollgate/request.hpp>
#include <tollgate/sandbox/behaviour.hpp>
#include <tollgate/sandbox/gateway_answer.hpp>
#include <tollgate/sandbox/gateway_signature.hpp>
#include <tollgate/signing/time_and_nonce.hpp>
#include <tollgate/signing_sources.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace tollgate::inline v0::sandbox {

namespace detail {

/// Adds texts where they stand, with the objects and lists around them.
TOLLGATE_DECL void add_at(parameter_list &to, std::span<text_at const> all);
/// Whether a header is as the gateway wants it. Of `Accept` one of those listed is enough (RFC 9110, section 12.5.1).
[[nodiscard]] TOLLGATE_DECL bool is_as_wanted(header const &wanted, std::string_view given);
/// The parameters of an `Authorization` in the order of the scheme; as it is where it has others. They have no order (RFC 9110, section 11.4).
[[nodiscard]] TOLLGATE_DECL std::string in_order_of(signing::scheme_view scheme, std::string_view given);
/// Whether a text of Unix seconds is as near to now as that.
[[nodiscard]] TOLLGATE_DECL bool is_near(std::string_view seconds, std::chrono::seconds within);
/// Adds what a refusal holds.
TOLLGATE_DECL void add_refusal(refusal_rule const &rule, refusal const &why, parameter_list &to);

/// Whether there is nothing at a path, though there is what would hold it.
[[nodiscard]] inline bool lacks(std::span<parameter const> fields, std::string_view path)
{
    std::size_t const dot = path.rfind('.');
    return signing::find_path(fields, path) == nullptr &&
           (dot == path.npos || signing::find_path(fields, path.substr(0, dot)) != nullptr);
}

} // namespace detail

/// A request as the gateway received it, read back.
struct received_request {
    sent_parts sent;
    std::string_view host{};
    parameter_list usual;  ///< What travels as is usual.
    parameter_list placed; ///< What travels elsewhere.
    std::vector<parameter> all;

    [[nodiscard]] std::span<parameter const> fields() const noexcept { return usual.items(); }
    [[nodiscard]] std::span<parameter const> placed_fields() const noexcept { return placed.items(); }
};

/// A request that the gateway does not take, and why.
struct refused_request {
    refusal with;
    request_finding finding;
};

/// A request's signature as it arrived, and what it is over; of a message that is signed. It views into the request.
template <message Message, hash_policy Hash>
class arrived_signature {
    using account = typename Message::account;
    using rule = tollgate::detail::request_rule_t<Message>;

public:
    arrived_signature(account const &who, received_request const &received)
    {
        for (header const &h : received.sent.headers)
            if (!equal_ignoring_case(h.name, "Host")) headers_.push_back(h);
        headers_.push_back({"Host", received.host});
        if constexpr (tollgate::detail::is_of_moment<rule>)
            for (header &h : headers_)
                if (equal_ignoring_case(h.name, rule::header))
                    h.value = in_order_ =
                        detail::in_order_of(tollgate::detail::request_table<Message>, h.value);
        over_ = {.fields = received.fields(),
                 .operation = tollgate::detail::operation_of(tollgate::detail::message_table_of<Message>,
                                                             received.sent.target),
                 .method = Message::endpoint::method,
                 .target = received.sent.target,
                 .headers = headers_,
                 .body = received.sent.body,
                 .placed = received.placed_fields()};
        if constexpr (tollgate::detail::is_of_moment<rule>) { // the header shows them
            auto const texts = tollgate::detail::texts_of<Message>(who);
            signing::context shown = over_;
            texts.show_in(shown);
            outside_ = signing::read_moment(tollgate::detail::request_table<Message>, shown,
                                            tollgate::detail::digests_of<Hash>,
                                            over_.find_header(rule::header).value);
            moment_ = {std::string{outside_.now}, std::string{outside_.nonce}};
        }
        if constexpr (tollgate::detail::needs_outside<rule>) {
            outside_ = tollgate::detail::outside_of<Hash, rule>(who, moment_);
            over_.outside = &outside_;
        }
    }
    arrived_signature(arrived_signature const &) = delete;
    arrived_signature &operator=(arrived_signature const &) = delete;
    ~arrived_signature() = default;

    [[nodiscard]] signing::context const &over() const noexcept { return over_; }
    /// What the scheme's `now` is, where it has one.
    [[nodiscard]] std::string_view moment() const noexcept { return outside_.now; }
    [[nodiscard]] bool is_right(account const &who) const
    {
        auto const checked = tollgate::detail::check_signature<Hash, Message, rule>(
            tollgate::detail::request_table<Message>, over_, who);
        return std::holds_alternative<std::size_t>(checked);
    }

private:
    std::vector<header> headers_;
    std::string in_order_; ///< The header that carries it.
    tollgate::detail::moment_texts moment_;
    signing::outside_values outside_;
    signing::context over_;
};

/// One message of a gateway, from the gateway's side.
template <message Message, hash_policy Hash>
struct operation {
    using account = typename Message::account;
    using endpoint = typename Message::endpoint;
    using response = typename Message::response;
    using rules = behaviour<account>;
    static constexpr auto const &known = tollgate::detail::message_table_of<Message>;
    static constexpr refusal_rule refuses = tollgate::detail::refusal_rule_of<Message>();

    /// \param base the path of the gateway's address
    [[nodiscard]] static bool is_at(std::string_view method, std::string_view base, std::string_view target)
    {
        return method == endpoint::method && target.starts_with(base) &&
               tollgate::detail::match_path(endpoint::path, target.substr(base.size()), nullptr).has_value();
    }
    [[nodiscard]] static bool read(tollgate::detail::request_address const &where, sent_parts const &sent,
                                   received_request &to)
    {
        to.sent = sent;
        to.host = where.host;
        // Who has nothing to say may send no object at all.
        sent_parts parts = sent;
        if (parts.body.empty() && known.form == tollgate::detail::wire_form::json) parts.body = "{}";
        std::string const path = std::string{where.path}.append(endpoint::path);
        if (tollgate::detail::read_wire(known, path, parts, to.usual, to.placed)) return false;
        to.all.assign(to.fields().begin(), to.fields().end());
        to.all.insert(to.all.end(), to.placed_fields().begin(), to.placed_fields().end());
        return true;
    }
    /// Whether it is this one of the messages that share a path.
    [[nodiscard]] static bool is_meant(received_request const &received)
    {
        for (tollgate::detail::field_row const &row : tollgate::detail::field_table_of<Message>)
            if (row.kind == tollgate::detail::field_kind::constant &&
                tollgate::detail::missing_from(received.all, row))
                return false;
        return true;
    }

    /// The message, once it is known to be the merchant's own, signed well, and complete.
    [[nodiscard]] static std::variant<Message, refused_request>
    verify_and_read(account const &who, received_request const &received)
    {
        using refused = refused_request;
        if (!are_headers_right(who, received))
            return refused{refused_credentials<account>(), {request_verdict::credentials}};
        if (std::string_view const name = find_other_account(who, received.all); !name.empty())
            return refused{rules::unknown_account(name), {request_verdict::other_account, std::string{name}}};
        if (!is_signature_right(who, received))
            return refused{rules::bad_signature, {request_verdict::signature}};
        std::vector<parameter> fields = received.all;
        std::deque<std::string> own;
        if constexpr (requires { rules::may_lack; })
            for (std::string_view const name : rules::may_lack)
                if (is_required(name) && find(received.all, name) == nullptr)
                    fields.push_back(
                        {.name = name, .text = own.emplace_back(tollgate::detail::random_nonce())});
        if constexpr (is_described<account>)
            for (text_at const &each : rules::template row_of<Message>().usual)
                if (detail::lacks(fields, each.path))
                    fields = detail::with_text_at(fields, each.path, each.text);
        auto const bad_field = [](std::string_view name) {
            return refused{rules::bad_field(name), {request_verdict::field, std::string{name}}};
        };
        tollgate::detail::reading read{fields};
        auto message = read.template aggregate<Message>();
        if (auto const &problem = read.problem()) return bad_field(problem->name);
        // A gateway refuses what it cannot read, whether it needs it or not.
        if (!read.unreadable().empty()) return bad_field(read.unreadable());
        // What a choice requires, only writing it looks at.
        auto const again = tollgate::detail::lower(message);
        if (again.problem) return bad_field(again.problem->name);
        return message;
    }

    [[nodiscard]] static gateway_answer answer(account const &who, response const &with)
    {
        parameter_list fields;
        constexpr bool is_list =
            !tollgate::detail::list_name_in(tollgate::detail::field_table_of<response>).empty();
        if (!is_list) add_success(fields);
        tollgate::detail::lowering{fields}.message(with);
        if constexpr (is_list) {
            tollgate::detail::string_writer text{64};
            write_json_list(std::as_const(fields).items(), text);
            gateway_answer made{200, text.take()};
            detail::sign_answer<Message, Hash>(who, made);
            return made;
        }
        return written(who, 200, fields);
    }
    /// An answer of these fields; 500 with the name of what the description requires of it and they do not have.
    [[nodiscard]] static gateway_answer answer_with(account const &who, std::span<parameter const> with,
                                                    unsigned status = 200)
    {
        parameter_list fields;
        add_success(fields);
        for (parameter const &each : with)
            fields.add(each);
        tollgate::detail::reading read{with};
        static_cast<void>(read.template aggregate<response>());
        if (auto const &problem = read.problem())
            return {500, "the sandbox's tables give no `" + std::string{problem->name} + "` here"};
        return written(who, status, fields);
    }
    [[nodiscard]] static gateway_answer refuse(account const &who, refusal const &why,
                                               request_finding finding = {request_verdict::refused})
    {
        parameter_list fields;
        detail::add_refusal(refuses, why, fields);
        // What nobody signs is enclosed in nothing.
        gateway_answer made =
            refuses.unsigned_too
                ? gateway_answer{why.status, tollgate::detail::json_of(std::as_const(fields).items())}
                : written(who, why.status, fields);
        made.finding = std::move(finding);
        return made;
    }
    /// What was answered before, signed as of now where a header signs it.
    [[nodiscard]] static gateway_answer again(account const &who, gateway_answer const &before)
    {
        gateway_answer made{.status = before.status, .body = before.body, .finding = before.finding};
        if (!before.headers.empty()) detail::sign_answer<Message, Hash>(who, made);
        return made;
    }

private:
    [[nodiscard]] static bool is_required(std::string_view name)
    {
        return std::ranges::any_of(
            tollgate::detail::field_table_of<Message>,
            [name](tollgate::detail::field_row const &row) { return row.is_required && row.name == name; });
    }
    /// The flag by which a gateway says that nothing is refused, if it has one.
    static void add_success(parameter_list &to)
    {
        if (!says_success()) return;
        text_at const flag{refuses.flag, "true", value_kind::boolean};
        detail::add_at(to, {&flag, 1});
    }
    [[nodiscard]] static gateway_answer written(account const &who, unsigned status, parameter_list &fields)
    {
        gateway_answer made{status, {}};
        if (status != 204)
            made.body =
                detail::sign_and_write<Message, Hash>(who, fields, tollgate::detail::response_rule<Message>);
        detail::sign_answer<Message, Hash>(who, made);
        return made;
    }
    /// Not where the answers lack it, nor where they have a field of their own by this name.
    [[nodiscard]] static constexpr bool says_success()
    {
        constexpr auto const &own = tollgate::detail::own_top_names<response>;
        return !refuses.flag.empty() && !refuses.flag_may_lack &&
               std::ranges::find(own, refuses.flag.substr(0, refuses.flag.find('.'))) == own.end();
    }
    /// The name of an account's field that is another's, or lacks; empty if none is.
    [[nodiscard]] static std::string_view find_other_account(account const &who,
                                                             std::span<parameter const> received)
    {
        parameter_list own;
        tollgate::detail::lowering into{own};
        tollgate::detail::lower_sent(known, &who, into);
        for (parameter const &mine : std::as_const(own).items()) {
            parameter const *const given = find(received, mine.name);
            if (given == nullptr || given->text != mine.text) return mine.name;
        }
        return {};
    }
    /// Whether the headers are there that the account sends with every request.
    [[nodiscard]] static bool are_headers_right(account const &who, received_request const &received)
    {
        tollgate::detail::header_values wanted;
        if (tollgate::detail::add_sent_headers(known.sent_headers, known.account, &who,
                                               tollgate::detail::digests_of<Hash>, wanted))
            return false;
        signing::context const over{.headers = received.sent.headers};
        return std::ranges::all_of(wanted.all(), [&over](header const &own) {
            auto const found = over.find_header(own.name);
            return !found.is_twice && detail::is_as_wanted(own, found.value);
        });
    }
    [[nodiscard]] static bool is_signature_right([[maybe_unused]] account const &who,
                                                 [[maybe_unused]] received_request const &received)
    {
        using rule = tollgate::detail::request_rule_t<Message>;
        if constexpr (rule::is_signed) {
            if constexpr (tollgate::detail::is_enclosed<Message>) {
                enclosed_message const *const how = tollgate::detail::enclosed_for<Message>(who);
                if (how == nullptr) return false;
                parameter const *const beside =
                    how->beside.empty() ? nullptr : find(received.fields(), how->beside);
                if (!how->beside.empty() && (beside == nullptr || beside->text != how->text)) return false;
            }
            arrived_signature<Message, Hash> const arrived{who, received};
            if constexpr (tollgate::detail::is_of_moment<rule> && requires { rules::taken_within; })
                if (!detail::is_near(arrived.moment(), rules::taken_within)) return false;
            return arrived.is_right(who);
        } else {
            return true;
        }
    }
};

} // namespace tollgate::inline v0::sandbox

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/sandbox/operation.ipp>
#endif

#endif
