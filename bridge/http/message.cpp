#include "bridge/http/message.h"

#include "base/text.h"

namespace uws::http {

const std::string* Headers::find(std::string_view name) const {
  for (const auto& [field, value] : fields_) {
    if (base::same_no_case(field, name)) return &value;
  }
  return nullptr;
}

}  // namespace uws::http
