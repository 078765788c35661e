// The platform of bench/: answers with prepared bytes, at once or after a while, so that it is
// never what is measured. Says "listening upstream 127.0.0.1:PORT", then serves until it is ended.
//
//   the REST API         bearer, LogIn, MoveDevice, GetDeviceList, callback listeners; a body that
//                        is not what the call should have become gets 400
//   /api/v2/...svc       the same calls as SOAP: what a proxy forwards; the old service's bytes
//   POST /receiver       an old receiver that takes every callback
//   POST /bench/delay/N  REST, SOAP and callbacks are answered N milliseconds late from now on
//   GET /bench/state     {"delivered": callbacks taken, "listener": as registered last}

#include <chrono>
#include <cstdio>
#include <deque>
#include <exception>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <unordered_map>

#include "bench/documents.h"
#include "bench/http_text.h"
#include "bench/sockets.h"

namespace {

using namespace uws::bench;
using Clock = std::chrono::steady_clock;
using Json = nlohmann::json;

constexpr std::uint64_t kListener = 0;
constexpr std::string_view kPlatform = "/m2m/v1/";

std::string response(std::string_view status, std::string_view type, std::string_view body) {
  std::string text = "HTTP/1.1 ";
  text.append(status).append("\r\nContent-Type: ").append(type);
  text.append("\r\nContent-Length: ").append(std::to_string(body.size())).append("\r\n\r\n");
  return text.append(body);
}

std::string ok(std::string_view json) { return response("200 OK", "application/json", json); }
std::string refusal(std::string_view why) { return response("400 Bad Request", "text/plain", why); }

// Answers of the calls, made when first asked for.
class Prepared {
 public:
  const std::string& rest(const Call& call) {
    auto& text = rest_[key(call)];
    if (text.empty()) text = ok(rest_answer(call));
    return text;
  }
  const std::string& soap(const Call& call) {
    auto& text = soap_[key(call)];
    if (text.empty()) text = response("200 OK", "text/xml; charset=utf-8", soap_answer(call));
    return text;
  }

 private:
  using Key = std::pair<Operation, std::size_t>;
  static Key key(const Call& call) { return {call.operation, call.devices}; }
  std::map<Key, std::string> rest_, soap_;
};

// Whether bodies say what they should; each different one is read once.
class Judge {
 public:
  bool accepts(Operation operation, std::string_view body) {
    if (known_.contains(body)) return true;
    const auto json = Json::parse(body, nullptr, false);
    Call call{operation, devices_asked(body)};
    if (operation == Operation::move_device) {
      call.devices = json.is_object() ? json.value("devices", Json::array()).size() : 0;
    }
    if (call.devices == 0 || json != Json::parse(rest_request(call))) return false;
    if (known_.size() < kMost) known_.emplace(body);
    return true;
  }

 private:
  static constexpr std::size_t kMost = 32;
  std::set<std::string, std::less<>> known_;
};

class Platform {
 public:
  // The bytes to answer a whole request with; `late` = only after the delay.
  std::string_view answer(std::string_view head, std::string_view body, bool& late) {
    const auto first = head.substr(0, head.find(" HTTP/1."));
    late = false;
    if (first.starts_with("POST /bench/delay/")) {
      delay_ = std::chrono::milliseconds(std::stol(std::string(first.substr(18))));
      return kept(ok("{}"));
    }
    if (first == "GET /bench/state") {
      return kept(ok(Json{{"delivered", delivered_}, {"listener", listener_}}.dump()));
    }
    if (first.ends_with("/oauth2/token")) return bearer_;
    late = delay_.count() > 0;
    if (first == "POST /receiver") {
      ++delivered_;
      return taken_;
    }
    for (const auto operation : {Operation::move_device, Operation::get_device_list}) {
      if (first.ends_with(soap_path(operation))) {
        return prepared_.soap({operation, devices_asked(body)});
      }
    }
    return rest(head, first, body);
  }
  std::chrono::milliseconds delay() const { return delay_; }

 private:
  std::string_view kept(std::string text) { return once_ = std::move(text); }

  std::string_view rest(std::string_view head, std::string_view first, std::string_view body) {
    const auto path = first.find(kPlatform);
    if (path == first.npos) return kept(response("404 Not Found", "text/plain", first));
    if (header(head, "Authorization") != "Bearer bench-bearer") return kept(refusal("no bearer"));
    if (first.ends_with("/session/login")) return session_;
    if (header(head, "VZ-M2M-Token") != kSessionToken) return kept(refusal("no session"));
    const auto blank = first.find(' ');
    const auto target = std::string(first.substr(0, blank + 1)) + std::string(first.substr(path));
    if (target.find("/callbacks/") != target.npos) return callbacks(target, body);
    for (const auto operation : {Operation::move_device, Operation::get_device_list}) {
      if (target != rest_target(operation)) continue;
      if (!judge_.accepts(operation, body)) return kept(refusal("another body"));
      return prepared_.rest({operation, devices_asked(body)});
    }
    return kept(response("404 Not Found", "text/plain", target));
  }

  std::string_view callbacks(std::string_view target, std::string_view body) {
    if (target.starts_with("GET ")) return kept(ok(Json::array().dump()));
    listener_ = Json::parse(body, nullptr, false);
    return kept(ok(Json{{"serviceName", listener_.value("name", "")}}.dump()));
  }

  Prepared prepared_;
  Judge judge_;
  std::chrono::milliseconds delay_{0};
  std::size_t delivered_ = 0;
  Json listener_;
  std::string once_;
  const std::string taken_ = response("200 OK", "text/xml; charset=utf-8", "");
  const std::string bearer_ =
      ok(R"({"access_token":"bench-bearer","token_type":"Bearer","expires_in":3600})");
  const std::string session_ = ok(Json{{"sessionToken", kSessionToken}}.dump());
};

struct Peer {
  Socket socket;
  std::string received, answer;
  std::size_t sent = 0;
  bool writing = false, waiting = false;
};

class Server {
 public:
  Server() : listener_(listen_on_loopback()) { poll_.add(listener_, false, kListener); }
  std::uint16_t port() const { return port_of(listener_); }

  [[noreturn]] void run() {
    for (;;) {
      poll_.wait(wait_ms(), [this](std::uint64_t tag, bool readable, bool) {
        if (tag == kListener) return take_new();
        attend(tag, readable);
      });
      answer_late_ones();
    }
  }

 private:
  void take_new() {
    while (auto socket = accept_from(listener_)) {
      const auto tag = ++newest_;
      poll_.add(socket, false, tag);
      peers_[tag].socket = std::move(socket);
    }
  }

  void attend(std::uint64_t tag, bool readable) {
    const auto place = peers_.find(tag);
    if (place == peers_.end()) return;
    auto& peer = place->second;
    const bool alive = !readable || receive_some(peer.socket, peer.received);
    if (!alive || !go_on(tag, peer)) peers_.erase(place);
  }

  // False: the peer is gone.
  bool go_on(std::uint64_t tag, Peer& peer) {
    while (!peer.waiting) {
      if (!send_some(peer.socket, peer.answer, peer.sent)) return false;
      const bool unsent = peer.sent < peer.answer.size();
      if (unsent != peer.writing) poll_.change(peer.socket, peer.writing = unsent, tag);
      if (unsent) return true;
      const auto size = message_size(peer.received);
      if (!size || peer.received.size() < size->whole()) return true;
      const std::string_view all(peer.received);
      bool late = false;
      peer.answer.assign(
          platform_.answer(all.substr(0, size->head), all.substr(size->head, size->body), late));
      peer.sent = 0;
      peer.received.erase(0, size->whole());
      peer.waiting = late;
      if (late) late_.emplace_back(Clock::now() + platform_.delay(), tag);
    }
    return true;
  }

  // The delay is one for all, so the oldest is due first.
  void answer_late_ones() {
    while (!late_.empty() && late_.front().first <= Clock::now()) {
      const auto tag = late_.front().second;
      late_.pop_front();
      const auto place = peers_.find(tag);
      if (place == peers_.end()) continue;
      place->second.waiting = false;
      if (!go_on(tag, place->second)) peers_.erase(place);
    }
  }

  int wait_ms() const {
    if (late_.empty()) return -1;
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(late_.front().first - Clock::now());
    return static_cast<int>(std::max<long long>(left.count(), 0));
  }

  Socket listener_;
  Poll poll_;
  Platform platform_;
  std::uint64_t newest_ = kListener;
  std::unordered_map<std::uint64_t, Peer> peers_;
  std::deque<std::pair<Clock::time_point, std::uint64_t>> late_;
};

}  // namespace

int main() try {
  allow_most_descriptors();
  Server server;
  std::printf("listening upstream 127.0.0.1:%u\n", server.port());
  std::fflush(stdout);
  server.run();
} catch (const std::exception& error) {
  std::fprintf(stderr, "bench-upstream: %s\n", error.what());
  return 1;
}
