// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TESTS_SUPPORT_SIGNING_HPP
#define TOLLGATE_TESTS_SUPPORT_SIGNING_HPP

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/signing/evaluate.hpp>

#include <optional>
#include <span>
#include <string>

namespace tollgate::test {

/// The text that an expression gives, or nothing after a problem.
template <class Hash = cryptopp_hash, class Expression>
[[nodiscard]] std::optional<std::string> text_of(Expression const &expression, signing::context const &over)
{
    wiped_buffer text;
    if (signing::evaluate<Hash>(expression, over, text)) return std::nullopt;
    return std::string{text.view()};
}

} // namespace tollgate::test

#endif
