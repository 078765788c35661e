#include "mapping/parts/labels.h"

namespace uws::mapping {

Json rest_label(const common__Label* label) {
  Json json = Json::object();
  if (label) {
    put(json, "name", label->Name);
    put(json, "value", label->Value);
  }
  return json.empty() ? Json() : json;
}

}  // namespace uws::mapping
