#pragma once
// One row of THE table (mapping/operations.h). mapping/row.h makes it of an operation's two pure
// functions.
//
//   Next<Output> to_rest(const Request&, const CallContext&)            first step
//   Next<Output> to_soap(const Request&, const CallContext&, Replies)   every later step
//
// Request and Output are the gSOAP types of the wrapper's Input and Output part.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "mapping/effect.h"
#include "mapping/step.h"

struct soap;

namespace uws::contract {
class Plan;
}

namespace uws::mapping {

// A typed answer on its way out. `header_token` becomes the h:token response header (LogIn only).
template <class Out>
struct Answer {
  std::unique_ptr<Out> output;
  std::optional<std::string> header_token = {};
};

template <class Out>
using Next = std::variant<RestCall, StoreCall, Fault, Answer<Out>>;

// The wrapper object of a request or a response with its type forgotten; owns it.
using Message = std::unique_ptr<void, void (*)(void*)>;

// The same steps with the type forgotten.
struct Response {
  Message message;
  std::optional<std::string> header_token;
};
using Step = std::variant<RestCall, StoreCall, Fault, Response>;

// What an operation's file hands over (UWS_OPERATION).
struct Translation {
  // Reads the wrapper element gSOAP is positioned at. Null when gSOAP reports an error
  // (soap->error says which).
  Message (*read)(struct soap*);
  // `request` is the wrapper, or null: a blank request, whatever the operation.
  Step (*start)(const void* request, const CallContext&);
  Step (*resume)(const void* request, const CallContext&, Replies);
  // Writes the wrapper of a response through gSOAP's serializers; 0 or a gSOAP error code.
  int (*write)(struct soap*, const void* response);
  Effect effect = Effect::change;
};

// The same with the names wsdl/ gives it.
struct Operation : Translation {
  std::string_view service;      // "CarrierService"
  std::string_view name;         // "MoveDevice"
  std::string_view soap_action;  // ".../v2/ICarrierService/MoveDevice"
};

// A request that passed the gate, as gSOAP read it.
struct Decoded {
  Message message;         // the typed wrapper
  bool has_input = false;  // false: Input was missing or nil
  // A value holds ' < or \\, which the service refuses in any input.
  bool forbidden_character = false;
  std::string token;      // the token header's text, trimmed; empty when there was none
  std::size_t bytes = 0;  // of the envelope
  // The owner's contract it was read by and is to be answered by, which outlives the call; null =
  // the built-in one.
  const contract::Plan* plan = nullptr;
  // "Type.Member" of that contract: sent, and read by nobody.
  std::vector<std::string> unread = {};
};

}  // namespace uws::mapping
