#pragma once
// The callback registrations of the old clients: what an operation may ask of them.
//
// A registration's life: pending -> active -> superseded | removed, or pending -> abandoned. One is
// active per (account, service). A row is never deleted: the platform may go on sending to any
// address and credentials it was ever told (a registration whose answer was lost, callbacks still
// under way after a re-registration or a removal), and those callbacks are accepted too. They go to
// the pair's active registration, or, when there is none, to the one they were addressed to.

#include <boost/asio/awaitable.hpp>
#include <string>

#include "bridge/store/store.h"
#include "mapping/step.h"

namespace uws::store {

class Registrar {
 public:
  // `public_url` is where the platform reaches the callback listener, e.g. "https://host:8443";
  // callback addresses are public_url + "/callbacks/" + 32 secret hexadecimal digits.
  Registrar(Store& store, std::string public_url);

  // Executes one call; the change is durable when the reply arrives. Never logs or returns in an
  // error any stored value. ErrorKind::not_found: a commit without a pending or active
  // registration, a restore without a removed one.
  //   Prepare   every call makes a new secret address and new credentials (at most 40 characters
  //             each); a pending registration that was there is abandoned.
  //   Commit    callbacks still queued for the pair move to the new receiver.
  //   Remove    callbacks still queued keep their receiver.
  //   Restore   brings back the last removed one, unless another is active by now.
  asio::awaitable<Outcome<mapping::StoreReply>> perform(mapping::StoreCall call);

 private:
  Store& store_;
  std::string public_url_;
};

}  // namespace uws::store
