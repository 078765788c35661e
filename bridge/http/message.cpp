#include "bridge/http/message.h"

#include <algorithm>

namespace uws::http {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

const std::string* Headers::find(std::string_view name) const {
  for (const auto& [field, value] : fields_) {
    if (std::equal(field.begin(), field.end(), name.begin(), name.end(),
                   [](char a, char b) { return lower(a) == lower(b); })) {
      return &value;
    }
  }
  return nullptr;
}

}  // namespace uws::http
