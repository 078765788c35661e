#include "bridge/gateway_settings.h"

#include "base/url.h"

namespace uws {

http::Limits listener_limits(const ops::Config::Limits& limits, std::size_t connections) {
  http::Limits made;
  made.max_header_bytes = limits.max_header_bytes;
  made.max_body_bytes = limits.max_body_bytes;
  made.header_timeout = limits.header_timeout;
  made.body_timeout = limits.body_timeout;
  made.idle_timeout = limits.idle_timeout;
  made.max_connections = limits.max_connections;
  made.max_everywhere = connections;
  return made;
}

http::ClientLimits platform_limits(const ops::Config::Rest& rest) {
  http::ClientLimits limits;
  limits.connect_timeout = rest.connect_timeout;
  limits.ca_file = rest.ca_file;
  limits.http2 = rest.http2;
  return limits;
}

http::ClientLimits receiver_limits(const ops::Config& config) {
  http::ClientLimits limits;
  limits.connect_timeout = config.rest.connect_timeout;
  limits.ca_file = config.relay.ca_file;
  return limits;
}

rest::Settings rest_settings(const ops::Config::Rest& rest) {
  // RestCall::path begins with a slash.
  return {std::string(base::without_final_slash(rest.base_url)),
          rest.token_url,
          rest.app_key,
          rest.app_secret,
          rest.connect_timeout,
          rest.timeout};
}

}  // namespace uws
