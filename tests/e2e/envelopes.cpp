#include "tests/e2e/envelopes.h"

namespace uws::test {
namespace {

constexpr std::string_view kContract =
    "http://schemas.datacontract.org/2004/07/NPhase.UnifiedWebService.APIs.v2.Contract.";

std::string joined(const std::vector<std::string_view>& parts) {
  std::string out;
  for (const auto part : parts) out.append(part);
  return out;
}

}  // namespace

std::string envelope(std::string_view service, std::string_view operation, std::string_view token,
                     std::string_view input) {
  std::string header;
  if (!token.empty()) {
    header = joined({"<soapenv:Header><v2:token>", token, "</v2:token></soapenv:Header>"});
  }
  return joined({R"(<?xml version="1.0" encoding="utf-8"?>)",
                 R"(<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/")",
                 R"( xmlns:v2=")", kV2, R"(" xmlns:m=")", kContract, service, R"(" xmlns:c=")",
                 kContract, R"(Common" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">)",
                 header, "<soapenv:Body><v2:", operation, "><v2:Input>", input,
                 "</v2:Input></v2:", operation, "></soapenv:Body></soapenv:Envelope>"});
}

std::string http_post(std::string_view service, std::string_view operation,
                      std::string_view envelope, std::string_view headers) {
  std::string out = "POST /api/v2/";
  out.append(service).append(".svc HTTP/1.1\r\nHost: gateway\r\n").append(headers);
  out += "Content-Type: text/xml; charset=utf-8\r\nSOAPAction: \"";
  out.append(kV2).append("/I").append(service).append("/").append(operation);
  out += "\"\r\nContent-Length: " + std::to_string(envelope.size()) + "\r\n\r\n";
  return out.append(envelope);
}

std::string member(std::string_view name, std::string_view value) {
  return joined({"<m:", name, ">", value, "</m:", name, ">"});
}

std::string device_list(const std::vector<std::string>& iccids) {
  std::string list;
  for (const auto& iccid : iccids) {
    list += "<c:DeviceIdentifierCollection><c:DeviceIdentifiers><c:DeviceIdentifier>";
    list += "<c:Kind>ICCID</c:Kind><c:Identifier>" + iccid + "</c:Identifier>";
    list += "</c:DeviceIdentifier></c:DeviceIdentifiers></c:DeviceIdentifierCollection>";
  }
  return member("DeviceList", list);
}

std::string answer_envelope(std::string_view service, std::string_view operation,
                            std::string_view output) {
  const std::string name = std::string(operation) + "Response";
  return joined({R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><)",
                 name, R"( xmlns=")", kV2, R"("><Output xmlns:a=")", kContract, service,
                 R"(" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">)", output, "</Output></",
                 name, "></s:Body></s:Envelope>"});
}

std::string fault_envelope(std::string_view code, std::string_view message) {
  return joined({R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>)",
                 R"(<s:Fault><faultcode xmlns:a=")", kV2, R"(">a:)", code,
                 R"(</faultcode><faultstring xml:lang="en-US">)", message,
                 "</faultstring></s:Fault></s:Body></s:Envelope>"});
}

std::string element(std::string_view xml, std::string_view tag) {
  const std::string open = joined({"<", tag, ">"});
  const auto begin = xml.find(open);
  if (begin == std::string_view::npos) return {};
  const auto text = begin + open.size();
  const auto end = xml.find(joined({"</", tag, ">"}), text);
  return end == std::string_view::npos ? std::string() : std::string(xml.substr(text, end - text));
}

std::size_t occurrences(std::string_view text, std::string_view what) {
  std::size_t count = 0;
  for (auto at = text.find(what); at != std::string_view::npos; at = text.find(what, at + 1)) {
    ++count;
  }
  return count;
}

bool contains(std::string_view text, std::string_view what) {
  return text.find(what) != std::string_view::npos;
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
  return text;
}

}  // namespace uws::test
