#include "mapping/account/get_new_inactive_password.h"

#include "mapping/common/faults.h"

namespace uws::mapping::get_new_inactive_password {
namespace {

using Request = account__GetNewInactivePasswordRequest;
using Output = account__GetNewInactivePasswordResponse;

Next<Output> withdrawn() {
  return refuse_saying(kUnexpectedError,
                       "GetNewInactivePassword is no longer offered by the platform.");
}

}  // namespace

Next<Output> start(const Request&, const CallContext&) { return withdrawn(); }

Next<Output> resume(const Request&, const CallContext&, std::span<const Reply>) {
  return withdrawn();
}

}  // namespace uws::mapping::get_new_inactive_password
