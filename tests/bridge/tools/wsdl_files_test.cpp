// The ways operators' files come: as we keep them, as disco and svcutil save them, all in one, and
// files that cannot be read.
#include <doctest/doctest.h>

#include <filesystem>

#include "tests/bridge/tools/wsdl_copy.h"

using uws::test::WsdlCopy;

namespace {

const std::string kWsdl = "SessionService/SessionService.wsdl";
const std::string kMessages = "SessionService/SessionService.messages.xsd";
const std::string kTypes = "SessionService/SessionService.data.xsd";
const std::string kSame = "\n2 operations compared, 0 differences\n";

void move(const WsdlCopy& copy, const std::string& from, const std::string& to) {
  std::filesystem::rename(copy.path(from), copy.path(to));
}

std::string without_declaration(const std::string& text) {
  const auto end = text.find("?>");
  return end == std::string::npos ? text : text.substr(end + 2);
}

}  // namespace

TEST_CASE("documents saved from ?wsdl with the service's addresses in them") {
  const WsdlCopy copy;
  const std::string address = "schemaLocation=\"http://host/api/v2/SessionService.svc?xsd=";
  copy.replace(kWsdl, "schemaLocation=\"SessionService.messages.xsd", address + "xsd0");
  copy.replace(kWsdl, "schemaLocation=\"../serialization.xsd", address + "xsd1");
  copy.replace(kWsdl, "schemaLocation=\"SessionService.data.xsd", address + "xsd2");
  copy.replace(kMessages, "schemaLocation=\"SessionService.data.xsd", address + "xsd2");
  move(copy, kMessages, "SessionService/SessionService.xsd0.xsd");
  move(copy, "serialization.xsd", "SessionService/xsd1.xsd");
  move(copy, kTypes, "SessionService/xsd2.xsd");
  const auto found = copy.compare("SessionService");
  CHECK(found.err.empty());
  CHECK(found.code == 0);
  CHECK(found.out.ends_with(kSame));
}

TEST_CASE("imports without a location are found by namespace") {
  const WsdlCopy copy;
  copy.replace(kWsdl, "schemaLocation=\"SessionService.messages.xsd\" ", "");
  copy.replace(kWsdl, "schemaLocation=\"SessionService.data.xsd\" ", "");
  copy.replace(kMessages, "schemaLocation=\"SessionService.data.xsd\" ", "");
  move(copy, kMessages, "SessionService/nphase.com.unifiedwebservice.v2.xsd");
  move(copy, kTypes, "SessionService/schemas.datacontract.org.session.xsd");
  const auto found = copy.compare("SessionService");
  CHECK(found.err.empty());
  CHECK(found.code == 0);
  CHECK(found.out.ends_with(kSame));
}

TEST_CASE("all schemas inside the WSDL") {
  const WsdlCopy copy;
  copy.replace(kMessages, "schemaLocation=\"SessionService.data.xsd\" ", "");
  const auto wsdl = copy.text(kWsdl);
  const auto types = wsdl.find("<wsdl:types>") + 12;
  const auto end = wsdl.find("</wsdl:types>");
  copy.write("single.wsdl", wsdl.substr(0, types) + without_declaration(copy.text(kMessages)) +
                                without_declaration(copy.text(kTypes)) + wsdl.substr(end));
  for (const auto& file : {kWsdl, kMessages, kTypes}) std::filesystem::remove(copy.path(file));
  const auto found = WsdlCopy::compare_files({copy.path("single.wsdl")});
  CHECK(found.err.empty());
  CHECK(found.code == 0);
  CHECK(found.out.ends_with(kSame));
}

TEST_CASE("port type in a WSDL of its own") {
  const WsdlCopy copy;
  const auto wsdl = copy.text(kWsdl);
  const auto open = wsdl.find("<wsdl:types>");
  const auto binding = wsdl.find("<wsdl:binding");
  const auto close = wsdl.find("</wsdl:definitions>");
  const std::string space = "http://nphase.com/unifiedwebservice/v2";
  copy.write("SessionService/SessionService.wsdl0.wsdl",
             wsdl.substr(0, binding) + "</wsdl:definitions>");
  copy.write(kWsdl, wsdl.substr(0, open) + "<wsdl:import namespace=\"" + space +
                        "\" location=\"http://host/SessionService.svc?wsdl=wsdl0\"/>" +
                        wsdl.substr(binding, close - binding) + "</wsdl:definitions>");
  const auto found = copy.compare("SessionService");
  CHECK(found.err.empty());
  CHECK(found.code == 0);
  CHECK(found.out.ends_with(kSame));
  const auto both = WsdlCopy::compare_files(
      {copy.path("SessionService/SessionService.wsdl0.wsdl"), copy.path(kWsdl)});
  CHECK(both.code == 0);
  CHECK(both.out.ends_with(kSame));
}

TEST_CASE("files that cannot be read end with 2 and the file's name") {
  const WsdlCopy copy;
  const auto missing = WsdlCopy::compare_files({copy.path("none.wsdl")});
  CHECK(missing.code == 2);
  CHECK(missing.err == copy.path("none.wsdl") + ": cannot be read\n");
  CHECK(missing.out.empty());

  copy.write("broken.wsdl", "<wsdl:definitions");
  const auto broken = WsdlCopy::compare_files({copy.path("broken.wsdl")});
  CHECK(broken.code == 2);
  CHECK(broken.err.starts_with(copy.path("broken.wsdl") + ": no XML: "));

  copy.write("page.wsdl", "<html/>");
  const auto page = WsdlCopy::compare_files({copy.path(kWsdl), copy.path("page.wsdl")});
  CHECK(page.code == 2);
  CHECK(page.err == copy.path("page.wsdl") + ": neither a WSDL nor a schema\n");

  const auto schema = WsdlCopy::compare_files({copy.path(kTypes)});
  CHECK(schema.code == 2);
  CHECK(schema.err == copy.path(kTypes) + ": has no operation\n");
}

TEST_CASE("an incomplete set of files ends with 2 and says what is missing") {
  const WsdlCopy copy;
  std::filesystem::remove(copy.path(kTypes));
  const auto schema = copy.compare("SessionService");
  CHECK(schema.code == 2);
  CHECK(schema.err.find("SessionService.messages.xsd: imports http://schemas.datacontract.org/") !=
        std::string::npos);
  CHECK(schema.err.ends_with(
      " from SessionService.data.xsd, for which there is no file beside it\n"));

  const WsdlCopy other;
  other.replace(kMessages, "<xs:element name=\"LogIn\">", "<xs:element name=\"SignIn\">");
  const auto element = other.compare("SessionService");
  CHECK(element.code == 2);
  CHECK(element.err == other.path(kWsdl) +
                           ": LogIn uses the element {http://nphase.com/unifiedwebservice/v2}"
                           "LogIn, which no file declares\n");
}

TEST_CASE("schemas everybody knows need no file") {
  const WsdlCopy copy;
  std::filesystem::remove(copy.path("serialization.xsd"));
  copy.replace(kTypes, "<xs:complexType name=\"LogInRequest\">",
               "<xs:import namespace=\"http://schemas.xmlsoap.org/soap/encoding/\"/>"
               "<xs:complexType name=\"LogInRequest\">");
  const auto found = copy.compare("SessionService");
  CHECK(found.err.empty());
  CHECK(found.code == 0);
  CHECK(found.out.ends_with(kSame));
}
