// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SANDBOX_ANSWER_FAULTS_IPP
#define TOLLGATE_IMPL_SANDBOX_ANSWER_FAULTS_IPP

#include <tollgate/sandbox/answer_faults.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <cstddef>
#include <string_view>

namespace tollgate::inline v0::sandbox {

namespace detail {

/// How an answer is written that is cut off, or comes in pieces.
struct piecewise {
    std::size_t pieces = 1;
    std::size_t written = 1;                     ///< If these are fewer, the connection ends after them.
    std::chrono::steady_clock::duration pause{}; ///< Between two pieces.

    [[nodiscard]] boost::asio::awaitable<bool> operator()(tollgate::detail::answer_sink &to,
                                                          std::string_view bytes) const
    {
        return write(*this, to, bytes);
    }

private:
    [[nodiscard]] static boost::asio::awaitable<bool> write(piecewise how, tollgate::detail::answer_sink &to,
                                                            std::string_view bytes)
    {
        boost::asio::steady_timer timer{co_await boost::asio::this_coro::executor};
        for (std::size_t piece = 0; piece != how.written; ++piece) {
            std::size_t const from = bytes.size() * piece / how.pieces;
            std::size_t const end = bytes.size() * (piece + 1) / how.pieces;
            if (piece != 0) {
                timer.expires_after(how.pause);
                co_await timer.async_wait(boost::asio::use_awaitable);
            }
            if (!co_await to.write(bytes.substr(from, end - from))) co_return false;
        }
        co_return how.written == how.pieces;
    }
};

} // namespace detail

void apply_fault(tollgate::detail::http_answer &answer, fault_kind how,
                 std::chrono::steady_clock::duration pause)
{
    switch (how) {
    case fault_kind::drop_answer: answer.write_by = detail::piecewise{.written = 0}; break;
    case fault_kind::close_mid_answer: answer.write_by = detail::piecewise{.pieces = 2}; break;
    case fault_kind::slow_answer:
        answer.write_by = detail::piecewise{.pieces = 8, .written = 8, .pause = pause};
        break;
    case fault_kind::http_500: answer = {.status = 500}; break;
    case fault_kind::http_429: answer = {.status = 429, .headers = {{"Retry-After", "1"}}}; break;
    case fault_kind::html_answer:
        answer = {.content_type = "text/html; charset=utf-8",
                  .body = "<!DOCTYPE html>\n<html lang=\"en\"><head><title>Busy</title></head>"
                          "<body><h1>We will be back soon</h1></body></html>\n"};
        break;
    default: break;
    }
}

} // namespace tollgate::inline v0::sandbox

#endif
