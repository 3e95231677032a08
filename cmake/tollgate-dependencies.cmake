# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

# What each component needs: read by tollgate's own CMakeLists.txt and, installed, by its package configuration.

set(tollgate_known_components core cryptopp openssl beast)
# Part of no other, nor of `tollgate`: looked for where it is asked for by its name.
set(tollgate_further_components sql)
# The same with what is no template compiled once, where they were built so; `compiled` is all of them but the further ones.
set(tollgate_compiled_components compiled_core compiled_cryptopp compiled_openssl compiled_beast compiled_sandbox compiled)
set(tollgate_further_compiled_components compiled_sql)

# Sets NEEDED to what a compiled component is built upon, in the order in which the targets are to be made; empty for another.
function(tollgate_look_below component needed)
  set(below_compiled_core core)
  set(below_compiled_cryptopp core cryptopp compiled_core)
  set(below_compiled_openssl core openssl compiled_core)
  set(below_compiled_beast core beast compiled_core)
  set(below_compiled_sandbox core cryptopp beast compiled_core compiled_cryptopp compiled_beast)
  set(below_sql core)
  set(below_compiled_sql core sql compiled_core)
  set(below_compiled ${tollgate_known_components} compiled_core compiled_cryptopp compiled_openssl compiled_beast compiled_sandbox)
  set(${needed} ${below_${component}} PARENT_SCOPE)
endfunction()

# Looks for what COMPONENT needs and sets MISSING to what was not found and how to get it; empty if all is there.
function(tollgate_look_for_dependencies component missing)
  set(reasons "")

  # CONFIG: newer CMakes have no FindBoost. No component `system`: it is headers only, and gone in Boost 1.89.
  find_package(Boost 1.81 CONFIG QUIET COMPONENTS json)
  if(NOT TARGET Boost::headers OR NOT TARGET Boost::json)
    string(APPEND reasons "Boost 1.81 or newer with Boost.JSON compiled "
      "(Debian: libboost1.81-dev and libboost-json1.81-dev; vcpkg: boost-json and boost-beast; Conan: boost). ")
  endif()
  set(THREADS_PREFER_PTHREAD_FLAG ON)
  find_package(Threads QUIET)
  if(NOT TARGET Threads::Threads)
    string(APPEND reasons "the system's threads, which CMake finds when C or C++ is enabled. ")
  endif()

  if(component STREQUAL "cryptopp")
    include("${CMAKE_CURRENT_FUNCTION_LIST_DIR}/find-cryptopp.cmake")
    if(NOT TARGET cryptopp::cryptopp)
      string(APPEND reasons "Crypto++ 8.7 or newer (Debian: libcrypto++-dev; vcpkg, Conan: cryptopp); "
        "if it is installed elsewhere, set cryptopp_INCLUDE_DIR and cryptopp_LIBRARY. ")
    endif()
  elseif(component STREQUAL "openssl" OR component STREQUAL "beast")
    find_package(OpenSSL 3 QUIET)
    if(NOT TARGET OpenSSL::SSL OR NOT TARGET OpenSSL::Crypto)
      string(APPEND reasons "OpenSSL 3 or newer (Debian: libssl-dev; vcpkg, Conan: openssl). ")
    endif()
  elseif(component STREQUAL "sql")
    include("${CMAKE_CURRENT_FUNCTION_LIST_DIR}/find-soci.cmake")
    if(NOT TARGET soci::soci)
      string(APPEND reasons "SOCI 4.0.3 or newer with its SQLite and PostgreSQL backends "
        "(Debian: libsoci-dev, libsqlite3-dev and libpq-dev; vcpkg: soci[sqlite3,postgresql]; Conan: soci). ")
    endif()
  endif()

  string(STRIP "${reasons}" reasons)
  set(${missing} "${reasons}" PARENT_SCOPE)
endfunction()

# Stops the configuration unless everything for the COMPONENTS given is there.
function(tollgate_require_dependencies)
  foreach(component IN LISTS ARGN)
    if(NOT component IN_LIST tollgate_known_components AND NOT component IN_LIST tollgate_further_components)
      message(FATAL_ERROR "tollgate has no component `${component}`; it has: "
        "${tollgate_known_components};${tollgate_further_components}.")
    endif()
    tollgate_look_for_dependencies(${component} missing)
    if(missing)
      message(FATAL_ERROR "tollgate's component `${component}` needs ${missing}")
    endif()
  endforeach()
endfunction()
