// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_WIPE_HPP
#define TOLLGATE_DETAIL_WIPE_HPP

#include <tollgate/wipe.hpp>

#endif
