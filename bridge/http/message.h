#pragma once
// HTTP requests and responses as plain values, the currency between the listeners and the rooms.

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace uws::http {

// Header fields in the order they came or will go; names compare without case.
class Headers {
 public:
  void add(std::string name, std::string value) {
    fields_.emplace_back(std::move(name), std::move(value));
  }
  void reserve(std::size_t fields) { fields_.reserve(fields); }
  // First value of `name`, or null when the header is absent.
  const std::string* find(std::string_view name) const;
  const std::vector<std::pair<std::string, std::string>>& fields() const { return fields_; }

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

struct Request {
  std::string method;     // "POST", as sent
  std::string target;     // as sent: "/api/v2/CarrierService.svc?wsdl"
  std::string path;       // target before '?', percent-decoded, absolute-form reduced to its path
  std::string query;      // after '?', as sent, without '?'
  unsigned version = 11;  // 10 or 11
  Headers headers;
  std::string body;  // whole, de-chunked
  std::string peer;  // "127.0.0.1:40312"
  bool tls = false;
  // "TLSv1.2"; empty without TLS. Static text.
  std::string_view tls_version = {};
};

struct Response {
  int status = 200;
  // Reason phrase; empty = the standard one.
  std::string reason;
  Headers headers;  // Content-Length, Connection and Date are the server's business
  std::string body;
  // Close the connection after this answer.
  bool close = false;
};

}  // namespace uws::http
