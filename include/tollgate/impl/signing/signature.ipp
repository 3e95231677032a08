// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SIGNING_SIGNATURE_IPP
#define TOLLGATE_IMPL_SIGNING_SIGNATURE_IPP

#include <tollgate/detail/format/base64.hpp>
#include <tollgate/signing/account_choice.hpp>
#include <tollgate/signing/constant_time.hpp>
#include <tollgate/signing/signature.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace tollgate::inline v0::signing {

/// Whether a signature is the one that was expected.
[[nodiscard]] inline bool is_equal(signature_form form, std::string_view expected,
                                   std::string_view received) noexcept
{
    return form.is_hexadecimal() ? equal_in_constant_time<true>(expected, received)
                                 : equal_in_constant_time(expected, received);
}

[[nodiscard]] inline bool holds_hexadecimal_digits_alone(std::string_view text) noexcept
{
    using namespace detail::eight_bytes;
    return none(text, [](std::uint64_t eight) {
        std::uint64_t const digits = within<'0', '9'>(eight) | within<'a', 'f'>(eight | 0x20 * in_each);
        return (~digits & top_bits) | above_ascii(eight);
    });
}

template <bool Url>
[[nodiscard]] bool holds_base64_alone(std::string_view text) noexcept
{
    return std::ranges::all_of(text, [](char c) {
        return c == '=' || detail::base64_values<Url>[static_cast<unsigned char>(c)] >= 0;
    });
}

std::optional<errc> malformed(scheme_view scheme, std::string_view received) noexcept
{
    signature_form const form = form_of(scheme);
    bool const fits = form.is_hexadecimal()                  ? holds_hexadecimal_digits_alone(received)
                      : form.length == 0                     ? true
                      : form.encoding == map_kind::base64url ? holds_base64_alone<true>(received)
                                                             : holds_base64_alone<false>(received);
    if (!fits) return errc::signature_malformed;
    return form.has_length_of(received) ? std::nullopt : std::optional{errc::signature_wrong_length};
}

std::optional<problem_with> sign(scheme_view scheme, context const &over, detail::digest_table const &digests,
                                 signature &to)
{
    wiped_buffer text;
    auto problem = evaluate(scheme, over, digests, text);
    to = text.view();
    return problem;
}

bool verify_one_of(scheme_view scheme, context const &over, detail::digest_table const &digests,
                   std::span<std::string_view const> received, std::optional<problem_with> &why)
{
    if (is_choice(scheme.front()))
        if (scheme_view const piece = piece_for(scheme, over.account); !piece.empty())
            return verify_one_of(piece, over, digests, received, why);
    signature_form const form = form_of(scheme);
    if (std::ranges::none_of(received, [&](std::string_view one) { return form.has_length_of(one); }))
        return false;
    wiped_buffer expected;
    why = evaluate(scheme, over, digests, expected);
    if (why || expected.size() == 0) return false; // nothing signs nothing
    return std::ranges::any_of(received,
                               [&](std::string_view one) { return is_equal(form, expected.view(), one); });
}

} // namespace tollgate::inline v0::signing

#endif
