// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// What the code on docs/outcomes.md takes for granted.

#include <tollgate/callback.hpp>
#include <tollgate/check.hpp>
#include <tollgate/client.hpp>
#include <tollgate/currency.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/one_payment.hpp>
#include <tollgate/scripted_transport.hpp>

#include <cstdint>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

namespace one_payment = tollgate::one_payment;

extern one_payment::account const account;
extern tollgate::client<one_payment::account, tollgate::scripted_transport> gateway;
extern one_payment::init_form const order;
extern std::string const body;
extern std::vector<tollgate::header> const headers;
extern std::string_view const code_from_outside;
