#include "bridge/door/public_address.h"

#include <doctest/doctest.h>

namespace {

using uws::door::public_address;

uws::http::Request request_from(const std::string& peer, const std::string& host,
                                const std::string& forwarded_host = {},
                                const std::string& forwarded_proto = {}) {
  uws::http::Request request;
  request.peer = peer;
  if (!host.empty()) request.headers.add("Host", host);
  if (!forwarded_host.empty()) request.headers.add("X-Forwarded-Host", forwarded_host);
  if (!forwarded_proto.empty()) request.headers.add("X-Forwarded-Proto", forwarded_proto);
  return request;
}

const uws::door::AddressRules kProxied = {
    {}, uws::base::IpRanges({"10.0.0.0/8", "::1"}), "127.0.0.1:8080"};

}  // namespace

TEST_CASE("the configured address wins") {
  const auto request = request_from("10.1.2.3:5", "inner", "outer.example", "http");
  const uws::door::AddressRules rules = {"https://gateway.example/",
                                         uws::base::IpRanges({"10.0.0.0/8"}), "x:1"};
  CHECK(public_address(request, rules) == "https://gateway.example");
}

TEST_CASE("a trusted proxy is believed, nobody else") {
  const auto ask = [](const std::string& peer) {
    return public_address(request_from(peer, "inner:80", "outer.example, inner", "HTTPS,http"),
                          kProxied);
  };
  CHECK(ask("10.1.2.3:4000") == "https://outer.example");
  CHECK(ask("[::1]:4000") == "https://outer.example");
  CHECK(ask("[::ffff:10.9.9.9]:4000") == "https://outer.example");
  CHECK(ask("192.0.2.1:4000") == "http://inner:80");
  CHECK(ask("[::2]:4000") == "http://inner:80");
}

TEST_CASE("a proxy that says only one of both leaves the other") {
  CHECK(public_address(request_from("10.1.2.3:5", "inner", "", "https"), kProxied) ==
        "https://inner");
  CHECK(public_address(request_from("10.1.2.3:5", "inner", "outer.example", ""), kProxied) ==
        "http://outer.example");
  CHECK(public_address(request_from("10.1.2.3:5", "inner", "", "gopher"), kProxied) ==
        "http://inner");
}

TEST_CASE("TLS shows, and a Host that is none does not") {
  auto request = request_from("192.0.2.1:5", "gateway.example");
  request.tls = true;
  CHECK(public_address(request, kProxied) == "https://gateway.example");
  CHECK(public_address(request_from("192.0.2.1:5", ""), kProxied) == "http://127.0.0.1:8080");
  CHECK(public_address(request_from("192.0.2.1:5", "a\"><script>"), kProxied) ==
        "http://127.0.0.1:8080");
  CHECK(public_address(request_from("10.0.0.1:5", "inner", "a/b"), kProxied) == "http://inner");
}

TEST_CASE("the client is who connected, or whom trusted proxies name last") {
  const auto client = [](const std::string& peer, const std::vector<std::string>& forwarded) {
    auto request = request_from(peer, "inner");
    for (const auto& one : forwarded) request.headers.add("X-Forwarded-For", one);
    return std::string(uws::door::client_address(request, kProxied));
  };
  CHECK(client("192.0.2.1:5", {}) == "192.0.2.1");
  CHECK(client("[2001:db8::1]:5", {}) == "2001:db8::1");
  CHECK(client("192.0.2.1:5", {"198.51.100.7"}) == "192.0.2.1");
  CHECK(client("10.0.0.1:5", {}) == "10.0.0.1");
  CHECK(client("10.0.0.1:5", {"198.51.100.7"}) == "198.51.100.7");
  CHECK(client("10.0.0.1:5", {"203.0.113.9, 198.51.100.7:4711 , 10.0.0.2"}) == "198.51.100.7");
  CHECK(client("10.0.0.1:5", {"203.0.113.9", "[2001:db8::2]:80, ::1"}) == "2001:db8::2");
  CHECK(client("10.0.0.1:5", {"10.0.0.9", "10.0.0.2"}) == "10.0.0.9");
  // Beyond what is no address, nobody trusted has spoken.
  CHECK(client("10.0.0.1:5", {"203.0.113.9, unknown, 10.0.0.2"}) == "10.0.0.2");
  CHECK(client("10.0.0.1:5", {"<script>"}) == "10.0.0.1");
}

TEST_CASE("how a client came is its own TLS, or as far as a trusted proxy") {
  auto request = request_from("192.0.2.1:5", "inner", "", "https");
  CHECK(uws::door::client_tls(request, kProxied) == "");
  request.tls_version = "TLSv1.2";
  CHECK(uws::door::client_tls(request, kProxied) == "TLSv1.2");
  request.peer = "10.0.0.1:5";
  CHECK(uws::door::client_tls(request, kProxied) == "proxy");
  CHECK(uws::door::client_tls(request_from("10.0.0.1:5", "inner", "", "http"), kProxied) == "");
}
