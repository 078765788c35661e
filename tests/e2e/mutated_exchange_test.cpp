// Envelopes and replies nobody should send, over real connections to the running gateway: whatever
// comes, each call ends in an answer an old client can read, and the program goes on.

#include <doctest/doctest.h>

#include <csignal>
#include <map>
#include <mutex>

#include "tests/bridge/http/upstream_thread.h"
#include "tests/e2e/envelopes.h"
#include "tests/support/broken_pieces.h"
#include "tests/support/dice.h"
#include "tests/support/gateway_process.h"
#include "tests/support/golden_file.h"
#include "tests/support/paths.h"
#include "tests/support/temp_dir.h"

using namespace uws;
using namespace uws::test;

namespace {

constexpr int kExchanges = 3'000;

struct Exchange {
  std::string service, operation, envelope;
  std::vector<std::string> replies;  // "200 application/json\n{}"
};

std::vector<Exchange> golden_exchanges() {
  std::vector<Exchange> all;
  for (const auto& path : testing::golden_files(source_path("/tests/golden"))) {
    const auto file = testing::read_golden(path);
    REQUIRE(file);
    const auto* envelope = file->find("soap request");
    if (envelope == nullptr) continue;
    const auto folder = path.parent_path();
    Exchange exchange{folder.parent_path().filename(), folder.filename(), *envelope, {}};
    for (const auto& section : file->sections) {
      if (section.name == "rest reply") exchange.replies.push_back(section.content);
    }
    all.push_back(std::move(exchange));
  }
  return all;
}

const std::string kXmlPieces[] = {
    "<",    ">",   "</",    "&",          "&#0;", "&lt;",          "\"",       "<a/>",
    "<!--", "]]>", "<?x?>", "xmlns=\"\"", "\xFF", "<![CDATA[x]]>", "\xC3\xA9", std::string(1, '\0'),
};

// The platform: what it says is decided before each call.
class Platform {
 public:
  Platform() : upstream_([this](const Seen& seen) { return answer(seen); }) {}

  std::uint16_t port() const { return upstream_.port(); }
  // One of `replies` after the other, the last again and again.
  void script(std::vector<Act> replies) {
    const std::lock_guard lock(mutex_);
    replies_ = std::move(replies);
    next_ = 0;
  }

 private:
  Act answer(const Seen& seen) {
    if (seen.target.ends_with("/token")) {
      return respond(200, R"({"access_token":"bearer","expires_in":3600})");
    }
    const std::lock_guard lock(mutex_);
    if (replies_.empty()) return respond(200, "{}");
    return replies_[std::min(next_++, replies_.size() - 1)];
  }

  std::mutex mutex_;
  std::vector<Act> replies_;
  std::size_t next_ = 0;
  UpstreamThread upstream_;  // the last: its thread uses the others
};

Act broken_reply(Dice& dice, const std::string& reply) {
  const auto line_end = std::min(reply.find('\n'), reply.size());
  const auto space = std::min(reply.find(' '), line_end);
  const auto body = dice.mutated(reply.substr(std::min(line_end + 1, reply.size())), kJsonPieces);
  auto head = "HTTP/1.1 " + reply.substr(0, space) + " Said\r\nContent-Type: application/json\r\n" +
              "Content-Length: " + std::to_string(body.size()) + "\r\n";
  if (dice.one_in(4)) head = dice.mutated(head, kHeaderPieces);
  // Nothing waits for what does not come.
  return {head + "\r\n" + body, Act::End::close};
}

}  // namespace

TEST_CASE("mutated envelopes and replies end in an answer, and the gateway goes on") {
  const auto exchanges = golden_exchanges();
  REQUIRE(exchanges.size() > 500);
  const TempDir dir;
  Platform platform;
  auto variables = gateway_variables(platform.port(), (dir / "store.db").string());
  set(variables, {{"UWS_REST_BREAKER_FAILURES", "0"}, {"UWS_REST_LOGIN_MEMORY_MS", "0"}});
  GatewayProcess gateway(variables);
  Dice dice;
  std::map<int, int> statuses;
  for (int i = 0; i < kExchanges; ++i) {
    const auto& exchange = dice.one_of(exchanges);
    std::vector<Act> replies;
    for (const auto& reply : exchange.replies) replies.push_back(broken_reply(dice, reply));
    platform.script(std::move(replies));
    const auto envelope =
        dice.one_in(4) ? dice.mutated(exchange.envelope, kXmlPieces) : exchange.envelope;
    CAPTURE(i);
    CAPTURE(exchange.operation);
    RawClient client(gateway.soap_port());
    client.send(http_post(exchange.service, exchange.operation, envelope));
    const auto answer = client.read_response();
    ++statuses[answer.status];
    if (answer.status != 400) CHECK(is_xml(answer.body));
  }
  CHECK(statuses[200] > kExchanges / 20);
  CHECK(statuses[500] > kExchanges / 4);
  CHECK(statuses[200] + statuses[400] + statuses[500] == kExchanges);
  CHECK(gateway.end(SIGTERM) == 0);
}
