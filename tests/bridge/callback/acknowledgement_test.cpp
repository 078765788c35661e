#include "bridge/callback/acknowledgement.h"

#include <doctest/doctest.h>

#include "tests/bridge/callback/outside.h"

using namespace uws;
using callback::is_soap_fault;
using callback::judge;
using callback::retry_delay;
using std::chrono::milliseconds;

namespace {

using Kind = callback::Verdict::Kind;

callback::Verdict judge_of(int status, const std::string& body = {},
                           const std::string& retry_after = {}) {
  http::ClientReply reply;
  reply.status = status;
  reply.body = body;
  if (!retry_after.empty()) reply.headers.add("Retry-After", retry_after);
  return judge(reply);
}

}  // namespace

TEST_CASE("any 2xx without a SOAP Fault acknowledges") {
  for (const int status : {200, 202, 299}) CHECK(judge_of(status).kind == Kind::delivered);
  CHECK(judge_of(299, test::kEmptyAnswer).kind == Kind::delivered);
  CHECK(judge_of(200, test::kFault).kind == Kind::refused);
  CHECK(judge_of(200, test::kFault).why == "HTTP 200 with a SOAP Fault");
}

TEST_CASE("a failure is the receiver's or the message's") {
  for (const int status : {408, 425, 429, 500, 503, 599}) {
    CHECK(judge_of(status, "secret words").kind == Kind::down);
  }
  for (const int status : {199, 301, 302, 307, 400, 401, 404, 413, 415}) {
    CHECK(judge_of(status).kind == Kind::refused);
  }
  CHECK(judge_of(500, test::kFault).kind == Kind::refused);
  CHECK(judge_of(410).kind == Kind::gone);
  CHECK(judge_of(500, "secret words").why == "HTTP 500");
  CHECK(judge(http::ClientError{http::ClientFailure::timeout, true, "late"}).kind == Kind::down);
}

TEST_CASE("Retry-After is seconds or a date, and at most a day") {
  using std::chrono::seconds;
  const auto now =
      std::chrono::system_clock::from_time_t(784'111'777);  // Sun, 06 Nov 1994 08:49:37
  const auto read = [&](std::string_view text) { return callback::retry_after(text, now); };
  CHECK(read("120") == seconds(120));
  CHECK(read(" 0 ") == seconds(0));
  CHECK(read("99999999") == seconds(86'400));
  CHECK(read("99999999999999999999999") == seconds(86'400));
  CHECK(read("-5") == seconds(0));
  CHECK(read("Sun, 06 Nov 1994 08:50:37 GMT") == seconds(60));
  CHECK(read("Sun, 06 Nov 1994 08:00:00 GMT") == seconds(0));
  CHECK(read("Sun, 06 Nov 2094 08:00:00 GMT") == seconds(86'400));
  CHECK_FALSE(read("soon"));
  CHECK_FALSE(read(""));
  CHECK_FALSE(read("12s"));
  CHECK(judge_of(503, {}, "7").retry_after == seconds(7));
  CHECK(judge_of(429, {}, "7").retry_after == seconds(7));
  CHECK_FALSE(judge_of(503).retry_after);
}

TEST_CASE("which failures of a receiver may be one message's doing") {
  for (const int status : {500, 501, 502, 504}) CHECK(judge_of(status).of_message);
  for (const int status : {408, 425, 429, 503}) CHECK_FALSE(judge_of(status).of_message);
  http::ClientError error{http::ClientFailure::timeout, true, "no answer"};
  CHECK(callback::judge(error).of_message);
  error = {http::ClientFailure::connect, false, "refused"};
  CHECK_FALSE(callback::judge(error).of_message);
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

TEST_CASE("waits follow the schedule, its last repeats, each a fifth shorter or longer") {
  const callback::Waits schedule{milliseconds(100), milliseconds(300), milliseconds(1'000)};
  CHECK(retry_delay(schedule, 1, 0.5) == milliseconds(100));
  CHECK(retry_delay(schedule, 2, 0.5) == milliseconds(300));
  CHECK(retry_delay(schedule, 3, 0.5) == milliseconds(1'000));
  CHECK(retry_delay(schedule, 1'000'000, 0.5) == milliseconds(1'000));
  CHECK(retry_delay(schedule, 0, 0.5) == milliseconds(100));
  CHECK(retry_delay(schedule, 3, 0.0) == milliseconds(800));
  CHECK(retry_delay(schedule, 3, 0.9999) >= milliseconds(1'199));
}

TEST_CASE("log lines show no secrets of a URL") {
  CHECK(callback::public_part("http://u:p@host:9001/a@b?key=1#x") == "http://host:9001/a@b");
  CHECK(callback::public_part("http://u:p@host") == "http://host");
  CHECK(callback::public_part("https://host/path") == "https://host/path");
}
