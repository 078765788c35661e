#pragma once
// PromoChange (REST: PromoChanges): a promotional code was removed from a device.

#include <array>
#include <span>

#include "mapping/callback/payload.h"

namespace uws::mapping::callback {

inline constexpr std::array<std::string_view, 2> kPromoChangeKeys = {"promoChange",
                                                                     "promoChangeResponse"};

// Data/PromoChange with Change and ChangeDate. The element is in no namespace and its children are
// in v2 again, as the one printed sample has it; see docs of the old API, PromoChange callback.
void write_promo_change(Writer& writer, std::span<const Payload> payloads,
                        const base::JsonValue& message);

}  // namespace uws::mapping::callback
