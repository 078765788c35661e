#include <algorithm>

#include "base/utf8.h"
#include "bridge/ops/secrets.h"
#include "bridge/tools/explain/explain.h"

namespace uws::tools {
namespace {

using recording::Asked;
using recording::Json;

constexpr std::size_t kWidth = 100, kValue = 36;

// The end of a path tells more than its beginning.
std::string cut_path(const std::string& path, std::size_t most) {
  const auto count = base::count_chars(path);
  if (count <= most) return path;
  const auto slash = path.find('/', path.size() - std::min(path.size(), most - 4));
  if (slash == std::string::npos) return base::shortened(path, most);
  return "…" + path.substr(slash);
}

std::string shell_quoted(const std::string& text) {
  std::string made = "'";
  for (const char c : text) {
    if (c == '\'') {
      made += "'\\''";
    } else {
      made += c;
    }
  }
  return made + "'";
}

std::string pretty(const std::string& json) {
  const auto parsed = Json::parse(json, nullptr, false);
  return parsed.is_discarded() ? json : parsed.dump(2, ' ', false, Json::error_handler_t::replace);
}

std::string joined(const std::vector<std::string>& all) {
  std::string text;
  for (const auto& each : all) text += (text.empty() ? "" : ", ") + each;
  return text;
}

class Writer {
 public:
  Writer(const std::string& base_url, bool colour) : base_url_(base_url), colour_(colour) {}

  std::string text(const Explanation& made) {
    refused_ = made.calls.empty() && !made.reason.empty();
    head(made.title + " (" + made.effect + ")");
    const bool callback = made.title.starts_with("callback");
    fields(callback ? "The webhook, and where each field goes" : "Fields, and where each goes",
           made.fields, true);
    for (const auto& call : made.calls) this->call(call);
    if (made.waiting) line("Give --reply FILE.json to see what is made of the answer.");
    if (!made.reason.empty() || !made.fault_code.empty()) refusal(made);
    fields("The answer, and where each element comes from", made.answer, false);
    if (!made.unmapped.empty()) {
      head("\nMembers nobody reads");
      for (const auto& path : made.unmapped) line("  " + base::shortened(path, kWidth - 2));
    }
    if (!made.envelope.empty()) {
      head(callback ? "\nThe callback" : "\nThe envelope");
      out_ += made.envelope + "\n";
    }
    return std::move(out_);
  }

 private:
  void line(const std::string& text) { out_ += text + "\n"; }
  void head(const std::string& text) {
    out_ += colour_ ? "\x1b[1m" + text + "\x1b[0m\n" : text + "\n";
  }
  std::string dim(const std::string& text) const {
    return colour_ ? "\x1b[36m" + text + "\x1b[0m" : text;
  }

  void fields(const char* title, const std::vector<Field>& all, bool going) {
    if (all.empty()) return;
    head(std::string("\n") + title);
    for (const auto& field : all) {
      auto value = " = " + base::shortened(field.value, kValue);
      if (field.count > 1) value += " (" + std::to_string(field.count) + " in all)";
      line("  " + cut_path(field.path, kWidth - 2 - base::count_chars(value)) + value);
      line(dim("      " +
               base::shortened((going ? "-> " : "<- ") + place(field, going), kWidth - 6)));
    }
  }

  std::string place(const Field& field, bool going) const {
    if (!field.places.empty()) return joined(field.places);
    if (refused_ && !field.refused.empty()) return "the refusal depends on it";
    if (!field.refused.empty()) return "decides; another value is refused: " + field.refused;
    if (refused_) return "not sent";
    return going ? "nowhere" : "made here";
  }

  void call(const Asked& call) {
    if (call.store) {
      head("\nThe gateway's own store is asked");
      line(base::shortened(call.body, kWidth));
      return;
    }
    head("\nREST: " + base::shortened(call.method + " " + call.path, kWidth - 6));
    line(curl_text(call, base_url_));
    if (call.status != 0) line(dim("answered " + std::to_string(call.status)));
  }

  void refusal(const Explanation& made) {
    head("\nRefused");
    if (!made.fault_code.empty()) line("  faultcode:   " + made.fault_code);
    if (!made.fault_message.empty())
      line("  faultstring: " + base::shortened(made.fault_message, kWidth - 15));
    line("  reason:      " +
         (made.reason.empty() ? std::string("the platform's own") : made.reason));
  }

  const std::string& base_url_;
  const bool colour_;
  bool refused_ = false;
  std::string out_;
};

Json field_json(const Field& field, const char* places) {
  Json json{
      {"path", field.path}, {"value", field.value}, {"count", field.count}, {places, field.places}};
  if (!field.refused.empty()) json["refused"] = field.refused;
  return json;
}

}  // namespace

std::string curl_text(const Asked& call, const std::string& base_url) {
  std::string text = "curl -X " + call.method + " " + shell_quoted(base_url + call.path) +
                     " \\\n  -H 'Authorization: Bearer " + std::string(ops::kHidden) + "'";
  if (!call.path.ends_with("/session/login")) {
    text += " \\\n  -H 'VZ-M2M-Token: " + std::string(ops::kHidden) + "'";
  }
  if (!call.body.empty()) {
    text +=
        " \\\n  -H 'Content-Type: application/json' \\\n  -d " + shell_quoted(pretty(call.body));
  }
  return text;
}

std::string explanation_text(const Explanation& made, const std::string& base_url, bool colour) {
  return Writer(base_url, colour).text(made);
}

Json explanation_json(const Explanation& made, const std::string& base_url) {
  Json json{{"operation", made.title}, {"effect", made.effect}};
  json["fields"] = Json::array();
  for (const auto& field : made.fields) json["fields"].push_back(field_json(field, "goesTo"));
  json["calls"] = Json::array();
  for (const auto& call : made.calls) {
    const auto body = Json::parse(call.body, nullptr, false);
    Json entry{{"to", call.store ? "store" : "rest"}};
    if (!call.store) {
      entry["method"] = call.method;
      entry["path"] = call.path;
      entry["curl"] = curl_text(call, base_url);
    }
    if (!body.is_discarded()) entry["body"] = body;
    if (call.status != 0) entry["status"] = call.status;
    json["calls"].push_back(std::move(entry));
  }
  if (made.waiting) json["waitingForReply"] = true;
  if (!made.fault_code.empty()) {
    json["fault"] = {{"code", made.fault_code}, {"message", made.fault_message}};
  }
  if (!made.reason.empty()) json["reason"] = made.reason;
  for (const auto& field : made.answer) json["answer"].push_back(field_json(field, "comesFrom"));
  if (!made.unmapped.empty()) json["unmapped"] = made.unmapped;
  if (!made.envelope.empty()) json["envelope"] = made.envelope;
  return json;
}

}  // namespace uws::tools
