#include "bench/documents.h"

#include <charconv>
#include <stdexcept>

namespace uws::bench {
namespace {

constexpr std::string_view kMessages = "http://nphase.com/unifiedwebservice/v2";
constexpr std::string_view kContract =
    "http://schemas.datacontract.org/2004/07/NPhase.UnifiedWebService.APIs.v2.Contract.";
constexpr std::string_view kAccount = "0212345678-00001";
constexpr std::string_view kRequestId = "2d0c4c2e-1f0b-4a35-b7a5-0a6c3e9d1f01";
constexpr std::string_view kGroup = "devices-";
constexpr std::string_view kInstance = "http://www.w3.org/2001/XMLSchema-instance";

std::string joined(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (const auto part : parts) text += part;
  return text;
}

// `prefix` and the device's number, `digits` in all.
std::string number(std::string_view prefix, std::size_t device, std::size_t digits) {
  const auto text = std::to_string(device);
  return std::string(prefix) + std::string(digits - prefix.size() - text.size(), '0') + text;
}

// Callbacks come from a fleet: those of one device go one after the other.
constexpr std::size_t kFleet = 1'000;

std::string iccid(std::size_t device) { return number("891480000008", device, 20); }

std::string element(std::string_view name, std::string_view text) {
  return joined({"<", name, ">", text, "</", name, ">"});
}

std::string xmlns(std::string_view prefix, std::string_view name_space) {
  return joined({" xmlns:", prefix, "=\"", name_space, "\""});
}

std::string contract(std::string_view prefix, std::string_view service) {
  return xmlns(prefix, joined({kContract, service}));
}

std::string envelope(std::string_view header, std::string_view name, std::string_view child,
                     std::string_view namespaces, std::string_view content) {
  return joined({"<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\">", header,
                 "<s:Body><", name, " xmlns=\"", kMessages, "\"><", child, namespaces, ">", content,
                 "</", child, "></", name, "></s:Body></s:Envelope>"});
}

std::string request(std::string_view name, std::string_view service, std::string_view content) {
  const auto header = joined(
      {"<s:Header><h:token xmlns:h=\"", kMessages, "\">", kSessionToken, "</h:token></s:Header>"});
  return envelope(header, name, "Input",
                  contract("a", service) + contract("b", "Common") + xmlns("i", kInstance),
                  content);
}

std::string identifier(std::string_view kind, std::string_view value) {
  return element("b:DeviceIdentifier", element("b:Kind", kind) + element("b:Identifier", value));
}

std::string move_request(std::size_t devices) {
  std::string list;
  for (std::size_t i = 1; i <= devices; ++i) {
    list += element("b:DeviceIdentifierCollection",
                    element("b:DeviceIdentifiers", identifier("ICCID", iccid(i))));
  }
  return request("MoveDevice", "CarrierService",
                 element("a:DeviceList", list) + element("a:AccountName", kAccount));
}

std::string list_request(std::size_t devices) {
  return request(
      "GetDeviceList", "DeviceService",
      element("a:AccountName", kAccount) +
          element("a:DeviceGroupNameFilter", std::string(kGroup) + std::to_string(devices)) +
          element("a:LargestDeviceIdSeen", "0"));
}

std::string pair(std::string_view first, std::string_view a, std::string_view second,
                 std::string_view b) {
  return joined({"{\"", first, "\":\"", a, "\",\"", second, "\":\"", b, "\"}"});
}

std::string rest_device(std::size_t device) {
  const auto id = [](std::string_view value, std::string_view kind) {
    return pair("id", value, "kind", kind);
  };
  return joined(
      {"{\"accountName\":\"", kAccount,
       "\",\"billingCycleEndDate\":\"2026-02-09T20:00:00-04:00\",\"carrierInformations\":[{"
       "\"carrierName\":\"Verizon Wireless\",\"servicePlan\":\"m2m4G\",\"state\":\"active\"}],"
       "\"connected\":false,\"createdAt\":\"2019-08-07T10:42:16-04:00\",\"customFields\":[",
       pair("key", "CustomField1", "value", "Fleet 7"), "],\"deviceIds\":[",
       id(number("508", device, 10), "mdn"), ",", id(number("31148", device, 15), "imsi"), ",",
       id(number("99001", device, 15), "imei"), ",", id(iccid(device), "iccid"),
       "],\"extendedAttributes\":[", pair("key", "PromoCodes", "value", "none"), ",",
       pair("key", "SkuNumber", "value", "VZW1"), ",",
       pair("key", "DeviceId", "value", std::to_string(device)),
       "],\"groupNames\":[\"southwest\"],\"ipAddress\":\"10.0.0.1\",\"lastActivationBy\":\"Joe Q "
       "Public\",\"lastActivationDate\":\"2019-08-07T10:42:34-04:00\",\"lastConnectionDate\":"
       "\"2020-03-12T04:23:37-04:00\"}"});
}

std::string soap_device(std::size_t device) {
  const auto attribute = [](std::string_view key, std::string_view value) {
    return element("b:ExtendedAttributesObj", element("b:Key", key) + element("b:Value", value));
  };
  const auto common = contract("b", "Common");
  const auto ids = identifier("mdn", number("508", device, 10)) +
                   identifier("imsi", number("31148", device, 15)) +
                   identifier("imei", number("99001", device, 15)) +
                   identifier("iccId", iccid(device));
  const auto attributes = attribute("PromoCodes", "none") + attribute("SkuNumber", "VZW1") +
                          attribute("DeviceId", std::to_string(device));
  return joined(
      {"<a:DeviceInformation>", element("a:AccountName", kAccount),
       "<a:CarrierInformation><a:CarrierName>Verizon Wireless</a:CarrierName><a:ServicePlan>m2m4G"
       "</a:ServicePlan><a:State>active</a:State></a:CarrierInformation><a:DeviceGroupName>"
       "southwest</a:DeviceGroupName><a:DeviceIdentifiers",
       common, ">", ids,
       "</a:DeviceIdentifiers><a:BillingCycleEndDate>2026-02-09T20:00:00-04:00"
       "</a:BillingCycleEndDate><a:Connected>false</a:Connected><a:CreatedAt>"
       "2019-08-07T10:42:16-04:00</a:CreatedAt><a:CustomFields><a:CustomFieldObj><a:Name>"
       "CustomField1</a:Name><a:Value>Fleet 7</a:Value></a:CustomFieldObj></a:CustomFields>"
       "<a:ExtendedAttributes",
       common, ">", attributes,
       "</a:ExtendedAttributes><a:IpAddress>10.0.0.1</a:IpAddress><a:LastActivationBy>Joe Q Public"
       "</a:LastActivationBy><a:LastActivationDate>2019-08-07T10:42:34-04:00"
       "</a:LastActivationDate><a:LastConnectionDate>2020-03-12T04:23:37-04:00"
       "</a:LastConnectionDate></a:DeviceInformation>"});
}

}  // namespace

Call call_of(std::string_view text) {
  const auto colon = text.find(':');
  const auto name = text.substr(0, colon);
  Call call;
  if (name == "list") call.operation = Operation::get_device_list;
  const bool known = colon != text.npos && (name == "move" || name == "list");
  const auto* const end = text.data() + text.size();
  if (!known || std::from_chars(text.data() + colon + 1, end, call.devices).ptr != end) {
    throw std::invalid_argument("no such call: " + std::string(text));
  }
  return call;
}

std::string_view soap_path(Operation operation) {
  return operation == Operation::move_device ? "/api/v2/CarrierService.svc"
                                             : "/api/v2/DeviceService.svc";
}

std::string_view soap_action(Operation operation) {
  return operation == Operation::move_device
             ? "http://nphase.com/unifiedwebservice/v2/ICarrierService/MoveDevice"
             : "http://nphase.com/unifiedwebservice/v2/IDeviceService/GetDeviceList";
}

std::string_view rest_target(Operation operation) {
  return operation == Operation::move_device ? "PUT /m2m/v1/devices/actions/move"
                                             : "POST /m2m/v1/devices/actions/list";
}

std::string soap_request(const Call& call) {
  return call.operation == Operation::move_device ? move_request(call.devices)
                                                  : list_request(call.devices);
}

std::string rest_request(const Call& call) {
  const auto account = joined({"{\"accountName\":\"", kAccount, "\""});
  if (call.operation == Operation::get_device_list) {
    return joined({account, ",\"groupName\":\"", kGroup, std::to_string(call.devices),
                   "\",\"largestDeviceIdSeen\":0}"});
  }
  std::string list;
  for (std::size_t i = 1; i <= call.devices; ++i) {
    if (i > 1) list += ',';
    list += joined({"{\"deviceIds\":[", pair("id", iccid(i), "kind", "iccid"), "]}"});
  }
  return joined({account, ",\"devices\":[", list, "]}"});
}

std::string rest_answer(const Call& call) {
  if (call.operation == Operation::move_device) {
    return joined({"{\"requestId\":\"", kRequestId, "\"}"});
  }
  std::string list;
  for (std::size_t i = 1; i <= call.devices; ++i) {
    if (i > 1) list += ',';
    list += rest_device(i);
  }
  return joined({"{\"hasMoreData\":false,\"devices\":[", list, "]}"});
}

std::string soap_answer(const Call& call) {
  const auto instance = xmlns("i", kInstance);
  if (call.operation == Operation::move_device) {
    return envelope("", "MoveDeviceResponse", "Output", contract("a", "CarrierService") + instance,
                    element("a:RequestId", kRequestId));
  }
  std::string list;
  for (std::size_t i = 1; i <= call.devices; ++i) list += soap_device(i);
  return envelope("", "GetDeviceListResponse", "Output", contract("a", "DeviceService") + instance,
                  element("a:Devices", list) + element("a:IsComplete", "true"));
}

std::string webhook(std::size_t number, std::string_view username, std::string_view password) {
  const auto devices =
      joined({"\"deviceIds\":[", pair("id", iccid(number % kFleet + 1), "kind", "iccid"), "]"});
  return joined({"{\"username\":\"", username, "\",\"password\":\"", password,
                 "\",\"requestId\":\"bench-", std::to_string(number), "\",", devices,
                 ",\"deviceResponse\":{\"moveDeviceResponse\":{", devices,
                 ",\"ipAddress\":\"192.0.2.48\",\"state\":\"Active\",\"servicePlan\":\"PLAN-A\","
                 "\"accountName\":\"",
                 kAccount,
                 "\"}},\"status\":\"Success\",\"callbackCount\":1,\"maxCallbackThreshold\":4}"});
}

std::size_t devices_asked(std::string_view request) {
  const auto place = request.find(kGroup);
  if (place == request.npos) return 0;
  std::size_t devices = 0;
  std::from_chars(request.data() + place + kGroup.size(), request.data() + request.size(), devices);
  return devices;
}

}  // namespace uws::bench
