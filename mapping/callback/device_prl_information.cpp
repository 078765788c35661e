// DevicePRLInformation: the result of GetDevicePRLInformation. The members are those of REST's
// prlInformationResponse.

#include "mapping/callback/data_members.h"

namespace uws::mapping::callback {
namespace {

constexpr std::string_view kKeys[] = {"prlInformationResponse", "prlInformation"};

constexpr Field kFields[] = {
    {"prlVersion", "PRLVersion"},
    {"faultResponse", "Fault", Shape::kFault},
};

}  // namespace

constinit const DataMember kPrlInformation = {
    .element = "PRLInformation", .keys = kKeys, .write = write_single, .fields = kFields};

}  // namespace uws::mapping::callback
