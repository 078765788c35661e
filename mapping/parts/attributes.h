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

Fault too_many_custom_fields();

// A device has five custom fields.
inline constexpr std::size_t kMostCustomFields = 5;

// [{"key": Name, "value": Value}, …] of any gSOAP list whose items have Name and Value, checked;
// null items are passed over, more than five others refused with CustomField.InvalidName: the sixth
// is none of CustomField1 to CustomField5, or names one of them again.
template <class Items>
Result<Json> rest_custom_fields(const Items& items) {
  Json fields = Json::array();
  for (const auto& item : items) {
    if (!item) continue;
    if (fields.size() == kMostCustomFields) return tl::unexpected(too_many_custom_fields());
    const std::string name = item->Name.value_or(""), value = item->Value.value_or("");
    if (auto fault = check_custom_field(name, value)) return tl::unexpected(*fault);
    fields.push_back(Json{{"key", Json(name)}, {"value", Json(value)}});
  }
  return fields;
}

// The same as the member customFields of a REST body; nothing when there is no list.
template <class Items>
std::optional<Fault> put_custom_fields(Json& body, const Items* items) {
  if (!items) return std::nullopt;
  auto fields = rest_custom_fields(*items);
  if (!fields) return fields.error();
  put(body, "customFields", std::move(*fields));
  return std::nullopt;
}

// REST's [{key, value}] as ExtendedAttributes, in REST's order.
std::unique_ptr<common__ArrayOfExtendedAttributesObj> soap_extended_attributes(JsonArray list);
// One more attribute at the end; makes the list when there is none.
void add_extended_attribute(std::unique_ptr<common__ArrayOfExtendedAttributesObj>& list,
                            std::string key, std::string value);

}  // namespace uws::mapping
