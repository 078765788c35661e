#include "bridge/recording/session_tokens.h"

#include "bridge/recording/spans.h"

namespace uws::recording {
namespace {

std::string value_of(const std::string& envelope, std::string_view name) {
  std::string found;
  rewrite_xml(envelope, [&](const Place& place, const std::string& value) {
    if (place.name == name && found.empty()) found = value;
    return value;
  });
  return found;
}

}  // namespace

std::string request_token(const std::string& envelope) { return value_of(envelope, "token"); }

std::string answer_token(const std::string& envelope) { return value_of(envelope, "SessionToken"); }

std::string with_token(const std::string& envelope, const std::string& token) {
  const auto old = request_token(envelope);
  if (old.empty()) return envelope;
  return rewrite_xml(envelope, [&](const Place&, const std::string& value) {
    return value == old ? token : value;
  });
}

}  // namespace uws::recording
