// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_CALLBACK_DELIVERY_IPP
#define TOLLGATE_IMPL_CALLBACK_DELIVERY_IPP

#include <tollgate/detail/callback/delivery.hpp>
#include <tollgate/detail/net/http_status.hpp>

#include <string>
#include <utility>

namespace tollgate::inline v0::detail {

callback_answer repeat_answer(unsigned status)
{
    return {.status = status, .content_type = "text/plain", .body = {}};
}

callback_answer without_impossible_content(callback_answer const &answer)
{
    if (has_content(answer.status)) return answer;
    return {.status = answer.status, .content_type = {}, .body = {}};
}

claim store_claim::begin()
{
    if (store_) {
        known_ = store_.begin(identity_);
        is_held_ = known_ == claim::first;
    }
    return known_;
}

void store_claim::commit()
{
    if (store_) store_.commit(identity_);
    is_held_ = false;
}

void store_claim::abort() noexcept
{
    if (!std::exchange(is_held_, false)) return;
    try {
        store_.abort(identity_);
    } catch (...) { // the store is away; its claim lapses
    }
}

delivery_decision::delivery_decision(error why, callback_answer acknowledged)
    : acknowledged_{std::move(acknowledged)},
      answer_{is_to_acknowledge(why) ? acknowledged_
                                     : callback_answer{.status = 400,
                                                       .content_type = "text/plain",
                                                       .body = std::string{name_of(why.code())}}},
      is_acknowledged_{is_to_acknowledge(why)},
      refusal_{std::move(why)}
{
}

callback_answer delivery_decision::answer() const
{
    return without_impossible_content(answer_);
}

bool delivery_decision::begin()
{
    if (refusal_) return false;
    switch (claim_.begin()) {
    case claim::first: return true;
    case claim::in_progress: answer_ = repeat_answer(503); break;
    case claim::done:
        answer_ = acknowledged_;
        is_acknowledged_ = true;
        break;
    }
    return false;
}

void delivery_decision::commit()
{
    claim_.commit();
    answer_ = acknowledged_;
    is_acknowledged_ = true;
}

void delivery_decision::abort() noexcept
{
    claim_.abort();
    answer_ = repeat_answer(500);
}

} // namespace tollgate::inline v0::detail

#endif
