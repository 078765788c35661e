#pragma once
// The tables, and how an older file gets them.

#include "bridge/store/database.h"

namespace uws::store {

// Newest version of the schema this program knows.
int schema_version();

// Brings the database to schema_version() in one transaction. A database of a newer program is
// refused and left alone.
Outcome<bool> migrate(Database& database);

}  // namespace uws::store
