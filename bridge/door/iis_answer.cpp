#include "bridge/door/iis_answer.h"

namespace uws::door {

http::Response iis_answer(int status, const std::string& type, std::string body) {
  http::Response response;
  response.status = status;
  response.headers.add("Cache-Control", "private");
  if (!type.empty()) response.headers.add("Content-Type", type);
  response.headers.add("Server", "Microsoft-IIS/7.5");
  response.headers.add("X-AspNet-Version", "4.0.30319");
  response.headers.add("X-Powered-By", "ASP.NET");
  response.body = std::move(body);
  return response;
}

}  // namespace uws::door
