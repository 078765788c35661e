#include "simulator/session.h"

#include "simulator/routes.h"
#include "simulator/world.h"

namespace uws::simulator {
namespace {

constexpr int kLockAfter = 5;

}  // namespace

void Sessions::add_user(const std::string& name, const std::string& password) {
  users_[name] = {password, 0};
}

Reply Sessions::log_in(const std::string& name, const std::string& password, TimePoint now) {
  const auto user = users_.find(name);
  if (user == users_.end()) return failure("INPUT_INVALID.Password.Invalid");
  if (user->second.failed_logins >= kLockAfter) {
    return failure("INPUT_INVALID.Password.Invalid", "The user is locked.");
  }
  if (user->second.password != password) {
    ++user->second.failed_logins;
    return failure("INPUT_INVALID.Password.Invalid");
  }
  user->second.failed_logins = 0;
  const auto token = make_guid();
  sessions_[token] = {name, now};
  return {200, {{"sessionToken", token}}};
}

Reply Sessions::log_out(const std::string& token) {
  sessions_.erase(token);
  return {200, {{"sessionToken", token}}};
}

Reply Sessions::reset_password(const std::string& user, const std::string& old_password) {
  const auto found = users_.find(user);
  if (found == users_.end() || found->second.password != old_password) {
    return failure("INPUT_INVALID.Password.Invalid");
  }
  found->second.password = "Pw" + make_guid().substr(0, 8);
  return {200, {{"newPassword", found->second.password}}};
}

std::optional<Reply> Sessions::refuse(const std::string* token, TimePoint now, std::string& user) {
  if (!token || token->empty()) return failure("REQUEST_FAILED.SessionToken.Format");
  const auto session = sessions_.find(*token);
  if (session == sessions_.end()) return failure("INPUT_INVALID.SessionToken.Invalid");
  if (now - session->second.used > idle_limit_) {
    return failure("REQUEST_FAILED.SessionToken.Expired");
  }
  session->second.used = now;
  user = session->second.user;
  return std::nullopt;
}

namespace {

Reply log_in(World& world, const Call& call) {
  return world.sessions.log_in(text_of(call.body, "username"), text_of(call.body, "password"),
                               world.clock.now());
}

Reply log_out(World& world, const Call& call) { return world.sessions.log_out(call.session_token); }

Reply reset_password(World& world, const Call& call) {
  return world.sessions.reset_password(call.user, text_of(call.body, "oldPassword"));
}

}  // namespace

Routes session_routes() {
  static constexpr Route kRoutes[] = {
      {"POST /m2m/v1/session/login", log_in},
      {"POST /m2m/v1/session/logout", log_out},
      {"PUT /m2m/v1/session/password/actions/reset", reset_password},
  };
  return kRoutes;
}

}  // namespace uws::simulator
