#include "bridge/ops/log_line.h"

#include <charconv>
#include <cstdio>
#include <ctime>
#include <nlohmann/json.hpp>

namespace uws::ops {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kUsualLine = 256;

// "2024-05-01T10:00:00.123Z"
void append_time(std::string& out, std::chrono::system_clock::time_point time) {
  thread_local std::time_t made_for = -1;
  thread_local std::string text;
  const auto millis =
      std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
  const auto seconds = static_cast<std::time_t>(millis / 1000);
  if (seconds != made_for) {
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    char buffer[32];
    text.assign(buffer, std::strftime(buffer, sizeof buffer, "%Y-%m-%dT%H:%M:%S.", &utc));
    made_for = seconds;
  }
  out += text;
  for (const auto unit : {100, 10, 1}) {
    out += static_cast<char>('0' + millis % 1000 / unit % 10);
  }
  out += 'Z';
}

bool is_plain(unsigned char c) { return c > ' ' && c < 0x7F && c != '"' && c != '\\' && c != '='; }

void append_text(std::string& out, std::string_view value) {
  bool plain = !value.empty();
  for (const char c : value) plain = plain && is_plain(static_cast<unsigned char>(c));
  if (plain) {
    out += value;
    return;
  }
  out += '"';
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') out += '\\';
    if (byte < ' ' || byte == 0x7F) {
      char escaped[8];
      std::snprintf(escaped, sizeof escaped, "\\x%02x", byte);
      out += escaped;
    } else {
      out += c;
    }
  }
  out += '"';
}

struct AsText {
  std::string& out;
  const Secrets& secrets;
  void operator()(std::string_view text) const {
    std::string room;
    append_text(out, secrets.redact(text, room));
  }
  void operator()(std::int64_t number) const { out += std::to_string(number); }
  void operator()(double number) const {
    char text[350];
    const auto end =
        std::to_chars(text, text + sizeof text, number, std::chars_format::fixed, 3).ptr;
    out.append(text, end);
  }
  void operator()(bool flag) const { out += flag ? "true" : "false"; }
  void operator()(const std::array<char, 8>& hash) const { out.append(hash.data(), hash.size()); }
};

struct AsJson {
  const Secrets& secrets;
  Json operator()(std::string_view text) const { return secrets.redact(text); }
  Json operator()(std::int64_t number) const { return number; }
  Json operator()(double number) const { return number; }
  Json operator()(bool flag) const { return flag; }
  Json operator()(const std::array<char, 8>& hash) const {
    return std::string(hash.data(), hash.size());
  }
};

}  // namespace

std::string_view level_name(LogLevel level) {
  constexpr std::string_view kNames[] = {"debug", "info", "warn", "error"};
  return kNames[static_cast<std::size_t>(level)];
}

std::string text_line(const Line& line, const Secrets& secrets) {
  std::string out;
  out.reserve(kUsualLine);
  const AsText as_text{out, secrets};
  append_time(out, line.time);
  out += ' ';
  out += level_name(line.level);
  out += ' ';
  as_text(line.event);
  for (const auto& field : line.fields) {
    out += ' ';
    out += field.name();
    out += '=';
    std::visit(as_text, field.value());
  }
  return out;
}

std::string json_line(const Line& line, const Secrets& secrets) {
  Json object;
  std::string time;
  append_time(time, line.time);
  object["time"] = time;
  object["level"] = level_name(line.level);
  object["event"] = secrets.redact(line.event);
  for (const auto& field : line.fields) {
    object[std::string(field.name())] = std::visit(AsJson{secrets}, field.value());
  }
  return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace uws::ops
