#pragma once
// Texts broken at random, the same in every run.

#include <algorithm>
#include <iterator>
#include <random>
#include <string>

namespace uws::test {

class Dice {
 public:
  std::size_t below(std::size_t most) { return dice_() % most; }
  bool one_in(std::size_t count) { return below(count) == 0; }
  const auto& one_of(const auto& list) { return list[below(std::size(list))]; }

  // `text` with one or two changes: a piece of `pieces` put in, a few bytes taken away or put in
  // again. Two of three where a line begins.
  std::string mutated(std::string text, const auto& pieces) {
    for (auto times = 1 + below(2); times > 0; --times) {
      auto at = below(text.size() + 1);
      if (!one_in(3)) at = std::min(text.find('\n', at), text.size() - 1) + 1;
      at = std::min(at, text.size());
      const auto kind = below(8);
      if (kind < 2) {
        text.erase(at, 1 + below(4));
      } else if (kind == 2) {
        text.insert(at, text.substr(below(text.size() + 1), 1 + below(40)));
      } else {
        text.insert(at, one_of(pieces));
      }
    }
    return text;
  }

 private:
  std::mt19937 dice_{20261130};
};

}  // namespace uws::test
