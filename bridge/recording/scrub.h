#pragma once
// Recordings without what nobody should read: passwords, tokens and keys always, identifiers, names
// and addresses by choice. Each value becomes a stand-in of the same shape (stand_in.h), the
// same one wherever it stands: envelopes, headers, URLs, JSON, forms, fault texts. So requests
// still match, and answers still compare.

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "bridge/recording/recorded.h"
#include "bridge/recording/sensitive.h"

namespace uws::recording {

struct ScrubChoice {
  bool identifiers = false;
  bool names = false;
  bool addresses = false;
};

// "identifiers,names,addresses"; false for another word.
bool read_choice(std::string_view words, ScrubChoice& choice);
// "secrets", with those chosen: "secrets,identifiers".
std::string words_of(const ScrubChoice& choice);

// Immutable; may be shared by threads.
class Scrubber {
 public:
  // `key`: see stand_in(). `redact`: takes out further secrets the caller knows; may be empty.
  explicit Scrubber(std::string key, ScrubChoice choice = {},
                    std::function<std::string(std::string_view)> redact = {});

  // Every text of `recorded` scrubbed; Content-Length headers are those of the new bodies. A body
  // in another encoding than UTF-8 cannot be searched and is replaced by kNotKept.
  Recorded scrubbed(Recorded recorded) const;

 private:
  class Work;

  std::string key_;
  ScrubChoice choice_;
  std::function<std::string(std::string_view)> redact_;
};

inline constexpr std::string_view kNotKept = "(not kept: not UTF-8)";

}  // namespace uws::recording
