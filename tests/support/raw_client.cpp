#include "tests/support/raw_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <stdexcept>
#include <system_error>

namespace uws::test {
namespace {

using Clock = std::chrono::steady_clock;

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::system_category(), what);
}

int poll_timeout(Clock::time_point until) {
  auto const left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
  return static_cast<int>(std::clamp<long long>(left, 0, 600'000));
}

RawResponse parse_head(std::string_view head) {
  RawResponse response;
  auto line_end = head.find("\r\n");
  auto const status_line = head.substr(0, line_end);
  if (!status_line.starts_with("HTTP/1.") || status_line.size() < 12) {
    throw std::runtime_error("not a status line: " + std::string(status_line));
  }
  response.version = status_line.substr(0, 8);
  response.status = std::stoi(std::string(status_line.substr(9, 3)));
  if (status_line.size() > 13) response.reason = status_line.substr(13);
  while (line_end != std::string_view::npos) {
    auto const start = line_end + 2;
    line_end = head.find("\r\n", start);
    auto const line = head.substr(start, line_end - start);
    auto const colon = line.find(": ");
    if (colon == std::string_view::npos) {
      throw std::runtime_error("not a header: " + std::string(line));
    }
    response.headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
  }
  return response;
}

}  // namespace

std::optional<std::string> RawResponse::header(std::string_view name) const {
  std::string const wanted(name);
  for (const auto& [field, value] : headers) {
    if (::strcasecmp(field.c_str(), wanted.c_str()) == 0) return value;
  }
  return std::nullopt;
}

RawClient::RawClient(std::uint16_t port, Milliseconds deadline, int receive_buffer)
    : deadline_(deadline) {
  fd_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd_ < 0) fail("socket");
  if (receive_buffer > 0) {
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
  }
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    auto const why = errno;
    ::close(fd_);
    errno = why;
    fail("connect");
  }
  int const on = 1;
  ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

RawClient::~RawClient() {
  if (fd_ >= 0) ::close(fd_);
}

void RawClient::await(short events, Clock::time_point until) const {
  pollfd entry{fd_, events, 0};
  for (;;) {
    int const ready = ::poll(&entry, 1, poll_timeout(until));
    if (ready > 0) return;
    if (ready == 0) throw std::runtime_error("deadline passed");
    if (errno != EINTR) fail("poll");
  }
}

bool RawClient::send(std::string_view bytes) {
  auto const until = Clock::now() + deadline_;
  while (!bytes.empty()) {
    auto const sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    } else if (errno == EAGAIN) {
      await(POLLOUT, until);
    } else if (errno == EPIPE || errno == ECONNRESET) {
      return false;
    } else if (errno != EINTR) {
      fail("send");
    }
  }
  return true;
}

bool RawClient::send_byte_by_byte(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(),
                     [this](char c) { return send(std::string_view(&c, 1)); });
}

void RawClient::half_close() { ::shutdown(fd_, SHUT_WR); }

void RawClient::reset() {
  linger const now{1, 0};
  ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
  ::close(fd_);
  fd_ = -1;
}

std::size_t RawClient::take(std::size_t most, Clock::time_point until) {
  std::string bytes(most, '\0');
  for (;;) {
    auto const got = ::recv(fd_, bytes.data(), bytes.size(), MSG_DONTWAIT);
    if (got > 0) {
      received_.append(bytes, 0, static_cast<std::size_t>(got));
      return static_cast<std::size_t>(got);
    }
    if (got == 0) return 0;
    if (errno == ECONNRESET) {
      was_reset_ = true;
      return 0;
    }
    if (errno == EAGAIN) {
      await(POLLIN, until);
    } else if (errno != EINTR) {
      fail("recv");
    }
  }
}

std::size_t RawClient::read_some(std::size_t most) { return take(most, Clock::now() + deadline_); }

RawResponse RawClient::read_response(bool to_head) {
  auto const until = Clock::now() + deadline_;
  std::size_t head_end = 0;
  while ((head_end = received_.find("\r\n\r\n")) == std::string::npos) {
    if (!fill(until)) throw std::runtime_error("closed before a whole header: " + received_);
  }
  auto response = parse_head(std::string_view(received_).substr(0, head_end));
  received_.erase(0, head_end + 4);
  if (to_head || response.status / 100 == 1 || response.status == 204) return response;
  auto const length = response.header("Content-Length");
  if (!length) {
    response.body = read_until_close();
    return response;
  }
  auto const size = static_cast<std::size_t>(std::stoull(*length));
  while (received_.size() < size) {
    if (!fill(until)) throw std::runtime_error("closed inside a body");
  }
  response.body = received_.substr(0, size);
  received_.erase(0, size);
  return response;
}

std::string RawClient::read_until_close() {
  auto const until = Clock::now() + deadline_;
  while (fill(until)) {
  }
  return std::exchange(received_, {});
}

bool RawClient::readable_within(Milliseconds wait) {
  if (!received_.empty()) return true;
  pollfd entry{fd_, POLLIN, 0};
  return ::poll(&entry, 1, static_cast<int>(wait.count())) > 0;
}

std::uint16_t RawClient::local_port() const {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  if (::getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &size) != 0) fail("getsockname");
  return ntohs(address.sin_port);
}

}  // namespace uws::test
