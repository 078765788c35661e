#include "mapping/device/rest_answer.h"

#include "mapping/common/faults.h"
#include "mapping/common/rest_fault.h"

namespace uws::mapping {

std::optional<Fault> failure(const Reply& reply) {
  if (const auto* none = std::get_if<NoReply>(&reply)) return none->fault;
  const auto* rest = std::get_if<RestReply>(&reply);
  if (!rest) return refuse(kUnexpectedError, "no answer of the platform");
  if (!rest->ok()) return rest_fault(*rest);
  return std::nullopt;
}

bool is_device_not_found(const Fault& fault) { return fault.code.ends_with(kDeviceNotFound); }

bool is_complete(std::optional<bool> has_more_data, const RestReply& reply) {
  constexpr int kAccepted = 202;
  return has_more_data ? !*has_more_data : reply.status != kAccepted;
}

Result<base::JsonDocument> results_per_device(const Reply& reply) {
  const auto fault = failure(reply);
  const auto* rest = std::get_if<RestReply>(&reply);
  if (!rest) return tl::unexpected(*fault);
  auto answer = parse(*rest);
  if (fault && !(answer && answer->root().is_array())) return tl::unexpected(*fault);
  return answer;
}

}  // namespace uws::mapping
