#include "bridge/callback/acknowledgement.h"

#include <expat.h>

#include <algorithm>
#include <memory>

#include "base/url.h"

namespace uws::callback {
namespace {

constexpr std::string_view kSoap11 = "http://schemas.xmlsoap.org/soap/envelope/";
constexpr std::string_view kSoap12 = "http://www.w3.org/2003/05/soap-envelope";
constexpr char kSeparator = '|';

// Looks for Envelope/Body/Fault; stops as soon as the answer is known.
struct FaultSearch {
  XML_Parser parser = nullptr;
  int depth = 0;
  bool in_body = false;
  bool found = false;

  void stop() const { XML_StopParser(parser, XML_FALSE); }
};

// Local name of an expanded name in a SOAP namespace; empty = of another namespace.
std::string_view soap_name(std::string_view expanded) {
  const auto bar = expanded.rfind(kSeparator);
  if (bar == std::string_view::npos) return {};
  const auto space = expanded.substr(0, bar);
  return space == kSoap11 || space == kSoap12 ? expanded.substr(bar + 1) : std::string_view{};
}

void on_start(void* data, const XML_Char* expanded, const XML_Char**) {
  auto& search = *static_cast<FaultSearch*>(data);
  const auto name = soap_name(expanded);
  ++search.depth;
  if (search.depth == 1 && name != "Envelope") search.stop();
  if (search.depth == 2) search.in_body = name == "Body";
  if (search.depth == 3 && search.in_body) {
    search.found = name == "Fault";
    search.stop();
  }
}

void on_end(void* data, const XML_Char*) { --static_cast<FaultSearch*>(data)->depth; }

void on_doctype(void* data, const XML_Char*, const XML_Char*, const XML_Char*, int) {
  static_cast<FaultSearch*>(data)->stop();
}

}  // namespace

bool is_soap_fault(std::string_view body) {
  const auto start = body.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos) return false;
  body.remove_prefix(start);
  const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(
      XML_ParserCreateNS(nullptr, kSeparator), &XML_ParserFree);
  FaultSearch search;
  search.parser = parser.get();
  XML_SetUserData(parser.get(), &search);
  XML_SetElementHandler(parser.get(), on_start, on_end);
  XML_SetStartDoctypeDeclHandler(parser.get(), on_doctype);
  const auto size = std::min<std::size_t>(body.size(), 1U << 30U);
  XML_Parse(parser.get(), body.data(), static_cast<int>(size), XML_TRUE);
  return search.found;
}

std::string refusal(int status, std::string_view body) {
  if (status < 200 || status > 299) return "HTTP " + std::to_string(status);
  if (is_soap_fault(body)) return "HTTP " + std::to_string(status) + " with a SOAP Fault";
  return {};
}

std::chrono::milliseconds retry_delay(std::chrono::milliseconds first,
                                      std::chrono::milliseconds longest, int attempt,
                                      double chance) {
  auto delay = first;
  for (int i = 1; i < attempt && delay < longest; ++i) delay *= 2;
  delay = std::min(delay, longest);
  const auto whole = static_cast<double>(delay.count());
  return std::chrono::milliseconds(static_cast<long long>(whole * (1.0 - chance / 2)));
}

std::string public_part(const std::string& url) {
  const auto [scheme, authority, rest] = base::split_url(url);
  const auto at = authority.rfind('@');
  const auto host = at == std::string_view::npos ? authority : authority.substr(at + 1);
  const auto path = rest.substr(0, rest.find_first_of("?#"));
  std::string shown(scheme);
  if (!scheme.empty()) shown += "://";
  return shown.append(host).append(path);
}

}  // namespace uws::callback
