#include "mapping/callback/fields.h"

#include <algorithm>
#include <string>

#include "mapping/callback/device_ids.h"
#include "mapping/callback/fault.h"

namespace uws::mapping::callback {
namespace {

void write_text(Writer& writer, const Field& field, const base::JsonValue* value,
                std::string_view path) {
  const auto text = base::scalar_text(value);
  if (value != nullptr && !text) writer.unknown.add(path);
  if (field.shape == Shape::kOptional) {
    if (text && !text->empty()) writer.xml.element(field.soap, *text);
  } else {
    writer.text_or_nil(field.soap, text);
  }
}

void write_list(Writer& writer, const Field& field, const base::JsonValue& value) {
  writer.xml.open(field.soap);
  if (value.is_array()) {
    for (const base::JsonValue& item : value.children) write_open(writer, field.item, item);
  } else {
    write_open(writer, field.item, value);
  }
  writer.xml.close();
}

// Devices and faults keep their SOAP form wherever they turn up.
void write_open_member(Writer& writer, const base::JsonValue& member) {
  if (member.name == "deviceIds") {
    write_devices(writer, "DeviceIdentifier", &member, {});
  } else if (member.name == "faultResponse") {
    write_fault(writer, "Fault", &member, {});
  } else {
    write_open(writer, pascal_case(member.name), member);
  }
}

void write_field(Writer& writer, const Field& field, const base::JsonValue* value,
                 const std::string& path) {
  switch (field.shape) {
    case Shape::kText:
    case Shape::kOptional:
      return write_text(writer, field, value, path);
    case Shape::kDevices:
      return write_devices(writer, field.soap, value, path);
    case Shape::kFault:
      return write_fault(writer, field.soap, value, path);
    case Shape::kDeviceList:
      if (value == nullptr) return;
      writer.xml.open(field.soap);
      write_devices(writer, field.item, value, path);
      return writer.xml.close();
    case Shape::kObject:
    case Shape::kOpenObject:
      if (value == nullptr) return writer.xml.nil(field.soap);
      return write_elements(writer, field.soap, *value, path, field.members,
                            field.shape == Shape::kObject ? Rest::kDrop : Rest::kKeep);
    case Shape::kList:
      if (value == nullptr) return writer.xml.nil(field.soap);
      return write_list(writer, field, *value);
    case Shape::kElsewhere:
      return;
  }
}

contract::CallbackElement describe_field(const Field& field) {
  using Content = contract::CallbackElement::Content;
  const std::string name(field.soap);
  switch (field.shape) {
    case Shape::kText:
    case Shape::kOptional:
    case Shape::kElsewhere:
      break;
    case Shape::kDevices:
      return describe_device(name);
    case Shape::kFault:
      return describe_fault(name);
    case Shape::kDeviceList:
      return {name, Content::members, {describe_device(field.item)}};
    case Shape::kObject:
      return describe_elements(name, field.members, Rest::kDrop);
    case Shape::kOpenObject:
      return describe_elements(name, field.members, Rest::kKeep);
    case Shape::kList:
      return {name, Content::members, {{std::string(field.item), Content::open, {}, true}}};
  }
  return {name};
}

}  // namespace

contract::CallbackElement describe_elements(std::string_view element, std::span<const Field> fields,
                                            Rest rest) {
  using Content = contract::CallbackElement::Content;
  contract::CallbackElement described{std::string(element),
                                      rest == Rest::kKeep ? Content::open : Content::members};
  for (const Field& field : fields) {
    if (field.shape != Shape::kElsewhere) described.members.push_back(describe_field(field));
  }
  return described;
}

void write_members(Writer& writer, const base::JsonValue& object, std::string_view path,
                   std::span<const Field> fields, Rest rest) {
  for (const Field& field : fields) {
    write_field(writer, field, object.find(field.rest), join_path(path, field.rest));
  }
  if (!object.is_object()) return;
  for (const base::JsonValue& member : object.children) {
    const bool known = std::any_of(fields.begin(), fields.end(),
                                   [&](const Field& field) { return field.rest == member.name; });
    if (known || member.is_null()) continue;
    writer.unknown.add(join_path(path, member.name));
    if (rest == Rest::kKeep) write_open_member(writer, member);
  }
}

void write_elements(Writer& writer, std::string_view element, const base::JsonValue& value,
                    std::string_view path, std::span<const Field> fields, Rest rest) {
  if (value.is_array() && !value.children.empty()) {
    const std::string item_path = std::string(path) + "[]";
    for (const base::JsonValue& item : value.children) {
      write_elements(writer, element, item, item_path, fields, rest);
    }
    return;
  }
  if (value.is_scalar()) {
    writer.unknown.add(path);
    return writer.xml.element(element, value.text);
  }
  writer.xml.open(element);
  if (value.is_object()) write_members(writer, value, path, fields, rest);
  writer.xml.close();
}

void write_open(Writer& writer, std::string_view element, const base::JsonValue& value) {
  if (value.is_null()) return writer.xml.nil(element);
  if (value.is_scalar()) return writer.xml.element(element, value.text);
  if (value.is_array() && !value.children.empty()) {
    for (const base::JsonValue& item : value.children) write_open(writer, element, item);
    return;
  }
  writer.xml.open(element);
  for (const base::JsonValue& member : value.children) write_open_member(writer, member);
  writer.xml.close();
}

}  // namespace uws::mapping::callback
