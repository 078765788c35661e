#pragma once
// The operator's pages on a socket of the file system, for commands on the same machine: whoever
// may open the file (mode 0600) may ask.

#include <boost/asio/io_context.hpp>
#include <memory>
#include <optional>
#include <string>
#include <tl/expected.hpp>

#include "bridge/http/server.h"
#include "bridge/ops/events.h"

namespace uws::admin {

// One request a connection, answered on the io_context's thread. The file goes with the object.
class UnixListener {
 public:
  // Error: one line. A socket that a process left behind is replaced, one that somebody listens on
  // is not.
  static tl::expected<UnixListener, std::string> open(boost::asio::io_context& io,
                                                      const std::string& path,
                                                      http::Handler handler);
  UnixListener(UnixListener&&) noexcept = default;
  UnixListener& operator=(UnixListener&&) noexcept = default;
  ~UnixListener();

 private:
  struct State;
  explicit UnixListener(std::shared_ptr<State> state) : state_(std::move(state)) {}
  std::shared_ptr<State> state_;
};

// The same for a gateway that goes on without one: `path` empty = it wants none, what prevents it
// is told to `events`.
std::optional<UnixListener> open_locally(boost::asio::io_context& io, const std::string& path,
                                         http::Handler handler, ops::Events& events);

}  // namespace uws::admin
