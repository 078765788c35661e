#pragma once
// One row of THE table (mapping/operations.h) and the adapter that turns an operation's two typed
// functions into that row.
//
//   Next<Out> start (const In&, const CallContext&)                           first step
//   Next<Out> resume(const In&, const CallContext&, std::span<const Reply>)   every later step
//
// In and Out are the gSOAP types of the wrapper's Input and Output part. `replies` holds everything
// answered so far, oldest first, never empty. Unless the row says `sees_errors`, resume is only
// called when the newest reply is a success; a REST error becomes the fault of
// mapping/common/rest_fault.h and a missing answer the fault it carries.

#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>

#include "mapping/step.h"

struct soap;

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

struct Operation {
  std::string_view service;      // "CarrierService"
  std::string_view name;         // "MoveDevice"
  std::string_view soap_action;  // ".../v2/ICarrierService/MoveDevice"

  // Reads the wrapper element gSOAP is positioned at. Null when gSOAP reports an error
  // (soap->error says which).
  Message (*read)(struct soap*);
  Step (*start)(const void* request, const CallContext&);
  Step (*resume)(const void* request, const CallContext&, std::span<const Reply>);
  // Writes the wrapper of a response through gSOAP's serializers; 0 or a gSOAP error code.
  int (*write)(struct soap*, const void* response);
};

}  // namespace uws::mapping
