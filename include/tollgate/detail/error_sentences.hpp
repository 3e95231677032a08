// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_ERROR_SENTENCES_HPP
#define TOLLGATE_DETAIL_ERROR_SENTENCES_HPP

#include <tollgate/config.hpp>
#include <tollgate/detail/format/parameter_list.hpp>

#include <chrono>
#include <string>
#include <string_view>

/// \file
/// What is said to the user: what happened, and what to do. Names of fields are ours; nothing foreign is quoted.

namespace tollgate::inline v0::detail {

[[nodiscard]] TOLLGATE_DECL std::string quoted(std::string_view name);

/// How long a text is, and how long it may be, as the rest of a sentence: `33 characters, and this gateway takes 6 to 32`.
[[nodiscard]] TOLLGATE_DECL std::string length_text(problem_with const &of);

/// About a message that cannot be sent.
[[nodiscard]] TOLLGATE_DECL std::string sentence_for(problem_with const &problem);

/// Why a body cannot be read, as the rest of a sentence about it. What a gateway may send, or who sent it, is not known here.
[[nodiscard]] constexpr std::string_view why_unreadable(errc code) noexcept
{
    switch (code) {
    case errc::body_too_large:
        return "is longer than the limit; raise `body_limits::size` if the gateway sends such bodies";
    case errc::body_not_utf8: return "is not UTF-8";
    case errc::body_not_json: return "is not JSON";
    case errc::body_not_object: return "is JSON, but not an object";
    case errc::body_truncated: return "ends in the middle of a JSON value";
    case errc::body_too_deep:
        return "nests deeper than the limit; raise `body_limits::depth` if the gateway sends such bodies";
    case errc::text_after_body: return "goes on after its JSON value";
    case errc::too_many_fields:
        return "holds more fields than the limit; raise `body_limits::fields` if the gateway sends such "
               "bodies";
    case errc::duplicate_field: return "holds a name twice, so nobody can say which value counts";
    case errc::body_not_form: return "is not a percent-encoded form";
    case errc::body_encoded:
        return "is compressed, and read only as it was written; have the web server in front decompress it, "
               "or ask the gateway not to compress";
    default: return "cannot be read";
    }
}

/// About a body that cannot be read; `what` is "answer" or "callback".
[[nodiscard]] TOLLGATE_DECL std::string sentence_for_body(errc code, std::string_view what);

/// About a field that is missing or does not convert.
[[nodiscard]] TOLLGATE_DECL std::string sentence_for_field(problem_with const &problem,
                                                           std::string_view what);

/// About a message whose fields are inside one, which cannot be taken apart.
[[nodiscard]] TOLLGATE_DECL std::string sentence_for_enclosed(problem_with const &problem,
                                                              std::string_view what);

/// What carries a rule's signature, by its name: "header `X-Signature`", or "field `sign`".
template <class Rule>
[[nodiscard]] std::string carrier_of_signature()
{
    if constexpr (requires { Rule::header; })
        return "header " + quoted(Rule::header);
    else
        return "field " + quoted(Rule::field);
}

/// What is wrong with the time at which a message says that it was signed.
struct time_problem {
    errc code;
    /// Where it was read: how far after this machine's clock it is; negative: before it.
    std::chrono::seconds apart{};
    std::chrono::seconds tolerance{}; ///< How far apart is allowed.
    bool is_in_milliseconds = false;  ///< Too far away for seconds.
};

/// `2 h 0 min 5 s`
[[nodiscard]] TOLLGATE_DECL std::string duration_text(std::chrono::seconds of);

/// Why the time of signing is not accepted, as the rest of a sentence about the message.
[[nodiscard]] TOLLGATE_DECL std::string why_untimely(time_problem const &problem);

/// About the time at which a message was signed.
[[nodiscard]] TOLLGATE_DECL std::string sentence_for_time(time_problem const &problem, std::string_view what);

/// About a callback of a kind that is never signed.
[[nodiscard]] TOLLGATE_DECL std::string sentence_for_never_signed();
/// About a callback that nobody signed, of a type of event about which nobody is asked.
[[nodiscard]] TOLLGATE_DECL std::string sentence_for_undescribed_event();
/// About a callback whose signature is right and says nothing of its fields.
[[nodiscard]] TOLLGATE_DECL std::string sentence_for_nothing_covered();
/**
 * \brief About a signature that is not right.
 * \param carrier of \ref carrier_of_signature
 * \param start   of `find_lacking_start`
 */
[[nodiscard]] TOLLGATE_DECL std::string sentence_for_signature(errc code, std::string_view what,
                                                               std::string const &carrier,
                                                               std::string_view start = {});
/// What of a signature's carrier is missing, as the rest of a sentence: "is missing or empty", "has no `v1=`".
[[nodiscard]] TOLLGATE_DECL std::string what_carrier_lacks(std::string_view start);
/// About a part of a header that is signed, and missing or there twice.
[[nodiscard]] TOLLGATE_DECL std::string
sentence_for_lacking_part(std::string_view what, std::string_view part, std::string_view header);

// About an answer that says nothing of success

/// \param addition what else is known of it, as ` and no readable body`
[[nodiscard]] TOLLGATE_DECL std::string sentence_for_status(unsigned status, std::string_view addition);
inline constexpr char refused_sentence[] = "The gateway refused the request; see what it says.";
inline constexpr char refused_key_sentence[] =
    "The gateway refused the request; see what it says. With the same idempotency key it may give the same answer again: correct "
    "the message, and take another key.";
inline constexpr char refused_unsigned_sentence[] =
    "The gateway refused the request, in an answer without a signature, as its refusals may be; see what it says, and ask "
    "for the payment's status before paying again under another number.";
inline constexpr char again_later_sentence[] =
    "The gateway did nothing of this attempt, and takes the same request later: send it again by `retry`, not before "
    "`retry_after()` has passed where the gateway says it.";
inline constexpr char not_found_sentence[] =
    "The gateway does not know what was asked for, or not yet: this does not mean that it was never sent. "
    "Ask again later before paying again.";
inline constexpr char undecided_sentence[] =
    "The gateway answered with a code after which nobody knows whether anything was done; see what it says, "
    "and ask for the payment's status before trying again.";
/// \param name of what it lacks
[[nodiscard]] TOLLGATE_DECL std::string sentence_for_empty_answer(std::string_view name);
/// About the answer to a question. \param field by which was asked
[[nodiscard]] TOLLGATE_DECL std::string sentence_for_another_id(std::string_view field);

// About what is not known to be live

inline constexpr char test_message_sentence[] =
    "The gateway only tests: this callback is genuine, but no money moved; acknowledge it and deliver nothing, "
    "or pass `with_tests` where tests are expected.";
[[nodiscard]] TOLLGATE_DECL std::string sentence_for_test_answer(std::string_view field);
[[nodiscard]] TOLLGATE_DECL std::string sentence_for_unclear_mark(std::string_view what,
                                                                  std::string_view field);

// About a request that is not sent again

inline constexpr char refused_before_sentence[] =
    "The gateway refused this request, and would again; correct it and send it as a new one.";
inline constexpr char may_have_moved_sentence[] =
    "Money may have moved, so this request is not sent again; ask the gateway by your own id first "
    "(`reconcile`).";
inline constexpr char refused_before_by_key_sentence[] =
    "The gateway refused this request, and may give the same answer to its idempotency key again; correct it and send it as a "
    "new one, with another key.";
inline constexpr char key_lapsed_sentence[] =
    "The gateway may have forgotten this request's idempotency key since the first attempt, and would do its work again, so this "
    "request is not sent again; ask the gateway for the payment's status, or have a person look.";
inline constexpr char untimed_sentence[] =
    "Nothing says when the first attempt with this idempotency key was made, so the gateway may have forgotten the key and would do "
    "its work again; give the error of the last attempt, or with `with_tried_at` the time that you wrote down.";
inline constexpr char another_request_sentence[] =
    "This message, or its idempotency key, is another than that of the attempt whose outcome is unknown, so it is not sent: it could do "
    "the work a second time. Give the same message with the same key, or ask for the payment's status first.";
inline constexpr char still_open_sentence[] =
    "This is about the last attempt alone: the one before may have been taken, so its outcome stays unknown.";
inline constexpr char moved_away_sentence[] =
    "This request was moved away before, so it may have been sent; ask the gateway by your own id first "
    "(`reconcile`).";
inline constexpr char sent_before_sentence[] =
    "This request was sent or moved away before; send it again by `retry` with the error of its last attempt, "
    "or ask the gateway by your own id first (`reconcile`).";
inline constexpr char not_kept_sentence[] =
    "This request was moved away, and its bytes with it; keep a request that may have to be sent again: "
    "`send_and_keep(request)`.";

} // namespace tollgate::inline v0::detail

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/error_sentences.ipp>
#endif

#endif
