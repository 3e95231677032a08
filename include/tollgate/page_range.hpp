// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PAGE_RANGE_HPP
#define TOLLGATE_PAGE_RANGE_HPP

#include <tollgate/config.hpp>
#include <tollgate/detail/format/json.hpp>
#include <tollgate/detail/format/lowering.hpp>
#include <tollgate/detail/reading_table.hpp>
#include <tollgate/error.hpp>
#include <tollgate/pagination.hpp>
#include <tollgate/request.hpp>

#include <cstddef>
#include <iterator>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace tollgate::inline v0 {

namespace detail {

/// Where the next page is: the text of the message's field, or a link; nothing behind the last page.
[[nodiscard]] TOLLGATE_DECL result<std::optional<std::string>>
find_next_page(pages_table const &known, std::span<parameter const> message,
               std::span<parameter const> answer);

/// Gives a message's field another value.
/// \return whether there is such a field, and the text is one of its values
[[nodiscard]] TOLLGATE_DECL bool set_field(aggregate_reader const &known, void *message,
                                           std::string_view name, std::string_view text);

/// Gives a message the fields that a link to its own address has.
/// \param asked the message as it is
[[nodiscard]] TOLLGATE_DECL std::optional<error> follow_link(message_table const &known, void const *account,
                                                             aggregate_reader const &reader,
                                                             std::string_view link,
                                                             std::span<parameter const> asked, void *message);

/// What the answer says of pages and could not be read, so that it was left out; empty if there is nothing. A list would seem to end.
[[nodiscard]] TOLLGATE_DECL std::string_view
unreadable_for_pages(pages_table const &known, aggregate_reader const &answer_type, void const *answer);

[[nodiscard]] TOLLGATE_DECL error endless_list();
[[nodiscard]] TOLLGATE_DECL error too_many_pages(std::size_t most);
[[nodiscard]] TOLLGATE_DECL error no_next_page(std::string_view field);
[[nodiscard]] TOLLGATE_DECL error unreadable_page(std::string_view path);

/// A message whose answer is given page by page.
template <class M>
concept paged_message = message<M> && has_pages<M>;

template <class M>
consteval bool check_paged()
{
    if constexpr (!has_pages<M>) report<M, fault_id::client_pages>();
    return true;
}

} // namespace detail

/**
 * \brief The message that asks for the page behind one that was received; nothing if that was the last.
 * \details For programs that send by themselves, such as coroutines; `client::pages` is made of it. It does not see whether a list goes
 * round in a circle.
 * \par Errors
 * Without an outcome:
 * \li errc::missing_field, errc::field_not_convertible if the answer does not say what the next page is
 * \li errc::invalid_address for a link that is not the message's own address at the gateway, or has parameters that the message does not
 * declare
 */
template <detail::paged_message Message>
[[nodiscard]] result<std::optional<Message>> next_page(typename Message::account const &account,
                                                       Message const &message,
                                                       typename Message::response const &answer)
{
    constexpr detail::pages_table const &known = Message::pages::table;
    using reader = detail::aggregate_reader_of<detail::fields_in<Message>>;
    detail::lowered const asked = detail::lower(message);
    detail::lowered const told = detail::lower(answer);
    using answer_type = detail::fields_in<typename Message::response>;
    std::string_view const unreadable = detail::unreadable_for_pages(
        known, detail::aggregate_reader_of<answer_type>::table, static_cast<answer_type const *>(&answer));
    if (!unreadable.empty()) return detail::unreadable_page(unreadable);
    auto const next = detail::find_next_page(known, asked.items(), told.items());
    if (!next) return next.error();
    std::optional<Message> following;
    if (!*next) return following;
    following.emplace(message);
    detail::fields_in<Message> &fields = *following;
    if constexpr (known.kind == detail::page_kind::link) {
        if (auto problem = detail::follow_link(detail::message_table_of<Message>, &account, reader::table,
                                               **next, asked.items(), &fields))
            return *std::move(problem);
    } else if (!detail::set_field(reader::table, &fields, known.field, **next)) {
        return detail::no_next_page(known.field);
    }
    return following;
}

/**
 * \brief The pages of a list, each asked for when the one before was looked at: what `client::pages` gives.
 * \details To be gone through once. A page is a `result`: an error is the last one.
 * \tparam Send how a message is sent
 */
template <detail::paged_message Message, class Send>
class page_range {
public:
    using page = result<typename Message::response>;

    page_range(Message first, std::shared_ptr<typename Message::account const> account, Send send,
               page_options options)
        : next_{std::move(first)},
          account_{std::move(account)},
          send_{std::move(send)},
          options_{options}
    {
    }

    class iterator {
    public:
        using value_type = page;
        using difference_type = std::ptrdiff_t;
        using iterator_concept = std::input_iterator_tag;

        iterator() = default;
        explicit iterator(page_range &of) : of_{&of} {}

        [[nodiscard]] page &operator*() const noexcept { return *of_->current_; }
        [[nodiscard]] page *operator->() const noexcept { return &*of_->current_; }
        iterator &operator++()
        {
            of_->advance();
            return *this;
        }
        void operator++(int) { ++*this; }
        [[nodiscard]] bool operator==(std::default_sentinel_t) const noexcept
        {
            return !of_->current_.has_value();
        }

    private:
        page_range *of_ = nullptr;
    };

    /// Asks for the first page.
    [[nodiscard]] iterator begin()
    {
        advance();
        return iterator{*this};
    }
    [[nodiscard]] std::default_sentinel_t end() const noexcept { return {}; }

private:
    void advance()
    {
        if (!current_) {
            seen_.insert(place_of(*next_));
        } else if (*current_) {
            auto following = find_next();
            if (!following) return fail(following.error());
            next_ = *std::move(following);
        } else {
            next_.reset();
        }
        if (!next_) return current_.reset();
        if (asked_ == options_.most) return fail(detail::too_many_pages(options_.most));
        ++asked_;
        current_.emplace(send_(*next_));
    }
    /// What page follows the one at hand, unless it is one that was there.
    [[nodiscard]] result<std::optional<Message>> find_next()
    {
        auto following = next_page(*account_, *next_, **current_);
        if (!following || !*following) return following;
        // A gateway that does not look at how many elements are to be passed over gives the same ones again.
        constexpr bool is_counted = Message::pages::table.kind == detail::page_kind::offset;
        std::string elements = is_counted ? place_of(**current_) : std::string{};
        bool const is_same = is_counted && elements == last_;
        last_ = std::move(elements);
        if (is_same || !seen_.insert(place_of(**following)).second) return detail::endless_list();
        return following;
    }
    void fail(error why) { current_.emplace(std::move(why)); }
    [[nodiscard]] static std::string place_of(auto const &message)
    {
        detail::lowered const fields = detail::lower(message);
        return detail::json_of(fields.items());
    }

    std::optional<Message> next_; ///< While a page is looked at, the message that asked for it.
    std::shared_ptr<typename Message::account const> account_;
    Send send_;
    page_options options_;
    std::optional<page> current_;
    std::set<std::string> seen_; ///< What was asked for.
    std::string last_;           ///< The answer before.
    std::size_t asked_ = 0;
};

} // namespace tollgate::inline v0

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/page_range.ipp>
#endif

#endif
