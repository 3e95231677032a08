// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TESTS_DESCRIPTIONS_PAGE_HPP
#define TESTS_DESCRIPTIONS_PAGE_HPP

#include "facts.hpp"

#include <string>
#include <string_view>
#include <vector>

/// \file
/// docs/gateways.md, written from the facts.

namespace descriptions {

namespace detail {

inline std::string code(std::string_view text)
{
    return "`" + std::string{text} + "`";
}

inline std::string listed(std::vector<std::string> const &names)
{
    std::string text;
    for (std::string const &name : names)
        text += (text.empty() ? "" : ", ") + code(name);
    return text;
}

inline std::string visibility_of(field_facts const &f)
{
    if (f.type == "secret" || f.type == "private key") return "never";
    if (f.is_card_data) return "masked: card data";
    return f.is_personal ? "masked: personal" : "open";
}

inline std::string basis_of(field_facts const &f)
{
    if (f.kind == field_kind::constant) return {};
    if (f.is_inferred) return "inferred";
    return f.documented.empty() ? "documented" : "documented: " + f.documented;
}

/// What is to be said of the type besides: other names, and what the member is called.
inline std::string type_of(field_facts const &f)
{
    std::string text = f.type;
    if (!f.place.empty()) text += ", " + f.place;
    if (f.member != f.name) text += "; " + code("." + f.member) + " in a program";
    if (!f.also_named.empty()) text += "; also named " + code(f.also_named);
    if (f.is_unsigned) text += "; **not signed**: " + code(".unsigned_value()");
    return text;
}

inline std::string row(field_facts const &f, std::string const &before)
{
    if (f.kind == field_kind::anything) return "| … | " + type_of(f) + " | | never | |\n";
    std::string const name = f.kind == field_kind::unnamed ? "" : code(before + f.name);
    return "| " + name + " | " + type_of(f) + " | " + (f.is_required ? "required" : "optional") + " | " +
           (f.kind == field_kind::unnamed ? " | " : visibility_of(f) + " | " + basis_of(f)) + " |\n";
}

inline void rows(aggregate_facts const &content, std::string const &before, std::string &page);

/// The rows of what can be chosen: one for each alternative, with what it needs.
inline void rows_of_alternatives(field_facts const &f, std::string const &before, std::string &page)
{
    std::string const inner = f.fields_name.empty() ? before : before + f.fields_name + ".";
    for (aggregate_facts const &one : f.inside) {
        std::string const chosen =
            f.kind == field_kind::choice ? code(before + f.name) + " = " + code(one.chosen_as) : "*either*";
        page += "| " + chosen + " | " + code(one.type) + " | | | |\n";
        rows(one, inner, page);
    }
}

inline void rows(aggregate_facts const &content, std::string const &before, std::string &page)
{
    for (field_facts const &f : content.fields) {
        page += row(f, before);
        if (f.kind == field_kind::choice || f.kind == field_kind::unnamed)
            rows_of_alternatives(f, before, page);
        else if (!f.inside.empty())
            rows(f.inside.front(), before + f.name + (f.type.starts_with("list") ? "[]." : "."), page);
    }
}

inline void table(aggregate_facts const &content, std::string &page)
{
    if (content.fields.empty()) {
        page += "No parameters of its own.\n\n";
        return;
    }
    page += "| parameter | type | | in logs | basis |\n|---|---|---|---|---|\n";
    rows(content, "", page);
    page += "\n";
}

inline void request(gateway_facts const &of, message_facts const &m, std::string &page)
{
    // Where the account chooses among hosts, they do not stand before a path.
    bool const are_several = of.host.find(' ') != std::string::npos;
    if (m.is_handed_over)
        page += "JSON for a script in the payer's page; it is not sent. ";
    else
        page += (are_several ? code(m.method + " " + m.path) + " at " + code(of.host)
                             : code(m.method + " https://" + of.host + m.path)) +
                ", " + m.form + "; " + (m.reads ? "asks, and may be sent again" : "changes something") + ". ";
    page += m.signature.empty() ? "Not signed." : "Signed " + m.signature + ".";
    if (!m.from_account.empty()) page += " Also sends the account's " + listed(m.from_account) + ".";
    if (!m.asked_by.empty()) page += " When its outcome is unknown, it is asked for with " + m.asked_by + ".";
    if (!m.key_lifetime.empty())
        page += " By its idempotency key, which is kept " + m.key_lifetime + ", it may be sent again.";
    page += "\n\n";
    table(m.content, page);
    if (!m.response) return;
    page += "Answer: " + code(m.response->type) + ", " +
            (m.response_signature.empty() ? "not signed" : "signed " + m.response_signature) +
            (m.comes_in_pages ? "; page by page" : "") + ".\n\n";
    table(*m.response, page);
}

/// The names of the fields that a callback's signature does not cover, those inside objects too.
inline void collect_unsigned(aggregate_facts const &content, std::string const &before,
                             std::vector<std::string> &to)
{
    for (field_facts const &f : content.fields) {
        if (f.is_unsigned) to.push_back(before + f.name);
        for (aggregate_facts const &inner : f.inside)
            if (!f.is_unsigned) collect_unsigned(inner, f.name.empty() ? before : before + f.name + ".", to);
    }
}

inline void callback(gateway_facts const &of, message_facts const &m, std::string &page)
{
    std::vector<std::string> not_signed;
    collect_unsigned(m.content, "", not_signed);
    page += "Callback, " + (m.signature.empty() ? "not signed" : "signed " + m.signature) +
            "; answered with " + of.acknowledged + ". " +
            (m.is_only_confirmed  ? "Only the id is read:"
             : not_signed.empty() ? "Its signature covers every field."
                                  : "Its signature does not cover " + listed(not_signed) + ".");
    if (m.is_only_confirmed)
        page += " what counts is the answer to " + m.asked_by + ".";
    else if (!m.asked_by.empty())
        page += " One that is not signed can be confirmed with " + m.asked_by + ".";
    if (!m.identity.empty()) page += " A repetition is known by " + listed(m.identity) + ".";
    page += "\n\n";
    table(m.content, page);
}

inline void section(gateway_facts const &of, std::string &page)
{
    page += "## " + of.name + "\n\n[" + code(of.header) + "](../" + of.header + ")\n\n";
    page += "### Account " + code(of.account.type) + "\n\n";
    table(of.account, page);
    for (message_facts const &m : of.messages) {
        page += "### " + code(m.content.type) + "\n\n";
        m.method.empty() ? callback(of, m, page) : request(of, m, page);
    }
}

constexpr std::string_view beginning = R"(# Gateways

<!-- Made by tests/descriptions from the descriptions themselves: change those, then renew this page with
     cmake --build --preset default --target tollgate_renew_gateways -->

Every operation of every gateway that is described, as the compiler sees it. Names are those on the wire; in a program they are
written the same, where nothing else is said: `.amount = …`.

| word | means |
|---|---|
| required | without it, the program does not compile |
| optional | may be left out; an empty text counts as left out |
| masked | shown as `[masked]` in everything that the library prints: it identifies a person, or is card data |
| never | a secret: it is not sent, and cannot be printed |
| documented | the gateway's document lists it |
| inferred | read off examples or public integrations: it may be wrong |
| amount in minor units | a whole number of cents, kopecks, tiyn |
| URL | an absolute `http` or `https` URL; a program reads it like a text |
| not signed | a callback's signature does not cover it: anyone could have set it |
| decimal number | keeps its scale: `50` and `50.00` are different texts |

Those under `include/` are maintained. Those under `examples/` show how a provider is written, and hold only what their examples need.

)";

} // namespace detail

/// The whole page.
inline std::string page_of(std::vector<gateway_facts> const &gateways)
{
    std::string page{detail::beginning};
    for (gateway_facts const &one : gateways)
        detail::section(one, page);
    page.pop_back(); // one line break at the end
    return page;
}

} // namespace descriptions

#endif
