#include "bridge/store/group.h"

namespace uws::store {
namespace {

Error failed(const std::exception& error) {
  if (is_damage(error)) {
    return Error{ErrorKind::damaged,
                 "store: damaged: " + plain_message(error) + "; see uws-bridge store check"};
  }
  return Error{ErrorKind::failed, "store: " + plain_message(error)};
}

// What was remembered inside a change that is undone is wrong.
void undo(Connection& db, std::string_view sql) {
  db.targets.forget();
  db.run(sql);
}

// One piece inside the group's transaction; its failure leaves the others alone.
void run_piece(Connection& db, Piece& piece) {
  db.run("SAVEPOINT piece");
  try {
    piece.job(db);
  } catch (const std::exception& error) {
    piece.error = failed(error);
    undo(db, "ROLLBACK TO SAVEPOINT piece");
  }
  db.run("RELEASE SAVEPOINT piece");
}

std::optional<Error> first_error(const std::vector<Piece>& group) {
  for (const auto& piece : group) {
    if (piece.error) return piece.error;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Error> run_group(Database& database, std::vector<Piece>& group,
                               const Store::Job& last) {
  auto& db = *database.session;
  try {
    db.run(database.dialect.begin);
    for (auto& piece : group) run_piece(db, piece);
    if (last) last(db);
    db.run("COMMIT");
  } catch (const std::exception& error) {
    for (auto& piece : group) piece.error = failed(error);
    try {
      undo(db, "ROLLBACK");
    } catch (const std::exception&) {
      // The database has rolled back by itself.
    }
  }
  return first_error(group);
}

std::optional<Error> run_reading(Database& database, std::vector<Piece>& group) {
  for (auto& piece : group) {
    try {
      piece.job(*database.session);
    } catch (const std::exception& error) {
      piece.error = failed(error);
    }
  }
  return first_error(group);
}

}  // namespace uws::store
