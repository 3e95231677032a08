# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

# That the checking of certificates cannot be switched off: cmake -DSOURCE_DIR=path -P verification.cmake
# OpenSSL and Asio let a program do so by one of these names. Of all headers, one line may use one.

cmake_minimum_required(VERSION 3.24)

set(names "verify_none|SSL_VERIFY_NONE|set_verify_|SSL_set_verify|SSL_CTX_set_verify|set_cert_verify_callback|set_default_verify_callback|X509_V_FLAG|X509_VERIFY_PARAM_(set_flags|clear_flags|set_purpose|set_trust|set_auth_level|set_time|set1_param)|set1_verify_cert_store|allow_self_signed|rfc2818_verification|host_name_verification|SSL_CTX_set_security_level|SSL_set_security_level|SSL_set_hostflags")
set(allowed "context->set_verify_mode(ssl::verify_peer)")

set(found "")
file(GLOB_RECURSE headers "${SOURCE_DIR}/include/*.hpp" "${SOURCE_DIR}/include/*.ipp")
if(NOT headers)
  message(FATAL_ERROR "no headers in ${SOURCE_DIR}/include: nothing was checked")
endif()
foreach(header IN LISTS headers)
  file(READ "${header}" text)
  string(REGEX MATCHALL "[^\n;]*(${names})[^\n;]*" uses "${text}")
  foreach(use IN LISTS uses)
    string(STRIP "${use}" use)
    list(APPEND found "${use}")
    if(NOT use STREQUAL allowed)
      message(SEND_ERROR "${header}: ${use}")
    endif()
  endforeach()
endforeach()
list(LENGTH found count)
if(NOT count EQUAL 1)
  message(FATAL_ERROR "certificates must be verified in one place, by `${allowed}`; found ${count} uses: ${found}")
endif()
