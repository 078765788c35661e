#include "bridge/admin/dead_letters_pages.h"

#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>

#include "bridge/callback/acknowledgement.h"
#include "bridge/store/outbox.h"

namespace uws::admin {
namespace {

constexpr int kPage = 100;

http::Response answer(int status, const std::string& body) {
  return page_of(status, body + "\n", "application/json");
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

boost::asio::awaitable<http::Response> list(store::Store& store, Asked asked) {
  const auto& query = asked.request.query;
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

boost::asio::awaitable<http::Response> replay(callback::Relay& relay, Asked asked) {
  const auto id = number(asked.parts[0]);
  if (!id) co_return problem(404, "no dead letter of that number");
  const auto queued = co_await relay.replay(*id);
  if (queued) co_return answer(202, nlohmann::json{{"queued", *id}}.dump());
  if (queued.error().kind == store::ErrorKind::not_found) {
    co_return problem(404, "no dead letter of that number");
  }
  co_return problem(503, "the store failed");
}

}  // namespace

Routes dead_letters_pages(store::Store& store, callback::Relay& relay) {
  return {{"GET", "/dead_letters", [&store](Asked asked) { return list(store, std::move(asked)); }},
          {"POST", "/dead_letters/{id}/replay",
           [&relay](Asked asked) { return replay(relay, std::move(asked)); }}};
}

}  // namespace uws::admin
