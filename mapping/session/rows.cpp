#include "mapping/session/rows.h"

#include "mapping/row.h"
#include "mapping/session/log_in.h"
#include "mapping/session/log_out.h"

namespace uws::mapping {
namespace {

constexpr Operation kRows[] = {
    UWS_ROW(SessionService, LogIn, log_in),
    UWS_ROW(SessionService, LogOut, log_out),
};

}  // namespace

std::span<const Operation> session_rows() { return kRows; }

}  // namespace uws::mapping
