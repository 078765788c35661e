#include "mapping/callback/data.h"

#include <algorithm>
#include <string>

#include "mapping/callback/fault.h"
#include "mapping/callback/fields.h"

namespace uws::mapping::callback {
namespace {

constexpr std::string_view kFault = "Fault";
constexpr std::string_view kSummary = "Summary";
constexpr std::string_view kComment = "Comment";
constexpr std::string_view kStatus = "Status";
constexpr std::string_view kCount = "CallbackCount";
constexpr std::string_view kThreshold = "MaxCallbackThreshold";

constexpr Field kSummaryFields[] = {{"devicesRequested", "DevicesRequested", Shape::kOptional}};

void write_payloads(Writer& writer, const CallbackService& service, const base::JsonValue& message,
                    const Routed& routed) {
  for (const DataMember* member : data_members()) {
    const auto found = routed.find(member);
    const bool own_carrier_callback = member == &kCarrierService && service.home == member;
    if (found != routed.end()) {
      member->write(writer, *member, found->second, message);
    } else if (own_carrier_callback) {
      member->write(writer, *member, {}, message);
    } else if (member->nil_otherwise) {
      writer.xml.nil(member->element);
    }
  }
}

bool reports_fault(const base::JsonValue& message, const Routed& routed) {
  if (callback_fault(message) != nullptr) return true;
  return std::ranges::any_of(routed, [](const auto& entry) {
    return std::ranges::any_of(entry.second, [](const Payload& payload) {
      return is_fault(payload.value->find("faultResponse"));
    });
  });
}

std::optional<std::string_view> unless_empty(std::string_view text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

std::string_view status_of(const CallbackService& service, const base::JsonValue& message,
                           const Routed& routed) {
  const auto status = base::scalar_text(message.find("status"));
  if (status && !status->empty()) return *status;
  if (reports_fault(message, routed)) return "Failed";
  const bool answered = message.find("deviceResponse") != nullptr || !routed.empty();
  return service.answers_request && answered ? "Success" : "";
}

}  // namespace

void write_data(Writer& writer, const CallbackService& service, const Delivery& delivery,
                const base::JsonValue& message, const Routed& routed) {
  writer.xml.open(contract::kCallbackData);
  const bool twice = delivery.double_data && !delivery.layout;
  if (twice) writer.xml.open(contract::kCallbackData);
  write_payloads(writer, service, message, routed);
  write_fault(writer, kFault, callback_fault(message), "faultResponse");
  writer.text_or_nil(kComment,
                     unless_empty(base::scalar_text(message.find("comment")).value_or("")));
  if (const base::JsonValue* summary = message.find("summary")) {
    write_elements(writer, kSummary, *summary, "summary", kSummaryFields, Rest::kDrop);
  } else {
    writer.xml.nil(kSummary);
  }
  writer.text_or_nil(kStatus, unless_empty(status_of(service, message, routed)));
  writer.xml.element(kCount, std::to_string(delivery.callback_count));
  writer.xml.element(kThreshold, std::to_string(delivery.max_callbacks));
  if (twice) writer.xml.close();
  writer.xml.close();
}

contract::CallbackElement describe_data() {
  contract::CallbackElement data{contract::kCallbackData,
                                 contract::CallbackElement::Content::members};
  for (const DataMember* member : data_members()) data.members.push_back(member->describe(*member));
  data.members.push_back(describe_fault(kFault));
  data.members.push_back({std::string(kComment)});
  data.members.push_back(describe_elements(kSummary, kSummaryFields, Rest::kDrop));
  for (const auto name : {kStatus, kCount, kThreshold}) data.members.push_back({std::string(name)});
  return data;
}

}  // namespace uws::mapping::callback
