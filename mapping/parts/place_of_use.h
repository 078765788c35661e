#pragma once
// PrimaryPlaceOfUse: whose line it is and where it is used.

#include "gwStub.h"
#include "mapping/common/json.h"

namespace uws::mapping {

// {"customerName": {…}, "address": {…}}; null when there is none or no value in it. What REST
// requires and the request leaves out is sent empty: REST takes both alike and judges itself.
Json rest_place_of_use(const common__PrimaryPlaceOfUse* place);

}  // namespace uws::mapping
