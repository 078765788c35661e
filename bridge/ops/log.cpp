#include "bridge/ops/log.h"

#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <random>
#include <vector>

#include "base/crypto.h"
#include "base/text.h"
#include "bridge/ops/log_line.h"
#include "bridge/ops/secrets.h"

namespace uws::ops {
namespace {

spdlog::level::level_enum spdlog_level(LogLevel level) {
  constexpr spdlog::level::level_enum kLevels[] = {spdlog::level::debug, spdlog::level::info,
                                                   spdlog::level::warn, spdlog::level::err};
  return kLevels[static_cast<std::size_t>(level)];
}

spdlog::sink_ptr make_sink(std::ostream* out) {
  if (out != nullptr) return std::make_shared<spdlog::sinks::ostream_sink_mt>(*out);
  return std::make_shared<spdlog::sinks::stderr_sink_mt>();
}

}  // namespace

struct Logger::Impl {
  Impl(LogFormat chosen, LogLevel level, std::ostream* out)
      : format(chosen), logger("uws", make_sink(out)) {
    logger.set_pattern("%v");
    logger.set_level(spdlog_level(level));
  }

  void write(LogLevel level, std::string_view event, std::span<const Field> fields) {
    const Line line{std::chrono::system_clock::now(), level, event, fields};
    const Redact redact = [this](std::string_view text) { return secrets.redact(text); };
    const auto text = format == LogFormat::json ? json_line(line, redact) : text_line(line, redact);
    logger.log(spdlog_level(level), spdlog::string_view_t(text.data(), text.size()));
  }

  LogFormat format;
  Secrets secrets;
  spdlog::logger logger;
};

Field Field::session(std::string_view token) {
  const std::string digest = base::sha256_hex(token);
  std::array<char, 8> hash{};
  std::copy_n(digest.begin(), hash.size(), hash.begin());
  return {"session", Value(hash)};
}

Logger::Logger(LogFormat format, LogLevel level, std::ostream* out)
    : impl_(std::make_unique<Impl>(format, level, out)) {}

Logger::~Logger() = default;

void Logger::protect(std::string_view secret, bool forever) { impl_->secrets.add(secret, forever); }

std::string Logger::redact(std::string_view text) const { return impl_->secrets.redact(text); }

bool Logger::enabled(LogLevel level) const { return impl_->logger.should_log(spdlog_level(level)); }

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

std::string new_request_id() {
  thread_local std::mt19937_64 random{[] {
    std::random_device device;
    return (static_cast<std::uint64_t>(device()) << 32) | device();
  }()};
  const auto bits = random();
  return base::to_hex({reinterpret_cast<const char*>(&bits), sizeof bits});
}

}  // namespace uws::ops
