// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_REDSYS_HPP
#define TOLLGATE_PROVIDERS_REDSYS_HPP

#include <tollgate/providers/redsys/account.hpp>
#include <tollgate/providers/redsys/form.hpp>
#include <tollgate/providers/redsys/notification.hpp>
#include <tollgate/providers/redsys/operation.hpp>

/// \file
/// Redsys: the payment form that the payer's browser posts, operations over REST, notifications, and the payer's return.
///
/// Documents cited: pagosonline.redsys.es, "Conexión por redirección", "Conexión REST", "Firmar una operación"; "Guía de migración a HMAC
/// SHA256" 2.2. What they do not say is marked `inferred`.
///
/// A program includes <tollgate/hash/cryptopp_ciphers.hpp>, or openssl_ciphers.hpp, as well: the key of a signature is derived by a cipher.
/// Amounts are in minor units, currencies are numbers of ISO 4217, such as `978`. An order's number is 4 to 12 letters and digits, the first
/// four of them digits, and is used once on a terminal; capture, refund and cancellation name the order of the payment.
///
/// Signed by `HMAC_SHA256_V1`; what names another version, `HMAC_SHA512_V2` say, is refused.
///
/// There is no question by which an order could be asked about: an unknown outcome is settled by the notification, or in the back office.

#endif
