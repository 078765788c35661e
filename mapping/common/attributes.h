#pragma once
// Name/value lists: custom fields, their filters, and extended attributes.

#include <memory>
#include <optional>
#include <string>

#include "gwStub.h"
#include "mapping/common/fault.h"
#include "mapping/common/json.h"

namespace uws::mapping {

// Name CustomField1..CustomField5, value of at most 50 characters out of
// alphanumerics / space @ . , : - _ ( ) [ ] #.
std::optional<Fault> check_custom_field(const std::string& name, const std::string& value);

// [{"key": Name, "value": Value}, …] of any gSOAP list whose items have Name and Value, checked;
// null items are passed over.
template <class Items>
Result<Json> rest_custom_fields(const Items& items) {
  Json fields = Json::array();
  for (const auto& item : items) {
    if (!item) continue;
    const std::string name = item->Name.value_or(""), value = item->Value.value_or("");
    if (auto fault = check_custom_field(name, value)) return tl::unexpected(*fault);
    fields.push_back(Json{{"key", name}, {"value", value}});
  }
  return fields;
}

// REST's [{key, value}] as ExtendedAttributes, in REST's order.
std::unique_ptr<common__ArrayOfExtendedAttributesObj> soap_extended_attributes(JsonArray list);
// One more attribute at the end; makes the list when there is none.
void add_extended_attribute(std::unique_ptr<common__ArrayOfExtendedAttributesObj>& list,
                            std::string key, std::string value);

}  // namespace uws::mapping
