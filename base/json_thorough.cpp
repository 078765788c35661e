#include <nlohmann/json.hpp>
#include <utility>

#include "base/json_parsers.h"

namespace uws::base {
namespace {

using Kind = JsonValue::Kind;

// nlohmann's events; a false return stops the parse.
class Events : public nlohmann::json_sax<nlohmann::json> {
 public:
  bool null() override { return add(Kind::kNull, {}); }
  bool boolean(bool value) override { return add(Kind::kBoolean, value ? "true" : "false"); }
  bool number_integer(number_integer_t value) override {
    // The reader takes whole numbers without a sign for unsigned: a signed 0 was spelt -0.
    return add(Kind::kNumber, value == 0 ? "-0" : std::to_string(value));
  }
  bool number_unsigned(number_unsigned_t value) override {
    return add(Kind::kNumber, std::to_string(value));
  }
  bool number_float(number_float_t, const string_t& spelt) override {
    return add(Kind::kNumber, spelt);
  }
  bool string(string_t& value) override { return add(Kind::kString, value); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(Kind::kObject); }
  bool key(string_t& value) override {
    name_ = builder_.keep(value);
    return true;
  }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(Kind::kArray); }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::json::exception&) override {
    error_ = "not JSON at byte " + std::to_string(position);
    return false;
  }

  JsonDocument take() { return builder_.take(); }
  const std::string& error() const { return error_; }

 private:
  bool add(Kind kind, std::string_view text) {
    builder_.add(kind, std::exchange(name_, {}), builder_.keep(text));
    return true;
  }
  bool open(Kind kind) {
    if (builder_.open(kind, std::exchange(name_, {}))) return true;
    error_ = "JSON nested deeper than " + std::to_string(kMaxJsonDepth);
    return false;
  }
  bool close() {
    builder_.close();
    return true;
  }

  JsonBuilder builder_;
  std::string_view name_;
  std::string error_;
};

}  // namespace

tl::expected<JsonDocument, std::string> parse_thoroughly(std::string_view document) {
  Events events;
  if (nlohmann::json::sax_parse(document.begin(), document.end(), &events)) return events.take();
  return tl::make_unexpected(events.error());
}

}  // namespace uws::base
