#include "bridge/ops/log_line.h"

#include <cstdio>
#include <ctime>
#include <nlohmann/json.hpp>

namespace uws::ops {
namespace {

using Json = nlohmann::ordered_json;

std::string timestamp(std::chrono::system_clock::time_point time) {
  const auto millis =
      std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
  const auto seconds = static_cast<std::time_t>(millis / 1000);
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  char text[40];
  const auto length = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &utc);
  std::snprintf(text + length, sizeof text - length, ".%03dZ", static_cast<int>(millis % 1000));
  return text;
}

bool is_plain(unsigned char c) { return c > ' ' && c < 0x7F && c != '"' && c != '\\' && c != '='; }

void append_text(std::string& out, const std::string& value) {
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

std::string number_text(double number) {
  char text[40];
  std::snprintf(text, sizeof text, "%.3f", number);
  return text;
}

struct AsText {
  std::string& out;
  const Redact& redact;
  void operator()(std::string_view text) const { append_text(out, redact(text)); }
  void operator()(std::int64_t number) const { out += std::to_string(number); }
  void operator()(double number) const { out += number_text(number); }
  void operator()(bool flag) const { out += flag ? "true" : "false"; }
  void operator()(const std::array<char, 8>& hash) const { out.append(hash.data(), hash.size()); }
};

struct AsJson {
  const Redact& redact;
  Json operator()(std::string_view text) const { return redact(text); }
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

std::string text_line(const Line& line, const Redact& redact) {
  auto out = timestamp(line.time) + ' ' + std::string(level_name(line.level)) + ' ';
  append_text(out, redact(line.event));
  for (const auto& field : line.fields) {
    out += ' ';
    out += field.name();
    out += '=';
    std::visit(AsText{out, redact}, field.value());
  }
  return out;
}

std::string json_line(const Line& line, const Redact& redact) {
  Json object;
  object["time"] = timestamp(line.time);
  object["level"] = level_name(line.level);
  object["event"] = redact(line.event);
  for (const auto& field : line.fields) {
    object[std::string(field.name())] = std::visit(AsJson{redact}, field.value());
  }
  return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace uws::ops
