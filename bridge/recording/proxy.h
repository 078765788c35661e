#pragma once
// A proxy in front of a service that puts on record what goes through.

#include <string>

#include "bridge/http/client.h"
#include "bridge/http/server.h"
#include "bridge/recording/recorder.h"

namespace uws::recording {

struct ProxySettings {
  std::string to;  // "https://old.example:8443": takes the place of the proxy's own address
  std::chrono::milliseconds timeout{120'000};
};

// The same request for another server: method, path, query, body and headers stay; Host and what
// speaks of the connection are the client's own. Compressed answers are not asked for.
http::ClientCall forwarded(const http::Request& request, const ProxySettings& settings);
// The answer for the client of the proxy.
http::Response answer_of(http::ClientReply reply);
// Where it goes then.
std::string forwarded_url(const http::Request& request, const ProxySettings& settings);

// Every answer goes on as it came, "" without one: 502, or 504 when the service took too long.
// `recorder` must outlive the pool's run().
http::HandlerFactory recording_proxy(ProxySettings settings, http::ClientLimits limits,
                                     Recorder& recorder);

}  // namespace uws::recording
