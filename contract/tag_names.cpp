#include "contract/tag_names.h"

#include <array>
#include <cstdint>

namespace uws::contract {

std::string_view local_name(const char* tag) {
  struct Known {
    const char* tag = nullptr;
    std::string_view local;
  };
  thread_local std::array<Known, 1024> names{};
  const auto address = reinterpret_cast<std::uintptr_t>(tag);
  Known& known = names[(address ^ (address >> 10U)) % names.size()];
  if (known.tag != tag) {
    const std::string_view whole(tag);
    known = {tag, whole.substr(whole.find(':') + 1)};
  }
  return known.local;
}

}  // namespace uws::contract
