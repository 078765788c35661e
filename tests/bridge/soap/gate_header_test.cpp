#include <doctest/doctest.h>

#include "tests/bridge/soap/soap_requests.h"

namespace {

using namespace uws::test;

Gated with_header(std::string_view header) { return gate(envelope("<v:MoveDevice/>", header)); }

constexpr const char* kWsa =
    "<w:Action xmlns:w='http://www.w3.org/2005/08/addressing'>urn:a</w:Action>"
    "<w:MessageID xmlns:w='http://www.w3.org/2005/08/addressing'>urn:b</w:MessageID>"
    "<w:To xmlns:w='http://www.w3.org/2005/08/addressing'>http://127.0.0.1/</w:To>";

}  // namespace

TEST_CASE("the token is found by name and namespace, anywhere in Header") {
  CHECK(with_header("<v:token>abc</v:token>").token == "abc");
  CHECK(with_header("<token xmlns='" + std::string(kV2) + "'>abc</token>").token == "abc");
  CHECK(with_header(kWsa + std::string("<v:token>abc</v:token>")).token == "abc");
  CHECK(with_header("<v:token>abc</v:token>" + std::string(kWsa)).token == "abc");
  CHECK(with_header("<v:token>a<!-- x -->b<![CDATA[c]]>&amp;</v:token>").token == "abc&");
}

TEST_CASE("no token, an empty token and another's token are not the same") {
  CHECK_FALSE(with_header("").token.has_value());
  CHECK_FALSE(with_header("<v:Token>abc</v:Token>").token.has_value());
  CHECK_FALSE(with_header("<token>abc</token>").token.has_value());
  CHECK_FALSE(with_header("<c:token>abc</c:token>").token.has_value());
  CHECK_FALSE(with_header("<v:box><v:token>abc</v:token></v:box>").token.has_value());
  CHECK(with_header("<v:token/>").token == "");
  CHECK(with_header("<v:token></v:token>").token == "");
}

TEST_CASE("of two tokens the last one wins") {
  CHECK(with_header("<v:token>one</v:token><v:token>two</v:token>").token == "two");
  CHECK(with_header("<v:token>one</v:token><v:token/>").token == "");
}

TEST_CASE("mustUnderstand on the token counts as understood, with any actor") {
  for (const char* attributes :
       {"s:mustUnderstand='1'", "s:mustUnderstand='true'", "s:mustUnderstand='0'",
        "s:mustUnderstand='1' s:actor='http://schemas.xmlsoap.org/soap/actor/next'",
        "s:mustUnderstand='0' s:actor=''", "s:actor='urn:somebody'"}) {
    CAPTURE(std::string(attributes));
    const auto report = with_header("<v:token " + std::string(attributes) + ">abc</v:token>");
    CHECK(report.token == "abc");
    CHECK_FALSE(report.not_understood.has_value());
  }
}

TEST_CASE("mustUnderstand on another header, meant for us, is not understood") {
  const auto refused = [](const std::string& header) {
    const auto report = with_header(header);
    return report.not_understood
               ? report.not_understood->name_space + "|" + report.not_understood->name
               : "";
  };
  CHECK(refused("<q:Security xmlns:q='urn:wsse' s:mustUnderstand='1'/>") == "urn:wsse|Security");
  CHECK(refused("<q:Security xmlns:q='urn:wsse' s:mustUnderstand='true'/>") == "urn:wsse|Security");
  CHECK(refused("<plain s:mustUnderstand='1'/>") == "|plain");
  CHECK(refused("<q:a xmlns:q='urn:q' s:mustUnderstand='1' "
                "s:actor='http://schemas.xmlsoap.org/soap/actor/next'/>") == "urn:q|a");
  CHECK(refused("<q:a xmlns:q='urn:q' s:mustUnderstand='1'/>"
                "<q:b xmlns:q='urn:q' s:mustUnderstand='1'/>") == "urn:q|a");
  CHECK(refused("<w:Action xmlns:w='http://www.w3.org/2005/08/addressing' "
                "s:mustUnderstand='1'>x</w:Action>") ==
        "http://www.w3.org/2005/08/addressing|Action");
  CHECK(refused("<c:token s:mustUnderstand='1'/>") == contract_namespace("Common") + "|token");
}

TEST_CASE("headers that are not meant for us, or need not be understood, are passed over") {
  for (const char* header :
       {"<q:a xmlns:q='urn:q'/>", "<q:a xmlns:q='urn:q' s:mustUnderstand='0'/>",
        "<q:a xmlns:q='urn:q' mustUnderstand='1'/>",
        "<q:a xmlns:q='urn:q' s:mustUnderstand='1' s:actor='urn:somebody'/>",
        "<q:a xmlns:q='urn:q'><q:b s:mustUnderstand='1'/></q:a>", kWsa}) {
    CAPTURE(std::string(header));
    CHECK_FALSE(with_header(header).not_understood.has_value());
  }
}

TEST_CASE("gSOAP never sees a header") {
  const auto report = with_header("<v:token>abc</v:token>" + std::string(kWsa));
  CHECK(report.document.find("token") == std::string::npos);
  CHECK(report.document.find("Header") == std::string::npos);
  CHECK(report.document == "<MoveDevice xmlns=\"" + std::string(kV2) + "\"></MoveDevice>");
  const auto empty = envelope("<v:MoveDevice/>", " ");
  CHECK(gate(empty).document.find("Header") == std::string::npos);
}

TEST_CASE("of a long token the beginning is kept, of the blanks before it nothing") {
  const std::string blanks(10'000, ' ');
  CHECK(with_header("<v:token>" + blanks + "abc</v:token>").token == "abc");
  const auto token = with_header("<v:token>" + std::string(100'000, 'x') + "</v:token>").token;
  REQUIRE(token);
  CHECK(token->size() > 256);
  CHECK(token->size() < 2'000);
}
