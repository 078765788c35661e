// PromoChange (REST: PromoChanges): a promotional code was removed from a device. The element is in
// no namespace and its children are in v2 again, as the one printed sample has it; see docs of the
// old API, PromoChange callback.

#include <algorithm>

#include "mapping/callback/data_members.h"

namespace uws::mapping::callback {
namespace {

constexpr std::string_view kPromoChangeKeys[] = {"promoChange", "promoChangeResponse"};
constexpr Field kPromoChangeFields[] = {{"change", "Change"}, {"changeDate", "ChangeDate"}};

void write_member(Writer& writer, const Field& field, const base::JsonValue* value,
                  const std::string& path) {
  const auto text = base::scalar_text(value);
  if (value != nullptr && !text) writer.unknown.add(join_path(path, field.rest));
  std::string attributes;
  if (!text) attributes = R"(xsi:nil="true" )";
  attributes += message_namespace();
  writer.xml.element(field.soap, text.value_or(""), attributes);
}

void write_promo_change(Writer& writer, const DataMember& promo, std::span<const Payload> payloads,
                        const base::JsonValue&) {
  const Payload& payload = payloads.front();
  writer.xml.open(promo.element, R"(xmlns="")");
  for (const Field& field : kPromoChangeFields) {
    write_member(writer, field, payload.value->find(field.rest), payload.path);
  }
  writer.xml.close();
  writer.report_unknown(*payload.value, payload.path, [](const base::JsonValue& member) {
    return std::ranges::find(kPromoChangeFields, member.name, &Field::rest) !=
           std::end(kPromoChangeFields);
  });
  if (payload.value->is_scalar()) writer.unknown.add(payload.path);
  for (const Payload& later : payloads.subspan(1)) writer.unknown.add(later.path);
}

}  // namespace

constinit const DataMember kPromoChange = {.element = "PromoChange",
                                           .keys = kPromoChangeKeys,
                                           .write = write_promo_change,
                                           .takes_unknown = true,
                                           .fields = kPromoChangeFields};

}  // namespace uws::mapping::callback
