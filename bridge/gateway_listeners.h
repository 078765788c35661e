#pragma once
// Where the process listens, and what its operator should know of that.

#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "bridge/callback/receiver_rules.h"
#include "bridge/config/config.h"
#include "bridge/door/public_address.h"
#include "bridge/http/listeners.h"
#include "bridge/ops/descriptors.h"

namespace uws {

// Every listener the configuration asks for, those for SOAP first: "soap", "soap-tls",
// "soap-legacy-tls", "callbacks", "admin"; the last two read bodies of 1 MiB at most. Reads
// certificates and keys. Error: one line for the operator.
tl::expected<std::vector<http::Listen>, std::string> listeners_of(
    const config::Config& config, const ops::Descriptors& descriptors);

// Where the platform reaches the callbacks listener: the URL of the configuration without its final
// slash, or the address listened on.
std::string callbacks_url(const config::Config& config, const http::Listeners& listeners);
// Where clients reach the SOAP listeners.
door::AddressRules address_rules(const config::Config& config, const http::Listeners& listeners);

// Of calls to the receivers. `rules` must outlive their client.
http::ClientLimits relay_limits(const config::Config& config, const callback::ReceiverRules& rules);
// No callback may go to one of `listeners`.
void keep_from_itself(callback::ReceiverRules& rules, const http::Listeners& listeners);

// A configuration that is allowed and may surprise gets one warning each: fewer descriptors for
// clients than max_connections; an admin listener that the network reaches without a token;
// listeners that ask for no certificate while another must.
void warn_at_start(const config::Config& config, const ops::Descriptors& descriptors,
                   const http::Listeners& listeners, ops::Events& events);

}  // namespace uws
