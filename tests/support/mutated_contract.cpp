#include "tests/support/mutated_contract.h"

#include <algorithm>
#include <fstream>
#include <pugixml.hpp>
#include <sstream>
#include <stdexcept>

#include "tests/support/paths.h"

namespace uws::test {
namespace {

namespace fs = std::filesystem;

constexpr std::pair<std::string_view, std::string_view> kNamespaces[] = {
    {"http://nphase.com/unifiedwebservice/v2", "http://owner.example.com/uws/v2012"},
    {"http://schemas.datacontract.org/2004/07/NPhase.UnifiedWebService.APIs.v2.Contract",
     "http://schemas.datacontract.org/2004/07/Owner.Services"}};

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != text.npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

std::string contents(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return std::move(text).str();
}

void write(const fs::path& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary);
  if (!(out << text).flush()) throw std::runtime_error(path.string());
}

class Schema {
 public:
  explicit Schema(const std::string& text) {
    if (!xml_.load_string(text.c_str(), pugi::parse_full)) throw std::runtime_error("no XML");
  }

  bool has(std::string_view type) const { return static_cast<bool>(sequence(type)); }

  void mutate() {
    for (const auto& [type, member, value] : mutated_places()) {
      auto at = sequence(type);
      if (at) at.prepend_move(element(type, member));
    }
    for (const auto& [type, member, value] : mutated_fewer()) {
      if (auto at = sequence(type)) at.remove_child(element(type, member));
    }
    for (const auto& [type, member, value] : mutated_kinds()) {
      if (has(type)) set_kind(element(type, member), value);
    }
    for (const auto& [type, member, value] : mutated_extras()) {
      if (!has(type)) continue;
      auto added = sequence(type).append_child("xs:element");
      added.append_attribute("minOccurs") = "0";
      added.append_attribute("name") = std::string(member).c_str();
      if (value == "xs:string") added.append_attribute("nillable") = "true";
      added.append_attribute("type") = std::string(value).c_str();
    }
    for (const auto& [type, member, value] : mutated_names()) {
      if (!has(type)) continue;
      element(type, member).attribute("name").set_value(std::string(value).c_str());
    }
    if (has(kNestedType)) nest();
  }

  std::string text() const {
    std::ostringstream out;
    xml_.save(out, "  ");
    return std::move(out).str();
  }

 private:
  pugi::xml_node sequence(std::string_view type) const {
    for (const auto& node : xml_.document_element().children("xs:complexType")) {
      if (node.attribute("name").value() == type) return node.child("xs:sequence");
    }
    return {};
  }

  pugi::xml_node element(std::string_view type, std::string_view member) const {
    for (const auto& node : sequence(type).children()) {
      if (node.attribute("name").value() == member) return node;
    }
    throw std::runtime_error("no " + std::string(type) + "." + std::string(member));
  }

  void set_kind(pugi::xml_node node, std::string_view kind) {
    if (kind.find('|') == kind.npos) {
      node.attribute("type").set_value(std::string(kind).c_str());
      return;
    }
    const std::string name = std::string(node.attribute("name").value()) + "Kind";
    node.attribute("type").set_value(("tns:" + name).c_str());
    auto type = xml_.document_element().append_child("xs:simpleType");
    type.append_attribute("name") = name.c_str();
    auto restriction = type.append_child("xs:restriction");
    restriction.append_attribute("base") = "xs:string";
    std::istringstream values{std::string(kind)};
    for (std::string value; std::getline(values, value, '|');) {
      restriction.append_child("xs:enumeration").append_attribute("value") = value.c_str();
    }
  }

  void nest() {
    auto outer = sequence(kNestedType);
    auto inner = xml_.document_element().append_child("xs:complexType");
    inner.append_attribute("name") = "ListOfDeviceInformation";
    inner.append_child("xs:sequence").append_move(outer.first_child());
    auto level = outer.append_child("xs:element");
    level.append_attribute("name") = std::string(kNestedLevel).c_str();
    level.append_attribute("type") = "tns:ListOfDeviceInformation";
  }

  pugi::xml_document xml_;
};

std::string rules() {
  std::string text = "ignore = [";
  for (const auto& list : {mutated_extras(), mutated_fewer()}) {
    for (const auto& [type, member, value] : list) {
      text += "\"" + std::string(type) + "." + std::string(member) + "\", ";
    }
  }
  text += "]\nnest = [\"" + std::string(kNestedType) + "." + std::string(kNestedLevel) +
          "\"]\n[rename]\n";
  for (const auto& [type, member, value] : mutated_names()) {
    text += "\"" + std::string(type) + "." + std::string(value) + "\" = \"" + std::string(member) +
            "\"\n";
  }
  return text;
}

}  // namespace

std::vector<MutatedMember> mutated_names() {
  return {{"MoveDeviceRequest", "AccountName", "Account"},
          {"MoveDeviceRequest", "ServicePlan", "PlanCode"},
          {"MoveDeviceRequest", "DeviceList", "Devices"},
          {"MoveDeviceResponse", "RequestId", "TransactionId"},
          {"ChangeDeviceStateResponse", "RequestId", "TransactionId"},
          {"GetDeviceListRequest", "DeviceStateFilter", "StateFilter"},
          {"GetDeviceListRequest", "AccountName", "Account"},
          {"GetDeviceListResponse", "Devices", "DeviceRecords"},
          {"GetDeviceListResponse", "IsComplete", "Complete"},
          {"DeviceInformation", "AccountName", "Account"},
          {"DeviceInformation", "Connected", "IsConnected"},
          {"DeviceInformation", "CreatedAt", "CreationTime"},
          {"DeviceInformation", "IpAddress", "Ip"},
          {"DeviceInformation", "LastActivationDate", "ActivatedAt"},
          {"DeviceIdentifier", "Identifier", "Id"},
          {"DeviceIdentifierCollection", "DeviceIdentifiers", "Ids"},
          {"ExtendedAttributesObj", "Key", "Name"},
          {"CustomFieldFilterObj", "Name", "FieldName"},
          {"LogInRequest", "Username", "UserName"},
          {"LogInResponse", "SessionToken", "Token"}};
}

std::vector<MutatedMember> mutated_places() {
  return {{"MoveDeviceRequest", "AccountName", ""},
          {"GetDeviceListRequest", "LargestDeviceIdSeen", ""},
          {"GetDeviceListResponse", "IsComplete", ""},
          {"DeviceInformation", "LastConnectionDate", ""},
          {"DeviceInformation", "ExtendedAttributes", ""},
          {"DeviceIdentifier", "Identifier", ""},
          {"LogInRequest", "Password", ""},
          {"ChangeDeviceStateRequest", "Suspend", ""},
          {"PrimaryPlaceOfUseAddress", "Zip", ""},
          {"GetDeviceConnectionHistoryResponse", "IsComplete", ""}};
}

std::vector<MutatedMember> mutated_extras() {
  return {{"DeviceInformation", "Region", "xs:string"},
          {"MoveDeviceRequest", "Priority", "xs:int"}};
}

std::vector<MutatedMember> mutated_fewer() {
  return {{"DeviceInformation", "BillingCycleEndDate", ""},
          {"MoveDeviceRequest", "CarrierIpPoolName", ""}};
}

std::vector<MutatedMember> mutated_kinds() {
  return {{"GetDeviceListRequest", "LargestDeviceIdSeen", "xs:string"},
          {"DeviceInformation", "LastActivationBy", "xs:int"},
          {"CarrierInformation", "State", "active|pre-active|suspend"}};
}

std::string in_his_namespaces(std::string text) {
  for (const auto& [ours, his] : kNamespaces) text = replaced(std::move(text), ours, his);
  return text;
}

std::string in_our_namespaces(std::string text) {
  for (const auto& [ours, his] : kNamespaces) text = replaced(std::move(text), his, ours);
  return text;
}

void write_mutated_contract(const fs::path& folder) {
  fs::copy(source_path("/wsdl"), folder, fs::copy_options::recursive);
  std::size_t mutated = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const auto extension = entry.path().extension();
    if (extension != ".wsdl" && extension != ".xsd") continue;
    auto text = contents(entry.path());
    if (extension == ".xsd") {
      Schema schema(text);
      schema.mutate();
      text = schema.text();
      ++mutated;
    }
    write(entry.path(), in_his_namespaces(std::move(text)));
  }
  if (mutated == 0) throw std::runtime_error("no schema");
  fs::remove(folder / "PROVENANCE.md");
  fs::remove(folder / "typemap.dat");
  write(folder / "contract.toml", rules());
}

}  // namespace uws::test
