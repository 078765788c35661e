#pragma once
// The OAuth bearer token (RFC 6749 §4.4): fetched when first needed, kept, renewed before it ends.
// However many callers wait, one request is under way.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "bridge/rest/client.h"
#include "bridge/rest/send_once.h"

namespace uws::rest {

// What a token endpoint granted.
struct Grant {
  std::string token;
  std::chrono::seconds lifetime{0};
};

// Reads the endpoint's answer {access_token, expires_in}; nothing when it grants no usable token.
// Without a readable expires_in the token counts for fifteen minutes.
std::optional<Grant> read_grant(int status, const std::string& body);

// How long after its arrival a token is used before a new one is asked for: one minute less than it
// lives, at least half its life. The endpoint hands out the same token until it ends, so a renewal
// may bring one that has little life left.
std::chrono::seconds renew_after(std::chrono::seconds lifetime);

// base64 of "key:secret".
std::string basic_credentials(std::string_view key, std::string_view secret);
// "Basic " and that.
std::string basic_authorization(std::string_view key, std::string_view secret);

class Bearer : public std::enable_shared_from_this<Bearer> {
 public:
  using Clock = std::chrono::steady_clock;

  Bearer(boost::asio::io_context& io, http::Client& http, const Settings& settings,
         RestCounters& counters, ops::Events& events);

  // A token, or an empty string when none came before `deadline`. The object must be held by a
  // shared_ptr.
  boost::asio::awaitable<std::string> get(Clock::time_point deadline);
  // The API refused `token`: it is not handed out again unless the endpoint grants it anew.
  void reject(const std::string& token);

 private:
  void start_renewal();
  static boost::asio::awaitable<void> renew(std::shared_ptr<Bearer> self);
  void renewal_failed(const std::string& why);
  void accept(const Grant& grant);
  void finish_renewal();
  http::ClientCall token_call() const;

  boost::asio::io_context& io_;
  http::Client& http_;
  const Settings settings_;
  RestCounters& counters_;
  ops::Events& events_;

  std::string token_;
  Clock::time_point renew_at_{};
  Clock::time_point ends_at_{};
  bool renewing_ = false;
  std::list<boost::asio::steady_timer*> waiting_;
};

}  // namespace uws::rest
