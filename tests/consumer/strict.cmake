# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

# As strict as a consumer can be: what it finds in an installed header counts too.
function(be_strict)
  foreach(target IN LISTS ARGN)
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Wshadow)
    if(NOT "$ENV{TOLLGATE_WARNINGS_AS_ERRORS}" STREQUAL "")
      target_compile_options(${target} PRIVATE -Werror)
    endif()
    set_target_properties(${target} PROPERTIES NO_SYSTEM_FROM_IMPORTED ON CXX_EXTENSIONS OFF)
  endforeach()
endfunction()
