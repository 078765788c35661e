#include "contract/match_callbacks.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/contract/callback_schema.h"

using namespace uws::contract;

namespace {

using Content = CallbackElement::Content;

// Small built-in messages: Device with a list in it, Data with a payload and one that is open.
const std::vector<CallbackElement> kOurs = {
    {"CallbackRequest",
     Content::members,
     {{"Username"},
      {"RequestId"},
      {"Device", Content::members, {{"Kind"}, {"Identifier"}}, true},
      {"Data",
       Content::members,
       {{"PRLInformation", Content::members, {{"PRLVersion"}}},
        {"Usage", Content::open, {{"DeviceIdentifier", Content::members, {{"Kind"}}}}},
        {"Status"}}}}}};

constexpr const char* kDevice = R"(<xs:complexType name="Device"><xs:sequence>
    <xs:element name="Identifier" type="xs:string"/><xs:element name="Kind" type="xs:string"/>
  </xs:sequence></xs:complexType>)";
// All of Data.
constexpr const char* kData = R"(<xs:complexType name="Data"><xs:sequence>
    <xs:element name="PRLInformation" type="t:Prl"/><xs:element name="Usage" type="xs:anyType"/>
    <xs:element name="Status" type="xs:string"/>
  </xs:sequence></xs:complexType>
  <xs:complexType name="Prl"><xs:sequence>
    <xs:element name="PRLVersion" type="xs:string"/>
  </xs:sequence></xs:complexType>)";
constexpr const char* kMembers = R"(<xs:element name="RequestId" type="xs:string"/>
    <xs:element name="Username" type="xs:string"/>
    <xs:element name="Device" type="t:Device" maxOccurs="unbounded"/>
    <xs:element name="Data" type="t:Data"/>)";

std::string schema(const std::string& members, const std::string& types) {
  return R"(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:owner"
    targetNamespace="urn:owner" elementFormDefault="qualified">
  <xs:element name="CallbackRequest" type="t:Message"/>
  <xs:complexType name="Message"><xs:sequence>)" +
         members + "</xs:sequence></xs:complexType>" + types + "</xs:schema>";
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE_MESSAGE(at != std::string::npos, from);
  return text.replace(at, from.size(), to);
}

class Found {
 public:
  Found(const std::string& members, const std::string& types, const Rules& rules = {})
      : findings_(match_callbacks(uws::test::layout_of(schema(members, types), rules), kOurs)) {}

  const std::vector<Finding>& all() const { return findings_; }
  // "type Message: Colour: only there" of those that are open.
  std::vector<std::string> open() const {
    std::vector<std::string> texts;
    for (const auto& finding : findings_) {
      if (finding.open) {
        texts.push_back(finding.group.substr(0, finding.group.find(" {")) + ": " + finding.what);
      }
    }
    return texts;
  }
  const Finding& only() const {
    REQUIRE(findings_.size() == 1);
    return findings_.front();
  }

 private:
  std::vector<Finding> findings_;
};

using Texts = std::vector<std::string>;
const std::string kTypes = std::string(kDevice) + kData;

}  // namespace

TEST_CASE("callbacks an owner has a place for have no finding, whatever the order") {
  CHECK(Found(kMembers, kTypes).all().empty());
}

TEST_CASE("an element of a callback that has no place there is told, its members are not") {
  const auto types = replaced(kTypes, R"(<xs:element name="PRLInformation" type="t:Prl"/>)", "");
  const Found found(kMembers, types);
  CHECK(found.open() == Texts{"type Data: PRLInformation: only here"});
  CHECK(found.only().matter == Finding::Matter::only_ours);
  CHECK(found.only().directions == kCallback);
  CHECK(found.only().group == "type Data {urn:owner}");
  CHECK(found.only().key == "Data.PRLInformation");
  Rules rules;
  rules.ignore.push_back({"Data", "PRLInformation", {}, 1});
  CHECK(Found(kMembers, types, rules).open().empty());
  CHECK(Found(kMembers, types, rules).all().size() == 1);
}

TEST_CASE("a member of callbacks only there: required, nillable, a list, a constant, ignored") {
  const auto with = [](const std::string& more) {
    return kMembers + (R"(<xs:element name="Origin" type="xs:string" )" + more + "/>");
  };
  const Found required(with(""), kTypes);
  CHECK(required.open() == Texts{"type Message: Origin: only there"});
  CHECK(required.only().required);
  CHECK_FALSE(required.only().nillable);
  CHECK(required.only().key == "Message.Origin");
  CHECK(Found(with(R"(nillable="true")"), kTypes).only().nillable);
  CHECK_FALSE(Found(with(R"(minOccurs="0")"), kTypes).only().required);
  const Found list(with(R"(nillable="true" maxOccurs="unbounded")"), kTypes);
  CHECK_FALSE(list.only().nillable);
  Rules rules;
  rules.constant.push_back({"Message", "Origin", "gateway", 1});
  const Found constant(with(""), kTypes, rules);
  CHECK(constant.open().empty());
  CHECK(constant.only().constant);
  rules = {};
  rules.ignore.push_back({"{urn:owner}Message", "Origin", {}, 1});
  CHECK(Found(with(""), kTypes, rules).open().empty());
}

TEST_CASE("what a member of callbacks may have been meant for, and the rename that settles it") {
  const auto members = replaced(kMembers, "Username", "User");
  const Found found(members, kTypes);
  CHECK(found.open() ==
        Texts{"type Message: User: only there", "type Message: Username: only here"});
  CHECK(found.all().front().nearest == Texts{"Username (4 letters differ, same kind)"});
  Rules rules;
  rules.rename.push_back({"Message", "User", "Username", 1});
  CHECK(Found(members, kTypes, rules).all().empty());
  rules.rename.front().value = "UserName";
  CHECK(Found(members, kTypes, rules).open().front() ==
        "type Message: User: only there; no callback has UserName, which a rule names");
}

TEST_CASE("Data twice is one level, of another type or of its own") {
  const std::string outer = R"(<xs:complexType name="Outer"><xs:sequence>
    <xs:element name="Data" type="t:Data"/></xs:sequence></xs:complexType>)";
  const auto twice = replaced(kMembers, "t:Data", "t:Outer");
  CHECK(Found(twice, kTypes + outer).all().empty());
  const auto own = replaced(kTypes, R"(<xs:element name="Status")",
                            R"(<xs:element name="Data" type="t:Data" minOccurs="0"/>
                               <xs:element name="Status")");
  CHECK(Found(kMembers, own).all().empty());
  // What the inner one has no place for, the outer one may have; what neither has is told once.
  const auto less =
      replaced(replaced(kTypes, R"(<xs:element name="Status" type="xs:string"/>)", ""),
               R"(<xs:element name="Usage" type="xs:anyType"/>)", "");
  const auto status = replaced(outer, "</xs:sequence>",
                               R"(<xs:element name="Status" type="xs:string"/></xs:sequence>)");
  CHECK(Found(twice, less + status).open() == Texts{"type Outer: Usage: only here"});
}

TEST_CASE("levels by nest and flatten") {
  const auto nested = replaced(kMembers, R"(<xs:element name="Data" type="t:Data"/>)",
                               R"(<xs:element name="Body" type="t:Body"/>)");
  const std::string body = R"(<xs:complexType name="Body"><xs:sequence>
    <xs:element name="Data" type="t:Data"/></xs:sequence></xs:complexType>)";
  CHECK(Found(nested, kTypes + body).open() ==
        Texts{"type Message: Body: only there", "type Message: Data: only here"});
  Rules rules;
  rules.nest.push_back({"Message", "Body", {}, 1});
  CHECK(Found(nested, kTypes + body, rules).all().empty());
  const auto flat = replaced(kTypes, R"(name="PRLInformation" type="t:Prl")",
                             R"(name="PRLVersion" type="xs:string")");
  rules = {};
  rules.flatten.push_back({"Data", "PRLInformation", {}, 1});
  CHECK(Found(kMembers, flat, rules).all().empty());
}

TEST_CASE("a value beside members is told") {
  const auto value = replaced(kTypes, R"(type="t:Prl")", R"(type="xs:string")");
  const Found found(kMembers, value);
  CHECK(found.open() == Texts{"type Data: PRLInformation: is a value there, has members here"});
  CHECK(found.only().matter == Finding::Matter::kind);
  const auto complex =
      replaced(kTypes, R"(name="Status" type="xs:string")", R"(name="Status" type="t:Prl")");
  CHECK(Found(kMembers, complex).open() ==
        Texts{"type Data: Status: has members there, is a value here"});
}

TEST_CASE("one there and a list here is told, a list there is not") {
  const auto one = replaced(kMembers, R"( maxOccurs="unbounded")", "");
  const Found found(one, kTypes);
  CHECK(found.open() == Texts{"type Message: Device: one there, a list here"});
  CHECK(found.only().matter == Finding::Matter::kind);
  CHECK(found.only().key == "Message.Device");
  Rules rules;
  rules.ignore.push_back({"Message", "Device", {}, 1});
  CHECK(Found(one, kTypes, rules).open().empty());
  const auto list = replaced(kMembers, R"(type="t:Data")", R"(type="t:Data" maxOccurs="9")");
  CHECK(Found(list, kTypes).all().empty());
}

TEST_CASE("of an open element only the names that are known are compared") {
  const auto types =
      replaced(kTypes, R"(name="Usage" type="xs:anyType")", R"(name="Usage" type="t:Usage")") +
      R"(<xs:complexType name="Usage"><xs:sequence>
    <xs:element name="BytesUsed" type="xs:long"/></xs:sequence></xs:complexType>)";
  CHECK(Found(kMembers, types).open() == Texts{"type Usage: DeviceIdentifier: only here"});
}
