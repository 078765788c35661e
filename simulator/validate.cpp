#include "simulator/validate.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace uws::simulator {
namespace {

constexpr std::size_t kLongestCustomField = 50;
constexpr std::size_t kMostCustomFields = 5;

bool is_kind(const std::string& kind) {
  static constexpr std::array<std::string_view, 9> kKinds = {
      "esn", "eid", "iccid", "imei", "imsi", "mdn", "meid", "min", "msisdn"};
  return std::find(kKinds.begin(), kKinds.end(), base::lower(kind)) != kKinds.end();
}

const char* bad_custom_field(const Json& field) {
  const auto key = text_of(field, "key");
  if (key.size() != 12 || !key.starts_with("CustomField") || key[11] < '1' || key[11] > '5') {
    return "INPUT_INVALID.CustomField.InvalidName";
  }
  return text_of(field, "value").size() > kLongestCustomField ? "INPUT_INVALID.CustomField.TooLong"
                                                              : nullptr;
}

// The code of the first broken rule, or null.
const char* broken_rule(const Json& value) {
  if (value.is_string()) {
    return value.get_ref<const std::string&>().find_first_of("'<\\") == std::string::npos
               ? nullptr
               : "INPUT_INVALID.Request.InvalidCharacter";
  }
  if (value.is_object() && value.contains("id") && value.contains("kind") &&
      !is_kind(text_of(value, "kind"))) {
    return "INPUT_INVALID.Device.Kind.Invalid";
  }
  for (const auto& [key, member] : value.items()) {
    if (!member.is_structured() && !member.is_string()) continue;
    if (const char* code = broken_rule(member)) return code;
    if (value.is_object() && key.starts_with("customFields") && member.is_array()) {
      if (member.size() > kMostCustomFields) return "INPUT_INVALID.CustomField.InvalidName";
      for (const auto& field : member) {
        if (const char* code = bad_custom_field(field)) return code;
      }
    }
  }
  return nullptr;
}

}  // namespace

std::optional<Reply> refuse_values(const Json& body) {
  if (!body.is_structured()) return std::nullopt;
  if (const char* code = broken_rule(body)) return failure(code);
  return std::nullopt;
}

}  // namespace uws::simulator
