#include "mapping/registration/rows.h"

#include "mapping/registration/get_callback_registrations.h"
#include "mapping/registration/register_callback.h"
#include "mapping/registration/unregister_callback.h"
#include "mapping/row.h"

namespace uws::mapping {
namespace {

constexpr Operation kRows[] = {
    UWS_ROW_SEEING_ERRORS(CallbackRegistrationService, RegisterCallback, register_callback),
    UWS_ROW_SEEING_ERRORS(CallbackRegistrationService, UnregisterCallback, unregister_callback),
    UWS_ROW(CallbackRegistrationService, GetCallbackRegistrations, get_callback_registrations),
};

}  // namespace

std::span<const Operation> registration_rows() { return kRows; }

}  // namespace uws::mapping
