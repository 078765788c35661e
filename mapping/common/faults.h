#pragma once
// The faults of the UWS service itself: code, namespace and the documented words.

#include <string_view>

#include "contract/shape.h"
#include "mapping/common/fault.h"

namespace uws::mapping {

// Namespace of the service's fault codes; gives them the prefix `a`.
inline constexpr const std::string_view& kFaultNamespace = contract::kMessageNamespace;

// Namespace of the fault codes of WCF's own dispatcher.
inline constexpr const char* kDispatcherNamespace =
    "http://schemas.microsoft.com/net/2005/12/windowscommunicationfoundation/dispatcher";

inline constexpr const char* kUnexpectedError = "REQUEST_FAILED.UnexpectedError";
inline constexpr const char* kRequestUndefined = "INPUT_INVALID.RequestUndefined";
inline constexpr const char* kInvalidCharacter = "INPUT_INVALID.Request.InvalidCharacter";
inline constexpr const char* kSessionTokenExpired = "REQUEST_FAILED.SessionToken.Expired";
inline constexpr const char* kSessionTokenFormat = "REQUEST_FAILED.SessionToken.Format";
inline constexpr const char* kSessionTokenInvalid = "INPUT_INVALID.SessionToken.Invalid";
inline constexpr const char* kPasswordInvalid = "INPUT_INVALID.Password.Invalid";
inline constexpr const char* kAccountNotDefined = "INPUT_INVALID.Account.NotDefined";
inline constexpr const char* kAccountName = "REQUEST_FAILED.AccountName";
inline constexpr const char* kAccountNotFound = "REQUEST_FAILED.AccountNotFound";
inline constexpr const char* kNoAccounts = "REQUEST_FAILED.NoAccounts";
inline constexpr const char* kMultipleAccounts = "REQUEST_FAILED.MultipleAccounts";
inline constexpr const char* kDeviceKindInvalid = "INPUT_INVALID.Device.Kind.Invalid";
inline constexpr const char* kDeviceIdentifierInvalid = "INPUT_INVALID.Device.Identifier.Invalid";
inline constexpr const char* kDeviceNotFound = "REQUEST_FAILED.DeviceNotFound";
inline constexpr const char* kCustomFieldInvalidName = "INPUT_INVALID.CustomField.InvalidName";
inline constexpr const char* kCustomFieldTooLong = "INPUT_INVALID.CustomField.TooLong";
inline constexpr const char* kMaxRequestsExceeded = "INPUT_INVALID.MaxRequestsExceeded";
inline constexpr const char* kNumberOfDevices = "INPUT_INVALID.NumberofDevices";
inline constexpr const char* kDeviceStateInvalid = "INPUT_INVALID.DeviceState.Invalid";
inline constexpr const char* kDeviceAlreadyActive = "REQUEST_FAILED.DeviceAlreadyActive";
inline constexpr const char* kDefaultIpPoolNotDefined = "REQUEST_FAILED.DefaultIpPoolNotDefined";
inline constexpr const char* kSmsMessageNull = "INPUT_INVALID.SmsMessage.Null";
inline constexpr const char* kSmsMessageTooLong = "INPUT_INVALID.SmsMessage.TooLong";
inline constexpr const char* kMessageNull = "INPUT_INVALID.Message.Null";
inline constexpr const char* kDeviceNotProvided = "INPUT_INVALID.DeviceNotProvided";
inline constexpr const char* kDeviceGroupExists = "REQUEST_FAILED.DeviceGroup.Exists";
inline constexpr const char* kDeviceGroupDeleteDefault = "INPUT_INVALID.DeviceGroup.DeleteDefault";
inline constexpr const char* kDeviceGroupNotFound = "REQUEST_FAILED.DeviceGroupNotFound";

// What the gateway itself decides: the fault "<service_prefix>.<code>" with the default message of
// `code` (errors table of the contract); a code the table does not know gets the message of
// UnexpectedError. `reason` names the member and the rule for the access line and tools, never a
// value of the request. There is no fault of ours without one.
Fault refuse(std::string_view code, std::string reason,
             std::string_view service_prefix = "UnifiedWebService");

// The same for a member the operation cannot do without: "UploadType is required".
Fault refuse_without(std::string_view code, std::string_view member);

// The same for a platform that answers {"success": false} and no error.
Fault platform_says_no();

// The same where the client is told the rule: `rule` is both the message and the reason.
Fault refuse_saying(std::string_view code, std::string rule,
                    std::string_view service_prefix = "UnifiedWebService");

// The same for an operation the platform has no call for any more.
Fault no_longer_offered(std::string_view operation);

// The message of a code without its service prefix, or empty when the table does not hold it. Three
// are documented word for word (UnexpectedError, RequestUndefined, InvalidCharacter); of the others
// only the meaning is, and the words are ours.
std::string_view known_message(std::string_view code);

// What WCF shows of whatever the service itself failed at, and of a wrong wrapper element; `reason`
// says which.
Fault internal_service_fault(std::string reason = {});

}  // namespace uws::mapping
