// Does one row of instructions.txt a number of times, to be counted by callgrind: the difference of
// two runs is what the repetitions cost (instructions.py).
// usage: bench-instructions ROW COUNT; without arguments: the names of the rows, one a line

#include <cstdio>
#include <exception>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "bench/translation.h"

namespace {

using namespace uws::bench;

struct Row {
  std::string_view name;
  // Prepares what is repeated; what it gives answers with a size, so that nothing is left out.
  std::function<std::function<std::size_t()>()> prepare;
};

std::function<std::size_t()> call(std::string_view text) {
  return [translation = Translation(call_of(text))] { return translation.all().size(); };
}

std::function<std::size_t()> owner_call(std::string_view text, bool moved) {
  return [translation = Translation(call_of(text), owner_plan(moved))] {
    return translation.all().size();
  };
}

std::function<std::size_t()> open(std::string_view text) {
  return [translation = Translation(call_of(text))] {
    return translation.open().has_input ? std::size_t{1} : 0;
  };
}

const std::vector<Row>& rows() {
  static const std::vector<Row> all{
      {"move_device_1", [] { return call("move:1"); }},
      {"move_device_100", [] { return call("move:100"); }},
      {"get_device_list_1", [] { return call("list:1"); }},
      {"get_device_list_100", [] { return call("list:100"); }},
      {"open_move_device_1", [] { return open("move:1"); }},
      {"open_move_device_100", [] { return open("move:100"); }},
      {"owner_move_device_1", [] { return owner_call("move:1", false); }},
      {"owner_move_device_100", [] { return owner_call("move:100", false); }},
      {"owner_get_device_list_1", [] { return owner_call("list:1", false); }},
      {"owner_get_device_list_100", [] { return owner_call("list:100", false); }},
      {"owner_moved_list_100", [] { return owner_call("list:100", true); }},
      {"write_fault",
       [] { return std::function<std::size_t()>([] { return write_fault().size(); }); }},
      {"write_callback",
       [] { return std::function<std::size_t()>([] { return write_callback().size(); }); }},
  };
  return all;
}

void repeat(std::string_view name, int count) {
  for (const auto& row : rows()) {
    if (row.name != name) continue;
    const auto once = row.prepare();
    std::size_t total = 0;
    for (int i = 0; i < count; ++i) total += once();
    std::printf("%zu\n", total);
    return;
  }
  throw std::invalid_argument("no row " + std::string(name));
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc == 1) {
    for (const auto& row : rows()) std::printf("%s\n", std::string(row.name).c_str());
    return 0;
  }
  if (argc != 3) throw std::invalid_argument("usage: bench-instructions [ROW COUNT]");
  repeat(argv[1], std::stoi(argv[2]));
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "bench-instructions: %s\n", error.what());
  return 1;
}
