// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_MESSAGE_MASKING_IPP
#define TOLLGATE_IMPL_MESSAGE_MASKING_IPP

#include <tollgate/detail/message/masking.hpp>

#include <tollgate/detail/format/brackets.hpp>
#include <tollgate/detail/format/path_template.hpp>
#include <tollgate/detail/format/query.hpp>
#include <tollgate/detail/message/account_texts.hpp>
#include <tollgate/detail/text_writer.hpp>
#include <tollgate/enclosed.hpp>
#include <tollgate/signing/account_choice.hpp>
#include <tollgate/signing/evaluate.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace tollgate::inline v0::detail {

bool mask(top_fields const &known, std::span<parameter> fields)
{
    bool hides = false;
    std::optional<unsigned> masked_at; // the depth of what is masked
    for (parameter &p : fields) {
        if (masked_at && p.depth <= *masked_at) masked_at.reset();
        if (!masked_at && is_masked(known, p.name)) masked_at = p.depth;
        if (!masked_at || is_container(p.kind)) continue;
        p.text = "[masked]";
        p.kind = value_kind::text;
        hides = true;
    }
    return hides;
}

/// The target of fields read back and masked.
[[nodiscard]] inline std::string masked_target(message_table const &known, std::string_view path,
                                               std::span<parameter const> usual,
                                               std::span<parameter const> placed)
{
    string_writer target{path.size()};
    write_path(path, placed, target);
    parameter_list query;
    for (parameter const &p : placed) {
        auto const row = std::ranges::find(known.fields.own, p.name, &field_row::name);
        bool const is_elsewhere = row != known.fields.own.end() && row->travels != place::query;
        if (!is_elsewhere) query.add(p);
    }
    bool const is_usual = known.form == wire_form::query;
    std::span<parameter const> const in_query = is_usual ? usual : std::as_const(query).items();
    if (!in_query.empty()) target.append(path.find('?') == path.npos ? '?' : '&');
    if (is_usual && known.has_brackets)
        write_brackets(in_query, target);
    else
        write_query(in_query, target);
    return target.take();
}

/// Whether a header must not be seen, however its name is written.
[[nodiscard]] inline bool is_masked_header(top_fields const &known, std::string_view name)
{
    bool found = false;
    each_row(known, [&](field_row const &row) {
        each_name(row, [&](std::string_view one, int, field_row const &field) {
            found = found || (field.shown == visibility::masked && equal_ignoring_case(one, name));
        });
    });
    return found;
}

masked_request::masked_request(message_table const &known, std::string_view path, sent_parts const &sent)
{
    if (read_wire(known, path, sent, usual, placed)) return;
    enclosed_message const *how = nullptr;
    if (known.enclosed.is_there()) {
        parameter const *const beside = find(std::as_const(usual).items(), known.enclosed.beside);
        how = known.enclosed_as->form_for(beside == nullptr ? std::string_view{} : beside->text);
        if (how == nullptr) return;
    }
    is_readable = true;
    target = sent.target;
    body = sent.body;
    headers.assign(sent.headers.begin(), sent.headers.end());
    bool hides_usual = mask(known.fields, usual.items());
    bool hides_placed = mask(known.fields, placed.items());
    if (how != nullptr) {
        parameter_list enclosing; // with what is masked
        enclose(*how, std::as_const(placed).items(), enclosing);
        for (parameter &p : usual.items())
            if (p.name == known.enclosed.field)
                p.text = usual.texts().keep(std::as_const(enclosing).items().back().text);
        hides_usual = std::exchange(hides_placed, false) || hides_usual;
    }
    // What a scheme signs as a whole holds the same values.
    std::span<parameter const> const fields = std::as_const(usual).items();
    if (hides_placed || (hides_usual && known.form == wire_form::query))
        target = masked_target(known, path, fields, std::as_const(placed).items());
    if (hides_usual && known.form != wire_form::query) body = write_wire(known, {}, fields);
    for (header &h : headers) {
        // Not every sender writes a header's name as the gateway does.
        auto const sent_always = std::ranges::find_if(known.sent_headers, [&h](header_row const &row) {
            return equal_ignoring_case(row.name, h.name);
        });
        if (sent_always != known.sent_headers.end() && !sent_always->is_shown) h.value = "[secret]";
        if (is_masked_header(known.fields, h.name)) h.value = "[masked]";
    }
}

std::string signed_text_of(message_table const &known, masked_request const &of,
                           std::span<header const> headers, signing::outside_values const *outside,
                           std::string_view said_by_account, digest_table const &digests)
{
    if (!of.is_readable) return {};
    signing::context over{.fields = of.usual.items(),
                          .operation = operation_of(known, of.target),
                          .method = known.method,
                          .target = of.target,
                          .headers = headers,
                          .body = of.body,
                          .outside = outside,
                          .placed = of.placed.items()};
    account_texts const texts{known.account};
    texts.show_in(over);
    wiped_buffer text;
    if (known.chosen_by.empty()) {
        if (signing::evaluate(known.signed_text, over, digests, text)) return {};
    } else {
        signing::chosen_scheme const chosen{known.scheme, said_by_account};
        if (signing::evaluate(signing::text_under_digest(chosen), over, digests, text)) return {};
    }
    return std::string{text.view()};
}

std::string canonical_text(message_table const &known, request_address const &address, sent_parts const &sent,
                           signing::outside_values const *outside, std::string_view said_by_account,
                           digest_table const &digests)
{
    masked_request const masked{known, address.path, sent};
    named_headers const headers{known, address, {masked.headers.data(), masked.headers.size()}};
    return signed_text_of(known, masked, headers.all(), outside, said_by_account, digests);
}

} // namespace tollgate::inline v0::detail

#endif
