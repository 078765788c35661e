#include "contract/callback_layout.h"

#include <doctest/doctest.h>

#include "tests/contract/callback_schema.h"

using namespace uws::contract;

namespace {

constexpr const char* kSchema = R"(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:t="urn:owner" targetNamespace="urn:owner" elementFormDefault="qualified">
  <xs:element name="CallbackRequest" type="t:Message"/>
  <xs:complexType name="Message"><xs:sequence>
    <xs:element name="Username" type="xs:string" minOccurs="0"/>
    <xs:element name="Data" type="t:Data" minOccurs="0"/>
  </xs:sequence></xs:complexType>
  <xs:complexType name="Data"><xs:sequence>
    <xs:element name="Status" type="xs:string" minOccurs="0" nillable="true"/>
    <xs:element name="Inner" type="t:Data" minOccurs="0"/>
  </xs:sequence></xs:complexType>
</xs:schema>)";

LaidCallback laid(Rules rules, const std::string& message) {
  const auto layout = uws::test::layout_of(kSchema, std::move(rules));
  return layout.lay_out("<E><B><CallbackRequest xmlns=\"urn:ours\">" + message +
                        "</CallbackRequest></B></E>");
}

std::string inside(const LaidCallback& made) {
  const auto begin = made.envelope.find("urn:owner\">") + 11;
  return made.envelope.substr(begin, made.envelope.find("</CallbackRequest>") - begin);
}

}  // namespace

TEST_CASE("members stand in the owner's order, what he has no place for is told") {
  const auto made =
      laid({}, "<Data><Odd>1</Odd><Status>Success</Status></Data><Username>u</Username>");
  CHECK(inside(made) == "<Username>u</Username><Data><Status>Success</Status></Data>");
  CHECK(made.dropped == std::vector<std::string>{"Data.Odd"});
}

TEST_CASE("a level of a type that holds itself is one level, not one without end") {
  Rules rules;
  rules.nest.push_back({"Data", "Inner", {}, 1});
  const auto made = laid(rules, "<Data><Status>Success</Status></Data>");
  CHECK(inside(made) ==
        "<Data><Status>Success</Status><Inner><Status>Success</Status></Inner></Data>");
}
