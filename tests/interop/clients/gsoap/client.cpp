// gSOAP: the day of an old integration, with the proxy and the types that soapcpp2 made.

#include <cstdlib>
#include <iostream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "BasicHttpBinding_USCOREISessionService.nsmap"
#include "soapBasicHttpBinding_USCOREISessionServiceProxy.h"

namespace {

using Proxy = BasicHttpBinding_USCOREISessionServiceProxy;

void show(const std::string& key, const std::string& value) {
  std::cout << key << '=' << value << '\n';
}

std::string text(const std::string* value) { return value ? *value : "<nil>"; }

std::string text(bool value) { return value ? "true" : "false"; }

std::string text(const bool* value) { return value ? text(*value) : "<nil>"; }

/// `items` joined, each by `item_text`.
template <typename Item, typename Text>
std::string joined(const std::vector<Item*>& items, Text item_text) {
  std::string out;
  for (const Item* item : items) {
    if (!out.empty()) out += ',';
    out += item_text(*item);
  }
  return out;
}

class Client {
 public:
  Client() : url_(std::getenv("UWS_URL")), soap_(soap_new1(SOAP_C_UTFSTRING)), proxy_(soap_) {
    if (const char* authority = std::getenv("UWS_CA")) {
      soap_ssl_init();
      check(soap_ssl_client_context(soap_, SOAP_SSL_DEFAULT, nullptr, nullptr, authority, nullptr,
                                    nullptr));
    }
  }

  ~Client() {
    soap_destroy(soap_);
    soap_end(soap_);
    soap_free(soap_);
  }

  void run();

 private:
  void check(int status) {
    if (status == SOAP_OK) return;
    soap_print_fault(soap_, stderr);
    throw std::runtime_error("told on stderr");
  }

  std::string endpoint(const std::string& service) const { return url_ + "/" + service + ".svc"; }

  std::string* keep(const std::string& value) {
    auto* kept = soap_new_std__string(soap_);
    *kept = value;
    return kept;
  }

  /// An answer's header takes this one's place, so every call needs its own.
  void send_token(const std::string& token) {
    soap_->header = soap_new_SOAP_ENV__Header(soap_);
    soap_->header->v2__token = keep(token);
  }

  std::string log_in(std::string& header);
  int get_device_list(const std::string& account, LONG64 last_seen, const std::string& token,
                      _v2__GetDeviceListResponse& answer);
  LONG64 show_page(const std::string& name, LONG64 last_seen, const std::string& token);
  void show_device(const std::string& prefix, const device__DeviceInformation& device);
  void show_fault(const std::string& name, const std::string& account, const std::string& token);
  void move_devices(const std::string& token);
  void log_out(const std::string& token);
  void register_callback(const std::string& token);

  std::string utc(const time_t* date) const {
    return date ? soap_dateTime2s(soap_, *date) : "<nil>";
  }

  std::string url_;
  soap* soap_;
  Proxy proxy_;
};

/// Returns the token of Output; that of the header goes to `header`.
std::string Client::log_in(std::string& header) {
  session__LogInRequest input;
  input.Username = input.Password = keep("demo");
  _v2__LogIn request;
  request.Input = &input;
  _v2__LogInResponse answer;
  soap_->header = nullptr;
  check(proxy_.LogIn(endpoint("SessionService").c_str(), nullptr, &request, answer));
  header = soap_->header ? text(soap_->header->v2__token) : "<nil>";
  return text(answer.Output->SessionToken);
}

int Client::get_device_list(const std::string& account, LONG64 last_seen, const std::string& token,
                            _v2__GetDeviceListResponse& answer) {
  device__GetDeviceListRequest input;
  input.AccountName = keep(account);
  input.LargestDeviceIdSeen = &last_seen;
  _v2__GetDeviceList request;
  request.Input = &input;
  send_token(token);
  return proxy_.GetDeviceList(endpoint("DeviceService").c_str(), nullptr, &request, answer);
}

/// Returns the DeviceId to go on after.
LONG64 Client::show_page(const std::string& name, LONG64 last_seen, const std::string& token) {
  _v2__GetDeviceListResponse answer;
  check(get_device_list("0212345678-00001", last_seen, token, answer));
  const auto& devices = answer.Output->Devices->DeviceInformation;
  show(name + ".complete", text(answer.Output->IsComplete));
  show(name + ".count", std::to_string(devices.size()));
  for (std::size_t i = 0; i < devices.size(); ++i) {
    show_device(name + "." + std::to_string(i + 1) + ".", *devices[i]);
  }
  return std::stoll(*devices.back()->ExtendedAttributes->ExtendedAttributesObj.back()->Value);
}

void Client::show_device(const std::string& prefix, const device__DeviceInformation& device) {
  const auto named = [](const auto& field) { return text(field.Name) + ":" + text(field.Value); };
  const auto keyed = [](const auto& pair) { return text(pair.Key) + ":" + text(pair.Value); };
  const auto kind = [](const auto& id) { return text(id.Kind) + ":" + text(id.Identifier); };
  show(prefix + "account", text(device.AccountName));
  show(prefix + "billing_end", utc(device.BillingCycleEndDate));
  show(prefix + "plan", text(device.CarrierInformation->ServicePlan));
  show(prefix + "state", text(device.CarrierInformation->State));
  show(prefix + "connected", text(device.Connected));
  show(prefix + "created", utc(device.CreatedAt));
  show(prefix + "custom", joined(device.CustomFields->CustomFieldObj, named));
  show(prefix + "group", text(device.DeviceGroupName));
  show(prefix + "ids", joined(device.DeviceIdentifiers->DeviceIdentifier, kind));
  show(prefix + "attributes", joined(device.ExtendedAttributes->ExtendedAttributesObj, keyed));
  show(prefix + "ip", text(device.IpAddress));
  show(prefix + "activated_by", text(device.LastActivationBy));
  show(prefix + "activated", utc(device.LastActivationDate));
  show(prefix + "connected_at", utc(device.LastConnectionDate));
}

void Client::show_fault(const std::string& name, const std::string& account,
                        const std::string& token) {
  _v2__GetDeviceListResponse answer;
  if (get_device_list(account, 0, token, answer) == SOAP_OK) return;
  show("fault." + name + ".code", *soap_faultcode(soap_));
  show("fault." + name + ".text", *soap_faultstring(soap_));
}

void Client::move_devices(const std::string& token) {
  const auto device = [this](const std::vector<std::pair<std::string, std::string>>& ids) {
    auto* collection = soap_new_common__DeviceIdentifierCollection(soap_);
    collection->DeviceIdentifiers = soap_new_common__ArrayOfDeviceIdentifier(soap_);
    for (const auto& [kind, value] : ids) {
      collection->DeviceIdentifiers->DeviceIdentifier.push_back(
          soap_new_req_common__DeviceIdentifier(soap_, keep(kind), keep(value)));
    }
    return collection;
  };
  const auto custom_field = [this](const std::string& name, const std::string& value) {
    return soap_new_set_carrier__CustomField(soap_, keep(name), keep(value));
  };
  common__ArrayOfDeviceIdentifierCollection devices;
  devices.DeviceIdentifierCollection = {
      device({{"ICCID", "89148000000800784259"}, {"imei", "990003420535573"}}),
      device({{"mdn", "5096300588"}})};
  carrier__ArrayOfCustomField fields;
  fields.CustomField = {custom_field("CustomField1", "Depot 7"),
                        custom_field("CustomField2", "north-east")};
  carrier__MoveDeviceRequest input;
  input.DeviceList = &devices;
  input.AccountName = keep("0212345678-00002");
  input.ServicePlan = keep("M2MSHR5GB");
  input.CustomFields = &fields;
  _v2__MoveDevice request;
  request.Input = &input;
  _v2__MoveDeviceResponse answer;
  send_token(token);
  check(proxy_.MoveDevice(endpoint("CarrierService").c_str(), nullptr, &request, answer));
  show("move.request_id", text(answer.Output->RequestId));
}

void Client::log_out(const std::string& token) {
  session__LogOutRequest input;
  input.SessionToken = keep(token);
  _v2__LogOut request;
  request.Input = &input;
  _v2__LogOutResponse answer;
  send_token(token);
  check(proxy_.LogOut(endpoint("SessionService").c_str(), nullptr, &request, answer));
  show("logout.output", text(answer.Output->SessionToken));
}

void Client::register_callback(const std::string& token) {
  registration__RegisterCallbackRequest input;
  input.AccountName = keep("0212345678-00001");
  input.ServiceName = keep("CarrierService");
  input.Url = keep(std::getenv("UWS_RECEIVER"));
  input.Username = keep("récepteur & fils");
  input.Password = keep("pass \"word\" > 1");
  _v2__RegisterCallback request;
  request.Input = &input;
  _v2__RegisterCallbackResponse answer;
  send_token(token);
  check(proxy_.RegisterCallback(endpoint("CallbackRegistrationService").c_str(), nullptr, &request,
                                answer));
  show("register.account", text(answer.Output->AccountName));
  show("register.service", text(answer.Output->ServiceName));
}

void Client::run() {
  std::string header;
  auto token = log_in(header);
  show("login.header", header);
  show("login.output", token);
  const auto last = show_page("page1", 0, token);
  show_page("page2", last, token);
  move_devices(token);
  show_fault("character", "it's", token);
  show_fault("account", "0212345678-00009", token);
  log_out(token);
  show_fault("session", "0212345678-00001", token);
  register_callback(log_in(header));
}

}  // namespace

int main() {
  try {
    Client().run();
  } catch (const std::runtime_error&) {
    return 1;
  }
}
