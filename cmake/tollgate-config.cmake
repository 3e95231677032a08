# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

# find_package(tollgate CONFIG [COMPONENTS core cryptopp openssl beast sql
#              compiled_core compiled_cryptopp compiled_openssl compiled_beast compiled_sandbox compiled_sql compiled])
#
# Each component is a target tollgate::<component>. Without COMPONENTS all but `sql` are looked for, and then there is
# tollgate::tollgate, which is all of them. The compiled ones are there if tollgate was configured with TOLLGATE_COMPILED.

cmake_policy(VERSION 3.10...4.1)

include("${CMAKE_CURRENT_LIST_DIR}/tollgate-dependencies.cmake")

set(_tollgate_wanted ${tollgate_FIND_COMPONENTS})
if(NOT _tollgate_wanted)
  set(_tollgate_wanted ${tollgate_known_components})
  foreach(_tollgate_component IN LISTS tollgate_compiled_components)
    if(EXISTS "${CMAKE_CURRENT_LIST_DIR}/tollgate-${_tollgate_component}-targets.cmake")
      list(APPEND _tollgate_wanted ${_tollgate_component})
    endif()
  endforeach()
  foreach(_tollgate_component IN LISTS _tollgate_wanted)
    set(tollgate_FIND_REQUIRED_${_tollgate_component} TRUE)
  endforeach()
endif()

set(_tollgate_complaints "")
foreach(_tollgate_component IN LISTS _tollgate_wanted)
  set(tollgate_${_tollgate_component}_FOUND FALSE)
  set(_tollgate_complaint "")
  tollgate_look_below(${_tollgate_component} _tollgate_below)
  if(NOT _tollgate_component IN_LIST tollgate_known_components AND NOT _tollgate_below)
    string(REPLACE ";" ", " _tollgate_missing "${tollgate_known_components};${tollgate_further_components};${tollgate_compiled_components};${tollgate_further_compiled_components}")
    set(_tollgate_complaint "There is no component `${_tollgate_component}`; there are: ${_tollgate_missing}.")
  elseif(NOT EXISTS "${CMAKE_CURRENT_LIST_DIR}/tollgate-${_tollgate_component}-targets.cmake")
    set(_tollgate_complaint
      "The component `${_tollgate_component}` was not built: install tollgate with -DTOLLGATE_COMPILED=ON.")
  else()
    foreach(_tollgate_part IN LISTS _tollgate_below ITEMS ${_tollgate_component})
      tollgate_look_for_dependencies(${_tollgate_part} _tollgate_missing)
      if(_tollgate_missing)
        set(_tollgate_complaint "The component `${_tollgate_component}` needs ${_tollgate_missing}")
        break()
      endif()
    endforeach()
  endif()

  if(_tollgate_complaint STREQUAL "")
    include("${CMAKE_CURRENT_LIST_DIR}/tollgate-core-targets.cmake")
    if(_tollgate_component STREQUAL "compiled")
      list(APPEND _tollgate_below tollgate)
    endif()
    foreach(_tollgate_part IN LISTS _tollgate_below ITEMS ${_tollgate_component})
      string(REPLACE "-tollgate" "" _tollgate_part "-${_tollgate_part}")
      include("${CMAKE_CURRENT_LIST_DIR}/tollgate${_tollgate_part}-targets.cmake")
    endforeach()
    set(tollgate_${_tollgate_component}_FOUND TRUE)
  elseif(tollgate_FIND_REQUIRED_${_tollgate_component})
    string(APPEND _tollgate_complaints "\n  ${_tollgate_complaint}")
  endif()
endforeach()

if(TARGET tollgate::cryptopp AND TARGET tollgate::openssl AND TARGET tollgate::beast)
  include("${CMAKE_CURRENT_LIST_DIR}/tollgate-targets.cmake")
endif()

if(_tollgate_complaints)
  set(tollgate_FOUND FALSE)
  set(tollgate_NOT_FOUND_MESSAGE "tollgate is installed, but:${_tollgate_complaints}")
endif()

unset(_tollgate_wanted)
unset(_tollgate_component)
unset(_tollgate_below)
unset(_tollgate_part)
unset(_tollgate_missing)
unset(_tollgate_complaint)
unset(_tollgate_complaints)
