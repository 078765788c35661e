#pragma once
// SOAP texts for end-to-end tests: what old clients send, and what is looked for in answers.

#include <string>
#include <string_view>
#include <vector>

namespace uws::test {

inline constexpr const char* kAccount = "0212345678-00001";
inline constexpr const char* kOtherAccount = "0212345678-00002";
inline constexpr const char* kIccid = "89148000000800784259";
inline constexpr const char* kOtherIccid = "89148000000800139708";

inline constexpr const char* kV2 = "http://nphase.com/unifiedwebservice/v2";

// A request of `operation`; `input` is what stands in Input, its members with the prefix m (the
// service's namespace) and c (Contract.Common). No header when `token` is empty.
std::string envelope(std::string_view service, std::string_view operation, std::string_view token,
                     std::string_view input);

// The POST of such an envelope, as bytes; `headers` are further ones, each with its line end.
std::string http_post(std::string_view service, std::string_view operation,
                      std::string_view envelope, std::string_view headers = {});

// <m:NAME>VALUE</m:NAME>
std::string member(std::string_view name, std::string_view value);
// A DeviceList of devices with one ICCID each.
std::string device_list(const std::vector<std::string>& iccids);

// The service's envelope around `output` (already with its prefixes), byte for byte.
std::string answer_envelope(std::string_view service, std::string_view operation,
                            std::string_view output);
// The service's fault, byte for byte.
std::string fault_envelope(std::string_view code, std::string_view message);

// Text of the first element with this literal tag, prefix included ("a:RequestId"); empty when
// there is none.
std::string element(std::string_view xml, std::string_view tag);
std::size_t occurrences(std::string_view text, std::string_view what);
bool contains(std::string_view text, std::string_view what);
std::string replaced(std::string text, std::string_view what, std::string_view by);

}  // namespace uws::test
