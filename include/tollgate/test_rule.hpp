// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TEST_RULE_HPP
#define TOLLGATE_TEST_RULE_HPP

#include <tollgate/detail/short_list.hpp>

#include <string_view>

namespace tollgate::inline v0 {

/**
 * \brief How a gateway marks the messages by which it only tests: no money moved.
 * \details What is live is said, not what is a test, so that a value nobody thought of is never a payment:
 * `{.field = "livemode", .live = "true"}`, `{.field = "data.domain", .live = "live", .test = "test"}`,
 * `{.field = "test", .live = {"0", "false"}, .may_lack = true}`. Values are compared as text, truth values as `true` and
 * `false`, ignoring ASCII case.
 *
 * | the field's value | the message is |
 * |---|---|
 * | one of `live` | live |
 * | absent, `null` or an empty text, and `may_lack` | live |
 * | one of `test`; any other, if `test` is empty | a test |
 * | any other, if `test` is not empty | refused: a callback is then sent again until someone has looked at it |
 */
struct test_rule {
    /// The field's name, at the message's top level or, joined by dots, inside objects. Empty: no test is marked.
    std::string_view field{};
    short_list<std::string_view> live{}; ///< The values that say: money moved.
    short_list<std::string_view> test{}; ///< The values that say: a test. Empty: all that are not live.
    bool may_lack = false;               ///< Whether a message without the field is live.
    /// Of a callback with several items: whether the field stands beside them, where no signature covers it. Anyone can make a test
    /// of a payment so, which then comes again; a test becomes a payment only if both are signed with the same key.
    bool outside_items = false;
};

} // namespace tollgate::inline v0

#endif
