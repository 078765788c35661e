#include "tests/mapping/operations/exchange_player.h"

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <set>
#include <string_view>
#include <vector>

#include "base/json_value.h"
#include "bridge/recording/asked.h"
#include "bridge/soap/envelope_in.h"
#include "bridge/soap/envelope_out.h"
#include "mapping/common/dates.h"
#include "mapping/common/faults.h"
#include "mapping/common/leniency.h"
#include "mapping/common/rest_fault.h"
#include "mapping/conversation.h"
#include "simulator/rest_contract.h"

namespace uws::testing {
namespace {

using Json = nlohmann::json;
using mapping::Step;

std::string numbered(const char* name, int number) {
  return number == 1 ? name : std::string(name) + " " + std::to_string(number);
}

std::pair<std::string, std::string> first_line(const std::string& text) {
  const auto end = text.find('\n');
  if (end == std::string::npos) return {text, ""};
  return {text.substr(0, end), text.substr(end + 1)};
}

bool names_twice(const base::JsonValue& value) {
  std::set<std::string_view> names;
  return std::ranges::any_of(value.children, [&](const base::JsonValue& child) {
    return names_twice(child) || (value.is_object() && !names.insert(child.name).second);
  });
}

class Player {
 public:
  Player(const mapping::Operation& operation, GoldenFile& file, const contract::Plan* plan)
      : operation_(operation), file_(file), plan_(plan) {}

  Played play() {
    const std::string* request = file_.find("soap request");
    if (!request) return failed("no section `soap request`");
    if (!read_context()) return failed("section `context` is not usable");
    auto opened = soap::open_envelope(*request, "utf-8", &operation_, operation_.soap_action,
                                      mapping::leniency(false), plan_);
    if (std::holds_alternative<soap::NotAnEnvelope>(opened)) return failed("not an envelope");
    if (auto* fault = std::get_if<Fault>(&opened)) {
      finish(*fault);
    } else {
      run(std::get<soap::Decoded>(std::move(opened)));
    }
    return played_;
  }

 private:
  Played failed(std::string why) {
    played_.failure = std::move(why);
    return played_;
  }

  bool read_context() {
    context_.now = *mapping::instant("2026-01-31T00:00:00Z");
    const std::string* text = file_.find("context");
    if (!text) return true;
    const Json json = Json::parse(*text, nullptr, false);
    if (!json.is_object()) return false;
    if (json.contains("now")) {
      const auto now = mapping::instant(json["now"].get<std::string>());
      if (!now) return false;
      context_.now = *now;
    }
    context_.max_response_bytes = json.value("max_response_bytes", std::size_t{0});
    context_.written = soap::answer_size(operation_, plan_);
    context_.go_to_state_path = json.value("go_to_state_path", context_.go_to_state_path);
    return true;
  }

  void run(soap::Decoded decoded) {
    mapping::Conversation talk(operation_, std::move(decoded), context_);
    while (!talk.ended()) {
      const auto* call = std::get_if<mapping::RestCall>(&talk.step());
      auto reply = call ? rest(*call) : store(std::get<mapping::StoreCall>(talk.step()));
      if (!played_.failure.empty()) return;
      talk.answer(std::move(reply));
    }
    if (const auto* fault = std::get_if<Fault>(&talk.step())) {
      finish(*fault, talk.replies());
    } else {
      finish(std::get<mapping::Response>(talk.step()));
    }
    if (played_.failure.empty()) check_unmapped(talk.notes());
  }

  // JSON by value: what is recorded stays when it means the same.
  void compare_call(const std::string& section, const std::string& line, const std::string& body) {
    const Json actual = body.empty() ? Json() : Json::parse(body, nullptr, false);
    std::string text = line;
    if (!actual.is_null()) text += "\n" + actual.dump(2);
    if (const std::string* recorded = file_.find(section)) {
      const auto [recorded_line, recorded_body] = first_line(*recorded);
      const Json expected =
          recorded_body.empty() ? Json() : Json::parse(recorded_body, nullptr, false);
      if (recorded_line == line && expected == actual) return;
    }
    compare(section, text);
  }

  void compare(const std::string& section, const std::string& text) {
    const auto checked = check_section(file_, section, text, played_.changed);
    if (!checked) played_.failure = "== " + section + ": " + checked.error();
  }

  mapping::Reply rest(const mapping::RestCall& call) {
    const int number = ++played_.rest_calls;
    const char* method = mapping::name_of(call.method);
    compare_call(numbered("rest call", number), std::string(method) + " " + call.path, call.body);
    if (const auto body = base::parse_json(call.body); body && names_twice(body->root())) {
      played_.failure += "a name stands twice in an object of the REST call\n";
    }
    for (const auto& finding : rest_contract::check_request(method, call.path, call.body)) {
      played_.failure += "REST contract: " + finding + "\n";
    }
    const std::string* reply = file_.find(numbered("rest reply", number));
    if (!reply) {
      played_.failure += "no section `" + numbered("rest reply", number) + "`";
      return {};
    }
    const auto [line, body] = first_line(*reply);
    if (line == "none") {
      return mapping::NoReply{
          mapping::refuse(mapping::kUnexpectedError, "the platform gave no answer")};
    }
    const auto space = line.find(' ');
    const std::string type = space == std::string::npos ? "" : line.substr(space + 1);
    return mapping::RestReply{std::atoi(line.c_str()), type, body};
  }

  mapping::Reply store(const mapping::StoreCall& call) {
    const int number = ++store_calls_;
    compare_call(numbered("store call", number), "store", recording::store_call_text(call));
    const std::string* reply = file_.find(numbered("store reply", number));
    if (reply && *reply == "none") {
      return mapping::NoReply{mapping::refuse(mapping::kUnexpectedError, "the store failed")};
    }
    return recording::store_reply(reply ? *reply : "{}");
  }

  // Whether the platform itself answered the fault.
  static bool is_the_platforms(const Fault& fault, mapping::Replies replies) {
    return std::any_of(replies.begin(), replies.end(), [&](const mapping::Reply& reply) {
      const auto* rest = std::get_if<mapping::RestReply>(&reply);
      return rest && !rest->ok() && mapping::rest_fault(*rest).reason.empty() &&
             mapping::rest_fault(*rest) == fault;
    });
  }

  void finish(const Fault& fault, mapping::Replies replies = {}) {
    played_.fault = true;
    compare("soap response", soap::fault_envelope(fault, plan_));
    const bool ours =
        fault.code_namespace == mapping::kFaultNamespace && !is_the_platforms(fault, replies);
    if (ours && fault.reason.empty()) played_.failure += "a fault of the gateway without a reason";
    compare("reason", fault.reason);
  }

  void finish(const mapping::Response& response) {
    const auto envelope = written(response);
    if (!envelope) {
      played_.failure = "gSOAP cannot write the answer";
      return;
    }
    compare("soap response", *envelope);
  }

  Result<std::string> written(const mapping::Response& response) const {
    if (!plan_) return soap::answer_envelope(operation_, response);
    auto answer = soap::answer_envelope(operation_, response, *plan_);
    if (!answer) return tl::unexpected(std::move(answer.error()));
    return std::move(answer->envelope);
  }

  void check_unmapped(const mapping::Notes& notes) {
    std::string paths;
    for (const auto& path : notes.unmapped_paths) paths += (paths.empty() ? "" : "\n") + path;
    compare("unmapped", paths);
  }

  const mapping::Operation& operation_;
  GoldenFile& file_;
  const contract::Plan* plan_;
  Played played_;
  mapping::CallContext context_;
  int store_calls_ = 0;
};

}  // namespace

Played play_exchange(const mapping::Operation& operation, GoldenFile& file,
                     const contract::Plan* plan) {
  return Player(operation, file, plan).play();
}

}  // namespace uws::testing
