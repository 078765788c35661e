#include "mapping/common/rest_fault.h"

#include <doctest/doctest.h>

#include <string>

#include "mapping/common/faults.h"

using uws::Fault;
using uws::mapping::rest_fault;
using uws::mapping::RestReply;

namespace {

Fault of(int status, std::string body, std::string type = "application/json") {
  return rest_fault(RestReply{status, std::move(type), std::move(body)});
}

const Fault kUnexpected{"http://nphase.com/unifiedwebservice/v2",
                        "UnifiedWebService.REQUEST_FAILED.UnexpectedError",
                        "Unexpected error occurred. Could not complete request."};

}  // namespace

TEST_CASE("the platform's own error passes unchanged") {
  const Fault fault =
      of(400, R"({"errorCode":"UnifiedWebService.REQUEST_FAILED.SessionToken.Expired",)"
              R"("errorMessage":"Session \u00e9xpired <now> & gone."})");
  CHECK(fault == Fault{"http://nphase.com/unifiedwebservice/v2",
                       "UnifiedWebService.REQUEST_FAILED.SessionToken.Expired",
                       "Session \xC3\xA9xpired <now> & gone."});
  CHECK(of(404, R"({"errorCode":"DeviceService.REQUEST_FAILED.DeviceNotFound",)"
                R"("errorMessage":"No such device"})")
            .code == "DeviceService.REQUEST_FAILED.DeviceNotFound");
}

TEST_CASE("an error without a message gets the table's") {
  const std::string head = R"({"errorCode":"UnifiedWebService.INPUT_INVALID.RequestUndefined")";
  for (const std::string rest :
       {R"(})", R"(,"errorMessage":""})", R"(,"errorMessage":"  "})", R"(,"errorMessage":null})"}) {
    const Fault fault = of(400, head + rest);
    CHECK(fault.code == "UnifiedWebService.INPUT_INVALID.RequestUndefined");
    CHECK(fault.message == "Request cannot be blank. Please provide request details.");
  }
  CHECK(of(400, R"({"errorCode":"A.REQUEST_FAILED.Plan_7.NotFound"})").message ==
        "The service plan was not found.");
  CHECK(of(400, R"({"errorCode":"A.REQUEST_FAILED.Novel"})").message == kUnexpected.message);
}

TEST_CASE("what stands between us and the platform is not quoted") {
  CHECK(of(401, R"({"fault":{"code":900901,"message":"Invalid Credentials","description":"x"}})") ==
        kUnexpected);
  CHECK(of(400, R"({"fault":{"code":"900906","message":"No matching resource found"}})") ==
        kUnexpected);
  CHECK(of(400, R"({"errorCode":"900906","errorMessage":"upstream-host.internal"})") ==
        kUnexpected);
  CHECK(of(403,
           "<am:fault xmlns:am=\"urn:x\"><am:code>404</am:code><am:message>Not Found"
           "</am:message></am:fault>",
           "text/xml") == kUnexpected);
  CHECK(of(400, R"({"error":"invalid_client","error_description":"app key"})") == kUnexpected);
  CHECK(of(404, "<html><body>proxy-7.internal</body></html>", "text/html") == kUnexpected);
  CHECK(of(302, "") == kUnexpected);
  CHECK(of(400, "{\"errorCode\":\"UnifiedWeb") == kUnexpected);
  CHECK(of(400, "[]") == kUnexpected);
  CHECK(of(400, R"({"errorCode":17,"errorMessage":"m"})") == kUnexpected);
  CHECK(of(400, R"({"errorCode":"A.B","errorMessage":")" + std::string(70'000, 'x') + "\"}") ==
        kUnexpected);
}

TEST_CASE("bytes of a message that are not UTF-8 are replaced") {
  const auto fault = of(400, "{\"errorCode\":\"A.B\",\"errorMessage\":\"bad \xC0\xAF utf-8\"}");
  CHECK(fault.code == "A.B");
  CHECK(fault.message == "bad \uFFFD\uFFFD utf-8");
}

TEST_CASE("a server error is never quoted, whatever it looks like") {
  for (const int status : {500, 502, 503, 504}) {
    CHECK(of(status, R"({"errorCode":"UnifiedWebService.REQUEST_FAILED.DeviceNotFound",)"
                     R"("errorMessage":"at Db.Query() line 7"})") == kUnexpected);
  }
}

TEST_CASE("the code is always a QName's local part") {
  const auto code = [](const std::string& text) {
    return of(400, R"({"errorCode":")" + text + R"(","errorMessage":"m"})").code;
  };
  CHECK(code("A.REQUEST_FAILED.My Plan:4G.NotFound") == "A.REQUEST_FAILED.My_Plan_4G.NotFound");
  CHECK(code("  A.B  ") == "A.B");
  CHECK(code("4G.Failed") == "_4G.Failed");
  CHECK(code("-x") == "_-x");
  CHECK(code("Caf\xC3\xA9.X") == "Caf_.X");
  CHECK(code("a<b>&'\\\"") == "a_b____");
  CHECK(code(std::string(5'000, 'z')).size() == 256);
}

TEST_CASE("the message holds nothing XML cannot carry") {
  const Fault fault = of(400, R"({"errorCode":"A.B","errorMessage":"a\u0000b\u0008c\td\uffffe"})");
  CHECK(fault.message == "a b c\td e");
}

TEST_CASE("what replaces the platform's words says why, the platform's own does not") {
  const auto reason = [](int status, std::string body) {
    return of(status, std::move(body)).reason;
  };
  CHECK(reason(400, R"({"errorCode":"A.B","errorMessage":"secret words"})").empty());
  CHECK(reason(502, "<html>secret words</html>") ==
        "the platform answered 502 without an error code");
  CHECK(reason(400, "") == "the platform answered 400 without an error code");
  CHECK(reason(401, R"({"fault":{"code":900901,"message":"secret words"}})") ==
        "the platform answered 401 without an error code");
  CHECK(reason(400, R"({"errorCode":"900906","errorMessage":"secret words"})") ==
        "the platform answered 400 with a code of its API gateway");
  CHECK(reason(500, R"({"errorCode":"A.B","errorMessage":"secret words"})") ==
        "the platform answered 500 with an error code");
  CHECK(reason(400, std::string(100'000, 'x')) ==
        "the platform answered 400 with a body too long for an error");
}

TEST_CASE("a message that is a number keeps its digits") {
  CHECK(of(400, R"({"errorCode":"A.B","errorMessage":89148000000800784259})").message ==
        "89148000000800784259");
}

TEST_CASE("faults of our own carry the table's words or the caller's, and a reason") {
  using namespace uws::mapping;
  CHECK(refuse(kUnexpectedError, "X is wrong") == kUnexpected);
  CHECK(refuse(kUnexpectedError, "X is wrong").reason == "X is wrong");
  CHECK(refuse_without(kAccountNotDefined, "AccountName").reason == "AccountName is required");
  CHECK(refuse("REQUEST_FAILED.DeviceNotFound", "r", "DeviceService").code ==
        "DeviceService.REQUEST_FAILED.DeviceNotFound");
  CHECK(refuse("REQUEST_FAILED.Novel", "r").message == kUnexpected.message);
  CHECK(refuse_saying("X.Y", "our words").message == "our words");
  CHECK(refuse_saying("X.Y", "our words").reason == "our words");
  CHECK(uws::mapping::known_message("X.Y").empty());
}
