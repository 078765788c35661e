#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <vector>

#include "tests/bridge/door/metadata_pages.h"
#include "tests/support/recorded_events.h"
#include "tests/support/temp_dir.h"

namespace {

using namespace uws;
using test::body_of;
using test::has;
namespace fs = std::filesystem;

const std::string kWsdl =
    "<?xml version=\"1.0\"?><definitions xmlns=\"http://schemas.xmlsoap.org/wsdl/\" "
    "xmlns:s=\"http://www.w3.org/2001/XMLSchema\" "
    "xmlns:soap=\"http://schemas.xmlsoap.org/wsdl/soap/\" name=\"operators\"><types><s:schema>"
    "<s:import schemaLocation=\"LOCATION\" namespace=\"urn:a\"/></s:schema></types>"
    "<service name=\"S\"><port name=\"P\"><soap:address "
    "location=\"http://old.example/api/v2/DeviceService.svc\"/></port></service></definitions>";
const std::string kSchema =
    "<s:schema xmlns:s=\"http://www.w3.org/2001/XMLSchema\" targetNamespace=\"urn:a\"/>";

void write(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

std::string wsdl_with(const std::string& location) {
  std::string text = kWsdl;
  const std::string hole = "LOCATION";
  return text.replace(text.find(hole), hole.size(), location);
}

struct Operator {
  test::TempDir folder;
  test::RecordedEvents events;

  test::Pages pages() { return door::metadata_pages({{}, folder.path()}, events); }
  std::vector<std::string> warnings() const { return events.lines(); }
};

const std::string kUrl = "http://gateway.example:8080/api/v2/DeviceService.svc";

}  // namespace

TEST_CASE("an operator's documents are published with the addresses rewritten") {
  for (const char* file : {"DeviceService.wsdl", "DeviceService/DeviceService.wsdl"}) {
    CAPTURE(file);
    Operator op;
    write(op.folder / file, wsdl_with("types/a.xsd"));
    write((op.folder / file).parent_path() / "types/a.xsd", kSchema);
    const auto pages = op.pages();
    CHECK(op.warnings().empty());
    const auto shown = body_of(pages, "DeviceService", "wsdl");
    CHECK(has(shown, "name=\"operators\""));
    CHECK(has(shown, "schemaLocation=\"" + kUrl + "?xsd=xsd0\""));
    CHECK(has(shown, "<soap:address location=\"" + kUrl + "\"/>"));
    CHECK_FALSE(has(shown, "old.example"));
    CHECK(has(body_of(pages, "DeviceService", "xsd=xsd0"), "urn:a"));
    CHECK(has(body_of(pages, "DeviceService", "singleWsdl"), "targetNamespace=\"urn:a\""));
  }
}

TEST_CASE("documents saved from a running service import each other by URL") {
  Operator op;
  write(op.folder / "DeviceService.wsdl",
        wsdl_with("http://old.example/api/v2/DeviceService.svc?xsd=xsd0"));
  write(op.folder / "DeviceService.xsd0.xsd", kSchema);
  const auto pages = op.pages();
  CHECK(op.warnings().empty());
  CHECK(has(body_of(pages, "DeviceService", "wsdl"), kUrl + "?xsd=xsd0"));
  CHECK(has(body_of(pages, "DeviceService", "xsd=xsd0"), "urn:a"));
}

TEST_CASE("a WSDL imported by the WSDL is ?wsdl=wsdl0") {
  Operator op;
  write(op.folder / "DeviceService.wsdl",
        "<definitions xmlns=\"http://schemas.xmlsoap.org/wsdl/\"><import namespace=\"urn:c\" "
        "location=\"contract.wsdl\"/></definitions>");
  write(op.folder / "contract.wsdl", wsdl_with("a.xsd"));
  write(op.folder / "a.xsd", kSchema);
  const auto pages = op.pages();
  CHECK(op.warnings().empty());
  CHECK(has(body_of(pages, "DeviceService", "wsdl"), "location=\"" + kUrl + "?wsdl=wsdl0\""));
  CHECK(has(body_of(pages, "DeviceService", "wsdl=wsdl0"), "name=\"operators\""));
}

TEST_CASE("a service without usable files keeps the program's documents") {
  const auto own = body_of(door::metadata_pages({}), "DeviceService", "wsdl");
  Operator op;
  SUBCASE("no file") { CHECK(body_of(op.pages(), "DeviceService", "wsdl") == own); }
  SUBCASE("an import is missing") {
    write(op.folder / "DeviceService.wsdl", wsdl_with("missing.xsd"));
    CHECK(body_of(op.pages(), "DeviceService", "wsdl") == own);
    REQUIRE(op.warnings().size() == 1);
    CHECK(has(op.warnings()[0], "missing.xsd"));
  }
  SUBCASE("no XML") {
    write(op.folder / "DeviceService.wsdl", "<definitions>");
    CHECK(body_of(op.pages(), "DeviceService", "wsdl") == own);
    CHECK(op.warnings().size() == 1);
  }
  SUBCASE("an import outside of the folder") {
    write(op.folder.path().string() + "-outside.xsd", kSchema);
    write(op.folder / "DeviceService.wsdl",
          wsdl_with("../" + op.folder.path().filename().string() + "-outside.xsd"));
    CHECK(body_of(op.pages(), "DeviceService", "wsdl") == own);
    CHECK(op.warnings().size() == 1);
    fs::remove(op.folder.path().string() + "-outside.xsd");
  }
}
