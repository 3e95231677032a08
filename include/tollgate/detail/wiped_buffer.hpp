// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_WIPED_BUFFER_HPP
#define TOLLGATE_DETAIL_WIPED_BUFFER_HPP

#include <tollgate/wiped_buffer.hpp>

#endif
