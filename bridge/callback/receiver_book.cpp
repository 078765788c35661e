#include "bridge/callback/receiver_book.h"

#include <algorithm>

namespace uws::callback {
namespace {

constexpr std::size_t kMostLabels = 1'000;
constexpr std::size_t kLongestLabel = 80;

// "host:80", "other.example:443".
std::string label_of(const std::string& receiver) {
  const auto start = receiver.find("://");
  auto label = start == std::string::npos ? receiver : receiver.substr(start + 3);
  label.resize(std::min(label.size(), kLongestLabel));
  return label;
}

double seconds(store::Millis from, store::Millis to) {
  return from == 0 || to == 0 ? 0 : static_cast<double>(std::max(to - from, 0LL)) / 1'000;
}

double number_of(const ReceiverFacts& facts, const ops::Family& family) {
  const auto now = store::now_ms();
  if (family.name == ReceiverBook::kState.name) return static_cast<double>(facts.state);
  if (family.name == ReceiverBook::kQueued.name) return static_cast<double>(facts.queued);
  if (family.name == ReceiverBook::kOldest.name) return seconds(facts.oldest_queued_at, now);
  if (family.name == ReceiverBook::kProbe.name) return seconds(now, facts.probe_at);
  if (family.name == ReceiverBook::kDelivered.name) return static_cast<double>(facts.delivered);
  if (family.name == ReceiverBook::kRefused.name) return static_cast<double>(facts.refused);
  return static_cast<double>(facts.failed);
}

}  // namespace

std::string_view name_of(ReceiverState state) {
  constexpr std::string_view kNames[] = {"open", "down", "paused"};
  return kNames[static_cast<std::size_t>(state)];
}

ReceiverFacts& ReceiverBook::facts(const std::string& receiver) {
  auto& found = known_[receiver];
  if (found.receiver.empty()) found.receiver = receiver;
  return found;
}

void ReceiverBook::count(const std::string& receiver, Outcome outcome) {
  const std::lock_guard lock(mutex_);
  auto& one = facts(receiver);
  if (outcome == Outcome::delivered) ++one.delivered;
  if (outcome == Outcome::refused) ++one.refused;
  if (outcome == Outcome::failed) ++one.failed;
}

void ReceiverBook::set_state(const std::string& receiver, ReceiverState state,
                             store::Millis probe_at, const std::string& error) {
  const std::lock_guard lock(mutex_);
  auto& one = facts(receiver);
  one.state = state;
  one.probe_at = probe_at;
  one.error = error;
}

void ReceiverBook::set_queues(const std::vector<Queue>& queues) {
  const std::lock_guard lock(mutex_);
  for (auto& [receiver, one] : known_) one.queued = one.oldest_queued_at = 0;
  for (const auto& queue : queues) {
    auto& one = facts(queue.receiver);
    one.queued = queue.queued;
    one.oldest_queued_at = queue.oldest_queued_at;
  }
}

std::vector<ReceiverFacts> ReceiverBook::all() const {
  const std::lock_guard lock(mutex_);
  std::vector<ReceiverFacts> found;
  for (const auto& [receiver, one] : known_) found.push_back(one);
  return found;
}

std::map<std::string, double> ReceiverBook::read(const ops::Family& family) const {
  const std::lock_guard lock(mutex_);
  const bool is_sum = family.kind == ops::Kind::counter || family.name == kQueued.name;
  std::map<std::string, double> reading;
  for (const auto& [receiver, one] : known_) {
    auto label = label_of(receiver);
    if (reading.size() >= kMostLabels && !reading.contains(label)) label = "other";
    auto& number = reading[label];
    const auto more = number_of(one, family);
    number = is_sum ? number + more : std::max(number, more);
  }
  return reading;
}

}  // namespace uws::callback
