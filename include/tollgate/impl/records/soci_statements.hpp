// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_RECORDS_SOCI_STATEMENTS_HPP
#define TOLLGATE_IMPL_RECORDS_SOCI_STATEMENTS_HPP

#include <tollgate/impl/records/soci_postgresql.hpp>
#include <tollgate/records/sql.hpp>

#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// \file
/// The statements of a connection of SOCI's, of which those that come again are prepared once.

namespace tollgate::inline v0::detail {

/// `:v1` for `$1`: SOCI finds no name in the latter, and when the database refuses a statement it wants to tell each value's.
[[nodiscard]] inline std::string with_names(std::string_view sql)
{
    std::string named;
    for (std::size_t i = 0; i != sql.size(); ++i) {
        bool const is_value = sql[i] == '$' && i + 1 != sql.size() && sql[i + 1] >= '1' && sql[i + 1] <= '9';
        if (is_value)
            named += ":v";
        else
            named += sql[i];
    }
    return named;
}

/// A statement and what is bound to it, which stays where it is.
class soci_statement {
public:
    soci_statement(soci::session &in, std::string_view sql, std::size_t values, bool is_kept)
        : texts_(values),
          are_there_(values, soci::i_null),
          statement_{in}
    {
        for (std::size_t i = 0; i != values; ++i)
            statement_.exchange(soci::use(texts_[i], are_there_[i], "v" + std::to_string(i + 1)));
        statement_.alloc();
        using enum soci::details::statement_type;
        statement_.prepare(with_names(sql), is_kept ? st_repeatable_query : st_one_time_query);
        statement_.define_and_bind();
        statement_.exchange_for_rowset(soci::into(row_));
    }
    soci_statement(soci_statement const &) = delete;
    soci_statement &operator=(soci_statement const &) = delete;

    [[nodiscard]] std::size_t values() const noexcept { return texts_.size(); }
    /// PostgreSQL's, before its connection is closed.
    void end_with_connection()
    {
        end_silently(*static_cast<soci::postgresql_statement_backend *>(statement_.get_backend()));
    }

    [[nodiscard]] sql_rows execute(std::span<sql_value const> values)
    {
        for (std::size_t i = 0; i != values.size(); ++i) {
            texts_[i] = values[i].value_or("");
            are_there_[i] = values[i] ? soci::i_ok : soci::i_null;
        }
        sql_rows all;
        for (bool more = statement_.execute(true); more && row_.size() != 0; more = statement_.fetch()) {
            sql_row &one = all.emplace_back();
            for (std::size_t i = 0; i != row_.size(); ++i) {
                bool const is_null = row_.get_indicator(i) == soci::i_null;
                one.push_back(is_null ? std::nullopt : std::optional{row_.get<std::string>(i)});
            }
        }
        return all;
    }

private:
    std::vector<std::string> texts_;
    std::vector<soci::indicator> are_there_;
    soci::row row_;
    soci::statement statement_;
};

/// The statements of one connection. Those that read or write rows are prepared once, as they come again and again.
class soci_statements {
public:
    explicit soci_statements(bool are_in_postgresql) noexcept : are_in_postgresql_{are_in_postgresql} {}

    [[nodiscard]] soci_statement &in(soci::session &session, std::string_view sql, std::size_t values)
    {
        constexpr std::string_view kinds[] = {"SELECT", "INSERT", "UPDATE", "DELETE"};
        current_ = kept_.end();
        bool const is_kept = keeps_ && std::ranges::find(kinds, sql.substr(0, 6)) != std::end(kinds);
        if (!is_kept) {
            last_.emplace(session, sql, values, false);
            return *last_;
        }
        current_ = kept_.find(sql);
        if (current_ != kept_.end() && current_->second.values() == values) return current_->second;
        constexpr std::size_t most = 100;
        if (kept_.size() == most) end_all();
        if (current_ != kept_.end()) end(current_);
        current_ = kept_.end(); // until it is there
        current_ = kept_.try_emplace(std::string{sql}, session, sql, values, true).first;
        return current_->second;
    }
    /// After the statement was carried out: the server listens.
    void note_success() noexcept { ended_.clear(); }
    /// After a failure: what failed may be half done, and nothing of it may hold a lock.
    /// \param for_good where the database does not keep what is prepared
    void forget(bool for_good)
    {
        last_.reset();
        if (current_ != kept_.end()) end(current_);
        if (for_good) {
            end_all();
            keeps_ = false;
        }
        current_ = kept_.end();
    }
    /// Before the connection is closed.
    void end_with_connection()
    {
        if (!are_in_postgresql_) return;
        for (auto &one : kept_)
            one.second.end_with_connection();
        for (auto &one : ended_)
            one.mapped().end_with_connection();
    }

private:
    using by_text = std::map<std::string, soci_statement, std::less<>>;

    /// PostgreSQL's server is told so. In a transaction that failed it would not listen, and keep the statement: so it is told after the
    /// next one that it carries out.
    void end(by_text::iterator which)
    {
        by_text::node_type ended = kept_.extract(which);
        if (are_in_postgresql_) ended_.push_back(std::move(ended));
    }
    void end_all()
    {
        while (!kept_.empty())
            end(kept_.begin());
        current_ = kept_.end();
    }

    bool are_in_postgresql_;
    bool keeps_ = true;
    std::optional<soci_statement> last_;
    by_text kept_;
    by_text::iterator current_ = kept_.end();
    std::vector<by_text::node_type> ended_; ///< Of which the server is still to be told.
};

} // namespace tollgate::inline v0::detail

#endif
