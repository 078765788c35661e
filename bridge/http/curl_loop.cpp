#include "bridge/http/curl_loop.h"

#include <signal.h>
#include <sys/socket.h>

#include <boost/asio/post.hpp>
#include <chrono>
#include <new>
#include <utility>

namespace uws::http {
namespace {

namespace asio = boost::asio;

constexpr std::size_t kSpareHandles = 256;

// Once per process. With NOSIGNAL libcurl leaves SIGPIPE alone, and OpenSSL writes with write(2).
bool init_process() {
  if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) return false;
  struct sigaction current {};
  if (sigaction(SIGPIPE, nullptr, &current) == 0 && current.sa_handler == SIG_DFL) {
    signal(SIGPIPE, SIG_IGN);
  }
  return true;
}

CURLM* make_multi() {
  static const bool ready = init_process();
  CURLM* multi = ready ? curl_multi_init() : nullptr;
  if (multi == nullptr) throw std::bad_alloc();
  return multi;
}

}  // namespace

CurlLoop::CurlLoop(asio::io_context& io, long max_idle)
    : io_(io), multi_(make_multi()), timer_(io) {
  curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &CurlLoop::on_socket);
  curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
  curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &CurlLoop::on_timer);
  curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
  curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, max_idle);
  curl_multi_setopt(multi_, CURLMOPT_PIPELINING, static_cast<long>(CURLPIPE_MULTIPLEX));
}

CurlLoop::~CurlLoop() { close(); }

void CurlLoop::start(std::shared_ptr<Transfer> transfer) {
  Easy easy;
  if (!spare_.empty()) {
    easy = std::move(spare_.back());
    spare_.pop_back();
  } else {
    easy.reset(curl_easy_init());
  }
  if (closed_ || !easy) {
    transfer->abandon(closed_ ? "client is closed" : "out of memory");
    transfer->on_done();
    return;
  }
  transfer->configure(std::move(easy), {&CurlLoop::on_open, &CurlLoop::on_close, this});
  CURL* handle = transfer->easy();
  running_.emplace(transfer.get(), transfer);
  if (curl_multi_add_handle(multi_, handle) != CURLM_OK) {
    cancel(transfer, "transfer could not be started");
  }
}

void CurlLoop::cancel(const std::shared_ptr<Transfer>& transfer, const char* why) {
  if (transfer->done() || !running_.contains(transfer.get())) return;
  transfer->abandon(why);
  detach(transfer);
}

void CurlLoop::close() {
  if (std::exchange(closed_, true)) return;
  while (!running_.empty()) cancel(std::shared_ptr(running_.begin()->second), "client closed");
  timer_.cancel();
  spare_.clear();
  curl_multi_cleanup(multi_);
  for (auto& [socket, watch] : watches_) {
    watch->closed = true;
    watch->descriptor.release();
  }
  watches_.clear();
}

int CurlLoop::on_socket(CURL*, curl_socket_t socket, int what, void* self, void*) {
  auto& loop = *static_cast<CurlLoop*>(self);
  if (what != CURL_POLL_REMOVE) {
    const WatchPtr watch = loop.watch(socket, false);
    watch->wanted = what;
    loop.arm(watch);
    return 0;
  }
  const auto found = loop.watches_.find(socket);
  if (found == loop.watches_.end()) return 0;
  const WatchPtr watch = found->second;
  watch->wanted = CURL_POLL_NONE;
  if (!watch->opened_here) {
    // The resolver's own pipe: libcurl closes it right after this call.
    watch->closed = true;
    loop.watches_.erase(found);
    watch->descriptor.release();
  }
  return 0;
}

int CurlLoop::on_timer(CURLM*, long milliseconds, void* self) {
  static_cast<CurlLoop*>(self)->schedule(milliseconds);
  return 0;
}

curl_socket_t CurlLoop::on_open(void* self, curlsocktype, curl_sockaddr* address) {
  const int socket = ::socket(address->family, address->socktype | SOCK_CLOEXEC | SOCK_NONBLOCK,
                              address->protocol);
  if (socket < 0) return CURL_SOCKET_BAD;
  static_cast<CurlLoop*>(self)->watch(socket, true);
  return socket;
}

int CurlLoop::on_close(void* self, curl_socket_t socket) {
  auto& loop = *static_cast<CurlLoop*>(self);
  const auto found = loop.watches_.find(socket);
  if (found == loop.watches_.end()) return 1;
  const WatchPtr watch = found->second;
  loop.watches_.erase(found);
  watch->closed = true;
  boost::system::error_code ignored;
  watch->descriptor.close(ignored);
  return 0;
}

CurlLoop::WatchPtr CurlLoop::watch(curl_socket_t socket, bool opened_here) {
  WatchPtr& slot = watches_[socket];
  if (!slot) {
    slot = std::make_shared<Watch>(io_);
    slot->socket = socket;
    slot->opened_here = opened_here;
    boost::system::error_code ignored;
    slot->descriptor.assign(socket, ignored);
  }
  return slot;
}

void CurlLoop::arm(const WatchPtr& watch) {
  arm(watch, true);
  arm(watch, false);
}

void CurlLoop::arm(const WatchPtr& watch, bool read) {
  bool& armed = read ? watch->reading : watch->writing;
  const int bit = read ? CURL_POLL_IN : CURL_POLL_OUT;
  if (watch->closed || armed || (watch->wanted & bit) == 0) return;
  armed = true;
  const auto kind =
      read ? asio::posix::stream_descriptor::wait_read : asio::posix::stream_descriptor::wait_write;
  watch->descriptor.async_wait(
      kind, [weak = weak_from_this(), watch, read](const boost::system::error_code& error) {
        if (const auto self = weak.lock()) self->on_ready(watch, read, error);
      });
}

void CurlLoop::on_ready(const WatchPtr& watch, bool read, const boost::system::error_code& error) {
  (read ? watch->reading : watch->writing) = false;
  // A wait outlives the wish for it: a kept connection nobody uses stays armed.
  const int bit = read ? CURL_POLL_IN : CURL_POLL_OUT;
  if (watch->closed || closed_ || (watch->wanted & bit) == 0) return;
  if (error != asio::error::operation_aborted) {
    const int ready = read ? CURL_CSELECT_IN : CURL_CSELECT_OUT;
    act(watch->socket, error ? ready | CURL_CSELECT_ERR : ready);
  }
  arm(watch);
}

void CurlLoop::schedule(long milliseconds) {
  if (milliseconds < 0) {
    timer_.cancel();
    return;
  }
  if (milliseconds == 0) {
    // libcurl must not be entered from its own callback.
    if (std::exchange(kicked_, true)) return;
    asio::post(io_, [weak = weak_from_this()] {
      const auto self = weak.lock();
      if (!self) return;
      self->kicked_ = false;
      self->act(CURL_SOCKET_TIMEOUT, 0);
    });
    return;
  }
  timer_.expires_after(std::chrono::milliseconds(milliseconds));
  timer_.async_wait([weak = weak_from_this()](const boost::system::error_code& error) {
    const auto self = weak.lock();
    if (self && !error) self->act(CURL_SOCKET_TIMEOUT, 0);
  });
}

void CurlLoop::act(curl_socket_t socket, int events) {
  if (closed_) return;
  int running = 0;
  curl_multi_socket_action(multi_, socket, events, &running);
  collect();
}

void CurlLoop::collect() {
  int queued = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_, &queued)) {
    if (message->msg != CURLMSG_DONE) continue;
    const CURLcode code = message->data.result;
    char* context = nullptr;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &context);
    const auto found = running_.find(reinterpret_cast<Transfer*>(context));
    if (found == running_.end()) continue;
    const auto transfer = found->second;
    transfer->complete(code);
    detach(transfer);
  }
}

void CurlLoop::detach(const std::shared_ptr<Transfer>& transfer) {
  curl_multi_remove_handle(multi_, transfer->easy());
  running_.erase(transfer.get());
  Easy easy = transfer->release_easy();
  if (!closed_ && spare_.size() < kSpareHandles) spare_.push_back(std::move(easy));
  transfer->on_done();
}

}  // namespace uws::http
