#pragma once
// Users and their sessions: 20 idle minutes, five wrong passwords lock the user.

#include <chrono>
#include <map>
#include <optional>
#include <string>

#include "simulator/reply.h"
#include "simulator/sim_time.h"

namespace uws::simulator {

class Sessions {
 public:
  explicit Sessions(std::chrono::minutes idle_limit) : idle_limit_(idle_limit) {}

  void add_user(const std::string& name, const std::string& password);

  Reply log_in(const std::string& name, const std::string& password, TimePoint now);
  Reply log_out(const std::string& token);
  // Gives the user a new password at once, when `old_password` is the present one.
  Reply reset_password(const std::string& user, const std::string& old_password);

  // Checks the VZ-M2M-Token header (null = absent) and counts as use of the session. The refusal,
  // or nothing; then `user` is set.
  std::optional<Reply> refuse(const std::string* token, TimePoint now, std::string& user);

 private:
  struct User {
    std::string password;
    int failed_logins = 0;
  };
  struct Session {
    std::string user;
    TimePoint used;
  };
  std::chrono::minutes idle_limit_;
  std::map<std::string, User> users_;
  std::map<std::string, Session> sessions_;  // expired ones stay, so that they are known as such
};

}  // namespace uws::simulator
