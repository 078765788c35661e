#include "mapping/carrier/rows.h"

#include "mapping/carrier/change_device_service_plan.h"
#include "mapping/carrier/move_device.h"
#include "mapping/row.h"

namespace uws::mapping {
namespace {

constexpr Operation kRows[] = {
    UWS_ROW(CarrierService, ChangeDeviceServicePlan, change_device_service_plan),
    UWS_ROW(CarrierService, MoveDevice, move_device),
};

}  // namespace

std::span<const Operation> carrier_rows() { return kRows; }

}  // namespace uws::mapping
