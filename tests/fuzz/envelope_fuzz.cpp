// Any bytes as the body of a request: charset, gate, gSOAP. What the gate lets through, gSOAP must
// read or refuse; nothing may crash, leak or take long. First line: the operation, and then how it
// is read ("strict", "utf-16").

#include "bridge/soap/envelope_in.h"
#include "tests/fuzz/text_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto [line, body] = uws::fuzz::first_line(data, size);
  const auto& row = uws::fuzz::operation_called(line.substr(0, line.find(' ')));
  const bool strict_order = line.find(" strict") != std::string_view::npos;
  const char* charset = line.find(" utf-16") != std::string_view::npos ? "utf-16" : "utf-8";
  uws::soap::open_envelope(std::string(body), charset, &row, row.soap_action,
                           uws::mapping::leniency(strict_order));
  return 0;
}
