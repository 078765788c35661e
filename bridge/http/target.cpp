#include "bridge/http/target.h"

#include "base/text.h"

namespace uws::http {
namespace {

std::string_view without_authority(std::string_view target) {
  for (std::string_view scheme : {"http://", "https://"}) {
    if (!base::same_no_case(target.substr(0, scheme.size()), scheme)) continue;
    auto const path = target.find_first_of("/?", scheme.size());
    return path == std::string_view::npos ? std::string_view{} : target.substr(path);
  }
  return target;
}

}  // namespace

TargetParts split_target(std::string_view target) {
  auto const local = without_authority(target);
  auto const mark = local.find('?');
  TargetParts parts;
  parts.path = base::percent_decoded(local.substr(0, mark), {.nul = false});
  if (parts.path.empty()) parts.path = "/";
  if (mark != std::string_view::npos) parts.query = local.substr(mark + 1);
  return parts;
}

}  // namespace uws::http
