// DeviceService.GetDeviceList: POST /m2m/v1/devices/actions/list, at most 2,000 devices a page.
// A page is cut after fewer devices when CallContext::max_response_bytes asks for it; the cursor
// (the last ExtendedAttribute of the last device, or its CreatedAt) stays good. The platform is
// then asked for about as many (maxNumberOfDevices), and a full answer is never taken for the last
// one.

#include "mapping/device/device_information.h"
#include "mapping/device/rest_answer.h"
#include "mapping/parts/attributes.h"
#include "mapping/parts/date_range.h"
#include "mapping/row.h"

namespace uws::mapping::get_device_list {
namespace {

using Request = device__GetDeviceListRequest;
using Output = device__GetDeviceListResponse;
using Device = device__DeviceInformation;

// Devices of one page of the platform.
constexpr std::size_t kMostDevices = 2'000;

// A device with nothing but names in it is hardly smaller.
constexpr std::size_t kLeastDevice = 512;

// How many devices the platform is asked for when pages are cut: no more than fit. 0 = a page of
// its own size.
std::size_t most_devices(const CallContext& context) {
  const std::size_t most = (context.max_response_bytes + kLeastDevice - 1) / kLeastDevice;
  return most < kMostDevices ? most : 0;
}

Answer<Output> last_page() {
  auto output = std::make_unique<Output>();
  output->Devices = std::make_unique<device__ArrayOfDeviceInformation>();
  output->IsComplete = true;
  return {std::move(output), {}};
}

// Bytes of a page as it will be written, by whatever contract: every device is written by itself to
// see what it takes.
class PageMeter {
 public:
  explicit PageMeter(const CallContext& context) : written_(context.written) {
    auto page = last_page();
    page.output->IsComplete = false;  // the longer word
    devices_ = &page.output->Devices->DeviceInformation;
    auto wrapper = std::make_unique<_v2__GetDeviceListResponse>();
    wrapper->Output = std::move(page.output);
    page_ = Response{detail::own(std::move(wrapper)), {}};
    // Two alike take twice what one takes, and what is around them once.
    devices_->push_back(std::make_unique<Device>());
    const std::size_t one = written_(page_);
    devices_->push_back(std::make_unique<Device>());
    size_ = around_ = 2 * one - written_(page_);
    devices_->clear();
  }

  // With this device too, which stays the caller's.
  std::size_t with(std::unique_ptr<Device>& device) {
    devices_->push_back(std::move(device));
    size_ += written_(page_) - around_;
    device = std::move(devices_->back());
    devices_->pop_back();
    return size_;
  }

 private:
  const std::function<std::size_t(const Response&)>& written_;
  Response page_{{nullptr, [](void*) {}}, {}};
  std::vector<std::unique_ptr<Device>>* devices_ = nullptr;  // of page_
  std::size_t around_ = 0, size_ = 0;
};

// No cursor, or 0, is the first page. REST sorts by device ID only when it is given one, and a
// client that goes on by CreatedAt needs the other order: so 0 is passed on, absence too.
Next<Output> to_rest(const Request& in, const CallContext& context) {
  Json body = Json::object();
  put(body, "accountName", in.AccountName);
  put_range(body, in.CreatedAtFilter.get());
  if (in.DeviceCustomFieldFilter) {
    auto fields = rest_custom_fields(in.DeviceCustomFieldFilter->CustomFieldFilterObj);
    if (!fields) return fields.error();
    put(body, "customFields", std::move(*fields));
  }
  put(body, "groupName", in.DeviceGroupNameFilter);
  put(body, "servicePlan", in.DeviceServicePlanFilter);
  put(body, "currentState", in.DeviceStateFilter);
  if (in.LargestDeviceIdSeen) body["largestDeviceIdSeen"] = *in.LargestDeviceIdSeen;
  if (const auto most = most_devices(context)) body["maxNumberOfDevices"] = most;
  return RestCall{Method::post, "/m2m/v1/devices/actions/list", dump(body)};
}

// Clients ask for one page beyond the last: that is an empty page, whatever REST calls it.
Next<Output> to_soap(const Request& in, const CallContext& context, Replies replies) {
  if (const auto fault = failure(replies.back())) {
    const bool beyond = in.LargestDeviceIdSeen.value_or(0) > 0 && is_device_not_found(*fault);
    if (beyond) return last_page();
    return *fault;
  }
  const auto& reply = std::get<RestReply>(replies.back());
  const auto answer = parse_object(reply);
  if (!answer) return answer.error();
  JsonObject fields(answer->root(), "", *context.notes);
  const bool complete = is_complete(fields.boolean("hasMoreData"), reply);
  const JsonArray devices = fields.array("devices");
  const std::size_t most = most_devices(context);
  // As many as asked for: there may be more, whatever the platform says.
  const bool full = most > 0 && devices.size() >= most;
  auto page = last_page();
  auto& shown = page.output->Devices->DeviceInformation;
  page.output->IsComplete = (complete && !full) || devices.size() == 0;
  std::optional<PageMeter> meter;
  if (context.max_response_bytes > 0) meter.emplace(context);
  for (std::size_t i = 0; i < devices.size(); ++i) {
    auto device = soap_device<Device>(devices.object(i));
    const std::size_t size = meter ? meter->with(device) : 0;
    if (i > 0 && size > context.max_response_bytes) {
      page.output->IsComplete = false;
      break;
    }
    shown.push_back(std::move(device));
  }
  return page;
}

}  // namespace

UWS_OPERATION_SEEING_ERRORS(DeviceService, GetDeviceList, read, to_rest, to_soap);

}  // namespace uws::mapping::get_device_list
