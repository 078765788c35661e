#include "tests/support/paths.h"

namespace uws::test {

std::string source_path(std::string_view below) {
  return std::string(UWS_SOURCE_DIR).append(below);
}

std::string build_path(std::string_view below) { return std::string(UWS_BUILD_DIR).append(below); }

}  // namespace uws::test
