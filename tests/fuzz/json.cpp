// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// JSON: what our reader accepts, Boost.JSON accepts too, but for a byte order mark and halves of surrogate pairs.

#include "fuzz.hpp"

#include <tollgate/detail/format/json.hpp>

#include <boost/json/parse.hpp>

#include <string>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *data, std::size_t size)
{
    auto const text = tollgate::fuzz::text_of(data, size);
    tollgate::parameter_list read;
    if (tollgate::parse_json(text, read)) return 0;
    std::string strict{tollgate::detail::without_byte_order_mark(text)};
    static_cast<void>(tollgate::detail::replace_lone_surrogates(strict));
    boost::system::error_code ec;
    auto const value = boost::json::parse(strict, ec, {}, {.max_depth = 1000});
    tollgate::fuzz::must(!ec && value.is_object(), "it is a JSON object");
    std::size_t top = 0;
    for (auto const &item : read.items())
        top += item.depth == 0 ? 1 : 0;
    tollgate::fuzz::must(top == value.get_object().size(), "with as many names");
    return 0;
}
