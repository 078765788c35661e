#include "mapping/operations.h"

#include <string>
#include <unordered_map>
#include <vector>

#include "mapping/account/rows.h"
#include "mapping/alert/rows.h"
#include "mapping/carrier/rows.h"
#include "mapping/connectivity/rows.h"
#include "mapping/device/rows.h"
#include "mapping/group/rows.h"
#include "mapping/registration/rows.h"
#include "mapping/session/rows.h"
#include "mapping/state/rows.h"

namespace uws::mapping {
namespace {

std::vector<Operation> all_rows() {
  std::vector<Operation> rows;
  for (const auto& service :
       {session_rows(), carrier_rows(), device_rows(), group_rows(), account_rows(), state_rows(),
        connectivity_rows(), alert_rows(), registration_rows()}) {
    rows.insert(rows.end(), service.begin(), service.end());
  }
  return rows;
}

}  // namespace

std::span<const Operation> operations() {
  static const std::vector<Operation> rows = all_rows();
  return rows;
}

const Operation* find_operation(std::string_view soap_action) {
  static const auto by_action = [] {
    std::unordered_map<std::string_view, const Operation*> index;
    for (const Operation& row : operations()) index.emplace(row.soap_action, &row);
    return index;
  }();
  const auto found = by_action.find(soap_action);
  return found == by_action.end() ? nullptr : found->second;
}

}  // namespace uws::mapping
