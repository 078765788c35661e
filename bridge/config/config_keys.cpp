#include "bridge/config/config_keys.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>

#include "base/ip_ranges.h"
#include "base/url.h"
#include "mapping/callback/service_names.h"

namespace uws::config {
namespace {

// The member of a member, …, of a Config.
template <auto... Members>
auto& at(Config& config) {
  return (config.*....*Members);
}

using C = Config;
constexpr std::uint64_t kSecond = 1'000, kHour = 3'600 * kSecond, kMiB = 1024 * 1024;
constexpr Range kPort{0, 65'535};
// Old WCF clients give up after 60 s, so that 55 s are left for a whole call.
constexpr Range kRestTime{1, 54'000};
constexpr Range kWait{100, 600 * kSecond};
constexpr auto kRequired = Presence::required;
constexpr auto kSecret = Presence::secret;
constexpr auto kOptionalSecret = Presence::optional_secret;

bool is_address(std::string_view value) { return base::parse_ip(value).has_value(); }

bool is_http_url(std::string_view value) {
  const auto [scheme, authority, rest] = base::split_url(value);
  return (scheme == "http" || scheme == "https") && !authority.empty() && authority[0] != ':' &&
         std::none_of(value.begin(), value.end(), [](unsigned char c) {
           return c <= ' ' || c >= 0x7F || c == '?' || c == '#' || c == '@';
         });
}

bool is_callback_data(std::string_view value) {
  const auto equals = value.find('=');
  if (equals == std::string_view::npos) return false;
  const auto nesting = value.substr(equals + 1);
  return (nesting == "single" || nesting == "double") &&
         mapping::callback::rest_service_name(value.substr(0, equals)).has_value();
}

bool is_host_name(std::string_view value) {
  return is_address(value) || (!value.empty() && std::ranges::all_of(value, [](unsigned char c) {
           return std::isalnum(c) || c == '.' || c == '-' || c == '_';
         }));
}

bool is_token(std::string_view value) {
  return value.size() >= 16 &&
         std::ranges::all_of(value, [](unsigned char c) { return c > ' ' && c < 0x7F; });
}

constexpr Rule kAddress{"an IPv4 or IPv6 address", is_address};
constexpr Rule kNetwork{"an address or a block such as 10.0.0.0/8", base::is_ip_range};
constexpr Rule kHost{"a host name or an address, without port", is_host_name};
constexpr Rule kToken{"16 or more ASCII characters without spaces", is_token};
constexpr Rule kUrl{"an http:// or https:// URL without user name, query or fragment", is_http_url};
constexpr Rule kStoreUrl{"sqlite: and a path", [](std::string_view v) {
                           return v.starts_with("sqlite:") && v.size() > 7;
                         }};
constexpr Rule kData{"the name of a callback service with \"single\" or \"double\"",
                     is_callback_data};
constexpr Rule kNotEmpty{"a text that is not empty", [](std::string_view v) { return !v.empty(); }};
constexpr Rule kFile{"a file that can be read",
                     [](std::string_view v) { return std::ifstream(std::string(v)).is_open(); }};
constexpr Rule kFormat{"\"text\" or \"json\"",
                       [](std::string_view v) { return v == "text" || v == "json"; }};
constexpr Rule kLevel{"\"debug\", \"info\", \"warn\" or \"error\"", [](std::string_view v) {
                        return v == "debug" || v == "info" || v == "warn" || v == "error";
                      }};

constexpr Rule kGoToState{"\"goToState\" or \"gotostate\"",
                          [](std::string_view v) { return v == "goToState" || v == "gotostate"; }};

// "CarrierService.MoveDevice", "CarrierService.*", "*.LogIn", "*"
bool is_operation_pattern(std::string_view value) {
  if (value == "*") return true;
  const auto dot = value.find('.');
  if (dot == 0 || dot == std::string_view::npos || dot + 1 == value.size()) return false;
  const auto is_part = [](std::string_view part) {
    return part == "*" ||
           std::ranges::all_of(part, [](unsigned char c) { return std::isalnum(c) != 0; });
  };
  return is_part(value.substr(0, dot)) && is_part(value.substr(dot + 1)) && value != "*.*";
}

constexpr Rule kOperations{"an operation such as CarrierService.MoveDevice; * for one of its parts",
                           is_operation_pattern};
constexpr Rule kScrub{"\"identifiers\", \"names\" or \"addresses\"", [](std::string_view v) {
                        return v == "identifiers" || v == "names" || v == "addresses";
                      }};
constexpr Rule kServe{"\"old\" or \"new\"",
                      [](std::string_view v) { return v == "old" || v == "new"; }};

constexpr Rule kClientAuth{"\"none\", \"optional\" or \"required\"",
                           [](std::string_view v) { return client_auth(v).has_value(); }};

const Key kKeys[] = {
    {"listen", "enabled", &at<&C::listen, &C::Listen::enabled>, std::monostate{},
     "Whether SOAP is served without TLS. false needs one of the TLS tables."},
    {"listen", "address", &at<&C::listen, &C::Listen::address>, kAddress,
     "Where old SOAP clients connect."},
    {"listen", "port", &at<&C::listen, &C::Listen::port>, kPort, "Its port; 0 = any free one."},
    {"listen", "public_url", &at<&C::listen, &C::Listen::public_url>, kUrl,
     "How clients reach the gateway; written into WSDL documents and address faults instead of "
     "each request's Host header."},
    {"listen", "trusted_proxies", &at<&C::listen, &C::Listen::trusted_proxies>, kNetwork,
     "Proxies whose X-Forwarded-Proto and X-Forwarded-Host are believed in the same places."},
    {"listen", "threads", &at<&C::listen, &C::Listen::threads>, Range{0, 256},
     "I/O threads; 0 = one per core."},
    {"listen", "workers", &at<&C::listen, &C::Listen::workers>, Range{0, 256},
     "Threads for messages of more than 64 KiB; 0 = one per core."},
    {"tls", "address", &at<&C::tls, &C::Tls::address>, kAddress,
     "Where SOAP clients connect over TLS 1.2 and 1.3 (Mozilla intermediate). Without this table "
     "there is no such listener."},
    {"tls", "port", &at<&C::tls, &C::Tls::port>, kPort, "Its port; 0 = any free one."},
    {"tls", "certificate", &at<&C::tls, &C::Tls::certificate>, kFile,
     "PEM file: the server's certificate, then the chain. Needed in this table; read again on "
     "SIGHUP."},
    {"tls", "key", &at<&C::tls, &C::Tls::key>, kFile,
     "PEM file of its private key, without passphrase. Needed in this table; read again on "
     "SIGHUP."},
    {"tls", "client_ca", &at<&C::tls, &C::Tls::client_ca>, kFile,
     "PEM file of the authorities of client certificates; read again on SIGHUP."},
    {"tls", "client_auth", &at<&C::tls, &C::Tls::client_auth>, kClientAuth,
     "Whether clients are asked for a certificate of client_ca. A wrong one is always refused. "
     "Says nothing about the listeners of [listen] and [legacy_tls], which ask nobody."},
    {"legacy_tls", "address", &at<&C::legacy_tls, &C::Tls::address>, kAddress,
     "Where clients connect that need TLS 1.0 or 1.1: unsafe, keep it away from the internet. "
     "Without this table there is no such listener."},
    {"legacy_tls", "port", &at<&C::legacy_tls, &C::Tls::port>, kPort,
     "Its port; 0 = any free one."},
    {"legacy_tls", "certificate", &at<&C::legacy_tls, &C::Tls::certificate>, kFile,
     "PEM file: the server's certificate, then the chain. Needed in this table; read again on "
     "SIGHUP."},
    {"legacy_tls", "key", &at<&C::legacy_tls, &C::Tls::key>, kFile,
     "PEM file of its private key, without passphrase. Needed in this table; read again on "
     "SIGHUP."},
    {"callbacks", "address", &at<&C::callbacks, &C::Callbacks::address>, kAddress,
     "Where the REST platform delivers its webhooks."},
    {"callbacks", "port", &at<&C::callbacks, &C::Callbacks::port>, kPort,
     "Its port; 0 = any free one."},
    {"callbacks", "public_url", &at<&C::callbacks, &C::Callbacks::public_url>, kUrl,
     "The same listener as the platform reaches it; registered there for every callback service. "
     "None = http:// and the address listened on."},
    {"callbacks", "data", &at<&C::relay, &C::Relay::data>, kData,
     "Table of callback service to \"single\" or \"double\": whether Data is nested in a second "
     "Data. Services not named are single."},
    {"rest", "base_url", &at<&C::rest, &C::Rest::base_url>, kUrl,
     "The REST API up to and without /m2m, e.g. https://host/api.", kRequired},
    {"rest", "token_url", &at<&C::rest, &C::Rest::token_url>, kUrl, "The OAuth token endpoint.",
     kRequired},
    {"rest", "app_key", &at<&C::rest, &C::Rest::app_key>, kNotEmpty,
     "Key of the application's OAuth client.", kSecret},
    {"rest", "app_secret", &at<&C::rest, &C::Rest::app_secret>, kNotEmpty,
     "Secret of the application's OAuth client.", kSecret},
    {"rest", "connect_timeout_ms",
     &at<&C::rest, &C::Rest::http, &http::ClientLimits::connect_timeout>, kRestTime,
     "Time to connect to the platform."},
    {"rest", "timeout_ms", &at<&C::rest, &C::Rest::timeout>, kRestTime,
     "Time of one whole REST call, bearer token and connecting included."},
    {"rest", "http2", &at<&C::rest, &C::Rest::http, &http::ClientLimits::http2>, std::monostate{},
     "Speak HTTP/2 where the platform offers it over TLS. Off: this libcurl can lose a call when "
     "the other side ends its session."},
    {"rest", "ca_file", &at<&C::rest, &C::Rest::http, &http::ClientLimits::ca_file>, kFile,
     "PEM file of certificate authorities to trust besides the system's: for a proxy before the "
     "platform."},
    {"rest", "proxy", &at<&C::rest, &C::Rest::http, &http::ClientLimits::proxy>, kUrl,
     "HTTP proxy for calls to the platform, e.g. http://proxy:3128. None = no proxy, whatever "
     "http_proxy of the environment says."},
    {"rest", "max_idle_ms", &at<&C::rest, &C::Rest::http, &http::ClientLimits::max_idle>,
     Range{1'000, 110 * kSecond},
     "How long a connection to the platform may have been idle to be used again; whole seconds "
     "count. Keep it below the platform's keep-alive time."},
    {"rest", "breaker_failures", &at<&C::rest, &C::Rest::breaker_failures>, Range{0, 1'000'000},
     "Calls in a row without an answer after which further ones fail at once, but for one at a "
     "time "
     "that finds out whether the platform answers again; 0 = never."},
    {"rest", "login_memory_ms", &at<&C::rest, &C::Rest::login_memory>, Range{0, 24 * kHour},
     "How long a password that was refused three times is answered from memory, lest the platform "
     "lock its user; 0 = never. A LogIn of the user that succeeds ends it."},
    {"rest", "go_to_state_path", &at<&C::rest, &C::Rest::go_to_state_path>, kGoToState,
     "Last part of the path GoToState is sent to: the platform's page spells it goToState, its "
     "SDKs gotostate."},
    {"store", "url", &at<&C::store, &C::Store::url>, kStoreUrl,
     "Where registrations and undelivered callbacks are kept.", kRequired},
    {"admin", "address", &at<&C::admin, &C::Admin::address>, kAddress,
     "Where /metrics, /healthz and /readyz are answered."},
    {"admin", "port", &at<&C::admin, &C::Admin::port>, kPort, "Its port; 0 = any free one."},
    {"admin", "hosts", &at<&C::admin, &C::Admin::hosts>, kHost,
     "Host names under which browsers and scrapers may reach it, besides its address and "
     "localhost; listening on 0.0.0.0 or ::, every address is allowed, but no other name."},
    {"admin", "token", &at<&C::admin, &C::Admin::token>, kToken,
     "Asked for as Authorization: Bearer on every page but /healthz and /readyz.", kOptionalSecret},
    {"limits", "max_header_bytes", &at<&C::limits, &http::Limits::max_header_bytes>,
     Range{1'024, kMiB}, "Request line and headers of one request."},
    {"limits", "max_body_bytes", &at<&C::limits, &http::Limits::max_body_bytes>,
     Range{1'024, 1'024 * kMiB}, "Body of one request."},
    {"limits", "header_timeout_ms", &at<&C::limits, &http::Limits::header_timeout>, kWait,
     "First byte of a request to the end of its headers."},
    {"limits", "body_timeout_ms", &at<&C::limits, &http::Limits::body_timeout>, kWait,
     "End of the headers to the end of the body."},
    {"limits", "idle_timeout_ms", &at<&C::limits, &http::Limits::idle_timeout>, kWait,
     "Time a connection may wait for its next request."},
    {"limits", "max_connections", &at<&C::limits, &http::Limits::max_connections>,
     Range{1, 1'000'000},
     "Connections of one listener served at once. Beyond it the one idle longest is closed for a "
     "new one; where none is idle, the new one gets 503."},
    {"limits", "max_buffered_bytes", &at<&C::limits, &http::Limits::max_buffered_bytes>,
     Range{0, 64 * 1'024 * kMiB},
     "Bodies of requests held at once, all listeners together; beyond it a body gets 503. One of "
     "up "
     "to 16 KiB is always read; 0 = no limit."},
    {"limits", "max_connections_per_client",
     &at<&C::limits, &http::Limits::max_connections_per_client>, Range{0, 1'000'000},
     "Connections of one client address to one SOAP listener; a further one gets 503. 0 = no "
     "limit; "
     "behind a proxy all clients are one."},
    {"limits", "max_requests_per_second", &at<&C::limits, &http::Limits::max_requests_per_second>,
     Range{0, 1'000'000},
     "Requests of one client address to one SOAP listener; a further one gets 503 and its "
     "connection "
     "is closed. 0 = no limit."},
    {"relay", "max_attempts", &at<&C::relay, &C::Relay::max_attempts>, Range{1, 100'000},
     "Sends of one callback before it becomes a dead letter."},
    {"relay", "first_retry_ms", &at<&C::relay, &C::Relay::first_retry>, Range{10, kHour},
     "Wait before the second send; doubles from send to send."},
    {"relay", "max_retry_ms", &at<&C::relay, &C::Relay::max_retry>, Range{10, 24 * kHour},
     "Longest wait between two sends."},
    {"relay", "timeout_ms", &at<&C::relay, &C::Relay::timeout>, kWait,
     "Time a receiver has to acknowledge one send."},
    {"relay", "ca_file", &at<&C::relay, &C::Relay::ca_file>, kFile,
     "PEM file of certificate authorities to trust besides the system's: for receivers with a "
     "certificate of the company's own."},
    {"relay", "proxy", &at<&C::relay, &C::Relay::proxy>, kUrl,
     "HTTP proxy for sends to the receivers. None = no proxy, whatever http_proxy of the "
     "environment "
     "says."},
    {"metadata", "directory", &at<&C::metadata, &C::Metadata::directory>, kNotEmpty,
     "Folder of the WSDL and XSD documents to publish instead of those that came with the "
     "program."},
    {"contract", "strict_order", &at<&C::contract, &C::Contract::strict_order>, std::monostate{},
     "Ignore request members that come late, as the old service did."},
    {"contract", "max_response_bytes", &at<&C::contract, &C::Contract::max_response_bytes>,
     Range{0, 1'024 * kMiB},
     "Size at which a GetDeviceList page ends early, for clients that read at most 64 KiB; 0 = no "
     "limit."},
    {"recording", "directory", &at<&C::recording, &recording::RecorderSettings::directory>,
     kNotEmpty,
     "Folder that calls are put on record in, as HAR files without secrets. None = nothing is "
     "recorded."},
    {"recording", "max_bytes", &at<&C::recording, &recording::RecorderSettings::max_bytes>,
     Range{kMiB, 1'024 * 1'024 * kMiB}, "Of all its files together; the oldest ones go."},
    {"recording", "operations", &at<&C::recording, &recording::RecorderSettings::operations>,
     kOperations, "Operations to record, such as `CarrierService.*`. None = all."},
    {"recording", "scrub", &at<&C::recording, &recording::RecorderSettings::scrub>, kScrub,
     "What is scrubbed besides passwords, tokens and keys."},
    {"shadow", "old_service_url", &at<&C::shadow, &recording::ShadowSettings::old_service_url>,
     kUrl,
     "The old service, while it lives: it is asked what the gateway is asked, and the answers are "
     "compared. None = no shadow."},
    {"shadow", "serve", &at<&C::shadow, &recording::ShadowSettings::serve>, kServe,
     "Who answers the clients; the other is only compared."},
    {"shadow", "sample", &at<&C::shadow, &recording::ShadowSettings::sample>, Range{0, 100},
     "Percent of the reads that are compared."},
    {"shadow", "timeout_ms", &at<&C::shadow, &recording::ShadowSettings::timeout>, kWait,
     "Time of one call of the old service."},
    {"log", "format", &at<&C::log, &C::Log::format>, kFormat, "How lines look."},
    {"log", "file", &at<&C::log, &C::Log::file>, kNotEmpty,
     "File that lines are appended to instead of stderr; opened again on SIGHUP."},
    {"log", "level", &at<&C::log, &C::Log::level>, kLevel, "Least level written."},
};

}  // namespace

std::span<const Key> config_keys() { return kKeys; }

std::string environment_name(const Key& key) {
  auto name = "UWS_" + std::string(key.table) + "_" + std::string(key.name);
  std::ranges::transform(name, name.begin(),
                         [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return name;
}

}  // namespace uws::config
