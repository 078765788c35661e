// DeviceProfileService: the outcome of ChangeDeviceProfileState (the eUICC profile actions).
//
// Inferred throughout. REST's list of callback services has the name and its operations say that
// their result comes there; what the callback holds is in no source, on neither side. So it has the
// shape of the other services: the common members, and a member of Data named after the service,
// with one element per member of deviceResponse, in PascalCase without "Response". No name of a
// payload is known, so each is reported once as unknown.

#include "mapping/callback/data_members.h"

namespace uws::mapping::callback {

constinit const DataMember kDeviceProfileService = {.element = "DeviceProfileService",
                                                    .write = write_results,
                                                    .nil_otherwise = false,
                                                    .takes_unknown = true,
                                                    .describe = describe_results};

}  // namespace uws::mapping::callback
