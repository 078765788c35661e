#include "bridge/soap/faults.h"

#include <doctest/doctest.h>

#include "bridge/soap/envelope_out.h"
#include "mapping/common/faults.h"

using namespace uws::soap;

namespace {

constexpr const char* kNone = "http://schemas.microsoft.com/ws/2005/05/addressing/none";
constexpr const char* kDispatcher =
    "http://schemas.microsoft.com/net/2005/12/windowscommunicationfoundation/dispatcher";

}  // namespace

TEST_CASE("ActionNotSupported") {
  const uws::Fault fault = action_not_supported("urn:x");
  CHECK(fault.code_namespace == kNone);
  CHECK(fault.code == "ActionNotSupported");
  CHECK(fault.message ==
        "The message with Action 'urn:x' cannot be processed at the receiver, due to a "
        "ContractFilter mismatch at the EndpointDispatcher. This may be because of either a "
        "contract mismatch (mismatched Actions between sender and receiver) or a binding/security "
        "mismatch between the sender and the receiver.  Check that sender and receiver have the "
        "same contract and the same binding (including security requirements, e.g. Message, "
        "Transport, None).");
  CHECK(action_not_supported("").message.starts_with("The message with Action '' cannot be"));
}

TEST_CASE("DestinationUnreachable") {
  const uws::Fault fault = destination_unreachable("http://host/api/v2/CarrierService.svc/x");
  CHECK(fault.code_namespace == kNone);
  CHECK(fault.code == "DestinationUnreachable");
  CHECK(fault.message ==
        "The message with To 'http://host/api/v2/CarrierService.svc/x' cannot be processed at the "
        "receiver, due to an AddressFilter mismatch at the EndpointDispatcher.  Check that the "
        "sender and receiver's EndpointAddresses agree.");
}

TEST_CASE("DeserializationFailed of a value") {
  const uws::Fault fault = deserialization_failed("inner words.", "X is required",
                                                  *uws::contract::find_wrapper("MoveDevice"));
  CHECK(fault.code_namespace == kDispatcher);
  CHECK(fault.code == "DeserializationFailed");
  CHECK(fault.message ==
        "The formatter threw an exception while trying to deserialize the message: There was an "
        "error while trying to deserialize parameter http://nphase.com/unifiedwebservice/v2:Input. "
        "The InnerException message was 'inner words.'.  Please see InnerException for more "
        "details.");
}

TEST_CASE("DeserializationFailed of broken XML") {
  const uws::Fault fault = broken_body("MoveDevice", "Unexpected end of file.");
  CHECK(fault.code_namespace == kDispatcher);
  CHECK(fault.code == "DeserializationFailed");
  CHECK(fault.message ==
        "The formatter threw an exception while trying to deserialize the message: Error in "
        "deserializing body of request message for operation 'MoveDevice'. Unexpected end of "
        "file.");
}

TEST_CASE("InternalServiceFault") {
  const uws::Fault fault = uws::mapping::internal_service_fault();
  CHECK(fault.code_namespace == kDispatcher);
  CHECK(fault.code == "InternalServiceFault");
  CHECK(fault.message ==
        "The server was unable to process the request due to an internal error.  For more "
        "information about the error, either turn on IncludeExceptionDetailInFaults (either from "
        "ServiceBehaviorAttribute or from the <serviceDebug> configuration behavior) on the server "
        "in order to send the exception information back to the client, or turn on tracing as per "
        "the Microsoft .NET Framework SDK documentation and inspect the server trace logs.");
}

TEST_CASE("MustUnderstand") {
  const uws::Fault fault = not_understood({"Security", "urn:wsse"});
  CHECK(fault.code_namespace.empty());
  CHECK(fault.code == "MustUnderstand");
  CHECK(fault.message ==
        "The header 'Security' from the namespace 'urn:wsse' was not understood by the recipient "
        "of this message, causing the message to not be processed.  This error typically indicates "
        "that the sender of this message has enabled a communication protocol that the receiver "
        "cannot process.  Please ensure that the configuration of the client's binding is "
        "consistent with the service's binding. ");
}

TEST_CASE("a fault with a namespaced code") {
  CHECK(
      fault_envelope({"http://nphase.com/unifiedwebservice/v2",
                      "UnifiedWebService.REQUEST_FAILED.SessionToken.Expired", "a <b> & \"c\""}) ==
      "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><s:Fault>"
      "<faultcode xmlns:a=\"http://nphase.com/unifiedwebservice/v2\">"
      "a:UnifiedWebService.REQUEST_FAILED.SessionToken.Expired</faultcode>"
      "<faultstring xml:lang=\"en-US\">a &lt;b&gt; &amp; \"c\"</faultstring></s:Fault></s:Body>"
      "</s:Envelope>");
}

TEST_CASE("a fault with a code of SOAP's own") {
  CHECK(fault_envelope({"", "Client", ""}) ==
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><s:Fault>"
        "<faultcode>s:Client</faultcode><faultstring xml:lang=\"en-US\"></faultstring></s:Fault>"
        "</s:Body></s:Envelope>");
}

TEST_CASE("whatever a fault holds, the envelope is well-formed") {
  const std::string text = fault_envelope({"urn:\"<&", "A<B", std::string("\x01\xFF\r]]>")});
  CHECK(text.find("xmlns:a=\"urn:&quot;&lt;&amp;\">a:A&lt;B<") != std::string::npos);
  CHECK(text.find(">\xEF\xBF\xBD\xEF\xBF\xBD&#xD;]]&gt;<") != std::string::npos);
}
