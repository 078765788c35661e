#include "mapping/connectivity/rows.h"

#include "mapping/connectivity/get_sms_messages.h"
#include "mapping/connectivity/send_sms_message.h"
#include "mapping/connectivity/start_sms_callback.h"
#include "mapping/row.h"

namespace uws::mapping {
namespace {

constexpr Operation kRows[] = {
    UWS_ROW(EnhancedConnectivityService, SendSmsMessage, send_sms_message),
    UWS_ROW(EnhancedConnectivityService, GetSmsMessages, get_sms_messages),
    UWS_ROW(EnhancedConnectivityService, StartSmsCallback, start_sms_callback),
};

}  // namespace

std::span<const Operation> connectivity_rows() { return kRows; }

}  // namespace uws::mapping
