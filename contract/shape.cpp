#include "contract/shape.h"

#include <algorithm>

namespace uws::contract {

const Member* Shape::find(std::string_view local_name) const {
  const auto found = std::find_if(members.begin(), members.end(),
                                  [&](const Member& m) { return m.name == local_name; });
  return found == members.end() ? nullptr : &*found;
}

const Wrapper* find_wrapper(std::string_view local_name) {
  const auto all = wrappers();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Wrapper& w) { return w.name == local_name; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace uws::contract
