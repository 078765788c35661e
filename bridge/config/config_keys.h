#pragma once
// THE description of the configuration: one row per key. Parsing, environment names, checks,
// check-config's listing and the reference in docs/running.md are all made from it, so that a new
// key is a member in config.h and a row here.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "bridge/config/config.h"

namespace uws::config {

// Where a key's value lives in a Config.
using Slot = std::variant<std::string& (*)(Config&), std::uint16_t& (*)(Config&),
                          std::size_t& (*)(Config&), std::chrono::milliseconds& (*)(Config&),
                          std::vector<std::chrono::milliseconds>& (*)(Config&), bool& (*)(Config&),
                          http::ClientAuth& (*)(Config&), std::vector<std::string>& (*)(Config&),
                          std::map<std::string, std::string>& (*)(Config&)>;

// What a text value must look like. Lists are checked item by item, maps as "name=value".
struct Rule {
  std::string_view says;  // completes "must be …"
  bool (*holds)(std::string_view value);
};

// Bounds of a number, both included.
struct Range {
  std::uint64_t min = 0, max = 0;
};

// A time that is given as text with its unit, "500ms", "5s", "2m", "3h", "7d", and within bounds,
// both included; or a list of such times, which is not empty.
struct Lasting {
  std::chrono::milliseconds min, max;
};

enum class Presence { optional, required, secret, optional_secret };  // a secret is required too

struct Key {
  std::string_view table, name;
  Slot slot;
  std::variant<std::monostate, Rule, Range, Lasting> check;
  std::string_view what;  // one sentence for the reference
  Presence presence = Presence::optional;

  bool secret() const {
    return presence == Presence::secret || presence == Presence::optional_secret;
  }
  bool required() const { return presence == Presence::required || presence == Presence::secret; }
};

// All rows, table by table.
std::span<const Key> config_keys();

// What to say to who still uses a key of an older version: "is now …"; empty = there never was one.
std::string_view successor(std::string_view table, std::string_view name);

// "5s"; nothing for another text. And the text of a time, in the largest unit that it is whole in.
std::optional<std::chrono::milliseconds> parse_lasting(std::string_view text);
std::string lasting_text(std::chrono::milliseconds time);

// "UWS_REST_TIMEOUT_MS"
std::string environment_name(const Key& key);

// A value as it was given: TOML's own type, or text (always text in the environment).
struct Given {
  std::variant<std::string, std::int64_t, bool, std::vector<std::string>, std::monostate> value;
  // The value as the error message repeats it.
  std::string shown;
  // Text may stand for a number, a flag or a comma-separated list.
  bool from_environment = false;
};

// Puts a value into its slot. Error: what is wrong, e.g. `must be true or false, got 3`.
std::optional<std::string> assign(const Key& key, const Given& given, Config& config);

// "none", "optional" or "required"; nothing for another word.
std::optional<http::ClientAuth> client_auth(std::string_view word);

// The text in quotation marks, on one line.
std::string in_quotes(std::string_view text);

// "milliseconds", "list of texts"
std::string type_of(const Key& key);
// The value as TOML, whatever it is.
std::string value_of(const Key& key, const Config& config);

}  // namespace uws::config
