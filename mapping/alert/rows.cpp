#include "mapping/alert/rows.h"

#include "mapping/alert/create_trigger.h"
#include "mapping/alert/delete_trigger.h"
#include "mapping/alert/get_triggers.h"
#include "mapping/alert/update_trigger.h"
#include "mapping/row.h"

namespace uws::mapping {
namespace {

constexpr Operation kRows[] = {
    UWS_ROW(AlertService, CreateTrigger, create_trigger),
    UWS_ROW(AlertService, UpdateTrigger, update_trigger),
    UWS_ROW(AlertService, GetTriggers, get_triggers),
    UWS_ROW(AlertService, DeleteTrigger, delete_trigger),
};

}  // namespace

std::span<const Operation> alert_rows() { return kRows; }

}  // namespace uws::mapping
