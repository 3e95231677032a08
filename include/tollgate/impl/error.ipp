// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_ERROR_IPP
#define TOLLGATE_IMPL_ERROR_IPP

#include <tollgate/error.hpp>

#include <string>
#include <utility>

namespace tollgate::inline v0 {

namespace detail {

/// RFC 9110, section 15: 408, RFC 8470's 425 and RFC 6585's 429 invite to try again, redirections may be for the time being,
/// the other statuses from 400 to 499 say that the request must change.
[[nodiscard]] constexpr bool is_passing_status(unsigned status) noexcept
{
    return status < 400 || status >= 500 || status == 408 || status == 425 || status == 429;
}

} // namespace detail

error::error() : error{errc{}, unknown{}, "no error"}
{
    about_request_ = false;
}

error::error(errc code, tollgate::outcome meaning, std::string message)
    : code_{code},
      outcome_{meaning},
      message_{std::move(message)}
{
}

error::error(error const &) = default;
error::error(error &&) noexcept = default;
error &error::operator=(error const &) = default;
error &error::operator=(error &&) noexcept = default;
error::~error() = default;

error error::with(gateway_statement said) &&
{
    gateway_ = std::move(said);
    return std::move(*this);
}

error error::with(boost::system::error_code cause) &&
{
    cause_ = cause;
    return std::move(*this);
}

error error::with_http_status(unsigned status) &&
{
    http_status_ = status;
    return std::move(*this);
}

error error::with_retry_after(std::optional<std::chrono::seconds> wait) &&
{
    retry_after_ = wait;
    return std::move(*this);
}

error error::with_tried_at(std::optional<std::chrono::system_clock::time_point> when) &&
{
    tried_at_ = when;
    return std::move(*this);
}

error error::with_addition(std::string_view sentence) &&
{
    message_.append(" ").append(sentence);
    return std::move(*this);
}

error error::with(unconfirmed_callback closed) &&
{
    closed_ = std::move(closed);
    return std::move(*this);
}

error error::with(tollgate::outcome meaning) &&
{
    outcome_ = meaning;
    about_request_ = true;
    return std::move(*this);
}

error error::without_outcome() &&
{
    about_request_ = false;
    return std::move(*this);
}

bool error::may_pass() const noexcept
{
    switch (code_) {
    case errc::resolve_failed:
    case errc::connect_failed:
    case errc::connection_closed:
    case errc::connection_failed:
    case errc::answer_malformed: // a page of something in between, for instance
    case errc::body_truncated:
    case errc::deadline_exceeded:
    case errc::cancelled:
    case errc::too_many_waiting:
    case errc::undecided_by_gateway:
    case errc::try_again_later:
    case errc::records_unavailable:
    case errc::order_in_progress:
    case errc::not_found_yet: return true;
    case errc::proxy_refused:
    case errc::http_status: return detail::is_passing_status(http_status_);
    // What OpenSSL says about a handshake is about versions, certificates and keys.
    case errc::handshake_failed: return std::string_view{cause_.category().name()} != "asio.ssl";
    case errc::listen_failed: return cause_ == boost::system::errc::address_in_use;
    default: return false;
    }
}

void error::print(std::ostream &out) const
{
    out << name_of(code_) << ": " << message_;
    if (about_request_) out << " [outcome: " << name_of(outcome_) << ']';
}

std::string exception::describe(tollgate::error const &e, boost::source_location const &where)
{
    std::string text = std::string{name_of(e.code())} + ": " + e.message();
    if (e.has_outcome()) text += " [outcome: " + std::string{name_of(e.outcome())} + "]";
    return text + " (" + where.to_string() + ")";
}

std::string text_of(std::exception_ptr const &thrown)
{
    if (!thrown) return "nothing was thrown";
    try {
        std::rethrow_exception(thrown);
    } catch (std::exception const &e) {
        return e.what();
    } catch (...) {
        return "something was thrown that is no std::exception";
    }
}

void throw_exception_from_error(error const &e, boost::source_location const &where)
{
    throw exception{e, where};
}

} // namespace tollgate::inline v0

#endif
