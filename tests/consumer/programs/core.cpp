// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Signs with a hash policy of its own: nothing but Boost is there.

#include "own_hash.hpp"
#include "payment.hpp"

#include <iostream>

int main()
{
    auto const signature = shop::signature<shop::own_hash>();
    std::cout << "tollgate " TOLLGATE_VERSION_STRING ", own hash: " << signature << '\n';
    return signature.size() == 32 && shop::reads_the_answer<shop::own_hash>() ? 0 : 1;
}
