// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_RECORDS_PAYMENT_RECORD_HPP
#define TOLLGATE_RECORDS_PAYMENT_RECORD_HPP

#include <tollgate/error.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>

namespace tollgate::inline v0 {

/**
 * \brief What is known of an order that was written down.
 * \details About the order, not about money: whether an accepted one is paid says its status, which a callback brings.
 */
enum class payment_state {
    sending,         ///< Somebody sends it at this moment, or died while doing so.
    not_sent,        ///< It was not sent, or the gateway put it off and did nothing: it may be sent.
    accepted,        ///< The gateway has it: it answered so, or said so when asked.
    refused,         ///< The gateway refused it: nothing was done.
    unknown,         ///< It was sent, or may have been, and what became of it is not known.
    closed_paid,     ///< A person found that it was paid.
    closed_not_paid, ///< A person found that it was not.
};

/// The enumerator's own name, as it stands in the source and in the tables.
[[nodiscard]] constexpr std::string_view name_of(payment_state state) noexcept
{
    constexpr std::string_view names[] = {"sending", "not_sent",    "accepted",       "refused",
                                          "unknown", "closed_paid", "closed_not_paid"};
    return names[static_cast<std::size_t>(state)];
}
inline std::ostream &operator<<(std::ostream &out, payment_state state)
{
    return out << name_of(state);
}

/// An order as it stands in the records. Times are by the database's clock.
struct payment_record {
    using time_point = std::chrono::time_point<std::chrono::system_clock, std::chrono::milliseconds>;

    std::int64_t id = 0; ///< The records' own number.
    std::string gateway; ///< As its description calls it.
    std::string account; ///< The account's open fields, as JSON.
    /// Method and path, such as `POST /v1/refunds/{id}/cancel`; of a GET that creates, `POST` too.
    std::string operation;
    std::string own_id; ///< The merchant's id of the order; as JSON where it has several fields.
    payment_state state = payment_state::unknown;
    bool is_in_use = false;     ///< Somebody sends it, or asks for it, at this moment.
    std::int64_t attempts = 0;  ///< How often it was to be sent.
    std::int64_t questions = 0; ///< How often the gateway was asked for it.
    time_point begun_at{};      ///< When it was written down; again, if it had not been sent.
    time_point changed_at{};    ///< When its state changed.
    /// How long ago it was written down, when it was read, by the database's clock; below 0 if that has been put back since.
    std::chrono::milliseconds age{};
    std::optional<time_point> ask_at{}; ///< When the gateway is asked next, if it is.
    std::optional<tollgate::error>
        why{}; ///< Why it is not accepted; of the last question where one was asked since.
    std::optional<std::string> answer{}; ///< The open fields of the gateway's answer, as JSON.
    std::string answer_of;               ///< The operation that it answered.
    std::optional<std::string> reason{}; ///< What the person wrote who closed it.
    std::string digest{};                ///< SHA-256 over the open fields of what was sent, hexadecimal.
    std::string repeat_key{};            ///< Its idempotency key, if it has one.
    /// What tells it from another message under the same key, masked fields included; see \ref records_options::digest_key. Empty if
    /// none is kept.
    std::string mark{};
    std::optional<std::string> message{}; ///< Its open fields, as JSON, if it has an idempotency key.
};

} // namespace tollgate::inline v0

#endif
