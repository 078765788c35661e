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

void append_token_header(std::string& out, std::string_view token,
                         const contract::Wrapper& wrapper) {
  out.append("<s:Header><h:").append(wrapper.token_name).append(" xmlns:h=\"");
  out += wrapper.token_space;
  if (token.empty()) {
    out += "\"/></s:Header>";
    return;
  }
  out += "\">";
  base::append_xml_text(out, token);
  out.append("</h:").append(wrapper.token_name).append("></s:Header>");
}

// `wrapper`: of an owner's contract, or null.
Result<OwnerAnswer> write(const mapping::Operation& operation, const mapping::Response& response,
                          const contract::Wrapper* wrapper) {
  OwnerAnswer answer{std::string(kOpen), {}};
  std::string& out = answer.envelope;
  if (response.header_token) {
    const auto& known = wrapper ? *wrapper : contract::wrappers().front();
    append_token_header(out, *response.header_token, known);
  }
  out += "<s:Body>";
  contract::WcfWriter writer(out, wrapper);
  Engine& engine = Engine::local();
  engine.start_writing(&writer);
  const int error = operation.write(engine.context(), response.message.get());
  engine.finish();
  if (error != SOAP_OK) {
    return tl::unexpected(mapping::internal_service_fault("the answer could not be written"));
  }
  out += kClose;
  answer.left_out = writer.left_out();
  return answer;
}

const contract::Wrapper* wrapper_of(const mapping::Operation& operation,
                                    const contract::Plan& plan) {
  const auto* bound = plan.find(operation.name);
  return bound ? &bound->response : nullptr;
}

}  // namespace

Result<std::string> answer_envelope(const mapping::Operation& operation,
                                    const mapping::Response& response) {
  auto written = write(operation, response, nullptr);
  if (!written) return tl::unexpected(std::move(written.error()));
  return std::move(written->envelope);
}

Result<OwnerAnswer> answer_envelope(const mapping::Operation& operation,
                                    const mapping::Response& response, const contract::Plan& plan) {
  return write(operation, response, wrapper_of(operation, plan));
}

std::function<std::size_t(const mapping::Response&)> answer_size(
    const mapping::Operation& operation, const contract::Plan* plan) {
  return [&operation, wrapper = plan ? wrapper_of(operation, *plan) : nullptr](const auto& answer) {
    const auto written = write(operation, answer, wrapper);
    return written ? written->envelope.size() : 0;
  };
}

std::string fault_envelope(const Fault& fault, const contract::Plan* plan) {
  std::string out(kOpen);
  out += "<s:Body><s:Fault><faultcode";
  if (fault.code_namespace.empty()) {
    out += ">s:";
  } else {
    out += " xmlns:a=\"";
    const bool ours = plan && fault.code_namespace == mapping::kFaultNamespace;
    base::append_xml_attribute(
        out, ours ? plan->message_namespace() : std::string_view(fault.code_namespace));
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
