#include "mapping/callback/callback.h"

#include <array>
#include <utility>

#include "base/json_value.h"
#include "contract/callback_layout.h"
#include "contract/shape.h"
#include "mapping/callback/data.h"
#include "mapping/callback/device_ids.h"
#include "mapping/callback/dispatch.h"
#include "mapping/callback/elements.h"
#include "mapping/callback/fault.h"
#include "mapping/callback/writer.h"

namespace uws::mapping::callback {
namespace {

constexpr std::string_view kEnvelopeNamespace =
    R"(xmlns:s="http://schemas.xmlsoap.org/soap/envelope/")";
constexpr std::string_view kBodyNamespaces =
    R"(xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" )"
    R"(xmlns:xsd="http://www.w3.org/2001/XMLSchema")";

constexpr std::string_view kUsername = "Username";
constexpr std::string_view kPassword = "Password";
constexpr std::string_view kRequestId = "RequestId";
constexpr std::string_view kDevice = "Device";
constexpr std::string_view kSmsMessage = "SmsMessage";

// Callbacks are not part of wsdl/; they are in its message namespace all the same.
std::string action(std::string_view message) {
  return std::string(contract::kMessageNamespace) + "/ICallbackService/" + std::string(message);
}

// A text message from a device has the text and neither a result nor a fault. An empty text counts
// only without a RequestId: REST's messages of 2016 carry every member, empty.
bool is_message_from_device(const CallbackService& service, const base::JsonValue& message,
                            const Routed& routed) {
  if (service.soap != "EnhancedConnectivityService" || !routed.empty()) return false;
  const auto text = base::scalar_text(message.find("smsMessage"));
  if (!text || callback_fault(message) != nullptr) return false;
  return !text->empty() || message.find("requestId") == nullptr;
}

void open_message(Writer& writer, std::string_view root, const Delivery& delivery) {
  writer.xml.open("s:Envelope", kEnvelopeNamespace);
  writer.xml.open("s:Body", kBodyNamespaces);
  writer.xml.open(root, message_namespace());
  writer.xml.element(kUsername, delivery.username);
  writer.xml.element(kPassword, delivery.password);
}

void close_message(Writer& writer) {
  writer.xml.close();
  writer.xml.close();
  writer.xml.close();
}

void write_request_id(Writer& writer, const CallbackService& service,
                      const base::JsonValue& message) {
  const auto id = base::scalar_text(message.find("requestId"));
  // The one service's documented table has no RequestId.
  if (id || service.soap != "ExternalProvisioningChanges") writer.text_or_nil(kRequestId, id);
}

// Members the message has no element for, and common members of a shape nobody can read.
void report_unwritten(Writer& writer, const base::JsonValue& message, bool from_device) {
  constexpr std::array<std::string_view, 3> kTexts = {"requestId", "status", "comment"};
  for (const std::string_view name : kTexts) {
    const base::JsonValue* value = message.find(name);
    if (value != nullptr && value->is_container()) writer.unknown.add(name);
  }
  const auto text = base::scalar_text(message.find("smsMessage"));
  if (!from_device && text && !text->empty()) writer.unknown.add("smsMessage");
}

// As the owner's receivers know it.
void lay_out(Built& built, const contract::CallbackLayout& layout) {
  auto laid = layout.lay_out(built.envelope);
  built.envelope = std::move(laid.envelope);
  if (!laid.soap_action.empty()) built.soap_action = std::move(laid.soap_action);
  for (auto& path : laid.dropped) built.unknown_paths.push_back(std::move(path));
}

}  // namespace

tl::expected<Built, std::string> build_callback(const Delivery& delivery) {
  const CallbackService* service = find_service(delivery.service);
  if (service == nullptr) return tl::make_unexpected("no such callback service in the old API");
  const auto document = base::parse_json(delivery.body);
  if (!document) return tl::make_unexpected(document.error());
  const base::JsonValue& message = document->root();
  if (!message.is_object()) return tl::make_unexpected("the callback is not a JSON object");

  Writer writer;
  const Routed routed = route(*service, message, writer.unknown);
  const bool from_device = is_message_from_device(*service, message, routed);
  // The mobile-originated SMS has a root element of its own.
  const auto root = from_device ? contract::kSmsCallbackMessage : contract::kCallbackMessage;
  open_message(writer, root, delivery);
  if (!from_device) write_request_id(writer, *service, message);
  write_devices(writer, kDevice, message.find("deviceIds"), "deviceIds");
  if (from_device) {
    writer.xml.element(kSmsMessage, *base::scalar_text(message.find("smsMessage")));
  } else {
    write_data(writer, *service, delivery, message, routed);
  }
  close_message(writer);
  report_unwritten(writer, message, from_device);
  Built built{writer.xml.take(), action(root), writer.unknown.take()};
  if (delivery.layout) lay_out(built, *delivery.layout);
  return built;
}

std::vector<contract::CallbackElement> callback_elements() {
  using Content = contract::CallbackElement::Content;
  const contract::CallbackElement username{std::string(kUsername)};
  const contract::CallbackElement password{std::string(kPassword)};
  const auto device = describe_device(kDevice);
  return {{contract::kCallbackMessage,
           Content::members,
           {username, password, {std::string(kRequestId)}, device, describe_data()}},
          {contract::kSmsCallbackMessage,
           Content::members,
           {username, password, device, {std::string(kSmsMessage)}}}};
}

}  // namespace uws::mapping::callback
