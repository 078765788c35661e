#include "tests/simulator/sim_process.h"
#include "tests/support/paths.h"

#include <algorithm>
#include <stdexcept>

namespace uws::test {

using simulator::Json;

namespace {

constexpr std::chrono::seconds kPatience{60};

std::vector<std::string> with_port(std::vector<std::string> args) {
  args.insert(args.begin(), {"--port", "0"});
  return args;
}

}  // namespace

SimProcess::SimProcess(std::vector<std::string> args)
    : process_(test::build_path("/thingspace-sim"), with_port(std::move(args))) {
  const auto line = process_.wait_line("listening sim 127.0.0.1:");
  if (!line) throw std::runtime_error("thingspace-sim did not start: " + process_.errors());
  port_ = static_cast<std::uint16_t>(std::stoi(line->substr(line->rfind(':') + 1)));
}

RawResponse SimProcess::call(const std::string& method, const std::string& target,
                             const std::string& body) {
  RawClient client(port_);
  std::string request = method + " " + target + " HTTP/1.1\r\nHost: sim\r\nConnection: close\r\n";
  if (!bearer_.empty()) request += "Authorization: " + bearer_ + "\r\n";
  if (!token_.empty()) request += "VZ-M2M-Token: " + token_ + "\r\n";
  request += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  client.send(request);
  return client.read_response();
}

Json SimProcess::json(const std::string& method, const std::string& target,
                      const std::string& body) {
  return Json::parse(call(method, target, body).body);
}

void SimProcess::log_in() {
  bearer_ = "Basic azpz";
  token_.clear();
  const auto token = json("POST", "/api/ts/v1/oauth2/token", "grant_type=client_credentials");
  bearer_ = "Bearer " + simulator::text_of(token, "access_token");
  const auto session =
      json("POST", "/api/m2m/v1/session/login", R"({"username":"demo","password":"demo"})");
  token_ = simulator::text_of(session, "sessionToken");
}

Json SimProcess::wait_for(const std::string& page, const std::function<bool(const Json&)>& holds) {
  const auto until = std::chrono::steady_clock::now() + kPatience;
  for (;;) {
    auto answer = json("GET", page);
    if (holds(answer) || std::chrono::steady_clock::now() > until) return answer;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

CallbackListener::CallbackListener(std::vector<int> statuses)
    : statuses_(std::move(statuses)),
      server_(pool_, "127.0.0.1", 0, http::Limits{},
              http::shared([this](http::Request request) -> http::asio::awaitable<http::Response> {
                const std::lock_guard lock(mutex_);
                http::Response response;
                if (bodies_.size() < statuses_.size()) response.status = statuses_[bodies_.size()];
                bodies_.push_back(Json::parse(request.body, nullptr, false));
                changed_.notify_all();
                co_return response;
              })),
      thread_([this] { pool_.run(); }) {}

CallbackListener::~CallbackListener() {
  pool_.stop();
  thread_.join();
}

std::string CallbackListener::url() const { return "http://" + server_.endpoint() + "/hook"; }

std::vector<Json> CallbackListener::wait(std::size_t count) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, kPatience, [&] { return bodies_.size() >= count; });
  return bodies_;
}

}  // namespace uws::test
