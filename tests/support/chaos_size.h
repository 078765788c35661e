#pragma once
// How much a test breaks; scripts/chaos asks for more or for less.

#include <cstdlib>
#include <string>

namespace uws::test {

// The number in the environment's `variable`, or `otherwise`.
inline int chaos_size(const char* variable, int otherwise) {
  const char* const text = std::getenv(variable);
  return text == nullptr ? otherwise : std::stoi(text);
}

}  // namespace uws::test
