// What callbacks are said to hold beside what the golden ones (tests/golden/callback) do hold.

#include "mapping/callback/elements.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <pugixml.hpp>
#include <set>
#include <string>
#include <utility>

#include "contract/match_callbacks.h"
#include "contract/reader.h"
#include "tests/support/golden_file.h"
#include "tests/support/paths.h"

using namespace uws;
using contract::CallbackElement;

namespace {

const CallbackElement* find(const std::vector<CallbackElement>& elements, const std::string& name) {
  const auto found = std::ranges::find(elements, name, &CallbackElement::name);
  return found == elements.end() ? nullptr : &*found;
}

// The element of that path from a message element down; null = there is none.
const CallbackElement* at(const std::vector<CallbackElement>& all,
                          const std::vector<std::string>& path) {
  const auto* elements = &all;
  const CallbackElement* found = nullptr;
  for (const auto& name : path) {
    found = find(*elements, name);
    if (found == nullptr) return nullptr;
    elements = &found->members;
  }
  return found;
}

// A receiver's schema with few of the members, and no type where a built-in element is open.
constexpr const char* kSchema = R"(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:t="urn:owner" targetNamespace="urn:owner" elementFormDefault="qualified">
  <xs:element name="CallbackRequest" type="t:Message"/>
  <xs:complexType name="Message"><xs:sequence>
    <xs:element name="Device" type="t:Device" minOccurs="0" maxOccurs="unbounded"/>
    <xs:element name="Data" type="t:Outer"/>
  </xs:sequence></xs:complexType>
  <xs:complexType name="Device"><xs:sequence>
    <xs:element name="Identifier" type="xs:string"/>
  </xs:sequence></xs:complexType>
  <xs:complexType name="Outer"><xs:sequence>
    <xs:element name="Data" type="t:Inner"/><xs:element name="Status" type="xs:string"/>
  </xs:sequence></xs:complexType>
  <xs:complexType name="Inner"><xs:sequence>
    <xs:element name="CarrierService" type="t:Carrier"/>
    <xs:element name="PRLInformation" type="xs:string"/>
    <xs:element name="Usage" type="xs:anyType"/>
  </xs:sequence></xs:complexType>
  <xs:complexType name="Carrier"><xs:sequence>
    <xs:element name="MoveDevice" type="t:Move"/>
    <xs:element name="ChangeDeviceState" type="xs:string"/>
  </xs:sequence></xs:complexType>
  <xs:complexType name="Move"><xs:sequence>
    <xs:element name="DeviceIdentifier" type="t:Device"/>
    <xs:element name="State" type="xs:string"/>
  </xs:sequence></xs:complexType>
</xs:schema>)";

contract::CallbackLayout owners_layout() {
  auto contract = contract::read_contract(
      {"callbacks.xsd"}, {[](const std::string& path) {
                            return path == "callbacks.xsd" ? std::optional<std::string>(kSchema)
                                                           : std::nullopt;
                          },
                          {},
                          true});
  REQUIRE(contract);
  return {std::make_shared<const contract::Contract>(std::move(*contract)), contract::Rules{}};
}

struct Walk {
  std::size_t known = 0;
  std::vector<std::string> missing;

  void below(const pugi::xml_node& node, const CallbackElement& described) {
    for (const auto& child : node.children()) {
      if (child.type() != pugi::node_element) continue;
      const std::string name = child.name();
      const bool second_data = name == contract::kCallbackData && described.name == name;
      const auto* found = second_data ? &described : find(described.members, name);
      if (found != nullptr) {
        ++known;
        below(child, *found);
      } else if (described.content != CallbackElement::Content::open) {
        missing.push_back(described.name + "." + name);
      }
    }
  }
};

}  // namespace

TEST_CASE("every element of the golden callbacks is described, or below an open one") {
  const auto all = mapping::callback::callback_elements();
  Walk walk;
  for (const auto& path : testing::golden_files(test::source_path("/tests/golden/callback"))) {
    const auto file = testing::read_golden(path);
    REQUIRE(file);
    const auto* envelope = file->find("soap callback");
    if (envelope == nullptr) continue;
    pugi::xml_document document;
    REQUIRE(document.load_buffer(envelope->data(), envelope->size()));
    const auto message = document.document_element().first_child().first_child();
    const auto* root = find(all, message.name());
    REQUIRE_MESSAGE(root != nullptr, path.string());
    walk.missing.clear();
    walk.below(message, *root);
    CHECK_MESSAGE(walk.missing.empty(),
                  (path.string() + (walk.missing.empty() ? "" : ": " + walk.missing.front())));
  }
  CHECK(walk.known > 1000);
}

TEST_CASE("what an owner's layout drops of the golden callbacks has been told before") {
  const auto layout = owners_layout();
  const auto all = mapping::callback::callback_elements();
  std::set<std::string> told;
  for (const auto& finding : contract::match_callbacks(layout, all)) {
    told.insert(finding.what.substr(0, finding.what.find(':')));
  }
  std::set<std::string> dropped;
  for (const auto& path : testing::golden_files(test::source_path("/tests/golden/callback"))) {
    const auto file = testing::read_golden(path);
    REQUIRE(file);
    const auto* envelope = file->find("soap callback");
    // An owner's layout decides how often there is Data, and is given one.
    if (envelope == nullptr || envelope->find("<Data><Data>") != std::string::npos) continue;
    for (const auto& each : layout.lay_out(*envelope).dropped) {
      const auto name = each.substr(each.find('.') + 1);
      dropped.insert(name);
      CHECK_MESSAGE(told.contains(name), (path.string() + ": " + each));
    }
  }
  CHECK(dropped.size() > 10);
}

TEST_CASE("every table and every shape of a field is described") {
  using Content = CallbackElement::Content;
  const auto all = mapping::callback::callback_elements();
  const std::vector<std::vector<std::string>> paths = {
      {"SmsCallbackRequest", "SmsMessage"},
      {"CallbackRequest", "Device", "Identifier"},
      {"CallbackRequest", "Data", "Fault", "faultstring"},
      {"CallbackRequest", "Data", "MaxCallbackThreshold"},
      {"CallbackRequest", "Data", "CarrierService", "ChangeDeviceState", "Activate", "FeatureCodes",
       "FeatureCode"},
      {"CallbackRequest", "Data", "CarrierService", "MoveDevice", "DeviceIdentifier", "Kind"},
      {"CallbackRequest", "Data", "DeviceService", "UploadActivate", "DeviceIdentifier"},
      {"CallbackRequest", "Data", "ExternalProvisioningChange", "DeviceInfo", "DeviceIdentifiers",
       "DeviceIdentifier", "Identifier"},
      {"CallbackRequest", "Data", "PromoChange", "ChangeDate"}};
  for (const auto& path : paths) CHECK_MESSAGE(at(all, path) != nullptr, path.back());
  const auto content = [&](const std::vector<std::string>& path) { return at(all, path)->content; };
  CHECK(content({"CallbackRequest", "Data"}) == Content::members);
  CHECK(content({"CallbackRequest", "RequestId"}) == Content::value);
  CHECK(content({"CallbackRequest", "Data", "Usage"}) == Content::open);
  CHECK(content({"CallbackRequest", "Data", "AlertService"}) == Content::open);
}
