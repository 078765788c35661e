#include "bridge/ops/log.h"

#include <algorithm>
#include <functional>
#include <mutex>
#include <optional>
#include <ostream>
#include <random>
#include <vector>

#include "base/crypto.h"
#include "base/text.h"
#include "bridge/ops/log_line.h"
#include "bridge/ops/log_writer.h"
#include "bridge/ops/secrets.h"

namespace uws::ops {
namespace {

// Where lines go; thread-safe.
using Sink = std::function<void(std::string_view line, bool soon)>;

Sink sink_to(std::ostream& out) {
  auto mutex = std::make_shared<std::mutex>();
  return [&out, mutex](std::string_view line, bool) {
    const std::lock_guard lock(*mutex);
    out << line << '\n' << std::flush;
  };
}

}  // namespace

struct Logger::Impl {
  Impl(LogFormat chosen, LogLevel from, std::ostream& out)
      : format(chosen), least(from), sink(sink_to(out)) {}
  Impl(LogFormat chosen, LogLevel from, const std::string& file, LogCounters& counters)
      : format(chosen), least(from) {
    writer.emplace(file, counters);
    sink = [this](std::string_view line, bool soon) { writer->put(line, soon); };
  }

  void write(LogLevel level, std::string_view event, std::span<const Field> fields) {
    const Line line{std::chrono::system_clock::now(), level, event, fields};
    sink(format == LogFormat::json ? json_line(line, secrets) : text_line(line, secrets),
         level >= LogLevel::warn);
  }

  const LogFormat format;
  const LogLevel least;
  Secrets secrets;
  std::optional<LogWriter> writer;
  Sink sink;
};

Field Field::session(std::string_view token) {
  std::array<char, 8> hash{};
  const std::string digest = base::sha256_hex(token, hash.size() / 2);
  std::copy_n(digest.begin(), hash.size(), hash.begin());
  return {"session", Value(hash)};
}

Logger::Logger(LogFormat format, LogLevel level, std::ostream& out)
    : impl_(std::make_unique<Impl>(format, level, out)) {}

Logger::Logger(LogFormat format, LogLevel level, const std::string& file, LogCounters& counters)
    : impl_(std::make_unique<Impl>(format, level, file, counters)) {}

Logger::~Logger() = default;

void Logger::protect(std::string_view secret, bool forever) { impl_->secrets.add(secret, forever); }

std::string Logger::redact(std::string_view text) const { return impl_->secrets.redact(text); }

void Logger::reopen() {
  if (impl_->writer) impl_->writer->reopen();
}

bool Logger::enabled(LogLevel level) const { return level >= impl_->least; }

void Logger::write(LogLevel level, std::string_view event, Fields fields) {
  if (enabled(level)) impl_->write(level, event, fields);
}

void Logger::access(const Access& access) {
  if (!enabled(LogLevel::info)) return;
  std::vector<Field> fields;
  fields.reserve(9);
  fields.emplace_back("request_id", access.request_id);
  fields.emplace_back("operation", access.operation);
  fields.emplace_back("client", access.client);
  if (!access.session.empty()) fields.push_back(Field::session(access.session));
  fields.emplace_back("status", access.status);
  if (access.rest_status != 0) fields.emplace_back("rest_status", access.rest_status);
  if (!access.fault.empty()) fields.emplace_back("fault", access.fault);
  if (!access.reason.empty()) fields.emplace_back("reason", access.reason);
  fields.emplace_back("ms", access.ms);
  impl_->write(LogLevel::info, "call", fields);
}

LogLevel log_level(std::string_view word) {
  for (const auto level : {LogLevel::debug, LogLevel::warn, LogLevel::error}) {
    if (level_name(level) == word) return level;
  }
  return LogLevel::info;
}

LogFormat log_format(std::string_view word) {
  return word == "json" ? LogFormat::json : LogFormat::text;
}

// SplitMix64 (Steele, Lea, Flood 2014), begun by the operating system once for each thread.
std::string new_request_id() {
  thread_local std::uint64_t state = [] {
    std::random_device device;
    return (static_cast<std::uint64_t>(device()) << 32) | device();
  }();
  auto bits = state += 0x9E3779B97F4A7C15;
  bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
  bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
  bits ^= bits >> 31;
  return base::to_hex({reinterpret_cast<const char*>(&bits), sizeof bits});
}

}  // namespace uws::ops
