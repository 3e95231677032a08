// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_REQUEST_IPP
#define TOLLGATE_IMPL_REQUEST_IPP

#include <tollgate/request.hpp>

#include <utility>

namespace tollgate::inline v0::detail {

std::string write_wire(message_table const &known, std::string_view path, std::span<parameter const> items,
                       std::string room)
{
    if (known.form == wire_form::json) {
        string_writer text{likely_in_json(items), std::move(room)};
        write_json(items, text);
        return text.take();
    }
    std::size_t const most = known.has_brackets ? most_in_brackets(items) : most_in_query(items);
    string_writer text{path.size() + 1 + most, std::move(room)};
    if (known.form == wire_form::query) {
        text.append(path);
        if (!items.empty()) text.append(path.find('?') == path.npos ? '?' : '&');
    }
    if (known.has_brackets)
        write_brackets(items, text);
    else
        write_query(items, text);
    return text.take();
}

std::optional<errc> read_wire(message_table const &known, std::size_t path_size, std::string_view wire,
                              parameter_list &to)
{
    body_limits const unlimited{.size = wire.size(), .depth = body_limits::most_depth};
    if (known.form == wire_form::json) return parse_json(wire, to, unlimited);
    if (known.form == wire_form::query) wire.remove_prefix(std::min(wire.size(), path_size + 1));
    if (!known.has_brackets) return parse_query(wire, to, unlimited);
    field_table const *const declared[] = {&known.fields.own, &known.account.fields};
    return parse_brackets(wire, to, declared, unlimited);
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
    into.aggregate(known.fields.own, message);
    if (into.problem()) return into.problem();
    // What is given at run time may hold objects, for which a query or form has no place.
    if (known.has_brackets) {
        if (auto const problem = fit_into_brackets(to)) return problem;
    } else if (known.form != wire_form::json && !known.open_name.empty())
        for (parameter const &p : std::as_const(to).items())
            if (is_container(p.kind)) return problem_with{errc::unsignable_value, known.open_name};
    return amounts.problem ? amounts.problem : into.excess();
}

std::optional<problem_with> sign_request(message_table const &known, void const *account,
                                         digest_table const &digests, signing::context over,
                                         signing::signature &to)
{
    account_texts const texts{known.account, account, known.shows_account};
    texts.show_in(over);
    signing::last_choice fields;
    over.remembered = &fields;
    if (auto const found = signing::find_ambiguity(known.signed_text, over, digests, known.names))
        return problem_with{errc::ambiguous_value, *found};
    if (known.may_lack_secret)
        if (auto const problem = signing::find_unusable_secret(known.scheme, over, digests)) return problem;
    if (known.has_list)
        if (auto const problem = find_unsigned(known.scheme, known.fields.own, over.fields)) return problem;
    return signing::sign(known.scheme, over, digests, to);
}

std::optional<problem_with> write_request(message_table const &known, void const *account,
                                          void const *message, amounts_rule const &amounts,
                                          digest_table const &digests, signing::outside_values const *outside,
                                          std::string *address, std::string room, std::string &wire,
                                          signing::signature &signature)
{
    if (address != nullptr)
        if (auto const problem = write_address(known, account, *address)) return problem;
    request_address const to = address_in(known, address != nullptr ? *address : std::string_view{});
    named_headers const headers{known, to};
    parameter_list parameters;
    if (auto const problem = lower_request(known, account, message, amounts, parameters)) return problem;
    signing::context over{.operation = known.operation,
                          .method = known.method,
                          .target = to.path,
                          .headers = headers.all(),
                          .outside = outside};
    if (!known.signature_field.empty()) { // the signature is one of the parameters
        over.fields = std::as_const(parameters).items();
        if (auto const problem = sign_request(known, account, digests, over, signature)) return problem;
        parameters.add({.name = known.signature_field, .text = signature.text()});
    }
    std::span<parameter const> const all = std::as_const(parameters).items();
    // A name given at run time may be one that is there.
    if (!known.open_name.empty() && has_duplicates(all))
        return problem_with{errc::duplicate_field, known.open_name};
    wire = write_wire(known, to.path, all, std::move(room));
    if (!known.is_signature_in_header) return std::nullopt;
    over.fields = all; // it signs what is already written
    (known.form == wire_form::query ? over.target : over.body) = wire;
    return sign_request(known, account, digests, over, signature);
}

std::string canonical_text(message_table const &known, signing::context over, digest_table const &digests,
                           parameter_list &parameters)
{
    std::optional<unsigned> masked_at; // the depth of what is masked with all that is nested in it
    for (parameter &p : parameters.items()) {
        if (masked_at && p.depth <= *masked_at) masked_at.reset();
        if (!masked_at && is_masked(known.fields, p.name)) masked_at = p.depth;
        if (masked_at && !is_container(p.kind)) p.text = "[masked]";
    }
    over.fields = std::as_const(parameters).items();
    over.operation = known.operation;
    over.method = known.method;
    account_texts const texts{known.account};
    texts.show_in(over);
    wiped_buffer text;
    if (signing::evaluate(known.signed_text, over, digests, text)) return {};
    return std::string{text.view()};
}

} // namespace tollgate::inline v0::detail

#endif
