// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TRANSPORT_DETAIL_STRAND_OF_HPP
#define TOLLGATE_TRANSPORT_DETAIL_STRAND_OF_HPP

#include <tollgate/core/version.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/strand.hpp>

#include <concepts>

namespace tollgate::inline v0::detail {

/// A strand of the executor's true type, where that is the usual one: unlike a strand of `any_io_executor`, it fits into an
/// `any_io_executor` without memory of its own for each copy.
/// A template, so that a program without a server does not compile it.
template <std::same_as<boost::asio::any_io_executor> Executor>
[[nodiscard]] Executor strand_of(Executor const &executor)
{
    auto const *const usual = executor.template target<boost::asio::io_context::executor_type>();
    if (usual != nullptr) return boost::asio::make_strand(*usual);
    return boost::asio::make_strand(executor);
}

} // namespace tollgate::inline v0::detail

#endif
