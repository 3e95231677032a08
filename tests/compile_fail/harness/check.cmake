# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

# Each planted case states in `// harness: …` whether it is healthy (`passes`) or what the script must say of it.

cmake_minimum_required(VERSION 3.24)

string(REPLACE "|" ";" COMPILERS "${COMPILERS}")
string(REPLACE "|" ";" PLANTED "${PLANTED}")
set(healthy 0)
set(ill 0)

foreach(pair IN LISTS COMPILERS)
  string(REGEX MATCH "^([a-z]+)=(.*)$" pair "${pair}")
  set(kind "${CMAKE_MATCH_1}")
  set(compiler "${CMAKE_MATCH_2}")
  foreach(case IN LISTS PLANTED)
    file(STRINGS "${case}" verdict REGEX "^// harness: ")
    string(REPLACE "// harness: " "" verdict "${verdict}")
    execute_process(COMMAND "${CMAKE_COMMAND}" "-DSETTINGS=${SETTINGS}" "-DCOMPILER=${compiler}" "-DKIND=${kind}"
      "-DSOURCE=${case}" -P "${SCRIPT}"
      RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
    string(REGEX REPLACE "[ \n]+" " " output "${output}")   # message() wraps its lines
    if(verdict STREQUAL "passes")
      math(EXPR healthy "${healthy} + 1")
      if(NOT status EQUAL 0)
        message(SEND_ERROR "${kind}: ${case} is healthy, but was refused: ${output}")
      endif()
    else()
      math(EXPR ill "${ill} + 1")
      string(FIND "${output}" "${verdict}" position)
      if(status EQUAL 0)
        message(SEND_ERROR "${kind}: ${case} is ill, but passed; wanted: ${verdict}")
      elseif(verdict STREQUAL "" OR position EQUAL -1)
        message(SEND_ERROR "${kind}: ${case} was refused, but not for `${verdict}`: ${output}")
      endif()
    endif()
  endforeach()
endforeach()

if(healthy EQUAL 0 OR ill EQUAL 0)
  message(FATAL_ERROR "no planted cases")
endif()
message("${healthy} healthy cases passed, ${ill} ill ones were noticed")
