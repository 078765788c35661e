#include "mapping/callback/device_ids.h"

#include <algorithm>
#include <string>

#include "base/text.h"

namespace uws::mapping::callback {
namespace {

constexpr std::string_view kKind = "Kind";
constexpr std::string_view kIdentifier = "Identifier";

bool is_device(const base::JsonValue& entry) {
  return entry.is_scalar() || (entry.is_object() && !entry.children.empty());
}

}  // namespace

std::vector<const base::JsonValue*> device_entries(const base::JsonValue* device_ids) {
  std::vector<const base::JsonValue*> entries;
  if (device_ids == nullptr) return entries;
  if (!device_ids->is_array()) {
    if (is_device(*device_ids)) entries.push_back(device_ids);
    return entries;
  }
  for (const base::JsonValue& entry : device_ids->children) {
    if (is_device(entry)) entries.push_back(&entry);
  }
  return entries;
}

void write_device(Writer& writer, std::string_view element, const base::JsonValue& entry,
                  std::string_view path) {
  writer.xml.open(element);
  if (entry.is_scalar()) {
    if (!path.empty()) writer.unknown.add(path);
    writer.xml.nil(kKind);
    writer.xml.element(kIdentifier, entry.text);
    return writer.xml.close();
  }
  writer.text_or_nil(kKind, base::scalar_text(entry.find("kind")));
  writer.text_or_nil(kIdentifier, base::scalar_text(entry.find("id")));
  writer.xml.close();
  if (path.empty()) return;
  writer.report_unknown(entry, path, [](const base::JsonValue& member) {
    return !member.is_container() && (member.name == "kind" || member.name == "id");
  });
}

void write_devices(Writer& writer, std::string_view element, const base::JsonValue* device_ids,
                   std::string_view path, std::string_view first_kind) {
  std::string entry_path(path);
  if (!path.empty() && device_ids != nullptr && device_ids->is_array()) entry_path += "[]";
  auto entries = device_entries(device_ids);
  if (!first_kind.empty()) {
    std::stable_partition(entries.begin(), entries.end(), [&](const base::JsonValue* entry) {
      return has_kind(*entry, first_kind);
    });
  }
  for (const base::JsonValue* entry : entries) {
    write_device(writer, element, *entry, entry_path);
  }
  if (path.empty() || device_ids == nullptr) return;
  for (const base::JsonValue& entry : device_ids->children) {
    const bool list = entry.is_array() && !entry.children.empty();
    if (device_ids->is_array() && list) writer.unknown.add(entry_path);
  }
}

contract::CallbackElement describe_device(std::string_view element) {
  return {std::string(element),
          contract::CallbackElement::Content::members,
          {{std::string(kKind)}, {std::string(kIdentifier)}},
          true};
}

bool has_kind(const base::JsonValue& entry, std::string_view kind) {
  const auto text = base::scalar_text(entry.find("kind"));
  return text && base::same_no_case(*text, kind);
}

}  // namespace uws::mapping::callback
