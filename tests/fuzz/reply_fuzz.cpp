// Any bytes as the platform's reply to every call of an operation, whose request is its first
// golden case. First line: the operation and the HTTP status. Whatever comes, there is an answer or
// a fault.

#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <map>

#include "bridge/soap/envelope_in.h"
#include "bridge/soap/envelope_out.h"
#include "mapping/conversation.h"
#include "tests/fuzz/text_input.h"
#include "tests/support/golden_file.h"
#include "tests/support/paths.h"

namespace {

using uws::mapping::Operation;

// The request of the first case that is answered, by operation.
const std::string& request_of(const Operation& row) {
  static std::map<const Operation*, std::string> known;
  auto& request = known[&row];
  if (!request.empty()) return request;
  const auto folder = uws::test::source_path("/tests/golden/" + std::string(row.service) + '/' +
                                             std::string(row.name));
  for (const auto& path : uws::testing::golden_files(folder)) {
    const auto file = uws::testing::read_golden(path);
    const auto* text = file ? file->find("soap request") : nullptr;
    if (text != nullptr && file->find("rest call") != nullptr) return request = *text;
  }
  return request = "<none/>";
}

int status_in(std::string_view line) {
  const auto space = line.find(' ');
  int status = 200;
  if (space != std::string_view::npos) {
    std::from_chars(line.data() + space + 1, line.data() + line.size(), status);
  }
  return status;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto [line, body] = uws::fuzz::first_line(data, size);
  const auto& row = uws::fuzz::operation_called(line.substr(0, line.find(' ')));
  auto opened = uws::soap::open_envelope(request_of(row), "utf-8", &row, row.soap_action,
                                         uws::mapping::leniency(false));
  auto* const decoded = std::get_if<uws::mapping::Decoded>(&opened);
  if (decoded == nullptr) return 0;
  uws::mapping::CallContext context;
  context.now = std::chrono::sys_days(std::chrono::year(2024) / 5 / 1);
  uws::mapping::Conversation talk(row, std::move(*decoded), context);
  while (!talk.ended()) {
    if (std::holds_alternative<uws::mapping::RestCall>(talk.step())) {
      talk.answer(uws::mapping::RestReply{status_in(line), "application/json", std::string(body)});
    } else {
      talk.answer(uws::mapping::StoreReply{"http://hook/callbacks/1", "user", "word", 1, {}});
    }
  }
  if (const auto* answer = std::get_if<uws::mapping::Response>(&talk.step())) {
    static_cast<void>(uws::soap::answer_envelope(row, *answer));
  } else {
    uws::soap::fault_envelope(std::get<uws::Fault>(talk.step()));
  }
  return 0;
}
