#include "bridge/admin/callbacks_pages.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "bridge/admin/json_page.h"
#include "bridge/callback/acknowledgement.h"
#include "bridge/store/receiver.h"

namespace uws::admin {
namespace {

using nlohmann::json;

// What a query asks for; `wrong` says what is wrong with it.
struct Asking {
  store::CallbackFilter filter;
  long long after = 0;
  int limit = kPage;
  bool dry_run = false, filtered = false;
  std::string wrong;
};

void read_number(const std::string& name, const std::string& value, long long& slot,
                 Asking& asking) {
  const auto read = number(value);
  if (read) slot = *read;
  if (!read) asking.wrong = name + " must be a number";
}

void read_item(const std::string& name, const std::string& value, Asking& asking) {
  auto& filter = asking.filter;
  long long limit = kPage;
  const std::map<std::string, std::string*> texts{
      {"receiver", &filter.receiver}, {"service", &filter.service},
      {"account", &filter.account},   {"status", &filter.status},
      {"error", &filter.error},       {"request_id", &filter.request_id}};
  const std::map<std::string, long long*> numbers{{"since", &filter.since},
                                                  {"until", &filter.until},
                                                  {"id", &filter.id},
                                                  {"after", &asking.after},
                                                  {"limit", &limit}};
  const auto text = texts.find(name);
  const auto whole = numbers.find(name);
  if (text != texts.end()) {
    *text->second = value;
  } else if (whole != numbers.end()) {
    read_number(name, value, *whole->second, asking);
  } else if (name == "dry_run") {
    asking.dry_run = value == "true" || value == "1";
  } else {
    asking.wrong = "no filter is called " + name;
  }
  if (name == "limit")
    asking.limit = static_cast<int>(std::clamp<long long>(limit, 1, kMostInPage));
  const bool paging = name == "after" || name == "limit" || name == "dry_run";
  asking.filtered = asking.filtered || (!paging && !value.empty());
}

Asking asking_of(const http::Request& request) {
  Asking asking;
  for (const auto& [name, value] : query_of(request.query)) read_item(name, value, asking);
  auto& filter = asking.filter;
  const bool known = filter.status.empty() || filter.status == "queued" ||
                     filter.status == "paused" || filter.status == "dead";
  if (!known) asking.wrong = "status is queued, paused or dead";
  if (!filter.receiver.empty()) filter.receiver = store::receiver_of(filter.receiver);
  return asking;
}

json shown(const store::CallbackRow& row) {
  return {{"id", row.id},
          {"status", row.sending ? "sending" : row.status},
          {"received_at", row.received_at},
          {"account", row.account},
          {"service", row.service},
          {"receiver", row.receiver},
          {"url", callback::public_part(row.url)},
          {"request_id", row.request_id},
          {"sends", row.sends},
          {"attempts", row.attempts},
          {"next_due", row.next_due},
          {"error", row.error}};
}

Answer list(store::Store& store, Asked asked) {
  const auto asking = asking_of(asked.request);
  if (!asking.wrong.empty()) co_return problem(400, asking.wrong);
  store::CallbackDesk desk(store);
  const auto rows = co_await desk.list(asking.filter, asking.after, asking.limit);
  if (!rows) co_return problem(503, "the store failed");
  json page{{"callbacks", json::array()}, {"next", nullptr}};
  for (const auto& row : *rows) page["callbacks"].push_back(shown(row));
  if (std::cmp_equal(rows->size(), asking.limit)) page["next"] = rows->back().id;
  co_return answer(200, page);
}

// The body without the credentials that the platform was given.
json body_shown(const std::string& body) {
  auto read = json::parse(body, nullptr, false);
  if (!read.is_object())
    return "(not shown: " + std::to_string(body.size()) + " bytes, no JSON object)";
  for (const auto* secret : {"username", "password"}) {
    if (read.contains(secret)) read[secret] = "(hidden)";
  }
  return read;
}

Answer show(store::Store& store, Asked asked) {
  store::CallbackFilter filter;
  filter.id = number(asked.parts[0]).value_or(0);
  if (filter.id == 0) co_return problem(404, "no callback of that number");
  store::CallbackDesk desk(store);
  const auto rows = co_await desk.list(filter, 0, 1);
  const auto body = co_await desk.body(filter.id);
  if (!rows || !body) co_return problem(503, "the store failed");
  if (rows->empty() || !body->has_value()) co_return problem(404, "no callback of that number");
  auto page = shown(rows->front());
  page["body"] = body_shown(**body);
  co_return answer(200, page);
}

Answer act(store::Store& store, callback::Hand& hand, std::string action, Asked asked) {
  auto asking = asking_of(asked.request);
  if (!asking.wrong.empty()) co_return problem(400, asking.wrong);
  if (!asking.filtered) co_return problem(400, "a filter is needed");
  if (asking.dry_run) {
    store::CallbackDesk desk(store);
    const auto found = co_await desk.count(asking.filter);
    if (!found) co_return problem(503, "the store failed");
    co_return answer(200, {{"found", *found}});
  }
  auto pending = hand.begin(std::move(action), asking.filter, asked.request.query);
  const auto begun = co_await std::move(pending);
  if (!begun) co_return problem(503, "the store failed");
  co_return answer(202, {{"work", begun->id}, {"found", begun->found}});
}

http::Response progress(const callback::Hand& hand, const Asked& asked) {
  const auto work = hand.progress(number(asked.parts[0]).value_or(0));
  if (!work) return problem(404, "no work of that number");
  return answer(200, {{"work", work->id},
                      {"action", work->action},
                      {"found", work->found},
                      {"done", work->done},
                      {"finished", work->finished},
                      {"error", work->error}});
}

http::Response receivers_page(const callback::ReceiverBook& book) {
  json page = json::array();
  for (const auto& one : book.all()) {
    page.push_back({{"receiver", one.receiver},
                    {"state", callback::name_of(one.state)},
                    {"queued", one.queued},
                    {"oldest_queued_at", one.oldest_queued_at},
                    {"probe_at", one.probe_at},
                    {"delivered", one.delivered},
                    {"refused", one.refused},
                    {"failed", one.failed},
                    {"error", one.error}});
  }
  return answer(200, page);
}

Answer hold(callback::Hand& hand, bool paused, Asked asked) {
  const auto asking = asking_of(asked.request);
  if (!asking.wrong.empty()) co_return problem(400, asking.wrong);
  if (asking.filter.receiver.empty()) co_return problem(400, "a receiver is needed");
  const auto held = co_await hand.hold(asking.filter.receiver, paused);
  if (!held) co_return problem(503, "the store failed");
  co_return answer(200, {{"receiver", asking.filter.receiver}, {"paused", paused}});
}

}  // namespace

Routes callbacks_pages(store::Store& store, callback::Hand& hand,
                       const callback::ReceiverBook& receivers) {
  return {
      {"GET", "/callbacks", [&](Asked asked) { return list(store, std::move(asked)); }},
      {"GET", "/callbacks/{id}", [&](Asked asked) { return show(store, std::move(asked)); }},
      {"POST", "/callbacks/retry",
       [&](Asked asked) { return act(store, hand, "retry", std::move(asked)); }},
      {"POST", "/callbacks/drop",
       [&](Asked asked) { return act(store, hand, "drop", std::move(asked)); }},
      {"GET", "/callbacks/progress/{number}",
       [&](const Asked& asked) { return ready_made(progress(hand, asked)); }},
      {"GET", "/receivers", [&](const Asked&) { return ready_made(receivers_page(receivers)); }},
      {"POST", "/receivers/pause", [&](Asked asked) { return hold(hand, true, std::move(asked)); }},
      {"POST", "/receivers/resume",
       [&](Asked asked) { return hold(hand, false, std::move(asked)); }},
  };
}

}  // namespace uws::admin
