#include "bridge/admin/unix_listener.h"

#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include "base/text.h"
#include "bridge/http/await.h"

namespace uws::admin {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast::http;
using Local = asio::local::stream_protocol;

constexpr std::size_t kMostBytes = 64 * 1024;
constexpr std::chrono::milliseconds kBreath{100};
// A peer that stalls is let go; no command takes so long.
constexpr std::chrono::minutes kPatience{2};

http::Request request_of(const beast::request<beast::string_body>& read) {
  http::Request request;
  request.method = read.method_string();
  request.target = read.target();
  const auto mark = request.target.find('?');
  request.path = base::percent_decoded(request.target.substr(0, mark));
  if (mark != std::string::npos) request.query = request.target.substr(mark + 1);
  for (const auto& field : read) {
    request.headers.add(std::string(field.name_string()), std::string(field.value()));
  }
  request.body = read.body();
  request.peer = "local";
  return request;
}

beast::response<beast::string_body> message_of(http::Response response) {
  beast::response<beast::string_body> message;
  message.result(static_cast<unsigned>(response.status));
  for (const auto& [name, value] : response.headers.fields()) message.insert(name, value);
  message.body() = std::move(response.body);
  message.keep_alive(false);
  message.prepare_payload();
  return message;
}

// Whether somebody listens there.
bool in_use(asio::io_context& io, const std::string& path) {
  Local::socket probe(io);
  boost::system::error_code error;
  probe.connect(Local::endpoint(path), error);
  return !error;
}

}  // namespace

struct UnixListener::State {
  State(asio::io_context& io, std::string where, http::Handler answers)
      : acceptor(io), pause(io), path(std::move(where)), handler(std::move(answers)) {}

  static asio::awaitable<void> serve(std::shared_ptr<State> self, Local::socket accepted) {
    const auto peer = std::make_shared<Local::socket>(std::move(accepted));
    auto& socket = *peer;
    asio::steady_timer patience(socket.get_executor(), kPatience);
    patience.async_wait([peer](const boost::system::error_code& error) {
      boost::system::error_code ignored;
      if (!error) peer->close(ignored);
    });
    boost::beast::flat_buffer buffer;
    beast::request_parser<beast::string_body> parser;
    parser.body_limit(kMostBytes);
    auto [failed, size] = co_await beast::async_read(socket, buffer, parser, http::kAwait);
    if (failed) co_return;
    auto answering = self->handler(request_of(parser.get()));
    auto answer = co_await std::move(answering);
    const auto message = message_of(std::move(answer));
    co_await beast::async_write(socket, message, http::kAwait);
  }

  static asio::awaitable<void> accept(std::shared_ptr<State> self) {
    while (self->acceptor.is_open()) {
      auto [failed, socket] = co_await self->acceptor.async_accept(http::kAwait);
      if (!failed) {
        asio::co_spawn(self->acceptor.get_executor(), serve(self, std::move(socket)),
                       asio::detached);
        continue;
      }
      if (failed == asio::error::operation_aborted) co_return;
      self->pause.expires_after(kBreath);
      co_await self->pause.async_wait(http::kAwait);
    }
  }

  Local::acceptor acceptor;
  asio::steady_timer pause;
  const std::string path;
  const http::Handler handler;
};

tl::expected<UnixListener, std::string> UnixListener::open(asio::io_context& io,
                                                           const std::string& path,
                                                           http::Handler handler) {
  try {
    if (in_use(io, path)) return tl::unexpected(path + ": another process listens there");
    struct stat info {};
    if (::lstat(path.c_str(), &info) == 0 && S_ISSOCK(info.st_mode)) ::unlink(path.c_str());
    auto state = std::make_shared<State>(io, path, std::move(handler));
    const auto before = ::umask(0177);
    boost::system::error_code error;
    state->acceptor.open(Local());
    state->acceptor.bind(Local::endpoint(path), error);
    ::umask(before);
    if (error) return tl::unexpected(path + ": " + error.message());
    state->acceptor.listen();
    asio::co_spawn(io, State::accept(state), asio::detached);
    return UnixListener(std::move(state));
  } catch (const std::exception& error) {
    return tl::unexpected(path + ": " + error.what());
  }
}

std::optional<UnixListener> open_locally(asio::io_context& io, const std::string& path,
                                         http::Handler handler, ops::Events& events) {
  if (path.empty()) return std::nullopt;
  auto opened = UnixListener::open(io, path, std::move(handler));
  if (opened) return std::move(*opened);
  events.warn("no socket for the operator's commands", {{"reason", opened.error()}});
  return std::nullopt;
}

UnixListener::~UnixListener() {
  if (!state_) return;
  boost::system::error_code ignored;
  state_->acceptor.close(ignored);
  ::unlink(state_->path.c_str());
}

}  // namespace uws::admin
