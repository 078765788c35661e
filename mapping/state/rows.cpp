#include "mapping/state/rows.h"

#include "mapping/row.h"
#include "mapping/state/get_state_and_services_list.h"
#include "mapping/state/go_to_state.h"

namespace uws::mapping {
namespace {

constexpr Operation kRows[] = {
    UWS_ROW(StateService, GetStateAndServicesList, get_state_and_services_list),
    UWS_ROW(StateService, GoToState, go_to_state),
};

}  // namespace

std::span<const Operation> state_rows() { return kRows; }

}  // namespace uws::mapping
