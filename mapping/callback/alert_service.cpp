// AlertService: a trigger's condition was met. Neither side's payload was ever seen, so it is
// everything REST sends beyond the common members, in PascalCase.

#include "mapping/callback/data_members.h"

namespace uws::mapping::callback {
namespace {

void write_alert_service(Writer& writer, const DataMember& member,
                         std::span<const Payload> payloads, const base::JsonValue&) {
  writer.xml.open(member.element);
  for (const Payload& payload : payloads) {
    if (payload.key.empty()) {
      write_members(writer, *payload.value, payload.path, member.fields, member.rest);
    } else {
      write_open(writer, element_of_key(payload.key), *payload.value);
    }
  }
  writer.xml.close();
}

}  // namespace

constinit const DataMember kAlertService = {.element = "AlertService",
                                            .write = write_alert_service,
                                            .nil_otherwise = false,
                                            .takes_unknown = true,
                                            .rest = Rest::kKeep};

}  // namespace uws::mapping::callback
