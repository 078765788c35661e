#include "mapping/device/cancel_location.h"

#include "mapping/common/faults.h"

namespace uws::mapping::cancel_location {
namespace {

Fault withdrawn() {
  return refuse_saying(kUnexpectedError, "CancelLocation is no longer offered by the platform.");
}

}  // namespace

Next<device__CancelLocationResponse> start(const device__CancelLocationRequest&,
                                           const CallContext&) {
  return withdrawn();
}

Next<device__CancelLocationResponse> resume(const device__CancelLocationRequest&,
                                            const CallContext&, std::span<const Reply>) {
  return withdrawn();
}

}  // namespace uws::mapping::cancel_location
