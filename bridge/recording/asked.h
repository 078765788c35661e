#pragma once
// What a translation asks and is told, as it is put on record, and back.

#include <optional>

#include "bridge/recording/recorded.h"
#include "mapping/step.h"

namespace uws::recording {

Asked asked_of(const mapping::RestCall& call);
Asked asked_of(const mapping::StoreCall& call);
// Adds what came of it.
void put_reply(Asked& asked, const mapping::Reply& reply);

// What came of it; NoReply when it was not answered.
mapping::Reply reply_of(const Asked& asked);

// The store's part as JSON text: {"turn": {…}}, {"prepare": {…}, "shown": […]} and so on.
std::string store_call_text(const mapping::StoreCall& call);
mapping::StoreReply store_reply(const std::string& json);

}  // namespace uws::recording
