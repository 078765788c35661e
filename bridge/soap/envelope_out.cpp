#include "bridge/soap/envelope_out.h"

#include <stdsoap2.h>

#include "base/xml_out.h"
#include "bridge/soap/engine.h"
#include "bridge/soap/faults.h"
#include "contract/wcf_writer.h"
#include "mapping/common/faults.h"

namespace uws::soap {
namespace {

constexpr std::string_view kOpen =
    "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\">";
constexpr std::string_view kClose = "</s:Body></s:Envelope>";

void append_token_header(std::string& out, std::string_view token) {
  out += "<s:Header><h:token xmlns:h=\"";
  out += contract::kMessageNamespace;
  if (token.empty()) {
    out += "\"/></s:Header>";
    return;
  }
  out += "\">";
  base::append_xml_text(out, token);
  out += "</h:token></s:Header>";
}

}  // namespace

Result<std::string> answer_envelope(const mapping::Operation& operation,
                                    const mapping::Response& response) {
  std::string out(kOpen);
  if (response.header_token) append_token_header(out, *response.header_token);
  out += "<s:Body>";
  contract::WcfWriter writer(out);
  Engine& engine = Engine::local();
  engine.start_writing(&writer);
  const int error = operation.write(engine.context(), response.message.get());
  engine.finish();
  if (error != SOAP_OK) {
    return tl::unexpected(mapping::internal_service_fault("the answer could not be written"));
  }
  out += kClose;
  return out;
}

std::string fault_envelope(const Fault& fault) {
  std::string out(kOpen);
  out += "<s:Body><s:Fault><faultcode";
  if (fault.code_namespace.empty()) {
    out += ">s:";
  } else {
    out += " xmlns:a=\"";
    base::append_xml_attribute(out, fault.code_namespace);
    out += "\">a:";
  }
  base::append_xml_text(out, fault.code);
  out += "</faultcode><faultstring xml:lang=\"en-US\">";
  base::append_xml_text(out, fault.message);
  out += "</faultstring></s:Fault>";
  out += kClose;
  return out;
}

}  // namespace uws::soap
