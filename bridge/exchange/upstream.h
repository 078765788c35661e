#pragma once
// What a conversation asks of the world. The gateway asks the platform and its own store; a test or
// a tool may answer from elsewhere.

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <string>

#include "bridge/rest/client.h"
#include "bridge/store/registrar.h"
#include "mapping/step.h"

namespace uws::exchange {

class Upstream {
 public:
  virtual ~Upstream() = default;

  // The only place of a call that waits. NoReply with the fault the client gets when there was no
  // answer; the call may have had its effect all the same.
  virtual boost::asio::awaitable<mapping::Reply> ask(const mapping::RestCall& call) = 0;
  virtual boost::asio::awaitable<mapping::Reply> ask(const mapping::StoreCall& call) = 0;
};

// The platform and the store on behalf of one call; lives as long as it.
class LiveUpstream final : public Upstream {
 public:
  // All are borrowed. `session` is the request's token; nothing is asked or awaited after
  // `deadline`.
  LiveUpstream(rest::Client& rest, store::Registrar& registrar, const std::string& session,
               std::chrono::steady_clock::time_point deadline)
      : rest_(rest), registrar_(registrar), session_(session), deadline_(deadline) {}

  boost::asio::awaitable<mapping::Reply> ask(const mapping::RestCall& call) override;
  boost::asio::awaitable<mapping::Reply> ask(const mapping::StoreCall& call) override;

 private:
  rest::Client& rest_;
  store::Registrar& registrar_;
  const std::string& session_;
  const std::chrono::steady_clock::time_point deadline_;
  store::Turn turn_;
};

}  // namespace uws::exchange
