#include "bridge/tools/contract_commands.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "contract/shape.h"
#include "tests/support/mutated_contract.h"
#include "tests/support/paths.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace {

using namespace uws;

struct Ran {
  int code = -1;
  std::string out, err;

  bool says(const std::string& text) const { return out.find(text) != std::string::npos; }
};

class Folder {
 public:
  Folder() { test::write_mutated_contract(dir_.path()); }

  std::filesystem::path rules() const { return dir_ / "contract.toml"; }
  std::string path() const { return dir_.path().string(); }
  std::string text_of_rules() const {
    std::ostringstream text;
    text << std::ifstream(rules()).rdbuf();
    return text.str();
  }
  // A small callback message: no services, the result of GetDevicePRLInformation alone.
  void add_callbacks() const {
    std::ofstream(dir_ / "CallbackData.xsd")
        << R"(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:t="http://owner.example.com/callbacks" elementFormDefault="qualified"
    targetNamespace="http://owner.example.com/callbacks">
  <xs:element name="CallbackRequest" type="t:Message"/>
  <xs:complexType name="Message"><xs:sequence>
    <xs:element name="Device" type="t:Device"/>
    <xs:element name="Data" type="t:Inner"/>
    <xs:element name="Origin" type="xs:string" nillable="true"/>
  </xs:sequence></xs:complexType>
  <xs:complexType name="Device"><xs:sequence>
    <xs:element name="Kind" type="xs:string"/><xs:element name="Identifier" type="xs:string"/>
  </xs:sequence></xs:complexType>
  <xs:complexType name="Inner"><xs:sequence>
    <xs:element name="PRLInformation" type="t:Prl" nillable="true"/>
  </xs:sequence></xs:complexType>
  <xs:complexType name="Prl"><xs:sequence>
    <xs:element name="Version" type="xs:string"/>
  </xs:sequence></xs:complexType>
</xs:schema>)";
  }
  Ran check(bool differences = false) const {
    std::ostringstream out, err;
    const int code = tools::contract_check(path(), differences, out, err);
    return {code, out.str(), err.str()};
  }
  Ran draft() const {
    std::ostringstream out, err;
    const int code = tools::contract_draft(path(), out, err);
    return {code, out.str(), err.str()};
  }

 private:
  test::TempDir dir_;
};

}  // namespace

TEST_CASE("what rules have settled is no open point") {
  const auto found = Folder().check();
  CHECK(found.code == tools::kAllSettled);
  CHECK(found.err.empty());
  CHECK(found.says("matched: " + std::to_string(contract::wrappers().size() / 2) + " operations"));
  CHECK(found.says("callbacks: built in\n"));
  CHECK(found.says("\n0 open\n"));
  CHECK(found.says("    Region: only there\n"));
  CHECK(
      found.says("    LargestDeviceIdSeen: a text there, a long here\n"
                 "      -> request: a value of another kind is refused"));
}

TEST_CASE("where else a service is found is said") {
  const Folder folder;
  CHECK_FALSE(folder.check().says("\naddress "));
  const auto file = folder.path() + "/DeviceService/DeviceService.wsdl";
  std::stringstream read;
  read << std::ifstream(file).rdbuf();
  std::string text = read.str();
  const std::string usual = "http://localhost/api/v2/DeviceService.svc";
  const auto at = text.find(usual);
  REQUIRE(at != std::string::npos);
  text.replace(at, usual.size(), "http://old.example.com/uws/Devices.svc?wsdl");
  std::ofstream(file) << text;
  CHECK(folder.check().says("\naddress /uws/Devices.svc: DeviceService\n"));
}

TEST_CASE("without rules every open point has its meaning and what is near") {
  const Folder folder;
  std::filesystem::remove(folder.rules());
  const auto found = folder.check();
  CHECK(found.code == tools::kOpenPoints);
  CHECK(
      found.says("    PlanCode: only there\n"
                 "      -> request: read and reported, nothing is done with it\n"));
  CHECK(found.says("    TransactionId: only there\n      -> response: nil\n"));
  CHECK(found.says("    Ip: only there\n      -> response: nil\n      nearest: IpAddress ("));
  CHECK(folder.check(true).says("operations compared"));
}

TEST_CASE("a draft changes nothing until somebody takes it up, and is written once") {
  const Folder folder;
  std::filesystem::remove(folder.rules());
  const auto before = folder.check();
  CHECK(folder.draft().code == tools::kAllSettled);
  CHECK(folder.check().out == before.out);
  CHECK(folder.text_of_rules().find("# \"DeviceInformation.Ip\" = \"IpAddress\"") !=
        std::string::npos);
  const auto again = folder.draft();
  CHECK(again.code == tools::kUnusable);
  CHECK(again.err == folder.rules().string() + ": is there already, and stays as it is\n");
}

TEST_CASE(
    "what callbacks and an owner's schema of them do not share is open until rules settle it") {
  const Folder folder;
  folder.add_callbacks();
  const auto found = folder.check();
  CHECK(found.code == tools::kOpenPoints);
  CHECK(found.says("callbacks: {http://owner.example.com/callbacks}CallbackRequest\n"));
  CHECK(
      found.says("  type Prl {http://owner.example.com/callbacks}\n"
                 "    Version: only there\n"
                 "      -> callback: left out though it is required there: WCF receivers throw"));
  CHECK(found.says("      nearest: PRLVersion (3 letters differ, same kind"));
  CHECK(found.says("    Origin: only there\n      -> callback: nil\n"));
  CHECK(
      found.says("    CarrierService: only here\n"
                 "      -> callback: not written: what it holds gets lost\n"));
  CHECK(
      found.says("    Device: one there, a list here\n"
                 "      -> callback: what does not fit is not written; of a list all are"));
  const auto rules = folder.text_of_rules();
  std::filesystem::remove(folder.rules());
  CHECK(folder.draft().code == tools::kAllSettled);
  const auto draft = folder.text_of_rules();
  CHECK(draft.find("  # \"Inner.CarrierService\",  # only here\n") != std::string::npos);
  CHECK(draft.find("  # \"Message.Device\",  # of another kind\n") != std::string::npos);
  CHECK(draft.find("# \"Prl.Version\" = \"PRLVersion\"  # PRLVersion (3 ") != std::string::npos);
  CHECK(draft.find("# \"Prl.Version\" = \"\"  # required there, and callbacks do not have it\n") !=
        std::string::npos);
  std::ofstream(folder.rules()) << rules << "\"Prl.Version\" = \"PRLVersion\"\n";
  const auto settled = folder.check();
  CHECK_FALSE(settled.says("    Version: only there\n"));
  CHECK_FALSE(settled.says("    PRLVersion: only here\n"));
  CHECK(settled.says("    Fault: only here\n"));
}

TEST_CASE("the operation of a receiver is no operation of clients, whatever it is called") {
  const test::TempDir folder;
  std::stringstream read;
  read << std::ifstream(test::source_path("/tests/interop/receivers/callback.wsdl")).rdbuf();
  const auto check = [&](const std::string& wsdl) {
    std::ofstream(folder / "callback.wsdl") << wsdl;
    std::ostringstream out, err;
    CHECK(tools::contract_check(folder.path().string(), false, out, err) == tools::kOpenPoints);
    CHECK(err.str().empty());
    CHECK(out.str().find("operation CallbackRequest") == std::string::npos);
    CHECK(out.str().find("  type Data {http://nphase.com/unifiedwebservice/v2}\n") !=
          std::string::npos);
    CHECK(out.str().find("    AlertService: only here\n") != std::string::npos);
  };
  check(read.str());
  std::string renamed = read.str();
  for (auto at = renamed.find("CallbackRequest"); at != std::string::npos;
       at = renamed.find("CallbackRequest", at + 1)) {
    renamed.replace(at, 15, "DeviceCallback");
  }
  std::ofstream(folder / "contract.toml") << "[rename]\nDeviceCallback = \"CallbackRequest\"\n";
  check(renamed);
}

TEST_CASE("a folder that cannot be used") {
  const Folder folder;
  std::ofstream(folder.rules(), std::ios::app) << "\"MoveDeviceRequest.None\" = \"ServicePlan\"\n";
  const auto found = folder.check();
  CHECK(found.code == tools::kUnusable);
  CHECK(found.out.empty());
  CHECK(found.err.find("rename \"MoveDeviceRequest.None\": no message of these files holds") !=
        std::string::npos);
}

TEST_CASE("the program has the command") {
  const Folder folder;
  test::Process check("uws-bridge", {"contract", "check", folder.path()});
  CHECK(check.wait_exit() == 0);
  CHECK(check.output().find("\n0 open\n") != std::string::npos);
  test::Process none("uws-bridge", {"contract"});
  CHECK(none.wait_exit() == 2);
}
