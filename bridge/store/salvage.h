#pragma once
// A store that no gateway uses: whether it is whole, and what can be got out of it when it is not.

#include <string>
#include <tl/expected.hpp>
#include <vector>

namespace uws::store {

struct StoreReport {
  // What is wrong, in the database's words; empty = it is whole.
  std::vector<std::string> damage;
  long long registrations = 0;
  long long queued = 0, paused = 0, dead = 0;
};

struct Salvaged {
  long long registrations = 0, callbacks = 0, clients = 0;
  // Rows that were there once and could not be read; some may have been gone anyway.
  long long unreadable = 0;
};

// Changes nothing. Error: one line, the file cannot be looked at, or a gateway uses it.
tl::expected<StoreReport, std::string> check_store(const std::string& file);

// Copies every registration, callback and client that can be read into a new store `into`, row by
// row. What recognises duplicates is left out. Error: one line.
tl::expected<Salvaged, std::string> salvage_store(const std::string& file, const std::string& into);

}  // namespace uws::store
