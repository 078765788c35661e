#include "bridge/door/metadata.h"

#include <doctest/doctest.h>

#include <fstream>
#include <pugixml.hpp>
#include <set>

#include "contract/documents.h"
#include "tests/bridge/door/metadata_pages.h"
#include "tests/support/paths.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace {

using namespace uws;
using test::body_of;
using test::get_request;
using test::has;
using test::service_path;

const std::string kDeclaration = "<?xml version=\"1.0\" encoding=\"utf-8\"?>";
const std::vector<std::string> kServices = {"SessionService",
                                            "CarrierService",
                                            "DeviceService",
                                            "DeviceGroupService",
                                            "AccountService",
                                            "StateService",
                                            "EnhancedConnectivityService",
                                            "AlertService",
                                            "CallbackRegistrationService"};

pugi::xml_document parsed(const std::string& text) {
  pugi::xml_document document;
  const auto loaded = document.load_buffer(text.data(), text.size());
  REQUIRE_MESSAGE(loaded, loaded.description());
  return document;
}

std::string content_type(const http::Response& response) {
  const auto* type = response.headers.find("Content-Type");
  return type ? *type : "";
}

std::vector<std::string> locations(const pugi::xml_document& document) {
  std::vector<std::string> out;
  for (const auto& node : document.select_nodes("//@schemaLocation")) {
    out.emplace_back(node.attribute().value());
  }
  return out;
}

// Follows every import below the page of `query`; gives the target namespaces seen.
void follow(const test::Pages& pages, const std::string& service, const std::string& query,
            std::set<std::string>& seen, std::vector<std::string>& namespaces) {
  if (!seen.insert(query).second) return;
  const auto response = pages(get_request(service_path(service), query));
  REQUIRE(response.has_value());
  CHECK(response->status == 200);
  CHECK(content_type(*response) == "text/xml; charset=UTF-8");
  CHECK(response->body.starts_with(kDeclaration));
  const auto document = parsed(response->body);
  namespaces.emplace_back(document.document_element().attribute("targetNamespace").value());
  const std::string base = "http://gateway.example:8080" + service_path(service) + "?";
  for (const auto& location : locations(document)) {
    REQUIRE_MESSAGE(location.starts_with(base), location);
    follow(pages, service, location.substr(base.size()), seen, namespaces);
  }
}

}  // namespace

TEST_CASE("every document of every service can be read by following the WSDL") {
  const auto pages = door::metadata_pages({});
  for (const auto& service : kServices) {
    CAPTURE(service);
    std::set<std::string> seen;
    std::vector<std::string> namespaces;
    follow(pages, service, "wsdl", seen, namespaces);
    REQUIRE(namespaces.size() >= 4);
    CHECK(namespaces[1] == "http://nphase.com/unifiedwebservice/v2");
    const auto first = parsed(body_of(pages, service, "xsd=xsd0"));
    CHECK(std::string(first.document_element().attribute("targetNamespace").value()) ==
          "http://nphase.com/unifiedwebservice/v2");
    const auto second = parsed(body_of(pages, service, "xsd=xsd1"));
    CHECK(std::string(second.document_element().attribute("targetNamespace").value()) ==
          "http://schemas.microsoft.com/2003/10/Serialization/");
    CHECK(has(
        body_of(pages, service, "wsdl"),
        "<soap:address location=\"http://gateway.example:8080" + service_path(service) + "\"/>"));
  }
}

TEST_CASE("nothing changes in a document but its addresses") {
  const auto pages = door::metadata_pages({});
  std::ifstream in(test::source_path("/wsdl/SessionService/SessionService.wsdl"));
  const std::string file{std::istreambuf_iterator<char>(in), {}};
  std::string shown = body_of(pages, "SessionService", "wsdl");
  const auto put_back = [&](const std::string& address, const std::string& original) {
    const auto at = shown.find("\"" + address + "\"");
    REQUIRE(at != std::string::npos);
    shown.replace(at + 1, address.size(), original);
  };
  const std::string url = "http://gateway.example:8080/api/v2/SessionService.svc";
  put_back(url + "?xsd=xsd0", "SessionService.messages.xsd");
  put_back(url + "?xsd=xsd1", "../serialization.xsd");
  put_back(url + "?xsd=xsd2", "SessionService.data.xsd");
  put_back(url, "http://localhost/api/v2/SessionService.svc");
  const auto squeezed = [](std::string text) {
    std::erase(text, '\n');
    return text;
  };
  CHECK(squeezed(shown) == squeezed(file));
}

TEST_CASE("the program has every document of wsdl/") {
  std::size_t files = 0;
  const std::filesystem::path root = test::source_path("/wsdl");
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    const auto kind = entry.path().extension();
    files += kind == ".wsdl" || kind == ".xsd";
  }
  CHECK(contract::contract_documents().size() == files);
}

TEST_CASE("paths and queries compare without case") {
  const auto pages = door::metadata_pages({});
  const auto expected = body_of(pages, "CarrierService", "wsdl");
  const auto response = pages(get_request("/API/v2/carrierservice.SVC", "WSDL"));
  REQUIRE(response.has_value());
  CHECK(response->body == expected);
  CHECK(body_of(pages, "CarrierService", "a=b&Wsdl&c") == expected);
  CHECK(body_of(pages, "CarrierService", "disco&wsdl") == expected);
  CHECK(body_of(pages, "CarrierService", "XSD=Xsd2") ==
        body_of(pages, "CarrierService", "xsd=xsd2"));
  CHECK(body_of(pages, "CarrierService", "SINGLEWSDL") ==
        body_of(pages, "CarrierService", "singleWsdl"));
}

TEST_CASE("anything else shows the help page") {
  const auto pages = door::metadata_pages({});
  for (const char* query : {"", "wsd", "xsd", "xsd=xsd99", "xsd=xsd00", "xsd=0",
                            "wsdl=", "wsdl=wsdl1", "disco=1", "singleWsdl=1", "wsdl&xsd=xsd99"}) {
    CAPTURE(query);
    const auto response = pages(get_request(service_path("DeviceService"), query));
    REQUIRE(response.has_value());
    CHECK(response->status == 200);
    CHECK(content_type(*response) == "text/html; charset=UTF-8");
    CHECK(has(response->body, "<title>DeviceService Service</title>"));
    CHECK(has(response->body, "You have created a service."));
    const std::string url = "http://gateway.example:8080/api/v2/DeviceService.svc";
    CHECK(has(response->body, "<a href=\"" + url + "?wsdl\">"));
    CHECK(has(response->body, "<a href=\"" + url + "?singleWsdl\">"));
    CHECK(has(response->body, "type=\"text/xml\" href=\"" + url + "?disco\"/>"));
  }
}

TEST_CASE("pages and refusals have the headers of IIS") {
  const auto pages = door::metadata_pages({});
  for (const std::string& query : {std::string(), std::string("wsdl"), std::string(2'048, 'x')}) {
    const auto response = pages(get_request(service_path("DeviceService"), query));
    REQUIRE(response.has_value());
    for (const char* name : {"Cache-Control", "Server", "X-AspNet-Version", "X-Powered-By"}) {
      CHECK_MESSAGE(response->headers.find(name) != nullptr, name);
    }
  }
}

TEST_CASE("a path that is no service has no page, a long query is refused") {
  const auto pages = door::metadata_pages({});
  for (const char* path : {"/", "/api/v2/", "/api/v2/.svc", "/api/v2/Other.svc", "/api/v2/s.svc/x",
                           "/api/v1/DeviceService.svc", "/api/v2/DeviceService.svc/x"}) {
    CAPTURE(path);
    CHECK_FALSE(pages(get_request(path, "wsdl")).has_value());
  }
  const auto ask = [&](std::size_t length) {
    return pages(get_request(service_path("DeviceService"), std::string(length, 'x')))->status;
  };
  CHECK(ask(2'047) == 200);  // 2,048 with the question mark
  CHECK(ask(2'048) == 414);
}

TEST_CASE("?disco points at the WSDL") {
  const auto document = parsed(body_of(door::metadata_pages({}), "AlertService", "disco"));
  const auto reference = document.child("discovery").child("contractRef");
  const std::string url = "http://gateway.example:8080/api/v2/AlertService.svc";
  CHECK(std::string(reference.attribute("ref").value()) == url + "?wsdl");
  CHECK(std::string(reference.attribute("docRef").value()) == url);
}

TEST_CASE("?singleWsdl has all schemas inside") {
  const auto pages = door::metadata_pages({});
  for (const auto& service : kServices) {
    CAPTURE(service);
    const auto document = parsed(body_of(pages, service, "singleWsdl"));
    CHECK(locations(document).empty());
    std::set<std::string> inside, imported;
    for (const auto& schema : document.document_element().child("wsdl:types").children()) {
      inside.insert(schema.attribute("targetNamespace").value());
      for (const auto& import : schema.children("xs:import")) {
        imported.insert(import.attribute("namespace").value());
      }
    }
    CHECK(inside.size() >= 3);
    for (const auto& name : imported) CHECK_MESSAGE(inside.contains(name), name);
  }
}

TEST_CASE("wsdl2h reads ?singleWsdl") {
  const test::TempDir folder;
  const auto pages = door::metadata_pages({{"https://gateway.example", {}, {}}, {}});
  for (const auto& service : {"DeviceService", "SessionService"}) {
    const std::string file = folder / (std::string(service) + ".wsdl");
    const std::string header = folder / (std::string(service) + ".h");
    std::ofstream(file, std::ios::binary) << body_of(pages, service, "singleWsdl");
    test::Process process(UWS_WSDL2H, {"-c++17", "-P", "-o", header, file});
    REQUIRE(process.wait_exit().has_value());
    CHECK_MESSAGE(process.wait_exit() == 0, process.errors());
    CHECK_FALSE(has(process.errors(), "rror"));
    std::ifstream in(header);
    const std::string made{std::istreambuf_iterator<char>(in), {}};
    CHECK(has(made, std::string("http://nphase.com/unifiedwebservice/v2/I") + service + "/"));
  }
}

TEST_CASE("only https has the transport policy") {
  const auto plain = body_of(door::metadata_pages({}), "StateService", "wsdl");
  CHECK_FALSE(has(plain, "Policy"));
  const auto pages = door::metadata_pages({{"https://gateway.example/", {}, {}}, {}});
  for (const char* query : {"wsdl", "singleWsdl"}) {
    const auto document = parsed(body_of(pages, "StateService", query));
    const auto root = document.document_element();
    const std::string id = "BasicHttpBinding_IStateService_policy";
    CHECK(std::string(root.child("wsp:Policy").attribute("wsu:Id").value()) == id);
    CHECK(document.select_nodes("//*[local-name()='HttpsToken']").size() == 1);
    CHECK(document.select_nodes("//*[local-name()='Basic256']").size() == 1);
    CHECK(document.select_nodes("//*[local-name()='Strict']").size() == 1);
    CHECK(std::string(root.child("wsdl:binding").first_child().name()) == "wsp:PolicyReference");
    const auto reference = root.child("wsdl:binding").child("wsp:PolicyReference");
    CHECK(std::string(reference.attribute("URI").value()) == "#" + id);
    const auto address = document.select_node("//*[local-name()='address']/@location");
    CHECK(std::string(address.attribute().value()) ==
          "https://gateway.example/api/v2/StateService.svc");
  }
}
