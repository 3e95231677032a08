# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

# SOCI with what it needs for SQLite and PostgreSQL as the target soci::soci. Conan and vcpkg bring a CMake package; Debian brings the
# libraries without one.

if(NOT TARGET soci::soci)
  find_package(SOCI 4.0.3 CONFIG QUIET)
  # As SOCI 4.1 calls them, and as 4.0 does.
  foreach(names IN ITEMS "SQLite3;PostgreSQL;Core" "soci_sqlite3;soci_postgresql;soci_core"
      "soci_sqlite3_static;soci_postgresql_static;soci_core_static")
    list(TRANSFORM names PREPEND "SOCI::")
    set(all_found TRUE)
    foreach(name IN LISTS names)
      if(NOT TARGET ${name})
        set(all_found FALSE)
      endif()
    endforeach()
    if(all_found AND NOT TARGET soci::soci)
      add_library(soci::soci INTERFACE IMPORTED)
      set_target_properties(soci::soci PROPERTIES INTERFACE_LINK_LIBRARIES "${names}")
    endif()
  endforeach()
endif()

if(NOT TARGET soci::soci AND NOT CMAKE_DISABLE_FIND_PACKAGE_SOCI)
  find_path(soci_INCLUDE_DIR soci/soci.h)
  find_library(soci_core_LIBRARY soci_core)
  find_library(soci_sqlite3_LIBRARY soci_sqlite3)
  find_library(soci_postgresql_LIBRARY soci_postgresql)
  # The headers of SOCI's backends include those of the databases' own libraries.
  find_path(soci_sqlite3_INCLUDE_DIR sqlite3.h)
  find_path(soci_postgresql_INCLUDE_DIR libpq-fe.h PATH_SUFFIXES postgresql)
  set(found soci_INCLUDE_DIR soci_core_LIBRARY soci_sqlite3_LIBRARY soci_postgresql_LIBRARY soci_sqlite3_INCLUDE_DIR
    soci_postgresql_INCLUDE_DIR)
  mark_as_advanced(${found})
  set(all_found TRUE)
  foreach(one IN LISTS found)
    if(NOT ${one})
      set(all_found FALSE)
    endif()
  endforeach()

  if(all_found)
    add_library(soci::soci INTERFACE IMPORTED)
    set_target_properties(soci::soci PROPERTIES
      INTERFACE_INCLUDE_DIRECTORIES "${soci_INCLUDE_DIR};${soci_sqlite3_INCLUDE_DIR};${soci_postgresql_INCLUDE_DIR}"
      INTERFACE_LINK_LIBRARIES "${soci_sqlite3_LIBRARY};${soci_postgresql_LIBRARY};${soci_core_LIBRARY}")
  endif()
endif()
