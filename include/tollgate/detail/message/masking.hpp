// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_MESSAGE_MASKING_HPP
#define TOLLGATE_DETAIL_MESSAGE_MASKING_HPP

#include <tollgate/config.hpp>

#include <tollgate/detail/description/message_names.hpp>
#include <tollgate/detail/format/parameter_list.hpp>
#include <tollgate/header.hpp>
#include <tollgate/request.hpp>
#include <tollgate/signing/context.hpp>

#include <span>
#include <string>
#include <string_view>

/// \file
/// Requests as they may be printed: without secrets, and without what is personal or card data.

namespace tollgate::inline v0::detail {

/// Hides what must not be seen, among fields read back, with all that is nested in it; gives whether there was something.
TOLLGATE_DECL bool mask(top_fields const &known, std::span<parameter> fields);

/// A request that was sent, without what must not be seen: secrets are `[secret]`, what is personal or card data is `[masked]`. It views
/// into what was sent.
struct masked_request {
    /// \param path of the request's address
    TOLLGATE_DECL masked_request(message_table const &known, std::string_view path, sent_parts const &sent);

    bool is_readable =
        false; ///< If it is not, nothing below is there, as nobody can say what is to be masked.
    parameter_list usual;
    parameter_list placed;
    std::string target;
    std::string body;
    header_list headers; ///< Those that were given.
};
/// The signed text of it, for printing; empty if it cannot be made.
/// \param headers         all that a scheme can name
/// \param said_by_account which pieces of the scheme sign; empty where nothing is chosen
[[nodiscard]] TOLLGATE_DECL std::string signed_text_of(message_table const &known, masked_request const &of,
                                                       std::span<header const> headers,
                                                       signing::outside_values const *outside,
                                                       std::string_view said_by_account,
                                                       digest_table const &digests);

} // namespace tollgate::inline v0::detail

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/message/masking.ipp>
#endif

#endif
