#include "mapping/account/rows.h"

#include "mapping/account/get_account_information.h"
#include "mapping/account/get_lead_information.h"
#include "mapping/account/get_new_inactive_password.h"
#include "mapping/account/get_new_password.h"
#include "mapping/account/get_request_status.h"
#include "mapping/account/get_service_plan_list.h"
#include "mapping/row.h"

namespace uws::mapping {
namespace {

constexpr Operation kRows[] = {
    UWS_ROW(AccountService, GetServicePlanList, get_service_plan_list),
    UWS_ROW(AccountService, GetAccountInformation, get_account_information),
    UWS_ROW(AccountService, GetLeadInformation, get_lead_information),
    UWS_ROW(AccountService, GetRequestStatus, get_request_status),
    UWS_ROW(AccountService, GetNewPassword, get_new_password),
    UWS_ROW(AccountService, GetNewInactivePassword, get_new_inactive_password),
};

}  // namespace

std::span<const Operation> account_rows() { return kRows; }

}  // namespace uws::mapping
