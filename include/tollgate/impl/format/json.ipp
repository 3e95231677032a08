// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_FORMAT_JSON_IPP
#define TOLLGATE_IMPL_FORMAT_JSON_IPP

#include <tollgate/detail/format/hex.hpp>
#include <tollgate/detail/format/json.hpp>
#include <tollgate/detail/format/value_text.hpp>

#include <boost/container/small_vector.hpp>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/system/error_code.hpp>

#include <algorithm>
#include <charconv>
#include <functional>
#include <system_error>

namespace tollgate::inline v0 {

namespace detail {

void append_json_string(std::string_view text, text_writer &out, void (*escape)(char, text_writer &))
{
    std::size_t plain = eight_bytes::before_first(text, marks_escaped);
    if (plain == text.size()) { // nearly always
        char *const to = out.extend(plain + 2);
        to[0] = to[plain + 1] = '"';
        text.copy(to + 1, plain);
        return;
    }
    out.append('"');
    while (plain != text.size()) {
        out.append(text.substr(0, plain));
        escape(text[plain], out);
        text.remove_prefix(plain + 1);
        plain = eight_bytes::before_first(text, marks_escaped);
    }
    out.append(text);
    out.append('"');
}

void append_unicode_escape(char c, text_writer &out)
{
    out.append("\\u00");
    write_hex<false>(c, out.extend(2));
}
void append_escaped(char c, text_writer &out)
{
    if (static_cast<unsigned char>(c) < 0x20) return append_unicode_escape(c, out);
    out.append('\\');
    out.append(c);
}

inline void write_json_members(std::span<parameter const> items, bool named, text_writer &out);

inline void write_json_value(parameter const &p, std::span<parameter const> inner, text_writer &out)
{
    switch (p.kind) {
    case value_kind::text: return append_json_string(p.text, out, append_escaped);
    case value_kind::number:
    case value_kind::boolean: return out.append(p.text);
    case value_kind::null: return out.append("null");
    case value_kind::object: return write_json_members(inner, true, out);
    case value_kind::array: return write_json_members(inner, false, out);
    }
}

inline void write_json_members(std::span<parameter const> items, bool named, text_writer &out)
{
    out.append(named ? '{' : '[');
    for (std::size_t i = 0; i != items.size();) {
        std::span<parameter const> const inner = nested(items, i);
        if (i != 0) out.append(',');
        if (named) {
            append_json_string(items[i].name, out, append_escaped);
            out.append(':');
        }
        write_json_value(items[i], inner, out);
        i += inner.size() + 1;
    }
    out.append(named ? '}' : ']');
}

/// Whether a character is one of a text's, not only like one.
[[nodiscard]] inline bool stands_within(std::string_view text, char const *at) noexcept
{
    return !std::less<>{}(at, text.data()) && std::less<>{}(at, text.data() + text.size());
}

/// Boost.JSON's parser calls this with every part of the text; it keeps names, source texts and depths.
class json_collector {
public:
    static constexpr std::size_t max_object_size = std::size_t(-1);
    static constexpr std::size_t max_array_size = std::size_t(-1);
    static constexpr std::size_t max_key_size = std::size_t(-1);
    static constexpr std::size_t max_string_size = std::size_t(-1);

    json_collector(parameter_list &to, std::string_view body, body_limits limits, malformed_texts malformed,
                   repeated_names repeated, std::string_view list_name)
        : to_{&to},
          body_{body},
          most_fields_{limits.fields},
          most_levels_{most_levels(limits)},
          malformed_{malformed},
          repeated_{repeated},
          list_name_{list_name}
    {
    }

    [[nodiscard]] static std::size_t most_levels(body_limits limits) noexcept
    {
        return std::min(limits.depth, body_limits::most_depth);
    }

    using text = boost::json::string_view;
    using code = boost::system::error_code;

    bool on_document_begin(code &) { return true; }
    bool on_document_end(code &)
    {
        if (has_repeated_) mark_nested_in_repeated(to_->items());
        return true;
    }
    bool on_object_begin(code &ec) { return open(value_kind::object, ec); }
    bool on_object_end(std::size_t, code &ec)
    {
        container const ended = open_.back();
        std::size_t const count = names_.size() - ended.first_name;
        bool const is_one_twice = has_duplicates(std::span{names_.data() + ended.first_name, count});
        if (is_one_twice && repeated_ == repeated_names::refused) return fail(errc::duplicate_field, ec);
        if (is_one_twice) mark_repeated(to_->items(), {places_.data() + ended.first_name, count});
        has_repeated_ = has_repeated_ || is_one_twice;
        close();
        return true;
    }
    bool on_array_begin(code &ec)
    {
        if (open_.empty() && !list_name_.empty()) { // as the member of an object that does not stand there
            open_.push_back({false, 0});
            name_ = list_name_;
        }
        return open(value_kind::array, ec);
    }
    bool on_array_end(std::size_t, code &)
    {
        close();
        return true;
    }
    bool on_key_part(text part, std::size_t, code &) { return keep(part); }
    bool on_key(text part, std::size_t, code &)
    {
        name_ = whole(part);
        return true;
    }
    bool on_string_part(text part, std::size_t, code &) { return keep(part); }
    bool on_string(text part, std::size_t, code &ec) { return scalar(value_kind::text, part, ec); }
    bool on_number_part(text part, code &) { return keep(part); }
    bool on_int64(std::int64_t, text part, code &ec) { return scalar(value_kind::number, part, ec); }
    bool on_uint64(std::uint64_t, text part, code &ec) { return scalar(value_kind::number, part, ec); }
    bool on_double(double, text part, code &ec) { return scalar(value_kind::number, part, ec); }
    bool on_bool(bool value, code &ec) { return add(value_kind::boolean, value ? "true" : "false", ec); }
    bool on_null(code &ec) { return add(value_kind::null, {}, ec); }
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
        to_->texts().append({part.data(), part.size()});
        return true;
    }
    /// A text whose last part this is: where it stands in the body, or else put together among the list's own.
    std::string_view whole(text last)
    {
        bool const alone = !to_->texts().is_open();
        if (alone && stands_within(body_, last.data())) return {last.data(), last.size()};
        return keep(last), to_->texts().finish();
    }
    bool scalar(value_kind kind, text part, code &ec) { return add(kind, whole(part), ec); }
    bool add(value_kind kind, std::string_view source, code &ec)
    {
        if (open_.empty()) return fail(errc::body_not_object, ec);
        if (to_->size() >= most_fields_) return fail(errc::too_many_fields, ec);
        if (open_.back().is_object) {
            names_.push_back(name_);
            places_.push_back(to_->size());
        }
        to_->add(
            {.name = name_,
             .text = source,
             .kind = kind,
             .depth = static_cast<unsigned short>(open_.size() - 1),
             .malformed = malformed_ == malformed_texts::marked && !(is_utf8(name_) && is_utf8(source))});
        name_ = {};
        return true;
    }
    bool open(value_kind kind, code &ec)
    {
        if (open_.size() >= most_levels_) return fail(errc::body_too_deep, ec);
        if (open_.empty() ? kind != value_kind::object : !add(kind, {}, ec))
            return ec ? false : fail(errc::body_not_object, ec);
        open_.push_back({kind == value_kind::object, names_.size()});
        return true;
    }
    void close()
    {
        names_.resize(open_.back().first_name);
        places_.resize(open_.back().first_name);
        open_.pop_back();
    }

    parameter_list *to_;
    std::string_view body_;
    std::size_t most_fields_;
    std::size_t most_levels_;
    malformed_texts malformed_;
    repeated_names repeated_;
    struct container {
        bool is_object;
        std::size_t first_name; ///< Where the names of its members start.
    };
    boost::container::small_vector<container, 16> open_;
    boost::container::small_vector<std::string_view, 64>
        names_;                                              ///< Of the members of all objects that are open.
    boost::container::small_vector<std::size_t, 64> places_; ///< Of these members in the list.
    bool has_repeated_ = false;
    std::string_view name_;
    std::string_view list_name_;
};

std::optional<unsigned> escaped_unit(std::string_view text, std::size_t at) noexcept
{
    std::string_view const escape = text.substr(std::min(at, text.size()), 6);
    unsigned unit = 0;
    if (escape.size() != 6 || !escape.starts_with("\\u")) return std::nullopt;
    auto const [end, failed] = std::from_chars(escape.data() + 2, escape.data() + 6, unit, 16);
    if (failed != std::errc{} || end != escape.data() + 6) return std::nullopt;
    return unit;
}

/**
 * \brief Writes `\ufffd` in place of each escape that is half a surrogate pair; returns whether there was one.
 * \details RFC 8259, section 8.2, allows such escapes, and programs that cut texts within an emoji write them. No UTF-8 stands for
 * them; JavaScript, .NET and Go read, sign and send the replacement character in their place.
 */
[[nodiscard]] inline bool replace_lone_surrogates(std::string &body)
{
    auto const is_within = [](std::optional<unsigned> unit, unsigned first, unsigned last) {
        return unit && *unit >= first && *unit <= last;
    };
    bool found = false;
    for (std::size_t at = body.find('\\'); at != body.npos; at = body.find('\\', at)) {
        auto const unit = escaped_unit(body, at);
        bool const is_pair =
            is_within(unit, 0xD800, 0xDBFF) && is_within(escaped_unit(body, at + 6), 0xDC00, 0xDFFF);
        if (is_within(unit, 0xD800, 0xDFFF) && !is_pair) {
            body.replace(at, 6, "\\ufffd");
            found = true;
        }
        at += is_pair ? 12 : unit ? 6 : 2;
    }
    return found;
}

/**
 * \brief Whether a text that is not UTF-8 has a backslash behind a byte above ASCII.
 * \details In GBK, Big5 and Shift JIS it may be the second half of a character. Read as an escape, it would let whoever
 * chose that text go on behind the text's end.
 */
[[nodiscard]] inline bool has_doubtful_backslash(std::string_view body) noexcept
{
    for (std::size_t start = body.find('"'); start < body.size();) {
        std::size_t end = ++start;
        bool is_doubtful = false;
        for (; end < body.size() && body[end] != '"'; ++end)
            if (body[end] == '\\') {
                is_doubtful = is_doubtful || static_cast<unsigned char>(body[end - 1]) >= 0x80;
                ++end;
            }
        end = std::min(end, body.size());
        if (is_doubtful && !is_utf8(body.substr(start, end - start))) return true;
        start = body.find('"', end + 1);
    }
    return false;
}

[[nodiscard]] inline errc json_error(boost::system::error_code const &ec) noexcept
{
    if (ec.category() == error_category()) return static_cast<errc>(ec.value());
    if (ec == boost::json::error::incomplete) return errc::body_truncated;
    if (ec == boost::json::error::too_deep) return errc::body_too_deep;
    return errc::body_not_json;
}

/// Calls the parser, and says in the library's words what it says.
[[nodiscard]] inline std::optional<errc> collect_json(std::string_view body, parameter_list &to,
                                                      body_limits limits, malformed_texts malformed,
                                                      repeated_names repeated, std::string_view list_name)
{
    boost::json::parse_options options;
    options.max_depth = json_collector::most_levels(limits) + 1; // ours is met first, and names itself
    options.allow_invalid_utf8 = malformed == malformed_texts::marked;
    boost::json::basic_parser<json_collector> parser{options,   to,       body,     limits,
                                                     malformed, repeated, list_name};
    boost::system::error_code ec;
    std::size_t const read = parser.write_some(false, body.data(), body.size(), ec);
    if (ec == boost::json::error::incomplete && body.find_first_not_of(" \t\r\n") == body.npos)
        return errc::body_not_json;
    if (ec && ec.category() != error_category() && read == body.size())
        return errc::body_truncated; // the parser calls a number that ends in `.` or `e` a syntax error
    if (ec) return json_error(ec);
    if (body.find_first_not_of(" \t\r\n", read) != body.npos) return errc::text_after_body;
    return std::nullopt;
}

std::size_t likely_in_json(std::span<parameter const> items) noexcept
{
    std::size_t size = 2;
    for (parameter const &p : items) // with colon, comma, and two pairs of quotation marks
        size += p.name.size() + p.text.size() + 6;
    return size;
}

std::string json_of(std::span<parameter const> items)
{
    string_writer text{likely_in_json(items)};
    write_json(items, text);
    return text.take();
}

} // namespace detail

void write_json(std::span<parameter const> items, detail::text_writer &out)
{
    detail::write_json_members(items, true, out);
}

void write_json_list(std::span<parameter const> list, detail::text_writer &out)
{
    detail::write_json_members(nested(list, 0), false, out);
}

std::optional<errc> parse_json(std::string_view body, parameter_list &to, body_limits limits,
                               malformed_texts malformed, repeated_names repeated, std::string_view list_name)
{
    if (body.size() > limits.size) return errc::body_too_large;
    body = detail::without_byte_order_mark(body);
    auto why = detail::collect_json(body, to, limits, malformed_texts::refused, repeated, list_name);
    if (!why) return why;
    bool const all_utf8 = is_utf8(body);
    if (why == errc::body_not_json || why == errc::body_truncated) {
        std::string whole{body};
        bool const is_mended = detail::replace_lone_surrogates(whole);
        bool const is_marked =
            malformed == malformed_texts::marked && !all_utf8 && !detail::has_doubtful_backslash(body);
        if (is_mended || is_marked) {
            to.clear_items();
            static_cast<void>(to.texts().finish()); // a part of a text may be left over
            why = detail::collect_json(is_mended ? to.texts().keep(whole) : body, to, limits,
                                       is_marked ? malformed : malformed_texts::refused, repeated, list_name);
            if (is_marked && why != errc::body_not_json && why != errc::body_truncated) return why;
        }
    }
    // Unless told so, the parser takes no text that is not UTF-8; only whether that was the reason is still to be seen.
    return why && !all_utf8 ? errc::body_not_utf8 : why;
}

} // namespace tollgate::inline v0

#endif
