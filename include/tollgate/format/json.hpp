// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_FORMAT_JSON_HPP
#define TOLLGATE_FORMAT_JSON_HPP

#include <tollgate/format/limits.hpp>
#include <tollgate/format/parameter.hpp>
#include <tollgate/format/text.hpp>

#include <boost/json/basic_parser_impl.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string_view>

namespace tollgate::inline v0 {

namespace detail {

inline constexpr auto escaped_in_json = [] {
    std::array<bool, 256> is{};
    std::fill_n(is.begin(), 0x20, true);
    is['"'] = is['\\'] = true;
    return is;
}();

template <class Sink>
void write_json_string(std::string_view text, Sink &to)
{
    constexpr char digits[] = "0123456789abcdef";
    to.append(std::string_view{"\""});
    std::size_t plain = 0;
    for (std::size_t i = 0; i != text.size(); ++i) {
        if (!escaped_in_json[static_cast<unsigned char>(text[i])]) continue;
        auto const byte = static_cast<unsigned char>(text[i]);
        to.append(text.substr(plain, i - plain));
        char const escaped[] = {'\\', text[i]};
        char const coded[] = {'\\', 'u', '0', '0', digits[byte >> 4], digits[byte & 0xF]};
        to.append(byte < 0x20 ? std::string_view{coded, 6} : std::string_view{escaped, 2});
        plain = i + 1;
    }
    to.append(text.substr(plain));
    to.append(std::string_view{"\""});
}

template <class Sink>
void write_json_members(std::span<parameter const> items, bool named, Sink &to);

template <class Sink>
void write_json_value(parameter const &p, std::span<parameter const> inner, Sink &to)
{
    switch (p.kind) {
    case value_kind::text: return write_json_string(p.text, to);
    case value_kind::number:
    case value_kind::boolean: return to.append(p.text), void();
    case value_kind::null: return to.append(std::string_view{"null"}), void();
    case value_kind::object: return write_json_members(inner, true, to);
    case value_kind::array: return write_json_members(inner, false, to);
    }
}

template <class Sink>
void write_json_members(std::span<parameter const> items, bool named, Sink &to)
{
    to.append(std::string_view{named ? "{" : "["});
    for (std::size_t i = 0; i != items.size();) {
        std::span<parameter const> const inner = nested(items, i);
        if (i != 0) to.append(std::string_view{","});
        if (named) {
            write_json_string(items[i].name, to);
            to.append(std::string_view{":"});
        }
        write_json_value(items[i], inner, to);
        i += inner.size() + 1;
    }
    to.append(std::string_view{named ? "}" : "]"});
}

/// Boost.JSON's parser calls this with every part of the text; it keeps names, source texts and depths.
class json_collector {
public:
    static constexpr std::size_t max_object_size = std::size_t(-1);
    static constexpr std::size_t max_array_size = std::size_t(-1);
    static constexpr std::size_t max_key_size = std::size_t(-1);
    static constexpr std::size_t max_string_size = std::size_t(-1);

    json_collector(parameter_list &to, body_limits limits) : to_{&to}, limits_{limits} {}

    using text = boost::json::string_view;
    using code = boost::json::error_code;

    bool on_document_begin(code &) { return true; }
    bool on_document_end(code &) { return true; }
    bool on_object_begin(code &ec) { return open(value_kind::object, ec); }
    bool on_object_end(std::size_t, code &ec)
    {
        bool const twice = has_duplicates(to_->items().subspan(open_.back()));
        close();
        return twice ? fail(errc::duplicate_field, ec) : true;
    }
    bool on_array_begin(code &ec) { return open(value_kind::array, ec); }
    bool on_array_end(std::size_t, code &)
    {
        close();
        return true;
    }
    bool on_key_part(text part, std::size_t, code &) { return keep(part); }
    bool on_key(text part, std::size_t, code &)
    {
        keep(part);
        name_ = take();
        return true;
    }
    bool on_string_part(text part, std::size_t, code &) { return keep(part); }
    bool on_string(text part, std::size_t, code &ec) { return scalar(value_kind::text, part, ec); }
    bool on_number_part(text part, code &) { return keep(part); }
    bool on_int64(std::int64_t, text part, code &ec) { return scalar(value_kind::number, part, ec); }
    bool on_uint64(std::uint64_t, text part, code &ec) { return scalar(value_kind::number, part, ec); }
    bool on_double(double, text part, code &ec) { return scalar(value_kind::number, part, ec); }
    bool on_bool(bool value, code &ec) { return scalar(value_kind::boolean, value ? "true" : "false", ec); }
    bool on_null(code &ec) { return scalar(value_kind::null, "", ec); }
    bool on_comment_part(text, code &) { return true; }
    bool on_comment(text, code &) { return true; }

private:
    static bool fail(errc why, code &ec)
    {
        ec = make_error_code(why);
        return false;
    }
    bool keep(text part)
    {
        to_->keep({part.data(), part.size()});
        return true;
    }
    std::string_view take()
    {
        std::string_view const taken = to_->kept_since(mark_);
        mark_ = to_->mark();
        return taken;
    }
    bool scalar(value_kind kind, text part, code &ec)
    {
        keep(part);
        return add(kind, take(), ec);
    }
    bool add(value_kind kind, std::string_view source, code &ec)
    {
        if (open_.empty()) return fail(errc::body_not_object, ec);
        if (to_->size() == limits_.fields) return fail(errc::too_many_fields, ec);
        to_->add({.name = name_,
                  .text = source,
                  .kind = kind,
                  .depth = static_cast<unsigned short>(open_.size() - 1)});
        name_ = {};
        return true;
    }
    bool open(value_kind kind, code &ec)
    {
        if (open_.size() == limits_.depth) return fail(errc::body_too_deep, ec);
        if (open_.empty() ? kind != value_kind::object : !add(kind, {}, ec))
            return ec ? false : fail(errc::body_not_object, ec);
        open_.push_back(to_->size());
        return true;
    }
    void close() { open_.pop_back(); }

    parameter_list *to_;
    body_limits limits_;
    boost::container::small_vector<std::size_t, 16>
        open_; ///< Where the members of each open container start.
    std::string_view name_;
    std::size_t mark_ = 0;
};

[[nodiscard]] inline errc json_error(boost::json::error_code const &ec) noexcept
{
    if (ec.category() == error_category()) return static_cast<errc>(ec.value());
    if (ec == boost::json::error::incomplete) return errc::body_truncated;
    if (ec == boost::json::error::too_deep) return errc::body_too_deep;
    return errc::body_not_json;
}

} // namespace detail

/// Writes the parameters as one JSON object, in their order.
template <class Sink>
void write_json(std::span<parameter const> items, Sink &to)
{
    detail::write_json_members(items, true, to);
}

/**
 * \brief Reads a JSON object into flat parameters; numbers keep their source text, strings are decoded.
 * \details Strict RFC 8259: no comments, no trailing commas, a name only once in an object, nothing after the object.
 */
[[nodiscard]] inline std::optional<errc> parse_json(std::string_view body, parameter_list &to,
                                                    body_limits limits = {})
{
    if (body.size() > limits.size) return errc::body_too_large;
    if (!is_utf8(body)) return errc::body_not_utf8;
    to.reserve_text(body.size());
    boost::json::parse_options options;
    options.max_depth = limits.depth + 1; // ours is met first, and names itself
    boost::json::basic_parser<detail::json_collector> parser{options, to, limits};
    boost::json::error_code ec;
    std::size_t const read = parser.write_some(false, body.data(), body.size(), ec);
    if (ec == boost::json::error::incomplete && body.find_first_not_of(" \t\r\n") == body.npos)
        return errc::body_not_json;
    if (ec && ec.category() != error_category() && read == body.size())
        return errc::body_truncated; // the parser calls a number that ends in `.` or `e` a syntax error
    if (ec) return detail::json_error(ec);
    if (body.find_first_not_of(" \t\r\n", read) != body.npos) return errc::text_after_body;
    return std::nullopt;
}

} // namespace tollgate::inline v0

#endif
