#include "mapping/common/rest_fault.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "base/json_value.h"
#include "base/text.h"
#include "base/utf8.h"
#include "mapping/common/faults.h"

namespace uws::mapping {
namespace {

// An error body is a few hundred bytes; anything this long is not one.
constexpr std::size_t kMaxErrorBody = 64 * 1024;
constexpr std::size_t kMaxCode = 256;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// `text` as an NCName (XML Namespaces 1.0), reduced to its ASCII letters.
std::string local_part(std::string_view text) {
  std::string name;
  for (const char c : text.substr(0, kMaxCode)) {
    if (!base::begins_char(c)) continue;
    name.push_back(is_letter(c) || is_digit(c) || c == '.' || c == '-' ? c : '_');
  }
  if (!is_letter(name.front())) name.insert(name.begin(), '_');
  return name;
}

// `text` without what XML 1.0 cannot carry.
std::string xml_text(std::string text) {
  std::replace_if(
      text.begin(), text.end(),
      [](char c) {
        return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
      },
      ' ');
  for (const std::string_view noncharacter : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"}) {
    for (auto at = text.find(noncharacter); at != std::string::npos; at = text.find(noncharacter)) {
      text.replace(at, noncharacter.size(), " ");
    }
  }
  return text;
}

bool is_gateway_number(std::string_view code) {
  return code.starts_with("900") && std::all_of(code.begin(), code.end(), is_digit);
}

std::string_view without_service(std::string_view code) {
  for (const std::string_view code_class :
       {"INPUT_INVALID.", "REQUEST_FAILED.", "REQUEST_ONHOLD.", "REQUEST_CANCELLED."}) {
    const auto at = code.find(code_class);
    if (at == 0 || (at != std::string_view::npos && code[at - 1] == '.')) return code.substr(at);
  }
  return code;
}

std::string text_member(const base::JsonValue& object, const char* name) {
  const base::JsonValue* member = object.find(name);
  const bool is_text = member && member->kind == base::JsonValue::Kind::kString;
  return std::string(is_text ? member->text : std::string_view{});
}

}  // namespace

Fault rest_fault(const RestReply& reply) {
  const auto replaced = [&](std::string_view seen) {
    return refuse(kUnexpectedError, "the platform answered " + std::to_string(reply.status) + " " +
                                        std::string(seen));
  };
  if (reply.body.size() > kMaxErrorBody) return replaced("with a body too long for an error");
  const auto body = base::parse_json(reply.body);
  if (!body || !body->root().is_object()) return replaced("without an error code");
  const std::string code(base::trimmed(text_member(body->root(), "errorCode")));
  if (code.empty()) return replaced("without an error code");
  if (is_gateway_number(code)) return replaced("with a code of its API gateway");
  if (reply.status >= 500) return replaced("with an error code");

  std::string message(base::scalar_text(body->root().find("errorMessage")).value_or(""));
  if (base::trimmed(message).empty()) message = known_message(without_service(code));
  if (message.empty()) message = known_message(kUnexpectedError);
  return {std::string(kFaultNamespace), local_part(code), xml_text(std::move(message))};
}

}  // namespace uws::mapping
