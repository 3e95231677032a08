// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// The JSON parser, the digests and the result type that signing includes, and nothing else.

#include <boost/json/basic_parser_impl.hpp>
#include <boost/system/result.hpp>

#include <cryptopp/sha.h>
#define CRYPTOPP_ENABLE_NAMESPACE_WEAK 1
#include <cryptopp/md5.h>

#include <iostream>

int main()
{
    std::cout << "nothing\n";
}
