#pragma once
// What a handler gets and what it answers.

#include <map>
#include <string>
#include <string_view>

#include "simulator/json.h"

namespace uws::simulator {

struct World;

// The account of requests that name none.
inline constexpr const char* kDefaultAccount = "0212345678-00001";
// The second account, a target for moves.
inline constexpr const char* kOtherAccount = "0212345678-00002";

// A REST call that has passed bearer, session and contract.
struct Call {
  std::string operation;                          // "PUT /m2m/v1/devices/actions/move"
  std::map<std::string, std::string> parameters;  // of the path, decoded
  std::map<std::string, std::string> query;       // decoded
  Json body;                                      // null when there was none
  std::string session_token;
  std::string user;     // whose session it is; empty for the login
  std::string account;  // named by path, query or body; empty when none is

  // The account named, or the one of requests that name none.
  std::string account_or_default() const { return account.empty() ? kDefaultAccount : account; }
  // The query's `next`, where a page is to begin; 0 when there is none.
  std::int64_t next() const;
};

struct Reply {
  int status = 200;
  Json body;
};

// A page of an answer being filled, with at most `limit` entries.
struct Page {
  std::size_t limit;
  Json entries = Json::array();
  bool more = false;  // an entry found no room

  // False: no room, and no need to come again.
  bool add(Json entry) {
    more = entries.size() == limit;
    if (!more) entries.push_back(std::move(entry));
    return !more;
  }
  int status() const { return more ? 202 : 200; }
};

// HTTP 400 with the documented error body. `code` is what follows the service name, e.g.
// "REQUEST_FAILED.DeviceNotFound"; the text is the one of that code, plus `detail`.
Reply failure(std::string_view code, std::string_view detail = {});

// "UnifiedWebService.REQUEST_FAILED.DeviceNotFound"; a few codes belong to another service.
std::string full_code(std::string_view code);

// The message of a code, as far as the sources show it, else a plain sentence of our own.
std::string message_of(std::string_view code);

// A fresh GUID, lower case.
std::string make_guid();

}  // namespace uws::simulator
