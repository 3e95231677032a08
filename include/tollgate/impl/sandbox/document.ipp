// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SANDBOX_DOCUMENT_IPP
#define TOLLGATE_IMPL_SANDBOX_DOCUMENT_IPP

#include <tollgate/detail/format/value_text.hpp>
#include <tollgate/sandbox/document.hpp>

#include <algorithm>

namespace tollgate::inline v0::sandbox {

namespace detail {

/// Takes the first name off a path.
[[nodiscard]] inline std::string_view take_name(std::string_view &path)
{
    std::string_view const name = path.substr(0, path.find('.'));
    path.remove_prefix(std::min(path.size(), name.size() + 1));
    return name;
}

} // namespace detail

document::document(std::span<parameter const> fields)
{
    for (parameter const &each : fields)
        fields_.push_back({std::string{each.name}, std::string{each.text}, each.kind, each.depth});
}

std::vector<parameter> document::parameters() const
{
    std::vector<parameter> all;
    for (unlisted_field const &each : fields_)
        all.push_back({.name = each.name, .text = each.text, .kind = each.kind, .depth = each.depth});
    return all;
}

std::size_t document::end_of(std::size_t place) const
{
    std::size_t end = place + 1;
    while (end != fields_.size() && fields_[end].depth > fields_[place].depth)
        ++end;
    return end;
}

std::optional<std::size_t> document::place_of(std::string_view path) const
{
    std::size_t at = 0;
    std::size_t end = fields_.size();
    bool in_list = false;
    while (true) {
        std::string_view const name = detail::take_name(path);
        std::size_t index = 0;
        if (in_list && !tollgate::detail::read_integer(name, index)) return std::nullopt;
        while (at != end && (in_list ? index-- != 0 : fields_[at].name != name))
            at = end_of(at);
        if (at == end || path.empty()) return at == end ? std::nullopt : std::optional{at};
        in_list = fields_[at].kind == value_kind::array;
        end = end_of(at);
        ++at;
        if (at == end) return std::nullopt;
    }
}

unlisted_field const *document::find(std::string_view path) const
{
    auto const place = place_of(path);
    return place ? &fields_[*place] : nullptr;
}

document document::inside(std::string_view path) const
{
    document made;
    auto const place = place_of(path);
    if (!place) return made;
    for (std::size_t at = *place + 1, end = end_of(*place); at != end; ++at) {
        made.fields_.push_back(fields_[at]);
        made.fields_.back().depth =
            static_cast<unsigned short>(fields_[at].depth - fields_[*place].depth - 1);
    }
    return made;
}

std::size_t document::make(std::string_view path)
{
    std::size_t at = 0;
    std::size_t end = fields_.size();
    unsigned short depth = 0;
    bool in_list = false;
    while (true) {
        std::string_view const name = detail::take_name(path);
        std::size_t index = 0;
        bool const by_index = in_list && tollgate::detail::read_integer(name, index);
        while (at != end && (by_index ? index-- != 0 : fields_[at].name != name))
            at = end_of(at);
        bool const is_last = path.empty();
        // What is made here, and has elements by number, is a list.
        bool const holds_elements =
            !is_last && tollgate::detail::read_integer(path.substr(0, path.find('.')), index);
        value_kind const kind = holds_elements ? value_kind::array : value_kind::object;
        if (at == end)
            fields_.insert(fields_.begin() + static_cast<std::ptrdiff_t>(at),
                           {std::string{by_index ? std::string_view{} : name}, {}, kind, depth});
        if (is_last || !tollgate::detail::is_container(fields_[at].kind)) {
            auto const from = fields_.begin() + static_cast<std::ptrdiff_t>(at) + 1;
            fields_.erase(from, fields_.begin() + static_cast<std::ptrdiff_t>(end_of(at)));
            fields_[at].text.clear();
            fields_[at].kind = kind;
        }
        if (is_last) return at;
        in_list = fields_[at].kind == value_kind::array;
        end = end_of(at);
        ++at;
        ++depth;
    }
}

void document::set(std::string_view path, std::string text, value_kind kind)
{
    unlisted_field &made = fields_[make(path)];
    made.text = std::move(text);
    made.kind = kind;
}

void document::set(std::string_view path, document const &members, value_kind kind)
{
    if (path.empty()) {
        for (std::size_t at = 0; at != members.fields_.size(); at = members.end_of(at)) {
            unlisted_field const &member = members.fields_[at];
            if (tollgate::detail::is_container(member.kind))
                set(member.name, members.inside(member.name), member.kind);
            else
                set(member.name, member.text, member.kind);
        }
        return;
    }
    std::size_t const at = make(path);
    fields_[at].kind = kind;
    std::vector<unlisted_field> nested = members.fields_;
    for (unlisted_field &each : nested)
        each.depth = static_cast<unsigned short>(each.depth + fields_[at].depth + 1);
    fields_.insert(fields_.begin() + static_cast<std::ptrdiff_t>(at) + 1, nested.begin(), nested.end());
}

void document::set_list(std::string_view path, std::span<document const> elements)
{
    document all;
    for (document const &each : elements) {
        all.fields_.push_back({{}, {}, value_kind::object, 0});
        for (unlisted_field const &member : each.fields_) {
            all.fields_.push_back(member);
            ++all.fields_.back().depth;
        }
    }
    set(path, all, value_kind::array);
}

void document::erase(std::string_view path)
{
    if (auto const place = place_of(path))
        fields_.erase(fields_.begin() + static_cast<std::ptrdiff_t>(*place),
                      fields_.begin() + static_cast<std::ptrdiff_t>(end_of(*place)));
}

void document::rename(std::string_view from, std::string_view to)
{
    for (unlisted_field &each : fields_)
        if (each.depth == 0 && each.name == from) each.name = to;
}

void document::keep_only(std::span<std::string_view const> names)
{
    for (std::size_t at = 0; at != fields_.size();) {
        auto const from = fields_.begin() + static_cast<std::ptrdiff_t>(at);
        if (std::ranges::find(names, fields_[at].name) == names.end())
            fields_.erase(from, fields_.begin() + static_cast<std::ptrdiff_t>(end_of(at)));
        else
            at = end_of(at);
    }
}

void document::merge(document const &other)
{
    for (std::size_t at = 0; at != other.fields_.size(); at = other.end_of(at)) {
        unlisted_field const &member = other.fields_[at];
        if (member.kind == value_kind::object) {
            document both = inside(member.name);
            both.merge(other.inside(member.name));
            set(member.name, both);
        } else if (member.kind == value_kind::array) {
            set(member.name, other.inside(member.name), member.kind);
        } else if (member.kind == value_kind::text && member.text.empty()) {
            erase(member.name);
        } else {
            set(member.name, member.text, member.kind);
        }
    }
}

} // namespace tollgate::inline v0::sandbox

#endif
