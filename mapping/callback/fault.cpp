#include "mapping/callback/fault.h"

#include <algorithm>
#include <string>

#include "mapping/callback/fields.h"

namespace uws::mapping::callback {
namespace {

constexpr std::string_view kFaultMembers[] = {"faultcode", "faultstring", "faultactor", "detail"};

void write_member(Writer& writer, std::string_view name, const base::JsonValue* value) {
  if (value == nullptr) return writer.xml.nil(name);
  const auto text = base::scalar_text(value);
  if (text && name == "faultcode") {
    const auto colon = text->rfind(':');
    const std::string_view code = colon == text->npos ? *text : text->substr(colon + 1);
    return code.empty() ? writer.xml.nil(name) : writer.xml.element(name, code);
  }
  write_open(writer, name, *value);
}

}  // namespace

bool is_fault(const base::JsonValue* value) {
  if (value == nullptr || value->is_null() || value->is_array()) return false;
  if (value->is_scalar())
    return value->kind == base::JsonValue::Kind::kString && !value->text.empty();
  return std::any_of(
      value->children.begin(), value->children.end(), [](const base::JsonValue& member) {
        return member.is_container() ? !member.children.empty() : !member.text.empty();
      });
}

const base::JsonValue* callback_fault(const base::JsonValue& message) {
  if (const base::JsonValue* fault = message.find("faultResponse"); is_fault(fault)) return fault;
  const base::JsonValue* response = message.find("deviceResponse");
  const base::JsonValue* inner = response == nullptr ? nullptr : response->find("faultResponse");
  return is_fault(inner) ? inner : nullptr;
}

void write_fault(Writer& writer, std::string_view element, const base::JsonValue* value,
                 std::string_view path) {
  if (!is_fault(value)) return writer.xml.nil(element);
  writer.xml.open(element);
  for (const std::string_view name : kFaultMembers) {
    if (value->is_scalar() && name == "faultstring") {
      writer.xml.element(name, value->text);
    } else {
      write_member(writer, name, value->find(name));
    }
  }
  writer.xml.close();
  if (path.empty()) return;
  writer.report_unknown(*value, path, [](const base::JsonValue& member) {
    return std::ranges::find(kFaultMembers, member.name) != std::end(kFaultMembers);
  });
}

contract::CallbackElement describe_fault(std::string_view element) {
  using Content = contract::CallbackElement::Content;
  contract::CallbackElement described{std::string(element), Content::members};
  for (const std::string_view name : kFaultMembers) {
    described.members.push_back({std::string(name), Content::open});
  }
  return described;
}

}  // namespace uws::mapping::callback
