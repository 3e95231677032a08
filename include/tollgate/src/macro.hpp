// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SRC_MACRO_HPP
#define TOLLGATE_SRC_MACRO_HPP

#include <tollgate/config.hpp>

#ifndef TOLLGATE_SEPARATE_COMPILATION
#error                                                                                                       \
    "tollgate: define TOLLGATE_SEPARATE_COMPILATION in each source file that includes tollgate, as the CMake target tollgate::compiled does, or do without tollgate/src.hpp: the headers then hold everything [tollgate.config.separate]"
#include <tollgate/stopped.by.the.error.above>
#endif

#endif
