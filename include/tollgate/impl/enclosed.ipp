// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_ENCLOSED_IPP
#define TOLLGATE_IMPL_ENCLOSED_IPP

#include <tollgate/enclosed.hpp>

#include <tollgate/detail/format/base64.hpp>
#include <tollgate/detail/format/json.hpp>

#include <algorithm>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace tollgate::inline v0::detail {

void enclose(enclosed_message const &how, std::span<parameter const> inside, parameter_list &to)
{
    wiped_buffer json;
    write_json(inside, json);
    wiped_buffer text;
    if (how.is_url)
        base64_encode<true>(json.view(), text);
    else
        base64_encode(json.view(), text);
    std::string_view letters = text.view();
    while (how.is_url && letters.ends_with('='))
        letters.remove_suffix(1);
    if (!how.beside.empty()) to.add({.name = how.beside, .text = how.text});
    to.add({.name = how.field, .text = to.texts().keep(letters)});
}

bool decode_enclosed(std::string_view text, wiped_buffer &to)
{
    while (text.ends_with('='))
        text.remove_suffix(1);
    wiped_buffer letters;
    for (char const c : text)
        letters.append(c == '-' ? '+' : c == '_' ? '/' : c);
    while (letters.size() % 4 != 0)
        letters.append('=');
    return base64_decode(letters.view(), to);
}

std::optional<problem_with> open_enclosed(enclosed_forms const &forms, std::string_view signature,
                                          std::span<parameter const> arrived, body_limits limits,
                                          opened_enclosure &to)
{
    enclosed_message const &how = forms.each.front();
    parameter const *const field = arrived.empty() ? nullptr : find(arrived, how.field);
    if (field == nullptr) return std::nullopt;
    to.is_there = true;
    for (std::string_view const name : {how.beside, how.field, signature}) {
        parameter const *const found = name.empty() ? nullptr : find(arrived, name);
        if (found == nullptr) continue;
        if (found->repeated) return problem_with{errc::duplicate_field, name};
        to.outside.push_back(*found);
    }
    parameter const *const beside = how.beside.empty() ? nullptr : find(arrived, how.beside);
    if (!how.beside.empty() && (beside == nullptr || beside->kind != value_kind::text))
        return problem_with{errc::signature_malformed, how.beside};
    if (beside != nullptr &&
        std::ranges::find(forms.each, beside->text, &enclosed_message::text) == forms.each.end())
        return problem_with{errc::another_signature_version, how.beside};
    if (field->kind != value_kind::text || field->malformed || !decode_enclosed(field->text, to.text) ||
        parse_json(to.text.view(), to.inside, limits, malformed_texts::marked, repeated_names::marked))
        return problem_with{errc::field_not_convertible, how.field};
    // Nobody could say which of two counts, nor where one of these is meant.
    if (has_repeated(std::as_const(to.inside).items())) return problem_with{errc::duplicate_field, how.field};
    for (parameter const &outer : to.outside)
        if (to.inside.size() != 0 && find(std::as_const(to.inside).items(), outer.name) != nullptr)
            return problem_with{errc::duplicate_field, how.field};
    return std::nullopt;
}

std::optional<problem_with> find_other_version(enclosed_forms const &how, std::string_view said,
                                               std::span<parameter const> outside)
{
    if (how.by.empty() || outside.empty()) return std::nullopt;
    std::string_view const name = how.each.front().beside;
    parameter const *const beside = find(outside, name);
    if (beside == nullptr || beside->text != said) return problem_with{errc::another_signature_version, name};
    return std::nullopt;
}

} // namespace tollgate::inline v0::detail

#endif
