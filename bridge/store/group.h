#pragma once
// Pieces of work that share one transaction.

#include <optional>
#include <vector>

#include "bridge/store/database.h"
#include "bridge/store/store.h"

namespace uws::store {

struct Piece {
  Work work = Work::general;
  Store::Job job;
  Store::Done done;
  std::optional<Error> error;
};

// Runs every piece and commits. The error of a piece that failed stands in it and leaves the others
// alone; when the commit fails, all have failed. `last` runs in the same transaction behind them.
// The reply is the first error.
std::optional<Error> run_group(Database& database, std::vector<Piece>& group,
                               const Store::Job& last);

// Runs pieces that only read, outside of any transaction: what fails to be written takes nothing
// from them.
std::optional<Error> run_reading(Database& database, std::vector<Piece>& group);

}  // namespace uws::store
