#include "bridge/admin/dead_letters_pages.h"

#include <nlohmann/json.hpp>
#include <optional>

#include "bridge/admin/json_page.h"
#include "bridge/callback/acknowledgement.h"
#include "bridge/store/outbox.h"

namespace uws::admin {
namespace {

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

Answer list_dead_letters(store::Store& store, Asked asked) {
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
  co_return answer(200, page);
}

Answer replay(callback::Relay& relay, Asked asked) {
  const auto id = number(asked.parts[0]);
  if (!id) co_return problem(404, "no dead letter of that number");
  const auto queued = co_await relay.replay(*id);
  if (queued) {
    const nlohmann::json page{{"queued", *id}};
    co_return answer(202, page);
  }
  if (queued.error().kind == store::ErrorKind::not_found) {
    co_return problem(404, "no dead letter of that number");
  }
  co_return problem(503, "the store failed");
}

}  // namespace

Routes dead_letters_pages(store::Store& store, callback::Relay& relay) {
  return {{"GET", "/dead_letters",
           [&store](Asked asked) { return list_dead_letters(store, std::move(asked)); }},
          {"POST", "/dead_letters/{id}/replay",
           [&relay](Asked asked) { return replay(relay, std::move(asked)); }}};
}

}  // namespace uws::admin
