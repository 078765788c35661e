#include "bridge/door/front_door.h"

#include <chrono>
#include <memory>
#include <optional>

#include "bridge/door/counted_clients.h"
#include "bridge/door/iis_answer.h"
#include "bridge/door/soap_request.h"
#include "bridge/ops/secrets.h"
#include "bridge/soap/envelope_in.h"
#include "bridge/soap/envelope_out.h"
#include "bridge/soap/faults.h"
#include "bridge/store/clock.h"
#include "mapping/common/faults.h"
#include "mapping/operations.h"

namespace uws::door {
namespace {

using Clock = std::chrono::steady_clock;

// What is known of a call when it has ended.
struct Record {
  std::string request_id = ops::new_request_id();
  std::string operation;
  std::string session;
  std::string fault;
  std::string reason;
  int rest_status = 0;
  ops::Outcome outcome = ops::Outcome::refused;
  Clock::time_point begun = Clock::now();
  // For the sinks that want this call.
  std::vector<recording::Sink*> wanted_by;
  std::vector<recording::Asked> asked;
};

double ms_since(Clock::time_point begun) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begun).count();
}

void leave_record(const FrontDoor& door, const http::Request& request, const census::Caller& caller,
                  const Record& record, int status) {
  if (door.census) {
    door.census->see(caller, record.operation, record.outcome != ops::Outcome::ok, store::now_ms());
  }
  door.events.call({.request_id = record.request_id,
                    .operation = record.operation,
                    .client = request.peer,
                    .session = record.session,
                    .fault = record.fault,
                    .reason = record.reason,
                    .status = status,
                    .rest_status = record.rest_status,
                    .ms = ms_since(record.begun)},
                   record.outcome);
}

http::Response fault_answer(Record& record, const Fault& fault,
                            const contract::Plan* plan = nullptr) {
  record.fault = fault.code;
  record.reason = fault.reason;
  record.outcome = ops::Outcome::fault;
  return soap_answer(500, soap::fault_envelope(fault, plan));
}

http::Response not_found() {
  return iis_answer(404, "text/html; charset=utf-8",
                    "<!DOCTYPE html><html><head><title>The resource cannot be found.</title></head>"
                    "<body><h1>The resource cannot be found.</h1></body></html>");
}

// What WCF says to a request before it looks at the envelope; nothing = go on. Only POST runs an
// operation: by its source WCF ran one whatever the method was, which no client relies on.
std::optional<http::Response> refuse(const http::Request& request, const ContentType& type) {
  if (request.body.empty()) return empty_answer(400);
  if (request.method != "POST") {
    auto refused = empty_answer(405);
    refused.headers.add("Allow", "POST");
    return refused;
  }
  if (type.soap) return std::nullopt;
  const std::string* sent = request.headers.find("Content-Type");
  return empty_answer(415, "Cannot process the message because the content type '" +
                               (sent && !sent->empty() ? *sent : "application/octet-stream") +
                               "' was not the expected type 'text/xml; charset=utf-8'.");
}

// Why `refuse` turned a request away that it answered with `status`.
const char* why_refused(int status) {
  if (status == 405) return "only POST runs an operation";
  if (status == 413) return "the request is too large";
  if (status == 415) return "Content-Type is not text/xml in a known charset";
  return "the request has no body";
}

void report_defect(const FrontDoor& door, const Record& record, std::string words) {
  ++door.counters.internal_errors;
  ops::hide(words, record.session);
  door.events.error(
      "internal error",
      {{"request_id", record.request_id}, {"operation", record.operation}, {"error", words}});
}

// What the operator should hear of a call besides its access line.
void report(const FrontDoor& door, const Record& record, const exchange::Exchanged& done) {
  if (!done.defect.empty()) report_defect(door, record, done.defect);
  for (const auto& path : done.notes.unmapped_paths) {
    door.events.unmapped(ops::Unmapped::rest, record.operation, path);
  }
  door.counters.left_out += done.left_out.size();
  for (const auto& member : done.left_out) {
    door.events.unmapped(ops::Unmapped::answer, record.operation, member);
  }
}

void report_unread(const FrontDoor& door, const Record& record,
                   const std::vector<std::string>& unread) {
  door.counters.unread += unread.size();
  for (const auto& member : unread) {
    door.events.unmapped(ops::Unmapped::request, record.operation, member);
  }
}

boost::asio::awaitable<http::Response> call(const FrontDoor& door, const Exchange& exchange,
                                            http::Request& request, const Place& place,
                                            Record& record, const contract::Plan* plan) {
  const std::string* content_type = request.headers.find("Content-Type");
  const ContentType type = read_content_type(content_type ? *content_type : "");
  if (auto refused = refuse(request, type)) {
    record.reason = why_refused(refused->status);
    co_return std::move(*refused);
  }
  const std::string action = read_soap_action(request);
  const mapping::Operation* operation = find_operation(action, plan);
  if (operation) record.operation = full_name(*operation);
  const std::string address = full_address(request, door.address);
  const std::size_t bytes = request.body.size();
  if (door.workers && bytes > exchange::kBigMessage && door.workers->full()) {
    record.reason = "too many big requests are waiting";
    auto busy = empty_answer(503);
    busy.headers.add("Retry-After", "5");
    co_return busy;
  }
  soap::Opened opened;
  co_await exchange::do_apart(door.workers, bytes, [&] {
    opened = soap::open_envelope(std::move(request.body), type.charset, operation, action,
                                 door.leniency, plan);
  });
  if (std::holds_alternative<soap::NotAnEnvelope>(opened)) {
    record.reason = "the document breaks before its Body or is no envelope";
    co_return empty_answer(400);
  }
  if (place.kind == Place::Kind::below_service) {
    co_return fault_answer(record, soap::destination_unreachable(address));
  }
  if (const auto* fault = std::get_if<Fault>(&opened)) {
    co_return fault_answer(record, *fault, plan);
  }
  auto decoded = std::get<soap::Decoded>(std::move(opened));
  record.session = decoded.token;
  report_unread(door, record, decoded.unread);
  auto pending = exchange(*operation, std::move(decoded));
  exchange::Exchanged done = co_await std::move(pending);
  record.rest_status = done.rest_status;
  record.fault = done.fault_code;
  record.reason = done.fault_reason;
  record.outcome = done.fault_code.empty() ? ops::Outcome::ok : ops::Outcome::fault;
  record.asked = std::move(done.asked);
  report(door, record, done);
  co_return soap_answer(done.fault_code.empty() ? 200 : 500, std::move(done.envelope));
}

// A defect: the client sees what WCF showed of one, the operator its words.
http::Response internal_error(const FrontDoor& door, Record& record, const std::exception& error) {
  report_defect(door, record, error.what());
  return fault_answer(record, mapping::internal_service_fault("a defect of the gateway"));
}

std::vector<recording::Sink*> sinks_of(const FrontDoor& door, const http::Request& request,
                                       const contract::Plan* plan) {
  std::vector<recording::Sink*> wanting;
  if (door.sinks.empty()) return wanting;
  const auto* operation = find_operation(read_soap_action(request), plan);
  const auto name = operation ? full_name(*operation) : std::string();
  for (auto* sink : door.sinks) {
    if (sink->wants(name)) wanting.push_back(sink);
  }
  return wanting;
}

// Tells the sinks of an exchange; `request` is whole, its body included.
void tell_sinks(const FrontDoor& door, const http::Request& request, const Record& record,
                const http::Response& response) {
  auto made = recording::exchange_of(request, response, full_address(request, door.address));
  recording::note_time(made, record.begun);
  made.operation = record.operation;
  made.asked = record.asked;
  made.reason = record.reason;
  for (auto* sink : record.wanted_by) sink->put(made);
}

boost::asio::awaitable<http::Response> answer(const FrontDoor& door, const Exchange& exchange,
                                              http::Request request) {
  const owner::Shared owners = door.owner ? door.owner->current() : owner::Shared();
  const Place place = find_place(request.path, owners.get());
  if (place.kind == Place::Kind::nowhere) co_return not_found();
  if (request.method == "GET") {
    auto page = door.metadata(request);
    co_return page ? std::move(*page) : not_found();
  }
  const contract::Plan* plan = owners ? &owners->plan() : nullptr;
  Record record;
  record.wanted_by = sinks_of(door, request, plan);
  std::optional<http::Request> kept;
  if (!record.wanted_by.empty()) kept = request;
  http::Response response;
  const auto caller = door.census ? caller_of(request, door.address) : census::Caller();
  try {
    response = co_await call(door, exchange, request, place, record, plan);
  } catch (const std::exception& error) {
    response = internal_error(door, record, error);
  }
  leave_record(door, request, caller, record, response.status);
  if (kept) tell_sinks(door, *kept, record, response);
  co_return response;
}

}  // namespace

http::HandlerFactory front_door(FrontDoor door) {
  auto shared = std::make_shared<const FrontDoor>(std::move(door));
  return [shared](boost::asio::io_context& io) -> http::Handler {
    return [shared, exchange = shared->exchanges(io)](http::Request request) {
      return answer(*shared, exchange, std::move(request));
    };
  };
}

std::string full_name(const mapping::Operation& operation) {
  return std::string(operation.service) + "." + std::string(operation.name);
}

std::vector<std::string> operation_names() {
  std::vector<std::string> names;
  for (const auto& row : mapping::operations()) {
    names.push_back(full_name(row));
  }
  return names;
}

}  // namespace uws::door
