#pragma once
// The world around the gateway on one thread: the platform that sends webhooks and the receivers.

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <chrono>
#include <string>

#include "bridge/http/client.h"
#include "mapping/step.h"
#include "tests/bridge/http/scripted_upstream.h"

namespace uws::test {

struct Outside {
  boost::asio::io_context io;
  http::Client client{io, {}};

  // Runs the outside until `condition` holds; false = it did not within 30 seconds.
  template <class Condition>
  bool until(Condition condition) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    io.restart();
    auto work = boost::asio::make_work_guard(io);
    while (!condition()) {
      if (std::chrono::steady_clock::now() > end) return false;
      io.run_one_for(std::chrono::milliseconds(5));
    }
    return true;
  }

  // HTTP status of one call; 0 = no answer.
  int call(const std::string& method, const std::string& url, const std::string& body);
  int post(const std::string& url, const std::string& body) { return call("POST", url, body); }
};

// A MoveDevice webhook with the credentials of `registered`.
std::string webhook_body(const mapping::StoreReply& registered, const std::string& request_id,
                         int callback_count = 1, const std::string& device = "990000000000001");

// Text of the first <name> element of `xml`; empty = none.
std::string element_text(const std::string& xml, const std::string& name);

extern const std::string kFault;  // a SOAP 1.1 Fault
extern const std::string kEmptyAnswer;

}  // namespace uws::test
