#include "simulator/reply.h"

#include <array>
#include <random>

namespace uws::simulator {
namespace {

const std::map<std::string_view, std::string_view>& messages() {
  static const std::map<std::string_view, std::string_view> table = {
      {"INPUT_INVALID.Request.InvalidCharacter",
       "There was an invalid character (' or < or \\) in your input."},
      {"INPUT_INVALID.RequestUndefined",
       "Request cannot be blank. Please provide request details."},
      {"REQUEST_FAILED.UnexpectedError", "Unexpected error occurred. Could not complete request."},
      {"REQUEST_FAILED.SessionToken.Expired", "The Session has expired."},
      {"REQUEST_FAILED.SessionToken.Format", "No session token was given."},
      {"INPUT_INVALID.SessionToken.Invalid", "The session token is not valid."},
      {"INPUT_INVALID.Password.Invalid", "The user name or the password is wrong."},
      {"INPUT_INVALID.Account.NotDefined", "An account name is needed."},
      {"REQUEST_FAILED.AccountName", "The user is not allowed to use this account."},
      {"REQUEST_FAILED.AccountNotFound", "The account was not found."},
      {"REQUEST_FAILED.MultipleAccounts", "The user has several accounts; name one."},
      {"INPUT_INVALID.Device.Kind.Invalid", "The kind of a device identifier is not known."},
      {"INPUT_INVALID.Device.Identifier.Invalid", "A device identifier does not fit its kind."},
      {"REQUEST_FAILED.DeviceNotFound", "The device was not found."},
      {"INPUT_INVALID.CustomField.InvalidName", "The name of a custom field is not valid."},
      {"INPUT_INVALID.CustomField.TooLong", "The value of a custom field is too long."},
      {"INPUT_INVALID.MaxRequestsExceeded", "There are more devices than one request may name."},
      {"INPUT_INVALID.NumberofDevices", "The number of devices is not allowed."},
      {"INPUT_INVALID.DeviceState.Invalid", "The device's state does not allow this."},
      {"REQUEST_FAILED.DeviceAlreadyActive", "The device is already active."},
      {"INPUT_INVALID.SmsMessage.Null", "There is no message to send."},
      {"INPUT_INVALID.SmsMessage.TooLong", "The message is too long."},
      {"INPUT_INVALID.DeviceNotProvided", "The request names no device."},
      {"REQUEST_FAILED.DeviceGroup.Exists", "A device group of this name exists."},
      {"INPUT_INVALID.DeviceGroup.DeleteDefault", "The default group cannot be deleted."},
      {"REQUEST_FAILED.DeviceGroupNotFound", "The device group was not found."},
  };
  return table;
}

}  // namespace

std::int64_t Call::next() const {
  const auto found = query.find("next");
  return found == query.end() ? 0 : number_in(found->second).value_or(0);
}

std::string full_code(std::string_view code) {
  const bool device_service = code.starts_with("INPUT_INVALID.CustomField.");
  return (device_service ? "DeviceService." : "UnifiedWebService.") + std::string(code);
}

std::string message_of(std::string_view code) {
  if (const auto found = messages().find(code); found != messages().end()) {
    return std::string(found->second);
  }
  return "The request could not be carried out.";
}

Reply failure(std::string_view code, std::string_view detail) {
  auto message = message_of(code);
  if (!detail.empty()) message.append(" ").append(detail);
  return {400, {{"errorCode", full_code(code)}, {"errorMessage", message}}};
}

std::string make_guid() {
  static std::mt19937_64 random{std::random_device{}()};
  std::string guid;
  for (const std::size_t digits : std::array<std::size_t, 5>{8, 4, 4, 4, 12}) {
    if (!guid.empty()) guid += '-';
    for (std::size_t i = 0; i < digits; ++i) guid += "0123456789abcdef"[random() % 16];
  }
  guid[14] = '4';
  guid[19] = "89ab"[random() % 4];
  return guid;
}

}  // namespace uws::simulator
