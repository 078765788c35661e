#pragma once
// A TCP client that says exactly what a test tells it to, and reads HTTP answers. Every wait has a
// deadline; std::runtime_error when it passes or the peer does not behave like an HTTP server.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace uws::test {

struct RawResponse {
  std::string version;  // "HTTP/1.1"
  int status = 0;
  std::string reason;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;

  // First value of the header, compared without case.
  std::optional<std::string> header(std::string_view name) const;
};

class RawClient {
 public:
  using Milliseconds = std::chrono::milliseconds;

  // Connects to 127.0.0.1. `deadline` bounds each later call on its own. `receive_buffer`: how many
  // bytes the kernel takes for it, about; 0 = as many as it likes.
  explicit RawClient(std::uint16_t port, Milliseconds deadline = Milliseconds(20'000),
                     int receive_buffer = 0);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  // False when the peer no longer takes bytes.
  bool send(std::string_view bytes);
  // The same, each byte a segment of its own.
  bool send_byte_by_byte(std::string_view bytes);
  // No more bytes from this side; reading goes on.
  void half_close();
  // Closes with a reset.
  void reset();

  // One whole response; "100 Continue" counts as one. `to_head`: the answer to HEAD has no body.
  RawResponse read_response(bool to_head = false);
  // Takes at most `most` bytes from the kernel, for read_response() to find; how many came, 0 at
  // the end of the stream.
  std::size_t read_some(std::size_t most);
  // Everything up to the peer's close.
  std::string read_until_close();
  // Whether any byte, or the peer's close, arrives within `wait`.
  bool readable_within(Milliseconds wait);
  // The peer ended the connection with a reset; known after a call that read up to the end.
  bool was_reset() const { return was_reset_; }

  std::uint16_t local_port() const;

 private:
  // Reads more into received_; false at the end of the stream.
  bool fill(std::chrono::steady_clock::time_point until) { return take(16 * 1024, until) > 0; }
  std::size_t take(std::size_t most, std::chrono::steady_clock::time_point until);
  void await(short events, std::chrono::steady_clock::time_point until) const;

  int fd_ = -1;
  Milliseconds deadline_;
  std::string received_;
  bool was_reset_ = false;
};

}  // namespace uws::test
