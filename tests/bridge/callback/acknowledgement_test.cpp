#include "bridge/callback/acknowledgement.h"

#include <doctest/doctest.h>

#include "tests/bridge/callback/outside.h"

using namespace uws;
using callback::is_soap_fault;
using callback::refusal;
using callback::retry_delay;
using std::chrono::milliseconds;

TEST_CASE("any 2xx without a SOAP Fault acknowledges") {
  CHECK(refusal(200, "").empty());
  CHECK(refusal(202, "OK").empty());
  CHECK(refusal(299, test::kEmptyAnswer).empty());
  CHECK(refusal(200, test::kFault) == "HTTP 200 with a SOAP Fault");
  CHECK(refusal(500, "secret words") == "HTTP 500");
  CHECK(refusal(302, "") == "HTTP 302");
  CHECK(refusal(199, "") == "HTTP 199");
}

TEST_CASE("a Fault is one by its place and namespace only") {
  const std::string soap12 = "http://www.w3.org/2003/05/soap-envelope";
  CHECK(is_soap_fault("\n  <Envelope xmlns='" + soap12 + "'><Header><Fault/></Header>" +
                      "<Body><Fault/></Body></Envelope>"));
  CHECK(is_soap_fault(test::kFault.substr(0, test::kFault.find("</s:Fault>"))));
  CHECK_FALSE(is_soap_fault("<Envelope xmlns='" + soap12 +
                            "'><Body><Answer><Fault/></Answer></Body></Envelope>"));
  CHECK_FALSE(is_soap_fault("<Envelope xmlns='" + soap12 +
                            "'><Body><Fault xmlns='urn:other'/></Body></Envelope>"));
  CHECK_FALSE(is_soap_fault("<Envelope xmlns='" + soap12 +
                            "'><Header><Fault/></Header><Body/></Envelope>"));
  CHECK_FALSE(is_soap_fault("<Fault/>"));
  CHECK_FALSE(is_soap_fault("{\"Fault\":1}"));
  CHECK_FALSE(is_soap_fault("<!DOCTYPE x [<!ENTITY e 'x'>]>" + test::kFault));
}

TEST_CASE("waits double up to the longest and are shortened by at most a half") {
  const milliseconds first(100), longest(1'000);
  CHECK(retry_delay(first, longest, 1, 0.0) == milliseconds(100));
  CHECK(retry_delay(first, longest, 2, 0.0) == milliseconds(200));
  CHECK(retry_delay(first, longest, 4, 0.0) == milliseconds(800));
  CHECK(retry_delay(first, longest, 5, 0.0) == longest);
  CHECK(retry_delay(first, longest, 1'000'000, 0.0) == longest);
  CHECK(retry_delay(first, longest, 5, 0.5) == milliseconds(750));
  CHECK(retry_delay(first, longest, 5, 0.9999) >= milliseconds(500));
  CHECK(retry_delay(longest, first, 3, 0.0) == first);
}

TEST_CASE("log lines show no secrets of a URL") {
  CHECK(callback::public_part("http://u:p@host:9001/a@b?key=1#x") == "http://host:9001/a@b");
  CHECK(callback::public_part("http://u:p@host") == "http://host");
  CHECK(callback::public_part("https://host/path") == "https://host/path");
}
