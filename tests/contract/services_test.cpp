#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

#include "contract/documents.h"
#include "contract/reader.h"
#include "contract/shape.h"

namespace {

using namespace uws;

TEST_CASE("services and operations stand in the order of wsdl/") {
  std::vector<std::string> names;
  for (const auto& service : contract::services()) names.emplace_back(service.name);
  CHECK(names ==
        std::vector<std::string>{"AccountService", "AlertService", "CallbackRegistrationService",
                                 "CarrierService", "DeviceGroupService", "DeviceService",
                                 "EnhancedConnectivityService", "SessionService", "StateService"});
  const auto* registration = contract::find_service("CallbackRegistrationService");
  REQUIRE(registration);
  REQUIRE(registration->operations.size() == 3);
  CHECK(registration->port_type == "ICallbackRegistrationService");
  CHECK(registration->operations[0].name == "RegisterCallback");
  CHECK(registration->operations[1].name == "UnregisterCallback");
  CHECK(registration->operations[2].name == "GetCallbackRegistrations");
}

TEST_CASE("a service is found in any case, an operation as the contract spells it") {
  const auto* service = contract::find_service("carrierSERVICE");
  REQUIRE(service);
  CHECK(service->name == "CarrierService");
  CHECK_FALSE(contract::find_service("Carrier"));
  CHECK_FALSE(contract::find_service(""));

  const auto* operation = contract::find_operation("CarrierService", "MoveDevice");
  REQUIRE(operation);
  CHECK(operation->action == "http://nphase.com/unifiedwebservice/v2/ICarrierService/MoveDevice");
  CHECK(operation->request == contract::find_wrapper("MoveDevice"));
  CHECK(operation->response == contract::find_wrapper("MoveDeviceResponse"));
  CHECK(operation->request->type->members[0].type->name == "MoveDeviceRequest");
  CHECK_FALSE(contract::find_operation("CarrierService", "moveDevice"));
  CHECK_FALSE(contract::find_operation("DeviceService", "MoveDevice"));
  CHECK_FALSE(contract::find_operation("", "MoveDevice"));
}

// The tables beside what the reader makes of the documents inside the program.
TEST_CASE("every operation of the documents is in the tables, and no other") {
  std::vector<std::string> paths;
  for (const auto& document : contract::contract_documents()) {
    if (document.path.ends_with(".wsdl")) paths.emplace_back(document.path);
  }
  const auto read = contract::read_contract(paths, {contract::contract_document});
  REQUIRE(read);
  std::set<const contract::ServiceOperation*> found;
  for (const auto& operation : read->operations) {
    CAPTURE(operation.name);
    const auto* row = contract::find_operation(operation.service, operation.name);
    REQUIRE(row);
    CHECK(found.insert(row).second);
    CHECK(row->action == operation.action);
    CHECK(row->request->name == operation.request.wrapper->local);
    CHECK(row->response->name == operation.response.wrapper->local);
    CHECK(operation.request.wrapper->space == contract::kMessageNamespace);
  }
  std::size_t rows = 0;
  for (const auto& service : contract::services()) rows += service.operations.size();
  CHECK(rows == found.size());
  CHECK(rows >= 58);  // the old service had as many
  CHECK(contract::wrappers().size() == 2 * rows);
}

}  // namespace
