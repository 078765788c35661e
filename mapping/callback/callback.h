#pragma once
// A REST callback (the JSON body of a webhook) as the SOAP callback an old receiver expects: pure,
// no I/O, no clock. One SOAP message per REST callback.

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace uws::contract {
class CallbackLayout;
}

namespace uws::mapping::callback {

// One callback to translate.
struct Delivery {
  // SOAP-side name of the registered callback service, e.g. "CarrierService", "PromoChange".
  std::string service;
  // What the client gave to RegisterCallback; written as Username and Password.
  std::string username, password;
  // CallbackCount: how often this message has been sent, this time included; 1 at first.
  int callback_count = 1;
  // MaxCallbackThreshold.
  int max_callbacks = 4;
  // The webhook's body as received: JSON, UTF-8.
  std::string body;
  // Whether Data is written as Data/Data (one setting per callback service).
  bool double_data = false;
  // The owner's message, which decides how Data is nested too; null = the built-in one.
  const contract::CallbackLayout* layout = nullptr;
};

struct Built {
  // The whole SOAP 1.1 message, UTF-8, ready to be sent as text/xml; charset=utf-8.
  std::string envelope;
  // Value of the SOAPAction header without its quotation marks. The old documentation never showed
  // the header of a callback; the value follows the pattern of every documented operation
  // (namespace, "I" + contract name, message name).
  std::string soap_action;
  // JSON paths the translation does not know, e.g. "deviceResponse.newThing".
  std::vector<std::string> unknown_paths;
};

// Error: why the body cannot be translated (not JSON, not an object, no place for its payload); one
// line that names paths, never values.
tl::expected<Built, std::string> build_callback(const Delivery& delivery);

}  // namespace uws::mapping::callback
