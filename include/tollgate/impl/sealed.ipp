// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SEALED_IPP
#define TOLLGATE_IMPL_SEALED_IPP

#include <tollgate/sealed.hpp>

#include <tollgate/detail/format/base64.hpp>
#include <tollgate/detail/format/json.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace tollgate::inline v0::detail {

/// A text among the members of a sealed object; nothing where there is none that counts.
[[nodiscard]] inline std::optional<std::string_view> sealed_text(std::span<parameter const> members,
                                                                 std::string_view name)
{
    parameter const *const found = members.empty() ? nullptr : find(members, name);
    bool const is_text =
        found != nullptr && found->kind == value_kind::text && !found->malformed && !found->repeated;
    return is_text ? std::optional{found->text} : std::nullopt;
}

/// Opens by whichever of the key's versions fits.
[[nodiscard]] inline std::optional<errc> open_by_any(secret const &key, std::string_view nonce,
                                                     std::string_view associated, std::string_view sealed,
                                                     cipher_table const &ciphers, wiped_buffer &to)
{
    std::optional<errc> why = errc::invalid_secret; // unless one of them can be a key at all
    for (std::size_t version = 0; version != key.versions(); ++version) {
        std::string_view const text = secret_access::text(key, version);
        if (text.size() != 32) continue;
        if (ciphers.open_aes_256_gcm(text, nonce, associated, sealed, to)) return std::nullopt;
        why = errc::decryption_failed;
    }
    return why;
}

std::optional<problem_with> open_sealed(sealed_object const &what, secret const *key,
                                        std::span<parameter const> signed_ones, body_limits limits,
                                        cipher_table const &ciphers, opened_content &to)
{
    parameter const *const found = signed_ones.empty() ? nullptr : find(signed_ones, what.object);
    if (found == nullptr) return problem_with{errc::missing_field, what.object};
    if (found->repeated) return problem_with{errc::duplicate_field, what.object};
    if (found->kind != value_kind::object) return problem_with{errc::field_not_convertible, what.object};
    auto const place = static_cast<std::size_t>(found - signed_ones.data());
    std::span<parameter const> const members = nested(signed_ones, place);
    auto const ciphertext = sealed_text(members, "ciphertext");
    auto const nonce = sealed_text(members, "nonce");
    parameter const *const given = members.empty() ? nullptr : find(members, "associated_data");
    bool const has_none = given == nullptr || (given->kind == value_kind::null && !given->repeated);
    auto const associated =
        has_none ? std::optional{std::string_view{}} : sealed_text(members, "associated_data");
    wiped_buffer sealed;
    if (sealed_text(members, "algorithm") != "AEAD_AES_256_GCM" || !ciphertext || !nonce || !associated ||
        !base64_decode(*ciphertext, sealed))
        return problem_with{errc::field_not_convertible, what.object};
    if (key == nullptr) return problem_with{errc::invalid_secret, what.key};
    if (auto const why = open_by_any(*key, *nonce, *associated, sealed.view(), ciphers, to.text))
        return problem_with{*why, *why == errc::invalid_secret ? what.key : what.object};

    if (auto const why =
            parse_json(to.text.view(), to.members, limits, malformed_texts::marked, repeated_names::marked))
        return problem_with{*why, what.object};
    to.all.assign(signed_ones.begin(), signed_ones.begin() + static_cast<std::ptrdiff_t>(place) + 1);
    for (parameter &p : to.members.items()) {
        p.depth = static_cast<unsigned short>(p.depth + found->depth + 1);
        to.all.push_back(p);
    }
    std::span<parameter const> const behind = signed_ones.subspan(place + 1 + members.size());
    to.all.insert(to.all.end(), behind.begin(), behind.end());
    return std::nullopt;
}

} // namespace tollgate::inline v0::detail

#endif
