# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

# Each .ipp is included by one header, for programs that use headers alone, and by one file of tollgate/src/, for the compiled
# libraries: cmake -DSOURCE_DIR=path -P compiled.cmake

cmake_minimum_required(VERSION 3.24)

set(include_dir "${SOURCE_DIR}/include")
file(GLOB_RECURSE parts RELATIVE "${include_dir}" "${include_dir}/*.ipp")
file(GLOB_RECURSE headers RELATIVE "${include_dir}" "${include_dir}/*.hpp")
list(LENGTH parts count)
if(count LESS 5)
  message(FATAL_ERROR "only ${count} files *.ipp in ${include_dir}: nothing was checked")
endif()

set(by_headers "")
set(by_libraries "")
foreach(header IN LISTS headers)
  file(STRINGS "${include_dir}/${header}" lines REGEX "^#include <tollgate/impl/.*\\.ipp>$")
  list(TRANSFORM lines REPLACE "^#include <(.*)>$" "\\1")
  if(header MATCHES "^tollgate/src/")
    list(APPEND by_libraries ${lines})
  else()
    list(APPEND by_headers ${lines})
    if(lines)
      file(READ "${include_dir}/${header}" text)
      if(NOT text MATCHES "#ifdef TOLLGATE_HEADER_ONLY\n#include <tollgate/impl/[^\n]*\n#endif\n\n#endif\n$")
        message(SEND_ERROR "${header} includes its .ipp elsewhere than at its end, under TOLLGATE_HEADER_ONLY")
      endif()
    endif()
  endif()
endforeach()
foreach(part IN LISTS parts)
  foreach(who IN ITEMS headers libraries)
    set(found ${by_${who}})
    list(FILTER found INCLUDE REGEX "^${part}$")
    list(LENGTH found times)
    if(NOT times EQUAL 1)
      message(SEND_ERROR "${part} is included by ${times} ${who}; wanted one")
    endif()
  endforeach()
endforeach()
message(STATUS "${count} files that are compiled once, each in a header and in a library")
