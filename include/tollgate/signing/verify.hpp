// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_VERIFY_HPP
#define TOLLGATE_SIGNING_VERIFY_HPP

#include <tollgate/core/wipe.hpp>
#include <tollgate/format/eight_bytes.hpp>
#include <tollgate/signing/evaluate.hpp>
#include <tollgate/signing/public_key.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace tollgate::inline v0::signing {

/**
 * \brief A signature as text, ready for the wire.
 * \details Of any length: up to 256 characters without the heap. Overwritten when it goes, for a scheme's text around the
 * digest may be a credential.
 * \par Security
 * There is no `==`: signatures are compared in constant time, by \ref verify alone.
 * \par Exception safety
 * Copying a longer one may throw `std::bad_alloc`, and then changes nothing.
 */
class signature {
public:
    signature() noexcept {} // leaves the characters unset; only as many as there are are ever copied
    explicit signature(std::string_view text) { *this = text; }
    signature(signature const &other) : signature{other.text()} {}
    signature(signature &&other) noexcept { *this = std::move(other); }
    signature &operator=(signature const &other) { return *this = other.text(); }
    signature &operator=(signature &&other) noexcept
    {
        if (other.long_ == nullptr) return *this = other.text(); // nothing is allocated
        if (this == &other) return *this;
        clear();
        long_ = std::move(other.long_);
        size_ = std::exchange(other.size_, 0);
        return *this;
    }
    signature &operator=(std::string_view text)
    {
        std::unique_ptr<char[]> fresh;
        if (text.size() > sizeof short_) fresh.reset(new char[text.size()]);
        char *const to = fresh != nullptr ? fresh.get() : short_;
        if (!text.empty()) std::memmove(to, text.data(), text.size()); // it may be its own
        bool const stays = long_ == nullptr && fresh == nullptr;
        std::size_t const written_over = stays ? std::min(size_, text.size()) : 0;
        detail::wipe(start() + written_over, size_ - written_over);
        long_ = std::move(fresh);
        size_ = text.size();
        return *this;
    }
    ~signature() { clear(); }

    [[nodiscard]] std::string_view text() const noexcept
    {
        return {long_ != nullptr ? long_.get() : short_, size_};
    }

    bool operator==(signature const &) const = delete;

private:
    [[nodiscard]] char *start() noexcept { return long_ != nullptr ? long_.get() : short_; }
    void clear() noexcept { detail::wipe(start(), std::exchange(size_, 0)); }

    char short_[256];
    std::unique_ptr<char[]> long_;
    std::size_t size_ = 0;
};

/// Whether two texts of one length are equal, but for ASCII case where it is ignored, in a time that does not depend on
/// where they differ.
template <bool IgnoresCase = false>
[[nodiscard]] bool equal_in_constant_time(std::string_view a, std::string_view b) noexcept
{
    if (a.size() != b.size()) return false;
    // Without a branch or a table that a character decides: both would take their time according to it.
    using namespace detail::eight_bytes;
    std::uint64_t volatile const seen =
        difference(a, b, [](std::uint64_t eight) { return IgnoresCase ? in_lower_case(eight) : eight; });
    return seen == 0;
}

/// How long a scheme's signature is, and which characters it may hold. Of a signature with a prefix or suffix nothing is
/// known beforehand: its length is 0 here.
template <class Scheme>
struct encoding {
    static constexpr std::size_t length = 0;
    static constexpr bool ignores_case = false;
    static bool fits(std::string_view) noexcept { return true; }
};
template <bool Upper, class X>
    requires requires { typename X::algorithm; }
struct encoding<mapped_node<maps::hexadecimal<Upper>, X>> {
    static constexpr std::size_t length = 2 * X::algorithm::size;
    static constexpr bool ignores_case = true;
    static bool fits(std::string_view text) noexcept
    {
        using namespace detail::eight_bytes;
        return none(text, [](std::uint64_t eight) {
            std::uint64_t const digits = within<'0', '9'>(eight) | within<'a', 'f'>(eight | 0x20 * in_each);
            return (~digits & top_bits) | above_ascii(eight);
        });
    }
};
template <bool Url, class X>
    requires requires { typename X::algorithm; }
struct encoding<mapped_node<maps::base64<Url>, X>> {
    static constexpr std::size_t length = (X::algorithm::size + 2) / 3 * 4;
    static constexpr bool ignores_case = false;
    static bool fits(std::string_view text) noexcept
    {
        return std::ranges::all_of(text, [](char c) {
            return c == '=' || maps::base64_values<Url>[static_cast<unsigned char>(c)] >= 0;
        });
    }
};

/// Whether the text is as long as signatures of this scheme are.
template <text_expression Scheme>
[[nodiscard]] bool has_length(std::string_view received) noexcept
{
    constexpr std::size_t length = encoding<Scheme>::length;
    return length == 0 || received.size() == length;
}

/// Why the text could be no signature of this scheme at all.
template <text_expression Scheme>
[[nodiscard]] std::optional<errc> malformed(std::string_view received) noexcept
{
    if (!encoding<Scheme>::fits(received)) return errc::signature_malformed;
    return has_length<Scheme>(received) ? std::nullopt : std::optional{errc::signature_wrong_length};
}

/// Computes the signature, and gives what is wrong; nothing if all is well. A program asks \ref signature_of.
template <hash_policy Hash, text_expression Scheme>
    requires(!is_verify_only<Scheme>)
[[nodiscard]] std::optional<problem_with> sign(Scheme const &scheme, context const &over, signature &to)
{
    detail::wiped_buffer text;
    auto problem = evaluate<Hash>(scheme, over, text);
    to = text.view();
    return problem;
}

/// Whether one of several signatures is the one that this key gives. It is computed once, or not at all if none is as long.
/// \param why is told what keeps the signature from being computed
template <hash_policy Hash, text_expression Scheme>
    requires(!is_verify_only<Scheme>)
[[nodiscard]] bool verify_one_of(Scheme const &scheme, context const &over,
                                 std::span<std::string_view const> received, std::optional<problem_with> &why)
{
    if (std::none_of(received.begin(), received.end(), has_length<Scheme>)) return false;
    detail::wiped_buffer expected;
    why = evaluate<Hash>(scheme, over, expected);
    if (why) return false;
    return std::any_of(received.begin(), received.end(), [&expected](std::string_view one) {
        return equal_in_constant_time<encoding<Scheme>::ignores_case>(expected.view(), one);
    });
}
/// Whether a signature is the one that this key gives.
template <hash_policy Hash, text_expression Scheme>
    requires(!is_verify_only<Scheme>)
[[nodiscard]] bool verify(Scheme const &scheme, context const &over, std::string_view received)
{
    std::optional<problem_with> why;
    return verify_one_of<Hash>(scheme, over, {&received, 1}, why);
}

} // namespace tollgate::inline v0::signing

#endif
