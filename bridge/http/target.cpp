#include "bridge/http/target.h"

#include <algorithm>
#include <cctype>

namespace uws::http {
namespace {

bool starts_with_no_case(std::string_view text, std::string_view lower_prefix) {
  if (text.size() < lower_prefix.size()) return false;
  return std::equal(lower_prefix.begin(), lower_prefix.end(), text.begin(), [](char want, char c) {
    return want == static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  });
}

std::string_view without_authority(std::string_view target) {
  for (std::string_view scheme : {"http://", "https://"}) {
    if (!starts_with_no_case(target, scheme)) continue;
    auto const path = target.find_first_of("/?", scheme.size());
    return path == std::string_view::npos ? std::string_view{} : target.substr(path);
  }
  return target;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      int const high = hex_value(text[i + 1]);
      int const low = hex_value(text[i + 2]);
      if (high >= 0 && low >= 0 && high + low > 0) {
        out.push_back(static_cast<char>(high * 16 + low));
        i += 2;
        continue;
      }
    }
    out.push_back(text[i]);
  }
  return out;
}

}  // namespace

TargetParts split_target(std::string_view target) {
  auto const local = without_authority(target);
  auto const mark = local.find('?');
  TargetParts parts;
  parts.path = percent_decoded(local.substr(0, mark));
  if (parts.path.empty()) parts.path = "/";
  if (mark != std::string_view::npos) parts.query = local.substr(mark + 1);
  return parts;
}

}  // namespace uws::http
