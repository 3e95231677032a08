// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TESTS_SUPPORT_FORGERY_RUN_HPP
#define TOLLGATE_TESTS_SUPPORT_FORGERY_RUN_HPP

#include <tollgate/callback.hpp>
#include <tollgate/message.hpp>
#include <tollgate/money.hpp>

#include <doctest/doctest.h>
#include <support/forger.hpp>

#include <chrono>
#include <concepts>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <random>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

/// \file
/// How the tests of forgery read what was verified, and let the forger loose.
///
///   TOLLGATE_FORGERY_SEED      repeats a run; it is printed
///   TOLLGATE_FORGERY_ATTEMPTS  how many attempts, over all schemes; a million unless given

namespace tollgate::test {

inline constexpr moment forgery_time{std::chrono::sys_seconds{std::chrono::seconds{1'700'000'000}}};

/// One line of text for what was read, written so that nothing can be mistaken.
class reading_of {
public:
    template <class Callback>
    static std::string text(Callback const &callback)
    {
        reading_of made;
        unpack(callback, [&made](auto const &...fields) { (made.add(fields), ...); });
        return made.text_;
    }

private:
    void put(std::string_view text)
    {
        text_.append(std::to_string(text.size())).append(":").append(text).append(" ");
    }
    [[nodiscard]] static bool is_unreadable(auto const &field)
    {
        if constexpr (requires { field.unreadable(); }) return field.unreadable();
        return false;
    }
    void put(bool value) { put(std::string_view{value ? "yes" : "no"}); }
    void put(decimal const &value)
    {
        char text[decimal::max_text];
        put(std::string_view{text, static_cast<std::size_t>(value.write(text) - text)});
    }
    void put(minor_units const &value) { put(std::string_view{std::to_string(value.count())}); }
    template <class I>
        requires std::integral<I> || std::is_enum_v<I>
    void put(I value)
    {
        put(std::string_view{std::to_string(static_cast<std::int64_t>(value))});
    }
    template <class M>
        requires aggregate_of_fields<M>
    void put(M const &inner)
    {
        put(std::string_view{text(inner)});
    }
    template <class Field>
    void add(Field const &field)
    {
        if constexpr (std::same_as<Field, unlisted>) {
            // What nobody declared says nothing that a program goes by.
        } else if constexpr (!Field::is_unsigned) {
            if constexpr (Field::is_required)
                put(field.value());
            else if (field.has_value())
                put(*field);
            else
                text_ += is_unreadable(field) ? "? " : "- ";
        }
    }

    std::string text_;
};

inline std::uint32_t seed()
{
    static std::uint32_t const chosen = [] {
        char const *const given = std::getenv("TOLLGATE_FORGERY_SEED");
        return given == nullptr ? std::uint32_t{std::random_device{}()}
                                : static_cast<std::uint32_t>(std::stoul(given));
    }();
    return chosen;
}

inline std::size_t attempts_in_all()
{
    char const *const given = std::getenv("TOLLGATE_FORGERY_ATTEMPTS");
    return given == nullptr ? 1'000'000 : std::stoul(given);
}

inline void attack_all(std::vector<forgery_target> const &targets, std::size_t attempts_each)
{
    std::size_t attempts = 0, harmless = 0, glued = 0, undeclared = 0, left_out = 0;
    for (forgery_target const &one : targets) {
        forger attacker{one, seed()};
        CAPTURE(one.name);
        CHECK(attacker.genuine() >= 4); // or nothing was seen
        auto const found = attacker.attack(attempts_each);
        attempts += attacker.attempts();
        harmless += attacker.harmless();
        glued += attacker.excused_as_glued();
        undeclared += attacker.excused_as_undeclared();
        left_out += attacker.excused_as_left_out();
        if (found)
            FAIL_CHECK("verified: " << found->body << "\n"
                                    << found->headers << "read as: " << found->read << "\nseed " << seed());
    }
    std::cout << "forgery: " << targets.size() << " schemes, " << attempts << " attempts, " << harmless
              << " of them verified as what a genuine message says; excused: " << glued
              << " whose values the scheme glues, " << undeclared << " with a field that is not declared, "
              << left_out << " with a field that the other left out; seed " << seed() << '\n';
}

} // namespace tollgate::test

#endif
