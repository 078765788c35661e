// Any bytes as the JSON of a webhook, for every callback service in turn.

#include <cstddef>
#include <cstdint>
#include <string>

#include "mapping/callback/callback.h"
#include "mapping/callback/service_names.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  const auto services = uws::mapping::callback::callback_services();
  uws::mapping::callback::Delivery delivery;
  delivery.service = services[data[0] % services.size()].soap;
  delivery.double_data = data[0] % 2 == 1;
  delivery.body.assign(reinterpret_cast<const char*>(data + 1), size - 1);
  static_cast<void>(uws::mapping::callback::build_callback(delivery));
  return 0;
}
