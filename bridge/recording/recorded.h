#pragma once
// One recorded exchange as a value: what a SOAP client said and heard, and what the gateway asked
// and was told in between. Files of it are HAR (har.h), golden text (golden.h) or WireMock mappings
// (wiremock.h).

#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/http/message.h"

namespace uws::recording {

// One call of the gateway to the platform, or to its own store, and what came of it.
struct Asked {
  bool store = false;  // to the store: `method` and `path` are empty, both bodies JSON text
  std::string method;  // "PUT"
  std::string path;    // below the base URL, with query
  std::string body;    // as sent; empty = none
  int status = 0;      // 0 = no answer
  std::string content_type;
  std::string reply;

  bool operator==(const Asked&) const = default;
};

struct Recorded {
  std::string started;  // when it began: "2026-11-30T03:45:12.345Z"; empty = not known
  double ms = 0;        // how long it took
  std::string method = "POST";
  std::string url;  // absolute
  std::string http_version = "HTTP/1.1";
  http::Headers request_headers;
  std::string request;  // body as sent, de-chunked
  int status = 0;       // 0 = there was no answer
  std::string status_text;
  http::Headers response_headers;
  std::string response;

  std::string name;       // of the case, "CarrierService/MoveDevice/ok"; may be empty
  std::string operation;  // "CarrierService.MoveDevice"; empty = of none
  std::vector<Asked> asked;
  std::string reason;  // why the gateway refused; never a value of the request
  // What was scrubbed, "secrets" and the choices ("secrets,identifiers"); empty = nothing.
  std::string scrubbed;
  // What else a golden file says of it, by section name: context, unmapped, delivery, …
  std::map<std::string, std::string> more;
  // Names of the golden file's sections in their order; empty = the usual order.
  std::vector<std::string> section_order;
};

// ".../CarrierService/MoveDevice" of the SOAPAction header, without quotation marks.
std::string soap_action(const Recorded& recorded);
// "CarrierService.MoveDevice" of that action, or else of the element in the request's Body; empty
// when the contract has no such operation.
std::string operation_of(const Recorded& recorded);
// The same by the action alone, whatever the body is.
std::string operation_of_action(const Recorded& recorded);

// What was asked at `url`, absolute, and answered.
Recorded exchange_of(const http::Request& request, const http::Response& response, std::string url);
// Notes that it began then and ends now.
void note_time(Recorded& recorded, std::chrono::steady_clock::time_point begun);

}  // namespace uws::recording
