#pragma once
// What can go wrong with the store, as a value.

#include <string>
#include <tl/expected.hpp>

namespace uws::store {

enum class ErrorKind {
  // The database refused or failed; the work was not done and may be tried again.
  failed,
  // Too much work is waiting already; nothing was done.
  busy,
  // There is no room for more (bridge/store/room.h); nothing was done.
  full,
  // The store is closing; nothing was done.
  closed,
  // What the call is about does not exist.
  not_found,
  // What the call asks for is not allowed; the message says why, in words for its caller.
  refused,
  // What the database has on the disk is damaged; nothing that is done makes it whole.
  damaged,
  // The settings cannot work: wrong URL, missing directory, file in use, unknown schema.
  unusable,
};

struct Error {
  ErrorKind kind = ErrorKind::failed;
  // One line for the log; never holds a stored value.
  std::string message;
};

template <class T>
using Outcome = tl::expected<T, Error>;

}  // namespace uws::store
