// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_PAGE_RANGE_IPP
#define TOLLGATE_IMPL_PAGE_RANGE_IPP

#include <tollgate/detail/error_sentences.hpp>
#include <tollgate/detail/format/path_template.hpp>
#include <tollgate/detail/format/value_text.hpp>
#include <tollgate/page_range.hpp>
#include <tollgate/signing/context.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace tollgate::inline v0::detail {

namespace page_parts {

using next_text = result<std::optional<std::string>>;

[[nodiscard]] inline error without_page(errc why, std::string sentence)
{
    return error{why, unknown{}, std::move(sentence)}.without_outcome();
}
[[nodiscard]] inline error unusable(errc why, std::string_view name)
{
    return without_page(why, sentence_for_field({why, name}, "answer"));
}

/// What stands at a path, unless it is `null`.
[[nodiscard]] inline parameter const *told_at(std::span<parameter const> in, std::string_view path)
{
    parameter const *const found = signing::find_path(in, path);
    return found != nullptr && found->kind != value_kind::null ? found : nullptr;
}

[[nodiscard]] inline next_text text_of(parameter const &of, std::string_view name)
{
    if (is_container(of.kind)) return unusable(errc::field_not_convertible, name);
    return of.text.empty() ? std::optional<std::string>{} : std::optional{std::string{of.text}};
}

/// The whole number that a parameter is.
[[nodiscard]] inline std::optional<std::uint64_t> number_of(parameter const *of)
{
    std::uint64_t number = 0;
    if (of == nullptr || !value_text<std::uint64_t>::read(*of, number)) return std::nullopt;
    return number;
}

/// The elements of a list in an answer.
struct found_list {
    std::span<parameter const> all{};
    std::optional<errc> problem{};

    [[nodiscard]] std::size_t count() const noexcept
    {
        std::size_t elements = 0;
        for (std::size_t i = 0; i != all.size(); i += nested(all, i).size() + 1)
            ++elements;
        return elements;
    }
    [[nodiscard]] std::span<parameter const> last() const noexcept
    {
        std::size_t start = 0;
        for (std::size_t i = 0; i != all.size(); i += nested(all, i).size() + 1)
            start = i;
        return all.subspan(start);
    }
};
[[nodiscard]] inline found_list list_at(std::span<parameter const> answer, std::string_view path)
{
    parameter const *const found = told_at(answer, path);
    if (found == nullptr) return {.problem = errc::missing_field};
    if (found->kind != value_kind::array) return {.problem = errc::field_not_convertible};
    return {nested(answer, static_cast<std::size_t>(found - answer.data()))};
}

[[nodiscard]] inline next_text by_last_element(pages_table const &known, std::span<parameter const> answer)
{
    // Where it says nothing of it, a page that is empty is the last.
    parameter const *const more = known.more.empty() ? nullptr : told_at(answer, known.more);
    if (more != nullptr && says_nothing(*more, answer)) return std::optional<std::string>{};
    found_list const list = list_at(answer, known.told);
    if (list.problem) return unusable(*list.problem, known.told);
    if (list.all.empty()) return std::optional<std::string>{};
    std::span<parameter const> const last = list.last();
    std::span<parameter const> const inside = nested(last, 0);
    parameter const *const id = inside.empty() ? nullptr : told_at(inside, known.id);
    if (id == nullptr) return unusable(errc::missing_field, known.id);
    return text_of(*id, known.id);
}

[[nodiscard]] inline next_text by_counting(pages_table const &known, std::span<parameter const> message,
                                           std::span<parameter const> answer)
{
    found_list const list = list_at(answer, known.told);
    if (list.problem) return unusable(*list.problem, known.told);
    std::size_t const count = list.count();
    auto const size = known.size.empty() ? std::nullopt : number_of(find(message, known.size));
    if (count == 0 || (size && count < *size)) return std::optional<std::string>{};
    return std::optional{std::to_string(number_of(find(message, known.field)).value_or(0) + count)};
}

[[nodiscard]] inline next_text by_numbers(pages_table const &known, std::span<parameter const> message,
                                          std::span<parameter const> answer)
{
    parameter const *const told = told_at(answer, known.told);
    if (told == nullptr) return unusable(errc::missing_field, known.told);
    auto const last = number_of(told);
    if (!last) return unusable(errc::field_not_convertible, known.told);
    std::uint64_t const now = number_of(find(message, known.field)).value_or(1);
    if (now >= *last) return std::optional<std::string>{};
    return std::optional{std::to_string(now + 1)};
}

[[nodiscard]] inline next_text by_links(pages_table const &known, std::span<parameter const> answer)
{
    found_list const links = list_at(answer, known.told);
    if (links.problem == errc::missing_field) return std::optional<std::string>{};
    if (links.problem) return unusable(*links.problem, known.told);
    for (std::size_t i = 0; i != links.all.size(); i += nested(links.all, i).size() + 1) {
        std::span<parameter const> const one = nested(links.all, i);
        parameter const *const relation = one.empty() ? nullptr : told_at(one, "rel");
        if (relation == nullptr || relation->text != known.relation) continue;
        parameter const *const link = told_at(one, "href");
        return link != nullptr ? text_of(*link, "href") : next_text{unusable(errc::missing_field, "href")};
    }
    return std::optional<std::string>{};
}

/// The path and query of a link to a host; nothing of a link to another.
[[nodiscard]] inline std::optional<std::string_view> target_at(std::string_view host, std::string_view link)
{
    constexpr std::string_view scheme = "https://";
    link = link.substr(0, link.find('#'));
    if (link.starts_with('/') && !link.starts_with("//")) return link;
    if (!link.starts_with(scheme)) return std::nullopt;
    link.remove_prefix(scheme.size());
    std::string_view const authority = link.substr(0, link.find_first_of("/?\\"));
    if (!equal_ignoring_case(authority, host)) return std::nullopt;
    return link.substr(authority.size());
}

[[nodiscard]] inline error not_followed()
{
    return without_page(
        errc::invalid_address,
        "The answer's link to the next page is not this message's own address at the gateway; "
        "it is not followed.");
}

/// Whether a value on the way of a path arrived and could not be read.
[[nodiscard]] inline bool is_unreadable(aggregate_reader const &known, void const *in, std::string_view path)
{
    std::string_view const name = path.substr(0, path.find('.'));
    std::string_view const rest = path.substr(std::min(name.size() + 1, path.size()));
    field_place places[most_members];
    void const *values[most_members];
    known.places(const_cast<void *>(in), places); // of which only the addresses are taken
    known.fields->show(in, values);
    for (std::size_t i = 0; i != known.fields->size; ++i) {
        if (known.fields->first[i].kind != field_kind::value || known.fields->first[i].name != name) continue;
        if (places[i].unreadable != nullptr && *places[i].unreadable) return true;
        value_reader const &value = *known.first[i].value;
        bool const leads_on =
            !rest.empty() && values[i] != nullptr && value.inside != nullptr && value.inside->make == nullptr;
        return leads_on && is_unreadable(*value.inside, values[i], rest);
    }
    return false;
}

/// Whether the account or the signature gives a parameter, whatever a link says of it.
[[nodiscard]] inline bool is_given_anyway(message_table const &known, std::string_view name)
{
    for (std::size_t i = 0; i != known.fields.sent.size(); ++i)
        if (known.fields.sent[i] && known.account.fields.first[i].name == name) return true;
    return name == known.signature_field;
}

} // namespace page_parts

result<std::optional<std::string>> find_next_page(pages_table const &known,
                                                  std::span<parameter const> message,
                                                  std::span<parameter const> answer)
{
    using namespace page_parts;
    bool const is_one_link = known.kind == page_kind::link && known.relation.empty();
    if (known.kind == page_kind::cursor || is_one_link) {
        parameter const *const next = told_at(answer, known.told);
        bool const is_last = next == nullptr || says_nothing(*next, answer);
        return is_last ? next_text{std::optional<std::string>{}} : text_of(*next, known.told);
    }
    switch (known.kind) {
    case page_kind::last: return by_last_element(known, answer);
    case page_kind::offset: return by_counting(known, message, answer);
    case page_kind::number: return by_numbers(known, message, answer);
    default: return by_links(known, answer);
    }
}

bool set_field(aggregate_reader const &known, void *message, std::string_view name, std::string_view text)
{
    field_place places[most_members];
    known.places(message, places);
    for (std::size_t i = 0; i != known.fields->size; ++i) {
        field_row const &row = known.fields->first[i];
        field_reader const &reader = known.first[i];
        if (row.kind != field_kind::value || row.name != name || reader.value->read == nullptr) continue;
        void *const at = reader.begin != nullptr ? reader.begin(places[i].at, 0) : places[i].at;
        return reader.value->read({.name = name, .text = text}, at);
    }
    return false;
}

std::optional<error> follow_link(message_table const &known, void const *account,
                                 aggregate_reader const &reader, std::string_view link,
                                 std::span<parameter const> asked, void *message)
{
    using namespace page_parts;
    std::string written;
    if (!known.hosts.is_fixed())
        if (auto const problem = write_address(known, account, written))
            return without_page(problem->code, sentence_for(*problem));
    request_address const own = address_in(known, written);
    auto const target = target_at(own.host, link);
    parameter_list query;
    parameter_list placed;
    if (!target || !match_path(own.path, *target, nullptr) ||
        read_wire(known, own.path, {.target = *target}, query, placed))
        return not_followed();
    for (parameter const &p : std::as_const(placed).items()) {
        parameter const *const own_one = find(asked, p.name);
        if (own_one == nullptr || own_one->text != p.text) return not_followed();
    }
    for (parameter const &p : std::as_const(query).items())
        if (!is_given_anyway(known, p.name) && !set_field(reader, message, p.name, p.text))
            return without_page(errc::invalid_address,
                                "The answer's link to the next page has a parameter that the message does "
                                "not declare, or a value that is none of it; add it to the description.");
    return std::nullopt;
}

std::string_view unreadable_for_pages(pages_table const &known, aggregate_reader const &answer_type,
                                      void const *answer)
{
    for (std::string_view const path : {known.told, known.more})
        if (!path.empty() && page_parts::is_unreadable(answer_type, answer, path)) return path;
    return {};
}

error unreadable_page(std::string_view path)
{
    return page_parts::unusable(errc::field_not_convertible, path);
}

error endless_list()
{
    return page_parts::without_page(
        errc::endless_list,
        "The answer leads to a page that was there before, so the list would never end; look at what the "
        "description says of pages.");
}

error too_many_pages(std::size_t most)
{
    return page_parts::without_page(errc::too_many_pages,
                                    "The list goes on after " + std::to_string(most) +
                                        " pages; raise `page_options::most` if the gateway has such lists.");
}

error no_next_page(std::string_view field)
{
    return page_parts::without_page(errc::field_not_convertible,
                                    "What the answer says of the next page is no value of the message's " +
                                        quoted(field) + ".");
}

} // namespace tollgate::inline v0::detail

#endif
