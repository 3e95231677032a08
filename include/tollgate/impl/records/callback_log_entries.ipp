// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_RECORDS_CALLBACK_LOG_ENTRIES_IPP
#define TOLLGATE_IMPL_RECORDS_CALLBACK_LOG_ENTRIES_IPP

#include <tollgate/detail/records/callback_log_entries.hpp>

#include <tollgate/detail/format/json.hpp>
#include <tollgate/detail/format/query.hpp>
#include <tollgate/detail/format/value_text.hpp>
#include <tollgate/detail/records/journal.hpp>
#include <tollgate/detail/records/row_text.hpp>
#include <tollgate/enclosed.hpp>
#include <tollgate/wiped_buffer.hpp>

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>

namespace tollgate::inline v0::detail {

// What may be seen: what the description shows to anyone, each field in its own place.

/// What a description says of a name in one object.
struct described_name {
    bool is_there = false; ///< Whether it says anything.
    bool is_open = false;
    bool is_masked = false;
    std::vector<field_table const *> inside{};
};

inline void look_at_row(field_row const &row, std::string_view name, described_name &found);
inline void look_at(field_table const &known, std::string_view name, described_name &found)
{
    for (field_row const &row : known)
        look_at_row(row, name, found);
}
inline void look_at_row(field_row const &row, std::string_view name, described_name &found)
{
    bool const is_it = row.name == name || std::ranges::find(row.aliases, name) != row.aliases.end();
    bool const has_name = !row.name.empty() && is_it;
    switch (row.kind) {
    case field_kind::value: {
        if (!has_name) return;
        value_table const *value = row.value;
        while (value->element != nullptr)
            value = value->element;
        if (value->inside != nullptr) found.inside.push_back(value->inside);
        break;
    }
    case field_kind::constant: break;
    case field_kind::choice:
    case field_kind::alternatives:
        if (row.object.empty())
            for (field_table const *one : row.alternatives)
                look_at(*one, name, found);
        if (!row.object.empty() && row.object == name) {
            found.is_there = found.is_open = true;
            found.inside.insert(found.inside.end(), row.alternatives.begin(), row.alternatives.end());
        }
        break;
    default: return;
    }
    if (!has_name) return;
    found.is_there = true;
    found.is_open = found.is_open || row.shown == visibility::open;
    found.is_masked = found.is_masked || row.shown == visibility::masked;
}

/// Copies what may be seen.
class masked_copy {
public:
    masked_copy(std::span<parameter const> all, top_fields const &known) : all_{all}, known_{known} {}

    /// The message's own fields.
    void add_message(std::size_t from, std::size_t size)
    {
        for (std::size_t i = from; i < from + size; i += size_of(i)) {
            described_name known;
            each_row(known_, [&](field_row const &row) { look_at_row(row, all_[i].name, known); });
            add(i, known);
        }
    }

    /// The object that holds the message, or an object around that, and nothing that stands beside it there.
    /// \param within the member of it that holds the message; empty: itself
    void add_holder(std::size_t at, std::string_view within)
    {
        if (all_[at].kind != value_kind::object) return void(hides_ = true);
        copy_.push_back(all_[at]);
        std::size_t const end = at + size_of(at);
        if (within.empty()) return add_message(at + 1, end - at - 1);
        for (std::size_t i = at + 1; i < end; i += size_of(i))
            if (all_[i].name == within)
                add_holder(i, {});
            else
                hides_ = true;
    }

    /// A list of objects that hold one message each.
    void add_items(std::size_t at, std::string_view item)
    {
        if (all_[at].kind != value_kind::array) return void(hides_ = true);
        copy_.push_back(all_[at]);
        std::size_t const end = at + size_of(at);
        for (std::size_t i = at + 1; i < end; i += size_of(i))
            add_holder(i, item);
    }

    void leave_out() noexcept { hides_ = true; }
    [[nodiscard]] bool hides() const noexcept { return hides_; }
    [[nodiscard]] std::span<parameter const> items() const noexcept { return copy_; }

private:
    [[nodiscard]] std::size_t size_of(std::size_t at) const { return 1 + nested(all_, at).size(); }

    /// \param known what is said of the field's name: one of which nothing is said may itself be what must not be seen
    void add(std::size_t at, described_name const &known)
    {
        parameter const &p = all_[at];
        if (!known.is_there) return leave_out();
        if (!known.is_open || known.is_masked) {
            hides_ = true;
            copy_.push_back({.name = p.name, .text = "[masked]", .depth = p.depth});
            return;
        }
        copy_.push_back(p);
        std::size_t const end = at + size_of(at);
        for (std::size_t i = at + 1; i < end; i += size_of(i)) {
            described_name of_this = known; // of a list's element
            if (p.kind != value_kind::array) {
                of_this = {};
                for (field_table const *one : known.inside)
                    look_at(*one, all_[i].name, of_this);
            }
            add(i, of_this);
        }
    }

    std::span<parameter const> all_;
    top_fields const &known_;
    std::vector<parameter> copy_;
    bool hides_ = false;
};

/// The first bytes, whole characters, and a word that there were more.
[[nodiscard]] inline std::string cut(std::string text, std::size_t most)
{
    if (text.size() <= most) return text;
    while (most != 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U)
        --most;
    text.resize(most);
    return text + "[cut]";
}

/// What is enclosed, as an object in the place of its text.
[[nodiscard]] inline std::optional<std::string> shown_enclosure(callback_arrival const &arrived,
                                                                std::span<parameter const> all)
{
    parameter const *const field = find(all, arrived.enclosed.field);
    wiped_buffer text;
    parameter_list opened;
    if (field == nullptr || field->repeated || !decode_enclosed(field->text, text) ||
        parse_json(text.view(), opened))
        return std::nullopt;
    std::vector<parameter> whole{{.name = field->name, .text = {}, .kind = value_kind::object}};
    for (parameter const &p : std::as_const(opened).items()) {
        whole.push_back(p);
        ++whole.back().depth;
    }
    masked_copy copy{whole, *arrived.known};
    copy.add_holder(0, {});
    return storable(json_of(copy.items()));
}

std::optional<std::string> shown_body(callback_arrival const &arrived, std::size_t most)
{
    if (arrived.is_opaque) return std::nullopt;
    parameter_list fields;
    std::size_t const first = arrived.body.find_first_not_of(" \t\r\n");
    bool const is_json = first != arrived.body.npos && arrived.body[first] == '{';
    bool const is_read =
        is_json ? !parse_json(arrived.body, fields)
                : arrived.body.find('=') != arrived.body.npos && !parse_form(arrived.body, fields);
    if (!is_read) return std::nullopt;
    std::span<parameter const> const all = std::as_const(fields).items();
    if (arrived.enclosed.is_there()) {
        auto shown = shown_enclosure(arrived, all);
        return shown ? std::optional{cut(*std::move(shown), most)} : std::nullopt;
    }
    masked_copy copy{all, *arrived.known};
    if (arrived.list.empty()) {
        copy.add_message(0, all.size());
    } else {
        for (std::size_t i = 0; i < all.size(); i += 1 + nested(all, i).size())
            if (all[i].name == arrived.list)
                copy.add_items(i, arrived.item);
            else
                copy.leave_out();
    }
    bool const is_storable = storable(arrived.body) == arrived.body;
    return cut(copy.hides() || !is_storable ? storable(json_of(copy.items())) : std::string{arrived.body},
               most);
}

std::string shown_headers(callback_arrival const &arrived, std::size_t most)
{
    constexpr std::string_view harmless[] = {"content-type", "content-length", "date", "user-agent"};
    std::vector<parameter> shown;
    for (header const &h : arrived.headers) {
        auto const is_this = [&h](std::string_view name) { return equal_ignoring_case(name, h.name); };
        described_name known;
        each_row(*arrived.known, [&](field_row const &row) {
            if (is_this(row.name)) look_at_row(row, row.name, known);
        });
        bool const is_shown = (known.is_open && !known.is_masked) || std::ranges::any_of(harmless, is_this);
        shown.push_back({.name = h.name, .text = is_shown ? h.value : "[masked]"});
    }
    return cut(storable(json_of(shown)), most);
}

// The table.

/// Does nothing the second time.
inline constexpr std::string_view insert_entry =
    "INSERT INTO tollgate_callback_log (token, at, gateway, errc, error, headers, body, size) "
    "VALUES ($1, {now}, $2, CAST($3 AS BIGINT), $4, $5, $6, CAST($7 AS BIGINT)) ON CONFLICT (token) DO NOTHING";
inline constexpr std::string_view last_entries =
    "SELECT CAST(id AS TEXT), CAST(at AS TEXT), gateway, CAST(errc AS TEXT), error, headers, body, "
    "CAST(size AS TEXT) FROM tollgate_callback_log ORDER BY id DESC LIMIT CAST($1 AS BIGINT)";
inline constexpr std::string_view forget_entries =
    "DELETE FROM tollgate_callback_log WHERE at < {now} - CAST($1 AS BIGINT) AND at < CAST($2 AS BIGINT)";

/// How many entries wait. One that has been written, or cannot be, waits no more.
class waiting_entry {
public:
    explicit waiting_entry(std::shared_ptr<callback_entries> of) : of_{std::move(of)} { ++of_->waiting_; }
    waiting_entry(waiting_entry const &) = delete;
    waiting_entry &operator=(waiting_entry const &) = delete;
    ~waiting_entry()
    {
        --of_->waiting_;
        if (!is_written_) ++of_->lost_;
    }

    void write(std::vector<std::optional<std::string>> const &values)
    {
        std::vector<sql_value> const views(values.begin(), values.end());
        of_->pool_->run(insert_entry, views);
        is_written_ = true;
    }

private:
    std::shared_ptr<callback_entries> of_;
    bool is_written_ = false;
};

bool callback_entries::may_keep_refused()
{
    auto const now = std::chrono::steady_clock::now();
    std::scoped_lock lock{mutex_};
    if (now - minute_ >= std::chrono::minutes{1}) {
        minute_ = now;
        refused_ = 0;
    }
    return refused_++ < most_.refused_a_minute;
}

void callback_entries::keep(callback_arrival const &arrived, work_threads &by) noexcept
{
    try {
        if (arrived.refusal && !may_keep_refused()) return;
        if (waiting_ >= most_.waiting) {
            ++lost_;
            return;
        }
        auto const entry = std::make_shared<waiting_entry>(shared_from_this());
        std::vector<std::optional<std::string>> values{new_token(), std::string{arrived.gateway},
                                                       std::nullopt, std::nullopt};
        if (std::optional<error> const &why = arrived.refusal) {
            values[2] = std::to_string(static_cast<int>(why->code()));
            values[3] = storable(why->message());
        }
        values.emplace_back(shown_headers(arrived, most_.size));
        values.emplace_back(shown_body(arrived, most_.size));
        values.emplace_back(std::to_string(arrived.body.size()));
        by.run([entry, values = std::move(values)] {
            try {
                entry->write(values);
            } catch (...) { // counted as lost
            }
        });
    } catch (...) { // no memory: counted as lost, if it was counted at all
    }
}

result<std::vector<callback_entry>> callback_entries::last(std::size_t most) const
{
    std::string const limit = std::to_string(most);
    sql_value const values[] = {limit};
    try {
        std::vector<callback_entry> all;
        for (sql_row const &row : pool_->run(last_entries, values)) {
            callback_entry &one = all.emplace_back();
            one.id = number_in(row[0]);
            one.at = time_in(row[1]);
            one.gateway = row[2].value_or("");
            if (row[3]) one.why = static_cast<errc>(number_in(row[3]));
            one.sentence = row[4].value_or("");
            one.headers = row[5].value_or("");
            one.body = row[6];
            one.size = static_cast<std::size_t>(number_in(row[7]));
        }
        return all;
    } catch (sql_error const &why) {
        return as_error(why).without_outcome();
    }
}

result<void> callback_entries::forget(std::chrono::milliseconds age)
{
    std::string const text = std::to_string(age.count());
    std::string const before = std::to_string(pool_->time_before(age));
    sql_value const values[] = {text, before};
    try {
        pool_->run(forget_entries, values);
        return {};
    } catch (sql_error const &why) {
        return as_error(why).without_outcome();
    }
}

} // namespace tollgate::inline v0::detail

#endif
