#pragma once
// The callback services a SOAP client may register for, and what REST calls them.

#include <optional>
#include <span>
#include <string_view>

namespace uws::mapping::callback {

struct ServiceName {
  // As in RegisterCallback's ServiceName.
  std::string_view soap;
  // As in the path and body of REST's callbacks resource.
  std::string_view rest;
};

// All of them, sorted by SOAP name. REST has more services (NIDD, diagnostics and others); the old
// service never had those. DeviceProfileService is inferred: no page of the old service names it,
// yet the outcome of ChangeDeviceProfileState comes nowhere else.
std::span<const ServiceName> callback_services();

// REST's name of a SOAP-side service; nothing when a SOAP client cannot register it. Names are
// compared exactly.
std::optional<std::string_view> rest_service_name(std::string_view soap);

// The SOAP-side name of a REST service; nothing for services the old API does not have.
std::optional<std::string_view> soap_service_name(std::string_view rest);

}  // namespace uws::mapping::callback
