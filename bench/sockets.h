#pragma once
// Sockets of loopback for the programs of bench/. Everything throws std::system_error.

#include <cstdint>
#include <string>
#include <string_view>

namespace uws::bench {

// A descriptor of its own; closed with the object.
class Socket {
 public:
  Socket() = default;
  explicit Socket(int fd) : fd_(fd) {}
  ~Socket();
  Socket(Socket&& other) noexcept;
  Socket& operator=(Socket&& other) noexcept;

  int fd() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }

 private:
  int fd_ = -1;
};

// Listens on a free port of 127.0.0.1.
Socket listen_on_loopback();
std::uint16_t port_of(const Socket& socket);
// A connection that is waiting, not blocking; empty = none is.
Socket accept_from(const Socket& listener);
// Connects, then does not block any more.
Socket connect_to_loopback(std::uint16_t port);

// As many descriptors as the system lets this process have.
void allow_most_descriptors();

// Writes from `text` on at `done`, and moves it on, as far as the socket takes it. False: the peer
// is gone.
bool send_some(const Socket& socket, std::string_view text, std::size_t& done);
// Appends what there is. False: the peer is gone.
bool receive_some(const Socket& socket, std::string& received);

// Interest in a socket, level-triggered.
class Poll {
 public:
  Poll();
  void add(const Socket& socket, bool write, std::uint64_t tag);
  void change(const Socket& socket, bool write, std::uint64_t tag);
  // Calls told(tag, readable, writable) for each that is ready; -1 = waits for as long as it takes.
  template <class Told>
  void wait(int milliseconds, Told told) {
    const int count = collect(milliseconds);
    for (int i = 0; i < count; ++i) {
      const auto [tag, readable, writable] = event(i);
      told(tag, readable, writable);
    }
  }

 private:
  struct Event {
    std::uint64_t tag;
    bool readable, writable;
  };
  int collect(int milliseconds);
  static Event event(int index);
  Socket epoll_;
};

}  // namespace uws::bench
