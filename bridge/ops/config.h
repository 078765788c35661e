#pragma once
// The settings of a process as plain values, read once at start from one TOML file and the
// environment. Every key is described once, in bridge/ops/config_keys.cpp.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <tl/expected.hpp>
#include <vector>

namespace uws::ops {

// One member per TOML table; the values here are the defaults. Members without a default are
// required and never empty in a loaded Config.
struct Config {
  using Millis = std::chrono::milliseconds;

  struct Listen {
    bool enabled = true;  // false = SOAP over TLS only
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;
    // How clients reach the gateway ("https://host"), written into WSDL documents; empty = the
    // Host header of each request.
    std::string public_url;
    // Addresses and CIDR blocks whose X-Forwarded-Proto and -Host are believed.
    std::vector<std::string> trusted_proxies;
    std::size_t threads = 0;  // 0 = one per core
  } listen;

  // SOAP over TLS; no such listener without a certificate.
  struct Tls {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8443;
    std::string certificate, key, client_ca;  // PEM files
    std::string client_auth = "none";         // or "optional", "required"

    bool wanted() const { return !certificate.empty(); }
  } tls;

  // The same for clients that know nothing newer than TLS 1.0 or 1.1.
  struct LegacyTls {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8444;
    std::string certificate, key;

    bool wanted() const { return !certificate.empty(); }
  } legacy_tls;

  struct Callbacks {
    std::string address = "127.0.0.1";
    std::uint16_t port = 9001;
    std::string public_url;  // what REST is given as webhook address; empty = the address itself
    // Callback service -> "single" or "double": how often Data is nested.
    std::map<std::string, std::string> data{{"CarrierService", "double"}};

    // Whether the callbacks of `service` are written as Data/Data.
    bool double_data(const std::string& service) const {
      const auto found = data.find(service);
      return found != data.end() && found->second == "double";
    }
  } callbacks;

  struct Rest {
    std::string base_url, token_url, app_key, app_secret;  // required
    Millis connect_timeout{5'000};
    Millis timeout{50'000};  // one whole REST call; old clients give up at 60 s
    // libcurl 7.88 loses the call under way when a peer ends an HTTP/2 session, and a call that may
    // have arrived is not sent again.
    bool http2 = false;
    std::string ca_file;  // PEM, trusted besides the system's authorities; empty = those alone
    std::string go_to_state_path = "goToState";  // or "gotostate"
  } rest;

  struct Store {
    std::string url;  // required; "sqlite:PATH"
  } store;

  struct Admin {
    std::string address = "127.0.0.1";
    std::uint16_t port = 9090;
    std::vector<std::string> hosts;  // Host names besides the address and localhost
    std::string token;               // empty = none is asked for
  } admin;

  struct Limits {
    std::size_t max_header_bytes = 16 * 1024;
    std::size_t max_body_bytes = 16 * 1024 * 1024;
    Millis header_timeout{10'000};
    Millis body_timeout{30'000};
    Millis idle_timeout{60'000};
    std::size_t max_connections = 10'000;
  } limits;

  struct Relay {
    std::size_t max_attempts = 300;  // with the waits below: about a day
    Millis first_retry{5'000};
    Millis max_retry{300'000};
    Millis timeout{30'000};
    std::string ca_file;  // as that of Rest, for the receivers
  } relay;

  struct Metadata {
    std::string directory;  // empty = the documents that came with the program
  } metadata;

  struct Contract {
    bool strict_order = false;
    std::size_t max_response_bytes = 0;  // 0 = no limit
  } contract;

  struct Log {
    std::string format = "text";  // or "json"
    std::string level = "info";
  } log;
};

using Environment = std::map<std::string, std::string>;
// One line each, in file order, naming file, line and key; a secret's value is never in it.
using Problems = std::vector<std::string>;

// The variables of this process that begin with UWS_.
Environment process_environment();

// Reads `path` (may be empty: environment only) and then `environment`, which wins. Reports every
// problem it finds, not only the first.
tl::expected<Config, Problems> load_config(const std::string& path, const Environment& environment);

// Every key and its value in `config` as TOML text, secrets as "(hidden)"; without the tables of
// TLS listeners that are not wanted.
std::string show_config(const Config& config);

// The key list of docs/running.md as Markdown.
std::string config_reference();

}  // namespace uws::ops
