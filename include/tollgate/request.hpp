// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_REQUEST_HPP
#define TOLLGATE_REQUEST_HPP

#include <tollgate/config.hpp>
#include <tollgate/detail/description/idempotency.hpp>
#include <tollgate/detail/description/scheme_checks.hpp>
#include <tollgate/detail/error_sentences.hpp>
#include <tollgate/detail/format/brackets.hpp>
#include <tollgate/detail/format/json.hpp>
#include <tollgate/detail/format/lowering.hpp>
#include <tollgate/detail/format/query.hpp>
#include <tollgate/detail/message/account_texts.hpp>
#include <tollgate/detail/message/amounts.hpp>
#include <tollgate/detail/message/check_signature.hpp>
#include <tollgate/detail/message/header_values.hpp>
#include <tollgate/detail/message/message_table.hpp>
#include <tollgate/detail/message/outside_values.hpp>
#include <tollgate/header.hpp>
#include <tollgate/signing/signature.hpp>
#include <tollgate/signing_sources.hpp>
#include <tollgate/wiped_buffer.hpp>

#include <boost/container/small_vector.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace tollgate::inline v0 {

/// A request as it was sent, by whatever program. Views.
struct sent_parts {
    std::string_view target{}; ///< Path and query, or the whole URL.
    std::string_view body{};
    std::span<header const> headers{};
};

/// The name by which logs know a request, as an argument: `client.send(order, tollgate::log_as{"A-1002"})`. It is not sent.
struct log_as {
    std::string name;
};

/// The few headers of a request that depend on its message.
using header_list = boost::container::small_vector<header, 4>;

namespace detail {

/// The text that carries the parameters: a target with its query, or what there is of a target, then the body.
/// \param target before its query is complete; empty in front of a body: it is the path as it stands
[[nodiscard]] TOLLGATE_DECL std::string write_wire(message_table const &known, std::string_view target,
                                                   std::span<parameter const> items, std::string room = {});
/// Reads back what was written.
/// \param path   of the request's address
/// \param to     empty
/// \param placed what travels elsewhere than is usual; it may be the same list
/// \return errc::invalid_address if fields stand in the target, and it is not of this path
[[nodiscard]] TOLLGATE_DECL std::optional<errc> read_wire(message_table const &known, std::string_view path,
                                                          sent_parts const &from, parameter_list &to,
                                                          parameter_list &placed);

/// The word `operation`: what stands last in the path.
[[nodiscard]] constexpr std::string_view operation_of(message_table const &known,
                                                      std::string_view target) noexcept
{
    return has_values(known.operation) ? last_segment(target.substr(0, target.find('?'))) : known.operation;
}

/// Where a request goes.
struct request_address {
    std::string_view host;
    std::string_view path; ///< With the base path, and with its values in braces.
};
/// Writes it, where the account decides: `gw.example:8443/v2/pay`.
[[nodiscard]] TOLLGATE_DECL std::optional<problem_with> write_address(message_table const &known,
                                                                      void const *account, std::string &to);
/// \param written of \ref write_address; empty where no account decides
[[nodiscard]] inline request_address address_in(message_table const &known, std::string_view written) noexcept
{
    if (known.hosts.is_fixed()) return {host_in(known.hosts.fixed), known.path};
    return {host_in(written), path_in(written)};
}

/// The headers that a scheme can name, `Host` among them.
class named_headers {
public:
    /// Views into all of these.
    /// \param own of the message and its account
    named_headers(message_table const &known, request_address const &address,
                  std::span<header const> own = {})
        : all_{known.headers}
    {
        if (known.hosts.is_fixed() && own.empty()) return;
        own_.assign(known.headers.begin(), known.headers.end());
        own_.front().value = address.host;
        own_.insert(own_.end(), own.begin(), own.end());
        all_ = {own_.data(), own_.size()};
    }
    named_headers(named_headers const &) = delete;
    named_headers &operator=(named_headers const &) = delete;

    [[nodiscard]] std::span<header const> all() const noexcept { return all_; }

private:
    header_list own_;
    std::span<header const> all_;
};

/// Lowers the account's fields that a message sends.
TOLLGATE_DECL void lower_sent(message_table const &known, void const *account, lowering &to);

/// Lowers those, then the message's own that travel as is usual.
[[nodiscard]] TOLLGATE_DECL std::optional<problem_with>
lower_request(message_table const &known, void const *account, void const *message,
              amounts_rule const &amounts, parameter_list &to);
template <class Message>
[[nodiscard]] std::optional<problem_with> lower_request(typename Message::account const &account,
                                                        Message const &message, parameter_list &to)
{
    return lower_request(message_table_of<Message>, &account, &message, amounts_rule_of(account), to);
}

/// Signs a request; `over` shows what there is of it so far.
[[nodiscard]] TOLLGATE_DECL std::optional<problem_with>
sign_request(message_table const &known, void const *account, digest_table const &digests,
             signing::context over, signing::signature &to);
template <class Hash, class Message>
[[nodiscard]] std::optional<problem_with> sign_request(typename Message::account const &account,
                                                       signing::context const &over, signing::signature &to)
{
    return sign_request(message_table_of<Message>, &account, digests_of<Hash>, over, to);
}

/// The fields of a request that travel elsewhere than is usual, and the target that they make.
struct placed_fields {
    parameter_list list; ///< Those in the path, then those in the query, then headers.
    std::size_t query_at = 0;
    std::size_t header_at = 0;
    wiped_buffer target;

    [[nodiscard]] std::span<parameter const> all() const noexcept { return list.items(); }
    [[nodiscard]] std::span<parameter const> in_path() const noexcept { return all().first(query_at); }
    [[nodiscard]] std::span<parameter const> in_query() const noexcept
    {
        return all().subspan(query_at, header_at - query_at);
    }
    [[nodiscard]] std::span<parameter const> in_headers() const noexcept { return all().subspan(header_at); }
};
/// \param path of the request's address
[[nodiscard]] TOLLGATE_DECL std::optional<problem_with>
write_placed(message_table const &known, std::string_view path, void const *message,
             amounts_rule const &amounts, placed_fields &to);

/// What a message and its account make of a request.
struct written_request {
    std::string text;            ///< The target, where it is not the path as it stands; then the body.
    std::size_t target_size = 0; ///< Of the text.
    signing::signature signature;
    std::shared_ptr<header_values const> headers; ///< Null if there are none.
    std::string_view said_by_account{}; ///< Which pieces of the scheme sign: one of the description's texts.

    /// \param path of the request's address
    [[nodiscard]] std::string_view target(std::string_view path) const noexcept
    {
        return target_size == 0 ? path : std::string_view{text}.substr(0, target_size);
    }
    [[nodiscard]] std::string_view body() const noexcept
    {
        return std::string_view{text}.substr(
            std::min(text.size(), target_size)); // it may have been moved away
    }
    [[nodiscard]] std::span<header const> own_headers() const noexcept
    {
        return headers ? headers->all() : std::span<header const>{};
    }
    [[nodiscard]] sent_parts parts_at(std::string_view path) const noexcept
    {
        return {.target = target(path), .body = body(), .headers = own_headers()};
    }
};

/// Makes a request, or gives what is wrong, as soon as something is.
/// \param outside null unless the scheme has `now`, `nonce` or `signed_by`
/// \param address where \ref write_address writes; null where no account decides
[[nodiscard]] TOLLGATE_DECL std::optional<problem_with>
write_request(message_table const &known, void const *account, void const *message,
              digest_table const &digests, signing::outside_values const *outside, std::string *address,
              std::string room, written_request &to);

/// See \ref attempt_mark: by where a request goes and what the message and its account say, not by a signature in a field nor by
/// the headers that an account makes, which may be others the next time.
[[nodiscard]] TOLLGATE_DECL std::uint64_t mark_of_request(message_table const &known, std::string_view key,
                                                          request_address const &where,
                                                          sent_parts const &sent);

/// The signed text for printing, with what must not be seen masked; of what was sent, the headers of its message and account.
[[nodiscard]] TOLLGATE_DECL std::string canonical_text(message_table const &known,
                                                       request_address const &address, sent_parts const &sent,
                                                       signing::outside_values const *outside,
                                                       std::string_view said_by_account,
                                                       digest_table const &digests);

} // namespace detail

namespace detail {

struct request_maker;

/// False as soon as what holds it was moved away.
class unspent {
public:
    unspent() = default;
    unspent(unspent &&other) noexcept : value_{std::exchange(other.value_, false)} {}
    unspent &operator=(unspent &&other) noexcept
    {
        value_ = std::exchange(other.value_, false);
        return *this;
    }
    unspent(unspent const &) = delete;
    unspent &operator=(unspent const &) = delete;
    ~unspent() = default;

    [[nodiscard]] explicit operator bool() const noexcept { return value_; }

private:
    bool value_ = true;
};

} // namespace detail

/// What every request is, whatever its message. See \ref request.
class request_base {
public:
    request_base(request_base const &) = delete;
    request_base &operator=(request_base const &) = delete;

    /// `GET`, `POST`, `PUT`, `PATCH` or `DELETE`.
    [[nodiscard]] std::string_view method() const noexcept { return known_->method; }
    /// The gateway's host name, with its port where that is not 443; where the account decides, a view into this request.
    [[nodiscard]] std::string_view host() const & noexcept { return address().host; }
    [[nodiscard]] std::string host() && { return std::string{address().host}; }
    /// Path and query.
    [[nodiscard]] std::string_view target() const & noexcept { return written_.target(address().path); }
    [[nodiscard]] std::string target() && { return std::string{std::as_const(*this).target()}; }
    /// What is sent besides the headers that every request has. Views into this request.
    [[nodiscard]] TOLLGATE_DECL header_list headers() const &;
    header_list headers() && = delete; // they view into a request that is about to go
    [[nodiscard]] std::string_view body() const & noexcept { return written_.body(); }
    [[nodiscard]] std::string body() && { return std::string{std::as_const(*this).body()}; }
    [[nodiscard]] signing::signature const &signature() const & noexcept { return written_.signature; }
    [[nodiscard]] signing::signature signature() && noexcept { return std::move(written_.signature); }
    /// Gives the text's memory away, for the next \ref make_request. What this request showed is gone then.
    [[nodiscard]] std::string release() && noexcept { return std::move(written_.text); }
    /// Whether it was moved away, to be sent for instance, and its bytes are gone; or was sent and kept for `client::retry`.
    [[nodiscard]] bool is_spent() const noexcept { return !unspent_ || is_sent_; }

    /// When it was made, by the system's clock, if it holds an \ref idempotency_key: since then the gateway may keep it. Nothing for
    /// every other request.
    [[nodiscard]] std::optional<std::chrono::system_clock::time_point> made_at() const noexcept
    {
        return made_at_;
    }

    /**
     * \brief Gives the request a name by which logs know it, e.g. the merchant's own id; it is not sent.
     * \details A transport's observer is told this name at each step. Control characters and `"` become `?`, so that a
     * name cannot forge a line.
     */
    TOLLGATE_DECL void log_as(std::string name);
    /// The name that \ref log_as gave; empty unless it did.
    [[nodiscard]] std::string_view logged_as() const & noexcept { return logged_as_; }
    [[nodiscard]] std::string logged_as() && noexcept { return std::move(logged_as_); }

    /**
     * \brief The signed text, read back from the wire form: for logs, and for comparing with the gateway's support.
     * \par Security
     * Secrets are shown as `[secret]`, parameters declared `personal` or `card_data` as `[masked]`.
     */
    [[nodiscard]] TOLLGATE_DECL std::string canonical() const;

protected:
    TOLLGATE_DECL request_base(detail::message_table const &known,
                               detail::digest_table const &digests) noexcept;
    TOLLGATE_DECL request_base(request_base &&) noexcept;
    TOLLGATE_DECL request_base &operator=(request_base &&) noexcept;
    TOLLGATE_DECL ~request_base();

private:
    friend struct detail::request_maker;

    [[nodiscard]] detail::request_address address() const noexcept
    {
        return detail::address_in(*known_, address_);
    }

    detail::message_table const *known_;
    detail::digest_table const *digests_;
    std::string address_; ///< Where the account decides.
    detail::written_request written_;
    std::string logged_as_;
    detail::moment_texts moment_; ///< Of a request with a time or a text of its own.
    std::optional<std::chrono::system_clock::time_point> made_at_;
    std::uint64_t mark_ = 0; ///< See `detail::attempt_mark`.
    detail::unspent unspent_;
    bool is_sent_ = false;
};

/**
 * \brief A signed request in wire form, not yet sent.
 * \details Owns one text, and the values of headers where it has some of its own; everything else is a view or a constant. The values
 * of headers are overwritten when the last copy of the request goes. Move-only: a payment is sent once.
 */
template <message Message, hash_policy Hash = cryptopp_hash>
class request : public request_base {
    friend struct detail::request_maker;

    request() noexcept : request_base{detail::message_table_of<Message>, detail::digests_of<Hash>} {}
};

namespace detail {

struct request_maker {
    [[nodiscard]] static std::uint64_t mark_of(request_base const &made) noexcept { return made.mark_; }
    [[nodiscard]] static bool was_moved(request_base const &kept) noexcept { return !kept.unspent_; }

    /// What is sent of a request that the program keeps: the same bytes, and the same name.
    template <class Message, class Hash>
    [[nodiscard]] static request<Message, Hash> copy_to_send(request<Message, Hash> &kept)
    {
        request<Message, Hash> copy;
        copy_into(copy, kept);
        return copy;
    }

    template <class Hash, class Message>
    [[nodiscard]] static result<request<Message, Hash>>
    make(typename Message::account const &account, Message const &message,
         [[maybe_unused]] signing_sources const *sources, std::string room)
    {
        using rule = request_rule_t<Message>;
        request<Message, Hash> made;
        if constexpr (is_of_moment<rule>) made.moment_ = texts_of_moment(sources);
        signing::outside_values outside;
        if constexpr (needs_outside<rule>) outside = outside_of<Hash, rule>(account, made.moment_);
        if (auto refusal = write(made, &account, &message, needs_outside<rule> ? &outside : nullptr, room))
            return *std::move(refusal);
        if constexpr (is_keyed<Message>) note_key(made, &message, sources);
        return made;
    }

    /// Gives a request that is kept a time and a text of its own anew, and signs it with them.
    template <class Hash, class Message>
    [[nodiscard]] static std::optional<problem_with> sign_again(typename Message::account const &account,
                                                                request<Message, Hash> &kept,
                                                                signing_sources const *sources)
    {
        using rule = request_rule_t<Message>;
        static_assert(is_of_moment<rule>);
        kept.moment_ = texts_of_moment(sources);
        return sign_over(kept, &account, outside_of<Hash, rule>(account, kept.moment_));
    }

private:
    TOLLGATE_DECL static void copy_into(request_base &copy, request_base &kept);

    /// Makes a request, or gives why there is none.
    [[nodiscard]] TOLLGATE_DECL static std::optional<error> write(request_base &made, void const *account,
                                                                  void const *message,
                                                                  signing::outside_values const *outside,
                                                                  std::string &room);

    /// Notes when a request was made that holds an idempotency key, and what it is known again by. To find that takes reading the
    /// request back, which no other message needs.
    TOLLGATE_DECL static void note_key(request_base &made, void const *message,
                                       signing_sources const *sources);

    /// Signs a request that was made once more.
    [[nodiscard]] TOLLGATE_DECL static std::optional<problem_with>
    sign_over(request_base &kept, void const *account, signing::outside_values const &outside);
};

} // namespace detail

namespace detail {

/// What a message that cannot be signed would give, so that nothing but the sentence about it is said.
template <class Message, class Hash>
struct request_result_of {
    using type = result<std::string>;
};
template <message Message, hash_policy Hash>
struct request_result_of<Message, Hash> {
    using type = result<request<Message, Hash>>;
};
template <class Message, class Hash>
using request_result = typename request_result_of<Message, Hash>::type;

} // namespace detail

/**
 * \brief Signs a message and writes it in wire form. Pure: bytes out, nothing sent.
 * \param room a text whose memory is used again, such as that of a request that was sent: `std::move(request).release()`
 * \par Errors
 * All with the outcome `not_sent`:
 * \li errc::empty_value, errc::control_character, errc::value_not_utf8 for a value that cannot be sent
 * \li errc::text_length, errc::text_character for a text that the gateway does not take, as its description says
 * \li errc::unsendable_name for a name given at run time that is empty, or holds a bracket, in a form or query with brackets
 * \li errc::invalid_path_value for a value that would make the path another resource's, errc::invalid_header_value for one that
 * cannot stand in a header
 * \li errc::invalid_account_field if a field of the account cannot stand in a header: a user's name with a colon; or chooses a piece that the
 * scheme does not have
 * \li errc::ambiguous_value for a value that would make the signed text equal to another message's
 * \li errc::unsignable_value if the gateway documents no signed text for such a value
 * \li errc::excess_precision for an amount with more decimal places than the account's currency has, where the account
 * says which it is; errc::unknown_currency if that is none
 * \li errc::missing_field if a choice made at run time lacks one of its parameters
 * \li errc::invalid_secret if the account leaves out a secret that the scheme or a header names, or its secret does not decode as the scheme says
 * \li errc::missing_account_field if the account leaves out another of its fields that the scheme, a header or its host names
 * \li errc::unknown_environment, errc::invalid_address if the gateway has no such environment, or a field of the account cannot be a
 * part of a host's name
 * \li errc::invalid_private_key if the account leaves out the private key that signs, or its halves do not belong together
 * \li errc::field_not_signed if the message's own list of signed fields leaves out a required one, or the secret's place
 * \par Exception safety
 * Throws `std::bad_alloc` only; allocates the wire text unless `room` is large enough, a place for headers where the message or its
 * account decides some, and nothing else up to 4 KiB of
 * signed text and 4 KiB of what a scheme makes of values, each with some 60 bytes. The first HMAC with a secret is kept beside it.
 */
template <class Hash = cryptopp_hash, class Message>
    requires detail::sendable<Message, Hash>
[[nodiscard]] result<request<Message, Hash>> make_request(typename Message::account const &account,
                                                          Message const &message, std::string room = {})
{
    return detail::request_maker::make<Hash>(account, message, nullptr, std::move(room));
}
/// \copydoc make_request
/// \param sources where the scheme's `now` and `nonce` come from
template <class Hash = cryptopp_hash, class Message>
    requires detail::sendable<Message, Hash>
[[nodiscard]] result<request<Message, Hash>>
make_request(typename Message::account const &account, Message const &message, signing_sources const &sources,
             std::string room = {})
{
    return detail::request_maker::make<Hash>(account, message, &sources, std::move(room));
}
template <class Hash = cryptopp_hash, class Message>
    requires(!detail::sendable<Message, Hash> && detail::check_message<Message, Hash>())
detail::request_result<Message, Hash> make_request(auto const &account, Message const &message,
                                                   std::string room = {});
template <class Hash = cryptopp_hash, class Message>
    requires(!detail::sendable<Message, Hash> && detail::check_message<Message, Hash>())
detail::request_result<Message, Hash> make_request(auto const &account, Message const &message,
                                                   signing_sources const &sources, std::string room = {});

} // namespace tollgate::inline v0

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/request.ipp>
#endif

#endif
