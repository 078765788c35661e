#include "bridge/rest/login_guard.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/crypto.h"
#include "bridge/rest/settings.h"

namespace uws::rest {
namespace {

constexpr std::string_view kPath = "/m2m/v1/session/login";
// Passwords of one user remembered.
constexpr std::size_t kPasswords = 16;

std::string text_of(const nlohmann::json& object, const char* name) {
  const auto member = object.find(name);
  return member != object.end() && member->is_string() ? member->get<std::string>() : "";
}

// The platform's own refusal, not that of a proxy or its API gateway.
bool is_refusal(const mapping::RestReply& reply) {
  if (reply.status != 400 && reply.status != 401 && reply.status != 403) return false;
  if (reply.body.size() > kLongestError) return false;
  const auto body = nlohmann::json::parse(reply.body, nullptr, false);
  if (!body.is_object()) return false;
  const auto code = text_of(body, "errorCode");
  return !code.empty() && !code.ends_with(".UnexpectedError");
}

}  // namespace

std::optional<Login> login_of(const mapping::RestCall& call) {
  if (call.path != kPath) return std::nullopt;
  const auto body = nlohmann::json::parse(call.body, nullptr, false);
  if (!body.is_object()) return Login{};
  return Login{text_of(body, "username"), text_of(body, "password")};
}

LoginGuard::LoginGuard(std::chrono::milliseconds memory)
    : memory_(memory), key_(base::random_hex(32)) {}

std::string LoginGuard::user_hash(const Login& login) const {
  base::Digest digest;
  digest.add('k', key_);
  digest.add('u', login.user);
  return digest.hex();
}

std::string LoginGuard::hash(const Login& login) const {
  base::Digest digest;
  digest.add('k', key_);
  digest.add('u', login.user);
  digest.add('p', login.password);
  return digest.hex();
}

std::optional<mapping::RestReply> LoginGuard::remembered(const Login& login,
                                                         Clock::time_point now) {
  if (memory_.count() == 0) return std::nullopt;
  const std::lock_guard lock(mutex_);
  const auto user = users_.find(user_hash(login));
  if (user == users_.end()) return std::nullopt;
  std::erase_if(user->second.refused,
                [&](const Refused& one) { return now - one.last >= memory_; });
  if (user->second.refused.empty()) {
    forget(user);
    return std::nullopt;
  }
  const auto found = std::ranges::find(user->second.refused, hash(login), &Refused::password);
  if (found == user->second.refused.end() || found->count < kRefusals) return std::nullopt;
  return found->reply;
}

void LoginGuard::learn(const Login& login, const mapping::RestReply& reply, Clock::time_point now) {
  if (memory_.count() == 0) return;
  if (reply.ok()) {
    const std::lock_guard lock(mutex_);
    const auto user = users_.find(user_hash(login));
    if (user != users_.end()) forget(user);
  } else if (is_refusal(reply)) {
    const std::lock_guard lock(mutex_);
    refuse(login, reply, now);
  }
}

void LoginGuard::refuse(const Login& login, const mapping::RestReply& reply,
                        Clock::time_point now) {
  auto [user, fresh] = users_.try_emplace(user_hash(login));
  if (fresh) user->second.place = by_age_.insert(by_age_.end(), user->first);
  by_age_.splice(by_age_.end(), by_age_, user->second.place);
  auto& refused = user->second.refused;
  const auto password = hash(login);
  auto found = std::ranges::find(refused, password, &Refused::password);
  if (found == refused.end()) found = refused.insert(found, Refused{password, 0, now, {}});
  ++found->count;
  found->last = now;
  found->reply = reply;
  if (refused.size() > kPasswords) refused.pop_front();
  if (users_.size() > kUsers) forget(users_.find(by_age_.front()));
}

void LoginGuard::forget(std::map<std::string, User>::iterator user) {
  by_age_.erase(user->second.place);
  users_.erase(user);
}

}  // namespace uws::rest
