#include "bridge/census/census.h"

#include <algorithm>
#include <array>
#include <functional>

#include "base/text.h"
#include "base/utf8.h"

namespace uws::census {
namespace {

constexpr std::size_t kAgentBytes = 256, kAgentShown = 120;
// A version is shorter, a session token or a key is not.
constexpr std::size_t kLongWord = 28;
constexpr std::string_view kHidden = "(hidden)";

bool is_word(char c) {
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return letter || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '+' || c == '=';
}

bool speaks_of_secrets(std::string_view agent) {
  constexpr std::array kWords{"bearer", "basic ",  "token",  "passw",
                              "secret", "api-key", "apikey", "authoriz"};
  const auto small = base::lower(agent);
  return std::ranges::any_of(
      kWords, [&](std::string_view word) { return small.find(word) != std::string::npos; });
}

std::string without_long_words(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto end = std::ranges::find_if_not(text, is_word);
    const auto word = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    out += word.size() < kLongWord ? word : kHidden;
    text.remove_prefix(word.size());
    if (text.empty()) break;
    out += text.front();
    text.remove_prefix(1);
  }
  return out;
}

void add(std::vector<store::ClientOperation>& all, const store::ClientOperation& more) {
  const auto found = std::ranges::find(all, more.operation, &store::ClientOperation::operation);
  if (found == all.end()) {
    all.push_back(more);
  } else {
    found->add(more);
  }
}

}  // namespace

std::string printable_agent(std::string_view sent) {
  std::string text(sent.substr(0, kAgentBytes));
  if (speaks_of_secrets(text)) return std::string(kHidden);
  for (char& c : text) {
    if (c < ' ' || c > '~') c = '?';
  }
  return base::shortened(without_long_words(base::trimmed(text)), kAgentShown);
}

store::Client client_of(const Sighting& sighting) {
  return {sighting.address, std::string(stack_of(sighting.caller().habits)),
          printable_agent(sighting.user_agent), sighting.tls};
}

std::size_t Census::Hash::operator()(const Caller& caller) const {
  constexpr std::hash<std::string_view> kOf{};
  std::size_t hash = caller.habits.marks;
  for (const std::string_view part : {caller.address, caller.tls, caller.habits.user_agent,
                                      std::string_view(caller.habits.prefix)}) {
    hash = hash * 31 + kOf(part);
  }
  return hash;
}

void Census::make_room() {
  auto& from = stale_.empty() ? fresh_ : stale_;
  if (index_.size() < most_ || from.empty()) return;
  const auto& oldest = from.back();
  for (const auto& one : oldest.seen.operations) counters_.dropped += one.calls;
  index_.erase(oldest.seen.caller());
  from.pop_back();
}

Census::Entry& Census::touch(const Caller& caller) {
  const auto found = index_.find(caller);
  if (found != index_.end()) {
    const auto entry = found->second;
    fresh_.splice(fresh_.begin(), entry->fresh ? fresh_ : stale_, entry);
    entry->fresh = true;
    return *entry;
  }
  make_room();
  fresh_.push_front({{std::string(caller.address),
                      std::string(caller.tls),
                      caller.habits.prefix,
                      std::string(caller.habits.user_agent),
                      caller.habits.marks,
                      {}},
                     true});
  index_.emplace(fresh_.front().seen.caller(), fresh_.begin());
  return fresh_.front();
}

void Census::see(Caller caller, std::string_view operation, bool fault, store::Millis now) {
  if (operation.empty()) operation = kNoOperation;
  caller.habits.user_agent = caller.habits.user_agent.substr(0, kAgentBytes);
  const std::lock_guard lock(mutex_);
  auto& known = touch(caller).seen.operations;
  auto found = std::ranges::find(known, operation, &store::ClientOperation::operation);
  if (found == known.end()) found = known.insert(found, {std::string(operation)});
  found->count(fault, now);
}

std::vector<Sighting> Census::take(std::size_t most) {
  std::vector<Sighting> taken;
  const std::lock_guard lock(mutex_);
  while (!fresh_.empty() && taken.size() < most) {
    const auto entry = std::prev(fresh_.end());
    auto copy = entry->seen;
    std::erase_if(copy.operations, [](const auto& one) { return one.calls == 0; });
    taken.push_back(std::move(copy));
    // The names stay, so that the next call needs no memory.
    for (auto& one : entry->seen.operations) one = {std::move(one.operation)};
    entry->fresh = false;
    stale_.splice(stale_.begin(), fresh_, entry);
  }
  return taken;
}

void Census::give_back(const std::vector<Sighting>& sightings) {
  const std::lock_guard lock(mutex_);
  for (const auto& one : sightings) {
    auto& known = touch(one.caller()).seen.operations;
    for (const auto& operation : one.operations) add(known, operation);
  }
}

}  // namespace uws::census
