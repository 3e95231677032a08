// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error(gcc): verified<T>::verified\(.*invoice_callback.* is private within this context
// first-error(clang): calling a private constructor of class 'tollgate::verified<tollgate::cactus::invoice_callback>'
// first-error-line: here

#include <tollgate/callback.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/cactus.hpp>

#include <string_view>

namespace cactus = tollgate::cactus;
using paid = tollgate::verified<cactus::invoice_callback>;

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
paid trust(cactus::invoice_callback const &callback)
{
    return paid{callback, "", tollgate::verification::signature, 0, false}; // <- here
}
#else
tollgate::result<paid> trust(cactus::account const &merchant, std::string_view body)
{
    return tollgate::receive<cactus::invoice_callback>(merchant, body);
}
#endif
