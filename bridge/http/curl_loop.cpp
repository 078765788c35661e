#include "bridge/http/curl_loop.h"

#include <signal.h>
#include <sys/socket.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <chrono>
#include <new>
#include <utility>

namespace uws::http {
namespace {

namespace asio = boost::asio;

// Connections of one loop kept for reuse, over all hosts.
constexpr long kMostKept = 1'024;

// Once per process. With NOSIGNAL libcurl leaves SIGPIPE alone, and OpenSSL writes with write(2).
bool init_process() {
  if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) return false;
  struct sigaction current {};
  if (sigaction(SIGPIPE, nullptr, &current) == 0 && current.sa_handler == SIG_DFL) {
    signal(SIGPIPE, SIG_IGN);
  }
  return true;
}

template <class Made>
Made* made_by(Made* (*make)()) {
  static const bool ready = init_process();
  Made* made = ready ? make() : nullptr;
  if (made == nullptr) throw std::bad_alloc();
  return made;
}

CURLM* make_multi() { return made_by(&curl_multi_init); }

// What handles have together: TLS sessions, so that a new connection resumes one. One thread uses
// it: no locks.
CURLSH* make_shared_data() {
  CURLSH* shared = made_by(&curl_share_init);
  curl_share_setopt(shared, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
  return shared;
}

}  // namespace

CurlLoop::CurlLoop(asio::io_context& io, const ClientLimits& limits)
    : io_(io), limits_(limits), shared_(make_shared_data()), timer_(io), idle_timer_(io) {
  use(make_multi());
}

CurlLoop::~CurlLoop() { close(); }

void CurlLoop::use(CURLM* multi) {
  multi_ = multi;
  curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &CurlLoop::on_socket);
  curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
  curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &CurlLoop::on_timer);
  curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
  curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, kMostKept);
  curl_multi_setopt(multi_, CURLMOPT_PIPELINING, static_cast<long>(CURLPIPE_MULTIPLEX));
}

void CurlLoop::release() {
  curl_multi_cleanup(multi_);
  for (auto& [socket, watch] : watches_) {
    watch->closed = true;
    watch->descriptor.release();
  }
  watches_.clear();
}

void CurlLoop::fail(const std::shared_ptr<Transfer>& transfer, const char* why) {
  transfer->abandon(why);
  transfer->on_done(false);
}

void CurlLoop::start(std::shared_ptr<Transfer> transfer) {
  if (closed_) return fail(transfer, "client is closed");
  try {
    auto handle =
        std::make_unique<CurlHandle>(*transfer, limits_, shared_.get(),
                                     SocketHooks{&CurlLoop::on_open, &CurlLoop::on_close, this});
    transfer->handle = handle.get();
    auto busy = busy_.find(transfer->origin());
    if (busy == busy_.end()) busy = busy_.emplace(transfer->origin(), 0).first;
    in_use_.push_back({std::move(handle), transfer});
    ++busy->second;
  } catch (const std::bad_alloc&) {
    return fail(transfer, "out of memory");
  }
  // libcurl asks to be called at once; it is, here.
  starting_ = true;
  const bool added = curl_multi_add_handle(multi_, transfer->handle->easy()) == CURLM_OK;
  starting_ = false;
  if (!added) return cancel(transfer, "transfer could not be started");
  const int running = act(CURL_SOCKET_TIMEOUT, 0);
  // One that is over already ends when the caller waits for it.
  if (std::cmp_less(running, in_use_.size()) && !collecting_) post_kick();
}

void CurlLoop::cancel(const std::shared_ptr<Transfer>& transfer, const char* why) {
  if (transfer->done() || transfer->handle == nullptr) return;
  transfer->abandon(why);
  detach(*transfer, false);
}

void CurlLoop::close() {
  if (std::exchange(closed_, true)) return;
  while (!in_use_.empty()) cancel(std::shared_ptr(in_use_.back().transfer), "client closed");
  timer_.cancel();
  idle_timer_.cancel();
  release();
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
    collect();
  }
  arm(watch);
}

void CurlLoop::schedule(long milliseconds) {
  if (milliseconds == 0) {
    // libcurl must not be entered from its own callback.
    if (!starting_) post_kick();
    return;
  }
  due_ = milliseconds < 0 ? Clock::time_point::max()
                          : Clock::now() + std::chrono::milliseconds(milliseconds);
  await_due();
}

// The timer is only moved when it would come too late: most waits never touch it.
void CurlLoop::await_due() {
  if (timer_at_ <= due_) return;
  timer_at_ = due_;
  timer_.expires_at(due_);
  timer_.async_wait([weak = weak_from_this()](const boost::system::error_code& error) {
    const auto self = weak.lock();
    if (!self || error || self->closed_) return;
    self->timer_at_ = Clock::time_point::max();
    if (Clock::now() < self->due_) return self->await_due();
    self->due_ = Clock::time_point::max();
    self->act(CURL_SOCKET_TIMEOUT, 0);
    self->collect();
  });
}

void CurlLoop::post_kick() {
  if (std::exchange(kicked_, true)) return;
  asio::post(io_, [weak = weak_from_this()] {
    const auto self = weak.lock();
    if (!self) return;
    self->kicked_ = false;
    self->act(CURL_SOCKET_TIMEOUT, 0);
    self->collect();
  });
}

// How many transfers libcurl still works at.
int CurlLoop::act(curl_socket_t socket, int events) {
  int running = 0;
  if (!closed_) curl_multi_socket_action(multi_, socket, events, &running);
  return running;
}

// Whoever waits goes on within this call: it may start other transfers, or close the loop.
void CurlLoop::collect() {
  if (collecting_) return;
  struct Now {
    explicit Now(bool& what) : flag(what) { flag = true; }
    ~Now() { flag = false; }
    bool& flag;
  } const now(collecting_);
  int queued = 0;
  while (!closed_) {
    const CURLMsg* message = curl_multi_info_read(multi_, &queued);
    if (message == nullptr) break;
    if (message->msg != CURLMSG_DONE) continue;
    char* context = nullptr;
    const CURLcode code = message->data.result;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &context);
    const auto& handle = *reinterpret_cast<CurlHandle*>(context);
    Transfer& transfer = handle.transfer();
    transfer.complete(code, handle);
    detach(transfer, true);
  }
}

void CurlLoop::detach(Transfer& transfer, bool at_once) {
  const auto found =
      std::ranges::find(in_use_, transfer.handle, [](const Use& use) { return use.handle.get(); });
  std::swap(*found, in_use_.back());
  Use use = std::move(in_use_.back());
  in_use_.pop_back();
  curl_multi_remove_handle(multi_, use.handle->easy());
  use.handle.reset();
  transfer.handle = nullptr;
  --busy_.find(transfer.origin())->second;
  used_at_ = Clock::now();
  if (in_use_.empty() && !closed_ && !idle_waits_) await_idle_end();
  transfer.on_done(at_once);
}

void CurlLoop::await_idle_end() {
  idle_waits_ = true;
  idle_timer_.expires_at(used_at_ + limits_.max_idle);
  idle_timer_.async_wait([weak = weak_from_this()](const boost::system::error_code& error) {
    const auto self = weak.lock();
    if (!self || error || self->closed_) return;
    self->idle_waits_ = false;
    if (!self->in_use_.empty()) return;
    if (Clock::now() < self->used_at_ + self->limits_.max_idle) return self->await_idle_end();
    self->drop();
  });
}

// Connections that have been of no use for max_idle would not be used again: they are closed, all
// at once when libcurl has nothing to do, and the memory of a burst goes with them.
void CurlLoop::drop() {
  CURLM* const fresh = make_multi();
  release();
  busy_.clear();
  due_ = Clock::time_point::max();
  use(fresh);
}

}  // namespace uws::http
