#pragma once
// One text for all JSON that says the same, whatever the order of its members and its white space.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace uws::callback {

// Told of a JSON value's parts in the order of its text; no two contents look the same.
class Canonical {
 public:
  // `kind` tells a text from a number of the same characters.
  void value(char kind, std::string_view text);
  void key(std::string_view name) { open_.back().key = name; }
  void open(char bracket) { open_.push_back({bracket, {}, {}}); }
  void close();

  // The whole; call once, after the last part.
  std::string take() { return std::move(whole_); }

 private:
  struct Container {
    char bracket;
    std::string key;  // of the member that comes
    std::vector<std::string> parts;
  };
  void add(std::string part);

  std::vector<Container> open_;
  std::string whole_;
};

}  // namespace uws::callback
