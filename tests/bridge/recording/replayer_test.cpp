#include "bridge/recording/replayer.h"

#include <doctest/doctest.h>

#include <sstream>

#include "bridge/recording/report.h"

namespace {

using namespace uws;
using namespace uws::recording;

const std::string kToken = "11111111-2222-4333-8444-555555555555";
const std::string kLiveToken = "99999999-8888-4777-8666-555555555555";

Recorded exchange(const std::string& operation, const std::string& request,
                  const std::string& response) {
  Recorded made;
  made.operation = operation;
  made.url = "https://old.example/api/v2/" + operation.substr(0, operation.find('.')) + ".svc";
  made.request_headers.add("Content-Type", "text/xml; charset=utf-8");
  made.request_headers.add("Content-Length", "1");
  made.request_headers.add("Expect", "100-continue");
  made.request = request;
  made.status = 200;
  made.response = response;
  return made;
}

Recorded login(const std::string& password = "s3cr3t-pass") {
  return exchange("SessionService.LogIn",
                  "<E><B><Username>demo</Username><Password>" + password + "</Password></B></E>",
                  "<E><SessionToken>" + kToken + "</SessionToken></E>");
}

Recorded read_call(const std::string& answer = "<E><AccountName>1</AccountName></E>") {
  return exchange("DeviceGroupService.GetDeviceGroupList",
                  "<E><Header><token>" + kToken + "</token></Header><B/></E>", answer);
}

// A service with answers of its own, which keeps what it was sent.
struct Service {
  std::vector<Answer> answers;
  std::vector<http::ClientCall> calls = {};

  Send send() {
    return [this](http::ClientCall call) -> tl::expected<Answer, std::string> {
      calls.push_back(std::move(call));
      if (calls.size() > answers.size()) return tl::unexpected(std::string("connection refused"));
      return answers[calls.size() - 1];
    };
  }
};

Answer ok(const std::string& body) { return {200, {}, body}; }

ReplaySettings settings() {
  ReplaySettings made;
  made.against = "http://127.0.0.1:1";
  made.key = "key";
  made.rules = usual_rules();
  return made;
}

TEST_CASE("a session of the recording becomes one of the replay") {
  Service service{{ok("<E><SessionToken>" + kLiveToken + "</SessionToken></E>"),
                   ok("<E><AccountName>1</AccountName></E>")}};
  Replayer replayer(settings(), service.send());
  CHECK(replayer.replay(login()).outcome == ReplayOutcome::same_meaning);
  CHECK(replayer.replay(read_call()).outcome == ReplayOutcome::same_bytes);
  CHECK(service.calls[1].body.find(kLiveToken) != std::string::npos);
  CHECK(service.calls[1].body.find(kToken) == std::string::npos);
  CHECK(service.calls[1].url == "http://127.0.0.1:1/api/v2/DeviceGroupService.svc");
  CHECK(service.calls[1].headers.find("Expect") == nullptr);
  CHECK(service.calls[1].headers.find("Content-Length") == nullptr);
}

TEST_CASE("what changes something is only sent when that is allowed") {
  const auto change = exchange("CarrierService.MoveDevice", "<E/>", "<E/>");
  Service service{{ok("<E/>")}};
  CHECK(Replayer(settings(), service.send()).replay(change).outcome == ReplayOutcome::not_sent);
  CHECK(service.calls.empty());
  auto allowed = settings();
  allowed.allow_changes = true;
  CHECK(Replayer(allowed, service.send()).replay(change).outcome == ReplayOutcome::same_bytes);
}

TEST_CASE("a scrubbed LogIn is sent with the credentials given, or not at all") {
  const auto recorded = Scrubber("key").scrubbed(login());
  Service service{{ok("<E><SessionToken>" + kLiveToken + "</SessionToken></E>")}};
  CHECK(Replayer(settings(), service.send()).replay(recorded).outcome == ReplayOutcome::not_sent);
  auto with = settings();
  with.username = "me";
  with.password = "my<word";
  CHECK(Replayer(with, service.send()).replay(recorded).outcome == ReplayOutcome::same_meaning);
  CHECK(service.calls[0].body.find("<Username>me</Username><Password>my&lt;word</Password>") !=
        std::string::npos);
}

TEST_CASE("what was scrubbed by choice compares by its stand-ins") {
  const auto answer = "<E><AccountName>0212345678-00001</AccountName></E>";
  const auto recorded = Scrubber("key", {.identifiers = true}).scrubbed(read_call(answer));
  CHECK(recorded.response != answer);
  Service same{{ok(answer)}};
  CHECK(Replayer(settings(), same.send()).replay(recorded).outcome == ReplayOutcome::same_bytes);
  Service other{{ok("<E><AccountName>0212345678-00002</AccountName></E>")}};
  CHECK(Replayer(settings(), other.send()).replay(recorded).outcome == ReplayOutcome::different);
}

TEST_CASE("no answer is told, and what had none before is not sent") {
  Service nobody{{}};
  const auto result = Replayer(settings(), nobody.send()).replay(read_call());
  CHECK(result.outcome == ReplayOutcome::no_answer);
  CHECK(result.why == "connection refused");
  auto unanswered = read_call();
  unanswered.status = 0;
  CHECK(Replayer(settings(), nobody.send()).replay(unanswered).outcome == ReplayOutcome::not_sent);
}

TEST_CASE("a report has its table and its differences, and no secret of either side") {
  Service service{{ok("<E><SessionToken>" + kLiveToken +
                      "</SessionToken><Password>n3w-s3cr3t"
                      "</Password></E>"),
                   {500, {}, "<E><AccountName>2</AccountName></E>"}}};
  Replayer replayer(settings(), service.send());
  const std::vector<Replayed> all{replayer.replay(login()), replayer.replay(read_call())};
  CHECK_FALSE(all_same(all));
  std::ostringstream out;
  print_report(all, true, out);
  const auto text = out.str() + report_json(all).dump();
  for (const auto& secret :
       {kToken, kLiveToken, std::string("n3w-s3cr3t"), std::string("s3cr3t-pass")}) {
    CHECK_MESSAGE(text.find(secret) == std::string::npos, secret);
  }
  CHECK(text.find("DeviceGroupService.GetDeviceGroupList") != std::string::npos);
  CHECK(text.find("status 1x") != std::string::npos);
  CHECK(text.find("typed clients: ") != std::string::npos);
  CHECK(report_json(all)["all"]["different"] == 2);
  CHECK(all_same({}));
}

}  // namespace
