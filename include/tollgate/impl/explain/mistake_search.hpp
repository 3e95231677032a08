// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_EXPLAIN_MISTAKE_SEARCH_HPP
#define TOLLGATE_IMPL_EXPLAIN_MISTAKE_SEARCH_HPP

#include <tollgate/impl/explain/context_mistakes.hpp>
#include <tollgate/impl/explain/secret_mistakes.hpp>
#include <tollgate/signing/constant_time.hpp>
#include <tollgate/signing/public_key_signature.hpp>
#include <tollgate/signing/signature.hpp>

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tollgate::inline v0::signing::explaining {

inline constexpr std::size_t most_singles = 900;
inline constexpr std::size_t most_in_pairs = 90; ///< 4,005 pairs.

/// Every table, in the order in which the mistakes of a pair are made.
inline constexpr std::span<entry const> tables[] = {form_mistakes,  message_mistakes, context_mistakes,
                                                    field_mistakes, secret_mistakes,  scheme_mistakes};

/// Tries mistakes alone and, if none explains the signature, in pairs.
class search {
public:
    /// \param correct outlives the search
    search(trial const &correct, surroundings const &around, detail::digest_table const &digests)
        : correct_{correct},
          around_{around},
          digests_{digests}
    {
    }

    [[nodiscard]] explanation run() &&
    {
        right_ = try_out(correct_);
        if (!right_ && problem_) {
            said_.problem = problem_->first;
            said_.problem_with = problem_->second;
        }
        if (right_ && right_->matches) said_.matches = true;
        if (right_ && right_->is_exact) return std::move(said_);
        try_singles();
        if (said_.matches)
            keep_only_form();
        else if (said_.findings.empty())
            try_pairs();
        if (!said_.matches) said_.remarks = remarks_on_secrets(correct_);
        return std::move(said_);
    }

private:
    struct single {
        entry const *from;
        variant way;
        std::size_t rank;  ///< Which of its mistake's ways it is.
        std::size_t order; ///< Its place among all ways of all tables.
    };

    /// What became of a trial.
    struct outcome {
        std::string made;      ///< Where only the gateway can make one, a digest of all that was verified.
        bool matches = false;  ///< What was received.
        bool is_exact = false; ///< Also in the case of its letters.
    };

    [[nodiscard]] std::optional<outcome> try_out(trial const &t)
    {
        ++said_.tried;
        return correct_.is_verify_only() ? verify(t) : sign(t);
    }
    [[nodiscard]] std::optional<outcome> sign(trial const &t)
    {
        wiped_buffer text;
        if (!write(t, tree_table{t.scheme}, text)) return std::nullopt;
        std::string_view const made = text.view().substr(0, t.kept);
        return outcome{std::string{made}, same(made, around_.received),
                       equal_in_constant_time(made, around_.received)};
    }
    [[nodiscard]] std::optional<outcome> verify(trial const &t)
    {
        tree_table const scheme{t.scheme, t.root()};
        wiped_buffer carried;
        wiped_buffer all;
        if (!write(t, tree_table{t.scheme, t.digested_text()}, all) ||
            !read_carried(scheme, t.shown(), digests_, around_.received, carried, undoing))
            return std::nullopt;
        std::size_t const size = all.size();
        all.append(carried.view());
        all.append(t.other_public_key);
        std::string made(hash::sha256::size, '\0');
        digests_[static_cast<std::size_t>(algorithm::sha256)].digest(
            all.view(), reinterpret_cast<unsigned char *>(made.data()));
        bool const known = right_ && equal_in_constant_time(made, right_->made);
        bool const verified = !known && around_.verify &&
                              around_.verify(t.other_public_key, all.view().substr(0, size), carried.view());
        return outcome{made, verified, verified};
    }
    /// Keeps what is wrong; the name in it must be copied, for it may stand in a trial that is over then.
    [[nodiscard]] bool write(trial const &t, scheme_view scheme, wiped_buffer &to)
    {
        context const over = t.shown();
        evaluator writer{over, digests_};
        writer.write(scheme, to);
        if (auto const &why = writer.first_problem()) problem_.emplace(why->code, printable(why->name));
        return !writer.problem();
    }
    /// Hexadecimal digits that are the whole signature compare without case, as when verifying.
    [[nodiscard]] bool same(std::string_view a, std::string_view b) const
    {
        node const &whole = correct_.at(correct_.root());
        if (whole.what != op::map || !std::string_view{whole.names[0]}.ends_with("hex"))
            return equal_in_constant_time(a, b);
        std::string lowered[] = {std::string{a}, std::string{b}};
        for (std::string &text : lowered)
            std::ranges::transform(text, text.begin(), to_lower);
        return equal_in_constant_time(lowered[0], lowered[1]);
    }
    /// Signs a changed copy; reports the mistakes if it gives what was received, and says whether it changed anything.
    bool attempt(trial const &changed, std::initializer_list<single const *> made)
    {
        auto const found = try_out(changed);
        if (!found) return false;
        bool const form_only = (*made.begin())->from->id == mistake::signature_in_other_letters;
        if (form_only ? found->is_exact : found->matches) report(made);
        return !right_ || !same(found->made, right_->made);
    }

    /// Each mistake's first way before any second one, so that a long message leaves room for all.
    void try_singles()
    {
        std::vector<single> all;
        for (std::span<entry const> const table : tables)
            for (entry const &e : table) {
                std::size_t rank = 0;
                for (variant &way : e.ways(correct_, around_, e.with))
                    all.push_back({&e, std::move(way), rank++, all.size()});
            }
        std::ranges::sort(all, {}, [](single const &one) { return std::pair{one.rank, one.order}; });
        all.resize(std::min(all.size(), most_singles));
        for (single &one : all)
            try_single(std::move(one));
    }
    void try_single(single one)
    {
        trial changed = correct_;
        one.way.make(changed);
        if (attempt(changed, {&one})) applicable_.push_back(std::move(one));
    }
    void try_pairs()
    {
        applicable_.resize(std::min(applicable_.size(), most_in_pairs));
        std::ranges::sort(applicable_, {}, &single::order);
        for (std::size_t i = 0; i < applicable_.size(); ++i)
            for (std::size_t j = i + 1; j < applicable_.size(); ++j)
                try_pair(applicable_[i], applicable_[j]);
    }
    void try_pair(single const &a, single const &b)
    {
        if (a.from->id == b.from->id && (a.way.parameter.empty() || a.way.parameter == b.way.parameter))
            return;
        trial changed = correct_;
        a.way.make(changed);
        b.way.make(changed);
        attempt(changed, {&a, &b});
    }

    void report(std::initializer_list<single const *> made)
    {
        finding found;
        for (single const *one : made) {
            std::string const &about = one->way.parameter;
            std::string sentence{one->from->sentence};
            if (!about.empty()) sentence += ": " + about;
            found.mistakes.push_back({one->from->id, about, std::move(sentence)});
        }
        auto const known = [text = found.text()](finding const &f) { return f.text() == text; };
        if (std::ranges::none_of(said_.findings, known)) said_.findings.push_back(std::move(found));
    }
    /// A signature that matches can still be written otherwise than the scheme says.
    void keep_only_form()
    {
        std::erase_if(said_.findings, [](finding const &f) {
            return f.mistakes.front().id != mistake::signature_in_other_letters;
        });
    }

    trial const &correct_;
    surroundings around_;
    detail::digest_table const &digests_;
    explanation said_;
    std::optional<std::pair<errc, std::string>> problem_;
    std::optional<outcome> right_;
    std::vector<single> applicable_;
};

} // namespace tollgate::inline v0::signing::explaining

#endif
