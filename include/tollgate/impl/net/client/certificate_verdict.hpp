// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_NET_CLIENT_CERTIFICATE_VERDICT_HPP
#define TOLLGATE_IMPL_NET_CLIENT_CERTIFICATE_VERDICT_HPP

#include <tollgate/errc.hpp>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include <cstddef>
#include <memory>
#include <string>
#include <utility>

namespace tollgate::inline v0::detail {

/// A name in a certificate as `O=Bank, CN=ca.bank.example`. It is a stranger's text: in ASCII, escaped, and cut.
[[nodiscard, gnu::cold]] inline std::string text_of_name(X509_NAME const *name)
{
    constexpr std::size_t most = 160;
    std::unique_ptr<BIO, decltype(&BIO_free_all)> const memory{BIO_new(BIO_s_mem()), &BIO_free_all};
    constexpr unsigned long how = ASN1_STRFLGS_RFC2253 | XN_FLAG_SEP_CPLUS_SPC | XN_FLAG_FN_SN;
    if (!memory || X509_NAME_print_ex(memory.get(), name, 0, how) < 0) return "?";
    char *data = nullptr;
    long const size = BIO_get_mem_data(memory.get(), &data);
    std::string made{data, static_cast<std::size_t>(size)};
    if (made.size() > most) made.replace(most, made.npos, "...");
    return '"' + made + '"';
}

/// The certificate that decided over a handshake. A view of what the connection holds.
struct suspect {
    X509 *certificate = nullptr; ///< Null if it is not known.
    int depth = 0;               ///< 0: the server's own; 1: its issuer's, and so on.

    /// `the certificate "CN=a", issued by "CN=b",`
    [[nodiscard]] std::string text(std::string const &host) const
    {
        if (certificate == nullptr) return "a certificate in the chain of " + host;
        return (depth == 0 ? "the certificate of " + host + ", " : "the issuer's certificate ") +
               text_of_name(X509_get_subject_name(certificate)) + " (depth " + std::to_string(depth) +
               "), issued by " + text_of_name(X509_get_issuer_name(certificate)) + ',';
    }
};

/**
 * \brief Finds the certificate that a verdict is about.
 * \details OpenSSL keeps only the verdict itself. So the same chain is looked at once more, after the handshake has failed, to
 * learn where it stopped; nothing depends on what comes out but a sentence. The second look does not know the connection's
 * security level: what is too weak is found as the weakest.
 */
class suspect_finder {
public:
    explicit suspect_finder(SSL *tls) : tls_{tls}, chain_{SSL_get_peer_cert_chain(tls)} {}

    [[nodiscard]] int count() const { return chain_ == nullptr ? 0 : sk_X509_num(chain_); }

    [[nodiscard]] suspect find(long verdict)
    {
        if (count() == 0) return {};
        switch (verdict) {
        case X509_V_ERR_EE_KEY_TOO_SMALL: return {sk_X509_value(chain_, 0), 0};
        case X509_V_ERR_CA_KEY_TOO_SMALL: return weakest(1, strength_of_key);
        case X509_V_ERR_CA_MD_TOO_WEAK: return weakest(0, strength_of_signature);
        default: return look_again(verdict);
        }
    }

private:
    [[nodiscard]] static int strength_of_key(X509 *of)
    {
        return EVP_PKEY_get_security_bits(X509_get0_pubkey(of));
    }
    [[nodiscard]] static int strength_of_signature(X509 *of)
    {
        int bits = 0;
        return X509_get_signature_info(of, nullptr, nullptr, &bits, nullptr) == 1 ? bits : 0;
    }

    [[nodiscard]] suspect weakest(int from, int (*strength)(X509 *)) const
    {
        suspect found{};
        for (int i = from; i < count(); ++i) {
            X509 *const each = sk_X509_value(chain_, i);
            if (found.certificate == nullptr || strength(each) < strength(found.certificate))
                found = {each, i};
        }
        return found;
    }

    [[nodiscard]] suspect look_again(long verdict)
    {
        X509 *const own = sk_X509_value(chain_, 0);
        context_.reset(X509_STORE_CTX_new());
        if (!context_ || X509_STORE_CTX_init(context_.get(), SSL_CTX_get_cert_store(SSL_get_SSL_CTX(tls_)),
                                             own, chain_) != 1)
            return {own, 0};
        X509_STORE_CTX_set_default(context_.get(), "ssl_server");
        X509_VERIFY_PARAM_set1(X509_STORE_CTX_get0_param(context_.get()), SSL_get0_param(tls_));
        if (X509_verify_cert(context_.get()) == 1 || X509_STORE_CTX_get_error(context_.get()) != verdict)
            return {};
        return {X509_STORE_CTX_get_current_cert(context_.get()),
                X509_STORE_CTX_get_error_depth(context_.get())};
    }

    struct free_context {
        void operator()(X509_STORE_CTX *context) const noexcept { X509_STORE_CTX_free(context); }
    };

    SSL *tls_;
    STACK_OF(X509) * chain_;
    std::unique_ptr<X509_STORE_CTX, free_context> context_; ///< It owns what it found.
};

struct verdict_text {
    errc code;
    std::string sentence;
};

/// What a verdict means: which certificate it is about, what is wrong with it, and what helps.
[[nodiscard, gnu::cold]] inline verdict_text explain_verdict(SSL *tls, std::string const &host, long verdict)
{
    suspect_finder finder{tls};
    suspect const who = finder.find(verdict);
    std::string const which = who.text(host);
    std::string const reason = X509_verify_cert_error_string(verdict);
    auto const untrusted = [&](std::string const &rest) {
        return verdict_text{errc::certificate_untrusted,
                            "The certificate of " + host + " is not trusted (" + reason + "): " + rest};
    };
    switch (verdict) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
        return {errc::certificate_expired,
                "The TLS handshake with " + host + " failed: " + which +
                    " has expired; check this machine's clock, then tell the gateway."};
    case X509_V_ERR_CERT_NOT_YET_VALID:
        return {errc::certificate_not_yet_valid, "The TLS handshake with " + host + " failed: " + which +
                                                     " is not valid yet; check this machine's clock."};
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
        return {errc::certificate_wrong_host,
                "The server presented a certificate that is not for " + host +
                    (who.certificate == nullptr
                         ? std::string{}
                         : " (its subject is " + text_of_name(X509_get_subject_name(who.certificate)) + ')') +
                    "; check the host name, and whether something intercepts the connection."};
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
        return untrusted(
            "the server sent " + std::to_string(finder.count()) +
            (finder.count() == 1 ? " certificate" : " certificates") + ", and that of the issuer of " +
            which +
            " is neither among them nor among the trusted CA certificates. If that issuer is a root, "
            "install the CA certificates or name it in `https_options::ca_file`; if it is an "
            "intermediate, the server leaves it out: tell the gateway, and until then name it there.");
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
        return untrusted(which +
                         " is self-signed; check whether something intercepts the connection. Only if it is "
                         "the gateway's, name it in `https_options::ca_file`.");
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
        return untrusted(which +
                         " is not among the trusted CA certificates; if it is the gateway's CA, install it "
                         "or name it in `https_options::ca_file`.");
    case X509_V_ERR_EE_KEY_TOO_SMALL:
    case X509_V_ERR_CA_KEY_TOO_SMALL:
        return untrusted(
            which + " has a key that is too short for this machine's OpenSSL" +
            (who.certificate == nullptr
                 ? std::string{}
                 : ", of " + std::to_string(EVP_PKEY_get_bits(X509_get0_pubkey(who.certificate))) + " bits") +
            "; the gateway must renew it, no CA certificate helps.");
    case X509_V_ERR_CA_MD_TOO_WEAK:
        return untrusted(
            which + " is signed with a digest that is too weak for this machine's OpenSSL" +
            (who.certificate == nullptr
                 ? std::string{}
                 : std::string{" ("} + OBJ_nid2sn(X509_get_signature_nid(who.certificate)) + ')') +
            "; the gateway must renew it, no CA certificate helps.");
    case X509_V_ERR_OUT_OF_MEM:
    case X509_V_ERR_UNSPECIFIED:
    case X509_V_ERR_INVALID_CALL:
    case X509_V_ERR_STORE_LOOKUP:
        return {errc::certificate_untrusted,
                "The certificate of " + host + " could not be checked by OpenSSL (" + reason + ")."};
    default:
        return untrusted(
            "OpenSSL does not take " + which +
            " for this reason; tell the gateway, or whoever configured OpenSSL on this machine.");
    }
}

} // namespace tollgate::inline v0::detail

#endif
