// Any bytes as the body of a request, for every operation in turn: charset, gate, gSOAP. What the
// gate lets through, gSOAP must read or refuse; nothing may crash, leak or take long.

#include <cstddef>
#include <cstdint>
#include <string>

#include "bridge/soap/envelope_in.h"
#include "mapping/operations.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const auto rows = uws::mapping::operations();
  const auto& row = rows[data[0] % rows.size()];
  const std::string body(reinterpret_cast<const char*>(data + 2), size - 2);
  const char* charset = data[1] % 8 == 0 ? "utf-16" : "utf-8";
  const bool strict_order = data[1] % 2 == 1;
  uws::soap::open_envelope(body, charset, &row, row.soap_action,
                           uws::mapping::leniency(strict_order));
  return 0;
}
