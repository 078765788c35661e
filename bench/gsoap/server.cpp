// gSOAP's own stand-alone server doing the two calls of bench/, as gSOAP's documentation builds
// one: the generated service class, a thread for each connection out of a pool, blocking REST
// calls. Says "listening soap 127.0.0.1:PORT". usage: bench-gsoap REST_BASE_URL THREADS

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <exception>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

#include "bench/gsoap/rest.h"
#include "service.h"

// soapcpp2 takes the name from the first of the services.
using Service = BasicHttpBinding_USCOREICarrierServiceService;

#define OTHER_OPERATION(NAME) \
  int Service::NAME(_v2__##NAME*, _v2__##NAME##Response&) { return SOAP_NO_METHOD; }
#include "other_operations.inc"

namespace {

using nlohmann::json;
using uws::bench::Rest;

thread_local Rest* rest = nullptr;

std::string lower(std::string text) {
  for (auto& c : text) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
  return text;
}

json ask(struct soap* soap, const char* method, const char* path, const json& body) {
  const auto* token = soap->header ? soap->header->v2__token : nullptr;
  const std::string session = token ? *token : "";
  soap->header = nullptr;  // else gSOAP sends it back
  return rest->call(method, path, body.dump(), session);
}

json rest_device(const common__DeviceIdentifierCollection& device) {
  auto ids = json::array();
  for (const auto& id : device.DeviceIdentifiers->DeviceIdentifier) {
    ids.push_back({{"id", id->Identifier.value_or("")}, {"kind", lower(id->Kind.value_or(""))}});
  }
  return {{"deviceIds", std::move(ids)}};
}

std::optional<std::string> text(const json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

std::unique_ptr<common__ArrayOfDeviceIdentifier> identifiers(const json& list) {
  auto all = std::make_unique<common__ArrayOfDeviceIdentifier>();
  for (const auto& item : list) {
    auto id = std::make_unique<common__DeviceIdentifier>();
    id->Kind = text(item, "kind");
    if (id->Kind == "iccid") id->Kind = "iccId";
    id->Identifier = text(item, "id");
    all->DeviceIdentifier.push_back(std::move(id));
  }
  return all;
}

std::unique_ptr<common__ArrayOfExtendedAttributesObj> attributes(const json& list) {
  auto all = std::make_unique<common__ArrayOfExtendedAttributesObj>();
  for (const auto& item : list) {
    auto pair = std::make_unique<common__ExtendedAttributesObj>();
    pair->Key = text(item, "key");
    pair->Value = text(item, "value");
    all->ExtendedAttributesObj.push_back(std::move(pair));
  }
  return all;
}

std::unique_ptr<device__ArrayOfCustomFieldObj> custom_fields(const json& list) {
  auto all = std::make_unique<device__ArrayOfCustomFieldObj>();
  for (const auto& item : list) {
    auto field = std::make_unique<device__CustomFieldObj>();
    field->Name = text(item, "key");
    field->Value = text(item, "value");
    all->CustomFieldObj.push_back(std::move(field));
  }
  return all;
}

std::unique_ptr<device__DeviceInformation> soap_device(const json& device) {
  auto shown = std::make_unique<device__DeviceInformation>();
  shown->AccountName = text(device, "accountName");
  shown->BillingCycleEndDate = text(device, "billingCycleEndDate");
  const auto& carrier = device.at("carrierInformations").at(0);
  shown->CarrierInformation = std::make_unique<device__CarrierInformation>();
  shown->CarrierInformation->CarrierName = text(carrier, "carrierName");
  shown->CarrierInformation->ServicePlan = text(carrier, "servicePlan");
  shown->CarrierInformation->State = text(carrier, "state");
  shown->Connected = device.at("connected").get<bool>();
  shown->CreatedAt = text(device, "createdAt");
  shown->CustomFields = custom_fields(device.at("customFields"));
  shown->DeviceGroupName = device.at("groupNames").at(0).get<std::string>();
  shown->DeviceIdentifiers = identifiers(device.at("deviceIds"));
  shown->ExtendedAttributes = attributes(device.at("extendedAttributes"));
  shown->IpAddress = text(device, "ipAddress");
  shown->LastActivationBy = text(device, "lastActivationBy");
  shown->LastActivationDate = text(device, "lastActivationDate");
  shown->LastConnectionDate = text(device, "lastConnectionDate");
  return shown;
}

// Connections that wait for a thread.
class Queue {
 public:
  void push(SOAP_SOCKET socket) {
    {
      const std::lock_guard guard(mutex_);
      sockets_.push_back(socket);
    }
    filled_.notify_one();
  }
  SOAP_SOCKET pop() {
    std::unique_lock guard(mutex_);
    filled_.wait(guard, [this] { return !sockets_.empty(); });
    const auto socket = sockets_.front();
    sockets_.pop_front();
    return socket;
  }

 private:
  std::mutex mutex_;
  std::condition_variable filled_;
  std::deque<SOAP_SOCKET> sockets_;
};

int free_message(struct soap* soap) {
  soap_destroy(soap);
  soap_end(soap);
  return SOAP_OK;
}

void serve(Queue& queue, const std::string& base) {
  Rest own(base);
  rest = &own;
  Service service(SOAP_IO_KEEPALIVE | SOAP_IO_STORE | SOAP_C_UTFSTRING);
  service.soap->max_keep_alive = 0;  // no limit
  service.soap->fserveloop = free_message;
  for (;;) {
    service.soap->socket = queue.pop();
    service.serve();
    soap_force_closesock(service.soap);
    free_message(service.soap);
  }
}

int run(const std::string& base, int threads) {
  curl_global_init(CURL_GLOBAL_DEFAULT);
  Service master(SOAP_IO_KEEPALIVE);
  constexpr int kBacklog = 4096;
  if (!soap_valid_socket(master.bind("127.0.0.1", 0, kBacklog))) {
    throw std::runtime_error("cannot listen");
  }
  sockaddr_in address{};
  socklen_t size = sizeof address;
  getsockname(master.soap->master, reinterpret_cast<sockaddr*>(&address), &size);
  Queue queue;
  for (int i = 0; i < threads; ++i) std::thread(serve, std::ref(queue), base).detach();
  std::printf("listening soap 127.0.0.1:%u\n", ntohs(address.sin_port));
  std::fflush(stdout);
  while (soap_valid_socket(master.accept())) {
    queue.push(master.soap->socket);
    master.soap->socket = SOAP_INVALID_SOCKET;
  }
  throw std::runtime_error("cannot accept");
}

}  // namespace

int Service::MoveDevice(_v2__MoveDevice* request, _v2__MoveDeviceResponse& response) {
  const auto& in = *request->Input;
  auto devices = json::array();
  for (const auto& device : in.DeviceList->DeviceIdentifierCollection) {
    devices.push_back(rest_device(*device));
  }
  const json body{{"accountName", in.AccountName.value_or("")}, {"devices", std::move(devices)}};
  const auto reply = ask(soap, "PUT", "/m2m/v1/devices/actions/move", body);
  if (!reply.is_object()) return soap_senderfault("the platform refuses", nullptr);
  response.Output = std::make_unique<carrier__MoveDeviceResponse>();
  response.Output->RequestId = text(reply, "requestId");
  return SOAP_OK;
}

int Service::GetDeviceList(_v2__GetDeviceList* request, _v2__GetDeviceListResponse& response) {
  const auto& in = *request->Input;
  const json body{{"accountName", in.AccountName.value_or("")},
                  {"groupName", in.DeviceGroupNameFilter.value_or("")},
                  {"largestDeviceIdSeen", in.LargestDeviceIdSeen.value_or(0)}};
  const auto reply = ask(soap, "POST", "/m2m/v1/devices/actions/list", body);
  if (!reply.is_object()) return soap_senderfault("the platform refuses", nullptr);
  response.Output = std::make_unique<device__GetDeviceListResponse>();
  response.Output->Devices = std::make_unique<device__ArrayOfDeviceInformation>();
  for (const auto& device : reply.at("devices")) {
    response.Output->Devices->DeviceInformation.push_back(soap_device(device));
  }
  response.Output->IsComplete = !reply.at("hasMoreData").get<bool>();
  return SOAP_OK;
}

int main(int argc, char** argv) try {
  if (argc != 3) throw std::runtime_error("usage: bench-gsoap REST_BASE_URL THREADS");
  return run(argv[1], std::stoi(argv[2]));
} catch (const std::exception& error) {
  std::fprintf(stderr, "bench-gsoap: %s\n", error.what());
  return 1;
}
