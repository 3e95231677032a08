// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SANDBOX_SIMULATED_ACCOUNT_IPP
#define TOLLGATE_IMPL_SANDBOX_SIMULATED_ACCOUNT_IPP

#include <tollgate/detail/format/authority.hpp>
#include <tollgate/detail/format/value_text.hpp>
#include <tollgate/sandbox/simulated_account.hpp>

#include <algorithm>
#include <utility>

namespace tollgate::inline v0::sandbox {

void simulated_account::number_by(std::shared_ptr<std::atomic<std::uint64_t>> numbers)
{
    std::scoped_lock lock{mutex_};
    book_.number_by(std::move(numbers));
}

void simulated_account::run_at(time_scale scale)
{
    std::scoped_lock lock{mutex_};
    time_scale_ = scale;
}

void simulated_account::lapse_tokens()
{
    std::scoped_lock lock{mutex_};
    tokens_.lapse();
}

std::optional<gateway_answer> simulated_account::answer(std::string_view method, std::string_view asked_host,
                                                        sent_parts const &request, asked_by from)
{
    if (!is_at(asked_host)) return std::nullopt;
    return answer_at(method, request, from);
}

bool simulated_account::is_at(std::string_view asked_host) const
{
    using tollgate::detail::read_authority;
    auto const asked = read_authority(asked_host, 443);
    auto const own = read_authority(host(), 443);
    return asked && own && equal_ignoring_case(asked->host, own->host);
}

std::vector<notice> simulated_account::take_notices()
{
    std::scoped_lock lock{mutex_};
    std::vector<notice> made;
    for (ledger::told const &each : book_.take_told()) {
        entry const *const about = book_.find(each.entry);
        if (about != nullptr) made.push_back({*about, write(each)});
    }
    return made;
}

template <class Change>
result<notice> simulated_account::change(std::string_view which, Change make, bool is_new)
{
    std::scoped_lock lock{mutex_};
    entry *const found = find(which);
    if (found == nullptr) return no_entry();
    if (!make(*found))
        return error{errc::refused_by_gateway, refused{},
                     "The sandbox did not do it: the entry is " + std::string{name_of(found->state)} +
                         ", and this does not follow from that; see `entries`."}
            .without_outcome();
    if (!is_new || !enter_state(*found)) return notice{*found, report(*found)};
    notice made{*found, {}};
    for (ledger::told const &each : book_.take_told())
        if (each.entry == found->id && made.body.empty())
            made.body = write(each);
        else
            made.further.push_back(write(each));
    // Nothing of the entry itself: what the shop answers to the first one counts.
    if (made.body.empty() && !made.further.empty()) {
        made.body = std::move(made.further.front());
        made.further.erase(made.further.begin());
    }
    return made;
}

result<notice> simulated_account::settle(std::string_view which, final_state how,
                                         std::optional<decimal> const &paid)
{
    return change(which, [&](entry &what) { return book_.settle(what, how, paid); });
}

result<notice> simulated_account::tell_again(std::string_view which)
{
    return change(which, [](entry const &what) { return !is_open(what); }, false);
}

result<notice> simulated_account::refund(std::string_view which)
{
    return change(which, [&](entry &what) { return is_refundable() && book_.refund(what); });
}

std::optional<entry> simulated_account::look_at(std::string_view which, bool opens)
{
    std::scoped_lock lock{mutex_};
    entry *const found = find(which);
    if (found == nullptr) return std::nullopt;
    if (opens && found->state == entry_state::unopened) book_.change(*found, entry_state::pending);
    entry seen = *found;
    if (seen.returns_told && !is_open(seen)) {
        std::string const told = report(*found);
        for (std::string *const url : {&seen.success_url, &seen.failure_url})
            *url = detail::with_query(*url, told);
    }
    return seen;
}

std::vector<entry> simulated_account::entries() const
{
    std::scoped_lock lock{mutex_};
    return {book_.entries().begin(), book_.entries().end()};
}

decimal simulated_account::balance(std::string_view currency) const
{
    std::scoped_lock lock{mutex_};
    return book_.balance(currency);
}

void simulated_account::set_balance(std::string currency, decimal amount)
{
    std::scoped_lock lock{mutex_};
    book_.set_balance(std::move(currency), amount);
}

entry *simulated_account::find(std::string_view which)
{
    entry *const by_page = book_.find_page(which);
    return by_page != nullptr ? by_page : book_.find(which);
}

error simulated_account::no_entry()
{
    return error{errc::missing_field, not_sent{},
                 "The sandbox has no form at this address, and no entry with this id; open one first."}
        .without_outcome();
}

} // namespace tollgate::inline v0::sandbox

#endif
