// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_ERROR_HPP
#define TOLLGATE_ERROR_HPP

#include <tollgate/callback/unconfirmed_callback.hpp>
#include <tollgate/errc.hpp>

#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>

#include <chrono>
#include <cstdint>
#include <exception>
#include <optional>
#include <ostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace tollgate::inline v0 {

/// No byte of the request was handed to a connection, or TLS shows that the server took none. Sending it again is safe.
struct not_sent {};
/// The gateway answered with its documented refusal; its signature is valid where the gateway signs.
struct refused {};
/// Everything else. Money may have moved: ask the gateway by your own id before paying again.
struct unknown {};

/// What a failed request means for the money. A `std::visit` over it cannot overlook a case.
using outcome = std::variant<not_sent, refused, unknown>;

/// The outcome in one word: `not sent`, `refused`, `unknown`.
[[nodiscard]] constexpr std::string_view name_of(outcome const &what) noexcept
{
    constexpr std::string_view names[] = {"not sent", "refused", "unknown"};
    return names[what.index()];
}

/// What the gateway itself said. It is foreign text: show it, do not trust it, and think before logging it.
struct gateway_statement {
    std::string code;      ///< The gateway's own error code, as it arrived; empty when there was none.
    std::string message;   ///< The gateway's own sentence; empty when there was none.
    bool verified = false; ///< Whether the answer's signature was checked and found right.
};

namespace detail {

struct attempt_mark;

} // namespace detail

/**
 * \brief Why an operation failed and, where a request was to be sent, what that means for the money.
 * \details `message()` is ours and holds no secret, no card data and nothing that a stranger sent but the names in a
 * certificate that was refused, escaped and cut; so it can be logged. What the gateway said is kept apart in `gateway()`.
 * Of an error that is about to go, as that of `got.error().gateway()`, the accessors give what they give by value.
 */
class error {
public:
    /// No error; `boost::system::result` asks for it, and shows it where there is a value.
    TOLLGATE_DECL error();
    /// About a request, or the answer to one.
    TOLLGATE_DECL error(errc code, tollgate::outcome meaning, std::string message);
    // Compiled once, and not wherever a result is handed on.
    TOLLGATE_DECL error(error const &);
    TOLLGATE_DECL error(error &&) noexcept;
    TOLLGATE_DECL error &operator=(error const &);
    TOLLGATE_DECL error &operator=(error &&) noexcept;
    TOLLGATE_DECL ~error();

    [[nodiscard]] errc code() const noexcept { return code_; }
    /**
     * \brief Whether the error is about a request, so that its outcome says something about a payment.
     * \details False where nothing was ever to be sent: for a callback that is refused, an amount that does not convert, a
     * secret that is not set, a port that cannot be opened. Such an error is printed without an outcome.
     */
    [[nodiscard]] bool has_outcome() const noexcept { return about_request_; }
    /// What the failure means for the money. Of an error that has none (\ref has_outcome), the careful reading: what a caller may
    /// assume who was about to send a request.
    [[nodiscard]] tollgate::outcome const &outcome() const & noexcept { return outcome_; }
    [[nodiscard]] tollgate::outcome outcome() && noexcept { return outcome_; }
    /// One sentence that says what happened and what to do.
    [[nodiscard]] std::string const &message() const & noexcept { return message_; }
    [[nodiscard]] std::string message() && noexcept { return std::move(message_); }
    /// What the gateway said, if it said anything.
    [[nodiscard]] std::optional<gateway_statement> const &gateway() const & noexcept { return gateway_; }
    [[nodiscard]] std::optional<gateway_statement> gateway() && noexcept { return std::move(gateway_); }
    /// The error of the library underneath (Asio, OpenSSL …), if there is one.
    [[nodiscard]] boost::system::error_code const &cause() const & noexcept { return cause_; }
    [[nodiscard]] boost::system::error_code cause() && noexcept { return cause_; }
    /// The HTTP status of the error's answer, where it is no success: of errc::http_status, of a refusal (errc::refused_by_gateway,
    /// errc::not_found_yet, errc::try_again_later), and of errc::proxy_refused; 0 where none arrived, and for every other error.
    [[nodiscard]] unsigned http_status() const noexcept { return http_status_; }
    /**
     * \brief How long the gateway asks to wait, counted from its answer: its header `Retry-After`, in seconds or as a date.
     * \details The library never waits for it, and sends nothing by itself. Nothing where the answer says nothing of it, or nothing
     * that can be read.
     */
    [[nodiscard]] std::optional<std::chrono::seconds> retry_after() const noexcept { return retry_after_; }
    /**
     * \brief When the attempt was made whose outcome is unknown, of several the first: of a message with an \ref idempotency_key.
     * \details Since then the gateway may keep the key; `client::retry` looks whether it still does. Nothing for every other error.
     */
    [[nodiscard]] std::optional<std::chrono::system_clock::time_point> tried_at() const noexcept
    {
        return tried_at_;
    }
    /// The callback that errc::unsigned_callback is about, closed, for `client::confirm`; null for every other error. It lives as long as
    /// this error; a copy shares its bytes.
    [[nodiscard]] unconfirmed_callback const *unsigned_callback() const noexcept
    {
        return closed_ ? &*closed_ : nullptr;
    }

    /**
     * \brief Whether the same may succeed later although nobody changes anything.
     * \details True for what passes by itself, such as a name that is not resolved, a refused connection, a deadline; false for
     * what stays until a person changes the program, the account, this machine or the gateway, such as a CA file that is
     * missing, a certificate of another host, an empty merchant id, a key that the gateway does not take (HTTP status 401).
     * Whether to send a payment again is another question, which \ref outcome answers.
     */
    [[nodiscard]] TOLLGATE_DECL bool may_pass() const noexcept;

    [[nodiscard]] bool is_not_sent() const noexcept { return std::holds_alternative<not_sent>(outcome_); }
    [[nodiscard]] bool is_refused() const noexcept { return std::holds_alternative<refused>(outcome_); }
    [[nodiscard]] bool is_unknown() const noexcept { return std::holds_alternative<unknown>(outcome_); }

    /// The same error with what the gateway said.
    [[nodiscard]] TOLLGATE_DECL error with(gateway_statement said) &&;
    /// The same error with the error of the library underneath.
    [[nodiscard]] TOLLGATE_DECL error with(boost::system::error_code cause) &&;
    /// The same error with the HTTP status that it is about.
    [[nodiscard]] TOLLGATE_DECL error with_http_status(unsigned status) &&;
    /// The same error with how long the gateway asks to wait.
    [[nodiscard]] TOLLGATE_DECL error with_retry_after(std::optional<std::chrono::seconds> wait) &&;
    /// The same error with the time of the first attempt whose outcome is unknown: what a program that was started anew wrote down.
    [[nodiscard]] TOLLGATE_DECL error
    with_tried_at(std::optional<std::chrono::system_clock::time_point> when) &&;
    /// The same error with a sentence more.
    [[nodiscard]] TOLLGATE_DECL error with_addition(std::string_view sentence) &&;
    /// The same error with the callback that it is about.
    [[nodiscard]] TOLLGATE_DECL error with(unconfirmed_callback closed) &&;
    /// The same error with another outcome: who sends knows more about it than who parses.
    [[nodiscard]] TOLLGATE_DECL error with(tollgate::outcome meaning) &&;
    /// The same error, of an operation that was never to send anything; its outcome stays as the careful reading.
    [[nodiscard]] TOLLGATE_DECL error without_outcome() &&;

    /// Name, sentence and, if it has one, outcome on one line; nothing that the gateway said.
    friend std::ostream &operator<<(std::ostream &out, error const &e)
    {
        e.print(out);
        return out;
    }

private:
    friend struct detail::attempt_mark;

    TOLLGATE_DECL void print(std::ostream &out) const;

    errc code_;
    bool about_request_ = true;
    unsigned http_status_ = 0;
    std::optional<std::chrono::seconds> retry_after_;
    std::optional<std::chrono::system_clock::time_point> tried_at_;
    std::uint64_t tried_ = 0;
    tollgate::outcome outcome_;
    std::string message_;
    std::optional<gateway_statement> gateway_;
    boost::system::error_code cause_;
    std::optional<unconfirmed_callback> closed_;
};

namespace detail {

/// By what an attempt is known to be of the same message, with the same idempotency key, as the one whose error this is; 0 if
/// nobody knows.
struct attempt_mark {
    [[nodiscard]] static std::uint64_t of(error const &e) noexcept { return e.tried_; }
    static void put(error &to, std::uint64_t mark) noexcept { to.tried_ = mark; }
};

} // namespace detail

/// Thrown by `result<T>::value()` when there is an error.
class exception : public std::runtime_error {
public:
    exception(tollgate::error e, boost::source_location const &where)
        : runtime_error{describe(e, where)},
          error_{std::move(e)}
    {
    }

    [[nodiscard]] tollgate::error const &error() const & noexcept { return error_; }
    [[nodiscard]] tollgate::error error() && noexcept { return std::move(error_); }

private:
    TOLLGATE_DECL static std::string describe(tollgate::error const &e, boost::source_location const &where);

    tollgate::error error_;
};

/**
 * \brief The text of what was thrown, for logs: of an exception its `what()`.
 * \details Gives a text for what is no `std::exception`, and for a null pointer, too. What a handler of the program threw may
 * hold anything that the program put into it.
 */
[[nodiscard]] TOLLGATE_DECL std::string text_of(std::exception_ptr const &thrown);

/// Found by `boost::system::result`.
[[noreturn]] TOLLGATE_DECL void throw_exception_from_error(error const &e,
                                                           boost::source_location const &where);

/// A value, or an \ref error. `.value()` throws \ref exception with the caller's source location.
template <class T>
using result = boost::system::result<T, error>;

} // namespace tollgate::inline v0

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/error.ipp>
#endif

#endif
