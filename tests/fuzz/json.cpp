// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// JSON: what our reader accepts, Boost.JSON accepts too.

#include "fuzz.hpp"

#include <tollgate/format/json.hpp>

#include <boost/json/parse.hpp>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *data, std::size_t size)
{
    auto const text = tollgate::fuzz::text_of(data, size);
    tollgate::parameter_list read;
    if (tollgate::parse_json(text, read)) return 0;
    boost::system::error_code ec;
    auto const value = boost::json::parse({text.data(), text.size()}, ec, {}, {.max_depth = 1000});
    tollgate::fuzz::must(!ec && value.is_object(), "it is a JSON object");
    std::size_t top = 0;
    for (auto const &item : read.items())
        top += item.depth == 0 ? 1 : 0;
    tollgate::fuzz::must(top == value.get_object().size(), "with as many names");
    return 0;
}
