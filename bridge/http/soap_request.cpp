#include "bridge/http/soap_request.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "bridge/http/iis_answer.h"
#include "bridge/soap/charset.h"

namespace uws::http {
namespace {

constexpr std::string_view kRoot = "/api/v2/";
constexpr std::string_view kSuffix = ".svc";
constexpr std::array<std::string_view, 9> kServices = {"SessionService",
                                                       "CarrierService",
                                                       "DeviceService",
                                                       "DeviceGroupService",
                                                       "AccountService",
                                                       "StateService",
                                                       "EnhancedConnectivityService",
                                                       "AlertService",
                                                       "CallbackRegistrationService"};

bool same(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](unsigned char x, unsigned char y) {
    return std::tolower(x) == std::tolower(y);
  });
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string_view unquoted(std::string_view text) {
  const bool quoted = text.size() >= 2 && text.front() == '"' && text.back() == '"';
  return quoted ? text.substr(1, text.size() - 2) : text;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string url_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
                        hex_value(text[i + 2]) >= 0;
    if (escape) {
      out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace

ContentType read_content_type(std::string_view value) {
  ContentType type;
  const auto semicolon = value.find(';');
  if (!same(trimmed(value.substr(0, semicolon)), "text/xml")) return type;
  std::string_view rest =
      semicolon == std::string_view::npos ? std::string_view{} : value.substr(semicolon + 1);
  while (!rest.empty()) {
    const auto end = rest.find(';');
    const std::string_view parameter = trimmed(rest.substr(0, end));
    const auto equals = parameter.find('=');
    if (equals != std::string_view::npos && same(trimmed(parameter.substr(0, equals)), "charset")) {
      type.charset = unquoted(trimmed(parameter.substr(equals + 1)));
    }
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
  }
  type.soap = soap::known_charset(type.charset);
  return type;
}

std::string read_soap_action(const Request& request) {
  const std::string* header = request.headers.find("SOAPAction");
  if (!header) return {};
  return url_decoded(unquoted(trimmed(*header)));
}

Place find_place(std::string_view path) {
  if (path.size() <= kRoot.size() || !same(path.substr(0, kRoot.size()), kRoot)) return {};
  const std::string_view rest = path.substr(kRoot.size());
  const auto slash = rest.find('/');
  const std::string_view name = rest.substr(0, slash);
  for (const auto service : kServices) {
    if (!same(name, std::string(service) + std::string(kSuffix))) continue;
    const bool below = slash != std::string_view::npos && slash + 1 < rest.size();
    return {below ? Place::Kind::below_service : Place::Kind::service, std::string(service)};
  }
  return {};
}

std::string full_address(const Request& request, const AddressRules& rules) {
  if (!request.target.starts_with('/')) return request.target;
  return public_address(request, rules) + request.target;
}

Response empty_answer(int status, std::string reason) {
  Response response = iis_answer(status, "", "");
  response.reason = std::move(reason);
  return response;
}

Response soap_answer(int status, std::string envelope) {
  return iis_answer(status, "text/xml; charset=utf-8", std::move(envelope));
}

}  // namespace uws::http
