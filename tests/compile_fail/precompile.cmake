# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

# Precompiles precompiled.hpp for the cases that one compiler is given, and support/acme.hpp for those that include it:
#   cmake -DSETTINGS=file -DCOMPILER=path -DKIND=gcc|clang -DSOURCE=precompiled.hpp -DFOLDER=folder -P precompile.cmake

cmake_minimum_required(VERSION 3.24)

include("${SETTINGS}")
set(command "${COMPILER}" -std=c++20 -Wpedantic) # as the cases: it takes a macro away, without which g++ does not take the file
foreach(dir IN LISTS system_include_dirs)
  list(APPEND command -isystem "${dir}")
endforeach()
list(APPEND command -I "${include_dir}")
foreach(definition IN LISTS definitions mode)
  list(APPEND command "-D${definition}")
endforeach()
if(KIND STREQUAL "gcc")
  set(ending gch)
else()
  set(ending pch)
  list(APPEND command -fpch-instantiate-templates) # once, not in each case again; g++ cannot
endif()

# The folder belongs to one version of one compiler; what was made of another version of Boost is made anew.
file(MAKE_DIRECTORY "${FOLDER}/support")
file(COPY_FILE "${SOURCE}" "${FOLDER}/precompiled.hpp")
cmake_path(GET SOURCE PARENT_PATH cases)
file(WRITE "${FOLDER}/support/precompiled.hpp" "#include \"${cases}/support/acme.hpp\"\n")
foreach(header IN ITEMS "${FOLDER}/precompiled.hpp" "${FOLDER}/support/precompiled.hpp")
  execute_process(COMMAND ${command} -x c++-header "${header}" -o "${header}.${ending}"
    RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${COMPILER} cannot precompile ${header} (${status}):\n${output}")
  endif()
endforeach()
