// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_REQUEST_IPP
#define TOLLGATE_IMPL_REQUEST_IPP

#include <tollgate/detail/format/http_text.hpp>
#include <tollgate/detail/format/path_template.hpp>
#include <tollgate/request.hpp>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

namespace tollgate::inline v0::detail {

std::string write_wire(message_table const &known, std::string_view target, std::span<parameter const> items,
                       std::string room)
{
    if (known.form == wire_form::json) {
        string_writer text{target.size() + likely_in_json(items), std::move(room)};
        text.append(target);
        if (known.list_name.empty())
            write_json(items, text);
        else
            write_json_list(items, text);
        return text.take();
    }
    std::size_t const most = known.has_brackets ? most_in_brackets(items) : most_in_query(items);
    string_writer text{target.size() + 1 + most, std::move(room)};
    text.append(target);
    if (known.form == wire_form::query && !items.empty())
        text.append(target.find('?') == target.npos ? '?' : '&');
    if (known.has_brackets)
        write_brackets(items, text);
    else
        write_query(items, text);
    return text.take();
}

/// Reads a form, or a target's query.
[[nodiscard]] inline std::optional<errc> read_parameters(message_table const &known, std::string_view text,
                                                         parameter_list &to)
{
    body_limits const unlimited{.size = text.size(), .depth = body_limits::most_depth};
    if (!known.has_brackets) return parse_query(text, to, unlimited);
    field_table const *const declared[] = {&known.fields.own, &known.account.fields};
    return parse_brackets(text, to, declared, unlimited);
}

/// Reads what stands in a target, and the headers that a message decides.
[[nodiscard]] inline std::optional<errc> read_placed(message_table const &known, std::string_view path,
                                                     sent_parts const &from, parameter_list &to,
                                                     parameter_list &placed)
{
    std::size_t const first = placed.size();
    auto query = match_path(path, from.target, &placed);
    for (parameter &p :
         placed.items().subspan(first)) // the path may go before the list does, the description never
        for (field_row const &row : known.fields.own)
            if (row.name == p.name) p.name = row.name;
    if (!query && !known.places.are_usual()) return errc::invalid_address;
    if (!query) query = from.target.substr(std::min(from.target.size(), path.size()));
    query->remove_prefix(query->empty() ? 0 : 1);
    if (known.form == wire_form::query) {
        if (auto const why = read_parameters(known, *query, to)) return why;
    } else if (auto const why = parse_query(*query, placed, {.size = query->size()})) {
        return why;
    }
    for (std::size_t i = 0; i != known.places.header.size(); ++i)
        for (header const &sent : from.headers)
            if (known.places.header[i] && is_same_header(sent.name, known.fields.own.first[i].name))
                placed.add({.name = known.fields.own.first[i].name, .text = sent.value});
    return std::nullopt;
}

std::optional<errc> read_wire(message_table const &known, std::string_view path, sent_parts const &from,
                              parameter_list &to, parameter_list &placed)
{
    body_limits const unlimited{.size = from.body.size(), .depth = body_limits::most_depth};
    if (known.form == wire_form::json)
        if (auto const why = parse_json(from.body, to, unlimited, malformed_texts::refused,
                                        repeated_names::refused, known.list_name))
            return why;
    if (known.form == wire_form::form)
        if (auto const why = read_parameters(known, from.body, to)) return why;
    if (known.enclosed.is_there()) {
        parameter const *const field = find(std::as_const(to).items(), known.enclosed.field);
        wiped_buffer inside;
        if (field == nullptr || !decode_enclosed(field->text, inside)) return errc::field_not_convertible;
        return parse_json(placed.texts().keep(inside.view()), placed, unlimited);
    }
    if (known.form != wire_form::query && known.places.are_usual()) return std::nullopt;
    return read_placed(known, path, from, to, placed);
}

std::optional<problem_with> write_address(message_table const &known, void const *account, std::string &to)
{
    auto problem = write_host(known.hosts, account, to);
    to += known.path;
    return problem;
}

void lower_sent(message_table const &known, void const *account, lowering &to)
{
    to.aggregate(known.account.fields, account, known.fields.sent);
}

std::optional<problem_with> lower_request(message_table const &known, void const *account,
                                          void const *message, amounts_rule const &amounts,
                                          parameter_list &to)
{
    lowering of_account{to};
    lower_sent(known, account, of_account);
    if (of_account.problem()) return of_account.problem();
    lowering into{to, amounts.most_places};
    into.aggregate(known.fields.own, message, known.places.usual);
    if (into.problem()) return into.problem();
    // What is given at run time may hold objects, for which a query or form has no place.
    if (known.has_brackets) {
        if (auto const problem = fit_into_brackets(to)) return problem;
    } else if (known.form != wire_form::json && !known.open_name.empty())
        for (parameter const &p : std::as_const(to).items())
            if (is_container(p.kind)) return problem_with{errc::unsignable_value, known.open_name};
    return amounts.problem ? amounts.problem : into.excess();
}

[[nodiscard]] inline std::optional<problem_with>
sign_by(message_table const &known, signing::scheme_view scheme, signing::scheme_view signed_text,
        digest_table const &digests, signing::context const &over, signing::signature &to)
{
    if (auto const found = signing::find_ambiguity(signed_text, over, digests, known.names))
        return problem_with{errc::ambiguous_value, *found};
    if (known.may_lack_secret)
        if (auto const problem = signing::find_unusable_secret(scheme, over, digests)) return problem;
    if (known.has_list)
        if (auto const problem = find_unsigned(scheme, known.fields.own, over.fields)) return problem;
    return signing::sign(scheme, over, digests, to);
}
std::optional<problem_with> sign_request(message_table const &known, void const *account,
                                         digest_table const &digests, signing::context over,
                                         signing::signature &to)
{
    account_texts const texts{known.account, account, known.shows_account};
    texts.show_in(over);
    signing::last_choice fields;
    over.remembered = &fields;
    if (known.chosen_by.empty()) return sign_by(known, known.scheme, known.signed_text, digests, over, to);
    signing::chosen_scheme const chosen{known.scheme,
                                        text_said(known.account.fields, account, known.chosen_by)};
    if (any_row(signing::scheme_view{chosen}, signing::is_choice))
        return problem_with{errc::invalid_account_field, known.chosen_by};
    return sign_by(known, chosen, signing::text_under_digest(chosen), digests, over, to);
}

/// What the field says that chooses, in the words of the description, which stay; empty if it says another thing.
[[nodiscard]] inline std::string_view said_in_description(message_table const &known, void const *account)
{
    // All choices of a scheme have the same names.
    auto const choice = std::ranges::find_if(known.scheme, signing::is_choice);
    auto const name =
        std::ranges::find(choice->names, text_said(known.account.fields, account, known.chosen_by));
    return name == choice->names.end() ? std::string_view{} : *name;
}

std::optional<problem_with> write_placed(message_table const &known, std::string_view path,
                                         void const *message, amounts_rule const &amounts, placed_fields &to)
{
    lowering into{to.list, amounts.most_places};
    auto const lower_those = [&](std::span<bool const> at_a_place) {
        if (!known.places.are_usual()) into.aggregate(known.fields.own, message, at_a_place);
        return to.list.size();
    };
    to.query_at = lower_those(known.places.path);
    to.header_at = lower_those(known.places.query);
    static_cast<void>(lower_those(known.places.header));
    if (into.problem()) return into.problem();
    for (parameter const &p : to.in_path())
        if (!fits_in_path(p.text)) return problem_with{errc::invalid_path_value, p.name};
    for (parameter const &p : to.in_headers())
        if (!fits_in_header(p.text)) return problem_with{errc::invalid_header_value, p.name};
    write_path(path, to.in_path(), to.target);
    if (!to.in_query().empty()) to.target.append(path.find('?') == path.npos ? '?' : '&');
    write_query(to.in_query(), to.target);
    return into.excess();
}

/// What is the same for all requests, once their fields are lowered.
/// \param sent   the parameters, among which the signature may stand
/// \param target before its query is complete; empty: it is the path as it stands
[[nodiscard]] inline std::optional<problem_with>
complete_request(message_table const &known, void const *account, request_address const &where,
                 digest_table const &digests, signing::context &over, parameter_list &sent,
                 std::string_view target, std::string room, written_request &to)
{
    named_headers const headers{known, where, to.own_headers()};
    over.headers = headers.all();
    if (!known.signature_field.empty()) { // the signature is one of the parameters
        over.fields = std::as_const(sent).items();
        if (auto const problem = sign_request(known, account, digests, over, to.signature)) return problem;
        sent.add({.name = known.signature_field, .text = to.signature.text()});
    }
    std::span<parameter const> const all = std::as_const(sent).items();
    // A name given at run time may be one that is there.
    if (!known.open_name.empty() && has_duplicates(all))
        return problem_with{errc::duplicate_field, known.open_name};
    bool const in_query = known.form == wire_form::query;
    to.text = write_wire(known, in_query ? over.target : target, all, std::move(room));
    to.target_size = in_query ? to.text.size() : target.size();
    if (known.signature_header.empty()) return std::nullopt;
    over.fields = all; // it signs what is already written
    over.target = to.target(where.path);
    over.body = to.body();
    return sign_request(known, account, digests, over, to.signature);
}

/// Of messages of which fields travel elsewhere than is usual, or inside of another field, and of gateways that want headers. What
/// only these need takes room.
[[nodiscard, gnu::noinline]] inline std::optional<problem_with>
complete_elaborate_request(message_table const &known, void const *account, void const *message,
                           amounts_rule const &amounts, request_address const &where,
                           digest_table const &digests, signing::context &over, parameter_list &parameters,
                           std::string room, written_request &to)
{
    parameter_list enclosing;
    bool const is_enclosed = known.enclosed.is_there();
    if (is_enclosed) {
        over.placed = std::as_const(parameters).items();
        if (!known.open_name.empty() && has_duplicates(over.placed))
            return problem_with{errc::duplicate_field, known.open_name};
        std::string_view const by = known.enclosed_as->by;
        enclosed_message const *const how =
            known.enclosed_as->form_for(text_said(known.account.fields, account, by));
        if (how == nullptr) return problem_with{errc::invalid_account_field, by};
        enclose(*how, over.placed, enclosing);
    }
    placed_fields placed;
    bool const is_placed = !known.places.are_usual();
    if (is_placed) {
        if (auto const problem = write_placed(known, where.path, message, amounts, placed)) return problem;
        over.placed = placed.all();
        over.target = placed.target.view();
        over.operation = operation_of(known, over.target);
    }
    if (!known.sent_headers.empty() || !placed.in_headers().empty()) {
        auto own = std::make_shared<header_values>();
        if (auto const problem = add_sent_headers(known.sent_headers, known.account, account, digests, *own))
            return problem;
        own->add(placed.in_headers());
        to.headers = std::move(own);
    }
    return complete_request(known, account, where, digests, over, is_enclosed ? enclosing : parameters,
                            is_placed ? over.target : std::string_view{}, std::move(room), to);
}

std::optional<problem_with> write_request(message_table const &known, void const *account,
                                          void const *message, digest_table const &digests,
                                          signing::outside_values const *outside, std::string *address,
                                          std::string room, written_request &to)
{
    amounts_rule const amounts = known.amounts(account);
    if (address != nullptr)
        if (auto const problem = write_address(known, account, *address)) return problem;
    request_address const where = address_in(known, address != nullptr ? *address : std::string_view{});
    parameter_list parameters;
    if (auto const problem = lower_request(known, account, message, amounts, parameters)) return problem;
    if (!known.chosen_by.empty()) to.said_by_account = said_in_description(known, account);
    signing::context over{
        .operation = known.operation, .method = known.method, .target = where.path, .outside = outside};
    if (known.places.are_usual() && known.sent_headers.empty() && !known.enclosed.is_there())
        return complete_request(known, account, where, digests, over, parameters, {}, std::move(room), to);
    return complete_elaborate_request(known, account, message, amounts, where, digests, over, parameters,
                                      std::move(room), to);
}

std::uint64_t mark_of_request(message_table const &known, std::string_view key, request_address const &where,
                              sent_parts const &sent)
{
    text_mark mark;
    mark.add(key);
    mark.add(where.host);
    for (header const &h : sent.headers)
        if (std::ranges::find(known.sent_headers, h.name, &header_row::name) == known.sent_headers.end()) {
            mark.add(h.name);
            mark.add(h.value);
        }
    if (known.signature_field.empty()) {
        mark.add(sent.target);
        mark.add(sent.body);
        return mark.value();
    }
    // What is signed in a field may be signed otherwise the next time.
    mark.add(where.path);
    parameter_list usual;
    parameter_list placed;
    static_cast<void>(read_wire(known, where.path, sent, usual, placed)); // it was written just now
    for (parameter_list const *const list : {&usual, &placed})
        for (parameter const &p : list->items()) {
            if (p.depth == 0 && p.name == known.signature_field) continue;
            char const nesting[] = {static_cast<char>('0' + p.depth), static_cast<char>(p.kind)};
            mark.add({nesting, sizeof nesting});
            mark.add(p.name);
            mark.add(p.text);
        }
    return mark.value();
}

void request_maker::copy_into(request_base &copy, request_base &kept)
{
    copy.address_ = kept.address_;
    copy.written_ = kept.written_;
    copy.logged_as_ = kept.logged_as_;
    copy.moment_ = kept.moment_;
    copy.made_at_ = kept.made_at_;
    copy.mark_ = kept.mark_;
    kept.is_sent_ = true;
}

std::optional<error> request_maker::write(request_base &made, void const *account, void const *message,
                                          signing::outside_values const *outside, std::string &room)
{
    message_table const &known = *made.known_;
    std::string *const address = known.hosts.is_fixed() ? nullptr : &made.address_;
    if (auto const problem = write_request(known, account, message, *made.digests_, outside, address,
                                           std::move(room), made.written_))
        return error{problem->code, not_sent{}, sentence_for(*problem)};
    return std::nullopt;
}

void request_maker::note_key(request_base &made, void const *message, signing_sources const *sources)
{
    message_table const &known = *made.known_;
    std::string_view const key = key_in(known.fields.own, message);
    if (key.empty()) return;
    request_address const where = made.address();
    made.made_at_ = system_time_of(sources);
    made.mark_ = mark_of_request(known, key, where, made.written_.parts_at(where.path));
}

std::optional<problem_with> request_maker::sign_over(request_base &kept, void const *account,
                                                     signing::outside_values const &outside)
{
    message_table const &known = *kept.known_;
    request_address const where = kept.address();
    sent_parts const sent = kept.written_.parts_at(where.path);
    parameter_list parameters;
    parameter_list placed;
    if (auto const why = read_wire(known, where.path, sent, parameters, placed))
        return problem_with{*why, {}};
    named_headers const headers{known, where, sent.headers};
    return sign_request(known, account, *kept.digests_,
                        {.fields = std::as_const(parameters).items(),
                         .operation = operation_of(known, sent.target),
                         .method = known.method,
                         .target = sent.target,
                         .headers = headers.all(),
                         .body = sent.body,
                         .outside = &outside,
                         .placed = std::as_const(placed).items()},
                        kept.written_.signature);
}

} // namespace tollgate::inline v0::detail

namespace tollgate::inline v0 {

request_base::request_base(detail::message_table const &known, detail::digest_table const &digests) noexcept
    : known_{&known},
      digests_{&digests}
{
}
request_base::request_base(request_base &&) noexcept = default;
request_base &request_base::operator=(request_base &&) noexcept = default;
request_base::~request_base() = default;

header_list request_base::headers() const &
{
    auto const by_type = known_->headers.subspan(1); // the first is `Host`
    header_list all{by_type.begin(), by_type.end()};
    for (header const &own : written_.own_headers())
        all.push_back(own);
    if (!known_->signature_header.empty())
        all.push_back({known_->signature_header, written_.signature.text()});
    return all;
}

void request_base::log_as(std::string name)
{
    std::ranges::replace_if(
        name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == '"'; }, '?');
    logged_as_ = std::move(name);
}

std::string request_base::canonical() const
{
    if (known_->scheme.empty()) return {};
    signing::outside_values outside; // the key signs nothing here
    outside.now = moment_.now;
    outside.nonce = moment_.nonce;
    return detail::canonical_text(*known_, address(), written_.parts_at(address().path), &outside,
                                  written_.said_by_account, *digests_);
}

} // namespace tollgate::inline v0

// How a request may be printed is declared with it, and written there.
#include <tollgate/detail/message/masking.hpp>

#endif
