// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SANDBOX_FAULT_SCHEDULE_IPP
#define TOLLGATE_IMPL_SANDBOX_FAULT_SCHEDULE_IPP

#include <tollgate/sandbox/fault_schedule.hpp>

#include <stdexcept>

namespace tollgate::inline v0::sandbox {

void fault_schedule::change(faults chances)
{
    std::scoped_lock lock{mutex_};
    chances_ = chances;
}

faults fault_schedule::chances() const
{
    std::scoped_lock lock{mutex_};
    return chances_;
}

void fault_schedule::next_answer(fault_kind kind, bool carried_out)
{
    if (!is_about_answers(kind)) throw std::invalid_argument{"sandbox: this fault is one of callbacks"};
    std::scoped_lock lock{mutex_};
    next_answers_.push_back({0, 0, kind, is_carried_out(kind, carried_out)});
}

void fault_schedule::next_callback(fault_kind kind)
{
    if (is_about_answers(kind)) throw std::invalid_argument{"sandbox: this fault is one of answers"};
    std::scoped_lock lock{mutex_};
    next_callbacks_.push_back(kind);
}

std::optional<injected_fault> fault_schedule::for_request()
{
    std::scoped_lock lock{mutex_};
    std::uint64_t const drawn = draw(1, ++requests_, 0);
    if (!next_answers_.empty()) {
        injected_fault chosen = next_answers_.front();
        next_answers_.pop_front();
        chosen.number = requests_;
        return injected_.emplace_back(chosen);
    }
    auto const kind = choose(true, drawn);
    if (!kind) return std::nullopt;
    return injected_.emplace_back(
        injected_fault{requests_, 0, *kind, is_carried_out(*kind, (drawn >> 63) != 0)});
}

std::optional<fault_kind> fault_schedule::for_callback(std::uint64_t number, unsigned attempt)
{
    std::scoped_lock lock{mutex_};
    if (!next_callbacks_.empty()) {
        fault_kind const chosen = next_callbacks_.front();
        next_callbacks_.pop_front();
        injected_.push_back({number, attempt, chosen, true});
        return chosen;
    }
    auto const kind = choose(false, draw(2, number, attempt));
    if (kind) injected_.push_back({number, attempt, *kind, true});
    return kind;
}

std::vector<injected_fault> fault_schedule::injected_faults() const
{
    std::scoped_lock lock{mutex_};
    return injected_;
}

bool fault_schedule::is_about_answers(fault_kind kind) noexcept
{
    return kind < fault_kind::delay_callback;
}

bool fault_schedule::is_carried_out(fault_kind kind, bool otherwise) noexcept
{
    return kind != fault_kind::http_429 && (otherwise || arrives(kind));
}

bool fault_schedule::arrives(fault_kind kind) noexcept
{
    return kind == fault_kind::delay_answer || kind == fault_kind::slow_answer;
}

std::uint64_t fault_schedule::mixed(std::uint64_t x) noexcept
{
    x += 0x9E3779B97F4A7C15;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
    return x ^ (x >> 31);
}

std::uint64_t fault_schedule::draw(std::uint64_t group, std::uint64_t number, unsigned attempt) const noexcept
{
    return mixed(mixed(mixed(mixed(seed_) + group) + number) + attempt);
}

std::optional<fault_kind> fault_schedule::choose(bool about_answers, std::uint64_t drawn) const noexcept
{
    std::uint64_t point = drawn % 1000;
    for (fault_description const &one : fault_descriptions) {
        if (is_about_answers(one.kind) != about_answers) continue;
        unsigned const chance = chances_.*one.chance;
        if (point < chance) return one.kind;
        point -= chance;
    }
    return std::nullopt;
}

} // namespace tollgate::inline v0::sandbox

#endif
