#pragma once
// The callback services a SOAP client may register for: the one table of them.

#include <optional>
#include <span>
#include <string_view>

namespace uws::mapping::callback {

struct DataMember;

struct CallbackService {
  // As in RegisterCallback's ServiceName.
  std::string_view soap;
  // As in the path and body of REST's callbacks resource.
  std::string_view rest;
  // The member of Data its payloads go to when their name tells nothing (data_members.h); none for
  // ResumeTrackingNotification, whose only content is the comment.
  const DataMember* home;
  // Whether its callbacks answer a request, so that their outcome is a success or a failure.
  bool answers_request = true;
};

// All of them, sorted by SOAP name. REST has more services (NIDD, diagnostics and others); the old
// service never had those. DeviceProfileService is inferred: no page of the old service names it,
// yet the outcome of ChangeDeviceProfileState comes nowhere else.
std::span<const CallbackService> callback_services();

// The service of that SOAP name, compared exactly; null when there is none.
const CallbackService* find_service(std::string_view soap);

// REST's name of a SOAP-side service; nothing when a SOAP client cannot register it.
std::optional<std::string_view> rest_service_name(std::string_view soap);

}  // namespace uws::mapping::callback
