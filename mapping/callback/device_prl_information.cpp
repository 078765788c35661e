// DevicePRLInformation: the result of GetDevicePRLInformation. The members are those of REST's
// prlInformationResponse.

#include "mapping/callback/data_members.h"

namespace uws::mapping::callback {
namespace {

constexpr std::string_view kDevicePrlInformationKeys[] = {"prlInformationResponse",
                                                          "prlInformation"};

constexpr Field kDevicePrlInformationFields[] = {
    {"prlVersion", "PRLVersion"},
    {"faultResponse", "Fault", Shape::kFault},
};

}  // namespace

constinit const DataMember kPrlInformation = {.element = "PRLInformation",
                                              .keys = kDevicePrlInformationKeys,
                                              .write = write_single,
                                              .fields = kDevicePrlInformationFields};

}  // namespace uws::mapping::callback
