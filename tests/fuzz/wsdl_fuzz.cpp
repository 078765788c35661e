// Any bytes as an owner's WSDL; what it imports is itself, too.

#include <cstdint>
#include <string>

#include "contract/reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  int reads = 0;
  const auto read = [&](const std::string&) -> std::optional<std::string> {
    return ++reads > 8 ? std::nullopt : std::optional(text);
  };
  static_cast<void>(uws::contract::read_contract({"owner/service.wsdl"}, {read}));
  return 0;
}
