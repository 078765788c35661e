#pragma once
// Where the source and the build tree are, in one place: nothing else in the tests depends on where
// the checkout lies, so all checkouts share one compiler cache.

#include <string>
#include <string_view>

namespace uws::test {

// source_path("/docs/running.md"), build_path("/uws-bridge"); without an argument the tree's root.
std::string source_path(std::string_view below = {});
std::string build_path(std::string_view below = {});

}  // namespace uws::test
