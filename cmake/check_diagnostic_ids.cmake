# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

# Checks the ids `[tollgate.…]` that end the library's diagnostics:
#   cmake -DSOURCE_DIR=path -P check_diagnostic_ids.cmake
# Each stands once in include/, has a paragraph in docs/diagnostics.md and one case in tests/compile_fail that expects it,
# and the page and the cases name no id that does not exist. A case without an id has a link on that page.

cmake_minimum_required(VERSION 3.24)

set(page "${SOURCE_DIR}/docs/diagnostics.md")
set(cases_dir "${SOURCE_DIR}/tests/compile_fail")
set(id_regex "tollgate\\.[a-z_]+\\.[a-z_]+")
set(complaints "")

# Puts the ids of a text, each in [brackets], into a list, once for each time that they occur.
function(ids_in ids text)
  # CMake's lists do not like brackets.
  string(REPLACE "[" "<" text "${text}")
  string(REPLACE "]" ">" text "${text}")
  string(REGEX MATCHALL "<${id_regex}>" found "${text}")
  list(TRANSFORM found REPLACE "[<>]" "")
  set(${ids} ${found} PARENT_SCOPE)
endfunction()

set(existing "")
file(GLOB_RECURSE headers "${SOURCE_DIR}/include/*.hpp" "${SOURCE_DIR}/include/*.ipp")
foreach(header IN LISTS headers)
  file(READ "${header}" text)
  ids_in(ids "${text}")
  list(APPEND existing ${ids})
endforeach()
if(NOT existing)
  message(FATAL_ERROR "no ids in ${SOURCE_DIR}/include")
endif()
list(SORT existing)
set(once ${existing})
list(REMOVE_DUPLICATES once)
foreach(id IN LISTS once)
  set(places ${existing})
  list(FILTER places INCLUDE REGEX "^${id}$")
  list(LENGTH places count)
  if(count GREATER 1)
    string(APPEND complaints "\n  [${id}] stands in include/ ${count} times")
  endif()
endforeach()

# Only what a case expects counts, and there the brackets and dots are escaped.
set(tested "")
file(READ "${page}" page_text)
file(GLOB cases "${cases_dir}/*.cpp")
foreach(case IN LISTS cases)
  file(STRINGS "${case}" lines REGEX "^// (first-error|expect-error)(\\([a-z]+\\))?: ")
  string(REPLACE "\\" "" lines "${lines}")
  ids_in(ids "${lines}")
  list(REMOVE_DUPLICATES ids)
  list(APPEND tested ${ids})
  # A fault that the language finds has no id: the page leads to its case. All missing parameters are one fault.
  cmake_path(GET case FILENAME name)
  string(FIND "${page_text}" "tests/compile_fail/${name})" position)
  if(NOT ids AND position EQUAL -1 AND NOT name MATCHES "^missing_")
    string(APPEND complaints "\n  docs/diagnostics.md does not lead to tests/compile_fail/${name}")
  endif()
endforeach()

ids_in(documented "${page_text}")

foreach(id IN LISTS once)
  set(its_cases ${tested})
  list(FILTER its_cases INCLUDE REGEX "^${id}$")
  list(LENGTH its_cases count)
  if(NOT count EQUAL 1)
    string(APPEND complaints "\n  [${id}] is expected by ${count} cases of tests/compile_fail; wanted one")
  endif()
  if(NOT id IN_LIST documented)
    string(APPEND complaints "\n  [${id}] is not in docs/diagnostics.md")
  endif()
endforeach()
foreach(id IN LISTS documented tested)
  if(NOT id IN_LIST once)
    string(APPEND complaints "\n  [${id}] is documented or expected, but does not exist")
  endif()
endforeach()

if(complaints)
  message(FATAL_ERROR "ids of diagnostics:${complaints}")
endif()
list(LENGTH once count)
message("${count} ids, each with one place, one paragraph and one case")
