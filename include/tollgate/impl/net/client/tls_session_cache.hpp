// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_NET_CLIENT_TLS_SESSION_CACHE_HPP
#define TOLLGATE_IMPL_NET_CLIENT_TLS_SESSION_CACHE_HPP

#include <tollgate/version.hpp>

#include <openssl/ssl.h>

#include <ctime>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace tollgate::inline v0::detail {

struct free_session {
    void operator()(SSL_SESSION *session) const noexcept { SSL_SESSION_free(session); }
};
/// What lets the next handshake with the same server be short.
using resumable_session = std::unique_ptr<SSL_SESSION, free_session>;

/// What a connection's server has said in TLS; written by OpenSSL's callbacks.
struct tls_notices {
    resumable_session session;          ///< The newest one that it offered.
    bool asked_for_certificate = false; ///< In the handshake.
};

/// Where OpenSSL's callbacks find it.
[[nodiscard]] inline int tls_notices_slot()
{
    static int const index = SSL_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
    return index;
}
[[nodiscard]] inline tls_notices *notices_of(SSL const *tls)
{
    return static_cast<tls_notices *>(SSL_get_ex_data(tls, tls_notices_slot()));
}

/// Lets each connection of this context keep what its server says.
inline void listen_in_tls(SSL_CTX *context)
{
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_sess_set_new_cb(context, [](SSL *tls, SSL_SESSION *offered) {
        auto *const notices = notices_of(tls);
        if (notices == nullptr) return 0;
        notices->session.reset(offered);
        return 1;
    });
    // Called only where the server asks. The certificate, if there is one, is the context's already.
    SSL_CTX_set_cert_cb(
        context,
        [](SSL *tls, void *) {
            if (auto *const notices = notices_of(tls)) notices->asked_for_certificate = true;
            return 1;
        },
        nullptr);
}

/// When a session began, in seconds. The older function is deprecated as of OpenSSL 3.4.
[[nodiscard]] inline std::time_t beginning_of(SSL_SESSION const *session)
{
#if OPENSSL_VERSION_NUMBER >= 0x30300000L
    return SSL_SESSION_get_time_ex(session);
#else
    return SSL_SESSION_get_time(session);
#endif
}

/**
 * \brief The newest session of each host that has answered.
 * \details A resumed handshake does not look at the certificate again, so only sessions of connections that passed all
 * checks come here, and they are offered to the same host only.
 * \par Thread safety
 * All members may be called from several threads.
 */
class tls_session_cache {
public:
    void put(std::string const &host, resumable_session fresh)
    {
        if (!fresh || SSL_SESSION_is_resumable(fresh.get()) == 0) return;
        std::scoped_lock lock{mutex_};
        if (sessions_.size() >= most && !sessions_.contains(host)) sessions_.erase(sessions_.begin());
        sessions_[host] = std::move(fresh);
    }

    /// Offers the host's session in the coming handshake, if there is one.
    void offer(std::string const &host, SSL *tls)
    {
        std::scoped_lock lock{mutex_};
        auto const found = sessions_.find(host);
        if (found == sessions_.end()) return;
        auto *const session = found->second.get();
        if (beginning_of(session) + SSL_SESSION_get_timeout(session) <= std::time(nullptr))
            sessions_.erase(found);
        else
            SSL_set_session(tls, session);
    }

private:
    static constexpr std::size_t most = 64;

    std::mutex mutex_;
    std::map<std::string, resumable_session, std::less<>> sessions_;
};

} // namespace tollgate::inline v0::detail

#endif
