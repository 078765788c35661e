#pragma once
// Answers as ASP.NET 4 on IIS 7.5 sent them.

#include <string>

#include "bridge/http/message.h"

namespace uws::door {

// An answer with the header set every page, envelope and refusal of such a server has; no client
// reads more of it than Content-Type, which is left out when `type` is empty.
http::Response iis_answer(int status, const std::string& type, std::string body);

}  // namespace uws::door
