// Any bytes as the JSON of a webhook. First line: the callback service, and "double" or not.

#include "mapping/callback/callback.h"
#include "mapping/callback/service_names.h"
#include "tests/fuzz/text_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto [line, body] = uws::fuzz::first_line(data, size);
  const auto services = uws::mapping::callback::callback_services();
  const auto name = line.substr(0, line.find(' '));
  uws::mapping::callback::Delivery delivery;
  delivery.service = services[std::hash<std::string_view>{}(name) % services.size()].soap;
  for (const auto& service : services) {
    if (service.soap == name) delivery.service = service.soap;
  }
  delivery.double_data = line.find(" double") != std::string_view::npos;
  delivery.body = body;
  static_cast<void>(uws::mapping::callback::build_callback(delivery));
  return 0;
}
