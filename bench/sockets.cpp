#include "bench/sockets.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

namespace uws::bench {
namespace {

constexpr int kBacklog = 4096;
constexpr std::size_t kPiece = 256 * 1024;

thread_local std::array<epoll_event, 512> events;

int checked(int result, const char* what) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), what);
  return result;
}

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  return address;
}

void send_at_once(int fd) {
  const int on = 1;
  checked(::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on), "TCP_NODELAY");
}

// Reno, which every Linux has: BBR, where it is the default, paces loopback, too, and large
// messages then wait for timers.
void do_not_pace(int fd) {
  constexpr std::string_view kReno = "reno";
  ::setsockopt(fd, IPPROTO_TCP, TCP_CONGESTION, kReno.data(), kReno.size());
}

bool wait_is_all(int error) { return error == EAGAIN || error == EINTR; }

epoll_event interest(bool write, std::uint64_t tag) {
  epoll_event event{};
  event.events = EPOLLIN | (write ? static_cast<std::uint32_t>(EPOLLOUT) : 0U);
  event.data.u64 = tag;
  return event;
}

}  // namespace

Socket::~Socket() {
  if (fd_ >= 0) ::close(fd_);
}

Socket::Socket(Socket&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

Socket& Socket::operator=(Socket&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

Socket listen_on_loopback() {
  Socket socket(
      checked(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), "socket"));
  do_not_pace(socket.fd());  // nor what it accepts
  const auto address = loopback(0);
  checked(::bind(socket.fd(), reinterpret_cast<const sockaddr*>(&address), sizeof address), "bind");
  checked(::listen(socket.fd(), kBacklog), "listen");
  return socket;
}

std::uint16_t port_of(const Socket& socket) {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  checked(::getsockname(socket.fd(), reinterpret_cast<sockaddr*>(&address), &size), "getsockname");
  return ntohs(address.sin_port);
}

Socket accept_from(const Socket& listener) {
  const int fd = ::accept4(listener.fd(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (fd < 0 && (wait_is_all(errno) || errno == ECONNABORTED)) return {};
  Socket socket(checked(fd, "accept"));
  send_at_once(fd);
  return socket;
}

Socket connect_to_loopback(std::uint16_t port) {
  Socket socket(checked(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket"));
  do_not_pace(socket.fd());
  const auto address = loopback(port);
  const auto* const generic = reinterpret_cast<const sockaddr*>(&address);
  checked(::connect(socket.fd(), generic, sizeof address), "connect");
  send_at_once(socket.fd());
  const int flags = checked(::fcntl(socket.fd(), F_GETFL), "F_GETFL");
  checked(::fcntl(socket.fd(), F_SETFL, flags | O_NONBLOCK), "F_SETFL");
  return socket;
}

void allow_most_descriptors() {
  rlimit limit{};
  checked(::getrlimit(RLIMIT_NOFILE, &limit), "getrlimit");
  limit.rlim_cur = limit.rlim_max;
  checked(::setrlimit(RLIMIT_NOFILE, &limit), "setrlimit");
}

bool send_some(const Socket& socket, std::string_view text, std::size_t& done) {
  while (done < text.size()) {
    const auto sent = ::send(socket.fd(), text.data() + done, text.size() - done, MSG_NOSIGNAL);
    if (sent < 0) return wait_is_all(errno);
    done += static_cast<std::size_t>(sent);
  }
  return true;
}

bool receive_some(const Socket& socket, std::string& received) {
  thread_local std::array<char, kPiece> piece;
  const auto count = ::recv(socket.fd(), piece.data(), piece.size(), 0);
  if (count < 0) return wait_is_all(errno);
  received.append(piece.data(), static_cast<std::size_t>(count));
  return count > 0;
}

Poll::Poll() : epoll_(checked(::epoll_create1(EPOLL_CLOEXEC), "epoll_create1")) {}

void Poll::add(const Socket& socket, bool write, std::uint64_t tag) {
  auto event = interest(write, tag);
  checked(::epoll_ctl(epoll_.fd(), EPOLL_CTL_ADD, socket.fd(), &event), "EPOLL_CTL_ADD");
}

void Poll::change(const Socket& socket, bool write, std::uint64_t tag) {
  auto event = interest(write, tag);
  checked(::epoll_ctl(epoll_.fd(), EPOLL_CTL_MOD, socket.fd(), &event), "EPOLL_CTL_MOD");
}

int Poll::collect(int milliseconds) {
  const auto most = static_cast<int>(events.size());
  const int count = ::epoll_wait(epoll_.fd(), events.data(), most, milliseconds);
  return count < 0 && errno == EINTR ? 0 : checked(count, "epoll_wait");
}

Poll::Event Poll::event(int index) {
  const auto& ready = events[static_cast<std::size_t>(index)];
  constexpr std::uint32_t kEnd = EPOLLHUP | EPOLLERR;
  return {ready.data.u64, (ready.events & (EPOLLIN | kEnd)) != 0, (ready.events & EPOLLOUT) != 0};
}

}  // namespace uws::bench
