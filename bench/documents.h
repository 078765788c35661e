#pragma once
// The two calls everybody in bench/ makes, as bytes: what an old client sends, what the platform is
// asked and answers, what the client gets. Written here once, so that driver, platform and the
// programs that only translate speak of the same call.

#include <cstddef>
#include <string>
#include <string_view>

namespace uws::bench {

enum class Operation { move_device, get_device_list };

struct Call {
  Operation operation = Operation::move_device;
  // Of the request (MoveDevice) or of the answer (GetDeviceList).
  std::size_t devices = 1;
};

inline constexpr const char* kSessionToken = "91bd36d3-a063-4600-928b-bb57eeccb9ac";

// "move:100", "list:2000"; throws std::invalid_argument.
Call call_of(std::string_view text);

std::string_view soap_path(Operation operation);  // "/api/v2/CarrierService.svc"
std::string_view soap_action(Operation operation);
std::string_view rest_target(Operation operation);  // "PUT /m2m/v1/devices/actions/move"

// The envelope as Microsoft's client writes it. Of a GetDeviceList, the name of the device group
// says how many devices the answer has.
std::string soap_request(const Call& call);
std::string rest_request(const Call& call);
std::string rest_answer(const Call& call);
// As the old service writes it.
std::string soap_answer(const Call& call);

// The devices a GetDeviceList asks for, found in a request of either side; 0 = none is named.
std::size_t devices_asked(std::string_view request);

// A webhook of the platform about a MoveDevice that has ended, the `number`th callback of its own.
std::string webhook(std::size_t number, std::string_view username, std::string_view password);

}  // namespace uws::bench
