// The names of stacks, by what real ones sent: `recorded/` has the heads of the requests that
// scripts/interop's clients made, tests/wire those of its transcripts.

#include "bridge/census/stack.h"

#include <doctest/doctest.h>

#include <initializer_list>
#include <map>
#include <sstream>

#include "tests/support/golden_file.h"
#include "tests/support/paths.h"

using namespace uws;
using census::stack_of;

namespace {

// A recorded request, with line ends as an editor leaves them.
http::Request request_of(const std::string& recorded) {
  http::Request request;
  const auto end = recorded.find("\n\n");
  REQUIRE(end != std::string::npos);
  std::istringstream head(recorded.substr(0, end));
  std::string line;
  std::getline(head, line);
  request.version = line.ends_with("HTTP/1.0") ? 10 : 11;
  while (std::getline(head, line)) {
    const auto colon = line.find(": ");
    request.headers.add(line.substr(0, colon), line.substr(colon + 2));
  }
  request.body = recorded.substr(end + 2);
  return request;
}

std::string stack_in(const testing::GoldenFile& file) {
  const auto* recorded = file.find("request");
  REQUIRE(recorded != nullptr);
  const auto request = request_of(*recorded);
  return std::string(stack_of(census::habits_of(request)));
}

std::string stack_with(const std::string& agent, const std::string& body = "<Envelope/>") {
  http::Request request;
  if (!agent.empty()) request.headers.add("User-Agent", agent);
  request.body = body;
  return std::string(stack_of(census::habits_of(request)));
}

std::string prefix_of(const std::string& body) {
  http::Request request;
  request.body = body;
  return census::habits_of(request).prefix;
}

}  // namespace

TEST_CASE("every stack of tests/interop is known by what it really sent") {
  const auto files = testing::golden_files(test::source_path("/tests/bridge/census/recorded"));
  CHECK(files.size() == 11);
  for (const auto& path : files) {
    CAPTURE(path);
    const auto file = testing::read_golden(path);
    REQUIRE(file);
    CHECK(stack_in(*file) == *file->find("stack"));
  }
}

TEST_CASE("so are the transcripts of tests/wire, also of stacks that do not name themselves") {
  const std::map<std::string, std::string> known{
      {"asmx", ".NET asmx"},       {"axis", "Axis 1.x"},
      {"gsoap", "gSOAP"},          {"jaxws", "JAX-WS RI"},
      {"node_soap", "node-soap"},  {"php", "PHP SoapClient"},
      {"soap_lite", "SOAP::Lite"}, {"suds", "suds"},
      {"wcf", ".NET WCF"},         {"zeep", "zeep"}};
  for (const auto& one : known) {
    const auto& name = one.first;
    const auto& stack = one.second;
    CAPTURE(name);
    const auto file =
        testing::read_golden(test::source_path("/tests/wire/" + name + "_request.txt"));
    REQUIRE(file);
    CHECK(stack_in(*file) == stack);
  }
}

TEST_CASE("what no recording shows is told by the name a stack gives itself") {
  CHECK(stack_with("Axis2") == "Axis2");
  CHECK(stack_with("Axis2C/1.6.0") == "Axis2/C");
  CHECK(stack_with("Apache CXF 2.7.18") == "CXF");
  CHECK(stack_with("Metro/2.1 (branches/2.1-6728) JAXWS-RI/2.2.3 JAXWS/2.2") == "JAX-WS RI");
  CHECK(stack_with("NuSOAP/0.9.5 (1.123)") == "PHP NuSOAP");
  CHECK(stack_with("curl/7.88.1") == "curl");
  CHECK(stack_with("python-requests/2.31.0", "<s:Envelope>") == "hand-written");
  CHECK(stack_with("Python-urllib/3.11", "<SOAP-ENV:Envelope>") == "suds");
  CHECK(stack_with("Python-urllib/3.11", "<s:Envelope>") == "hand-written");
  CHECK(stack_with("Java/1.6.0_45", "<SOAP-ENV:Envelope>") == "SAAJ");
  CHECK(stack_with("Fleet Manager 3") == "unknown");
  CHECK(stack_with("") == "hand-written");
  CHECK(stack_with("", "<s:Envelope>") == ".NET WCF");
}

TEST_CASE(
    "the proxies of wsdl.exe are told apart by the HTTP under them, whatever they are called") {
  const auto stack = [](const std::string& agent, std::initializer_list<const char*> order) {
    http::Request request;
    if (!agent.empty()) request.headers.add("User-Agent", agent);
    for (const char* name : order) request.headers.add(name, "100-continue");
    request.body = "<?xml version=\"1.0\" encoding=\"utf-8\"?><soap:Envelope>";
    return std::string(stack_of(census::habits_of(request)));
  };
  const std::string microsoft =
      "Mozilla/4.0 (compatible; MSIE 6.0; MS Web Services Client Protocol 4.0.30319.42000)";
  CHECK(stack(microsoft, {"Host", "Content-Length", "Expect", "Connection"}) == ".NET asmx");
  CHECK(stack(microsoft, {"Content-Length", "Expect", "Host"}) == "Mono asmx");
  CHECK(stack("Mono Web Services Client Protocol 4.0.50524.0", {"Host"}) == "Mono asmx");
  CHECK(stack("", {"Host", "Content-Length", "Expect"}) == ".NET asmx");
  CHECK(stack("", {"Content-Length", "Expect", "Host"}) == "Mono asmx");
}

TEST_CASE("Visual Studio's header is WCF's, an agent of one's own is not hidden by the prefix") {
  http::Request request;
  request.headers.add("VsDebuggerCausalityData", "uIDPo4TBVw9fIMZFmc7ZFxBXIcYAAAAAbd1LF/fnfUi");
  CHECK(stack_of(census::habits_of(request)) == ".NET WCF");
  CHECK(stack_with("Fleet Manager 3", "<s:Envelope>") == "unknown");
}

TEST_CASE("the prefix is that of the first element, whatever stands before it") {
  CHECK(prefix_of("<s:Envelope xmlns:s=\"x\"/>") == "s");
  CHECK(prefix_of("\xEF\xBB\xBF<?xml version='1.0'?>\r\n<!-- a --> <!--b-->\n<soapenv:Envelope>") ==
        "soapenv");
  CHECK(prefix_of("<Envelope a:b='c'/>") == "");
  CHECK(prefix_of("<" + std::string(5'000, 'x') + ":Envelope>") == "");
  CHECK(prefix_of("<abcdefghijklmnopqrstuvwxyz:Envelope>") == "abcdefghijklmno");
  for (const char* none : {"", "<", "<!--", "<?xml", "{\"s\":1}", "s:Envelope", "<s"}) {
    CAPTURE(none);
    CHECK(prefix_of(none) == "");
  }
}
