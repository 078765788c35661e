#include "bridge/soap/faults.h"

#include <string>

#include "contract/shape.h"
#include "mapping/common/faults.h"

namespace uws::soap {
namespace {

constexpr const char* kAddressingNone = "http://schemas.microsoft.com/ws/2005/05/addressing/none";
constexpr std::string_view kFormatter =
    "The formatter threw an exception while trying to deserialize the message: ";

}  // namespace

Fault action_not_supported(std::string_view action) {
  return {kAddressingNone, "ActionNotSupported",
          "The message with Action '" + std::string(action) +
              "' cannot be processed at the receiver, due to a ContractFilter mismatch at the "
              "EndpointDispatcher. This may be because of either a contract mismatch (mismatched "
              "Actions between sender and receiver) or a binding/security mismatch between the "
              "sender and the receiver.  Check that sender and receiver have the same contract and "
              "the same binding (including security requirements, e.g. Message, Transport, None).",
          action.empty() ? "the SOAPAction header is missing or empty"
                         : "no operation has this SOAPAction"};
}

Fault not_understood(const HeaderName& header) {
  return {"", "MustUnderstand",
          "The header '" + header.name + "' from the namespace '" + header.name_space +
              "' was not understood by the recipient of this message, causing the message to not "
              "be processed.  This error typically indicates that the sender of this message has "
              "enabled a communication protocol that the receiver cannot process.  Please ensure "
              "that the configuration of the client's binding is consistent with the service's "
              "binding. ",
          "a header that must be understood is not known"};
}

Fault broken_body(std::string_view operation, std::string_view xml_error) {
  return {mapping::kDispatcherNamespace, "DeserializationFailed",
          std::string(kFormatter) +
              "Error in deserializing body of request message for operation '" +
              std::string(operation) + "'. " + std::string(xml_error),
          "the XML breaks inside Body"};
}

Fault deserialization_failed(std::string_view inner_message, std::string reason,
                             const contract::Wrapper& wrapper) {
  const auto members = wrapper.type->members;
  const auto& part = members.empty() ? wrapper.name : members[0].name;
  return {mapping::kDispatcherNamespace, "DeserializationFailed",
          std::string(kFormatter) + "There was an error while trying to deserialize parameter " +
              std::string(wrapper.name_space) + ":" + std::string(part) +
              ". The InnerException message was '" + std::string(inner_message) +
              "'.  Please see InnerException for more details.",
          std::move(reason)};
}

Fault destination_unreachable(std::string_view to) {
  return {kAddressingNone, "DestinationUnreachable",
          "The message with To '" + std::string(to) +
              "' cannot be processed at the receiver, due to an AddressFilter mismatch at the "
              "EndpointDispatcher.  Check that the sender and receiver's EndpointAddresses agree.",
          "the path goes on below a service"};
}

}  // namespace uws::soap
