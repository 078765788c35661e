#include <doctest/doctest.h>

#include "bridge/soap/envelope_in.h"
#include "bridge/soap/gate_limits.h"
#include "mapping/operations.h"
#include "tests/bridge/soap/soap_requests.h"

namespace {

using namespace uws;
using namespace uws::test;

std::string times(std::size_t count, const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

std::string numbered(std::size_t count, const std::string& before, const std::string& after) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += before + std::to_string(i) + after;
  return out;
}

std::string error_of(const std::string& document) {
  const Gated report = gate(document);
  CHECK(report.document.empty() == !report.xml_error.empty());
  return report.xml_error;
}

// Declared on three nested strays, 60 to each.
std::string declarations(std::size_t most) {
  std::string open, close;
  for (std::size_t made = 0, level = 0; made < most; ++level) {
    const std::size_t now = std::min<std::size_t>(60, most - made);
    open += "<x";
    for (std::size_t i = 0; i < now; ++i)
      open += " xmlns:n" + std::to_string(made + i) + "='urn:n'";
    open += ">";
    close += "</x>";
    made += now;
  }
  return open + close;
}

Gated page_size(const std::string& text, bool strict = false) {
  return gate(request("GetDeviceGroupList", "DeviceGroupService",
                      "<AccountName/><PageSize>" + text + "</PageSize>"),
              "GetDeviceGroupList", strict);
}

}  // namespace

TEST_CASE("256 namespaces in scope") {
  // The envelope, Input and the tests' own: s, v, c, i and the default one.
  constexpr std::size_t kOthers = 5;
  CHECK(error_of(move_device(declarations(uws::soap::kMaxNamespaces - kOthers))).empty());
  CHECK(error_of(move_device(declarations(uws::soap::kMaxNamespaces - kOthers + 1))) ==
        uws::soap::kTooManyNamespaces);
  // Out of scope again they do not count.
  CHECK(error_of(move_device(times(20, declarations(200)))).empty());
}

TEST_CASE("4,096 elements the contract does not know") {
  CHECK(error_of(move_device(times(uws::soap::kMaxStrays, "<x/>"))).empty());
  CHECK(error_of(move_device(times(uws::soap::kMaxStrays + 1, "<x/>"))) ==
        uws::soap::kTooManyStrays);
  CHECK(error_of(move_device("<x>" + times(uws::soap::kMaxStrays, "<y/>") + "</x>")) ==
        uws::soap::kTooManyStrays);
  CHECK(error_of(move_device("<ServicePlan i:nil='1'>" + times(uws::soap::kMaxStrays + 1, "<y/>") +
                             "</ServicePlan>")) == uws::soap::kTooManyStrays);
  // In Header it is a document that breaks before its Body.
  CHECK(gate(envelope("<v:MoveDevice/>", times(uws::soap::kMaxStrays, "<x/>"))).reached_body);
  CHECK_FALSE(
      gate(envelope("<v:MoveDevice/>", times(uws::soap::kMaxStrays + 1, "<x/>"))).reached_body);
}

TEST_CASE("500,000 elements of a document") {
  // Repetitions are passed over and are no strays; envelope, Body, wrapper, Input and AccountName.
  const std::string repeated = "<ServicePlan/>";
  CHECK(error_of(move_device(times(uws::soap::kMaxElements - 5, repeated))).empty());
  CHECK(error_of(move_device(times(uws::soap::kMaxElements - 4, repeated))) ==
        uws::soap::kTooManyElements);
}

TEST_CASE("10,000 items of a list; the fault is the service's own") {
  const auto list = [](std::size_t count) {
    return request("MoveDevice", "CarrierService",
                   "<DeviceList>" + times(count, "<c:DeviceIdentifierCollection i:nil='1'/>") +
                       "</DeviceList><AccountName/>");
  };
  CHECK(gate(list(uws::soap::kMaxItems)).crowded_list.empty());
  const auto crowded = gate(list(uws::soap::kMaxItems + 1));
  CHECK(crowded.crowded_list == "DeviceList");
  CHECK(crowded.document.empty());
  const auto* move = mapping::find_operation(std::string(kV2) + "/ICarrierService/MoveDevice");
  REQUIRE(move);
  const auto opened = uws::soap::open_envelope(list(uws::soap::kMaxItems + 1), "utf-8", move,
                                               move->soap_action, mapping::leniency(false));
  const auto* fault = std::get_if<Fault>(&opened);
  REQUIRE(fault);
  CHECK(fault->code == "UnifiedWebService.INPUT_INVALID.MaxRequestsExceeded");
  CHECK(fault->reason == "DeviceList holds more than 10000");
}

TEST_CASE("a tag of more than 32 KiB, in Header and in Body") {
  const std::string tag = "<x a='" + std::string(uws::soap::kMaxTagBytes, 'a') + "'/>";
  CHECK(error_of(move_device(tag)) == uws::soap::kTagTooLong);
  CHECK_FALSE(gate(envelope("<v:MoveDevice/>", tag)).reached_body);
  // What breaks before it is what counts.
  CHECK(error_of(move_device("&nope;" + tag)).starts_with("undefined entity"));
}

TEST_CASE("64 characters of a number, flag or date") {
  CHECK(page_size(std::string(63, '0') + "7").violation.empty());
  CHECK(page_size("  " + std::string(63, '0') + "7\n").violation.empty());
  CHECK_FALSE(page_size(std::string(64, '0') + "7").violation.empty());
  CHECK_FALSE(page_size(std::string(10'000, ' ') + "7").violation.empty());
}

TEST_CASE("a refusal repeats 256 characters of a request, whole ones") {
  const std::string begun =
      "There was an error deserializing the object of type "
      "NPhase.UnifiedWebService.APIs.v2.Contract.DeviceGroupService.GetDeviceGroupListRequest. The "
      "value '";
  const std::string end = "' cannot be parsed as the type 'Int32'.";
  for (const std::size_t size : {256u, 257u, 1'000u, 100'000u, 15'000'000u}) {
    CHECK(page_size(std::string(size, 'x')).violation == begun + std::string(256, 'x') + end);
  }
  for (const std::string one : {"\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80"}) {
    CHECK(page_size(times(255, one)).violation == begun + times(255, one) + end);
    CHECK(page_size(times(50'000, one)).violation == begun + times(256, one) + end);
  }
  const std::string far(100'000, 'x');
  CHECK(gate(move_device(far)).violation.size() < 600);
  CHECK(gate(move_device("<ServicePlan><" + far.substr(0, 30'000) + "/></ServicePlan>"))
            .violation.size() < 900);
  CHECK(
      gate(move_device("<ServicePlan i:type='" + far.substr(0, 30'000) + "'/>")).violation.size() <
      1'200);
  const auto header =
      gate(envelope("", "<q:" + far.substr(0, 10'000) + " s:mustUnderstand='1' xmlns:q='" +
                            far.substr(0, 10'000) + "'/>"));
  REQUIRE(header.not_understood);
  CHECK(header.not_understood->name.size() == 256);
  CHECK(header.not_understood->name_space.size() == 256);
}

TEST_CASE("elements the contract does not know never reach gSOAP, nor do attributes and prefixes") {
  const auto document =
      gate(move_device("<Nope q:a='1' xmlns:q='urn:q'>1<b/></Nope><c:ServicePlan/><ServicePlan "
                       "q:a='1' b='2' xmlns:q='urn:q'>x<!-- y --></ServicePlan>"))
          .document;
  CHECK(document.find("\">x</ServicePlan>") != std::string::npos);
  for (const char* gone : {"Nope", "urn:q", "<b", "b='2'", "c:", "v:", "!--"}) {
    CHECK(document.find(gone) == std::string::npos);
  }
}

TEST_CASE("a CDATA section of more than ten million bytes") {
  const auto cdata = [](std::size_t bytes) {
    return move_device("<ServicePlan><![CDATA[" + std::string(bytes, 'x') + "]]></ServicePlan>");
  };
  CHECK(error_of(cdata(9'900'000)).empty());
  CHECK(error_of(cdata(10'100'000)) == uws::soap::kNotWellFormed);
}

TEST_CASE("names that never repeat") {
  // As the attacks were: 22,000 elements with an attribute of their own (290 KB); 10,000 prefixes
  // on the envelope and 100,000 elements; 60,000 prefixes; 800,000 stray kinds.
  CHECK(error_of(move_device(numbered(22'000, "<ServicePlan a", "=''/>"))).empty());
  CHECK(error_of(move_device(numbered(400'000, "<ServicePlan a", "=''/>"))) ==
        uws::soap::kTooManyNames);
  CHECK(error_of(move_device(numbered(22'000, "<x a", "=''/>"))) == uws::soap::kTooManyStrays);
  std::string prefixes = move_device(times(100'000, "<x/>"));
  prefixes.insert(std::string_view("<s:Envelope").size(), numbered(10'000, " xmlns:p", "='u'"));
  CHECK_FALSE(gate(prefixes).reached_body);
  prefixes = move_device("");
  prefixes.insert(std::string_view("<s:Envelope").size(), numbered(60'000, " xmlns:p", "='u'"));
  CHECK_FALSE(gate(prefixes).reached_body);
  CHECK(error_of(move_device("<DeviceList>" + times(800'000, "<Kind>mdn</Kind>") +
                             "</DeviceList>")) == uws::soap::kTooManyStrays);
}

TEST_CASE("names that are short in the document and long behind it") {
  std::string element = "<ServicePlan";
  for (int i = 0; i < 60; ++i) element += " q:a" + std::to_string(i) + "=''";
  element += "/>";
  const std::string name(20'000, 'u');
  const std::string inside = move_device("<ServicePlan/><ServicePlan xmlns:q='" + name + "'>" +
                                         times(2'000, element) + "</ServicePlan>");
  CHECK(error_of(inside) == uws::soap::kTooManyNames);
}

TEST_CASE("text gathered for bare pairs") {
  const auto list = [](std::size_t size) {
    return move_device("<DeviceList><c:Device><c:Kind>mdn</c:Kind><c:Identifier>" +
                       std::string(size, '1') + "</c:Identifier></c:Device></DeviceList>");
  };
  CHECK(error_of(list(100'000)).empty());
  CHECK(error_of(list(uws::soap::kMaxStrayText)) == uws::soap::kTextTooLong);
}

TEST_CASE("a violation names the member and the rule, never the value") {
  CHECK(page_size("much").violated == "PageSize is no Int32");
  CHECK(page_size("<b/>").violated == "PageSize holds an element where a value is expected");
  CHECK(page_size("</PageSize>text<PageSize>1").violated == "Input holds text between its members");
  CHECK(page_size("7").violated.empty());
}
