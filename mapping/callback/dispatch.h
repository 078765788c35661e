#pragma once
// Which member of Data each piece of a REST callback belongs to: the one table of the callback
// services and of Data's payload members.

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "mapping/callback/payload.h"

namespace uws::mapping::callback {

// A member of Data that carries a payload.
struct DataMember {
  std::string_view element;
  // Members of deviceResponse that belong here; documented, evidenced and inferred spellings.
  std::span<const std::string_view> keys;
  PayloadWriter write;
  // Whether it is nil when it does not apply. DeviceService, DeviceProfileService and
  // AlertService are in no documented Data, so only their own callbacks have them.
  bool nil_otherwise = true;
  // Whether a payload of a name never seen may belong here: REST's name for it is a guess.
  bool takes_unknown = false;
  // Members of the payload that may lie directly in deviceResponse, for those that do not take
  // everything.
  std::span<const Field> parts = {};
};

inline constexpr std::size_t kDataMemberCount = 11;

// In the order of Data.
std::span<const DataMember, kDataMemberCount> data_members();

// A callback service.
struct CallbackService {
  std::string_view name;
  // The member of Data its payloads go to when their name tells nothing; none for
  // ResumeTrackingNotification, whose only content is the comment.
  std::optional<std::size_t> home;
  // Whether its callbacks answer a request, so that their outcome is a success or a failure.
  bool answers_request = true;
};

// Null when there is no such service on the SOAP side.
const CallbackService* find_service(std::string_view soap_name);

// The pieces of one callback, one list per member of Data. Borrowed from `message`.
struct Routed {
  std::array<std::vector<Payload>, kDataMemberCount> payloads;

  bool empty() const;
};

// Sorts the members of deviceResponse, and those of the callback itself that are not common to all,
// by name; the service's own names go first, because suspendResponse means two things. A name
// nobody knows is reported; it goes to the service's own member of Data if nothing else did.
Routed route(const CallbackService& service, const base::JsonValue& message, UnknownPaths& unknown);

}  // namespace uws::mapping::callback
