#include "bridge/gateway_pages.h"

#include "bridge/admin/callbacks_pages.h"
#include "bridge/admin/clients_pages.h"
#include "bridge/admin/dead_letters_pages.h"
#include "bridge/admin/status_pages.h"

namespace uws {

http::Handler operator_pages(const Operated& operated) {
  auto& store = operated.store;
  const admin::ReadyCheck listening{
      "listeners", [&listeners = operated.listeners] { return listeners.trouble(); }};
  return admin::router(
      {admin::status_pages(operated.metrics, {listening, admin::store_works(store)}),
       admin::dead_letters_pages(store, operated.callbacks.relay()),
       admin::callbacks_pages(store, operated.callbacks.hand(), operated.receivers),
       admin::clients_pages(store, operated.census)});
}

}  // namespace uws
