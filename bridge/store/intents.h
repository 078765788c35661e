#pragma once
// Registrations the platform has not confirmed, inside a transaction of the store's thread. See
// bridge/store/registrar.h for what they may and may not do.

#include "mapping/step.h"

namespace uws::store {

class Connection;

// What an intent is written with.
struct Intent {
  mapping::Registration registration;
  std::string token_hash, credentials_hash;
};

// The new row's id.
long long add_intent(Connection& db, const Intent& intent);

// Makes exactly this intent the valid registration of its pair: the one before is superseded, and
// all that waits goes to the new one. An intent older than what was confirmed for its pair since is
// only one more address of it. No effect on a registration that was confirmed before. False = there
// is no such registration any more, or it has been removed.
bool confirm(Connection& db, long long id);

// Forgets an intent; no effect on anything else.
void drop_intent(Connection& db, long long id);

// Settles an account's intents by what the platform has just shown: those it shows are confirmed,
// and those it does not are forgotten, unless they are so young that their call may still be under
// way. Nothing shown, nothing settled.
void settle_intents(Connection& db, const std::string& account,
                    const mapping::ShownListeners& shown);

// Forgets the pair's intents that were followed by a confirmed registration, once the platform has
// no callback under way to them any more.
void forget_overtaken(Connection& db, const std::string& account, const std::string& service);

}  // namespace uws::store
