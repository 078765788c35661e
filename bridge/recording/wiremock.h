#pragma once
// Recordings as WireMock mappings: a stub service that answers as was recorded.

#include <string>
#include <vector>

#include "bridge/recording/recorded.h"

namespace uws::recording {

// The text of a mappings file ({"mappings": […]}). A stub matches method, path, SOAPAction (as
// equalToXml does not look at namespaces) and the body as XML, its session token ignored; of two
// that match the same request the later recording answers, as WireMock prefers it. Exchanges
// without an answer become a fault of WireMock's (CONNECTION_RESET_BY_PEER).
std::string wiremock_text(const std::vector<Recorded>& all);

}  // namespace uws::recording
