// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_NET_CLIENT_TOKEN_OPERATION_IPP
#define TOLLGATE_IMPL_NET_CLIENT_TOKEN_OPERATION_IPP

#include <tollgate/detail/net/client/token_operation.hpp>

#include <algorithm>

namespace tollgate::inline v0::detail {

error no_token(error const &why)
{
    std::string sentence =
        "Nothing was sent, since no access token could be had: asking for one failed with `" +
        std::string{name_of(why.code())} + "`";
    if (why.http_status() != 0) sentence += ", HTTP status " + std::to_string(why.http_status());
    sentence += why.is_refused() ? "; check the account's credentials, and see what the gateway says."
                                 : "; see the code and what the gateway says.";
    error made = error{why.code(), not_sent{}, std::move(sentence)}
                     .with(why.cause())
                     .with_http_status(why.http_status())
                     .with_retry_after(why.retry_after());
    if (why.gateway()) return std::move(made).with(*why.gateway());
    return made;
}

error no_token_in_time()
{
    return error{errc::deadline_exceeded, not_sent{},
                 "Nothing was sent: the deadline passed while an access token was being asked for."};
}

error no_token_cancelled()
{
    return error{errc::cancelled, not_sent{},
                 "Nothing was sent: the operation was cancelled before it had an access token."};
}

result<new_access_token> take_token(std::string &text, std::optional<std::chrono::seconds> lifetime)
{
    // RFC 6750, section 2.1, and what else no header's value would end at.
    bool const is_token =
        !text.empty() && std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7F'; });
    if (!is_token) {
        wipe(text.data(), text.size());
        return error{errc::field_not_convertible, unknown{},
                     "The answer's access token is empty, or holds a character that no token has."};
    }
    wiped_buffer header;
    header.append("Bearer ");
    header.append(text);
    wipe(text.data(), text.size());
    return new_access_token{std::make_shared<secret const>(header.view()), lifetime};
}

} // namespace tollgate::inline v0::detail

#endif
