// A hundred secrets that clients and the platform say to a gateway that records: none is in its
// files, its log or a report.

#include <doctest/doctest.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/base64.h"
#include "bridge/recording/files.h"
#include "tests/e2e/envelopes.h"
#include "tests/e2e/scripted_platform.h"
#include "tests/support/gateway_process.h"
#include "tests/support/temp_dir.h"

using namespace uws;
using namespace uws::test;
using Json = nlohmann::json;
using recording::Asked;

namespace {

Asked reply(int status, const Json& body) {
  Asked made;
  made.status = status;
  made.content_type = "application/json";
  made.reply = body.dump();
  return made;
}

Json refusal(const std::string& echo) {
  return {{"errorCode", "INPUT_INVALID.Password." + echo}, {"errorMessage", "wrong: " + echo}};
}

class Planted {
 public:
  Planted() {
    auto variables = gateway_variables(platform_.port(), folder_ / "store.db");
    set(variables, {{"UWS_RECORDING_DIRECTORY", recordings().string()},
                    {"UWS_LOG_LEVEL", "debug"},
                    {"UWS_REST_LOGIN_MEMORY_MS", "0"}});
    gateway_ = std::make_unique<GatewayProcess>(variables);
  }

  std::filesystem::path recordings() const { return folder_ / "rec"; }
  const std::vector<std::string>& secrets() const { return secrets_; }

  void round() {
    const auto session = secret("session"), password = secret("password");
    platform_.script({reply(200, {{"sessionToken", session}})});
    log_in(password, "Cookie: c=" + secret("cookie") + "\r\nAuthorization: Basic " +
                         base::to_base64("me:" + secret("basic")) + "\r\n");
    const auto wrong = secret("wrong");
    platform_.script({reply(400, refusal(wrong))});
    log_in(wrong, "");
    const auto own = secret("own");
    platform_.script({reply(200, Json::array()), reply(400, refusal(own))});
    post("CallbackRegistrationService", "RegisterCallback", session,
         member("AccountName", kAccount) + member("ServiceName", "PromoChange") +
             member("Url", "https://receiver.example.com:9001/in?key=" + secret("query")) +
             member("Username", "fleet") + member("Password", own),
         "");
  }

  // What the program says and writes of a replay with further secrets.
  std::string report() {
    platform_.script({});
    std::ofstream(folder_ / "login.txt") << "demo\n" << secret("login") << "\n";
    std::ofstream(folder_ / "session.txt") << secret("replay") << "\n";
    Process replay(
        "uws-bridge",
        {"replay", recordings().string(), "--against",
         "http://127.0.0.1:" + std::to_string(gateway_->soap_port()), "--login-file",
         (folder_ / "login.txt").string(), "--session-file", (folder_ / "session.txt").string(),
         "--allow-changes", "--requests", "--json", (folder_ / "report.json").string()});
    CHECK(replay.wait_exit() == 1);
    return replay.output() + replay.errors() + *recording::read_text(folder_ / "report.json");
  }

  std::string log() {
    CHECK(gateway_->end(SIGTERM) == 0);
    return gateway_->process().output() + gateway_->process().errors();
  }

 private:
  std::string secret(const std::string& kind) {
    secrets_.push_back("pl4nted-" + kind + "-" + std::to_string(1'000 + secrets_.size()));
    return secrets_.back();
  }

  void log_in(const std::string& password, const std::string& headers) {
    post("SessionService", "LogIn", "", member("Username", "demo") + member("Password", password),
         headers);
  }

  void post(const std::string& service, const std::string& operation, const std::string& token,
            const std::string& input, const std::string& headers) {
    RawClient client(gateway_->soap_port());
    client.send(http_post(service, operation, envelope(service, operation, token, input),
                          headers + "Connection: close\r\n"));
    const auto status = client.read_response().status;
    CHECK((status == 200 || status == 500));
  }

  TempDir folder_;
  ScriptedPlatform platform_;
  std::unique_ptr<GatewayProcess> gateway_;
  std::vector<std::string> secrets_;
};

}  // namespace

TEST_CASE("none of a hundred secrets is in a recording, a log or a report") {
  Planted planted;
  for (int i = 0; i < 14; ++i) planted.round();
  // The recorder writes within moments, and at the end at the latest.
  auto all = planted.report() + planted.log();
  for (const auto& entry : std::filesystem::directory_iterator(planted.recordings())) {
    all += *recording::read_text(entry.path());
  }
  CHECK(recording::read_recordings(planted.recordings())->size() >= 14 * 3);
  CHECK(planted.secrets().size() >= 100);
  for (const auto& secret : planted.secrets()) {
    CHECK_MESSAGE(all.find(secret) == std::string::npos, secret);
    CHECK(all.find(base::to_base64("me:" + secret)) == std::string::npos);
  }
}
