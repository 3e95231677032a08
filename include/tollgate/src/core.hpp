// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SRC_CORE_HPP
#define TOLLGATE_SRC_CORE_HPP

/// \file
/// What of the core is compiled once, where `TOLLGATE_SEPARATE_COMPILATION` is defined.

#include <tollgate/src/macro.hpp>

#include <tollgate/impl/browser_answer.ipp>
#include <tollgate/impl/browser_page.ipp>
#include <tollgate/impl/callback/delivery.ipp>
#include <tollgate/impl/callback/receiving.ipp>
#include <tollgate/impl/currency.ipp>
#include <tollgate/impl/description/host_table.ipp>
#include <tollgate/impl/enclosed.ipp>
#include <tollgate/impl/errc.ipp>
#include <tollgate/impl/error.ipp>
#include <tollgate/impl/error_sentences.ipp>
#include <tollgate/impl/explain.ipp>
#include <tollgate/impl/explanation.ipp>
#include <tollgate/impl/format/brackets.ipp>
#include <tollgate/impl/format/http_date.ipp>
#include <tollgate/impl/format/json.ipp>
#include <tollgate/impl/format/lowering.ipp>
#include <tollgate/impl/format/parameter_list.ipp>
#include <tollgate/impl/format/path_template.ipp>
#include <tollgate/impl/format/query.ipp>
#include <tollgate/impl/format/random_bytes.ipp>
#include <tollgate/impl/format/reading.ipp>
#include <tollgate/impl/format/required_fields.ipp>
#include <tollgate/impl/hash/der.ipp>
#include <tollgate/impl/hash/public_key_pem.ipp>
#include <tollgate/impl/http_url.ipp>
#include <tollgate/impl/idempotency_key.ipp>
#include <tollgate/impl/message/account_texts.ipp>
#include <tollgate/impl/message/check_signature.ipp>
#include <tollgate/impl/message/header_values.ipp>
#include <tollgate/impl/message/masking.ipp>
#include <tollgate/impl/message/retry.ipp>
#include <tollgate/impl/money_table.ipp>
#include <tollgate/impl/net/client/token_operation.ipp>
#include <tollgate/impl/net/client/token_store.ipp>
#include <tollgate/impl/page_range.ipp>
#include <tollgate/impl/private_key.ipp>
#include <tollgate/impl/request.ipp>
#include <tollgate/impl/response.ipp>
#include <tollgate/impl/sandbox/gateway_signature.ipp>
#include <tollgate/impl/sandbox/operation.ipp>
#include <tollgate/impl/sealed.ipp>
#include <tollgate/impl/secret.ipp>
#include <tollgate/impl/signing/account_choice.ipp>
#include <tollgate/impl/signing/ambiguity.ipp>
#include <tollgate/impl/signing/context.ipp>
#include <tollgate/impl/signing/evaluate.ipp>
#include <tollgate/impl/signing/key_check.ipp>
#include <tollgate/impl/signing/message_listed_fields.ipp>
#include <tollgate/impl/signing/public_key_signature.ipp>
#include <tollgate/impl/signing/repeated_names.ipp>
#include <tollgate/impl/signing/scheme_text.ipp>
#include <tollgate/impl/signing/selection.ipp>
#include <tollgate/impl/signing/signature.ipp>
#include <tollgate/impl/signing/signature_location.ipp>
#include <tollgate/impl/signing/split_header.ipp>
#include <tollgate/impl/signing/text_maps.ipp>
#include <tollgate/impl/signing/time_and_nonce.ipp>
#include <tollgate/impl/signing/value_maps.ipp>
#include <tollgate/impl/signing_sources.ipp>

#endif
