#include "bridge/recording/golden.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>

#include "contract/service_path.h"
#include "contract/shape.h"

namespace uws::recording {
namespace {

constexpr const char* kHost = "http://gateway.invalid";
constexpr const char* kType = "text/xml; charset=utf-8";
constexpr const char* kRequest = "soap request";
constexpr const char* kResponse = "soap response";
constexpr const char* kCallback = "soap callback";
constexpr const char* kReason = "reason";
constexpr const char* kNone = "none";

std::string numbered(const char* name, std::size_t number) {
  return number == 1 ? name : std::string(name) + " " + std::to_string(number);
}

std::pair<std::string, std::string> first_line(const std::string& text) {
  const auto end = text.find('\n');
  if (end == std::string::npos) return {text, ""};
  return {text.substr(0, end), text.substr(end + 1)};
}

std::string with_lines(std::string first, const std::string& rest) {
  return rest.empty() ? first : std::move(first) + "\n" + rest;
}

// The sections of one call, by kind and number; nothing when the file has no such call.
struct Pair {
  const std::string* call;
  const std::string* reply;
};
Pair pair_of(const Sections& file, const char* kind, std::size_t number) {
  const std::string of = kind;
  return {file.find(numbered((of + " call").c_str(), number)),
          file.find(numbered((of + " reply").c_str(), number))};
}

// "404 application/json" and a body.
bool read_reply(const std::string& text, Asked& asked) {
  const auto [line, body] = first_line(text);
  if (line == kNone) return true;
  const auto space = std::min(line.find(' '), line.size());
  const auto* end = line.data() + space;
  if (std::from_chars(line.data(), end, asked.status).ptr != end) return false;
  if (space < line.size()) asked.content_type = line.substr(space + 1);
  asked.reply = body;
  return true;
}

bool read_rest(const Sections& file, Recorded& made) {
  for (std::size_t number = 1;; ++number) {
    const auto [call, reply] = pair_of(file, "rest", number);
    if (!call && !reply) return true;
    Asked asked;
    const auto [line, body] = first_line(call ? *call : "");
    const auto space = std::min(line.find(' '), line.size());
    asked.method = line.substr(0, space);
    asked.path = line.substr(std::min(space + 1, line.size()));
    asked.body = body;
    if (reply && !read_reply(*reply, asked)) return false;
    made.asked.push_back(std::move(asked));
  }
}

void read_store(const Sections& file, Recorded& made) {
  for (std::size_t number = 1;; ++number) {
    const auto [call, reply] = pair_of(file, "store", number);
    if (!call && !reply) return;
    Asked asked;
    asked.store = true;
    asked.body = first_line(call ? *call : "").second;
    if (reply && *reply != kNone) {
      asked.status = 200;
      asked.reply = *reply;
    }
    made.asked.push_back(std::move(asked));
  }
}

bool is_call(const std::string& section) {
  for (const char* kind : {"rest call", "rest reply", "store call", "store reply"}) {
    if (section == kind || section.starts_with(std::string(kind) + " ")) return true;
  }
  return false;
}

void put_envelopes(const Sections& file, std::string_view name, Recorded& made) {
  if (const auto* request = file.find(kRequest)) made.request = *request;
  if (const auto* response = file.find(kResponse)) {
    made.response = *response;
    made.status = response->find(":Fault>") != std::string::npos ? 500 : 200;
    made.status_text = made.status == 200 ? "OK" : "Internal Server Error";
    made.response_headers.add("Content-Type", kType);
  }
  made.request_headers.add("Content-Type", kType);
  if (const auto* callback = file.find(kCallback)) {
    made.request = *callback;
    made.url = "http://receiver.invalid/";
    return;
  }
  const auto slash = name.find('/');
  const auto service = name.substr(0, slash);
  const auto rest = slash == std::string_view::npos ? std::string_view() : name.substr(slash + 1);
  made.url = std::string(kHost) + contract::service_path(service);
  if (const auto* row = contract::find_operation(service, rest.substr(0, rest.find('/')))) {
    made.request_headers.add("SOAPAction", "\"" + std::string(row->action) + "\"");
  }
}

std::string reply_text(const Asked& asked) {
  if (asked.status == 0) return kNone;
  if (asked.store) return asked.reply;
  const auto line =
      std::to_string(asked.status) + (asked.content_type.empty() ? "" : " " + asked.content_type);
  return with_lines(line, asked.reply);
}

Sections in_order(const Sections& made, const std::vector<std::string>& order) {
  if (order.empty()) return made;
  Sections sorted;
  for (const auto& name : order) {
    if (const auto* content = made.find(name)) sorted.set(name, *content);
  }
  for (const auto& section : made.sections) {
    if (!sorted.find(section.name)) sorted.sections.push_back(section);
  }
  return sorted;
}

bool listed(const std::vector<std::string>& order, const std::string& name) {
  return order.empty() || std::find(order.begin(), order.end(), name) != order.end();
}

}  // namespace

tl::expected<Recorded, std::string> from_golden(const Sections& file, std::string_view name) {
  Recorded made;
  made.name = name;
  put_envelopes(file, name, made);
  read_store(file, made);
  if (!read_rest(file, made)) return tl::unexpected(std::string("a reply has no status"));
  if (const auto* reason = file.find(kReason)) made.reason = *reason;
  for (const auto& section : file.sections) {
    made.section_order.push_back(section.name);
    const auto& each = section.name;
    if (each == kRequest || each == kResponse || each == kCallback || each == kReason) continue;
    if (!is_call(each)) made.more[each] = section.content;
  }
  made.operation = operation_of(made);
  return made;
}

Sections to_golden(const Recorded& recorded) {
  Sections made;
  const bool callback = recorded.more.contains("rest callback");
  const auto& order = recorded.section_order;
  if (!callback) made.set(kRequest, recorded.request);
  for (const auto& [name, content] : recorded.more) made.set(name, content);
  if (callback && !recorded.request.empty()) made.set(kCallback, recorded.request);
  std::size_t rest = 0, store = 0;
  for (const auto& asked : recorded.asked) {
    const auto number = asked.store ? ++store : ++rest;
    const auto call = numbered(asked.store ? "store call" : "rest call", number);
    const auto reply = numbered(asked.store ? "store reply" : "rest reply", number);
    const auto line = asked.store ? std::string("store") : asked.method + " " + asked.path;
    if (listed(order, call)) made.set(call, with_lines(line, asked.body));
    if (listed(order, reply)) made.set(reply, reply_text(asked));
  }
  if (recorded.status != 0) made.set(kResponse, recorded.response);
  if (!recorded.reason.empty()) made.set(kReason, recorded.reason);
  return in_order(made, order);
}

}  // namespace uws::recording
