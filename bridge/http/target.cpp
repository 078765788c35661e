#include "bridge/http/target.h"

#include "base/text.h"
#include "base/url.h"

namespace uws::http {
namespace {

std::string_view without_authority(std::string_view target) {
  const auto url = base::split_url(target);
  const bool absolute =
      base::same_no_case(url.scheme, "http") || base::same_no_case(url.scheme, "https");
  return absolute ? url.rest : target;
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
