# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

# A made-up gateway of the unit tests stands in one source file. Two of one name in one program would be one type to the linker,
# whatever their members are.

cmake_minimum_required(VERSION 3.24)

file(GLOB_RECURSE sources "${SOURCE_DIR}/tests/unit/*.cpp" "${SOURCE_DIR}/tests/vectors/*.cpp")
set(names "")
foreach(source IN LISTS sources)
  # What stands within another namespace, as `namespace schemes` does, is told apart by that.
  file(STRINGS "${source}" lines REGEX "^(namespace [a-z_]+ {|} // namespace)")
  set(open 0)
  set(own "")
  foreach(line IN LISTS lines)
    if(line MATCHES "^namespace ([a-z_]+) {")
      if(open EQUAL 0)
        list(APPEND own "${CMAKE_MATCH_1}")
      endif()
      math(EXPR open "${open} + 1")
    elseif(open GREATER 0)
      math(EXPR open "${open} - 1")
    endif()
  endforeach()
  list(REMOVE_DUPLICATES own)
  foreach(name IN LISTS own)
    if(name IN_LIST names)
      message(SEND_ERROR "namespace ${name} stands in ${source} and in ${place_of_${name}}: rename one of them")
    endif()
    list(APPEND names "${name}")
    set(place_of_${name} "${source}")
  endforeach()
endforeach()
list(LENGTH names count)
if(count LESS 10)
  message(SEND_ERROR "only ${count} namespaces found, so nothing is proved")
endif()
message(STATUS "${count} namespaces, each in one file")
