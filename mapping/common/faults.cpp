#include "mapping/common/faults.h"

#include <string>

namespace uws::mapping {
namespace {

struct Row {
  std::string_view code;
  std::string_view message;
};

constexpr Row kTable[] = {
    {kInvalidCharacter, "There was an invalid character (' or < or \\) in your input."},
    {kRequestUndefined, "Request cannot be blank. Please provide request details."},
    {kUnexpectedError, "Unexpected error occurred. Could not complete request."},
    {kSessionTokenExpired, "The session has expired."},
    {kSessionTokenFormat, "The session token is missing from the request header."},
    {kSessionTokenInvalid, "The session token is not valid."},
    {kPasswordInvalid, "The user name or password is not valid."},
    {kAccountNotDefined, "An account name is required."},
    {kAccountName, "The user is not associated with the account."},
    {kAccountNotFound, "The account was not found."},
    {kNoAccounts, "The user has no accounts."},
    {kMultipleAccounts, "The user has several accounts. Please provide an account name."},
    {kDeviceKindInvalid, "The kind of a device identifier is not valid."},
    {kDeviceIdentifierInvalid, "A device identifier does not fit its kind."},
    {kDeviceNotFound, "The device was not found."},
    {kCustomFieldInvalidName, "The name of a custom field is not valid."},
    {kCustomFieldTooLong, "The value of a custom field is too long."},
    {kMaxRequestsExceeded, "The request contains more than 10,000 devices."},
    {kNumberOfDevices, "The request contains too many devices."},
    {kDeviceStateInvalid, "The device is not active."},
    {kDeviceAlreadyActive, "The device is already active."},
    {kDefaultIpPoolNotDefined, "The account has no default IP pool."},
    {kSmsMessageNull, "The SMS message is empty."},
    {kSmsMessageTooLong, "The SMS message is too long."},
    {kMessageNull, "The message is empty."},
    {kDeviceNotProvided, "No device was provided."},
    {kDeviceGroupExists, "A device group of that name exists already."},
    {kDeviceGroupDeleteDefault, "The default device group cannot be deleted."},
    {kDeviceGroupNotFound, "The device group was not found."},
};

constexpr std::string_view kRequestFailed = "REQUEST_FAILED.";
constexpr std::string_view kNotFound = ".NotFound";

Fault made(std::string_view code, std::string_view message, std::string reason,
           std::string_view service_prefix) {
  std::string local(service_prefix);
  local.append(".").append(code);
  return {std::string(kFaultNamespace), std::move(local), std::string(message), std::move(reason)};
}

}  // namespace

std::string_view known_message(std::string_view code) {
  for (const Row& row : kTable) {
    if (row.code == code) return row.message;
  }
  // The part in the middle is the plan's own name.
  if (code.starts_with(kRequestFailed) && code.ends_with(kNotFound) &&
      code.size() > kRequestFailed.size() + kNotFound.size()) {
    return "The service plan was not found.";
  }
  return {};
}

Fault refuse(std::string_view code, std::string reason, std::string_view service_prefix) {
  const std::string_view message = known_message(code);
  return made(code, message.empty() ? known_message(kUnexpectedError) : message, std::move(reason),
              service_prefix);
}

Fault refuse_without(std::string_view code, std::string_view member) {
  return refuse(code, std::string(member) + " is required");
}

Fault platform_says_no() {
  return refuse(kUnexpectedError, "the platform answered without success and without an error");
}

Fault refuse_saying(std::string_view code, std::string rule, std::string_view service_prefix) {
  const std::string message = rule;
  return made(code, message, std::move(rule), service_prefix);
}

Fault no_longer_offered(std::string_view operation) {
  std::string words(operation);
  words += " is no longer offered by the platform.";
  return refuse_saying(kUnexpectedError, std::move(words));
}

Fault internal_service_fault(std::string reason) {
  return {kDispatcherNamespace, "InternalServiceFault",
          "The server was unable to process the request due to an internal error.  For more "
          "information about the error, either turn on IncludeExceptionDetailInFaults (either from "
          "ServiceBehaviorAttribute or from the <serviceDebug> configuration behavior) on the "
          "server in order to send the exception information back to the client, or turn on "
          "tracing as per the Microsoft .NET Framework SDK documentation and inspect the server "
          "trace logs.",
          std::move(reason)};
}

}  // namespace uws::mapping
