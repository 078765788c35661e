# Everything third-party comes from Debian 12 packages; scripts/install-deps names them.

find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED)
find_package(CURL REQUIRED)
find_package(OpenSSL 3 REQUIRED)
find_package(EXPAT REQUIRED)
find_package(LibXml2 REQUIRED)
find_package(simdjson REQUIRED)
# A result that may be an error does not turn into its value by itself and throw: that is no code.
target_compile_definitions(simdjson::simdjson INTERFACE SIMDJSON_EXCEPTIONS=0)
find_package(pugixml REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(tl-expected REQUIRED)
find_package(prometheus-cpp REQUIRED COMPONENTS core)
find_package(CLI11 REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(doctest REQUIRED)
find_package(SQLite3 REQUIRED)

# Debian's SOCI ships no CMake files.
find_library(SOCI_CORE_LIBRARY soci_core REQUIRED)
find_library(SOCI_SQLITE3_LIBRARY soci_sqlite3 REQUIRED)
find_path(SOCI_INCLUDE_DIR soci/soci.h REQUIRED)
add_library(soci_sqlite INTERFACE)
target_link_libraries(soci_sqlite INTERFACE ${SOCI_SQLITE3_LIBRARY} ${SOCI_CORE_LIBRARY} SQLite::SQLite3)
target_include_directories(soci_sqlite SYSTEM INTERFACE ${SOCI_INCLUDE_DIR})
# SOCI's library does not export the type information that UBSan's vptr check refers to.
target_compile_options(soci_sqlite INTERFACE $<$<BOOL:${UWS_SANITIZE}>:-fno-sanitize=vptr>)

find_library(GSOAP_LIBRARY gsoap++ REQUIRED)
find_path(GSOAP_INCLUDE_DIR stdsoap2.h REQUIRED)
find_program(WSDL2H wsdl2h REQUIRED)
find_program(SOAPCPP2 soapcpp2 REQUIRED)

# Asio and Beast are headers; Boost.System is header-only since 1.69.
add_library(beast INTERFACE)
target_link_libraries(beast INTERFACE Boost::headers OpenSSL::SSL OpenSSL::Crypto Threads::Threads)
target_compile_definitions(beast INTERFACE BOOST_ASIO_NO_DEPRECATED)
# UBSan's vptr check asks the kernel for a pipe, and fails a program that is out of descriptors, as a
# test has it.
target_compile_options(beast INTERFACE $<$<BOOL:${UWS_SANITIZE}>:-fno-sanitize=vptr>)
# GCC 12 takes the own new and delete of Asio's coroutine frames for a mismatch where it optimizes.
target_compile_options(beast INTERFACE
  $<$<NOT:$<CONFIG:Debug>>:$<$<CXX_COMPILER_ID:GNU>:-Wno-mismatched-new-delete>>)

# What is shipped allocates with jemalloc: less time for many small calls, and what big ones needed
# goes back to the system. Sanitizers bring their own allocator.
add_library(allocator INTERFACE)
if(NOT UWS_SANITIZE)
  find_library(JEMALLOC_LIBRARY jemalloc REQUIRED)
  target_link_libraries(allocator INTERFACE -Wl,--no-as-needed ${JEMALLOC_LIBRARY} -Wl,--as-needed)
endif()
