#pragma once
// A census with a store behind it, and nobody who calls but the test.

#include <soci/soci.h>

#include "bridge/census/keeper.h"
#include "tests/bridge/store/store_fixture.h"

namespace uws::test {

struct CensusBench {
  explicit CensusBench(std::chrono::milliseconds between = census::kBetweenWrites,
                       const store::RoomSettings& room = {})
      : store(open_store((dir / "s.db").string(), room)),
        keeper(io, census, *store, settings, counters, between) {}

  void see(const std::string& address, const std::string& operation, bool fault,
           store::Millis when) {
    census.see({address, "TLSv1.2", {"gSOAP/2.8", "SOAP-ENV", 0}}, operation, fault, when);
  }
  // From now on the store refuses what the census writes, or takes it again.
  bool refuse(bool refuses) {
    const char* const sql = refuses ? "CREATE TRIGGER no BEFORE INSERT ON clients BEGIN"
                                      " SELECT RAISE(ABORT, 'no'); END"
                                    : "DROP TRIGGER no";
    return !wait_for(io, store->run([sql](soci::session& db) { db << sql; }));
  }

  TempDir dir;
  boost::asio::io_context io;
  census::Settings settings;
  census::Counters counters;
  census::Census census{settings, counters};
  std::unique_ptr<store::Store> store;
  census::Keeper keeper;
};

}  // namespace uws::test
