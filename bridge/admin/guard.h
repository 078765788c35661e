#pragma once
// Who may see the operator's pages. A browser on the operator's machine reaches the listener too,
// for any site it shows: what another site makes it send, and what a name that was bound anew to
// this address makes it read, is refused.

#include <string>

#include "bridge/admin/rules.h"
#include "bridge/http/server.h"

namespace uws::admin {

// The pages behind `inner`, except for /healthz and /readyz, which tell nothing and are probed by
// whatever stands in front, only for requests
//   - whose Host, its port aside, is `address`, localhost or one of `hosts`; when `address` is the
//     unspecified one, any address: 403 else
//   - whose Sec-Fetch-Site, if there is one, is same-origin or none, and whose Origin, if there is
//     one, is that of Host: 403 else
//   - that carry the token, if there is one: 401 else.
http::Handler guarded(http::Handler inner, AdminRules rules);

// Whether `address` can be reached from this machine only.
bool is_loopback(const std::string& address);

}  // namespace uws::admin
