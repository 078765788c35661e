#include "tests/bridge/soap/soap_requests.h"

#include "mapping/common/leniency.h"

namespace uws::test {

std::string contract_namespace(std::string_view name) {
  return "http://schemas.datacontract.org/2004/07/NPhase.UnifiedWebService.APIs.v2.Contract." +
         std::string(name);
}

std::string envelope(std::string_view body, std::string_view header) {
  std::string out = "<s:Envelope xmlns:s=\"" + std::string(kSoapNamespace) + "\" xmlns:v=\"" +
                    std::string(kV2) + "\" xmlns:c=\"" + contract_namespace("Common") +
                    "\" xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\">";
  if (!header.empty()) out += "<s:Header>" + std::string(header) + "</s:Header>";
  return out + "<s:Body>" + std::string(body) + "</s:Body></s:Envelope>";
}

std::string request(std::string_view operation, std::string_view service,
                    std::string_view members) {
  const std::string name = "v:" + std::string(operation);
  return envelope("<" + name + "><v:Input xmlns=\"" + contract_namespace(service) + "\">" +
                  std::string(members) + "</v:Input></" + name + ">");
}

std::string move_device(std::string_view members) {
  return request("MoveDevice", "CarrierService",
                 "<AccountName>0212345678-00001</AccountName>" + std::string(members));
}

soap::GateReport gate(std::string_view document, std::string_view operation, bool strict) {
  const auto leniency = mapping::leniency(strict);
  return soap::pass_gate(document, "utf-8", contract::find_wrapper(operation), leniency);
}

}  // namespace uws::test
