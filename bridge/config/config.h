#pragma once
// The settings of a process as plain values, read once at start from one TOML file and the
// environment. Every key is described once, in bridge/config/config_keys.cpp.

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "bridge/admin/rules.h"
#include "bridge/callback/settings.h"
#include "bridge/census/settings.h"
#include "bridge/http/settings.h"
#include "bridge/recording/settings.h"
#include "bridge/rest/settings.h"

namespace uws::config {

// One member per TOML table, made of what the rooms themselves are told where they have settings of
// their own; the values of both are the defaults. Members without a default are required and never
// empty in a loaded Config.
struct Config {
  struct Listen {
    bool enabled = true;  // false = SOAP over TLS only
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;
    // How clients reach the gateway ("https://host"), written into WSDL documents; empty = the
    // Host header of each request.
    std::string public_url;
    // Addresses and CIDR blocks whose X-Forwarded-Proto, -Host and -For are believed.
    std::vector<std::string> trusted_proxies;
    std::size_t threads = 0;  // 0 = one per core
    std::size_t workers = 0;  // the same
  } listen;

  // SOAP over TLS; no such listener without a certificate.
  struct Tls : http::TlsSettings {
    Tls(http::TlsLevel of, std::uint16_t at) : port(at) { level = of; }

    std::string address = "127.0.0.1";
    std::uint16_t port;

    bool wanted() const { return !certificate.empty(); }
  };
  Tls tls{http::TlsLevel::intermediate, 8443};
  // The same for clients that know nothing newer than TLS 1.0 or 1.1.
  Tls legacy_tls{http::TlsLevel::legacy, 8444};

  struct Callbacks {
    std::string address = "127.0.0.1";
    std::uint16_t port = 9001;
    std::string public_url;  // what REST is given as webhook address; empty = the address itself
  } callbacks;

  struct Rest : rest::Settings {
    http::ClientLimits http;
    std::string go_to_state_path = "goToState";  // or "gotostate"
  } rest;

  struct Store {
    std::string url;  // required; "sqlite:PATH"
    std::size_t max_bytes = 2ULL * 1024 * 1024 * 1024;
    std::size_t min_free_bytes = 256ULL * 1024 * 1024;
  } store;

  struct Admin : admin::AdminRules {
    std::uint16_t port = 9090;
  } admin;

  http::Limits limits;

  struct Relay : callback::RelaySettings {
    std::string ca_file;  // as http::ClientLimits::ca_file, for the receivers
    std::string proxy;    // as http::ClientLimits::proxy, for the receivers
  } relay;

  struct Metadata {
    std::string directory;  // empty = the documents that came with the program
  } metadata;

  struct Contract {
    std::string directory;  // of the owner's WSDL files; empty = the built-in contract
    bool strict_order = false;
    std::size_t max_response_bytes = 0;  // 0 = no limit
  } contract;

  census::Settings census;
  recording::RecorderSettings recording;
  recording::ShadowSettings shadow;

  struct Log {
    std::string format = "text";  // or "json"
    std::string level = "info";
    std::string file;  // empty = stderr
  } log;

  // Where the operator's commands find the gateway; empty = nowhere.
  std::string admin_socket() const {
    if (admin.socket == "off") return {};
    return admin.socket.empty() ? store.url.substr(store.url.find(':') + 1) + ".sock"
                                : admin.socket;
  }
  callback::WebhookSettings webhooks() const {
    callback::WebhookSettings made;
    made.duplicate_window = relay.duplicate_window;
    return made;
  }
  // Of calls to the receivers.
  http::ClientLimits receiver_limits() const {
    http::ClientLimits made;
    made.connect_timeout = rest.http.connect_timeout;
    made.ca_file = relay.ca_file;
    made.proxy = relay.proxy;
    return made;
  }
};

using Environment = std::map<std::string, std::string>;
// One line each, in file order, naming file, line and key; a secret's value is never in it.
using Problems = std::vector<std::string>;

// The variables of this process that begin with UWS_.
Environment process_environment();

// Reads `path` (may be empty: environment only) and then `environment`, which wins. Reports every
// problem it finds, not only the first.
tl::expected<Config, Problems> load_config(const std::string& path, const Environment& environment);

// The values of all keys that are secret.
std::vector<std::string> secrets_of(const Config& config);

// Every key and its value in `config` as TOML text, secrets as "(hidden)"; without the tables of
// TLS listeners that are not wanted.
std::string show_config(const Config& config);

// The key list of docs/running.md as Markdown.
std::string config_reference();

}  // namespace uws::config
