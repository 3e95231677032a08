# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

# Crypto++ as the target cryptopp::cryptopp. Conan and vcpkg bring a CMake package of that name; Debian brings
# the library without one. No version is asked for: vcpkg's is a date.

if(NOT TARGET cryptopp::cryptopp)
  find_package(cryptopp CONFIG QUIET)
endif()

if(NOT TARGET cryptopp::cryptopp AND NOT CMAKE_DISABLE_FIND_PACKAGE_cryptopp)
  find_path(cryptopp_INCLUDE_DIR cryptopp/cryptlib.h)
  find_library(cryptopp_LIBRARY NAMES cryptopp crypto++)
  mark_as_advanced(cryptopp_INCLUDE_DIR cryptopp_LIBRARY)

  if(cryptopp_INCLUDE_DIR AND cryptopp_LIBRARY)
    add_library(cryptopp::cryptopp UNKNOWN IMPORTED)
    set_target_properties(cryptopp::cryptopp PROPERTIES
      IMPORTED_LOCATION "${cryptopp_LIBRARY}"
      INTERFACE_INCLUDE_DIRECTORIES "${cryptopp_INCLUDE_DIR}")
  endif()
endif()
