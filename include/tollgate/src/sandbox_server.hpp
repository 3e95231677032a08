// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SRC_SANDBOX_SERVER_HPP
#define TOLLGATE_SRC_SANDBOX_SERVER_HPP

/// \file
/// What of the sandbox is compiled once, where `TOLLGATE_SEPARATE_COMPILATION` is defined: all but the gateways that are tables alone.

#include <tollgate/src/macro.hpp>

#include <tollgate/impl/sandbox/answer_faults.ipp>
#include <tollgate/impl/sandbox/answered_keys.ipp>
#include <tollgate/impl/sandbox/cactus.ipp>
#include <tollgate/impl/sandbox/callback_sender.ipp>
#include <tollgate/impl/sandbox/certificates.ipp>
#include <tollgate/impl/sandbox/described_behaviour.ipp>
#include <tollgate/impl/sandbox/document.ipp>
#include <tollgate/impl/sandbox/fault_schedule.ipp>
#include <tollgate/impl/sandbox/gateway_server.ipp>
#include <tollgate/impl/sandbox/history_page.ipp>
#include <tollgate/impl/sandbox/http_post.ipp>
#include <tollgate/impl/sandbox/key_pair.ipp>
#include <tollgate/impl/sandbox/ledger.ipp>
#include <tollgate/impl/sandbox/message_report.ipp>
#include <tollgate/impl/sandbox/one_payment.ipp>
#include <tollgate/impl/sandbox/payment_page.ipp>
#include <tollgate/impl/sandbox/request_finding.ipp>
#include <tollgate/impl/sandbox/request_log.ipp>
#include <tollgate/impl/sandbox/seal.ipp>
#include <tollgate/impl/sandbox/simulated_account.ipp>

#endif
