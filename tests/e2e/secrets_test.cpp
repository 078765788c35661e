// Secrets planted wherever the platform could echo them; then everything that can be read is
// searched for them.

#include <doctest/doctest.h>

#include <atomic>
#include <csignal>

#include "tests/e2e/envelopes.h"
#include "tests/e2e/stack.h"
#include "tests/support/receiver.h"

using namespace uws::test;
using uws::simulator::Json;
using uws::simulator::text_of;

namespace {

const std::string kFirstBearer = "planted-bearer/one+1=";
const std::string kSecondBearer = "planted-bearer/two+2=";
const std::string kSession = "planted-session-0a1b2c3d4e5f";
const std::string kPassword = "planted-login-password";
const std::string kUrlPassword = "planted-url-password";
const std::string kUrlQuery = "planted-url-query";
// "e2e-application-key:e2e-application-secret"
const std::string kBasic = "ZTJlLWFwcGxpY2F0aW9uLWtleTplMmUtYXBwbGljYXRpb24tc2VjcmV0";

Reaction echo_as_error(const std::vector<std::string>& secrets) {
  std::string code = "REQUEST_FAILED", message = "refused:";
  for (const auto& secret : secrets) {
    code += "." + secret;
    message += " " + secret;
  }
  return {400, Json{{"errorCode", code}, {"errorMessage", message}}.dump(), {}};
}

Reaction echo_as_members(Json answer, const std::vector<std::string>& secrets) {
  for (const auto& secret : secrets) answer[secret] = secret;
  return {200, answer.dump(), {}};
}

// A platform that repeats every secret it knows, in errors or as names of members.
class Echo {
 public:
  Reaction answer(const Received& request) {
    const auto body = Json::parse(request.body, nullptr, false);
    if (request.path == "/token") {
      const auto& bearer = ++grants_ == 1 ? kFirstBearer : kSecondBearer;
      known_.push_back(bearer);
      return {200, Json{{"access_token", bearer}, {"expires_in", 3600}}.dump(), {}};
    }
    if (request.path.ends_with("/session/login")) {
      if (refusing) return echo_as_error(known_and({text_of(body, "password")}));
      known_.push_back(kSession);
      return echo_as_members(Json{{"sessionToken", kSession}},
                             known_and({text_of(body, "password")}));
    }
    if (body.is_object() && body.contains("url")) {
      const auto url = text_of(body, "url");
      callback = {url.substr(url.rfind('/') + 1), text_of(body, "username"),
                  text_of(body, "password")};
      told_.insert(told_.end(), callback.begin(), callback.end());
      if (refusing) return echo_as_error(known_and(callback));
    }
    if (lost) return {401, "", {}};
    if (refusing) return echo_as_error(known_);
    return echo_as_members(Json{{"requestId", "r-1"}}, known_);
  }

  std::atomic<bool> refusing{false}, lost{false};
  // Secret path, user name and password of the last registration.
  std::vector<std::string> callback;
  // All it was ever told.
  std::vector<std::string> secrets() const {
    auto all = known_and(told_);
    all.push_back(kPassword);
    return all;
  }

 private:
  // What every call comes with, and what `more` one call holds.
  std::vector<std::string> known_and(const std::vector<std::string>& more) const {
    auto all = known_;
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }

  int grants_ = 0;
  std::vector<std::string> known_{kBasic, kAppSecret}, told_;
};

std::string post(std::uint16_t port, const std::string& path, const std::string& body) {
  RawClient client(port);
  client.send("POST " + path + " HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n" +
              "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  return client.read_response().body;
}

RawResponse move(Stack& stack) {
  return stack.call("CarrierService", "MoveDevice",
                    device_list({kIccid}) + member("AccountName", kAccount));
}

// Everything the process told anybody.
std::string tell_all(const std::string& format) {
  Echo echo;
  Receiver platform([&](const Received& request) { return echo.answer(request); });
  Receiver receiver([](const Received&) { return Reaction{400, "", {}}; });
  Stack stack({{},
               {{"UWS_LOG_LEVEL", "debug"},
                {"UWS_LOG_FORMAT", format},
                {"UWS_LISTEN_THREADS", "1"},
                {"UWS_RELAY_MESSAGE_ATTEMPTS", "2"},
                {"UWS_REST_BASE_URL", platform.url("/api")},
                {"UWS_REST_TOKEN_URL", platform.url("/token")}}});
  std::string told, answers;
  const auto hear = [&answers](const RawResponse& answer) {
    answers += answer.body + '\n';
    return answer.status;
  };
  echo.refusing = true;
  CHECK(stack.log_in("demo", kPassword) == "");
  echo.refusing = false;
  REQUIRE(stack.log_in("demo", kPassword) == kSession);
  CHECK(hear(move(stack)) == 200);
  echo.refusing = true;
  CHECK(hear(move(stack)) == 500);
  // The bearer is refused and renewed; so is the next.
  echo.lost = true;
  CHECK(hear(move(stack)) == 500);
  echo.lost = false;
  const auto url = receiver.url("/in?key=" + kUrlQuery);
  CHECK(hear(stack.register_callback("CarrierService", url)) == 500);
  echo.refusing = false;
  // A URL with a password is refused, and not repeated.
  const auto with_word = replaced(url, "http://", "http://user:" + kUrlPassword + "@");
  CHECK(hear(stack.register_callback("CarrierService", with_word)) == 500);
  // For a moment no further bearer is asked for.
  REQUIRE(eventually([&] { return hear(stack.register_callback("CarrierService", url)) == 200; }));

  const auto callbacks = stack.gateway().callbacks_port();
  const auto path = "/callbacks/" + echo.callback[0];
  Json moved{{"state", "Active"}, {"receiver-password", 1}};
  for (const std::size_t i : {1U, 2U}) moved[echo.callback[i]] = 1;
  Json webhook{{"requestId", "r-1"},
               {"username", echo.callback[1]},
               {"password", echo.callback[2]},
               {"deviceIds", Json::array({Json{{"id", kIccid}, {"kind", "iccid"}}})},
               {"deviceResponse", Json{{"moveDeviceResponse", moved}}},
               {"status", "Success"}};
  told += post(callbacks, path, webhook.dump());
  webhook["password"] = kPassword;
  told += post(callbacks, path, webhook.dump());
  told += post(callbacks, path, "not JSON: " + webhook.dump());
  told += post(callbacks, path, std::string(300'000, 'x'));
  told += post(callbacks, path + "/" + kPassword, "{}");
  REQUIRE(eventually(
      [&] { return contains(stack.gateway().admin("/dead_letters").body, "HTTP 400"); }));
  stack.gateway().process().signal(SIGHUP);
  for (const char* page : {"/dead_letters", "/metrics", "/readyz", "/healthz", "/none"}) {
    told += stack.gateway().admin(page).body;
  }
  stack.gateway().process().signal(SIGTERM);
  REQUIRE(stack.gateway().process().wait_exit() == 0);
  told += stack.gateway().process().errors() + stack.gateway().process().output();

  CHECK(contains(told, "unmapped REST member"));
  CHECK(contains(told, "unmapped callback member"));
  CHECK(contains(told, "uws_unmapped_fields_total"));
  CHECK(contains(told, "(hidden)"));
  for (const auto& secret : echo.secrets()) {
    CAPTURE(secret);
    CHECK_FALSE(contains(told, secret));
    // What is the client's own reaches him as the platform says it.
    const bool his_own = secret == kSession || secret == kPassword;
    CHECK_FALSE((!his_own && contains(answers, secret)));
  }
  CHECK(contains(answers, kSession));
  return told + answers;
}

}  // namespace

TEST_CASE("planted secrets are in no log line, metric, page or fault") {
  for (const std::string format : {"text", "json"}) {
    CAPTURE(format);
    const auto told = tell_all(format);
    for (const std::string& secret :
         {kUrlPassword, kUrlQuery, std::string("receiver-password"), std::string("planted-bearer"),
          std::string("planted_bearer")}) {
      CAPTURE(secret);
      CHECK_FALSE(contains(told, secret));
    }
  }
}
