#include "bridge/callback/webhook_body.h"

#include <nlohmann/json.hpp>

#include "base/crypto.h"
#include "bridge/callback/canonical.h"

namespace uws::callback {
namespace {

using Json = nlohmann::json;

constexpr int kMaxDepth = 64;

// Receives the parser's events.
class Scanner final : public nlohmann::json_sax<Json> {
 public:
  bool null() override { return value('n', {}); }
  bool boolean(bool flag) override { return value('b', flag ? "1" : "0"); }
  bool number_integer(number_integer_t number) override {
    return value('i', std::to_string(number));
  }
  bool number_unsigned(number_unsigned_t number) override {
    return value('i', std::to_string(number));
  }
  bool number_float(number_float_t, const string_t& text) override { return value('f', text); }
  bool string(string_t& text) override {
    if (depth_ == 1) keep(text);
    if (depth_ <= 3) keep_device(text);
    return value('s', text);
  }
  bool binary(binary_t&) override { return false; }

  bool key(string_t& name) override {
    if (depth_ == 1) {
      member_ = name;
      inner_.clear();
      skipping_ = name == "username" || name == "password" || name == "callbackCount";
    }
    if (depth_ == 2 || depth_ == 3) inner_ = name;
    if (!skipping_) content_.key(name);
    return true;
  }
  bool start_object(std::size_t) override { return open('{'); }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return depth_ > 0 && open('['); }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
    return false;
  }

  BodyFacts take() {
    facts_.readable = true;
    facts_.fingerprint = base::sha256_hex(content_.take());
    return std::move(facts_);
  }

 private:
  bool value(char kind, std::string_view text) {
    if (depth_ == 0) return false;
    if (!skipping_) content_.value(kind, text);
    return true;
  }
  bool open(char kind) {
    if (!skipping_) content_.open(kind);
    return ++depth_ <= kMaxDepth;
  }
  bool close() {
    if (--depth_ == 0) skipping_ = false;
    if (!skipping_) content_.close();
    return true;
  }
  void keep(const std::string& text) {
    if (member_ == "username") facts_.username = text;
    if (member_ == "password") facts_.password = text;
    if (member_ == "requestId") facts_.request_id = text;
  }
  // deviceIds is {"id": …}, "…", or a list of either.
  void keep_device(const std::string& text) {
    if (member_ != "deviceIds" || !facts_.device.empty()) return;
    const bool named = inner_.empty() || inner_ == "id";
    if (named) facts_.device = text;
  }

  Canonical content_;
  BodyFacts facts_;
  std::string member_;  // of the whole
  std::string inner_;   // of a member of the whole, or of what is in its list
  int depth_ = 0;
  bool skipping_ = false;
};

}  // namespace

BodyFacts read_body(std::string_view body) {
  Scanner scanner;
  if (!Json::sax_parse(body.begin(), body.end(), &scanner)) return {};
  return scanner.take();
}

}  // namespace uws::callback
