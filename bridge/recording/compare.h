#pragma once
// Two answers to the same request, compared three times: as bytes, as XML means it, and without
// what the rules ignore.

#include <string>
#include <string_view>
#include <vector>

#include "bridge/http/message.h"
#include "bridge/recording/difference.h"
#include "bridge/recording/rules.h"

namespace uws::recording {

struct Answer {
  int status = 0;
  http::Headers headers;
  std::string body;
};

enum class Verdict { same_bytes, same_meaning, different };

struct Comparison {
  Verdict verdict = Verdict::same_bytes;
  std::vector<Difference> differences;  // but those ignored
  std::size_t ignored = 0;
};

// same_bytes: status and body are equal, and no header differs. same_meaning: what is left after
// the rules says the same to every typed client. Headers: those of `recorded` are looked for in
// `live`.
Comparison compare(const Answer& recorded, const Answer& live, std::string_view operation,
                   const IgnoreRules& rules);

}  // namespace uws::recording
