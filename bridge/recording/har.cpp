#include "bridge/recording/har.h"

#include <algorithm>

#include "base/base64.h"
#include "base/ip_ranges.h"
#include "base/text.h"
#include "base/url.h"
#include "base/utf8.h"

namespace uws::recording {
namespace {

// What nobody measured (HAR: -1).
constexpr int kUnknown = -1;
constexpr const char* kEpoch = "1970-01-01T00:00:00.000Z";

bool is_text(const std::string& bytes) { return base::repair_utf8(bytes) == bytes; }

Json header_list(const http::Headers& headers) {
  auto list = Json::array();
  for (const auto& [name, value] : headers.fields()) {
    list.push_back({{"name", name}, {"value", value}});
  }
  return list;
}

std::string type_in(const http::Headers& headers) {
  const auto* type = headers.find("Content-Type");
  return type ? *type : std::string();
}

// Whether `text` begins with %XX.
bool is_escape(std::string_view text) {
  return text.size() > 2 && text[0] == '%' && base::hex_value(text[1]) >= 0 &&
         base::hex_value(text[2]) >= 0;
}

// `text` with everything escaped that is neither unreserved nor one of `kept` nor an escape.
std::string escaped_but(std::string_view text, std::string_view kept) {
  std::string made;
  for (; !text.empty(); text.remove_prefix(1)) {
    const auto one = text.substr(0, 1);
    made += kept.find(one) != kept.npos || is_escape(text) ? std::string(one)
                                                           : base::percent_encoded(one);
  }
  return made;
}

constexpr std::string_view kSubDelimiters = "!$&'()*+,;=";

bool is_ipv6(std::string_view host) {
  if (host.size() < 2 || host.front() != '[' || host.back() != ']') return false;
  const auto address = host.substr(1, host.size() - 2);
  return address.find(':') != address.npos && base::parse_ip(address);
}

// "host:8080" and "[::1]:8080" as they are; in any other host what no host has is escaped, colons
// before the port too.
std::string authority_of_uri(std::string_view authority) {
  // "user:secret@" stays what it is, or scrubbing would not know it again.
  const auto at = authority.rfind('@');
  std::string user;
  if (at != authority.npos) {
    user = escaped_but(authority.substr(0, at), "!$&'()*+,;=:") + '@';
    authority.remove_prefix(at + 1);
  }
  const auto colon = authority.rfind(':');
  const auto is_port = [](std::string_view text) {
    return text.find_first_not_of("0123456789") == text.npos;
  };
  const bool has_port = colon != authority.npos && is_port(authority.substr(colon + 1));
  const auto host = has_port ? authority.substr(0, colon) : authority;
  const auto port = has_port ? authority.substr(colon) : std::string_view();
  return user.append(is_ipv6(host) ? std::string(host) : escaped_but(host, kSubDelimiters))
      .append(port);
}

// HAR's URLs are URIs (RFC 3986) without a fragment; a client's target and Host may be anything:
// what has no place in one is escaped.
std::string uri_of(std::string_view url) {
  const auto parts = base::split_url(url);
  std::string made(url.substr(0, static_cast<std::size_t>(parts.authority.data() - url.data())));
  made += authority_of_uri(parts.authority);
  return made += escaped_but(parts.rest, ":/?@!$&'()*+,;=");
}

Json query_list(std::string_view url) {
  auto list = Json::array();
  const auto question = url.find('?');
  if (question == std::string_view::npos) return list;
  auto query = url.substr(question + 1);
  while (!query.empty()) {
    const auto pair = query.substr(0, query.find('&'));
    const auto equals = std::min(pair.find('='), pair.size());
    const auto value = equals < pair.size() ? pair.substr(equals + 1) : std::string_view();
    list.push_back({{"name", base::percent_decoded(pair.substr(0, equals))},
                    {"value", base::percent_decoded(value)}});
    query.remove_prefix(std::min(pair.size() + 1, query.size()));
  }
  return list;
}

Json asked_json(const Asked& asked) {
  Json call, reply;
  if (!asked.store) call = {{"method", asked.method}, {"path", asked.path}};
  if (!asked.body.empty()) call["body"] = asked.body;
  if (asked.status != 0) {
    reply["status"] = asked.status;
    if (!asked.content_type.empty()) reply["contentType"] = asked.content_type;
    reply["body"] = asked.reply;
  }
  return {{"to", asked.store ? "store" : "rest"}, {"call", call}, {"reply", reply}};
}

Json request_json(const Recorded& recorded, bool text) {
  Json request{{"method", recorded.method},
               {"url", uri_of(recorded.url)},
               {"httpVersion", recorded.http_version},
               {"cookies", Json::array()},
               {"headers", header_list(recorded.request_headers)},
               {"queryString", query_list(recorded.url)},
               {"headersSize", kUnknown},
               {"bodySize", recorded.request.size()}};
  if (!recorded.request.empty()) {
    request["postData"] = {{"mimeType", type_in(recorded.request_headers)},
                           {"params", Json::array()},
                           {"text", text ? recorded.request : base::to_base64(recorded.request)}};
  }
  return request;
}

Json response_json(const Recorded& recorded) {
  Json content{{"size", recorded.response.size()},
               {"mimeType", type_in(recorded.response_headers)}};
  if (is_text(recorded.response)) {
    content["text"] = recorded.response;
  } else {
    content["text"] = base::to_base64(recorded.response);
    content["encoding"] = "base64";
  }
  return {{"status", recorded.status},
          {"statusText", recorded.status_text},
          {"httpVersion", recorded.http_version},
          {"cookies", Json::array()},
          {"headers", header_list(recorded.response_headers)},
          {"content", content},
          {"redirectURL", ""},
          {"headersSize", kUnknown},
          {"bodySize", recorded.response.size()}};
}

// The text at a member, empty when there is none or it is something else.
std::string text_at(const Json& json, const char* name) {
  const auto found = json.is_object() ? json.find(name) : json.end();
  return json.is_object() && found != json.end() && found->is_string() ? found->get<std::string>()
                                                                       : std::string();
}

int number_at(const Json& json, const char* name) {
  const auto found = json.is_object() ? json.find(name) : json.end();
  const bool number = json.is_object() && found != json.end() && found->is_number_integer();
  return number ? static_cast<int>(std::clamp(found->get<long long>(), 0LL, 999LL)) : 0;
}

const Json& member(const Json& json, const char* name) {
  static const Json none;
  if (!json.is_object()) return none;
  const auto found = json.find(name);
  return found == json.end() ? none : *found;
}

http::Headers headers_at(const Json& json) {
  http::Headers headers;
  for (const auto& each : member(json, "headers")) {
    headers.add(text_at(each, "name"), text_at(each, "value"));
  }
  return headers;
}

Asked read_asked(const Json& json) {
  const auto& call = member(json, "call");
  const auto& reply = member(json, "reply");
  return {text_at(json, "to") == "store", text_at(call, "method"),    text_at(call, "path"),
          text_at(call, "body"),          number_at(reply, "status"), text_at(reply, "contentType"),
          text_at(reply, "body")};
}

void read_ours(const Json& ours, Recorded& into) {
  into.name = text_at(ours, "name");
  into.operation = text_at(ours, "operation");
  into.reason = text_at(ours, "reason");
  into.scrubbed = text_at(ours, "scrubbed");
  for (const auto& each : member(ours, "asked")) into.asked.push_back(read_asked(each));
  const auto& more = member(ours, "more");
  if (more.is_object()) {
    for (const auto& [name, value] : more.items()) {
      if (value.is_string()) into.more[name] = value.get<std::string>();
    }
  }
  for (const auto& each : member(ours, "sections")) {
    if (each.is_string()) into.section_order.push_back(each.get<std::string>());
  }
}

tl::expected<Recorded, std::string> read_entry(const Json& entry) {
  const auto& request = member(entry, "request");
  const auto& response = member(entry, "response");
  if (!request.is_object() || !response.is_object()) {
    return tl::unexpected(std::string("has no request or no response"));
  }
  Recorded made;
  made.started = text_at(entry, "startedDateTime");
  if (made.started == kEpoch) made.started.clear();
  const auto& time = member(entry, "time");
  made.ms = time.is_number() ? time.get<double>() : 0;
  made.method = text_at(request, "method");
  made.url = text_at(request, "url");
  made.http_version = text_at(request, "httpVersion");
  made.request_headers = headers_at(request);
  made.request = text_at(member(request, "postData"), "text");
  const auto& ours = member(entry, "_uws");
  if (text_at(ours, "requestEncoding") == "base64") made.request = base::from_base64(made.request);
  made.status = number_at(response, "status");
  made.status_text = text_at(response, "statusText");
  made.response_headers = headers_at(response);
  const auto& content = member(response, "content");
  made.response = text_at(content, "text");
  if (text_at(content, "encoding") == "base64") made.response = base::from_base64(made.response);
  read_ours(ours, made);
  if (made.operation.empty()) made.operation = operation_of(made);
  return made;
}

}  // namespace

Json har_entry(const Recorded& recorded) {
  const bool text = is_text(recorded.request);
  Json ours{{"operation", recorded.operation}};
  if (!recorded.name.empty()) ours["name"] = recorded.name;
  if (!text) ours["requestEncoding"] = "base64";
  if (!recorded.reason.empty()) ours["reason"] = recorded.reason;
  if (!recorded.scrubbed.empty()) ours["scrubbed"] = recorded.scrubbed;
  if (!recorded.asked.empty()) {
    ours["asked"] = Json::array();
    for (const auto& asked : recorded.asked) ours["asked"].push_back(asked_json(asked));
  }
  if (!recorded.more.empty()) ours["more"] = recorded.more;
  if (!recorded.section_order.empty()) ours["sections"] = recorded.section_order;
  return {{"startedDateTime", recorded.started.empty() ? kEpoch : recorded.started},
          {"time", recorded.ms},
          {"request", request_json(recorded, text)},
          {"response", response_json(recorded)},
          {"cache", Json::object()},
          {"timings", {{"send", 0}, {"wait", recorded.ms}, {"receive", 0}}},
          {"comment", recorded.operation},
          {"_uws", ours}};
}

std::string har_head() {
  // The comment is what Microcks asks for: name and version of the service.
  return R"({"log":{"version":"1.2","creator":{"name":"uws-bridge","version":")" UWS_VERSION
         R"("},"comment":"microcksId: UnifiedWebService:2","entries":[)"
         "\n";
}

std::string har_line(const Recorded& recorded) {
  return har_entry(recorded).dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string har_text(const std::vector<Recorded>& all) {
  auto text = har_head();
  for (const auto& recorded : all) {
    if (&recorded != &all.front()) text += kHarBetween;
    text += har_line(recorded);
  }
  return text += kHarTail;
}

tl::expected<std::vector<Recorded>, std::string> read_har(std::string_view text) {
  const auto json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) return tl::unexpected(std::string("is no JSON"));
  const auto& entries = member(member(json, "log"), "entries");
  if (!entries.is_array()) return tl::unexpected(std::string("has no log.entries: no HAR file"));
  std::vector<Recorded> all;
  for (const auto& entry : entries) {
    auto recorded = read_entry(entry);
    if (!recorded) {
      return tl::unexpected("entry " + std::to_string(all.size() + 1) + " " + recorded.error());
    }
    all.push_back(std::move(*recorded));
  }
  return all;
}

}  // namespace uws::recording
