#pragma once
// Keeps a client that repeats a wrong password from locking its user at the platform, which does so
// after five: one LogIn of a user is under way at a time, and a password that was refused often
// enough is answered from memory. Thread-safe.

#include <chrono>
#include <cstddef>
#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "mapping/step.h"

namespace uws::rest {

// User and password of a LogIn's JSON body.
struct Login {
  std::string user, password;
};
// Nothing when `call` is none.
std::optional<Login> login_of(const mapping::RestCall& call);

class LoginGuard {
 public:
  using Clock = std::chrono::steady_clock;

  static constexpr std::size_t kRefusals = 3;
  // Users remembered; beyond them those refused longest ago are forgotten.
  static constexpr std::size_t kUsers = 10'000;

  // `memory`: how long the last refusal of a password holds; 0 = nothing is remembered.
  explicit LoginGuard(std::chrono::milliseconds memory);

  // The refusal this login would get again; nothing = ask the platform.
  std::optional<mapping::RestReply> remembered(const Login& login,
                                               Clock::time_point now = Clock::now());
  // What the platform said. An answer that is neither a session nor a refusal of this login, as of
  // a proxy or in trouble, changes nothing.
  void learn(const Login& login, const mapping::RestReply& reply,
             Clock::time_point now = Clock::now());

 private:
  // Refusals of one password.
  struct Refused {
    std::string password;  // keyed hash
    std::size_t count = 0;
    Clock::time_point last;
    mapping::RestReply reply;
  };
  struct User {
    std::list<Refused> refused;
    std::list<std::string>::iterator place;
  };

  std::string user_hash(const Login& login) const;
  std::string hash(const Login& login) const;
  void refuse(const Login& login, const mapping::RestReply& reply, Clock::time_point now);
  void forget(std::map<std::string, User>::iterator user);

  const std::chrono::milliseconds memory_;
  const std::string key_;  // of this process
  std::mutex mutex_;
  // By keyed hashes of their names, which may be of any length; refused longest ago first.
  std::map<std::string, User> users_;
  std::list<std::string> by_age_;
};

}  // namespace uws::rest
