// callback-listener: an old SOAP receiver for demonstrations. Prints every callback it is sent,
// indented, and acknowledges it.

#include <CLI/CLI.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <iostream>
#include <pugixml.hpp>

#include "bridge/http/server.h"

namespace {

namespace asio = boost::asio;
namespace http = uws::http;

constexpr std::chrono::seconds kDrainPatience{5};

// The body as indented XML; as it came when it is no XML.
void print_body(const std::string& body) {
  pugi::xml_document document;
  if (document.load_buffer(body.data(), body.size(), pugi::parse_full)) {
    document.save(std::cout, "  ", pugi::format_indent | pugi::format_no_declaration);
  } else {
    std::cout << "(not XML) " << body << '\n';
  }
}

asio::awaitable<http::Response> acknowledge(http::Request request) {
  const auto* action = request.headers.find("SOAPAction");
  std::cout << request.method << ' ' << request.target << '\n'
            << "SOAPAction: " << (action != nullptr ? *action : "(none)") << '\n';
  print_body(request.body);
  std::cout << std::endl;
  http::Response response;
  response.headers.add("Content-Type", "text/xml; charset=utf-8");
  co_return response;
}

int serve(const std::string& address, std::uint16_t port) {
  http::Pool pool(1);
  http::Server server(pool, address, port, http::Limits{}, http::shared(acknowledge));
  asio::signal_set signals(pool.context(0), SIGTERM, SIGINT);
  signals.async_wait([&](boost::system::error_code error, int) {
    if (!error) server.drain(kDrainPatience, [&] { pool.stop(); });
  });
  std::cout << "listening callback-listener " << server.endpoint() << std::endl;
  pool.run();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;
  CLI::App app{"Receives SOAP callbacks, prints and acknowledges them.", "callback-listener"};
  app.add_option("--port", port, "Port to listen on, 0 = any")->required();
  app.add_option("--address", address, "Address to listen on")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  try {
    return serve(address, port);
  } catch (const std::exception& error) {
    std::cerr << "callback-listener: " << error.what() << '\n';
    return 1;
  }
}
