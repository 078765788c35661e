#include "bridge/admin/dead_letters_page.h"

#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>

#include "bridge/callback/acknowledgement.h"
#include "bridge/store/outbox.h"

namespace uws::admin {
namespace {

constexpr std::string_view kRoot = "/dead_letters";
constexpr std::string_view kReplay = "/replay";
constexpr int kPage = 100;

http::Response answer(int status, const std::string& body) {
  http::Response response;
  response.status = status;
  response.headers.add("Content-Type", "application/json");
  response.headers.add("Cache-Control", "no-store");
  response.body = body + "\n";
  return response;
}

http::Response problem(int status, const char* words) {
  return answer(status, nlohmann::json{{"error", words}}.dump());
}

std::optional<long long> number(std::string_view text) {
  long long value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc{} && end == text.data() + text.size() && value >= 0;
  return whole ? std::optional(value) : std::nullopt;
}

nlohmann::json shown(const store::DeadLetter& letter) {
  return {{"id", letter.id},
          {"received_at", letter.received_at},
          {"account", letter.account},
          {"service", letter.service},
          {"receiver", callback::public_part(letter.receiver)},
          {"request_id", letter.request_id},
          {"sends", letter.sends},
          {"reason", letter.reason}};
}

boost::asio::awaitable<http::Response> list(store::Store& store, const std::string& query) {
  constexpr std::string_view kAfter = "after=";
  const auto after = query.starts_with(kAfter)
                         ? number(std::string_view(query).substr(kAfter.size()))
                         : std::optional<long long>(0);
  if (!after || (!query.empty() && !query.starts_with(kAfter))) {
    co_return problem(400, "the query is after=ID");
  }
  store::Outbox outbox(store);
  const auto letters = co_await outbox.dead_letters(*after, kPage);
  if (!letters) co_return problem(503, "the store failed");
  nlohmann::json page = nlohmann::json::array();
  for (const auto& letter : *letters) page.push_back(shown(letter));
  co_return answer(200, page.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
}

boost::asio::awaitable<http::Response> replay(callback::Relay& relay, long long id) {
  const auto queued = co_await relay.replay(id);
  if (queued) co_return answer(202, nlohmann::json{{"queued", id}}.dump());
  if (queued.error().kind == store::ErrorKind::not_found) {
    co_return problem(404, "no dead letter of that number");
  }
  co_return problem(503, "the store failed");
}

// The number in /dead_letters/ID/replay.
std::optional<long long> replay_id(std::string_view path) {
  path.remove_prefix(kRoot.size());
  if (!path.starts_with('/') || !path.ends_with(kReplay)) return std::nullopt;
  path.remove_prefix(1);
  if (path.size() <= kReplay.size()) return std::nullopt;
  return number(path.substr(0, path.size() - kReplay.size()));
}

boost::asio::awaitable<http::Response> page(store::Store& store, callback::Relay& relay,
                                            http::Request request) {
  if (request.path == kRoot && request.method == "GET")
    co_return co_await list(store, request.query);
  const auto id = replay_id(request.path);
  if (id && request.method == "POST") co_return co_await replay(relay, *id);
  co_return problem(id || request.path == kRoot ? 405 : 404, "no such page or method");
}

}  // namespace

bool is_dead_letters_path(std::string_view path) {
  return path == kRoot || path.starts_with(std::string(kRoot) + "/");
}

http::Handler dead_letters_handler(store::Store& store, callback::Relay& relay) {
  return [&store, &relay](http::Request request) { return page(store, relay, std::move(request)); };
}

}  // namespace uws::admin
