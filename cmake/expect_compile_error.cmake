# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

# Checks one case of tests/compile_fail with one compiler:
#   cmake -DSETTINGS=file -DCOMPILER=path -DKIND=gcc|clang -DVERSION=major -DSOURCE=case.cpp [-DTWIN=OFF]
#     [-DPRECOMPILED=folder] -P expect_compile_error.cmake
# SETTINGS is a CMake file that sets include_dir, system_include_dirs, definitions, mode (TOLLGATE_SEPARATE_COMPILATION or
# nothing) and warnings. In the folder PRECOMPILED lies what tests/compile_fail/precompile.cmake made.
#
# A case proves something only if all three hold: with TOLLGATE_EXPECT_COMPILE_ERROR defined it does not compile,
# the compiler says what the case expects, and without the macro it compiles (with all warnings). TWIN=OFF leaves out the
# third, where another compiler shows it; a case for one compiler alone shows it always.
#
# What a case expects stands in comments, each on a line of its own. `(gcc)` or `(clang)` after the word limits a
# line to that compiler, `(gcc 12)` to one version of it, `(gcc 13+)` to that and newer ones. A regex
# is CMake's (no \d, \b, {n}) and must match within one line of the output.
#   // expect-error: REGEX            somewhere in the output, the source lines that it echoes left aside
#   // only(gcc)                      the case is not for the other compiler
#   // unsaid: REGEX                  nowhere in the output, the source lines that it echoes left aside
#   // first-error: REGEX             as expect-error, and in the line of the first `error:`
#   // first-error-line: here         the first `error:` is at the line of this file that ends in `// <- here`
#   // names-within-lines: N REGEX    within the first N lines of the output
#   // headers-alone                  whatever the mode is, and with nothing precompiled: for a case about an include or a macro
#   // flags: FLAG...                 what the compiler is given besides, to make an error of a warning

cmake_minimum_required(VERSION 3.24)

include("${SETTINGS}")
file(READ "${SOURCE}" text)
string(REPLACE "\r\n" "\n" text "${text}")

# Takes the first line off the text in variable `rest`. (CMake's lists would split the lines at `;` and join
# them at an unclosed `[`.)
macro(take_line line rest)
  string(FIND "${${rest}}" "\n" end)
  if(end EQUAL -1)
    set(${line} "${${rest}}")
    set(${rest} "")
  else()
    string(SUBSTRING "${${rest}}" 0 ${end} ${line})
    math(EXPR end "${end} + 1")
    string(SUBSTRING "${${rest}}" ${end} -1 ${rest})
  endif()
endmacro()

# Whether `(gcc 13+)`, taken apart, means the compiler at hand.
function(is_meant result kind version)
  set(${result} FALSE PARENT_SCOPE)
  if(kind STREQUAL KIND)
    if(version STREQUAL "" OR version STREQUAL VERSION)
      set(${result} TRUE PARENT_SCOPE)
    elseif(version MATCHES "^([0-9]+)\\+$" AND VERSION GREATER_EQUAL CMAKE_MATCH_1)
      set(${result} TRUE PARENT_SCOPE)
    endif()
  endif()
endfunction()

# Whether REGEX matches a line among the first LIMIT of the text (0: all).
function(find_in_lines found content limit regex)
  set(${found} FALSE PARENT_SCOPE)
  set(number 0)
  while(NOT content STREQUAL "")
    take_line(line content)
    math(EXPR number "${number} + 1")
    if(limit GREATER 0 AND number GREATER limit)
      return()
    endif()
    if(line MATCHES "${regex}")
      set(${found} TRUE PARENT_SCOPE)
      return()
    endif()
  endwhile()
endfunction()

# --- what the case says ---------------------------------------------------------------------------------------

set(applies TRUE)
set(expectations 0)
set(limits 0)
set(unsaid_count 0)
set(flags "")
set(first_error "")
set(check_first_line FALSE)
set(marked_line 0)
set(number 0)
set(rest "${text}")
while(NOT rest STREQUAL "")
  take_line(line rest)
  math(EXPR number "${number} + 1")
  if(line MATCHES "^[ \t]*// (expect-error|unsaid|only|first-error|first-error-line|headers-alone|names-within-lines|flags)(\\((gcc|clang)( ([0-9]+\\+?))?\\))?(:[ \t]*(.*))?$")
    set(word "${CMAKE_MATCH_1}")
    set(kind "${CMAKE_MATCH_3}")
    set(version "${CMAKE_MATCH_5}")
    set(argument "${CMAKE_MATCH_7}")
    is_meant(meant "${kind}" "${version}")
    if(word STREQUAL "only")
      if(NOT meant)
        set(applies FALSE)
      endif()
      set(TWIN ON)
    elseif(kind AND NOT meant)
      # for another compiler
    elseif(word STREQUAL "first-error-line")
      set(check_first_line TRUE)
    elseif(word STREQUAL "headers-alone")
      set(mode "")
      set(PRECOMPILED "")
    elseif(argument STREQUAL "")
      message(FATAL_ERROR "${SOURCE}:${number}: ${word} says nothing")
    elseif(word STREQUAL "expect-error")
      math(EXPR expectations "${expectations} + 1")
      set(expectation_${expectations} "${argument}")
    elseif(word STREQUAL "unsaid")
      math(EXPR unsaid_count "${unsaid_count} + 1")
      set(unsaid_${unsaid_count} "${argument}")
    elseif(word STREQUAL "first-error")
      math(EXPR expectations "${expectations} + 1")
      set(expectation_${expectations} "${argument}")
      set(first_error "${argument}")
    elseif(word STREQUAL "flags")
      separate_arguments(flags UNIX_COMMAND "${argument}")
    elseif(argument MATCHES "^([0-9]+) (.+)$")
      math(EXPR limits "${limits} + 1")
      set(limit_${limits} "${CMAKE_MATCH_1}")
      set(limit_regex_${limits} "${CMAKE_MATCH_2}")
    else()
      message(FATAL_ERROR "${SOURCE}:${number}: wanted `// names-within-lines: N REGEX`")
    endif()
  elseif(line MATCHES "^[ \t]*// ?(expect-error|unsaid|first-error:|first-error\\(|first-error-line|headers-alone|names-within-lines|flags:|flags\\(|only ?\\()")
    message(FATAL_ERROR "${SOURCE}:${number}: not understood: ${line}")
  elseif(line MATCHES "[^ \t].*// <- here[ \t]*$")
    if(marked_line GREATER 0)
      message(FATAL_ERROR "${SOURCE}:${number}: a second line is marked `// <- here`")
    endif()
    set(marked_line ${number})
  endif()
endwhile()

if(NOT applies)
  message("not for ${KIND} ${VERSION}")
  return()
endif()
if(expectations EQUAL 0)
  message(FATAL_ERROR "${SOURCE}: expects nothing of ${KIND}, so proves nothing")
endif()
if(check_first_line AND marked_line EQUAL 0)
  message(FATAL_ERROR "${SOURCE}: no line is marked `// <- here`")
endif()

# --- the corrected twin ---------------------------------------------------------------------------------------

set(command "${COMPILER}" -std=c++20 -Wpedantic -fsyntax-only -fdiagnostics-color=never -I "${include_dir}")
foreach(dir IN LISTS system_include_dirs)
  list(APPEND command -isystem "${dir}")
endforeach()
foreach(definition IN LISTS definitions mode)
  list(APPEND command "-D${definition}")
endforeach()
list(APPEND command ${flags})
if(KIND STREQUAL "gcc")
  list(APPEND command --param=ggc-min-heapsize=1000000) # as in cmake/development.cmake
endif()
# All of support/ begins with acme.hpp. A case has it precompiled only if it includes it, so that none passes without.
if(PRECOMPILED AND text MATCHES "#include \"support/")
  string(APPEND PRECOMPILED "/support")
endif()
if(PRECOMPILED AND KIND STREQUAL "gcc")
  list(APPEND command -include "${PRECOMPILED}/precompiled.hpp")
elseif(PRECOMPILED)
  list(APPEND command -include-pch "${PRECOMPILED}/precompiled.hpp.pch")
endif()
set(ENV{LC_ALL} C)

if(NOT DEFINED TWIN OR TWIN)
  execute_process(COMMAND ${command} ${warnings} "${SOURCE}"
    RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output TIMEOUT 120)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${SOURCE}: the corrected twin does not build (${status}):\n${output}")
  endif()
endif()

# --- the fault ------------------------------------------------------------------------------------------------

execute_process(COMMAND ${command} -DTOLLGATE_EXPECT_COMPILE_ERROR "${SOURCE}"
  RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output TIMEOUT 120)
if(status EQUAL 0)
  message(FATAL_ERROR "${SOURCE}: compiled, but must not")
endif()
if(NOT status EQUAL 1 OR output MATCHES "internal compiler error|PLEASE submit a bug report")
  message(FATAL_ERROR "${SOURCE}: the compiler did not finish (${status}):\n${output}")
endif()

# A program has one file less in the stack of includes.
string(REGEX REPLACE "[^\n]*from [^\n]*/precompiled\\.hpp:[0-9]+[^\n]*\n" "" output "${output}")

# Compilers echo the source; an expectation must not be met by the user's own words.
string(REGEX REPLACE "\n *[0-9]* +\\|[^\n]*" "" said "\n${output}")
string(SUBSTRING "${said}" 1 -1 said)

set(complaints "")
foreach(i RANGE 1 ${expectations})
  find_in_lines(found "${said}" 0 "${expectation_${i}}")
  if(NOT found)
    string(APPEND complaints "\n  it did not say: ${expectation_${i}}")
  endif()
endforeach()

if(unsaid_count GREATER 0)
  foreach(i RANGE 1 ${unsaid_count})
    find_in_lines(found "${said}" 0 "${unsaid_${i}}")
    if(found)
      string(APPEND complaints "\n  it also said: ${unsaid_${i}}")
    endif()
  endforeach()
endif()

if(limits GREATER 0)
  foreach(i RANGE 1 ${limits})
    find_in_lines(found "${output}" ${limit_${i}} "${limit_regex_${i}}")
    if(NOT found)
      string(APPEND complaints "\n  its first ${limit_${i}} lines do not hold: ${limit_regex_${i}}")
    endif()
  endforeach()
endif()

if(check_first_line OR first_error)
  set(first "")
  set(rest "${said}")
  while(first STREQUAL "" AND NOT rest STREQUAL "")
    take_line(line rest)
    if(line MATCHES "error:")
      set(first "${line}")
    endif()
  endwhile()
  if(first_error AND NOT first MATCHES "${first_error}")
    string(APPEND complaints "\n  its first error is another: ${first}")
  endif()
  string(FIND "${first}" "${SOURCE}:${marked_line}:" position)
  if(check_first_line AND NOT position EQUAL 0)
    string(APPEND complaints "\n  its first error is not at line ${marked_line} of the case: ${first}")
  endif()
endif()

if(complaints)
  message(FATAL_ERROR "${SOURCE}: ${KIND} failed for another reason, or said it elsewhere:${complaints}\n\n${output}")
endif()
