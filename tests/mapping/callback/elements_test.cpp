// What callbacks are said to hold beside what the golden ones (tests/golden/callback) do hold.

#include "mapping/callback/elements.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <pugixml.hpp>
#include <string>

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
  for (const auto& path :
       testing::golden_files(test::source_path() + std::string("/tests/golden/callback"))) {
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
