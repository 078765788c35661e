#include "mapping/parts/attributes.h"

#include "base/utf8.h"
#include "mapping/common/faults.h"

namespace uws::mapping {
namespace {

// The only full code seen for custom fields names the DeviceService.
constexpr const char* kPrefix = "DeviceService";
constexpr std::size_t kLongestValue = 50;

}  // namespace

std::optional<Fault> check_custom_field(const std::string& name, const std::string& value) {
  constexpr std::string_view kStem = "CustomField";
  const bool known = name.size() == kStem.size() + 1 && name.starts_with(kStem) &&
                     name.back() >= '1' && name.back() <= '5';
  if (!known) {
    return refuse(kCustomFieldInvalidName, "a custom field is none of CustomField1 to CustomField5",
                  kPrefix);
  }
  if (base::count_chars(value) > kLongestValue) {
    return refuse(kCustomFieldTooLong, "the value of a custom field has more than 50 characters",
                  kPrefix);
  }
  constexpr std::string_view kAllowed =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/ @.,:-_()[]#";
  if (value.find_first_not_of(kAllowed) != std::string::npos) {
    return refuse(kInvalidCharacter, "the value of a custom field holds a character it may not");
  }
  return std::nullopt;
}

Fault too_many_custom_fields() {
  return refuse_saying(kCustomFieldInvalidName, "There are more than five custom fields.", kPrefix);
}

std::unique_ptr<common__ArrayOfExtendedAttributesObj> soap_extended_attributes(JsonArray list) {
  auto attributes = std::make_unique<common__ArrayOfExtendedAttributesObj>();
  collect(list, attributes->ExtendedAttributesObj, [](JsonObject item) {
    auto attribute = std::make_unique<common__ExtendedAttributesObj>();
    attribute->Key = item.text("key");
    attribute->Value = item.text("value");
    return attribute;
  });
  return attributes;
}

void add_extended_attribute(std::unique_ptr<common__ArrayOfExtendedAttributesObj>& list,
                            std::string key, std::string value) {
  if (!list) list = std::make_unique<common__ArrayOfExtendedAttributesObj>();
  auto attribute = std::make_unique<common__ExtendedAttributesObj>();
  attribute->Key = std::move(key);
  attribute->Value = std::move(value);
  list->ExtendedAttributesObj.push_back(std::move(attribute));
}

}  // namespace uws::mapping
