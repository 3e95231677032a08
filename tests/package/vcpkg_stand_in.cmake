# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

# What a portfile calls, as far as this one does. Nothing is downloaded.

cmake_minimum_required(VERSION 3.24)

function(run)
  execute_process(COMMAND ${ARGV} COMMAND_ECHO STDOUT COMMAND_ERROR_IS_FATAL ANY)
endfunction()

function(vcpkg_from_github)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "OUT_SOURCE_PATH;REPO;REF;SHA512;HEAD_REF" "")
  if(arg_UNPARSED_ARGUMENTS OR NOT arg_REF STREQUAL "v${VERSION}")
    message(FATAL_ERROR "vcpkg_from_github: ${ARGV}")
  endif()
  set(${arg_OUT_SOURCE_PATH} "${ARCHIVE}" PARENT_SCOPE)
endfunction()

function(vcpkg_cmake_configure)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "SOURCE_PATH" "OPTIONS")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "vcpkg_cmake_configure: ${arg_UNPARSED_ARGUMENTS}")
  endif()
  set(hidden "")
  if(NOT "compiled" IN_LIST FEATURES)
    if(NOT VCPKG_BUILD_TYPE STREQUAL "release")
      message(FATAL_ERROR "a debug build would install the headers twice")
    endif()
    # vcpkg's libraries lie in its own folder; here it is empty, so that nothing else is found either.
    set(hidden "-DCMAKE_FIND_ROOT_PATH=${WORK}" -DCMAKE_FIND_ROOT_PATH_MODE_PACKAGE=ONLY
      -DCMAKE_FIND_ROOT_PATH_MODE_LIBRARY=ONLY -DCMAKE_FIND_ROOT_PATH_MODE_INCLUDE=ONLY)
  elseif(DEFINED VCPKG_BUILD_TYPE)
    message(FATAL_ERROR "libraries are wanted for both configurations")
  endif()
  string(REPLACE ";" "\\;" launcher "${LAUNCHER}") # one argument, though it is a list
  foreach(configuration IN ITEMS Release Debug)
    set(prefix "${CURRENT_PACKAGES_DIR}")
    if(configuration STREQUAL "Debug")
      if(VCPKG_BUILD_TYPE STREQUAL "release")
        continue()
      endif()
      string(APPEND prefix "/debug")
    endif()
    run("${CMAKE_COMMAND}" -G Ninja -S "${arg_SOURCE_PATH}" -B "${WORK}/build-${configuration}" ${arg_OPTIONS}
      "-DCMAKE_INSTALL_PREFIX=${prefix}" -DCMAKE_BUILD_TYPE=${configuration} -DCMAKE_CXX_FLAGS_RELEASE=
      -DCMAKE_CXX_FLAGS_DEBUG= "-DCMAKE_CXX_COMPILER=${COMPILER}" "-DCMAKE_CXX_COMPILER_LAUNCHER=${launcher}" ${hidden})
  endforeach()
endfunction()

function(vcpkg_cmake_install)
  file(GLOB builds "${WORK}/build-*")
  foreach(build IN LISTS builds)
    run("${CMAKE_COMMAND}" --build "${build}" --target install)
  endforeach()
endfunction()

function(vcpkg_check_features)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "OUT_FEATURE_OPTIONS" "FEATURES")
  set(options "")
  while(arg_FEATURES)
    list(POP_FRONT arg_FEATURES feature option)
    if(feature IN_LIST FEATURES)
      list(APPEND options "-D${option}=ON")
    else()
      list(APPEND options "-D${option}=OFF")
    endif()
  endwhile()
  set(${arg_OUT_FEATURE_OPTIONS} ${options} PARENT_SCOPE)
endfunction()

function(vcpkg_cmake_config_fixup)
  if(ARGC GREATER 0 OR NOT EXISTS "${CURRENT_PACKAGES_DIR}/share/${PORT}/${PORT}-config.cmake")
    message(FATAL_ERROR "vcpkg_cmake_config_fixup finds no configuration in share/${PORT}")
  endif()
endfunction()

function(vcpkg_install_copyright)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "" "FILE_LIST")
  configure_file("${arg_FILE_LIST}" "${CURRENT_PACKAGES_DIR}/share/${PORT}/copyright" COPYONLY)
endfunction()

set(PORT tollgate)
set(CMAKE_CURRENT_LIST_DIR "${PORT_FOLDER}")
include("${PORT_FOLDER}/portfile.cmake")
