#include <doctest/doctest.h>

#include "tests/bridge/soap/soap_requests.h"

namespace {

using namespace uws::test;

struct Broken {
  const char* name;
  std::string text;
};

std::string in_name(std::string_view bytes) {
  return move_device("<ServicePlan>" + std::string(bytes) + "</ServicePlan>");
}

// Nothing of a refused document may reach gSOAP.
void check_broken_inside_body(const Broken& broken) {
  CAPTURE(std::string(broken.name));
  const Gated report = gate(broken.text);
  CHECK(report.reached_body);
  CHECK_FALSE(report.xml_error.empty());
  CHECK(report.document.empty());
}

void check_broken_before_body(const Broken& broken) {
  CAPTURE(std::string(broken.name));
  const Gated report = gate(broken.text);
  CHECK_FALSE(report.reached_body);
  CHECK(report.document.empty());
}

}  // namespace

TEST_CASE("what breaks before Body never reaches it") {
  const std::string good = move_device("");
  const std::string open = "<s:Envelope xmlns:s=\"" + std::string(kSoapNamespace) + "\">";
  std::string laughs = "<!DOCTYPE s:Envelope [<!ENTITY a0 \"ha\">";
  for (int i = 1; i < 12; ++i) {
    const std::string before = "&a" + std::to_string(i - 1) + ";";
    laughs += "<!ENTITY a" + std::to_string(i) + " \"";
    for (int k = 0; k < 10; ++k) laughs += before;
    laughs += "\">";
  }
  laughs += "]>" + in_name("&a11;");
  const Broken cases[] = {
      {"nothing", ""},
      {"blanks", " \r\n\t"},
      {"no XML", "Username=demo"},
      {"JSON", R"({"Input":null})"},
      {"DTD", "<!DOCTYPE a>" + good},
      {"external entity", "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>" + good},
      {"parameter entity",
       "<!DOCTYPE a [<!ENTITY % x SYSTEM \"http://127.0.0.1:1/\"> %x;]>" + good},
      {"billion laughs", laughs},
      {"processing instruction", "<?php x?>" + good},
      {"processing instruction in Header", envelope("", "<v:token><?a b?></v:token>")},
      {"declaration not at the start", " <?xml version=\"1.0\"?>" + good},
      {"declaration of another encoding", "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>" + good},
      {"version 2.0", "<?xml version=\"2.0\"?>" + good},
      {"version 1.1", "<?xml version=\"1.1\" encoding=\"utf-8\"?>" + good},
      {"declaration of an unknown encoding", "<?xml version=\"1.0\" encoding=\"x-mad\"?>" + good},
      {"SOAP 1.2",
       "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body/></s:Envelope>"},
      {"no namespace", "<Envelope><Body/></Envelope>"},
      {"empty other root", "<Envelope/>"},
      {"no Body", open + "</s:Envelope>"},
      {"empty Envelope", "<s:Envelope xmlns:s=\"" + std::string(kSoapNamespace) + "\"/>"},
      {"only a Header", open + "<s:Header/></s:Envelope>"},
      {"another element before Body", open + "<s:Extra/><s:Body/></s:Envelope>"},
      {"a second Header", open + "<s:Header/><s:Header/><s:Body/></s:Envelope>"},
      {"Body of no namespace", open + "<Body/></s:Envelope>"},
      {"broken Header", open + "<s:Header><a></s:Header><s:Body/></s:Envelope>"},
      {"undeclared prefix in Header", open + "<s:Header><q:a/></s:Header><s:Body/></s:Envelope>"},
      {"bad UTF-8 in Header", envelope("", "<v:token>\xC3\x28</v:token>")},
      {"UTF-16 bytes", std::string("<\0s\0:\0E\0", 8)},
      {"65 attributes on Envelope's header",
       [] {
         std::string header = "<v:x";
         for (int i = 0; i < 65; ++i) header += " a" + std::to_string(i) + "=''";
         return envelope("", header + "/>");
       }()},
  };
  for (const auto& broken : cases) check_broken_before_body(broken);
}

TEST_CASE("what breaks inside Body is the reader's error and goes no further") {
  const std::string good = move_device("");
  const Broken cases[] = {
      {"invalid UTF-8", in_name("\xC3\x28")},
      {"lone continuation byte", in_name("\x80")},
      {"overlong less-than", in_name("\xC0\xBC")},
      {"overlong slash of three bytes", in_name("\xE0\x80\xAF")},
      {"surrogate in UTF-8", in_name("\xED\xA0\x80")},
      {"beyond Unicode", in_name("\xF4\x90\x80\x80")},
      {"truncated character", in_name("\xE2\x82")},
      {"Latin-1", in_name("Gr\xF6\xDF"
                          "e")},
      {"NUL", in_name(std::string_view("a\0b", 3))},
      {"control character", in_name("a\x01"
                                    "b")},
      {"escape character", in_name("\x1B[2J")},
      {"noncharacter", in_name("\xEF\xBF\xBF")},
      {"reference to NUL", in_name("&#0;")},
      {"reference to a control character", in_name("&#x1F;")},
      {"reference to a surrogate", in_name("&#xD800;")},
      {"unknown entity", in_name("&nbsp;")},
      {"bare ampersand", in_name("a & b")},
      {"end of CDATA in text", in_name("]]>")},
      {"two hyphens in a comment", in_name("<!-- a -- b -->")},
      {"mismatched end tag", move_device("<ServicePlan>x</DeviceGroupName>")},
      {"crossed tags", move_device("<Nope><b></Nope></b>")},
      {"undeclared prefix", move_device("<q:ServicePlan>x</q:ServicePlan>")},
      {"undeclared prefix of an attribute", move_device("<ServicePlan q:nil='true'/>")},
      {"attribute twice", move_device("<ServicePlan a='1' a='2'/>")},
      {"attribute twice by namespace",
       move_device("<ServicePlan xmlns:j='http://www.w3.org/2001/XMLSchema-instance' i:nil='true' "
                   "j:nil='true'/>")},
      {"attribute without quotes", move_device("<ServicePlan a=1/>")},
      {"less-than in an attribute", move_device("<ServicePlan a='<'/>")},
      {"processing instruction", move_device("<?a b?>")},
      {"DTD", move_device("<!DOCTYPE a>")},
      {"cut off in a tag", good.substr(0, good.find("</v:Input") + 5)},
      {"cut off in text", good.substr(0, good.find("0212345678") + 5)},
      {"cut off after Body", good.substr(0, good.find("</s:Envelope>"))},
      {"a second root", good + "<x/>"},
      {"text after the end", good + "junk"},
      {"a second document", good + good},
  };
  for (const auto& broken : cases) check_broken_inside_body(broken);
}

TEST_CASE("comments, CDATA and blanks around an envelope are fine") {
  const std::string good = move_device("<ServicePlan><![CDATA[a]]><!-- b -->c</ServicePlan>");
  const Gated report = gate("\xEF\xBB\xBF<!-- hello -->\r\n" + good + "\n<!-- bye -->\n");
  CHECK(report.xml_error.empty());
  CHECK(report.violation.empty());
  CHECK(report.document.starts_with("<MoveDevice"));
  CHECK_FALSE(gate("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + good).document.empty());
  CHECK_FALSE(gate("<?xml version='1.0' standalone='no'?>" + good).document.empty());
}

TEST_CASE("forty thousand attributes are refused at once") {
  for (const char* end : {"/>", ">x</ServicePlan>"}) {
    std::string member = "<ServicePlan";
    for (int i = 0; i < 40'000; ++i) member += " a" + std::to_string(i) + "=\"\"";
    const std::string document = move_device(member + end);
    check_broken_inside_body({end, document});
    CHECK(gate(document).xml_error == "Too many attributes on one element.");
  }
  std::string wrapper = "<v:MoveDevice";
  for (int i = 0; i < 65; ++i) wrapper += " a" + std::to_string(i) + "=\"\"";
  check_broken_inside_body({"empty wrapper", envelope(wrapper + "/>")});
}

TEST_CASE("64 attributes pass") {
  std::string member = "<ServicePlan";
  for (int i = 0; i < 64; ++i) member += " a" + std::to_string(i) + "=\"\"";
  CHECK_FALSE(gate(move_device(member + "/>")).document.empty());
}

TEST_CASE("depth is bounded at 32") {
  // Envelope, Body, wrapper and Input are four of them.
  const auto nested = [](int levels) {
    std::string text;
    for (int i = 0; i < levels; ++i) text += "<x>";
    for (int i = 0; i < levels; ++i) text += "</x>";
    return move_device(text);
  };
  CHECK_FALSE(gate(nested(28)).document.empty());
  check_broken_inside_body({"33 levels", nested(29)});
  check_broken_inside_body({"100,000 levels", nested(100'000)});
  const Gated report = gate(nested(29));
  CHECK(report.xml_error.starts_with("The maximum read depth (32) has been exceeded."));
}

TEST_CASE("huge text passes whole") {
  const std::string huge(8 * 1024 * 1024, 'x');
  const Gated report = gate(in_name(huge));
  CHECK(report.violation.empty());
  CHECK(report.document.find(huge) != std::string::npos);
}

TEST_CASE("a stop at an empty element leaves nothing behind it") {
  CHECK(gate(envelope("<v:Nope/>")).wrong_wrapper);
  CHECK(gate(envelope("<v:Nope/><v:MoveDevice/>")).wrong_wrapper);
  const Gated report = gate(request("GetDeviceGroupList", "DeviceGroupService",
                                    "<AccountName/><PageIndex i:nil='true'/>"),
                            "GetDeviceGroupList", true);
  CHECK(report.violation == "ValueType 'System.Int32' cannot be null.");
}
