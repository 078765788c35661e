#include "bridge/admin/clients_pages.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "bridge/admin/json_page.h"

namespace uws::admin {
namespace {

using nlohmann::json;

struct ClientsAsking {
  store::ClientFilter filter;
  long long after = 0, limit = kPage;
  std::string wrong;
};

ClientsAsking clients_asking_of(const http::Request& request) {
  ClientsAsking asking;
  auto& filter = asking.filter;
  const std::map<std::string, std::string*> texts{
      {"address", &filter.address}, {"stack", &filter.stack}, {"operation", &filter.operation}};
  const std::map<std::string, long long*> numbers{{"since", &filter.since},
                                                  {"until", &filter.until},
                                                  {"after", &asking.after},
                                                  {"limit", &asking.limit}};
  for (const auto& [name, value] : query_of(request.query)) {
    if (const auto text = texts.find(name); text != texts.end()) {
      *text->second = value;
    } else if (const auto whole = numbers.find(name); whole == numbers.end()) {
      asking.wrong = "no filter is called " + name;
    } else if (const auto read = number(value)) {
      *whole->second = *read;
    } else {
      asking.wrong = name + " must be a number";
    }
  }
  asking.limit = std::clamp<long long>(asking.limit, 1, kMostInPage);
  return asking;
}

// The numbers of `made`, to which its names are added.
json shown(const store::ClientOperation& numbers, json made) {
  made.update({{"calls", numbers.calls},
               {"faults", numbers.faults},
               {"first_seen", numbers.first_seen},
               {"last_seen", numbers.last_seen}});
  return made;
}

json shown(const store::ClientRow& row) {
  auto operations = json::array();
  for (const auto& one : row.operations) {
    operations.push_back(shown(one, {{"operation", one.operation}}));
  }
  return shown(row.all, {{"address", row.client.address},
                         {"stack", row.client.stack},
                         {"user_agent", row.client.user_agent},
                         {"tls", row.client.tls},
                         {"operations", std::move(operations)}});
}

Answer list(store::Store& store, census::Keeper& keeper, Asked asked) {
  const auto asking = clients_asking_of(asked.request);
  if (!asking.wrong.empty()) co_return problem(400, asking.wrong);
  const bool current = co_await keeper.write();
  store::Clients clients(store);
  const auto limit = static_cast<int>(asking.limit);
  auto pending = clients.list(asking.filter, asking.after, limit);
  const auto rows = co_await std::move(pending);
  if (!rows) co_return problem(503, "the store failed");
  json page{{"clients", json::array()}, {"next", nullptr}, {"behind", !current}};
  for (const auto& row : *rows) page["clients"].push_back(shown(row));
  if (std::cmp_equal(rows->size(), limit)) page["next"] = rows->back().id;
  co_return answer(200, page);
}

}  // namespace

Routes clients_pages(store::Store& store, census::Keeper& keeper) {
  return {{"GET", "/clients", [&](Asked asked) { return list(store, keeper, std::move(asked)); }}};
}

}  // namespace uws::admin
