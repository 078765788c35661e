#include "bridge/config/config_keys.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>

#include "base/ip_ranges.h"
#include "base/url.h"
#include "bridge/callback/receiver_access.h"
#include "bridge/callback/receiver_rules.h"
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
constexpr Lasting kRetry{std::chrono::milliseconds(1), std::chrono::hours(7 * 24)};
constexpr Lasting kLong{std::chrono::milliseconds(10), std::chrono::hours(90 * 24)};
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

// The value of "host:port=value"; nothing = the receiver is none.
std::optional<std::string_view> for_receiver(std::string_view pair) {
  const auto equals = pair.find('=');
  if (equals == std::string_view::npos) return std::nullopt;
  if (!callback::is_receiver_name(pair.substr(0, equals))) return std::nullopt;
  return pair.substr(equals + 1);
}

bool is_auth_header(std::string_view pair) {
  const auto header = for_receiver(pair);
  const auto colon = header ? header->find(':') : std::string_view::npos;
  return colon != std::string_view::npos && colon > 0 &&
         std::ranges::none_of(*header, [](unsigned char c) { return c < ' ' || c >= 0x7F; }) &&
         header->substr(0, colon).find_first_of(" \t;") == std::string_view::npos;
}

bool is_auth_basic(std::string_view pair) {
  const auto words = for_receiver(pair);
  return words && words->find(':') != std::string_view::npos;
}

bool is_auth_file(std::string_view pair) {
  const auto file = for_receiver(pair);
  return file && std::ifstream(std::string(*file)).is_open();
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
constexpr Rule kPorts{"a port such as 8080 or a range such as 9000-9100", callback::is_port_range};
constexpr Rule kReceiver{"a receiver such as \"host:8443\"", callback::is_receiver_name};
constexpr Rule kAuthHeader{"a receiver such as \"host:8443\" with \"Name: value\"", is_auth_header};
constexpr Rule kAuthBasic{"a receiver such as \"host:8443\" with \"user:password\"", is_auth_basic};
constexpr Rule kAuthFile{"a receiver such as \"host:8443\" with a file that can be read",
                         is_auth_file};
constexpr Rule kNotEmpty{"a text that is not empty", [](std::string_view v) { return !v.empty(); }};
constexpr Rule kFile{"a file that can be read",
                     [](std::string_view v) { return std::ifstream(std::string(v)).is_open(); }};
constexpr Rule kFolder{"a folder", [](std::string_view v) {
                         std::error_code ignored;
                         return std::filesystem::is_directory(v, ignored);
                       }};
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
     "Proxies whose X-Forwarded-Proto and X-Forwarded-Host are believed in the same places, and "
     "X-Forwarded-For in the census of clients."},
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
    {"store", "max_bytes", &at<&C::store, &C::Store::max_bytes>,
     Range{1 * kMiB, 1'024 * 1'024 * kMiB},
     "What is stored at most. Beyond it webhooks are answered 503, and the platform sends them "
     "again "
     "a few times; delivery goes on."},
    {"store", "min_free_bytes", &at<&C::store, &C::Store::min_free_bytes>,
     Range{0, 1'024 * 1'024 * kMiB},
     "The same when less than this is left on the file system; kept for what delivery has to "
     "write."},
    {"admin", "address", &at<&C::admin, &C::Admin::address>, kAddress,
     "Where /metrics, /healthz and /readyz are answered."},
    {"admin", "port", &at<&C::admin, &C::Admin::port>, kPort, "Its port; 0 = any free one."},
    {"admin", "hosts", &at<&C::admin, &C::Admin::hosts>, kHost,
     "Host names under which browsers and scrapers may reach it, besides its address and "
     "localhost; listening on 0.0.0.0 or ::, every address is allowed, but no other name."},
    {"admin", "socket", &at<&C::admin, &C::Admin::socket>, kNotEmpty,
     "Socket of the file system, mode 0600, on which `uws-bridge callbacks` finds these pages; "
     "none = "
     "the store's file with .sock behind it, \"off\" = nowhere."},
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
    {"relay", "concurrency", &at<&C::relay, &C::Relay::concurrency>, Range{1, 64},
     "Sends to one receiver (scheme, host and port) at once, never two of one device. 1 = strictly "
     "one after the other, in the order of arrival; then a callback that is refused holds up all "
     "behind it."},
    {"relay", "retry_schedule", &at<&C::relay, &C::Relay::retry_schedule>, kRetry,
     "Waits after the first, second and further failures in a row, of a receiver that is down or "
     "of "
     "a callback that is refused; the last repeats, each is up to a fifth shorter or longer."},
    {"relay", "give_up_after", &at<&C::relay, &C::Relay::give_up_after>, kLong,
     "A callback that cannot be delivered for so long is a dead letter."},
    {"relay", "message_attempts", &at<&C::relay, &C::Relay::message_attempts>, Range{1, 100'000},
     "So is one its receiver has refused so often: a SOAP Fault, a redirect, a status of 4xx other "
     "than 408, 410, 425 and 429."},
    {"relay", "timeout_ms", &at<&C::relay, &C::Relay::timeout>, kWait,
     "Time a receiver has to acknowledge one send."},
    {"relay", "max_callback_threshold", &at<&C::relay, &C::Relay::max_callback_threshold>,
     Range{1, 1'000'000}, "The MaxCallbackThreshold receivers are told."},
    {"relay", "cap_callback_count", &at<&C::relay, &C::Relay::cap_callback_count>, std::monostate{},
     "Whether CallbackCount, the sends of a callback, stays at MaxCallbackThreshold when there are "
     "more: an old receiver may check it."},
    {"relay", "duplicate_window", &at<&C::relay, &C::Relay::duplicate_window>, kLong,
     "How long the platform's repetition of a webhook is recognised. Webhooks without a requestId "
     "never are."},
    {"relay", "ca_file", &at<&C::relay, &C::Relay::ca_file>, kFile,
     "PEM file of certificate authorities to trust besides the system's: for receivers with a "
     "certificate of the company's own."},
    {"relay", "proxy", &at<&C::relay, &C::Relay::proxy>, kUrl,
     "HTTP proxy for sends to the receivers. None = no proxy, whatever http_proxy of the "
     "environment "
     "says."},
    {"relay", "allow_cidrs",
     &at<&C::relay, &C::Relay::receivers, &callback::ReceiverSettings::allow_cidrs>, kNetwork,
     "Blocks of addresses inside, loopback and private ones, that callbacks may go to. Public "
     "addresses are always allowed; link-local ones, where clouds serve their secrets, and the "
     "gateway's own listeners never are."},
    {"relay", "allow_ports",
     &at<&C::relay, &C::Relay::receivers, &callback::ReceiverSettings::allow_ports>, kPorts,
     "Ports that callbacks may go to besides those of the platform: 80, 443, 9001-9006, "
     "28200-28220 and 50551-50559."},
    {"relay.legacy_tls", "receivers",
     &at<&C::relay, &C::Relay::access, &callback::AccessSettings::legacy_tls>, kReceiver,
     "Receivers, \"host:port\", that may use TLS 1.0 and 1.1 and the ciphers of their time: "
     "unsafe. "
     "All others use TLS 1.2 and 1.3 (Mozilla intermediate)."},
    {"relay.auth", "header", &at<&C::relay, &C::Relay::access, &callback::AccessSettings::header>,
     kAuthHeader, "Table of receiver, \"host:port\", to a header of every send, \"Name: value\".",
     kOptionalSecret},
    {"relay.auth", "basic", &at<&C::relay, &C::Relay::access, &callback::AccessSettings::basic>,
     kAuthBasic, "Table of receiver to \"user:password\" for Authorization: Basic.",
     kOptionalSecret},
    {"relay.auth", "certificate",
     &at<&C::relay, &C::Relay::access, &callback::AccessSettings::certificate>, kAuthFile,
     "Table of receiver to a PEM file with the client's certificate, its chain and its key."},
    {"metadata", "directory", &at<&C::metadata, &C::Metadata::directory>, kNotEmpty,
     "Folder of the WSDL and XSD documents to publish instead of those that came with the "
     "program."},
    {"contract", "directory", &at<&C::contract, &C::Contract::directory>, kFolder,
     "Folder of the old service's own WSDL and XSD files, with contract.toml if need be: requests "
     "are read, answers and callbacks written and documents published by them. Read again on "
     "SIGHUP."},
    {"contract", "strict_order", &at<&C::contract, &C::Contract::strict_order>, std::monostate{},
     "Ignore request members that come late, as the old service did."},
    {"contract", "max_response_bytes", &at<&C::contract, &C::Contract::max_response_bytes>,
     Range{0, 1'024 * kMiB},
     "Size at which a GetDeviceList page ends early, for clients that read at most 64 KiB; 0 = no "
     "limit."},
    {"census", "enabled", &at<&C::census, &census::Settings::enabled>, std::monostate{},
     "Whether the store keeps which clients called what; `uws-bridge clients` shows it."},
    {"census", "keep_days", &at<&C::census, &census::Settings::keep_days>, Range{1, 36'500},
     "Clients last seen so many days ago are forgotten."},
    {"census", "max_clients", &at<&C::census, &census::Settings::max_clients>,
     Range{100, 1'000'000},
     "Clients kept at most. Beyond it those go first that got nothing but faults, then those seen "
     "longest ago."},
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

}  // namespace uws::config
