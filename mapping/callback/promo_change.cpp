#include "mapping/callback/promo_change.h"

#include <algorithm>

namespace uws::mapping::callback {
namespace {

struct Member {
  std::string_view rest;
  std::string_view soap;
};
constexpr std::array<Member, 2> kMembers = {{{"change", "Change"}, {"changeDate", "ChangeDate"}}};

void write_member(Writer& writer, const Member& member, const base::JsonValue* value,
                  const std::string& path) {
  const auto text = base::scalar_text(value);
  if (value != nullptr && !text) writer.unknown.add(join_path(path, member.rest));
  std::string attributes;
  if (!text) attributes = R"(xsi:nil="true" )";
  attributes += message_namespace();
  writer.xml.element(member.soap, text.value_or(""), attributes);
}

}  // namespace

void write_promo_change(Writer& writer, std::span<const Payload> payloads, const base::JsonValue&) {
  const Payload& payload = payloads.front();
  writer.xml.open("PromoChange", R"(xmlns="")");
  for (const Member& member : kMembers) {
    write_member(writer, member, payload.value->find(member.rest), payload.path);
  }
  writer.xml.close();
  for (const base::JsonValue& member : payload.value->children) {
    const bool known = std::any_of(kMembers.begin(), kMembers.end(),
                                   [&](const Member& m) { return m.rest == member.name; });
    if (!known && !member.is_null()) writer.unknown.add(join_path(payload.path, member.name));
  }
  if (payload.value->is_scalar()) writer.unknown.add(payload.path);
  for (const Payload& later : payloads.subspan(1)) writer.unknown.add(later.path);
}

}  // namespace uws::mapping::callback
