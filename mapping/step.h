#pragma once
// The values an operation's two pure functions exchange with the process: what to ask next, what
// came back, what to answer. Nothing here knows HTTP connections, clocks or gSOAP.

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "mapping/common/fault.h"

namespace uws::mapping {

enum class Method { get, post, put, del };
// "PUT"
constexpr const char* name_of(Method method) {
  constexpr const char* kNames[] = {"GET", "POST", "PUT", "DELETE"};
  return kNames[static_cast<std::size_t>(method)];
}

// One call of the REST API.
struct RestCall {
  Method method = Method::get;
  // Path below the REST base URL, with its query, already percent-encoded: "/m2m/v1/groups/x".
  std::string path;
  // JSON text, UTF-8; empty = no body.
  std::string body = {};
  // Whether the VZ-M2M-Token header goes along (every call but the login).
  bool with_session = true;
  // The session token to send instead of the SOAP header's; empty = the header's.
  std::string session_token = {};
};

// What the REST API answered.
struct RestReply {
  int status = 0;
  std::string content_type;
  std::string body;

  bool ok() const { return status >= 200 && status < 300; }
};

// A callback registration of an old client, kept by the gateway.
struct Registration {
  std::string account;
  // SOAP-side service name, e.g. "CarrierService", "PromoChange".
  std::string service;
  std::string url;
  std::string username;
  std::string password;

  bool operator==(const Registration&) const = default;
};

// The URLs of an account's callback listeners as the platform has just shown them; nothing when it
// has not.
using ShownListeners = std::optional<std::vector<std::string>>;

// What an operation may ask of the gateway's own registration store, one at a time.
// Waits until no other call is at work on the registration of (account, service); from then on none
// is until this one has been answered. Changes nothing.
struct TakeTurn {
  std::string account, service;
};
// TakeTurn; then remembers `registration` as an intent, which has no effect until it is committed.
// The reply carries its id and the address and credentials for upstream. Settles older intents of
// the account by `shown`.
struct PrepareRegistration {
  Registration registration;
  ShownListeners shown = {};
};
// Makes exactly this intent the valid registration.
struct CommitRegistration {
  long long intent = 0;
};
// Forgets this intent; whatever was valid stays so.
struct AbandonRegistration {
  long long intent = 0;
};
// Removes the registration; the reply carries the one that was removed, if any.
struct RemoveRegistration {
  std::string account, service;
};
// Lists the valid registrations of an account, once its intents are settled by `shown`.
struct ListRegistrations {
  std::string account;
  ShownListeners shown = {};
};
using StoreCall = std::variant<TakeTurn, PrepareRegistration, CommitRegistration,
                               AbandonRegistration, RemoveRegistration, ListRegistrations>;

struct StoreReply {
  // PrepareRegistration: where REST must send its webhooks, and the credentials it must use.
  std::string callback_url, callback_username, callback_password;
  long long intent = 0;
  // RemoveRegistration: 0 or 1; ListRegistrations: any number, by service name.
  std::vector<Registration> registrations;
};

// A REST or store call that got no answer; it may or may not have had its effect.
struct NoReply {
  Fault fault;
};

using Reply = std::variant<RestReply, StoreReply, NoReply>;
// Everything answered so far, oldest first, never empty.
using Replies = std::span<const Reply>;

// Findings of a translation that do not change the answer, for metrics and one log line each.
struct Notes {
  // JSON paths of REST members the mapping does not know, e.g. "devices[].imeiSv".
  std::vector<std::string> unmapped_paths;
};

struct Response;  // mapping/operation.h

// What an operation may know beyond its input: values handed in, so that it stays pure.
struct CallContext {
  // The session token of the request's SOAP header; empty when there was none.
  std::string session_token;
  // The time of the call, UTC; for rules such as "not more than six months back".
  std::chrono::sys_seconds now{};
  // 0 = no limit; else GetDeviceList ends its page before the answer grows beyond this many bytes.
  std::size_t max_response_bytes = 0;
  // Bytes of the envelope that an answer of this operation makes. REQUIRED where there is a limit.
  std::function<std::size_t(const Response&)> written = {};
  // How the platform spells the last part of GoToState's path: its page has goToState, its SDKs
  // gotostate.
  std::string go_to_state_path = "goToState";
  // Where findings go; never null.
  Notes* notes = nullptr;
};

}  // namespace uws::mapping
