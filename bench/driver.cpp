// Drives one contender and says what it measured, as one JSON object on one line. `--help` lists
// the ways. Ends with 1 when an answer was wrong or none came.

#include <CLI/CLI.hpp>
#include <chrono>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>
#include <stdexcept>
#include <thread>

#include "bench/documents.h"
#include "bench/load.h"
#include "bench/process_stats.h"
#include "bench/sockets.h"

namespace {

using namespace uws::bench;
using Json = nlohmann::json;

std::string http_request(std::string_view path, std::string_view headers, std::string_view body) {
  std::string text = "POST ";
  text.append(path).append(" HTTP/1.1\r\nHost: gateway\r\n").append(headers);
  text.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n\r\n");
  return text.append(body);
}

std::string soap_http_request(const Call& call) {
  const auto headers = "Content-Type: text/xml; charset=utf-8\r\nSOAPAction: \"" +
                       std::string(soap_action(call.operation)) + "\"\r\n";
  return http_request(soap_path(call.operation), headers, soap_request(call));
}

void append_leaves(const pugi::xml_node& node, std::string& leaves) {
  const auto children = node.children();
  const auto is_element = [](const pugi::xml_node& child) {
    return child.type() == pugi::node_element;
  };
  if (std::none_of(children.begin(), children.end(), is_element)) {
    const std::string_view name = node.name();
    leaves.append(name.substr(name.find(':') + 1)).append("=").append(node.child_value()) += '\n';
  }
  for (const auto& child : children) {
    if (is_element(child)) append_leaves(child, leaves);
  }
}

// Name and text of every element without elements in it: what a client reads, however it is
// spelled.
std::string content_of(std::string_view envelope) {
  pugi::xml_document document;
  std::string leaves;
  if (document.load_buffer(envelope.data(), envelope.size())) append_leaves(document, leaves);
  return leaves;
}

std::string beginning(std::string_view text) { return std::string(text.substr(0, 300)); }

std::string judge_soap(const Call& call, bool by_content, int status, std::string_view body) {
  const auto right = soap_answer(call);
  const bool same = by_content ? content_of(body) == content_of(right) : body == right;
  if (status == 200 && same) return {};
  return "wrong answer: status " + std::to_string(status) + ", " + beginning(body);
}

Json figures(const Outcome& outcome) {
  return {{"calls", outcome.calls},
          {"all_calls", outcome.all_calls},
          {"errors", outcome.errors},
          {"first_error", outcome.first_error},
          {"seconds", outcome.seconds},
          {"rate", outcome.rate()},
          {"p50_ms", outcome.percentile(0.5)},
          {"p99_ms", outcome.percentile(0.99)},
          {"max_ms", outcome.percentile(1)},
          {"cpu_us", outcome.cpu_us_per_call},
          {"cores", outcome.cores},
          {"rss_kb", outcome.rss_kb},
          {"peak_rss_kb", outcome.peak_rss_kb}};
}

int show(const Json& shown) {
  std::cout << shown.dump() << std::endl;
  return shown["errors"] == 0 ? 0 : 1;
}

// How long each call took, and of the slow ones, whether the machine stood still meanwhile.
Json each_figures(const Outcome& outcome, const std::vector<Span>& stops) {
  auto shown = figures(outcome);
  auto& each = shown["each_ms"] = Json::array();
  for (const float microseconds : outcome.latencies) each.push_back(microseconds / 1e3);
  auto& slow = shown["slow"] = Json::array();
  for (const auto& call : outcome.slow) {
    const std::chrono::duration<double, std::milli> took = call.end - call.begin;
    slow.push_back({{"ms", took.count()}, {"stood_still", stood_still(stops, call)}});
  }
  return shown;
}

void add_plan(CLI::App& command, Plan& plan) {
  command.add_option("--port", plan.port, "of the contender on 127.0.0.1")->required();
  command.add_option("--pid", plan.pid, "of the contender");
  command.add_option("--connections", plan.connections);
  command.add_option("--seconds", plan.seconds, "of the timed part, at least");
  command.add_option("--warmup", plan.warmup_seconds, "seconds before it");
  command.add_option("--calls", plan.least_calls, "in the timed part, at least");
}

void add_rate(CLI::App& command, Plan& plan) {
  command.add_option("--rate", plan.rate, "a second; 0 = as many as there is room for");
}

// Of --each.
constexpr double kSlowMs = 4;

// One SOAP call over and over.
class Calls {
 public:
  explicit Calls(CLI::App& program) {
    auto& command = *program.add_subcommand("calls", "one SOAP call over and over");
    add_plan(command, plan_);
    command.add_option("--call", call_, "move:DEVICES or list:DEVICES")->required();
    command.add_flag("--by-content", by_content_, "answers may be spelled otherwise");
    command.add_flag("--each", each_,
                     "list how long each call took, too, and which slow ones the machine delayed");
    add_rate(command, plan_);
  }
  int run() {
    const auto call = call_of(call_);
    const auto request = soap_http_request(call);
    plan_.request = [&](std::size_t) -> std::string_view { return request; };
    plan_.judge = [&](int status, std::string_view body) {
      return judge_soap(call, by_content_, status, body);
    };
    if (!each_) return show(figures(run_load(plan_)));
    plan_.slow_ms = kSlowMs;
    MachineWatch machine;
    const auto outcome = run_load(plan_);
    return show(each_figures(outcome, machine.stop()));
  }

 private:
  Plan plan_;
  std::string call_;
  bool by_content_ = false, each_ = false;
};

// Webhooks of the platform, each a callback of its own.
class Webhooks {
 public:
  explicit Webhooks(CLI::App& program) {
    auto& command = *program.add_subcommand("webhooks", "callbacks of the platform, all different");
    add_plan(command, plan_);
    command.add_option("--path", path_)->required();
    command.add_option("--username", username_)->required();
    command.add_option("--password", password_)->required();
    add_rate(command, plan_);
  }
  int run() {
    requests_.resize(plan_.connections);
    plan_.request = [this](std::size_t connection) -> std::string_view {
      return requests_[connection] = http_request(path_, "Content-Type: application/json\r\n",
                                                  webhook(++number_, username_, password_));
    };
    plan_.judge = [](int status, std::string_view body) {
      return status == 200 ? "" : "status " + std::to_string(status) + ": " + beginning(body);
    };
    return show(figures(run_load(plan_)));
  }

 private:
  Plan plan_;
  std::string path_, username_, password_;
  std::size_t number_ = 0;
  std::vector<std::string> requests_;
};

constexpr Call kSmall{Operation::move_device, 1};

// Connections that wait, before and after one call each.
class Idle {
 public:
  explicit Idle(CLI::App& program) {
    auto& command = *program.add_subcommand("idle", "connections at rest, before and after a call");
    add_plan(command, plan_);
  }
  int run() {
    const auto request = soap_http_request(kSmall);
    plan_.request = [&](std::size_t) -> std::string_view { return request; };
    plan_.judge = [&](int status, std::string_view body) {
      return judge_soap(kSmall, false, status, body);
    };
    auto warm = plan_;
    warm.connections = 64;
    run_load(warm);
    wait_for_descriptors(0);
    const auto none = rss_kb(plan_.pid);
    const auto descriptors = open_descriptors(plan_.pid);
    auto idle = rest_now(descriptors, none, request);
    std::cout << Json{{"errors", 0}, {"idle", idle.first}, {"after_a_call", idle.second}}.dump()
              << std::endl;
    return 0;
  }

 private:
  struct Waiting {
    Socket socket;
    std::string received;
  };

  std::pair<Json, Json> rest_now(std::size_t descriptors, std::size_t none,
                                 std::string_view request) const {
    std::vector<Waiting> all(plan_.connections);
    for (auto& one : all) one.socket = connect_to_loopback(plan_.port);
    wait_for_descriptors(descriptors + plan_.connections);
    auto idle = at_rest(none);
    const auto right = soap_answer(kSmall);
    for (auto& one : all) ask(one, request, right);
    return {std::move(idle), at_rest(none)};
  }

  static void ask(Waiting& one, std::string_view request, std::string_view right) {
    Poll poll;
    std::size_t sent = 0;
    if (!send_some(one.socket, request, sent)) throw std::runtime_error("a connection is gone");
    poll.add(one.socket, false, 0);
    while (!one.received.ends_with(right)) {
      bool told = false, alive = true;
      poll.wait(kPatienceMs, [&](std::uint64_t, bool, bool) {
        told = true;
        alive = receive_some(one.socket, one.received);
      });
      if (!told || !alive) throw std::runtime_error("a waiting connection gets no answer");
    }
    one.received = {};
  }

  Json at_rest(std::size_t none) const {
    const auto cpu = cpu_seconds(plan_.pid);
    std::this_thread::sleep_for(std::chrono::duration<double>(plan_.seconds));
    const auto used = cpu_seconds(plan_.pid) - cpu;
    const auto rss = static_cast<double>(rss_kb(plan_.pid));
    const auto more = rss - static_cast<double>(none);
    return {{"rss_kb", rss},
            {"kb_each", more / static_cast<double>(plan_.connections)},
            {"cpu_percent", 100 * used / plan_.seconds}};
  }

  // A connection is there once the contender has accepted it; with 0: until those of the warm-up
  // are gone.
  void wait_for_descriptors(std::size_t count) const {
    const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(kPatienceMs);
    auto now = open_descriptors(plan_.pid);
    for (auto before = now + 1; count > 0 ? now < count : now != before;) {
      if (std::chrono::steady_clock::now() > until) {
        throw std::runtime_error("the contender has " + std::to_string(now) + " descriptors, not " +
                                 std::to_string(count));
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(count > 0 ? 20 : 500));
      before = std::exchange(now, open_descriptors(plan_.pid));
    }
  }

  static constexpr int kPatienceMs = 30'000;
  Plan plan_;
};

}  // namespace

int main(int argc, char** argv) try {
  CLI::App program("Drives one contender of bench/");
  program.require_subcommand(1);
  Calls calls(program);
  Webhooks webhooks(program);
  Idle idle(program);
  CLI11_PARSE(program, argc, argv);
  allow_most_descriptors();
  const auto way = program.get_subcommands().front()->get_name();
  return way == "calls" ? calls.run() : way == "webhooks" ? webhooks.run() : idle.run();
} catch (const std::exception& error) {
  std::cerr << "bench-driver: " << error.what() << '\n';
  return 1;
}
