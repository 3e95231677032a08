// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_MESSAGE_COVERED_FIELDS_HPP
#define TOLLGATE_DETAIL_MESSAGE_COVERED_FIELDS_HPP

#include <tollgate/detail/description/covered_members.hpp>
#include <tollgate/detail/field_names.hpp>
#include <tollgate/signing/coverage.hpp>
#include <tollgate/signing/evaluate.hpp>

#include <boost/container/small_vector.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// \file
/// Which fields of a received message its signature covers. The scheme alone does not tell: it may leave out values, sign an
/// empty one as an absent one, or have the message list what is signed. What is not covered is not read.

namespace tollgate::inline v0::detail {

/// The text that a set writes for `null`, or for a field that is absent: a text that reads so is signed alike. None where
/// these are left out.
[[nodiscard]] inline std::optional<std::string_view> nothing_in(signing::scheme_view set)
{
    signing::row const *const last = signing::last_stage(set, [](signing::row const &r) {
        bool const drops_null = r.what == signing::op::drop && r.dropped == signing::lacking::value;
        return drops_null || (r.what == signing::op::as && r.values->null_text);
    });
    if (last == nullptr) return std::string_view{};
    return last->what == signing::op::as ? last->values->null_text : std::nullopt;
}

/// The object whose members a set holds; empty if it holds the message's own.
[[nodiscard]] inline std::string_view object_of(signing::scheme_view set)
{
    signing::row const &source = source_of(set);
    return source.what == signing::op::within ? source.text : std::string_view{};
}

/// Marks what a scheme covers of a message whose signature is right.
class signed_fields {
public:
    /// \param is_opaque whether the message's fields are its headers, and its body
    signed_fields(signing::context const &over, digest_table const &digests, bool is_opaque)
        : over_{over},
          digests_{digests},
          is_opaque_{is_opaque},
          marks_(over.fields.size(), false),
          emptied_(over.fields.size(), false)
    {
    }

    [[nodiscard]] bool is_signed(std::size_t place) const noexcept { return marks_[place]; }
    /// Whether what stands there is signed, though not all that it holds: it is not as if it had not arrived.
    [[nodiscard]] bool is_signed_itself(std::size_t place) const noexcept
    {
        return marks_[place] || emptied_[place];
    }

    /// \param is_keyed whether a digest into which a secret goes is around it
    /// \param left what is left of the text before that digest
    void visit(signing::scheme_view of, bool is_keyed = false,
               signing::left_of_text left = signing::left_of_text::everything)
    {
        using signing::left_of_text;
        using signing::op;
        signing::row const &r = of.front();
        bool const is_told = is_keyed && left != left_of_text::nothing;
        switch (r.what) {
        case op::body:
            if (is_keyed && left == left_of_text::everything) mark_body();
            return;
        case op::field:
            if (is_told) mark_path(r.text);
            return;
        case op::header:
            if (is_told) mark_header(r.text);
            return;
        case op::concat:
            return each_joined(of, [&](signing::scheme_view text) { visit(text, is_keyed, left); });
        case op::map: return visit(part_of(of, 0), is_keyed, signing::left_by(r.map_is, left));
        case op::call: {
            bool const is_digest = r.result == signing::gives::bytes;
            signing::scheme_view const covered = signing::covered_by_call(of);
            if (covered.empty()) return;
            return visit(covered, is_keyed || (is_digest && is_keyed_by_a_part(of)),
                         is_digest ? left_of_text::everything : left);
        }
        case op::digest:
        case op::hmac: {
            bool const with_secret = is_keyed || is_keyed_by_a_part(of);
            for (std::size_t i = 0; i != r.part_count; ++i)
                visit(part_of(of, i), with_secret, left_of_text::everything);
            return;
        }
        case op::public_key: return visit(part_of(of, 0), true, left_of_text::everything);
        case op::when_empty: return visit(part_of(of, 2), is_keyed, left);
        case op::join: return visit_join(of, is_keyed, left);
        default: return;
        }
    }

private:
    void visit_join(signing::scheme_view join, bool is_keyed, signing::left_of_text left)
    {
        bool const covers_values =
            signing::is_covered_by(part_of(join, 0), {.path = {}, .is_value = true}, is_keyed, left);
        if (!covers_values) return;
        signing::selection own;
        signing::evaluator reader{over_, digests_};
        signing::scheme_view const set = part_of(join, 1);
        signing::selection const &chosen = reader.chosen_by(set, own);
        signing::row const *const flattening = signing::flattening_of(set);
        if (source_of(set).what == signing::op::headers)
            for (parameter const &p : chosen)
                mark_header(p.name);
        else if (flattening != nullptr)
            mark_flattened(chosen, signing::paths_of(set), object_of(set),
                           {flattening->text, flattening->after});
        else
            mark_chosen(chosen, !signing::paths_of(set).empty(), object_of(set), nothing_in(set));
    }
    void mark_body()
    {
        if (is_opaque_)
            mark_header("body");
        else
            std::fill(marks_.begin(), marks_.end(), true);
    }
    using names = std::vector<std::string_view>;

    /// A field, and what is nested in it.
    void mark(std::size_t place) noexcept
    {
        std::span<parameter const> const all = over_.fields;
        std::size_t next = place;
        do
            marks_[next] = true;
        while (++next != all.size() && all[next].depth > all[place].depth);
    }
    /// The same, but for members whose text is that of `null`. What holds such a member is then read member by member.
    void mark_but(std::size_t place, std::optional<std::string_view> nothing) noexcept
    {
        mark(place);
        if (!nothing || nothing->empty()) return;
        auto const is_nothing = [&nothing](parameter const &p) {
            return p.kind == value_kind::text && p.text == nothing;
        };
        std::size_t const end = place + 1 + nested(over_.fields, place).size();
        for (std::size_t i = place; i != end; ++i) {
            bool const holds_it = std::ranges::any_of(nested(over_.fields, i), is_nothing);
            if (holds_it || is_nothing(over_.fields[i])) marks_[i] = false;
            if (holds_it) emptied_[i] = true;
        }
    }
    [[nodiscard]] std::size_t place_of(parameter const &p) const noexcept
    {
        return static_cast<std::size_t>(&p - over_.fields.data());
    }
    void mark_path(std::string_view path)
    {
        parameter const *const found = signing::find_path(over_.fields, path);
        if (found == nullptr) return;
        if (found->kind == value_kind::text && found->text.empty()) return; // an absent one is signed alike
        mark(place_of(*found));
    }
    void mark_header(std::string_view name)
    {
        for (std::size_t i = 0; i != over_.fields.size(); ++i)
            if (equal_ignoring_case(over_.fields[i].name, name)) marks_[i] = true;
    }
    /// The fields among which a set chooses.
    [[nodiscard]] std::span<parameter const> base(std::string_view object) const
    {
        if (object.empty()) return over_.fields;
        parameter const *const found = signing::find_path(over_.fields, object);
        return found == nullptr ? over_.fields.first(0) : nested(over_.fields, place_of(*found));
    }
    /// \param by_path whether those that a map has made anew are named by paths: what a path does not lead to is not signed
    [[gnu::noinline]] void mark_chosen(signing::selection const &chosen, bool by_path,
                                       std::string_view object, std::optional<std::string_view> nothing)
    {
        std::span<parameter const> const all = over_.fields;
        names by_name; // of those that were made of another text than a field's
        for (parameter const &p : chosen) {
            bool const stands_there =
                std::ranges::less_equal{}(all.data(), &p) && std::ranges::less{}(&p, all.data() + all.size());
            if (p.text == nothing && !(stands_there && p.kind != value_kind::text)) continue;
            if (stands_there)
                mark(place_of(p));
            else if (by_path)
                mark_path(p.name);
            else if (parameter const *const original = signing::selection::original_of_made(p))
                mark_mapped(*original, nothing);
            else
                by_name.push_back(p.name);
        }
        if (by_name.empty()) return;
        std::ranges::sort(by_name);
        std::span<parameter const> const in = base(object);
        for (std::size_t i = 0; i != in.size(); i += nested(in, i).size() + 1)
            if (std::ranges::binary_search(by_name, in[i].name)) mark_mapped(in[i], nothing);
    }
    /// A field of which a map has made the text that is signed.
    void mark_mapped(parameter const &p, std::optional<std::string_view> nothing) noexcept
    {
        if (p.kind != value_kind::text || p.text != nothing) mark_but(place_of(p), nothing);
    }
    struct around_names {
        std::string_view before, after;
    };
    [[gnu::noinline]] void mark_flattened(signing::selection const &chosen,
                                          std::span<std::string_view const> listed, std::string_view object,
                                          around_names with)
    {
        names paths;
        for (parameter const &p : chosen)
            paths.push_back(p.name);
        std::ranges::sort(paths);
        for (std::string_view const path : listed)
            if (parameter const *const found = signing::find_path(over_.fields, path))
                mark_leaves(place_of(*found), std::string{path}, paths, with);
        if (!listed.empty()) return;
        std::span<parameter const> const in = base(object);
        for (std::size_t i = 0; i != in.size(); i += nested(in, i).size() + 1)
            mark_leaves(place_of(in[i]), std::string{in[i].name}, paths, with);
    }
    void mark_leaves(std::size_t place, std::string const &path, names const &paths, around_names with)
    {
        parameter const &p = over_.fields[place];
        if (!is_container(p.kind)) {
            if (std::ranges::binary_search(paths, std::string_view{path}) && p.kind != value_kind::null &&
                !(p.kind == value_kind::text && p.text.empty()))
                marks_[place] = true;
            return;
        }
        std::span<parameter const> const inside = nested(over_.fields, place);
        std::size_t index = 0;
        for (std::size_t i = 0; i != inside.size(); i += nested(inside, i).size() + 1) {
            std::string inner = path;
            inner.append(with.before);
            inner.append(p.kind == value_kind::array ? std::to_string(index++) : std::string{inside[i].name});
            inner.append(with.after);
            mark_leaves(place_of(inside[i]), inner, paths, with);
        }
    }

    signing::context const &over_;
    digest_table const &digests_;
    bool is_opaque_;
    boost::container::small_vector<bool, 64> marks_;
    boost::container::small_vector<bool, 64> emptied_; ///< Objects and lists of which something is left out.
};

/// What an aggregate declares that is read although nothing covers it: by which paths, dots between names.
inline void add_unsigned_paths(field_table const &of, std::string const &before, std::vector<std::string> &to)
{
    for (field_row const &row : of) {
        if (row.is_unsigned)
            each_own_name(row, [&](std::string_view name) { to.push_back(before + std::string{name}); });
        else if (row.value != nullptr && row.value->inside != nullptr)
            add_unsigned_paths(*row.value->inside, before + std::string{row.name} + ".", to);
    }
}

/// The names under which an aggregate requires a value of its own.
constexpr void add_plainly_required_names(field_table const &of, name_list &to)
{
    for (field_row const &row : of)
        if (row.kind == field_kind::value && row.is_required)
            each_own_name(row, [&to](std::string_view name) { to.add(name); });
}

template <class Message>
inline constexpr auto plainly_required_names =
    to_name_array([](name_list &to) { add_plainly_required_names(field_table_of<Message>, to); });

/// Whether a value says nothing: left out or not, a message says the same.
[[nodiscard]] inline bool says_nothing(std::span<parameter const> all, std::size_t place) noexcept
{
    parameter const &p = all[place];
    if (is_container(p.kind)) return nested(all, place).empty();
    if (p.kind == value_kind::boolean) return p.text == "false";
    return p.text.find_first_not_of(" \t\r\n\v\f") == p.text.npos;
}

/// Copies what may be read of a message.
class readable_part {
public:
    /// \param is_signed   asked with places
    /// \param unsigned_paths what is read all the same
    /// \param required    what is kept, as empty, where it is there and empty and therefore not signed
    readable_part(std::span<parameter const> all, std::vector<std::string> const &unsigned_paths,
                  std::span<std::string_view const> required, std::vector<parameter> &to)
        : all_{all},
          unsigned_paths_{unsigned_paths},
          required_{required},
          to_{to}
    {
        for (std::string const &one : unsigned_paths)
            longest_ = std::max(longest_, one.size());
    }

    void copy(signed_fields const &covered)
    {
        for (std::size_t i = 0; i != all_.size(); i += nested(all_, i).size() + 1)
            copy_one(i, path_to({}, i), covered);
    }

private:
    [[nodiscard]] bool is_kept_empty(std::size_t place) const
    {
        return all_[place].depth == 0 && says_nothing(all_, place) &&
               std::ranges::find(required_, all_[place].name) != required_.end();
    }
    /// Empty where no path is so long: a stranger's long name must not be copied for each of its members.
    [[nodiscard]] std::string path_to(std::string const &before, std::size_t place) const
    {
        std::string_view const name = all_[place].name;
        return before.size() + name.size() > longest_ ? std::string{} : before + std::string{name};
    }
    void copy_one(std::size_t place, std::string const &path, signed_fields const &covered)
    {
        parameter const &p = all_[place];
        std::span<parameter const> const inside = nested(all_, place);
        if (covered.is_signed(place) || std::ranges::find(unsigned_paths_, path) != unsigned_paths_.end()) {
            to_.push_back(p);
            to_.insert(to_.end(), inside.begin(), inside.end());
        } else if (is_kept_empty(place)) {
            to_.push_back(p);
            if (p.kind == value_kind::text) to_.back().text = {};
        } else if (!inside.empty()) {
            std::size_t const before = to_.size();
            to_.push_back(p);
            std::size_t left_out =
                0; // elements since the last that is read: those behind it keep their places
            for (std::size_t i = 0; i != inside.size(); i += nested(inside, i).size() + 1) {
                std::size_t const size = to_.size();
                copy_one(place + 1 + i, path_to(path + ".", place + 1 + i), covered);
                if (p.kind != value_kind::array) continue;
                if (to_.size() == size) {
                    ++left_out;
                } else {
                    parameter nothing = inside[i];
                    nothing.kind = value_kind::text;
                    nothing.text = {};
                    to_.insert(to_.begin() + static_cast<std::ptrdiff_t>(size), left_out, nothing);
                    left_out = 0;
                }
            }
            if (to_.size() == before + 1 && !covered.is_signed_itself(place)) to_.pop_back();
        }
    }

    std::span<parameter const> all_;
    std::vector<std::string> const &unsigned_paths_;
    std::span<std::string_view const> required_;
    std::vector<parameter> &to_;
    std::size_t longest_ = 0; ///< Of the paths.
};

template <class Message>
inline constexpr bool keeps_unlisted =
    []<class... F>(field_list<F...>) { return (std::same_as<F, unlisted> || ...); }(fields_of<Message>{});

/**
 * \brief What may be read of a message whose signature is right: what the signature covers, and what is declared as an
 * `unsigned_field`.
 * \param to where it is copied to, if it is less than everything
 */
template <class Hash, class Message, class Rule>
[[nodiscard]] std::span<parameter const> readable_of([[maybe_unused]] signing::scheme_view scheme,
                                                     signing::context const &over,
                                                     [[maybe_unused]] std::vector<parameter> &to)
{
    if constexpr (!signing::covers_body<decltype(Rule::scheme)> || is_opaque<Message>) {
        signed_fields covered{over, digests_of<Hash>, is_opaque<Message>};
        covered.visit(scheme);
        auto const is_passed_over = [](parameter const &p) {
            if constexpr (requires { Rule::field; })
                if (p.depth == 0 && p.name == Rule::field) return !keeps_unlisted<Message>;
            // It says nothing, unless it stands twice: then it would make the field unreadable.
            return p.kind == value_kind::null && !p.repeated;
        };
        bool all = true;
        for (std::size_t i = 0; i != over.fields.size(); ++i)
            all = all && (covered.is_signed(i) || is_passed_over(over.fields[i]));
        if (all) return over.fields;
        std::vector<std::string> unsigned_paths;
        add_unsigned_paths(field_table_of<Message>, {}, unsigned_paths);
        to.reserve(over.fields.size());
        readable_part{over.fields, unsigned_paths, plainly_required_names<Message>, to}.copy(covered);
        return to;
    }
    return over.fields;
}

} // namespace tollgate::inline v0::detail

#endif
