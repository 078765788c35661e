# Options, and the two functions every room's CMakeLists.txt uses.

option(UWS_BUILD_TESTS "Build the tests" ON)
option(UWS_BUILD_BENCH "Build the benchmarks" OFF)
option(UWS_SANITIZE "Build with AddressSanitizer and UndefinedBehaviorSanitizer" OFF)
option(UWS_HARDEN "Build with the hardening flags of a shipped program" OFF)
option(UWS_COVERAGE "Instrument for coverage" OFF)
option(UWS_JOIN_SOURCES "Compile a few sources of a room as one; OFF shows a missing include" ON)
option(UWS_FUZZ "Build the fuzz targets (needs clang)" OFF)

find_program(UWS_CCACHE ccache)
if(UWS_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${UWS_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${UWS_CCACHE})
endif()

if(UWS_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=undefined
                      -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()
if(UWS_HARDEN)
  add_compile_options(-fstack-protector-strong -fstack-clash-protection -fcf-protection)
  add_compile_definitions($<$<NOT:$<CONFIG:Debug>>:_FORTIFY_SOURCE=2> _GLIBCXX_ASSERTIONS)
  set(CMAKE_POSITION_INDEPENDENT_CODE ON)
  add_link_options(-pie -Wl,-z,relro,-z,now)
endif()
if(UWS_COVERAGE)
  add_compile_options(--coverage)
  add_link_options(--coverage)
endif()

# Flags of our own code; generated code is compiled without them.
add_library(uws_flags INTERFACE)
target_compile_options(uws_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
                                           $<$<CXX_COMPILER_ID:GNU>:-Werror>)
if(UWS_FUZZ)
  # Coverage guides the fuzzer through our own code; gSOAP's is left as it is.
  target_compile_options(uws_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
target_include_directories(uws_flags INTERFACE ${CMAKE_SOURCE_DIR})

# Most of what a file costs is what it includes (Asio 2 s, JSON 3 s, CLI11 7 s), so a few of a room
# are compiled as one.
set(UWS_SOURCES_AT_ONCE 8)
function(uws_join_sources name)
  if(NOT UWS_JOIN_SOURCES)
    return()
  endif()
  # GCC takes a source that is joined for a header, and warns of its unnamed namespace. Of headers
  # scripts/check-layers says it.
  target_compile_options(${name} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
  set_target_properties(${name} PROPERTIES UNITY_BUILD ON
                                           UNITY_BUILD_BATCH_SIZE ${UWS_SOURCES_AT_ONCE})
endfunction()

# uws_library(NAME SOURCES a.cpp ... LINK target ...): one room, or a part of one, as a static library.
function(uws_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE uws_flags PUBLIC ${ARG_LINK})
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR})
  uws_join_sources(${name})
endfunction()

# uws_program(NAME SOURCES ... LINK ...): an executable at the top of the build tree.
function(uws_program name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE uws_flags ${ARG_LINK})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
  uws_join_sources(${name})
endfunction()

# uws_test(NAME SOURCES ... LINK ... [LABEL label] [TIMEOUT seconds] [HOSTILE]): a doctest program
# and its ctest entry. Labels: unit (the default), golden, wire, e2e; each entry has one, and
# `hostile` besides where somebody means harm. The target `quick_tests` builds all but those of
# label e2e.
function(uws_test name)
  cmake_parse_arguments(ARG "HOSTILE" "LABEL;TIMEOUT" "SOURCES;LINK" ${ARGN})
  if(NOT ARG_LABEL)
    set(ARG_LABEL unit)
  endif()
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE uws_flags doctest_with_main ${ARG_LINK})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS ${ARG_LABEL})
  if(ARG_HOSTILE)
    set_property(TEST ${name} APPEND PROPERTY LABELS hostile)
  endif()
  set_property(GLOBAL APPEND PROPERTY UWS_TESTS ${name})
  if(NOT ARG_LABEL STREQUAL e2e)
    if(NOT TARGET quick_tests)
      add_custom_target(quick_tests)
    endif()
    add_dependencies(quick_tests ${name})
  endif()
endfunction()
