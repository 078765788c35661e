#pragma once
// Log lines on stderr or in a file: events with named values, and one access line per call. There
// is no way to log a header or a body, session tokens are shortened to a hash, and values
// registered as secret are replaced wherever they turn up.

#include <array>
#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

namespace uws::ops {

enum class LogFormat { text, json };
enum class LogLevel { debug, info, warn, error };

// One named value of a line. Refers to its text: build it in the call itself.
class Field {
 public:
  using Value =
      std::variant<std::string_view, std::int64_t, double, bool, std::array<char, 8> /* hash */>;

  Field(std::string_view name, std::string_view text) : name_(name), value_(text) {}
  Field(std::string_view name, const std::string& text) : Field(name, std::string_view(text)) {}
  Field(std::string_view name, const char* text) : Field(name, std::string_view(text)) {}
  Field(std::string_view name, double number) : name_(name), value_(number) {}
  Field(std::string_view name, std::same_as<bool> auto flag) : name_(name), value_(flag) {}
  Field(std::string_view name,
        std::integral auto number) requires(!std::same_as<decltype(number), bool>)
      : name_(name), value_(static_cast<std::int64_t>(number)) {}

  // "session" with the first 8 hex digits of the token's SHA-256; the only way to log a token.
  static Field session(std::string_view token);

  std::string_view name() const { return name_; }
  const Value& value() const { return value_; }

 private:
  Field(std::string_view name, Value value) : name_(name), value_(value) {}

  std::string_view name_;
  Value value_;
};

using Fields = std::initializer_list<Field>;

// What one call leaves behind. Empty texts and a REST status of 0 are left out.
struct Access {
  std::string_view request_id;
  std::string_view operation;  // "CarrierService.MoveDevice"
  std::string_view client;     // address of the old client
  std::string_view session;    // the whole token; written as its hash
  std::string_view fault;      // local part of the faultcode
  std::string_view reason;     // why the gateway itself refused: which member, which rule
  int status = 0;              // HTTP status of the answer
  int rest_status = 0;         // of the last REST reply; 0 = none
  double ms = 0;
};

struct LogCounters;

// Thread-safe.
class Logger {
 public:
  // Each line is written at once; `out` must outlive the logger.
  Logger(LogFormat format, LogLevel level, std::ostream& out);
  // Lines are queued and written by a thread of their own (bridge/ops/log_writer.h). `file`: empty
  // = stderr. Throws std::system_error when it cannot be opened. `counters` must outlive the
  // logger.
  Logger(LogFormat format, LogLevel level, const std::string& file, LogCounters& counters);
  // Writes what is still queued.
  ~Logger();
  Logger(const Logger&) = delete;
  Logger& operator=(const Logger&) = delete;

  // Opens the file anew, as logrotate wants it.
  void reopen();

  // From now on `secret` is written as "(hidden)" inside any text value. The last 64 secrets are
  // remembered, those marked `forever` always; texts under 4 characters are not taken.
  void protect(std::string_view secret, bool forever = false);

  // `text` as a line would show it, for pages beside the log.
  std::string redact(std::string_view text) const;

  bool enabled(LogLevel level) const;
  void write(LogLevel level, std::string_view event, Fields fields = {});
  void debug(std::string_view event, Fields fields = {}) { write(LogLevel::debug, event, fields); }
  void info(std::string_view event, Fields fields = {}) { write(LogLevel::info, event, fields); }
  void warn(std::string_view event, Fields fields = {}) { write(LogLevel::warn, event, fields); }
  void error(std::string_view event, Fields fields = {}) { write(LogLevel::error, event, fields); }

  // The access line, at level info.
  void access(const Access& access);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// "debug" and so on, as the configuration spells them; an unknown word is info.
LogLevel log_level(std::string_view word);
LogFormat log_format(std::string_view word);

// 16 random hex digits, to find a call's lines again.
std::string new_request_id();

}  // namespace uws::ops
