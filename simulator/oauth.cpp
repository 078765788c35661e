#include "simulator/oauth.h"

#include <algorithm>

#include "base/base64.h"
#include "base/text.h"
#include "simulator/rest_contract.h"

namespace uws::simulator {
namespace {

constexpr std::chrono::hours kTokenLifetime{1};

// The decoded credentials of a Basic header; empty when it is none.
std::string basic_credentials(const std::string* authorization) {
  if (!authorization || !base::lower(*authorization).starts_with("basic ")) return {};
  return base::from_base64(base::trimmed(std::string_view(*authorization).substr(6)));
}

Reply oauth_error(int status, const char* error, const char* description) {
  return {status, {{"error", error}, {"error_description", description}}};
}

}  // namespace

Reply gateway_fault(int status, std::string_view code) {
  struct Words {
    std::string_view code, message, description;
  };
  static constexpr Words kWords[] = {
      {"900901", "Invalid Credentials",
       "Access failure for API: /m2m/v1, version: v1. Make sure you have given the correct access "
       "token"},
      {"900902", "Missing Credentials",
       "Required OAuth credentials not provided. Make sure your API invocation call has a header: "
       "\"Authorization: Basic ACCESS_TOKEN\""},
      {"900906", "No matching resource found in the API for the given request",
       "Access failure for API: /m2m/v1, version: v1. Check the API documentation and add a proper "
       "REST resource path to the invocation URL"}};
  const auto* words = std::ranges::find(kWords, code, &Words::code);
  return {status,
          {{"fault",
            {{"code", code}, {"message", words->message}, {"description", words->description}}}}};
}

Reply Oauth::issue(const std::string* authorization, const std::string& form, TimePoint now) {
  if (!authorization) return gateway_fault(401, "900902");
  const auto credentials = basic_credentials(authorization);
  const auto colon = credentials.find(':');
  if (colon == std::string::npos || colon == 0 || colon + 1 == credentials.size()) {
    return oauth_error(401, "invalid_client", "Client credentials are not valid");
  }
  const auto fields = rest_contract::parse_query(form);
  const auto grant = std::find_if(fields.begin(), fields.end(),
                                  [](const auto& field) { return field.first == "grant_type"; });
  if (grant == fields.end()) {
    return oauth_error(400, "invalid_request", "Missing grant_type parameter value");
  }
  if (grant->second != "client_credentials") {
    return oauth_error(400, "unsupported_grant_type", "Unsupported grant_type value");
  }
  auto& token = tokens_[credentials];
  if (token.value.empty() || token.expires <= now) {
    token = {make_guid(), now + kTokenLifetime};
  }
  const auto left = std::chrono::floor<std::chrono::seconds>(token.expires - now).count();
  return {200,
          {{"access_token", token.value},
           {"scope", "am_application_scope ts.application.ro"},
           {"token_type", "Bearer"},
           {"expires_in", left}}};
}

std::optional<Reply> Oauth::refuse(const std::string* authorization, TimePoint now) const {
  if (!authorization || !base::lower(*authorization).starts_with("bearer ")) {
    return gateway_fault(401, "900902");
  }
  const auto value = authorization->substr(7);
  const bool valid = std::any_of(tokens_.begin(), tokens_.end(), [&](const auto& entry) {
    return entry.second.value == value && entry.second.expires > now;
  });
  if (!valid) return gateway_fault(401, "900901");
  return std::nullopt;
}

}  // namespace uws::simulator
