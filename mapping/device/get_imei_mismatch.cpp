// DeviceService.GetImeiMismatch: POST /m2m/v1/devices/actions/list/imeiiccidmismatch.
// Without account, group and devices it covers all the user may see. The platform knows SIM changes
// since 2017-11-01 and answers blank when there are none.

#include <chrono>

#include "mapping/common/dates.h"
#include "mapping/common/endings.h"
#include "mapping/common/required.h"
#include "mapping/device/device_kinds.h"
#include "mapping/parts/date_range.h"
#include "mapping/parts/selectors.h"
#include "mapping/row.h"

namespace uws::mapping::get_imei_mismatch {
namespace {

using Request = device__GetImeiMismatchRequest;
using Output = device__GetImeiMismatchResponse;

constexpr int kLongestSpanMonths = 3;
constexpr std::chrono::sys_days kFirstDay =
    std::chrono::year{2017} / std::chrono::November / std::chrono::day{1};

std::optional<Fault> check_dates(const common__InclusiveDateTimeRange& dates) {
  const auto earliest = instant(dates.Earliest), latest = instant(dates.Latest);
  if (earliest && *earliest < kFirstDay) {
    return refuse_saying(kUnexpectedError, "Earliest must not be before 2017-11-01.");
  }
  if (earliest && latest && *latest < *earliest) {
    return refuse_saying(kUnexpectedError, "Latest must not be before Earliest.");
  }
  if (!within_months(dates.Earliest, dates.Latest, kLongestSpanMonths)) {
    return refuse_saying(kUnexpectedError, "Earliest and Latest must be within three months.");
  }
  return std::nullopt;
}

// A DeviceList that came out empty is a choice too: it does not mean everything.
bool chooses(const Request& in) {
  return in.DeviceList || is_given(in.DeviceGroupName) || is_given(in.AccountName);
}

Result<Selected> chosen(const Request& in) {
  if (!chooses(in)) return Selected{};
  const std::optional<std::string> no_plan;
  const Selector<common__ArrayOfDeviceIdentifierCollection> selector{
      in.DeviceList.get(), in.DeviceGroupName, in.AccountName, no_plan, nullptr};
  return select(selector, true, OnDevices::read);
}

std::unique_ptr<device__ImeiMismatchDevice> mismatch(JsonObject item) {
  using Device = device__ImeiMismatchDevice;
  auto device = std::make_unique<Device>();
  read_texts(item, *device,
             {{"accountName", &Device::AccountName},
              {"mdn", &Device::Mdn},
              {"activationDate", &Device::ActivationDate},
              {"iccid", &Device::Iccid},
              {"preImei", &Device::PreImei},
              {"postImei", &Device::PostImei},
              {"simOtaDate", &Device::SimOtaDate}});
  return device;
}

Next<Output> to_rest(const Request& in) {
  const auto* dates = in.SIMOTADateFilter.get();
  if (!dates) return refuse_without(kUnexpectedError, "SIMOTADateFilter");
  if (auto fault = check_dates(*dates)) return *fault;
  auto selected = chosen(in);
  if (!selected) return selected.error();
  if (is_given(in.DeviceGroupName) && !is_given(in.AccountName))
    return refuse(kAccountNotDefined, "AccountName is required with DeviceGroupName");
  if (auto fault = check_kinds(in.DeviceList.get(), {"iccid", "mdn"})) return *fault;
  Json body = Json::object(), filter = Json::object();
  put_range(filter, dates);
  put(body, "filter", std::move(filter));
  put(body, "devices", std::move(selected->devices));
  put(body, "accountName", in.AccountName);
  put(body, "groupName", in.DeviceGroupName);
  return RestCall{Method::post, "/m2m/v1/devices/actions/list/imeiiccidmismatch", dump(body)};
}

Next<Output> to_soap(const CallContext& context, Replies replies) {
  const auto& reply = newest(replies);
  Result<base::JsonDocument> answer;
  if (!is_blank(reply)) answer = parse_object(reply);
  if (!answer) return answer.error();
  JsonObject fields(answer->root(), "", *context.notes);
  auto output = std::make_unique<Output>();
  output->Devices = std::make_unique<device__ArrayOfImeiMismatchDevice>();
  collect(fields.array("devices"), output->Devices->ImeiMismatchDevice, mismatch);
  return Answer<Output>{std::move(output), {}};
}

}  // namespace

UWS_OPERATION(DeviceService, GetImeiMismatch, read, to_rest, to_soap);

}  // namespace uws::mapping::get_imei_mismatch
