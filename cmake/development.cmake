# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

# How this project's own programs are compiled. Nothing here reaches those who use the library.

add_library(tollgate_development INTERFACE)
target_link_libraries(tollgate_development INTERFACE tollgate::tollgate)

# Tests and examples link what is compiled once, which takes them less time; the benchmarks use headers alone, as a program does
# unless it says otherwise.
option(TOLLGATE_TEST_HEADERS_ALONE "Tests and examples use headers alone" OFF)
add_library(tollgate_tested_core INTERFACE)
add_library(tollgate_tested_network INTERFACE)
add_library(tollgate_tested_records INTERFACE)
if(TOLLGATE_TEST_HEADERS_ALONE)
  target_link_libraries(tollgate_tested_core INTERFACE tollgate_development)
  target_link_libraries(tollgate_tested_network INTERFACE tollgate_development)
  target_link_libraries(tollgate_tested_records INTERFACE tollgate_development $<TARGET_NAME_IF_EXISTS:tollgate::sql>)
else()
  target_link_libraries(tollgate_tested_core INTERFACE tollgate_development tollgate::compiled_cryptopp tollgate::compiled_openssl)
  target_link_libraries(tollgate_tested_network INTERFACE tollgate_development tollgate::compiled)
  target_link_libraries(tollgate_tested_records INTERFACE tollgate_development tollgate::compiled_cryptopp tollgate::compiled_beast $<TARGET_NAME_IF_EXISTS:tollgate::compiled_sql>)
endif()

# Warnings are shown to everybody and stop nobody, unless CMAKE_COMPILE_WARNING_AS_ERROR asks for it: a compiler or library
# that is newer than ours may know more of them.
set(TOLLGATE_WARNINGS -Wall -Wextra -Wpedantic -Wshadow -Wconversion)
if(CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang")
  target_compile_options(tollgate_development INTERFACE ${TOLLGATE_WARNINGS})
  foreach(component IN ITEMS core cryptopp openssl beast sandbox sql)
    if(TARGET tollgate_compiled_${component})
      target_compile_options(tollgate_compiled_${component} PRIVATE ${TOLLGATE_WARNINGS})
    endif()
  endforeach()
endif()
# g++ spends up to a sixth of its time in collecting garbage, unless it may use a GiB first. It then takes a third more memory: not
# quite a GiB for the largest unit test.
set(TOLLGATE_FASTER_COMPILATION "")
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  set(TOLLGATE_FASTER_COMPILATION --param=ggc-min-heapsize=1000000)
endif()
target_compile_options(tollgate_development INTERFACE ${TOLLGATE_FASTER_COMPILATION})
foreach(component IN ITEMS core cryptopp openssl beast sandbox sql)
  if(TARGET tollgate_compiled_${component})
    target_compile_options(tollgate_compiled_${component} PRIVATE ${TOLLGATE_FASTER_COMPILATION})
  endif()
endforeach()
# What explains and forges signatures in the unit tests is compiled for three seconds longer, and then takes half a minute less; with
# AddressSanitizer 26 s longer, and then nearly two minutes less. Not for a debugger, nor beside other flags. g++ then takes empty
# optionals for values that are not set, of which it says nothing without.
if(TARGET tollgate_compiled_core AND CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang" AND CMAKE_BUILD_TYPE STREQUAL "Debug"
    AND (CMAKE_CXX_FLAGS STREQUAL "" OR CMAKE_CXX_FLAGS MATCHES "-fsanitize=address") AND CMAKE_CXX_FLAGS_DEBUG MATCHES "^(-g1)?$")
  target_compile_options(tollgate_compiled_core PRIVATE -O1 $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
endif()
# The tests that call a compiler, or build a project, themselves are told in the same way.
if(CMAKE_COMPILE_WARNING_AS_ERROR)
  set(TOLLGATE_TEST_ENVIRONMENT "TOLLGATE_WARNINGS_AS_ERRORS=1")
else()
  set(TOLLGATE_TEST_ENVIRONMENT "TOLLGATE_WARNINGS_AS_ERRORS=")
endif()

# No source is a module, and looking for them runs the compiler once more for each.
set(CMAKE_CXX_SCAN_FOR_MODULES OFF)

if(PROJECT_IS_TOP_LEVEL AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  find_program(TOLLGATE_CCACHE ccache)
  mark_as_advanced(TOLLGATE_CCACHE)
  if(TOLLGATE_CCACHE)
    # A precompiled header can be cached only when ccache may overlook macros defined and times used in it.
    set(CMAKE_CXX_COMPILER_LAUNCHER
      "${CMAKE_COMMAND}" -E env CCACHE_SLOPPINESS=pch_defines,time_macros "${TOLLGATE_CCACHE}")
  endif()
endif()

# Both compilers write into a precompiled header what would keep ccache from recognising it.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(tollgate_development INTERFACE -fpch-preprocess)
elseif(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  target_compile_options(tollgate_development INTERFACE "SHELL:-Xclang -fno-pch-timestamp")
endif()
