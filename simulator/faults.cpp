#include "simulator/faults.h"

namespace uws::simulator {
namespace {

bool read_number(std::string_view text, int lowest, int highest, int& number) {
  const auto read = number_in(text);
  if (!read || *read < lowest || *read > highest) return false;
  number = static_cast<int>(*read);
  return true;
}

bool fits(std::string_view pattern, std::string_view text) {
  if (pattern.ends_with('*')) return text.starts_with(pattern.substr(0, pattern.size() - 1));
  return pattern == text;
}

}  // namespace

const char* const kFaultHelp =
    "\"METHOD /path:WHAT[:WHAT]...\"; METHOD may be *, the path is below the base URL, may be a "
    "template ({accountName}) or end in *. WHAT is status=N, error=CODE (a documented error body, "
    "HTTP 400 unless status is given), html, xml403, reset, delay=MS, times=N (only the next N "
    "calls), skip=N (not the first N calls), hold (until all faults are taken back), after (carry "
    "the call out, then fail or hold)";

tl::expected<void, std::string> FaultScript::set(Rule& rule, std::string_view word) {
  static constexpr std::pair<std::string_view, bool FaultEffect::*> kFlags[] = {
      {"reset", &FaultEffect::reset},
      {"html", &FaultEffect::html},
      {"xml403", &FaultEffect::xml403},
      {"hold", &FaultEffect::hold},
      {"after", &FaultEffect::after}};
  for (const auto& [flag, member] : kFlags) {
    if (word == flag) {
      rule.effect.*member = true;
      return {};
    }
  }
  const auto equals = word.find('=');
  const auto key = word.substr(0, equals);
  const auto value =
      equals == std::string_view::npos ? std::string_view{} : word.substr(equals + 1);
  int number = 0;
  if (key == "status" && read_number(value, 100, 599, number)) {
    rule.effect.status = number;
  } else if (key == "delay" && read_number(value, 0, 3'600'000, number)) {
    rule.effect.delay = std::chrono::milliseconds(number);
  } else if (key == "times" && read_number(value, 1, 1'000'000, number)) {
    rule.times = number;
  } else if (key == "skip" && read_number(value, 0, 1'000'000, number)) {
    rule.skip = number;
  } else if (key == "error" && !value.empty()) {
    rule.effect.error_code = value;
  } else {
    return tl::unexpected("fault: cannot read \"" + std::string(word) + "\"");
  }
  return {};
}

tl::expected<void, std::string> FaultScript::add(std::string_view spec, Json body) {
  const auto space = spec.find(' ');
  const auto colon = spec.find(':', space == std::string_view::npos ? 0 : space);
  if (space == std::string_view::npos || space == 0 || colon == std::string_view::npos ||
      spec[space + 1] != '/') {
    return tl::unexpected(std::string("fault: expected \"METHOD /path:WHAT\""));
  }
  Rule rule;
  rule.method = spec.substr(0, space);
  rule.path = spec.substr(space + 1, colon - space - 1);
  auto rest = spec.substr(colon + 1);
  for (;;) {
    const auto end = rest.find(':');
    if (auto done = set(rule, rest.substr(0, end)); !done) return done;
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 1);
  }
  if (!rule.effect.error_code.empty() && rule.effect.status == 0) rule.effect.status = 400;
  if (!rule.effect.answers() && !rule.effect.hold && rule.effect.delay.count() == 0) {
    return tl::unexpected("fault: nothing to do in \"" + std::string(spec) + "\"");
  }
  rule.effect.body = std::move(body);
  rules_.push_back(std::move(rule));
  return {};
}

FaultEffect FaultScript::next(std::string_view method, std::string_view path,
                              std::string_view operation) {
  const auto space = operation.find(' ');
  const auto pattern =
      space == std::string_view::npos ? std::string_view{} : operation.substr(space + 1);
  for (auto& rule : rules_) {
    if (rule.method != "*" && rule.method != method) continue;
    if (!fits(rule.path, path) && !fits(rule.path, pattern)) continue;
    if (rule.times == 0) continue;
    if (rule.skip > 0) {
      --rule.skip;
      continue;
    }
    if (rule.times > 0) --rule.times;
    return rule.effect;
  }
  return {};
}

}  // namespace uws::simulator
