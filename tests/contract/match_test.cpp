#include "contract/match.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>

#include "contract/match_types.h"
#include "contract/owner_files.h"
#include "tests/support/mutated_contract.h"
#include "tests/support/paths.h"
#include "tests/support/temp_dir.h"

namespace {

using namespace uws;
using contract::Finding;
using contract::Rules;
namespace fs = std::filesystem;

// wsdl/ as an owner's, to be changed file by file.
class Folder {
 public:
  Folder() { fs::copy(test::source_path("/wsdl"), dir_.path(), fs::copy_options::recursive); }
  void replace(const std::string& file, const std::string& from, const std::string& to) const {
    std::ifstream in(dir_ / file);
    std::string text((std::istreambuf_iterator<char>(in)), {});
    const auto at = text.find(from);
    REQUIRE_MESSAGE(at != std::string::npos, from);
    write(file, text.replace(at, from.size(), to));
  }
  void write(const std::string& file, const std::string& text) const {
    fs::create_directories((dir_ / file).parent_path());
    std::ofstream(dir_ / file) << text;
  }
  void remove(const std::string& file) const { fs::remove(dir_ / file); }
  fs::path path(const std::string& file = {}) const { return dir_ / file; }

  tl::expected<contract::OwnerFiles, std::vector<std::string>> files() const {
    return contract::read_owner_files(dir_.path().string());
  }
  contract::Matching match() const {
    const auto read = files();
    REQUIRE_MESSAGE(read.has_value(), read.error().front());
    return contract::match(contract::services(), read->contract, read->rules);
  }
  // The one problem, without the folder's path.
  std::string problem() const {
    const auto read = files();
    auto problems =
        read ? contract::match(contract::services(), read->contract, read->rules).problems
             : read.error();
    REQUIRE(problems.size() == 1);
    auto text = problems.front();
    const auto path = dir_.path().string() + "/";
    for (auto at = text.find(path); at != text.npos; at = text.find(path)) {
      text.erase(at, path.size());
    }
    return text;
  }

 private:
  test::TempDir dir_;
};

const std::string kTypes = "CarrierService/CarrierService.data.xsd";
const std::string kMove = "<xs:complexType name=\"MoveDeviceRequest\">";

std::vector<std::string> open_points(const contract::Matching& matching) {
  std::vector<std::string> points;
  for (const auto& finding : matching.findings) {
    if (finding.open)
      points.push_back(finding.group.substr(0, finding.group.find(" {")) + ": " + finding.what);
  }
  return points;
}

const contract::Shape& input(const contract::Matching& matching, const char* operation) {
  return *matching.plan->find(operation)->request.type->members[0].type;
}

}  // namespace

TEST_CASE("our own contract matches itself, member by member") {
  const auto matching = Folder().match();
  CHECK(matching.findings.empty());
  CHECK(matching.problems.empty());
  CHECK(matching.plan->operations() == contract::wrappers().size() / 2);
  for (const auto& service : contract::services()) {
    for (const auto& operation : service.operations) {
      const auto* bound = matching.plan->by_action(operation.action);
      REQUIRE(bound != nullptr);
      CHECK(bound->ours == &operation);
      CHECK(bound->request.token_name == operation.request->token_name);
      CHECK(bound->request.token_space == operation.request->token_space);
      CHECK_FALSE(bound->request.type->layout->moved);
    }
  }
}

TEST_CASE("a member of another name is open until a rule names it") {
  const Folder folder;
  folder.replace(kTypes, "name=\"ServicePlan\" nillable", "name=\"ServicePlanName\" nillable");
  const auto open = folder.match();
  CHECK(open_points(open) ==
        std::vector<std::string>{"type ChangeDeviceServicePlanRequest: ServicePlanName: only there",
                                 "type ChangeDeviceServicePlanRequest: ServicePlan: only here"});
  const auto found = std::ranges::find(open.findings, Finding::Matter::only_his, &Finding::matter);
  REQUIRE(found != open.findings.end());
  CHECK(found->nearest ==
        std::vector<std::string>{"ServicePlan (4 letters differ, same kind, same place)"});
  CHECK(input(open, "ChangeDeviceServicePlan").find("ServicePlanName")->ours == nullptr);

  folder.write("contract.toml",
               "[rename]\n\"ChangeDeviceServicePlanRequest.ServicePlanName\" = \"ServicePlan\"\n");
  const auto settled = folder.match();
  CHECK(settled.open() == 0);
  CHECK(settled.renamed == 1);
  CHECK(input(settled, "ChangeDeviceServicePlan").find("ServicePlanName")->ours->name ==
        "ServicePlan");
}

TEST_CASE("an operation is found by action, by name, by rule") {
  const Folder folder;
  const std::string wsdl = "SessionService/SessionService.wsdl";
  folder.replace(wsdl,
                 "soapAction=\"http://nphase.com/unifiedwebservice/v2/ISessionService/LogOut\"",
                 "soapAction=\"urn:bye\"");
  const auto by_name = folder.match();
  CHECK(by_name.open() == 0);
  CHECK(by_name.plan->by_action("urn:bye")->ours->name == "LogOut");

  const std::string action = "http://nphase.com/unifiedwebservice/v2/ISessionService/LogIn";
  folder.replace(wsdl, "soapAction=\"" + action + "\"", "soapAction=\"urn:hello\"");
  folder.replace(wsdl, "<wsdl:operation name=\"LogIn\">", "<wsdl:operation name=\"LogOn\">");
  folder.replace(wsdl, "<wsdl:operation name=\"LogIn\">", "<wsdl:operation name=\"LogOn\">");
  CHECK(open_points(folder.match()) == std::vector<std::string>{"operation LogOn: only there"});
  folder.write("contract.toml", "[rename]\nLogOn = \"LogIn\"\n");
  CHECK(folder.match().plan->by_action("urn:hello")->ours->name == "LogIn");
}

TEST_CASE("a level more and a level less") {
  const Folder folder;
  folder.replace("DeviceService/DeviceService.data.xsd",
                 "<xs:element minOccurs=\"0\" name=\"Devices\" nillable=\"true\" "
                 "type=\"tns:ArrayOfDeviceInformation\"/>",
                 "<xs:element minOccurs=\"0\" maxOccurs=\"unbounded\" name=\"Device\" "
                 "type=\"tns:DeviceInformation\"/>");
  CHECK(folder.match().open() == 2);
  folder.write("contract.toml", "flatten = [\"GetDeviceListResponse.Devices\"]\n");
  const auto flat = folder.match();
  CHECK(flat.open() == 0);
  const auto& output = *flat.plan->find("GetDeviceList")->response.type->members[0].type;
  CHECK(output.find("Device")->ours->name == "DeviceInformation");
  CHECK(output.find("Device")->outer->inside->name == "Devices");
  CHECK(output.layout->places[0].dissolved != nullptr);
}

TEST_CASE("rules that mean nothing are named with file, line and key") {
  const Folder folder;
  const auto problem = [&](const std::string& rules) {
    folder.write("contract.toml", rules);
    return folder.problem();
  };
  CHECK(problem("ignroe = []\n") ==
        "contract.toml:1: ignroe: is none of use, ignore, nest, flatten, rename, constant");
  CHECK(problem("\nnest = \"A.B\"\n") == "contract.toml:2: nest: must be a list of texts");
  CHECK(problem("[rename]\n\"A.B\" = 3\n") == "contract.toml:2: rename \"A.B\": must be a text");
  CHECK(problem("[rename]\nA.B = \"C\"\n") ==
        "contract.toml:2: rename \"A\": write the whole name in quotation marks");
  CHECK(problem("ignore = [\"A\"]\n") == "contract.toml:1: ignore \"A\": must be \"Type.Member\"");
  CHECK(problem("[rename]\n\"MoveDeviceRequest.ServicePlan\" = \"Plan\"\n") ==
        "contract.toml:2: rename \"MoveDeviceRequest.ServicePlan\": MoveDeviceRequest of this "
        "program has no member Plan");
  CHECK(problem("[rename]\nMoveDevice = \"Relocate\"\n") ==
        "contract.toml:2: rename \"MoveDevice\": this program has no operation Relocate");
  CHECK(problem("use = [\"Other.wsdl\"]\n") == "contract.toml: use: there is no WSDL Other.wsdl");
  CHECK(problem("[rename\n").starts_with("contract.toml:1: "));
  folder.write("contract.toml", "ignore = [\"NoType.Member\"]\n");
  const auto files = folder.files();
  REQUIRE(files);
  const auto matching = contract::match(contract::services(), files->contract, files->rules);
  REQUIRE(matching.unused.size() == 1);
  CHECK(files->rules.where(*matching.unused[0]).ends_with(":1: ignore \"NoType.Member\""));
}

TEST_CASE("two versions side by side need a choice") {
  const Folder folder;
  fs::copy(folder.path("SessionService"), folder.path("old"), fs::copy_options::recursive);
  CHECK(folder.match().open() == 0);
  folder.replace("old/SessionService.data.xsd", "name=\"Username\"", "name=\"User\"");
  CHECK(folder.problem() ==
        "old/SessionService.wsdl: describes the type "
        "{http://schemas.datacontract.org/2004/07/NPhase.UnifiedWebService.APIs.v2.Contract."
        "SessionService}LogInRequest otherwise than SessionService/SessionService.wsdl does: two "
        "versions? Say in contract.toml which files count: use = [\"old/SessionService.wsdl\"]");
  folder.write("contract.toml", "use = [\"old/SessionService.wsdl\"]\n");
  const auto chosen = folder.match();
  CHECK(chosen.plan->operations() == 2);
  CHECK(chosen.open() == 2);
}

TEST_CASE("dead addresses and renamed schemas") {
  const Folder folder;
  const std::string wsdl = "SessionService/SessionService.wsdl";
  folder.replace(wsdl, "schemaLocation=\"SessionService.messages.xsd\"",
                 "schemaLocation=\"http://old.example.com/SessionService.svc?xsd=xsd0\"");
  folder.replace(wsdl, "schemaLocation=\"SessionService.data.xsd\" ", "");
  folder.replace("SessionService/SessionService.messages.xsd",
                 "schemaLocation=\"SessionService.data.xsd\"",
                 "schemaLocation=\"file:///C:/dev/SessionService.data.xsd\"");
  fs::rename(folder.path("SessionService/SessionService.messages.xsd"),
             folder.path("SessionService/service1.xsd"));
  fs::rename(folder.path("SessionService/SessionService.data.xsd"),
             folder.path("SessionService/service11.xsd"));
  const auto files = folder.files();
  REQUIRE_MESSAGE(files.has_value(), files.error().front());
  const auto session = std::ranges::find_if(files->wsdls, [](const auto& each) {
    return each.operations.front().service == "SessionService";
  });
  REQUIRE(session != files->wsdls.end());
  CHECK(session->documents.missing.empty());
  CHECK(session->documents.schemas.size() == 3);
  CHECK(folder.match().open() == 0);
}

TEST_CASE("edit distance") {
  CHECK(contract::edit_distance("", "abc") == 3);
  CHECK(contract::edit_distance("Account", "AccountName") == 4);
  CHECK(contract::edit_distance("kitten", "sitting") == 3);
}
