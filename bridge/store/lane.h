#pragma once
// What keeps its order: the callbacks of one device about one service of one account.

#include <string_view>

namespace uws::store {

// The lane of a callback. `device` is the first identifier of its device; callbacks without one
// share a lane for each request. Two lanes that fall together keep their order with one another,
// which does no harm.
long long lane_of(std::string_view account, std::string_view service, std::string_view device,
                  std::string_view request_id);

// 128 bits by which a callback of the same account and service is recognised as the same.
struct DuplicateKey {
  long long high = 0, low = 0;
};
DuplicateKey duplicate_key_of(std::string_view account, std::string_view service,
                              std::string_view content);

}  // namespace uws::store
