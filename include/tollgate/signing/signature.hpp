// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_SIGNATURE_HPP
#define TOLLGATE_SIGNING_SIGNATURE_HPP

#include <tollgate/signing/constant_time.hpp>
#include <tollgate/signing/evaluate.hpp>
#include <tollgate/signing/public_key_signature.hpp>
#include <tollgate/wipe.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <string>
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
        wipe(start() + written_over, size_ - written_over);
        long_ = std::move(fresh);
        size_ = text.size();
        return *this;
    }
    ~signature() { clear(); }

    [[nodiscard]] std::string_view text() const & noexcept
    {
        return {long_ != nullptr ? long_.get() : short_, size_};
    }
    /// Of one that is about to go, as a copy that the program overwrites if need be.
    [[nodiscard]] std::string text() && { return std::string{std::as_const(*this).text()}; }

    bool operator==(signature const &) const = delete;

private:
    [[nodiscard]] char *start() noexcept { return long_ != nullptr ? long_.get() : short_; }
    void clear() noexcept { wipe(start(), std::exchange(size_, 0)); }

    char short_[256];
    std::unique_ptr<char[]> long_;
    std::size_t size_ = 0;
};

/// How a scheme's signature is written. Of one with a prefix or suffix nothing is known beforehand: its length is 0 here.
struct signature_form {
    map_kind encoding = map_kind::other;
    std::size_t length = 0;

    [[nodiscard]] constexpr bool is_hexadecimal() const noexcept
    {
        return encoding == map_kind::hex || encoding == map_kind::upper_hex;
    }
    [[nodiscard]] bool has_length_of(std::string_view received) const noexcept
    {
        return length == 0 || received.size() == length;
    }
};
[[nodiscard]] constexpr signature_form form_of(scheme_view scheme) noexcept
{
    constexpr std::size_t sizes[] = {hash::md5::size, hash::sha1::size, hash::sha256::size,
                                     hash::sha384::size, hash::sha512::size};
    if (scheme.front().what != op::map || !is_digest(scheme[1])) return {};
    std::size_t const size = sizes[static_cast<std::size_t>(scheme[1].digest)];
    signature_form form{.encoding = scheme.front().map_is};
    if (form.is_hexadecimal()) form.length = 2 * size;
    if (form.encoding == map_kind::base64 || form.encoding == map_kind::base64url)
        form.length = (size + 2) / 3 * 4;
    return form;
}

/// Why the text could be no signature of this scheme at all.
[[nodiscard]] TOLLGATE_DECL std::optional<errc> malformed(scheme_view scheme,
                                                          std::string_view received) noexcept;

/// Computes the signature, and gives what is wrong; nothing if all is well.
[[nodiscard]] TOLLGATE_DECL std::optional<problem_with>
sign(scheme_view scheme, context const &over, detail::digest_table const &digests, signature &to);

/// Whether one of several signatures is the one that this key gives. It is computed once, or not at all if none is as long.
/// \param why is told what keeps the signature from being computed
[[nodiscard]] TOLLGATE_DECL bool verify_one_of(scheme_view scheme, context const &over,
                                               detail::digest_table const &digests,
                                               std::span<std::string_view const> received,
                                               std::optional<problem_with> &why);

/// The same of an expression. A program asks \ref signature_of.
template <hash_policy Hash, text_expression Scheme>
    requires(!is_verify_only<Scheme>)
[[nodiscard]] std::optional<problem_with> sign(Scheme const &scheme, context const &over, signature &to)
{
    return sign(table_of(scheme), over, detail::digests_of<Hash>, to);
}
/// Whether a signature is the one that this key gives.
template <hash_policy Hash, text_expression Scheme>
    requires(!is_verify_only<Scheme>)
[[nodiscard]] bool verify(Scheme const &scheme, context const &over, std::string_view received)
{
    std::optional<problem_with> why;
    return verify_one_of(table_of(scheme), over, detail::digests_of<Hash>, {&received, 1}, why);
}

} // namespace tollgate::inline v0::signing

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/signing/signature.ipp>
#endif

#endif
