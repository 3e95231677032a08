// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_HASH_OPENSSL_HPP
#define TOLLGATE_HASH_OPENSSL_HPP

#include <tollgate/hash/digest_functions.hpp>
#include <tollgate/hash/hmac.hpp>
#include <tollgate/hash/policy.hpp>
#include <tollgate/hash/public_key_policy.hpp>

#include <openssl/err.h>
#include <openssl/evp.h>

#include <cstddef>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace tollgate::inline v0 {

namespace detail {

struct openssl_free {
    void operator()(EVP_MD *algorithm) const noexcept { EVP_MD_free(algorithm); }
    void operator()(EVP_MD_CTX *context) const noexcept { EVP_MD_CTX_free(context); }
};

template <class T>
using openssl_owned = std::unique_ptr<T, openssl_free>;

/// Leaves OpenSSL's error queue as it was: an error left there would be taken for one of the next TLS call.
class openssl_error_mark {
public:
    openssl_error_mark() noexcept { ERR_set_mark(); }
    openssl_error_mark(openssl_error_mark const &) = delete;
    openssl_error_mark &operator=(openssl_error_mark const &) = delete;
    ~openssl_error_mark() { ERR_pop_to_mark(); }
};

inline void require_openssl(bool succeeded, std::string_view name)
{
    if (!succeeded)
        throw std::runtime_error{
            "tollgate: OpenSSL refuses to compute " + std::string{name} +
            "; enable it in OpenSSL's configuration (a FIPS provider may leave it out), or use "
            "tollgate::cryptopp_hash"};
}

/// The algorithm of that name, from the providers that the program has loaded.
[[nodiscard]] inline openssl_owned<EVP_MD> fetch_openssl(char const *name)
{
    openssl_error_mark const mark;
    openssl_owned<EVP_MD> fetched{EVP_MD_fetch(nullptr, name, nullptr)};
    require_openssl(fetched != nullptr, name);
    return fetched;
}

/// A digest under way in OpenSSL, which overwrites its contexts when they go.
template <hash::algorithm Algorithm>
class openssl_state {
public:
    using algorithm = Algorithm;

    openssl_state() { require(EVP_DigestInit_ex2(context_.get(), fetched(), nullptr)); }
    openssl_state(openssl_state const &other)
    {
        require(EVP_MD_CTX_copy_ex(context_.get(), other.context_.get()));
    }
    openssl_state &operator=(openssl_state other) noexcept
    {
        std::swap(context_, other.context_);
        return *this;
    }
    ~openssl_state() = default;

    void update(void const *bytes, std::size_t size)
    {
        require(EVP_DigestUpdate(context_.get(), bytes, size));
    }
    void finish(unsigned char *digest) { require(EVP_DigestFinal_ex(context_.get(), digest, nullptr)); }

private:
    static void require(int succeeded) { require_openssl(succeeded == 1, Algorithm::name); }

    static EVP_MD const *fetched()
    {
        // OpenSSL knows the algorithms by our names too.
        static openssl_owned<EVP_MD> const once = fetch_openssl(Algorithm::name.data());
        return once.get();
    }

    static openssl_owned<EVP_MD_CTX> new_context()
    {
        openssl_owned<EVP_MD_CTX> context{EVP_MD_CTX_new()};
        if (!context) throw std::bad_alloc{};
        return context;
    }

    openssl_owned<EVP_MD_CTX> context_{new_context()};
};

template <hash::signature_scheme Scheme>
class openssl_public_key;
template <hash::signature_scheme Scheme>
class openssl_private_key;
class openssl_ciphers;

} // namespace detail

/**
 * \brief Digests by OpenSSL 3 or newer; a `hash_policy`.
 * \details Each digest has a context of its own, which OpenSSL allocates, and overwrites afterwards.
 * \par Errors
 * Throws `std::runtime_error` if OpenSSL's configuration leaves the algorithm out, as one for FIPS does with
 * MD5.
 */
struct openssl_hash {
    /// The digest of the bytes of `text`.
    template <hash::algorithm Algorithm>
    [[nodiscard]] static hash::digest<Algorithm> digest(std::string_view text)
    {
        return detail::complete(detail::openssl_state<Algorithm>{}, text);
    }

    /// \copydoc detail::keyed_hmac
    template <hash::algorithm Algorithm>
    using hmac = detail::keyed_hmac<detail::openssl_state<Algorithm>>;

    /// A gateway's public key; include `tollgate/hash/openssl_public_key.hpp` to use it.
    template <hash::signature_scheme Scheme>
    using public_key = detail::openssl_public_key<Scheme>;
    /// The merchant's private key; include `tollgate/hash/openssl_private_key.hpp` to use it.
    template <hash::signature_scheme Scheme>
    using private_key = detail::openssl_private_key<Scheme>;
    /// What opens sealed contents and derives keys; include `tollgate/hash/openssl_ciphers.hpp` to use it.
    using ciphers = detail::openssl_ciphers;
};

static_assert(hash_policy<openssl_hash>);

#ifndef TOLLGATE_HEADER_ONLY
namespace detail {

// A program that does not find this links no tollgate::compiled_openssl.
extern digest_table const compiled_openssl_digests;
template <>
inline constexpr digest_table const &digests_of<openssl_hash> = compiled_openssl_digests;

} // namespace detail
#endif

} // namespace tollgate::inline v0

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/hash/openssl.ipp>
#endif

#endif
