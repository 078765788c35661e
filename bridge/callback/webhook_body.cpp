#include "bridge/callback/webhook_body.h"

#include <nlohmann/json.hpp>

#include "base/crypto.h"

namespace uws::callback {
namespace {

using Json = nlohmann::json;

constexpr int kMaxDepth = 64;

// Receives the parser's events. Every value goes into the digest with its kind and length, so that
// no two contents look the same.
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
    return value('s', text);
  }
  bool binary(binary_t&) override { return false; }

  bool key(string_t& name) override {
    if (depth_ == 1) {
      member_ = name;
      skipping_ = name == "username" || name == "password" || name == "callbackCount";
    }
    if (!skipping_) digest_.add('k', name);
    return true;
  }
  bool start_object(std::size_t) override { return open('{'); }
  bool end_object() override { return close('}'); }
  bool start_array(std::size_t) override { return depth_ > 0 && open('['); }
  bool end_array() override { return close(']'); }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
    return false;
  }

  BodyFacts take() {
    facts_.readable = true;
    facts_.fingerprint = digest_.hex();
    return std::move(facts_);
  }

 private:
  bool value(char kind, std::string_view text) {
    if (depth_ == 0) return false;
    if (!skipping_) digest_.add(kind, text);
    return true;
  }
  bool open(char kind) {
    if (!skipping_) digest_.add(kind, {});
    return ++depth_ <= kMaxDepth;
  }
  bool close(char kind) {
    if (--depth_ == 0) skipping_ = false;
    if (!skipping_) digest_.add(kind, {});
    return true;
  }
  void keep(const std::string& text) {
    if (member_ == "username") facts_.username = text;
    if (member_ == "password") facts_.password = text;
    if (member_ == "requestId") facts_.request_id = text;
  }

  base::Digest digest_;
  BodyFacts facts_;
  std::string member_;
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
