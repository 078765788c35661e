#pragma once
// The operator's pages by method and path.

#include <functional>
#include <initializer_list>
#include <string>
#include <vector>

#include "bridge/http/server.h"

namespace uws::admin {

struct Asked {
  http::Request request;
  // What stands in the path for the {parts} of the page's pattern, in their order; never empty.
  std::vector<std::string> parts;
};
using Page = std::function<boost::asio::awaitable<http::Response>(Asked)>;

struct Route {
  std::string method;   // "GET"
  std::string pattern;  // "/dead_letters/{id}/replay": {…} is any one segment
  Page page;
};
using Routes = std::vector<Route>;

// Answers with the first page whose method and pattern fit; 405 with Allow where only patterns do,
// 404 where none does. As thread-safe as its pages.
http::Handler router(std::initializer_list<Routes> pages);

// A page, not to be cached; and a page as what a handler returns.
http::Response page_of(int status, std::string body,
                       const std::string& type = "text/plain; charset=utf-8");
boost::asio::awaitable<http::Response> ready_made(http::Response response);

}  // namespace uws::admin
