#pragma once
// DevicePRLInformation: the result of GetDevicePRLInformation.

#include <array>
#include <span>

#include "mapping/callback/payload.h"

namespace uws::mapping::callback {

inline constexpr std::array<std::string_view, 2> kPrlInformationKeys = {"prlInformationResponse",
                                                                        "prlInformation"};

inline constexpr std::array<Field, 2> kPrlInformationFields = {{
    {"prlVersion", "PRLVersion"},
    {"faultResponse", "Fault", Shape::kFault},
}};

// Data/PRLInformation: PRLVersion, Fault; the members of REST's prlInformationResponse.
void write_prl_information(Writer& writer, std::span<const Payload> payloads,
                           const base::JsonValue& message);

}  // namespace uws::mapping::callback
